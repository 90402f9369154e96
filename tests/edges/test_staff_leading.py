"""What leaders see on Min dag and in the list of deadlines: the team's, with reasons, unranked."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane import clock
from hjemmebane.domain.access import BreakGlassReason, RoleKey
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import LookupPerson, User
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case
from tests.cast import ANCHOR, World, signed_in
from tests.records.cases_story import a_case, a_decision, fresh, screened
from tests.records.courses_story import a_contact, a_course

LATE = ANCHOR - timedelta(days=140)
SOON = date(2026, 8, 1)


def page_of(user: User, address: str = "/") -> str:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def weighed(world: World, child: str, aware_on: date, weight: CaseWeight) -> Case:
    return cases.open_case(
        by=fresh(world.camilla),
        child=world.persons[child],
        family=world.families["holm"],
        aware_on=aware_on,
        team=world.teams["nord"],
        adviser=world.bo if child == "viggo" else world.anna,
        weight=weight,
    )


# --- The team


def test_a_team_leader_sees_each_advisers_overdue_duty_with_its_worker_and_rule(
    world: World,
) -> None:
    screened(world, a_case(world, aware_on=LATE))
    page = page_of(world.camilla)
    team = page[page.index("Teamets frister") :]
    assert "Børnefaglig undersøgelse, familien Holm" in team
    assert "Anna Lund · Selma Zselma, 9 år · Barnets lov § 20" in team
    assert "1 frist over tiden i teamet" in page
    assert "kommunen blev opmærksom på barnet" in team


@pytest.mark.req("S2-HER-29")
def test_the_teams_list_moves_a_heavy_case_ahead_and_says_why(world: World) -> None:
    weighed(world, "selma", SOON, CaseWeight.LIGHT)
    weighed(world, "viggo", SOON + timedelta(days=1), CaseWeight.HEAVY)
    page = page_of(world.camilla)
    team = page[page.index("Teamets frister") :]
    details = re.findall(r'class="due-detail">(.*?)</p>', team, re.S)
    assert [text.split(" · ")[0] for text in details] == ["Bo Madsen", "Anna Lund"]
    assert "Sagen vejer 2." in details[0]
    assert "tidligere på listen" in details[0]


def test_workers_stand_by_name_whatever_their_numbers(world: World) -> None:
    weighed(world, "viggo", LATE, CaseWeight.LIGHT)
    page = page_of(world.camilla)
    loads = page[page.index("Sager og frister") :]
    rows = re.findall(r'<th scope="row"><a[^>]*>(.*?)</a></th>(.*?)</tr>', loads, re.S)
    assert [name for name, _ in rows] == ["Anna Lund", "Bo Madsen"]
    numbers = {name: re.findall(r'class="num">(\d+)', cells) for name, cells in rows}
    assert numbers["Bo Madsen"] == ["1", "1", "0"]
    assert numbers["Anna Lund"][1:] == ["0", "0"]


def test_the_own_rule_beside_the_law_counts_once(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    page = page_of(world.camilla)
    assert page.count('class="due due-late"') == 1
    assert "1 frist over tiden i teamet" in page


def test_another_teams_leader_sees_nothing_of_it(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    access.give_role(
        by=SYSTEM,
        user=world.erik,
        role=RoleKey.TEAM_LEADER,
        unit=world.units["authority"],
        team=world.teams["syd"],
        from_on=LATE,
    )
    page = page_of(fresh(world.erik))
    assert "Teamets frister" in page
    assert "Holm" not in page


def test_a_leader_sees_a_decision_that_waits_for_approval_with_its_age(world: World) -> None:
    with clock.at(clock.now() - timedelta(days=3)):
        case = screened(world, a_case(world))
        a_decision(world, case, measure_key="stoetteophold", ladder_step="4")
    page = page_of(world.camilla)
    assert "Se og svar" in page
    assert "ventet 3 dage" in page
    assert f"/sager/{case.public_id}/#afgoerelser" in page


def test_a_leader_reads_who_opened_a_case_without_a_tie_and_why(world: World) -> None:
    case = a_case(world)
    access.break_glass(
        by=fresh(world.erik),
        dossier=case.dossier,
        reason=BreakGlassReason.DUTY,
        text="Skolen ringede i aftes",
    )
    page = page_of(world.camilla)
    assert "Erik Toft åbnede en sag uden tilknytning" in page
    assert "havde vagten · Skolen ringede i aftes" in page
    assert "/noedadgang/liste/" in page
    assert "Skolen ringede" not in page_of(world.anna)


def test_the_authority_head_sees_the_area_by_team(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    page = page_of(world.rune)
    assert "Områdets frister" in page
    assert "1 frist over tiden i området" in page
    loads = page[page.index("Sager og frister") :]
    assert re.findall(r'<th scope="row">(.*?)</th>', loads) == ["Team Nord", "Team Syd"]


# --- A unit in numbers


def test_the_head_of_the_provider_sees_numbers_and_no_family(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, ANCHOR - timedelta(days=3))
    before = LookupPerson.objects.count()
    page = page_of(world.pia)
    assert "Intensiv hjemmebaseret indsats" in page
    assert "De sidste 7 dage: 1 besøg holdt" in page
    rows = dict(re.findall(r'<th scope="row">(.*?)</th><td class="num">(\d+)', page))
    assert rows["Dorte Kjær"] == "1"
    assert rows["Mette Dahl"] == "0"
    assert "Holm" not in page
    assert LookupPerson.objects.count() == before


def test_the_administrator_sees_what_must_be_looked_through_and_how_many_sign_in(
    world: World,
) -> None:
    page = page_of(world.sofie)
    assert "Ses efter næste gang" in page
    assert "/katalog/regler/" in page
    assert re.search(r"<dt>Rådgiver</dt><dd>3</dd>", page)
    assert "Hvem der kan logge ind" not in page_of(world.ivan)


# --- The list of deadlines


def test_the_list_keeps_its_filters_in_the_address(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    weighed(world, "viggo", ANCHOR - timedelta(days=7), CaseWeight.LIGHT)
    page = page_of(world.camilla, "/frister/?hvem=alle&naar=over")
    assert "Selma Zselma Holm" in page
    assert "Viggo Zviggo Holm" not in page
    assert "hvem=alle&amp;naar=senere" in page
    later = page_of(world.camilla, "/frister/?hvem=alle&naar=senere")
    assert "Viggo Zviggo Holm" in later
    assert "Selma Zselma Holm" not in later


def test_the_list_narrows_to_one_adviser(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    weighed(world, "viggo", LATE, CaseWeight.LIGHT)
    page = page_of(world.camilla, f"/frister/?raadgiver={world.bo.public_id}")
    assert "Viggo Zviggo Holm" in page
    assert "Selma Zselma Holm" not in page
    assert "Bo Madsen er ansvarlig." in page


@pytest.mark.parametrize(
    "asked", ["hvem=x", "naar=x", "raadgiver=x", "efter=2026-13-01|x", "efter=1|1", "hvem="]
)
def test_an_unknown_filter_shows_the_plain_list(world: World, asked: str) -> None:
    screened(world, a_case(world, aware_on=LATE))
    assert "Selma Zselma Holm" in page_of(world.anna, f"/frister/?{asked}")


def test_an_adviser_finds_nothing_of_another_adviser_by_name(world: World) -> None:
    screened(world, a_case(world, aware_on=LATE))
    page = page_of(world.bo, f"/frister/?raadgiver={world.anna.public_id}")
    assert "Holm" not in page
    assert "Der er ingen åbne frister her." in page


def test_ten_times_the_deadlines_cost_a_leader_no_more_queries(world: World) -> None:
    client = signed_in(world.camilla)
    screened(world, a_case(world, aware_on=LATE))
    client.get("/")
    with CaptureQueriesContext(connection) as few:
        client.get("/")
    for child in ("viggo", "oliver"):
        screened(world, a_case(world, child=child, aware_on=LATE))
    with CaptureQueriesContext(connection) as many:
        client.get("/")
    assert len(many) == len(few)
