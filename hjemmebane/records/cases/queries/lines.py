"""Cases as plain lines, in few queries: for other systems' lists and reads."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import Relation
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.cases import ADVISER_TITLE
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Team, Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.models import Case, CaseStatusChange
from hjemmebane.records.cases.models.case import NO_DUE
from hjemmebane.records.people.models import Party
from hjemmebane.records.people.queries import NAME_FIELDS, NameCard, name_cards, name_fields
from hjemmebane.records.people.reach import walked

Place = tuple[datetime, int]
_CASE = (
    *("pk", "public_id", "number", "status", "version", "weight", "aware_on", "opened_at"),
    *("closed_at", "next_due_at", "dossier_id", "dossier__team__public_id"),
    *("dossier__team__name", "dossier__unit__name", "child_id"),
)
_LINE = _CASE + name_fields("child")
SORTS = {
    "next_due": ("next_due_at", False),
    "opened": ("opened_at", False),
    "-opened": ("opened_at", True),
}


@dataclass(frozen=True, slots=True)
class AdviserName:
    """The adviser of a case, by name."""

    public_id: str
    name: str


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as another system reads it."""

    id: int
    public_id: str
    number: str
    status: CaseStatus
    version: int
    weight: str
    aware_on: date
    opened_at: datetime
    closed_at: datetime | None
    next_due_at: datetime | None
    dossier_id: int
    team_id: str
    team: str
    unit: str
    child: NameCard
    adviser: AdviserName | None


@dataclass(frozen=True, slots=True)
class CaseWanted:
    """Which cases a list is asked for; what is empty narrows nothing."""

    statuses: tuple[CaseStatus, ...] = ()
    adviser: str = ""
    team: str = ""
    due_before: date | None = None
    opened_since: date | None = None
    sort: str = "next_due"


@dataclass(frozen=True, slots=True)
class CaseLines:
    """A page of cases, and the place at which the next one begins, if there is one."""

    lines: tuple[CaseLine, ...]
    after: Place | None


@dataclass(frozen=True, slots=True)
class StatusLine:
    """That a case came to stand somewhere, when, and whether somebody set it by hand."""

    status: CaseStatus
    at: datetime
    by: str
    is_by_hand: bool
    reason: str


@dataclass(frozen=True, slots=True)
class CaseWhole:
    """A case with its persons in their places and the history of its status."""

    line: CaseLine
    persons: tuple[tuple[NameCard, str], ...] = ()
    history: tuple[StatusLine, ...] = field(default=())


def case_lines(user: User, wanted: CaseWanted, after: Place | None, limit: int) -> CaseLines:
    """Return a page of the cases in reach, in the order wanted, beginning after a place."""
    column, is_down = SORTS[wanted.sort]
    rows = _narrowed(walked(Case.objects.visible_to(user), user), wanted)
    if after is not None:
        moment, number = after
        beyond, same = ("lte", "gte") if is_down else ("gte", "lte")
        rows = rows.filter(**{f"{column}__{beyond}": moment}).exclude(
            Q(**{column: moment}) & Q(**{f"pk__{same}": number})
        )
    order = (f"-{column}", "-pk") if is_down else (column, "pk")
    found = list(rows.order_by(*order).values_list(*_LINE)[: limit + 1])
    page = found[:limit]
    place = _CASE.index(column)
    following = (page[-1][place], page[-1][0]) if len(found) > limit else None
    return CaseLines(_lines(page, user), following)


def _narrowed(rows: QuerySet[Case], wanted: CaseWanted) -> QuerySet[Case]:
    if wanted.statuses:
        rows = rows.filter(status__in=wanted.statuses)
    if wanted.team:
        rows = rows.filter(dossier__team__public_id=wanted.team)
    if wanted.due_before is not None:
        rows = rows.filter(next_due_at__lt=clock.midnight(wanted.due_before))
    if wanted.opened_since is not None:
        rows = rows.filter(opened_at__gte=clock.midnight(wanted.opened_since))
    if wanted.adviser:
        ties = Tie.objects.filter(
            running(clock.today()), relation=Relation.ADVISER, user__public_id=wanted.adviser
        )
        rows = rows.filter(dossier_id__in=ties.values("dossier_id"))
    return rows


def case_line(public_id: object, user: User) -> CaseLine:
    """Return one case in reach; raise NotVisible otherwise."""
    rows = Case.objects.visible_to(user).filter(public_id=str(public_id))
    found = _lines(list(rows.values_list(*_LINE)), user)
    if not found:
        raise NotVisible("case", public_id)
    return found[0]


def line_of_opened(case: Case, team: Team, adviser: User, user: User) -> CaseLine:
    """Return the line of a case this user has just opened, from what was written; none is read."""
    told = tuple(getattr(case.child, name) for name in NAME_FIELDS)
    return CaseLine(
        id=case.pk,
        public_id=str(case.public_id),
        number=case.number,
        status=CaseStatus(case.status),
        version=case.version,
        weight=case.weight,
        aware_on=case.aware_on,
        opened_at=case.opened_at,
        closed_at=None,
        next_due_at=None if case.next_due_at == NO_DUE else case.next_due_at,
        dossier_id=case.dossier_id,
        team_id=str(team.public_id),
        team=team.name,
        unit=team.unit.name,
        child=name_cards([told], user)[case.child_id],
        adviser=AdviserName(str(adviser.public_id), adviser.name),
    )


def case_whole(public_id: object, user: User) -> CaseWhole:
    """Return one case in reach with its persons and history; raise NotVisible otherwise."""
    line = case_line(public_id, user)
    places = list(
        Party.objects.filter(running(clock.today()), dossier_id=line.dossier_id)
        .order_by("pk")
        .values_list("role", *name_fields("person"))
    )
    named = name_cards([row[1:] for row in places], user)
    return CaseWhole(line, tuple((named[row[1]], row[0]) for row in places), _history(line.id))


def _history(case_id: int) -> tuple[StatusLine, ...]:
    rows = CaseStatusChange.objects.filter(case_id=case_id).order_by("at", "pk")
    return tuple(
        StatusLine(CaseStatus(status), at, by or "", is_by_hand, reason)
        for status, at, by, is_by_hand, reason in rows.values_list(
            "status", "at", "by__name", "is_by_hand", "reason"
        )
    )


def _lines(rows: list[tuple[Any, ...]], user: User) -> tuple[CaseLine, ...]:
    width = len(NAME_FIELDS)
    children = name_cards([row[-width:] for row in rows], user)
    advisers = _advisers([row[10] for row in rows])
    return tuple(_line(row, children[row[14]], advisers.get(row[10])) for row in rows)


def _line(row: tuple[Any, ...], child: NameCard, adviser: AdviserName | None) -> CaseLine:
    return CaseLine(
        id=row[0],
        public_id=str(row[1]),
        number=row[2],
        status=CaseStatus(row[3]),
        version=row[4],
        weight=row[5],
        aware_on=row[6],
        opened_at=row[7],
        closed_at=row[8],
        next_due_at=None if row[9] == NO_DUE else row[9],
        dossier_id=row[10],
        team_id=str(row[11]),
        team=row[12],
        unit=row[13],
        child=child,
        adviser=adviser,
    )


def _advisers(dossier_ids: Iterable[int]) -> dict[int, AdviserName]:
    """Return the adviser of each dossier; a second adviser stands in only where there is no own."""
    rows = Tie.objects.filter(
        running(clock.today()), dossier_id__in=list(dossier_ids), relation=Relation.ADVISER
    ).order_by("from_on", "pk")
    found: dict[int, AdviserName] = {}
    own: set[int] = set()
    for dossier_id, title, public_id, name in rows.values_list(
        "dossier_id", "title", "user__public_id", "user__name"
    ):
        if title == ADVISER_TITLE or dossier_id not in own:
            found[dossier_id] = AdviserName(str(public_id), name)
        if title == ADVISER_TITLE:
            own.add(dossier_id)
    return found


def case_ids_of(dossier_ids: Iterable[int]) -> dict[int, str]:
    """Return the public ids of the cases that dossiers hold."""
    rows = Case.objects.filter(dossier_id__in=list(dossier_ids))
    return {
        dossier_id: str(public_id)
        for dossier_id, public_id in rows.values_list("dossier_id", "public_id")
    }
