"""Pages: what a course costs, seen by leaders and advisers; hours of an adviser bought free."""

import pytest
from django.urls import reverse

from hjemmebane.domain.cases import Replaces
from hjemmebane.records.courses.models import AdviserBuyout
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import page_of
from tests.edges.test_staff_courses import texts, url
from tests.records.cases_story import a_case, a_measure, screened
from tests.records.courses_story import a_course

HEADING = "Hvad det koster"


def told(world: World, who: str, course: object) -> str:
    return texts(signed_in(getattr(world, who)).get(url("course", course.public_id)))


def form(world: World, **changes: object) -> dict[str, object]:
    return {
        "adviser": str(world.anna.public_id),
        "hours_a_week": "3",
        "from_on": "2026-11-02",
        "to_on": "2026-12-27",
        "agreed_by": str(world.camilla.public_id),
    } | changes


@pytest.mark.req("S0-FHF-28")
def test_advisers_and_leaders_see_the_costs_and_workers_and_families_do_not(world: World) -> None:
    case = screened(world, a_case(world, child="selma"))
    spared = {"replaces": Replaces.PLACEMENT, "replaces_text": "En anbringelse var nær"}
    course = a_course(world, measure=a_measure(world, case, **spared))
    for who in ("anna", "camilla"):
        shown = told(world, who, course)
        assert HEADING in shown
        assert "Anbringelse ville i samme tid koste omtrent" in shown
    assert HEADING not in told(world, "dorte", course)
    words = texts(signed_in(world.users["frida"]).get(reverse("family:portal")))
    assert "Hej Frida" in words
    assert "kr." not in words
    assert "koste" not in words


@pytest.mark.req("S0-FHF-27")
def test_an_advisers_hours_are_bought_free_with_a_period_and_a_leaders_yes(world: World) -> None:
    course = a_course(world)
    client, address = signed_in(world.anna), url("course_buyout", course.public_id)
    assert client.post(address, form(world, to_on="2026-10-05")).status_code == 422
    assert client.post(address, form(world, agreed_by=str(world.anna.public_id))).status_code == 422
    assert not AdviserBuyout.objects.exists()
    assert client.post(address, form(world)).status_code == 303
    (row,) = AdviserBuyout.objects.all()
    assert (row.adviser, row.agreed_by, row.hours_a_week) == (world.anna, world.camilla, 3)
    again = client.post(address, form(world))
    assert "allerede frikøbt" in texts(again)
    shown = told(world, "camilla", course)
    assert f"{world.anna.name}: 3 timer om ugen, 2. nov. 2026 – 27. dec. 2026." in shown
    assert f"Aftalt med {world.camilla.name}" in shown
    assert signed_in(world.dorte).get(address).status_code == 404


def test_the_table_has_a_row_for_each_role_with_its_account_and_what_the_rates_are(
    world: World,
) -> None:
    course = a_course(world)
    page = page_of(signed_in(world.anna).get(url("course", course.public_id)))
    table = page.select_one("#udgift table")
    assert table is not None
    rows = [[cell.get_text() for cell in row.select("td")] for row in table.select("tbody tr")]
    assert [row[:2] for row in rows] == [["Familiebehandler", "konto 5"]]
    assert {len(row) for row in rows} == {4}, "a phone shows the whole table"
    assert "Satser og priser er tal fra praksisprofilen" in page.get_text()
