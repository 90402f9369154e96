"""Focus points are written anew and ended, and nothing of what stood is lost."""

from datetime import date
from typing import Any

import pytest

from hjemmebane.domain.elements import FocusEnd
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course, FocusPoint
from tests.cast import ANCHOR, World
from tests.records.cases_story import a_goal, fresh
from tests.records.courses_story import a_course


def focus(world: World, course: Course, words: str) -> actions.Focus:
    case = course.measure.case
    return actions.Focus(
        words=words,
        words_of=world.frida_holm.pk,
        assessment=case.assessments.get(),
        finding="Selma passer på Viggo",
        goal=case.dossier.goals.get(),
    )


@pytest.fixture
def course(world: World) -> Course:
    made = a_course(world)
    a_goal(world, made.measure.case, agreed_on=date(2026, 10, 5))
    return made


def made(world: World, course: Course) -> FocusPoint:
    by = fresh(world.dorte)
    return actions.make_focus(by=by, course=course, focus=focus(world, course, "Morgenen"))


def refused(function: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        function(**named)
    return found.value.key


def told(world: World, course: Course) -> list[tuple[str, str]]:
    rows = queries.course_page(course, fresh(world.dorte)).content.focus
    return [(row.words, row.end_words) for row in rows]


def test_a_focus_point_written_anew_leaves_what_stood_told(world: World, course: Course) -> None:
    point = made(world, course)
    anew = focus(world, course, "Morgenen hos mor")
    actions.correct_focus(by=fresh(world.dorte), point=point, focus=anew)
    assert told(world, course) == [("Morgenen", "Det er skrevet om"), ("Morgenen hos mor", "")]
    assert FocusPoint.objects.get(words="Morgenen hos mor").corrects_id == point.pk
    named = {"by": fresh(world.dorte), "point": point, "focus": anew}
    assert refused(actions.correct_focus, **named) == "focus_ended"
    assert FocusPoint.objects.count() == 2


def test_a_focus_point_ends_with_why_and_once(world: World, course: Course) -> None:
    point = made(world, course)
    end = {"by": fresh(world.dorte), "point": point}
    assert refused(actions.end_focus, reason=FocusEnd.CORRECTED, **end) == "unknown_focus_end"
    actions.end_focus(reason=FocusEnd.REACHED, text="Ugetavlen hænger", **end)
    assert told(world, course) == [("Morgenen", "Det er nået: Ugetavlen hænger")]
    point.refresh_from_db()
    assert (point.ended_on, point.ended_by_id) == (ANCHOR, world.dorte.pk)
    assert refused(actions.end_focus, reason=FocusEnd.REACHED, **end) == "focus_ended"


@pytest.mark.parametrize(("who", "key"), [("mette", "not_on_course"), ("anna", "not_allowed")])
def test_who_is_not_on_the_course_changes_no_focus(world, course, who, key) -> None:
    point = made(world, course)
    named = {"by": fresh(world.users[who]), "point": point, "reason": FocusEnd.REACHED}
    assert refused(actions.end_focus, **named) == key


def test_a_focus_point_is_read_through_its_own_course_alone(world: World, course: Course) -> None:
    point = made(world, course)
    assert queries.get_focus(course, point.public_id, fresh(world.dorte)).pk == point.pk
    with pytest.raises(NotVisible):
        queries.get_focus(course, point.public_id, fresh(world.erik))
