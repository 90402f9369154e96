"""How cases come and go: a leader's own team, or every team and all of them together."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.domain.case_flow import AgeBand, CaseFlow
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.leadership.flow import Flows, case_flows
from hjemmebane.ui.charts.case_flow import CaseAges, CaseFlowBars, MonthFlow

COLUMNS = ("Team", "Åbnet", "Lukket", "Åbne nu", "Åbne i over et år")
OVER_A_YEAR = frozenset({AgeBand.UNDER_24, AgeBand.OLDER})
ID_MAX = 40


class TeamLine(NamedTuple):
    """One team's year in figures, with the way to its pictures."""

    name: str
    href: str
    opened: int
    closed: int
    open_now: int
    over_a_year: int


@staff_door
@needs("what_if.ask")  # a leader of authority teams: the same who may ask of the whole
@require_safe
def case_flow(request: StaffRequest) -> HttpResponse:
    """Show the flow of all the teams a leader counts, or of the one asked for."""
    flows = case_flows(request.user, clock.today())
    title, shown = _chosen(flows, request.GET.get("team", "")[:ID_MAX])
    here = reverse("staff:case_flow")
    context = {
        "title": title,
        "bars": CaseFlowBars([MonthFlow(*month) for month in shown.months]),
        "ages": CaseAges([(band.label, number) for band, number in shown.ages]),
        "open_now": shown.open_now,
        "columns": COLUMNS,
        "lines": [
            _line(team.name, f"{here}?team={team.public_id}", team.flow) for team in flows.teams
        ],
        "all_href": here if shown is not flows.whole else "",
    }
    return render(request, "staff/leadership/case_flow.html", context)


def _chosen(flows: Flows, asked: str) -> tuple[str, CaseFlow]:
    """Return the name and flow of the team asked for, of the only one, or of all together."""
    if asked:
        found = next((team for team in flows.teams if team.public_id == asked), None)
        if found is None:
            raise NotVisible("team", asked)
        return found.name, found.flow
    if len(flows.teams) == 1:
        return flows.teams[0].name, flows.whole
    return "Alle team", flows.whole


def _line(name: str, href: str, flow: CaseFlow) -> TeamLine:
    old = sum(number for band, number in flow.ages if band in OVER_A_YEAR)
    return TeamLine(name, href, flow.opened, flow.closed, flow.open_now, old)
