"""Pages about persons: their page, reveals, consents, and emergency access."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane.domain.access import BreakGlassReason, UnitKind
from hjemmebane.domain.people import FAMILY_ROLES, ConsentHow, RevealReason
from hjemmebane.edges.staff.people import words
from hjemmebane.edges.staff.people.forms import BreakGlassForm, ConsentForm, RevealForm
from hjemmebane.records.access import actions as access_actions
from hjemmebane.records.access import queries as access
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.people import actions, queries
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


@staff_door
@require_safe
def person(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show a person: homes, kin, consents, and who has looked."""
    page = queries.person_page(public_id, request.user)
    context = _person_context(page, request.user)
    return render(request, "staff/people/person.html", context)


def _person_context(page: queries.PersonPage, user: "User", **more: object) -> dict[str, object]:
    return {
        "page": page,
        "kin": [(row.card, words.KIN.get(row.kind, row.kind)) for row in page.kin],
        "dossiers": [
            (row, words.DOSSIERS[row.kind], words.PLACES[row.role])  # type: ignore[index]  # stored keys
            for row in page.dossiers
        ],
        "form": RevealForm(),
        "language": dict(words.LANGUAGES).get(page.card.language, page.card.language),
        "can_consent": may(user, "consent.give"),
        "can_withdraw": may(user, "consent.withdraw"),
        "can_reveal": may(user, "person.reveal_address"),
        "can_reveal_number": may(user, "person.reveal_number"),
        **more,
    }


@staff_door
@needs("person.reveal_address", "person.reveal_number")
@require_POST
def reveal(request: StaffRequest, public_id: UUID, what: str) -> HttpResponse:
    """Show a protected address or a number in clear, once, with a logged reason."""
    form = RevealForm(request.POST)
    page = queries.person_page(public_id, request.user)
    if not form.is_valid():
        context = _person_context(page, request.user, form=form)
        return form_page(request, "staff/people/person.html", context, form)
    action = actions.reveal_address if what == "adresse" else actions.reveal_number
    reason = RevealReason(form.cleaned_data["reason"])
    outcome = attempt(form, action, by=request.user, public_id=public_id, reason=reason)
    context = _person_context(page, request.user, form=form, revealed=outcome.value, what=what)
    return form_page(request, "staff/people/person.html", context, form)


@staff_door
@needs("dossier.break_glass")
@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: StaffRequest) -> HttpResponse:
    """Open a case without a tie, for today, with a reason that its leader sees."""
    form = BreakGlassForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = queries.dossiers_with_number(form.cleaned_data["number"])
        if not found:
            form.add_error("number", "Der er ingen åben sag på det nummer.")
        for dossier in found:
            reason = BreakGlassReason(form.cleaned_data["reason"])
            text = form.cleaned_data["text"]
            attempt(
                form,
                access_actions.break_glass,
                by=request.user,
                dossier=dossier,
                reason=reason,
                text=text,
            )
        if not form.errors:
            message = "Sagen er åben for dig i dag. Sagens leder kan se, hvorfor."
            return done(request, reverse("staff:families"), message)
    return form_page(request, "staff/people/break_glass.html", {"form": form}, form)


@staff_door
@needs("dossier.see_break_glass")
@require_safe
def break_glass_list(request: StaffRequest) -> HttpResponse:
    """Show a leader the cases opened without a tie."""
    reasons = words.REASONS
    rows = [
        (row, reasons[BreakGlassReason(row.reason)]) for row in access.break_glass_for(request.user)
    ]
    return render(request, "staff/people/break_glass_list.html", {"rows": rows})


@staff_door
@needs("dossier.see_break_glass")
@require_POST
def break_glass_seen(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Note that the leader has seen why."""
    opened = access.get_break_glass(public_id, request.user)
    access_actions.see_break_glass(by=request.user, opened=opened)
    return done(request, reverse("staff:break_glass_list"), "Noteret som set.")


@staff_door
@needs("consent.give")
@require_http_methods(["GET", "HEAD", "POST"])
def consent_new(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Record a consent on a dossier."""
    dossier = queries.get_dossier(public_id, request.user)
    rows = queries.parties_of(dossier, request.user, *FAMILY_ROLES)
    people = [(row.card.public_id, str(row.card)) for row in rows]
    units = [
        (str(unit.public_id), unit.name)
        for unit in access.units_of_kind(
            UnitKind.UNIVERSAL, UnitKind.PROVIDER, UnitKind.PREVENTION, UnitKind.AUTHORITY
        )
    ]
    form = ConsentForm(request.POST or None, people=people, units=units)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.give_consent,
            by=request.user,
            person=queries.get_person(data["given_by"], request.user),
            about=queries.get_person(data["about"], request.user),
            dossier=dossier,
            to_unit=access.unit_by_public_id(data["to_unit"]),
            what=data["what"],
            purpose=data["purpose"],
            own_words=data["own_words"],
            until_on=data["until_on"],
            how=ConsentHow(data["how"]),
        )
        if outcome:
            url = reverse("staff:person", args=[data["about"]])
            return done(request, url, "Samtykket er skrevet ned.")
    context = {"form": form, "people": rows}
    return form_page(request, "staff/people/consent.html", context, form)


@staff_door
@needs("consent.withdraw")
@require_POST
def consent_withdraw(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Withdraw a consent on the family's word."""
    consent = queries.get_consent(public_id, request.user)
    actions.withdraw_consent(by=request.user, consent=consent)
    url = reverse("staff:person", args=[queries.about_of(consent)])
    return done(request, url, "Samtykket er trukket tilbage.")
