"""Cases opened, closed and ageing by team and month: counted as they move, shown to leaders."""

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane import clock
from hjemmebane.domain.case_flow import AgeBand, CaseFlow
from hjemmebane.domain.circle import CircleReason, OpenCircleReason
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import User
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import CaseMonth
from hjemmebane.records.leadership.flow import case_flows
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, closed, fresh
from tests.records.control_story import later

PLACE = "/sagsflow/"


def flow(user: User) -> CaseFlow:
    return case_flows(fresh(user), clock.today()).whole


def counted() -> list[tuple[date, int, int, int]]:
    rows = CaseMonth.objects.filter(is_restricted=False).order_by("month")
    return list(rows.values_list("month", "opened", "closed", "still_open"))


@pytest.mark.req("S2-SIL-20")
def test_a_leader_sees_what_the_team_opened_and_closed_and_how_old_the_open_ones_are(
    world: World,
) -> None:
    closing, _staying = a_case(world), a_case(world, child="viggo")
    with later(40):
        closed(world, closing)
        shown = flow(world.camilla)
        month = shown.months[-1]
        assert (month.opened, month.closed, month.open_at_end) == (0, 1, 1)
        assert [(m.opened, m.open_at_end) for m in shown.months[-3:-1]] == [(2, 2), (0, 2)]
        assert dict(shown.ages)[AgeBand.UNDER_3] == 1
    with later(300):
        assert dict(flow(world.camilla).ages)[AgeBand.UNDER_12] == 1


@pytest.mark.req("S2-SIL-20")
def test_the_flow_is_read_from_the_counts_and_costs_the_same_at_any_number(
    world: World, free_hand: None
) -> None:
    a_case(world)
    with CaptureQueriesContext(connection) as few:
        case_flows(fresh(world.rune), clock.today())
    team = world.teams["syd"]
    for number in range(1, 13):
        CaseMonth.objects.create(
            team=team, month=date(2025, number, 1), opened=40_000, still_open=9
        )
    for number in range(20):
        access.open_team(by=SYSTEM, unit=world.units["authority"], name=f"Team {number}")
    with CaptureQueriesContext(connection) as many:
        shown = case_flows(fresh(world.rune), clock.today())
    assert len(many) == len(few)
    assert not [query for query in many if '"cases_case"' in query["sql"]]
    assert shown.whole.open_now == 12 * 9 + 1


def test_the_night_counts_anew_what_stands_wrong_and_only_that(
    world: World, free_hand: None
) -> None:
    with later(1):
        closing = a_case(world)
    a_case(world, child="viggo")
    with later(40):
        closed(world, closing)
    right = counted()
    assert actions.recount(by=SYSTEM, unit=world.units["authority"]) == 0
    CaseMonth.objects.filter(closed=1).delete()
    CaseMonth.objects.update(still_open=7)
    assert actions.recount(by=SYSTEM, unit=world.units["authority"]) == len(right)
    assert counted() == right


def test_a_case_in_a_closed_circle_is_in_no_flow_until_the_circle_opens(world: World) -> None:
    case = a_case(world)
    actions.close_circle(by=world.camilla, case=case, reason=CircleReason.THREATS)
    assert flow(world.camilla).open_now == flow(world.camilla).opened == 0
    actions.open_circle(by=fresh(world.camilla), case=case, reason=OpenCircleReason.MISTAKE)
    assert flow(world.camilla).open_now == flow(world.camilla).opened == 1
    assert actions.recount(by=SYSTEM, unit=world.units["authority"]) == 0


def test_a_month_is_the_danish_one_at_its_last_minute(world: World) -> None:
    with clock.at(clock.moment(date(2026, 11, 30), 23, 59)):
        a_case(world)
    assert [month for month, *_ in counted()] == [date(2026, 11, 1)]
    with clock.at(clock.moment(date(2026, 12, 1), 0, 1)):
        a_case(world, child="viggo")
        assert actions.recount(by=SYSTEM, unit=world.units["authority"]) == 0
    assert [month for month, *_ in counted()] == [date(2026, 11, 1), date(2026, 12, 1)]


# --- The page


def page(user: User, query: str = "") -> BeautifulSoup:
    return BeautifulSoup(signed_in(user).get(PLACE + query).content, "html.parser")


def test_each_picture_has_its_figures_as_a_table_and_a_team_leader_sees_the_own_team(
    world: World,
) -> None:
    a_case(world)
    shown = page(world.camilla)
    rows = shown.select("#flow-tabel tbody tr")
    assert len(rows) == 12
    assert [cell.get_text() for cell in rows[-1].select("td")] == ["1", "0", "1"]
    ages = [row.get_text(" ", strip=True) for row in shown.select("#alder-tabel tbody tr")]
    assert ages[0] == "Under 3 måneder 1"
    assert "Team Nord" in shown.get_text()
    assert "Team Syd" not in shown.get_text()


def test_a_head_sees_all_teams_and_opens_one(world: World) -> None:
    a_case(world)
    shown = page(world.rune)
    assert "Alle team" in shown.get_text()
    [syd] = [a["href"] for a in shown.select("a") if a.get_text() == "Team Syd"]
    own = page(world.rune, str(syd).removeprefix(PLACE))
    assert own.select_one("#flow-tabel tbody tr:last-child td").get_text() == "0"


@pytest.mark.parametrize("asked", ["abc", "00000000-0000-4000-8000-000000000000", "x" * 5_000])
def test_a_team_nobody_knows_has_no_page(world: World, asked: str) -> None:
    assert signed_in(world.rune).get(f"{PLACE}?team={asked}").status_code == 404


def test_a_leader_does_not_open_the_flow_of_anothers_team(world: World) -> None:
    syd = world.teams["syd"].public_id
    assert signed_in(world.camilla).get(f"{PLACE}?team={syd}").status_code == 404


def test_who_leads_no_team_is_told_that_the_page_does_not_exist(world: World) -> None:
    for user in (world.anna, world.kirsten, world.dorte, world.pia, world.sofie):
        assert signed_in(user).get(PLACE).status_code == 404
