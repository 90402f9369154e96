"""How many cases stand where: the counts kept, of the units and teams a reader reaches."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Min, Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.records.access.models import Team, Unit, User
from hjemmebane.records.cases.models import CaseCount
from hjemmebane.records.people.reach import reach_of

TeamCount = tuple[str, str, dict[CaseStatus, int]]


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many cases stand where, at what moment, and when the counts were last checked."""

    as_of: datetime
    checked_at: datetime | None
    by_status: dict[CaseStatus, int]
    by_team: tuple[TeamCount, ...]


def status_counts(user: User) -> StatusCounts:
    """Return the counts of the units and teams a reader reaches, without restricted cases."""
    span = reach_of(user).span(Aspect.CASE_EXISTS)
    near = Q(unit_id__in=span.units) | Q(team_id__in=span.teams)
    rows = CaseCount.objects.filter(Q() if span.everything else near, is_restricted=False)
    whole: Counter[str] = Counter()
    teams: dict[int, Counter[str]] = {}
    units: dict[int, Counter[str]] = {}
    # A large authority has thousands of these rows: names and moments are not read with each.
    for unit_id, team_id, status, number in rows.values_list(
        "unit_id", "team_id", "status", "number"
    ):
        whole[status] += number
        place = (
            teams.setdefault(team_id, Counter())
            if team_id
            else units.setdefault(unit_id, Counter())
        )
        place[status] += number
    checked = rows.aggregate(first=Min("checked_at"))["first"]
    by_team = (*_named(Unit, units, is_team=False), *_named(Team, teams, is_team=True))
    return StatusCounts(clock.now(), checked, _every(whole), by_team)


def open_by_team(teams: Iterable[Team]) -> dict[int, int]:
    """Return how many open cases each team has, as kept; restricted ones are among them."""
    ids = [team.pk for team in teams]
    rows = CaseCount.objects.filter(team_id__in=ids).exclude(status=CaseStatus.CLOSED)
    found = Counter[int]()
    for team_id, number in rows.values_list("team_id", "number"):
        if team_id:
            found[team_id] += number
    return {key: found[key] for key in ids}


def _named(
    kind: type[Team] | type[Unit], counts: dict[int, Counter[str]], *, is_team: bool
) -> list[TeamCount]:
    rows = kind._default_manager.filter(pk__in=counts).order_by("name", "pk")
    return [
        (str(public_id) if is_team else "", name, _every(counts[key]))
        for key, public_id, name in rows.values_list("pk", "public_id", "name")
    ]


def _every(found: Counter[str]) -> dict[CaseStatus, int]:
    return {status: found[status] for status in CaseStatus}
