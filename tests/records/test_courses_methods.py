"""Methods noted on a course: by the trained, as a summary, and a test only after the question."""

from datetime import date
from typing import Any

import pytest

from hjemmebane.domain.methods import FamilyTold, GateAnswers, GateState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course, MethodUse
from tests.cast import World
from tests.records.cases_story import a_decision, fresh
from tests.records.control_story import PLACEMENT
from tests.records.courses_story import a_course

DAY = date(2026, 10, 14)
TOLD_NO = GateAnswers(True, FamilyTold.NO)


def trained(world: World, who: str, *keys: str, since: date = date(2024, 1, 1)) -> None:
    for key in keys:
        access.add_competence(by=SYSTEM, user=world.users[who], key=key, since_on=since)


def noted(world: World, course: Course, **changes: Any) -> MethodUse:
    values: dict[str, Any] = {
        "key": "mim",
        "on": DAY,
        "used_by": world.dorte.pk,
        "summary": "Zselma og Frida løste opgaverne sammen.",
        "answers": TOLD_NO,
    }
    note = actions.MethodNote(**{**values, **changes})
    return actions.note_method(by=fresh(world.dorte), course=course, note=note)


def refused(world: World, course: Course, **changes: Any) -> str:
    with pytest.raises(Refused) as found:
        noted(world, course, **changes)
    assert not MethodUse.objects.exists()
    return found.value.key


@pytest.mark.req("S2-FAV-24", "S2-FAV-25", "S2-FAV-27")
@pytest.mark.parametrize(
    ("key", "competence"),
    [("aai", "method-aai"), ("iwmc", "method-iwmc"), ("mim", "method-mim")],
)
def test_a_method_is_noted_with_day_worker_and_summary_by_the_trained_alone(
    world: World, key, competence
) -> None:
    course = a_course(world)
    assert refused(world, course, key=key) == "not_trained"
    trained(world, "dorte", competence)
    noted(world, course, key=key)
    (row,) = queries.method_uses(course, fresh(world.dorte))
    assert (row.used_on, row.used_by) == (DAY, "Dorte Kjær")
    assert row.summary.startswith("Zselma")
    assert MethodUse.objects.get().method_version == "1"


@pytest.mark.req("S2-FAV-26")
def test_a_motivational_interview_asks_for_training_and_for_no_background(world: World) -> None:
    course = a_course(world)
    assert refused(world, course, key="mi", answers=GateAnswers()) == "not_trained"
    trained(world, "dorte", "method-mi")
    assert noted(world, course, key="mi", answers=GateAnswers()).gate == GateState.NOT_A_TEST


def test_who_was_trained_after_the_day_was_not_trained_on_it(world: World) -> None:
    course = a_course(world)
    trained(world, "dorte", "method-mim", since=date(2026, 11, 1))
    assert refused(world, course) == "not_trained"


def test_a_score_is_not_kept(world: World) -> None:
    course = a_course(world)
    trained(world, "dorte", "method-mim")
    assert refused(world, course, summary="Samlet score 14") == "not_a_summary"
    names = {field.name for field in MethodUse._meta.get_fields()}
    assert not {name for name in names if "score" in name or "item" in name or "answer" in name}


@pytest.mark.req("S2-FAV-28")
@pytest.mark.parametrize(
    ("answers", "key"),
    [
        (GateAnswers(), "test_gate_placement"),
        (GateAnswers(True), "test_gate_unanswered"),
        (GateAnswers(True, FamilyTold.NOT_ASKED), "test_gate_unanswered"),
        (GateAnswers(True, FamilyTold.YES), "test_gate_viso"),
    ],
)
def test_a_test_is_stopped_before_anything_is_written(world: World, answers, key) -> None:
    course = a_course(world)
    trained(world, "dorte", "psychologist")
    assert refused(world, course, key="psychological-test", answers=answers) == key


def test_a_decided_placement_makes_it_a_placement_case_whatever_is_said(world: World) -> None:
    course = a_course(world)
    trained(world, "dorte", "method-mim")
    assert not queries.is_in_placement_case(course)
    a_decision(world, course.measure.case, **PLACEMENT)
    assert queries.is_in_placement_case(course)
    assert refused(world, course, answers=GateAnswers(False)) == "test_gate_unanswered"
    assert noted(world, course, answers=TOLD_NO).gate == GateState.ASKED


def test_who_is_not_on_the_course_notes_nothing_on_it(world: World) -> None:
    course = a_course(world)
    trained(world, "mette", "method-mim")
    assert refused(world, course, used_by=world.mette.pk) == "not_on_course"


def test_the_same_use_told_twice_is_one(world: World) -> None:
    course = a_course(world)
    trained(world, "dorte", "method-mim")
    noted(world, course)
    with pytest.raises(Refused) as found:
        noted(world, course)
    assert found.value.key == "already_saved"
    assert MethodUse.objects.count() == 1


def test_the_head_of_the_house_sees_that_a_method_was_used_and_no_summary(world: World) -> None:
    course = a_course(world)
    trained(world, "dorte", "method-mim")
    noted(world, course)
    (row,) = queries.method_uses(course, fresh(world.pia))
    assert (row.title, row.summary) == ("Marschak Interaction Method (M.I.M.)", "")
