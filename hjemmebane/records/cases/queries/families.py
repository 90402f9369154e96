"""Families with open cases, the next deadline first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from hjemmebane.domain.paging import read_place, write_place
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Case
from hjemmebane.records.cases.models.case import NO_DUE
from hjemmebane.records.people.queries import FamilyRow, families_beginning, family_rows

PAGE = 100


@dataclass(frozen=True, slots=True)
class FamilyWithCase:
    """A family in the list: who, the nearest deadline of its cases, and how to reach it."""

    family: FamilyRow
    next_due_at: datetime | None
    case_number: str


@dataclass(frozen=True, slots=True)
class FamiliesWithCase:
    """A page of families; `after` leads to the next one, or is empty."""

    rows: tuple[FamilyWithCase, ...]
    after: str


def families_by_due(
    user: User, after: str = "", letters: str = "", limit: int = PAGE
) -> FamiliesWithCase:
    """Return a page of families with an open case, each once, by their nearest deadline.

    A case stands for its family when no open case of the family falls due before it.
    """
    open_cases = Case.objects.visible_to(user).filter(closed_at__isnull=True)
    sooner = Q(next_due_at__lt=OuterRef("next_due_at")) | Q(
        next_due_at=OuterRef("next_due_at"), pk__lt=OuterRef("pk")
    )
    rows = open_cases.filter(~Exists(open_cases.filter(sooner, family_id=OuterRef("family_id"))))
    if letters:
        rows = rows.filter(family_id__in=families_beginning(letters))
    start = read_place(after)
    if start:
        moment, number = start
        rows = rows.filter(next_due_at__gte=moment).exclude(
            Q(next_due_at=moment) & Q(pk__lte=number)
        )
    found = list(rows.select_related("family").order_by("next_due_at", "pk")[: limit + 1])
    page = found[:limit]
    families = {row.id: row for row in family_rows([case.family for case in page], user)}
    last = write_place(page[-1].next_due_at, page[-1].pk) if len(found) > limit else ""
    return FamiliesWithCase(tuple(_row(case, families[case.family_id]) for case in page), last)


def _row(case: Case, family: FamilyRow) -> FamilyWithCase:
    due = None if case.next_due_at == NO_DUE else case.next_due_at
    return FamilyWithCase(family, due, case.number)
