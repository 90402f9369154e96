"""How many cases stand where: the counts kept, of the units and teams a reader reaches."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import CaseCount
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """How many cases stand where, at what moment, and when the counts were last checked."""

    as_of: datetime
    checked_at: datetime | None
    by_status: dict[CaseStatus, int]
    by_team: tuple[tuple[str, str, dict[CaseStatus, int]], ...]


def status_counts(user: User) -> StatusCounts:
    """Return the counts of the units and teams a reader reaches, without restricted cases."""
    span = reach_of(user).span(Aspect.CASE_EXISTS)
    near = Q(unit_id__in=span.units) | Q(team_id__in=span.teams)
    rows = CaseCount.objects.filter(Q() if span.everything else near, is_restricted=False)
    whole: Counter[CaseStatus] = Counter()
    teams: dict[tuple[str, str], Counter[CaseStatus]] = {}
    checked: list[datetime] = []
    for team_id, unit, team, status, number, checked_at in rows.order_by("pk").values_list(
        "team__public_id", "unit__name", "team__name", "status", "number", "checked_at"
    ):
        whole[CaseStatus(status)] += number
        key = (str(team_id) if team_id else "", team or unit)
        teams.setdefault(key, Counter())[CaseStatus(status)] += number
        if checked_at:
            checked.append(checked_at)
    by_team = tuple((*key, _every(found)) for key, found in sorted(teams.items()))
    return StatusCounts(clock.now(), min(checked, default=None), _every(whole), by_team)


def _every(found: Counter[CaseStatus]) -> dict[CaseStatus, int]:
    return {status: found[status] for status in CaseStatus}
