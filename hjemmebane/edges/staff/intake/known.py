"""The one question between the registers, put by one side and answered by the other."""

import uuid
from typing import TYPE_CHECKING, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane import clock
from hjemmebane.edges.staff.intake import notice_words, words
from hjemmebane.edges.staff.intake.crossing_forms import AnswerForm, is_yes
from hjemmebane.edges.staff.intake.doors import authority_door, prevention_door
from hjemmebane.edges.staff.intake.forms import AskForm, DutyForm
from hjemmebane.records.access.doors import needs
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.intake import actions, queries
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.people.queries import PersonCard

READ_OR_SEND = ["GET", "HEAD", "POST"]


@authority_door
@needs("notified_child.ask_if_known")
@require_http_methods(READ_OR_SEND)
def ask(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Put the one question to prevention's duty contact."""
    user = cast("User", request.user)
    child = queries.get_notified_child(public_id, user)
    place = reverse("staff:notification", args=[child.notification.public_id])
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.ask_if_known,
            by=user,
            notified_child=child,
            not_told=form.reason(),
        )
        if outcome:
            return done(request, place, "Spørgsmålet er stillet til vagtkontakten.")
    found = queries.notification_page(child.notification.public_id, user)
    context = notice_words.notification_words(found, user, clock.now())
    shown = next(c for c in context["children"] if c.public_id == str(public_id))
    context = {**context, "form": form, "child": shown}
    return form_page(request, "staff/intake/ask.html", context, form)


@prevention_door
@needs("known_question.answer")
@require_http_methods(READ_OR_SEND)
def answer(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Answer yes or no for the unit, and nothing more."""
    user = cast("User", request.user)
    child = queries.get_asked_child(public_id, user)
    people = [(card.public_id, _named(card)) for card in queries.known_candidates(child, user)]
    form = AnswerForm(request.POST or None, people=people)
    if request.method == "POST" and form.is_valid():
        picked = form.cleaned_data["who"]
        outcome = attempt(
            form,
            actions.answer_if_known,
            by=user,
            notified_child=child,
            is_known=is_yes(form.cleaned_data),
            known_person=queries.get_known_candidate(child, picked) if picked else None,
        )
        if outcome:
            return done(request, reverse("staff:enquiries"), "Svaret er givet.")
    question = next(q for q in queries.known_questions(user) if q.public_id == str(public_id))
    context = {"form": form, "question": question, "crumbs": words.crumbs()}
    return form_page(request, "staff/intake/known_answer.html", context, form)


def _named(card: "PersonCard") -> str:
    return f"{card.name}, {card.age} år" if card.age is not None else str(card.name)


@prevention_door
@needs("duty_contact.set")
@require_http_methods(READ_OR_SEND)
def duty_contact(request: HttpRequest) -> HttpResponse:
    """Say who answers for the unit from today."""
    user = cast("User", request.user)
    workers = [(worker.pk, worker.name) for worker in queries.unit_workers(user)]
    form = DutyForm(request.POST or None, workers=workers)
    if request.method == "POST" and form.is_valid():
        worker = queries.get_unit_worker(form.cleaned_data["worker"], user)
        outcome = attempt(
            form,
            actions.set_duty_contact,
            by=user,
            unit=units_of(user)[0],
            user=worker,
            from_on=clock.today(),
        )
        if outcome:
            return done(request, reverse("staff:enquiries"), f"{worker.name} er vagtkontakt.")
    context = {"form": form, "crumbs": words.crumbs()}
    return form_page(request, "staff/intake/duty_contact.html", context, form)
