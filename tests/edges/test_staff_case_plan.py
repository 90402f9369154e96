"""What the case says of its assessment and its plan: what is missing, and how it is to be done."""

import pytest
from bs4 import BeautifulSoup

from hjemmebane import clock
from hjemmebane.domain.cases import AssessmentKind
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_measure, fresh, screened


@pytest.fixture
def case(world: World) -> Case:
    return screened(world, a_case(world))


@pytest.mark.req("S0-FHF-16")
def test_where_help_in_the_home_runs_without_a_child_assessment_the_case_says_so(
    world: World, case: Case
) -> None:
    told = "Der er ingen børnefaglig undersøgelse i sagen"
    address = f"/sager/{case.public_id}/"
    anna = signed_in(fresh(world.anna))
    assert told not in anna.get(address).content.decode()
    a_measure(world, case)
    # An afdækning was made, which may be enough: the case warns and refuses nothing.
    assert [row.kind for row in case.assessments.all()] == ["afdaekning"]
    assert told in anna.get(address).content.decode()
    other = a_case(world, child="viggo")
    actions.start_assessment(
        by=fresh(world.anna), case=other, kind=AssessmentKind.BFU, started_on=clock.today()
    )
    a_measure(world, other)
    assert told not in anna.get(f"/sager/{other.public_id}/").content.decode()


@pytest.mark.req("S0-FHF-17")
def test_the_plan_has_a_section_for_the_strategy_and_the_case_shows_it(
    world: World, case: Case
) -> None:
    anna = signed_in(fresh(world.anna))
    address = f"/sager/{case.public_id}/"
    assert "Strategi for indsatsen" in anna.get(f"{address}plan/").content.decode()
    plan = {"version": "0", "kind": "barnets_plan", "purpose": "Ro", "made_on": "2026-11-24"}
    sent = anna.post(f"{address}plan/", {**plan, "strategy": "Vi øver sengetider hver aften"})
    assert sent.status_code == 303
    page = BeautifulSoup(anna.get(address).content, "html.parser").find(id="plan")
    assert page is not None
    assert "Strategi for indsatsen Vi øver sengetider hver aften" in page.get_text(" ", strip=True)
