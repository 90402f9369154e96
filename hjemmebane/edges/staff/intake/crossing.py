"""From one unit to the other: the mirror question, and the reception unit's referral."""

import uuid
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane import clock
from hjemmebane.domain.intake import CrossingGround
from hjemmebane.edges.staff.intake import notice_words, words
from hjemmebane.edges.staff.intake.crossing_forms import (
    MirrorAnswerForm,
    MirrorAskForm,
    ReferralForm,
    SelfReferralForm,
    is_yes,
)
from hjemmebane.edges.staff.intake.doors import authority_door, prevention_door
from hjemmebane.records.access.doors import needs
from hjemmebane.records.intake import actions, queries
from hjemmebane.records.people.queries import cards_by_id, custody_holders
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.intake.models import NotifiedChild
    from hjemmebane.records.people.models import Person

READ_OR_SEND = ["GET", "HEAD", "POST"]
PLACES = {"no_ground": "ground", "problem_missing": "problem"}


@prevention_door
@needs("enquiry_child.ask_if_known")
@require_http_methods(READ_OR_SEND)
def mirror_ask(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask the reception unit whether a child is known, on a stated ground."""
    user = cast("User", request.user)
    child = queries.get_enquiry_child(public_id, user)
    found = queries.enquiry_page(child.enquiry.public_id, user)
    form = MirrorAskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        ground = CrossingGround(form.cleaned_data["ground"])
        if attempt(form, actions.ask_authority, by=user, child=child, ground=ground):
            place = reverse("staff:enquiry", args=[child.enquiry.public_id])
            return done(request, place, "Spørgsmålet er stillet til Modtagelsen.")
    shown = next(one for one in found.known if one.public_id == str(public_id))
    context = {"form": form, "child": shown, "crumbs": words.crumbs()}
    return form_page(request, "staff/intake/mirror_ask.html", context, form)


@authority_door
@needs("enquiry_child.answer_if_known")
@require_http_methods(READ_OR_SEND)
def mirror_answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Answer yes or no for the reception unit, and nothing more."""
    user = cast("User", request.user)
    child, question = queries.mirror_question(public_id, user)
    form = MirrorAnswerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_known = is_yes(form.cleaned_data)
        if attempt(form, actions.answer_for_authority, by=user, child=child, is_known=is_known):
            return done(request, reverse("staff:notifications"), "Svaret er givet.")
    context = {"form": form, "question": question, "crumbs": notice_words.notification_crumbs()}
    return form_page(request, "staff/intake/mirror_answer.html", context, form)


@authority_door
@needs("notified_child.refer")
@require_http_methods(READ_OR_SEND)
def refer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Refer a notified child's family to prevention where it fits."""
    user = cast("User", request.user)
    child = queries.get_notified_child(public_id, user)
    form = ReferralForm(request.POST or None, givers=_givers(child, user))
    if request.method == "POST" and form.is_valid():
        giver = form.cleaned_data.get("giver", "")
        outcome = attempt(
            form,
            actions.refer_to_prevention,
            by=user,
            notified_child=child,
            given=form.given(),
            giver=_holders(child).get(giver),
            refused_at=PLACES,
        )
        if outcome:
            place = reverse("staff:notification", args=[child.notification.public_id])
            return done(request, place, "Familien er henvist til Tidlig Forebyggelse.")
    found = queries.notification_page(child.notification.public_id, user)
    context = notice_words.notification_words(found, user, clock.now())
    shown = next(one for one in context["children"] if one.public_id == str(public_id))
    context = {**context, "form": form, "child": shown}
    return form_page(request, "staff/intake/refer.html", context, form)


def _givers(child: "NotifiedChild", user: "User") -> list[tuple[str, str]]:
    """Return who holds custody of the child and so can say yes."""
    cards = cards_by_id([p.pk for p in _holders(child).values()], user, "henvisning")
    return [(card.public_id, str(card.name)) for card in cards.values()]


def _holders(child: "NotifiedChild") -> dict[str, "Person"]:
    holders = custody_holders(child.person) if child.person else []
    return {str(holder.public_id): holder for holder in holders}


@authority_door
@needs("referral.pass_on")
@require_http_methods(READ_OR_SEND)
def self_referral(request: HttpRequest) -> HttpResponse:
    """Pass on a family that turned to the reception unit itself; nothing of it is kept there."""
    user = cast("User", request.user)
    form = SelfReferralForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.refer_self_referral,
            by=user,
            child=form.child(),
            given=form.given(),
            refused_at={**PLACES, "birthday_impossible": "child_born_on"},
        )
        if outcome:
            said = "Tidlig Forebyggelse har fået henvendelsen."
            return done(request, reverse("staff:notifications"), said)
    context = {"form": form, "crumbs": notice_words.notification_crumbs()}
    return form_page(request, "staff/intake/self_referral.html", context, form)
