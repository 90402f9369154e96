"""Changing somebody around the child: facts, relation, custody, homes, and letting them go."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.people import Masked, PartyRole, RelationKind
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.cases.forms.people import (
    ChangePersonForm,
    EndPersonForm,
    GiveCustodyForm,
    HomesForm,
    LastDayForm,
    RelationForm,
)
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    crumbs,
    day_errors,
    reader,
    today,
)
from hjemmebane.edges.staff.cases.views.people import around, people_url
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.queries import PersonAround, get_person, home_of_family
from hjemmebane.ui.http import attempt, form_page

if TYPE_CHECKING:
    from hjemmebane.records.cases.models import Case

PAGE = "staff/cases/person_form.html"
FACTS = ("phone", "email", "representative", "version")
OF_CARD = ("language", "needs_interpreter", "companion")


def _met(request: HttpRequest, public_id: UUID, person_id: UUID) -> tuple["Case", PersonAround]:
    """Return the case and one person around its child, both within reach."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    return case, around(case, user).row(person_id)


def _not_child(row: PersonAround) -> None:
    """Answer as if there were no such page where the child itself is meant."""
    if row.role == PartyRole.CHILD:
        raise NotVisible("person", row.card.public_id)


def _send(
    request: HttpRequest,
    case: "Case",
    row: PersonAround,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], dict[str, Any]],
    action: Callable[..., object],
    *,
    title: str,
    said: str,
    at: str = "",
    stored: dict[str, Any] | None = None,
    lead: str = "",
) -> HttpResponse:
    """Show a form about one person, or do what it says and go back to the list."""
    user = reader(request)
    if request.method == "POST" and form.is_valid():
        person = get_person(row.card.public_id, user)
        outcome = attempt(
            form,
            action,
            by=user,
            case=case,
            person=person,
            refused_at=day_errors(at),
            **act(form.cleaned_data),
        )
        answer = after(request, outcome, form, people_url(case), said, stored)
        if answer:
            return answer
    context = {
        "title": title,
        "lead": lead or str(row.card.name),
        "crumbs": crumbs(case, user, title),
        "form": form,
        "back": people_url(case),
    }
    return form_page(request, PAGE, context, form)


@staff_door
@needs("case.change_person")
@require_http_methods(READ_OR_SEND)
def change(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Change what is written of somebody: name, how to reach them, needs, protection."""
    case, row = _met(request, public_id, person_id)
    is_hidden = isinstance(row.card.name, Masked)
    person = get_person(person_id, reader(request))
    stored: dict[str, Any] = {name: getattr(row, name) for name in FACTS}
    stored |= {name: getattr(row.card, name) for name in OF_CARD}
    stored |= {
        "has_protected_name": person.has_protected_name,
        "has_protected_address": person.has_protected_address,
    }
    if not is_hidden:
        stored |= {"given_name": person.given_name, "family_name": person.family_name}
    form = ChangePersonForm(request.POST or None, initial=stored, is_name_hidden=is_hidden)

    def act(data: dict[str, Any]) -> dict[str, Any]:
        return {"version": data["version"], "facts": form.facts(), "names": form.names()}

    return _send(
        request,
        case,
        row,
        form,
        act,
        actions.change_person,
        title="Ret personen",
        said="Rettet.",
        stored={name: value for name, value in stored.items() if name != "version"},
    )


@staff_door
@needs("case.set_relation")
@require_http_methods(READ_OR_SEND)
def relation(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Record what somebody is to the child."""
    case, row = _met(request, public_id, person_id)
    _not_child(row)
    form = RelationForm(request.POST or None, initial={"kind": row.kind})

    def act(data: dict[str, Any]) -> dict[str, Any]:
        return {"kind": RelationKind(data["kind"]), "from_on": data["from_on"]}

    return _send(
        request,
        case,
        row,
        form,
        act,
        actions.set_relation,
        title="Slægtskab",
        said="Skrevet ned.",
        at="from_on",
    )


@staff_door
@needs("case.give_custody", "case.end_custody")
@require_http_methods(READ_OR_SEND)
def custody(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Give or end custody: whichever is possible for this person now."""
    case, row = _met(request, public_id, person_id)
    _not_child(row)
    is_ending = row.custody_from is not None
    if is_ending:
        form: forms.Form = LastDayForm(request.POST or None, initial={"on": today()})
        lead = f"{row.card.name} har forældremyndigheden nu. Hvornår slutter den?"
    else:
        form = GiveCustodyForm(request.POST or None)
        lead = f"{row.card.name} får forældremyndigheden."
    return _send(
        request,
        case,
        row,
        form,
        dict,
        actions.end_custody if is_ending else actions.give_custody,
        title="Forældremyndighed",
        said="Forældremyndigheden er skrevet ned.",
        at="on" if is_ending else "from_on",
        lead=lead,
    )


@staff_door
@needs("case.set_homes")
@require_http_methods(READ_OR_SEND)
def homes(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Record in which homes somebody lives, and how much of the time."""
    case, row = _met(request, public_id, person_id)
    lives = {home.home_id: home.share for home in row.homes}
    offered = around(case, reader(request)).homes
    form = HomesForm(
        request.POST or None,
        homes=[(h.public_id, h.label, lives.get(h.public_id, "")) for h in offered],
    )

    def act(data: dict[str, Any]) -> dict[str, Any]:
        shares = {home_of_family(case.family, key): s for key, s in form.shares().items()}
        return {
            "shares": shares,
            "from_on": data["from_on"],
            "new_home": form.new_home(),
            "new_share": data["share"] or actions.WHOLE_TIME,
        }

    return _send(
        request,
        case,
        row,
        form,
        act,
        actions.set_homes,
        title="Bolig",
        said="Boligen er skrevet ned.",
        at="from_on",
    )


@staff_door
@needs("case.end_person")
@require_http_methods(READ_OR_SEND)
def end(request: HttpRequest, public_id: UUID, person_id: UUID) -> HttpResponse:
    """Let somebody cease as a party of the case."""
    case, row = _met(request, public_id, person_id)
    _not_child(row)
    form = EndPersonForm(request.POST or None, initial={"on": today()})
    return _send(
        request,
        case,
        row,
        form,
        dict,
        actions.end_person,
        title="Udgår af sagen",
        said="Personen er part til og med den dag.",
        at="on",
        lead=f"{row.card.name} er ikke længere part i sagen. Historien bliver stående.",
    )
