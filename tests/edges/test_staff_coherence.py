"""One overview of a family across departments, and the goals that pull apart on it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses.models import Course, GoalConflict
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import page_of
from tests.records.cases_story import a_goal
from tests.records.test_coordinating import strengthened, two_goals


@pytest.fixture
def course(world: World) -> Course:
    return strengthened(world)


def address(world: World, more: str = "") -> str:
    return f"/familier/{world.families['holm'].public_id}/sammenhaeng/{more}"


@pytest.mark.req("S1-SFB-11")
def test_help_goals_and_duties_of_every_department_stand_side_by_side(
    world: World, course: Course
) -> None:
    two_goals(world, course)
    shown = page_of(signed_in(world.anna).get(address(world)))
    panels = {
        panel.select_one("h2").text: panel.text  # type: ignore[union-attr]  # each has one
        for panel in shown.select("section.panel")
    }
    house = panels["Familiehuset"]
    assert "Styrket Familiebehandling" in house
    assert "»Frida henter Selma hver dag«" in house
    [own] = [text for text in panels.values() if "»Frida passer sin praktik«" in text]
    assert "Pligter" in own
    assert own is not house


@pytest.mark.req("S1-SFB-13")
def test_goals_are_marked_shown_side_by_side_and_settled_on_the_pages(
    world: World, course: Course
) -> None:
    plan, own = two_goals(world, course)
    client = signed_in(world.dorte)
    sent = {"goal": str(own.public_id), "against": str(plan.public_id), "why": "Samme time"}
    assert client.post(address(world, "maal/"), {**sent, "why": ""}).status_code == 422
    assert client.post(address(world, "maal/"), {**sent, "against": "x"}).status_code == 422
    assert not GoalConflict.objects.exists()
    assert client.post(address(world, "maal/"), sent).status_code == 303
    panel = page_of(client.get(address(world))).select_one("#hver-sin-vej")
    assert panel is not None
    assert len(panel.select("article blockquote")) == 2
    settle = str(panel.select_one("article a")["href"])  # type: ignore[index]  # it is there
    assert client.post(settle, {"choice": "first"}).status_code == 422
    assert client.post(settle, {"choice": "first", "reason": "Aftalt med Frida"}).status_code == 303
    text = page_of(client.get(address(world))).text
    assert "Afgjort: Det ene mål går forud for det andet. Aftalt med Frida" in text


def test_who_does_not_coordinate_sees_the_overview_and_settles_nothing(
    world: World, course: Course
) -> None:
    two_goals(world, course)
    assert "/sammenhaeng/maal/" not in signed_in(world.esben).get(address(world)).content.decode()
    assert signed_in(world.esben).get(address(world, "maal/")).status_code == 404
    assert signed_in(world.nadia).get(address(world)).status_code == 404


def test_the_overview_costs_the_same_however_many_goals(world: World, course: Course) -> None:
    two_goals(world, course)
    client = signed_in(world.anna)

    def reads() -> int:
        with CaptureQueriesContext(connection) as found:
            assert client.get(address(world)).status_code == 200
        return len(found)

    reads()
    few = reads()
    case = Case.objects.get(dossier=course.dossier)
    for number in range(5):
        a_goal(world, case, own_words=f"Mål {number}", course_id=course.pk)
    assert reads() == few
