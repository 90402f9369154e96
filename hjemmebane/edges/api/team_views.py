"""The teams an account reaches, with their advisers: what opening a case asks for."""

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api import shapes
from hjemmebane.edges.api.answers import replied
from hjemmebane.edges.api.bearer import way_of
from hjemmebane.edges.api.operation import operation
from hjemmebane.records.access.queries import teams_with_advisers

router = Router(tags=["Team"])


@operation(router, "GET", "", Scope.CASES_READ, answer=shapes.TeamsTold, name="team_list")
def team_list(request: HttpRequest) -> HttpResponse:
    """Læs de team, kontoen når, med deres rådgivere."""
    teams = [
        {
            "id": team.public_id,
            "name": team.name,
            "unit": team.unit,
            "advisers": [{"id": number, "name": name} for number, name in team.advisers],
        }
        for team in teams_with_advisers(way_of(request).user)
    ]
    return replied({"teams": teams})
