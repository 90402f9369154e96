"""What the family reads of its course: the concern said openly, and that the course pauses."""

from datetime import date

import pytest
from django.apps import apps
from django.urls import reverse

from hjemmebane.domain.contacts import CourseEndReason
from hjemmebane.domain.course_pauses import PauseReason
from hjemmebane.records.courses import actions
from hjemmebane.records.courses.models import Course
from tests.cast import ANCHOR, World, signed_in
from tests.edges.test_staff_courses import texts
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, measure_for

CONCERN = "Vi er bekymrede for morgenerne"


def page(world: World, who: str) -> str:
    return texts(signed_in(world.users[who]).get(reverse("family:portal")))


def told(world: World, text: str = CONCERN) -> Course:
    course = a_course(world)
    actions.write_topic(by=fresh(world.dorte), course=course, key="concern", text=text)
    return course


@pytest.mark.req("S2-FAV-36")
def test_parents_read_the_concern_as_it_stands_now_and_children_do_not(world: World) -> None:
    course = told(world, "Det, der stod først")
    actions.write_topic(by=fresh(world.dorte), course=course, key="concern", text=CONCERN)
    for who in ("frida", "jonas"):
        shown = page(world, who)
        assert CONCERN in shown
        assert "Vores bekymring, sagt åbent" in shown
        assert "Det, der stod først" not in shown
    assert CONCERN not in page(world, "selma_user")
    assert CONCERN not in page(world, "lars_user")


def test_a_topic_that_is_not_the_familys_to_read_stays_with_the_workers(world: World) -> None:
    course = a_course(
        world,
        programme_key="flexible-family-treatment",
        workers=[],
        seats=[actions.Seat("therapist", world.dorte, reason="parenting")],
    )
    by = fresh(world.dorte)
    actions.write_topic(by=by, course=course, key="compensates", text="Zkompenserer")
    actions.write_topic(by=by, course=course, key="composition", text="Holdet og hvorfor")
    shown = page(world, "frida")
    assert "Holdet og hvorfor" in shown
    assert "Zkompenserer" not in shown


def test_the_family_reads_that_the_course_pauses_and_not_why(world: World) -> None:
    course = a_course(world)
    wish = actions.PauseWish(ANCHOR, PauseReason.WORKER_ABSENT, date(2026, 12, 8), "Zsygdom")
    actions.pause_course(by=fresh(world.dorte), course=course, wish=wish)
    shown = page(world, "frida")
    assert "Forløbet holder pause til og med 8. december 2026." in shown
    assert "Zsygdom" not in shown
    assert "Behandleren er væk" not in shown


def test_a_family_that_withdraws_leaves_no_trace_that_another_end_would_not(world: World) -> None:
    def rows_after(reason: CourseEndReason, child: str) -> dict[str, int]:
        measure = measure_for(world, child=child)
        children = [getattr(world, child).pk]
        course = a_course(world, measure=measure, children=children, programme_key="home-support")
        before = {m.__name__: m._default_manager.count() for m in apps.get_models()}
        actions.end_course(
            by=fresh(world.dorte), course=course, version=course.version, on=ANCHOR, reason=reason
        )
        now = {m.__name__: m._default_manager.count() for m in apps.get_models()}
        return {name: now[name] - before[name] for name in now if now[name] != before[name]}

    withdrawn = rows_after(CourseEndReason.FAMILY_STOPPED, "selma")
    assert withdrawn == rows_after(CourseEndReason.AS_PLANNED, "viggo")
