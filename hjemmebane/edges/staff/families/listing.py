"""The list of families in reach: by the next deadline, or by name in Tidlig Forebyggelse."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.cases.queries.families import FamilyWithCase, families_by_due
from hjemmebane.records.people.queries import FamilyRow, PersonCard, prevention_families
from hjemmebane.ui.words import days_away, listing, weekday_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

PREVENTION = frozenset({RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER})
HEADERS = ["Familie", "Børn"]
DUE_HEADERS = ["Næste frist", "Sag"]
NAMES_ONLY = frozenset({RoleKey.PROVIDER_HEAD})
LETTERS = {
    "a-d": "ABCD",
    "e-h": "EFGH",
    "i-l": "IJKL",
    "m-p": "MNOP",
    "q-t": "QRST",
    "u-å": "UVWXYZÆØÅ",
}


@dataclass(frozen=True)
class FamilyLine:
    """One family in the list, in ready words."""

    title: str
    href: str
    children: str
    when: str = ""
    day: str = ""
    is_late: bool = False
    case_number: str = ""


@dataclass(frozen=True)
class Shown:
    """The lines of one page, and where the next one begins."""

    lines: list[FamilyLine]
    after: str
    has_deadlines: bool


@staff_door
@require_safe
def families(request: StaffRequest) -> HttpResponse:
    """Show a page of the families in reach."""
    after = request.GET.get("efter", "")[:80]
    letter = request.GET.get("bogstav", "").lower()
    letter = letter if letter in LETTERS else ""
    shown = _shown(request.user, after, LETTERS.get(letter, ""))
    context = {
        "lines": shown.lines,
        "lead": "Den nærmeste frist står øverst" if shown.has_deadlines else "",
        "headers": [*HEADERS, *DUE_HEADERS] if shown.has_deadlines else HEADERS,
        "has_deadlines": shown.has_deadlines,
        "letters": _letters(letter),
        "letter": letter,
        "next_url": _url(letter, shown.after) if shown.after else "",
        "first_url": _url(letter) if after else "",
    }
    return render(request, "staff/families/list.html", context)


def _shown(user: "User", after: str, letters: str) -> Shown:
    """Return the page by what the reader's roles are for: a name, or also what is due."""
    roles = roles_of(user)
    if roles & PREVENTION:
        by_name = prevention_families(user, after, letters)
        lines = [_by_name(row, with_age=True) for row in by_name.rows]
        return Shown(lines, by_name.after, has_deadlines=False)
    by_due = families_by_due(user, after, letters)
    if roles <= NAMES_ONLY:
        lines = [_by_name(row.family, with_age=False) for row in by_due.rows]
        return Shown(lines, by_due.after, has_deadlines=False)
    return Shown([_by_due(row) for row in by_due.rows], by_due.after, has_deadlines=True)


def _url(letter: str = "", after: str = "") -> str:
    asked = {key: value for key, value in (("bogstav", letter), ("efter", after)) if value}
    return reverse("staff:families") + (f"?{urlencode(asked)}" if asked else "")


def _letters(chosen: str) -> list[tuple[str, str, bool]]:
    groups = [(key.upper().replace("-", "–"), _url(key), key == chosen) for key in LETTERS]
    return [("Alle", _url(), not chosen), *groups]


def _by_name(row: FamilyRow, *, with_age: bool) -> FamilyLine:
    names = _children(row.children) if with_age else listing([str(c.name) for c in row.children])
    return FamilyLine(row.title, _href(row), names)


def _by_due(row: FamilyWithCase) -> FamilyLine:
    line = FamilyLine(
        row.family.title,
        _href(row.family),
        _children(row.family.children),
        case_number=row.case_number,
    )
    if row.next_due_at is None:
        return line
    due_on = local_day(row.next_due_at)
    today = clock.today()
    return FamilyLine(
        line.title,
        line.href,
        line.children,
        days_away(due_on, today).capitalize(),
        weekday_day(due_on),
        row.next_due_at < clock.now(),
        row.case_number,
    )


def _href(row: FamilyRow) -> str:
    return reverse("staff:family", args=[row.public_id])


def _children(cards: tuple[PersonCard, ...]) -> str:
    return listing([_child(card) for card in cards])


def _child(card: PersonCard) -> str:
    return f"{card.given_name} {card.age} år" if card.age is not None else str(card.given_name)
