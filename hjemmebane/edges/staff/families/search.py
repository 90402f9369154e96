"""Finding a family, case, document or rule: by a name's beginning or a whole number.

The text is sent, never put in an address.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.documents import REPORT_STATE_WORDS
from hjemmebane.edges.staff.agenda.entries import entries
from hjemmebane.edges.staff.families.forms import SearchForm, is_about_rules
from hjemmebane.records.access.acting import may, roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.cases.queries.finding import case_numbered, cases_about, is_case_number
from hjemmebane.records.cases.queries.rows import CaseRow
from hjemmebane.records.documents.queries.family import FamilyReport, reports_about
from hjemmebane.records.people.queries import (
    FamilyRow,
    PersonCard,
    families_of_dossiers,
    families_of_persons,
    find_by_number,
    in_sentence,
    search_names,
)
from hjemmebane.ui.http import form_page
from hjemmebane.ui.rows import Link
from hjemmebane.ui.words import short_date

NAMES_ONLY = frozenset({RoleKey.PROVIDER_HEAD})


@dataclass(frozen=True)
class FoundPerson:
    """One person found, with the families to open."""

    name: str
    href: str
    born: str
    families: tuple[Link, ...]


@dataclass(frozen=True)
class FoundLine:
    """A case, document or catalogue entry found: where it is, and more words."""

    title: str
    href: str
    detail: str


@staff_door
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Search by name, number or word; the text is sent, never put in an address."""
    form = SearchForm(request.POST or None)
    context: dict[str, object] = {
        "form": form,
        "is_done": False,
        "may_break_glass": may(request.user, "dossier.break_glass"),
    }
    if request.method == "POST" and form.is_valid():
        context |= {"is_done": True, **_found(form.cleaned_data["q"], request)}
    return form_page(request, "staff/families/search.html", context, form)


def _found(text: str, request: StaffRequest) -> dict[str, object]:
    """Return what a text finds, kind by kind; each kind holds only what the reader may open."""
    user = request.user
    cards = _cards(text, request)
    ids = [card.id for card in cards]
    families = families_of_persons(ids, user) if ids else {}
    if roles_of(user) <= NAMES_ONLY:
        people = [_person(c, families.get(c.id, ()), is_names_only=True) for c in cards]
        return {"found": people, "cases": [], "documents": [], "entries": _entries(text)}
    numbered = case_numbered(text, user) if is_case_number(text) else cases_about(ids, user)
    return {
        "found": [_person(c, families.get(c.id, ()), is_names_only=False) for c in cards],
        "cases": [_case(row) for row in numbered],
        "documents": _documents(ids, request),
        "entries": _entries(text),
    }


def _cards(text: str, request: StaffRequest) -> list[PersonCard]:
    if is_case_number(text) or is_about_rules(text):
        return []
    if any(sign.isdigit() for sign in text):
        card = find_by_number(text, request.user)
        return [card] if card else []
    return search_names(text, request.user)


def _person(
    card: PersonCard, families: tuple[FamilyRow, ...], *, is_names_only: bool
) -> FoundPerson:
    age = f"{card.age} år" if card.age is not None else ""
    born = f"født {card.born_on:%d.%m.%Y}" if card.born_on else ""
    return FoundPerson(
        str(card.name),
        "" if is_names_only else reverse("staff:person", args=[card.public_id]),
        "" if is_names_only else ", ".join(word for word in (age, born) if word),
        tuple(Link(row.title, reverse("staff:family", args=[row.public_id])) for row in families),
    )


def _case(row: CaseRow) -> FoundLine:
    state = "lukket" if row.is_closed else f"åben siden {short_date(row.opened_at)}"
    parts = (row.adviser, state)
    return FoundLine(
        f"Sag {row.number}, {row.child.name}",
        reverse("staff:case", args=[row.public_id]),
        " · ".join(part for part in parts if part),
    )


def _documents(person_ids: Collection[int], request: StaffRequest) -> list[FoundLine]:
    rows = reports_about(person_ids, request.user) if person_ids else ()
    families = families_of_dossiers({row.dossier_id for row in rows}, request.user) if rows else {}
    return [_document(row, families.get(row.dossier_id)) for row in rows]


def _document(row: FamilyReport, family: FamilyRow | None) -> FoundLine:
    whose = f", {in_sentence(family.title)}" if family else ""
    on = row.sent_at or row.review_since or row.created_at
    return FoundLine(
        f"{row.title}{whose}",
        reverse("staff:report", args=[row.public_id]) if row.may_open else "",
        f"{REPORT_STATE_WORDS[row.state]} {short_date(on)}",
    )


def _entries(text: str) -> list[FoundLine]:
    return [FoundLine(row.title, row.href, row.kind) for row in entries(text)]
