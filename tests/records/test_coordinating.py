"""Goals that pull apart are marked and settled by who coordinates; so are clashes of a week."""

from typing import Any

import pytest

from hjemmebane.domain.coordination_week import ClashChoice
from hjemmebane.domain.goal_conflicts import ConflictChoice
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.cases.models import Case, ClashSettlement, Goal
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.actions import Seat
from hjemmebane.records.courses.models import Course, GoalConflict
from tests.cast import World
from tests.records.cases_story import a_goal, fresh
from tests.records.courses_story import a_course, a_prevention_course

REASON = "Frida vil have praktikken til at virke først"


def strengthened(world: World) -> Course:
    """Return a course that Dorte coordinates and Esben is a therapist on."""
    seats = [
        Seat("therapist", world.dorte),
        Seat("therapist", world.esben),
        Seat("coordinator", world.dorte),
    ]
    return a_course(world, programme_key="strengthened-family-treatment", workers=[], seats=seats)


def two_goals(world: World, course: Course) -> tuple[Goal, Goal]:
    case = Case.objects.get(dossier=course.dossier)
    plan = a_goal(world, case, own_words="Frida passer sin praktik")
    own = a_goal(world, case, own_words="Frida henter Selma hver dag", course_id=course.pk)
    return plan, own


def marked(world: World, course: Course, by: Any, **changes: Any) -> GoalConflict:
    plan, own = two_goals(world, course)
    named = {
        "family": course.family,
        "goals": (str(own.public_id), str(plan.public_id)),
        "why": "Praktikken slutter, efter at skolen gør",
    }
    return actions.mark_apart(by=fresh(by), **{**named, **changes})


def refused(function: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        function(*given, **named)
    return found.value.key


@pytest.mark.req("S1-SFB-13")
def test_goals_that_pull_apart_are_marked_and_settled_with_a_reason_by_the_coordinator(
    world: World,
) -> None:
    course = strengthened(world)
    conflict = marked(world, course, world.dorte)
    [row] = queries.conflicts_in(course.family_id, fresh(world.anna))
    assert (row.is_open, row.marked_by) == (True, world.dorte.name)
    said = {"conflict": conflict, "choice": ConflictChoice.FIRST}
    assert refused(actions.settle_goals, by=fresh(world.dorte), reason=" ", **said) == (
        "reason_missing"
    )
    assert refused(actions.settle_goals, by=fresh(world.esben), reason=REASON, **said) == (
        "not_coordinator"
    )
    actions.settle_goals(by=fresh(world.dorte), reason=REASON, **said)
    [row] = queries.conflicts_in(course.family_id, fresh(world.anna))
    assert (row.choice, row.reason, row.settled_by) == (
        "Det ene mål går forud for det andet",
        REASON,
        world.dorte.name,
    )
    assert refused(actions.settle_goals, by=fresh(world.anna), reason=REASON, **said) == (
        "conflict_settled"
    )


@pytest.mark.req("S1-SFB-13")
def test_adviser_and_coordinator_mark_and_no_other_therapist(world: World) -> None:
    course = strengthened(world)
    assert refused(marked, world, course, world.esben) == "not_coordinator"
    marked(world, course, world.anna)
    assert queries.coordinators_of(course.family_id) == {world.dorte.pk: world.dorte.name}


def test_a_pair_is_marked_once_whichever_goal_is_named_first(world: World) -> None:
    course = strengthened(world)
    conflict = marked(world, course, world.dorte)
    pair = (str(conflict.goal.public_id), str(conflict.against.public_id))
    assert refused(marked, world, course, world.dorte, goals=pair) == "already_apart"
    same = (pair[0], pair[0])
    assert refused(marked, world, course, world.dorte, goals=same) == "same_goal"
    assert refused(marked, world, course, world.dorte, why=" ") == "reason_missing"


def test_the_goal_of_another_family_does_not_exist(world: World) -> None:
    course, other = strengthened(world), a_prevention_course(world)
    case = Case.objects.get(dossier=course.dossier)
    mine = a_goal(world, case, own_words="Ro")
    pair = (str(mine.public_id), "00000000-0000-4000-8000-000000000000")
    assert refused(marked, world, course, world.dorte, goals=pair) == "unknown_goal"
    assert queries.may_coordinate(other.family_id, fresh(world.nadia))
    assert not queries.may_coordinate(other.family_id, fresh(world.dorte))


def test_a_conflict_is_seen_by_who_reads_both_goals_and_by_nobody_else(world: World) -> None:
    course = strengthened(world)
    marked(world, course, world.dorte)
    for who in (world.nadia, world.thomas, world.jonas):
        assert queries.conflicts_in(course.family_id, fresh(who)) == ()


@pytest.mark.req("S1-SFB-13")
def test_the_coordinator_settles_a_clash_of_the_week_and_no_other_therapist(world: World) -> None:
    case = Case.objects.get(dossier=strengthened(world).dossier)
    said = {"case": case, "mark": "a" * 40, "choice": ClashChoice.MOVED}
    act = actions.settle_clash_as_coordinator
    assert refused(act, by=fresh(world.esben), **said) == "not_coordinator"
    act(by=fresh(world.dorte), **said)
    assert ClashSettlement.objects.get().settled_by == world.dorte
