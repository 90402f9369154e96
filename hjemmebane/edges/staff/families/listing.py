"""The list of families in reach: by the next deadline, or by name in Tidlig Forebyggelse."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.cases.queries.families import FamilyWithCase, families_by_due
from hjemmebane.records.people.queries import FamilyRow, PersonCard, prevention_families
from hjemmebane.ui.words import days_away, listing, weekday_day

PREVENTION = frozenset({RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER})
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZÆØÅ"


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


@staff_door
@require_safe
def families(request: StaffRequest) -> HttpResponse:
    """Show a page of the families in reach."""
    after = request.GET.get("efter", "")[:80]
    letter = request.GET.get("bogstav", "")[:1].upper()
    letter = letter if letter and letter in LETTERS else ""
    is_prevention = bool(roles_of(request.user) & PREVENTION)
    if is_prevention:
        found = prevention_families(request.user, after, letter)
        lines, last = [_by_name(row) for row in found.rows], found.after
    else:
        due = families_by_due(request.user, after, letter)
        lines, last = [_by_due(row) for row in due.rows], due.after
    context = {
        "lines": lines,
        "lead": "Efter navn" if is_prevention else "Den nærmeste frist står øverst",
        "headers": ["Familie", "Børn"] if is_prevention else ["Familie", "Børn", "Næste frist", "Sag"],
        "is_prevention": is_prevention,
        "letters": _letters(letter),
        "letter": letter,
        "next_url": _url(letter, last) if last else "",
        "first_url": _url(letter) if after else "",
    }
    return render(request, "staff/families/list.html", context)


def _url(letter: str = "", after: str = "") -> str:
    asked = {key: value for key, value in (("bogstav", letter), ("efter", after)) if value}
    return reverse("staff:families") + (f"?{urlencode(asked)}" if asked else "")


def _letters(chosen: str) -> list[tuple[str, str, bool]]:
    return [("Alle", _url(), not chosen)] + [(x, _url(x), x == chosen) for x in LETTERS]


def _by_name(row: FamilyRow) -> FamilyLine:
    return FamilyLine(row.title, _href(row), _children(row.children))


def _by_due(row: FamilyWithCase) -> FamilyLine:
    line = FamilyLine(
        row.family.title,
        _href(row.family),
        _children(row.family.children),
        case_number=row.case_number,
    )
    if row.next_due_at is None:
        return line
    due_on = row.next_due_at.astimezone(clock.ZONE).date()
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
