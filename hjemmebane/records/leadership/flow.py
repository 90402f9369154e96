"""The flow of cases in the teams a leader counts: from the counts kept, never from the cases."""

from collections import defaultdict
from datetime import date
from typing import NamedTuple

from hjemmebane.domain.case_flow import CaseFlow, MonthCount, flow_of
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import CaseMonth
from hjemmebane.records.leadership.queries import counted_teams


class TeamFlow(NamedTuple):
    """One team's flow."""

    public_id: str
    name: str
    flow: CaseFlow


class Flows(NamedTuple):
    """The flow of all the teams together, and of each."""

    whole: CaseFlow
    teams: tuple[TeamFlow, ...]


def case_flows(user: User, today: date) -> Flows:
    """Return how cases come and go in the teams a leader counts; closed circles are left out."""
    teams = counted_teams(user)
    rows = CaseMonth.objects.filter(team__in=[team.pk for team in teams], is_restricted=False)
    found: dict[int, list[MonthCount]] = defaultdict(list)
    columns = ("team_id", "month", "opened", "closed", "still_open")
    for team, month, opened, closed, still_open in rows.values_list(*columns):
        found[team].append(MonthCount(month, opened, closed, still_open))
    whole = flow_of((count for counts in found.values() for count in counts), today)
    named = ((str(team.public_id), team.name, flow_of(found[team.pk], today)) for team in teams)
    return Flows(whole, tuple(TeamFlow(*one) for one in named))
