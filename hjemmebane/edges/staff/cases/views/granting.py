"""From a decision to the family: granted at a follow-up, its letters, consents and complaints."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.decision_parties import ComplaintHow, ComplaintOutcome, ConsentAnswer
from hjemmebane.domain.follow_up import Heard
from hjemmebane.edges.staff.cases.forms.deciding import (
    ComplaintForm,
    ConsentForm,
    GrantForm,
    ReassessForm,
)
from hjemmebane.edges.staff.cases.forms.fields import word
from hjemmebane.edges.staff.cases.views.measures import (
    DECISION_FAULTS,
    known_of,
    plan_choices,
    whole_text,
)
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    case_url,
    crumbs,
    day_errors,
    family_choices,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import unit_by_public_id, units_of_kind
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.queries.deciding import (
    asked_for_consent,
    complaint_row,
    custody_unasked,
    decision_words,
    get_complaint,
    later_decisions,
    party_choices,
)
from hjemmebane.records.cases.queries.letters import letters_of
from hjemmebane.records.people.queries import cards, get_person
from hjemmebane.ui.http import attempt, done
from hjemmebane.ui.words import long_date

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case, FollowUp

NOT_GIVEN = "Afgørelsen er fra før, brevene blev lavet her."
COMPLAINT_FAULTS = {
    "complaint_text_missing": "complaint",
    "new_decision_missing": "new_decision",
    "papers_missing": "papers",
    "reassessment_missing": "reason",
}


@staff_door
@needs("follow_up.grant")
@require_http_methods(READ_OR_SEND)
def follow_up_grant(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Grant help in the middle of the open follow-up, the same day."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    follow_up = queries.open_follow_up(case, user)
    if follow_up is None:
        return redirect("staff:follow_up", public_id=public_id)
    options = queries.measure_options(today(), with_offers=True)
    form = GrantForm(
        request.POST or None,
        parties=party_choices(case, user, today()),
        measures=[(option.key, f"{option.title} ({option.law})") for option in options],
        steps=list(queries.step_options()),
        plans=plan_choices(case, user),
        providers=[(str(unit.public_id), unit.name) for unit in units_of_kind(UnitKind.PROVIDER)],
        initial=_known_now(case, follow_up, user),
    )
    here = reverse("staff:follow_up", args=[public_id])
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.grant_now,
            follow_up=follow_up,
            grant=_grant(form, case, user),
            public_id=form.cleaned_data["mark"],
            by=user,
            refused_at=day_errors("started_on", **DECISION_FAULTS),
        )
        is_asked = outcome.value is not None and outcome.value.is_waiting
        said = (
            "Lederen er spurgt. Hjælpen begynder, når svaret er der."
            if is_asked
            else "Hjælpen er bevilget, brevene er lavet, og den er begyndt."
        )
        answer = after(request, outcome, form, here, said)
        if answer:
            return answer
    lead = "Det, du må afgøre, begynder med det samme. Resten går til lederen."
    return show_form(request, case, form, "Bevilg hjælp nu", submit="Bevilg", lead=lead, back=here)


def _grant(form: GrantForm, case: "Case", user: "User") -> actions.GrantNow:
    data = form.cleaned_data
    return actions.GrantNow(
        decision=whole_text(form, case, user),
        provider_unit=unit_by_public_id(data["provider"]),
        started_on=data["started_on"],
        told_how=NotifiedHow(data["told_how"]),
    )


def _known_now(case: "Case", follow_up: "FollowUp", user: "User") -> dict[str, Any]:
    """Return what the assessment and the follow-up already say."""
    known = known_of(case, user) | {
        "started_on": today(),
        "told_how": NotifiedHow.MEETING.value,
        "plan_needed": "no",
    }
    return known | ({"childs_view": follow_up.child_words} if follow_up.child_words else {})


@staff_door
@needs("decision.give")
@require_safe
def decision_letters(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Show the letters of a decision: as they were given, or as they would be given now."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    may_tell = decision.notified_at is None and not (decision.is_waiting or decision.declined_at)
    args = [public_id, decision_id]
    context = {
        "rows": letters_of(decision, user),
        "lead": f"{decision_words(decision)}, {long_date(decision.decided_on)}",
        "empty": NOT_GIVEN,
        "crumbs": crumbs(case, user, "Breve"),
        "back": case_url(public_id, "afgoerelser"),
        "tell_url": reverse("staff:decision_notified", args=args) if may_tell else "",
        "make_url": reverse("staff:letter_files", args=args),
    }
    return render(request, "staff/cases/letters.html", context)


@staff_door
@needs("decision.order_letter_files")
@require_POST
def letter_files(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Order the files of a decision's letters as they were given; a job makes them."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    nothing = forms.Form(request.POST)
    nothing.is_valid()
    outcome = attempt(nothing, actions.order_letter_files, decision=decision, by=user)
    if outcome:
        return done(request, reverse("jobs:progress", args=[outcome.value.public_id]))
    return show_form(request, case, nothing, "Brevene som filer", submit="Prøv igen")


@staff_door
@needs("decision.give")
@require_safe
def letters_of_decision(request: HttpRequest, decision_id: UUID) -> HttpResponse:
    """Lead from a decision, known by itself, to its letters in the case."""
    decision = queries.decision_by_itself(decision_id, reader(request))
    args = [decision.case.public_id, decision_id]
    return HttpResponseRedirect(reverse("staff:decision_letters", args=args))


@staff_door
@needs("decision.note_consent")
@require_http_methods(READ_OR_SEND)
def decision_consent(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Write what one with custody says to the help."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    unasked = custody_unasked(decision)
    asked = {str(one.public_id): one for one in (*unasked, *asked_for_consent(decision))}
    known = cards(list(asked.values()), user)
    form = ConsentForm(
        request.POST or None,
        people=[(key, str(known[one.pk].name)) for key, one in asked.items()],
        asks_heard=bool(unasked),
        initial={"on": today()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.note_consent,
            decision=decision,
            person=asked[data["person"]],
            answer=ConsentAnswer(data["answer"]),
            on=data["on"],
            heard=word(Heard, data.get("heard", "")),
            by=user,
            refused_at=day_errors("on", party_not_heard="heard"),
        )
        answer = after(
            request, outcome, form, case_url(public_id, "afgoerelser"), "Svaret er skrevet ned."
        )
        if answer:
            return answer
    lead = "Samtykke til selve hjælpen. Det giver ikke lov til at dele oplysninger."
    return show_form(request, case, form, "Samtykke til hjælpen", lead=lead)


@staff_door
@needs("complaint.receive")
@require_http_methods(READ_OR_SEND)
def complaint_new(request: HttpRequest, public_id: UUID, decision_id: UUID) -> HttpResponse:
    """Write a complaint over a decision down, as it came."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    decision = queries.get_decision(case, decision_id, user)
    form = ComplaintForm(
        request.POST or None, people=family_choices(case, user), initial={"received_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.receive_complaint,
            decision=decision,
            text=actions.ComplaintText(
                data["received_on"],
                ComplaintHow(data["how"]),
                data["complaint"],
                get_person(data["person"], user) if data["person"] else None,
            ),
            by=user,
            refused_at=day_errors("received_on", **COMPLAINT_FAULTS),
        )
        said = "Klagen er skrevet ned. De fire uger til genvurdering løber."
        answer = after(request, outcome, form, case_url(public_id, "afgoerelser"), said)
        if answer:
            return answer
    lead = "En klage kræver ingen særlig form. Skriv den ned, som den kom."
    beside = (("Afgørelsen", decision_words(decision)), ("Formål", decision.purpose))
    return show_form(request, case, form, "Klage", lead=lead, beside=beside)


@staff_door
@needs("complaint.reassess")
@require_http_methods(READ_OR_SEND)
def complaint(request: HttpRequest, public_id: UUID, complaint_id: UUID) -> HttpResponse:
    """Look at a complaint anew: a new decision, or sent on with its papers."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    found = get_complaint(case, complaint_id, user)
    later = {str(one.public_id): one for one in later_decisions(found, user)}
    form = ReassessForm(
        request.POST or None,
        decisions=[
            (key, f"{decision_words(one)}, {long_date(one.decided_on)}")
            for key, one in later.items()
        ],
        initial={"on": today()},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.reassess,
            complaint=found,
            outcome=ComplaintOutcome(data["outcome"]),
            on=data["on"],
            text=data["reason"],
            papers=data["papers"],
            new_decision=later.get(data["new_decision"]),
            by=user,
            refused_at=day_errors("on", **COMPLAINT_FAULTS),
        )
        answer = after(
            request, outcome, form, case_url(public_id, "afgoerelser"), "Klagen er genvurderet."
        )
        if answer:
            return answer
    row = complaint_row(found, user)
    who = f"{row.who}, {row.how.lower()}" if row.who else row.how
    beside = (
        ("Klagen", row.text),
        ("Fra", who),
        ("Modtaget", long_date(row.received_on)),
        ("Afgørelsen", decision_words(found.decision)),
        ("Begrundelsen dengang", found.decision.grounds),
    )
    lead = "Inden fire uger: en ny afgørelse, eller klagen sendes til Ankestyrelsen med papirerne."
    return show_form(
        request, case, form, "Genvurder klagen", submit="Gem", lead=lead, beside=beside
    )
