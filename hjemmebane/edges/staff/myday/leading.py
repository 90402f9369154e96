"""What a leader sees besides their own: the team's deadlines, loads, a unit in numbers.

Workers stand by name, never by number: the figures are there to help, not to rank.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.access import COURSE_LEADERS, RoleKey, UnitKind
from hjemmebane.domain.worklist import Whose, WorkGroup
from hjemmebane.edges.staff.myday import worklist
from hjemmebane.edges.staff.myday.seen import Seen
from hjemmebane.records.access.queries import (
    advisers_of,
    load_of,
    teams_led_by,
    teams_of_kind,
    units_of,
)
from hjemmebane.records.agenda.queries import BY_TEAM, BY_WORKER, due_counts
from hjemmebane.records.cases.queries.counts import open_by_team
from hjemmebane.records.courses.queries import UnitNumbers, unit_numbers
from hjemmebane.records.intake.queries import allocation_board
from hjemmebane.ui.rows import DeadlineGroup

if TYPE_CHECKING:
    from hjemmebane.records.access.models import Team, User

SHOWN = 12


@dataclass(frozen=True)
class LoadRow:
    """One worker or team: cases, what is over and what falls due this week."""

    name: str
    href: str
    cases: int
    over: int
    week: int


@dataclass(frozen=True)
class TeamView:
    """What others have to reach, under headings, and the loads behind it."""

    title: str
    groups: tuple[DeadlineGroup, ...]
    total: int
    over: int
    all_href: str
    loads: tuple[LoadRow, ...]
    loads_of: str
    cases_of: str

    @property
    def is_cut(self) -> bool:
        """Return whether more fall due than the day's list shows."""
        return self.total > sum(len(group.rows) for group in self.groups)


@dataclass(frozen=True)
class UnitView:
    """A unit's courses in numbers, and families a worker against the profile's span."""

    numbers: UnitNumbers
    workers: tuple[tuple[str, int], ...]
    span: str


def team(seen: Seen) -> TeamView | None:
    """Return the deadlines and loads of those the reader leads; nothing for others."""
    if seen.sees_whole_area:
        return _view(seen, "Områdets frister", Whose.EVERYBODYS, BY_TEAM, "Team")
    if RoleKey.TEAM_LEADER in seen.roles:
        return _view(seen, "Teamets frister", Whose.COLLEAGUES, BY_WORKER, "Rådgiver")
    return None


def _view(seen: Seen, title: str, whose: Whose, by: str, loads_of: str) -> TeamView:
    until = worklist.end_of_next_week(seen)
    counts = due_counts(seen.user, seen.now, until, by)
    if by == BY_WORKER:
        counts = {key: n for key, n in counts.items() if key not in (None, seen.user.pk)}
    totals = sum(counts.values(), Counter[WorkGroup]())
    target, most = (catalogue.current_profile().number(f"caseload.{n}") for n in ("target", "max"))
    return TeamView(
        title=title,
        groups=worklist.grouped(worklist.obligations(seen, whose, until, SHOWN), totals),
        total=totals.total(),
        over=totals[WorkGroup.OVER],
        all_href=f"{reverse('staff:deadlines')}?hvem=alle",
        loads=_team_loads(counts) if by == BY_TEAM else _adviser_loads(seen, counts),
        loads_of=loads_of,
        cases_of=f"Sager (mål {target}, højst {most})" if by == BY_WORKER else "Sager",
    )


def _adviser_loads(
    seen: Seen, counts: Mapping[int | None, Counter[WorkGroup]]
) -> tuple[LoadRow, ...]:
    """Return each adviser of the reader's teams by name."""
    advisers = _advisers(*teams_led_by(seen.user))
    cases = load_of(advisers)
    base = reverse("staff:deadlines")
    return tuple(
        LoadRow(
            one.name,
            f"{base}?raadgiver={one.public_id}",
            cases[one.pk],
            counts.get(one.pk, Counter())[WorkGroup.OVER],
            counts.get(one.pk, Counter())[WorkGroup.THIS_WEEK],
        )
        for one in advisers
    )


def _team_loads(counts: Mapping[int | None, Counter[WorkGroup]]) -> tuple[LoadRow, ...]:
    teams = list(teams_of_kind(UnitKind.AUTHORITY))
    cases = open_by_team(teams)
    rows = []
    for one in teams:
        due = counts.get(one.pk, Counter())
        rows.append(
            LoadRow(one.name, "", cases[one.pk], due[WorkGroup.OVER], due[WorkGroup.THIS_WEEK]),
        )
    return tuple(rows)


def _advisers(*teams: "Team") -> list["User"]:
    found = {user.pk: user for members in advisers_of(teams).values() for user in members}
    return sorted(found.values(), key=lambda user: (user.name, user.pk))


def units(seen: Seen) -> tuple[UnitView, ...]:
    """Return the units the reader heads, in numbers."""
    if not seen.roles & COURSE_LEADERS:
        return ()
    return tuple(_unit(unit_numbers(unit, seen.user), seen) for unit in units_of(seen.user))


def _unit(numbers: UnitNumbers, seen: Seen) -> UnitView:
    if RoleKey.PREVENTION_LEADER not in seen.roles:
        return UnitView(numbers, numbers.workers, "")
    board = allocation_board(seen.user)
    loads = tuple((one.name, one.families) for one in board.workers)
    return UnitView(numbers, loads, f"{board.limits.fewest}–{board.limits.most} familier hver")
