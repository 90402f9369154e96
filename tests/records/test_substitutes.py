"""Who is away is stood in for: the substitute reaches and does the work, for those days only."""

from datetime import date, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import BreakGlassReason
from hjemmebane.domain.circle import CircleReason
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.deputies import (
    deputies_of,
    end_deputy,
    get_deputy,
    give_deputy,
    led_by,
    possible_deputies,
)
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import add_task
from hjemmebane.records.agenda.queries import tasks_for
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases import queries
from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses import actions as courses
from hjemmebane.records.courses.queries import own_courses, visits_for
from hjemmebane.records.people import actions as people
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, fresh
from tests.records.courses_story import a_course, appointment

pytestmark = pytest.mark.django_db
LATE = date(2026, 7, 1)


def away(world: World, deputy: User, *, who: User | None = None, by: User | None = None) -> None:
    """Let a colleague stand in for Anna, or for somebody else, today and tomorrow."""
    give_deputy(
        by=fresh(by or who or world.anna),
        away=fresh(who or world.anna),
        deputy=fresh(deputy),
        from_on=clock.today(),
        to_on=clock.today() + timedelta(days=1),
    )


def sees(user: User, case: Case) -> bool:
    try:
        queries.get_case(case.public_id, fresh(user))
    except NotVisible:
        return False
    return True


@pytest.fixture
def case(world: World) -> Case:
    """Return a case of Anna's, of team Nord."""
    return a_case(world, aware_on=LATE)


def test_a_substitute_reaches_the_cases_of_the_one_who_is_away_for_those_days(
    world: World, case: Case
) -> None:
    assert not sees(world.erik, case)
    away(world, world.erik)
    assert sees(world.erik, case)
    with clock.at(clock.now() + timedelta(days=2)):
        assert not sees(world.erik, case)


def test_a_case_taken_on_while_away_is_the_substitutes_too(world: World) -> None:
    away(world, world.erik)
    assert sees(world.erik, a_case(world, child="viggo"))


def test_a_closed_circle_passes_to_nobody(world: World, case: Case) -> None:
    other = a_case(world, child="viggo")
    away(world, world.bo)
    cases.close_circle(by=fresh(world.camilla), case=case, reason=next(iter(CircleReason)))
    assert not sees(world.bo, case)
    assert sees(world.bo, other)


def test_what_was_opened_on_a_reason_passes_to_nobody(world: World, case: Case) -> None:
    access.break_glass(
        by=fresh(world.erik), dossier=case.dossier, reason=BreakGlassReason.ACUTE, text="Akut."
    )
    away(world, world.bo, who=world.erik)
    assert sees(world.erik, case)
    assert not sees(world.bo, case)


def test_a_substitute_who_is_kin_of_the_family_stays_barred(world: World, case: Case) -> None:
    people.bar_kin(by=SYSTEM, user=world.bo, person=world.persons["selma"])
    away(world, world.bo)
    assert not sees(world.bo, case)


def test_what_one_holds_for_another_is_passed_on_to_nobody(world: World, case: Case) -> None:
    away(world, world.bo)
    give_deputy(
        by=fresh(world.bo), deputy=fresh(world.erik), from_on=clock.today(), to_on=clock.today()
    )
    assert sees(world.bo, case)
    assert not sees(world.erik, case)


def test_only_who_does_the_same_work_in_the_same_unit_stands_in(world: World) -> None:
    assert {one.name for one in possible_deputies(world.dorte)} == {"Esben Friis", "Mette Dahl"}
    assert {one.name for one in possible_deputies(world.nadia)} == {"Gry Bech"}
    assert world.dorte not in possible_deputies(world.anna)
    with pytest.raises(Refused, match="deputy_cannot"):
        away(world, world.thomas, who=world.dorte)
    assert not possible_deputies(world.sofie).exists()


def test_a_leader_writes_it_for_the_team_and_for_nobody_elses(world: World) -> None:
    assert {one.name for one in led_by(fresh(world.camilla))} == {"Anna Lund", "Bo Madsen"}
    away(world, world.bo, by=world.camilla)
    (row,) = deputies_of(fresh(world.camilla))
    assert (row.name, row.away, row.is_own) == ("Bo Madsen", "Anna Lund", False)
    with pytest.raises(Refused, match="not_allowed"):
        away(world, world.bo, who=world.erik, by=world.camilla)
    with pytest.raises(Refused, match="not_allowed"):
        away(world, world.erik, by=world.bo)
    with pytest.raises(NotVisible):
        get_deputy(row.public_id, fresh(world.erik))

    end_deputy(by=fresh(world.camilla), row=get_deputy(row.public_id, fresh(world.camilla)))
    assert deputies_of(fresh(world.anna)) == ()


def test_the_substitutes_day_shows_what_is_due_with_whose_it_is_and_the_act(
    world: World, case: Case
) -> None:
    add_task(
        by=fresh(world.anna),
        dossier=case.dossier,
        title="Ring til skolen",
        owner=world.anna,
        due_on=clock.today(),
    )
    before = signed_in(fresh(world.erik)).get("/").content.decode()
    assert "Anna Lund" not in before
    away(world, world.erik)

    day = signed_in(fresh(world.erik)).get("/").content.decode()

    assert "Du er stedfortræder for Anna Lund" in day
    assert "Anna Lund · " in day
    assert "Anna Lund · Opgave" in day
    assert f"/sager/{case.public_id}/" in day
    assert [row.title for row in tasks_for(fresh(world.erik), clock.today())] == ["Ring til skolen"]


def test_the_substitute_makes_the_visits_and_keeps_the_plan_of_the_one_who_is_away(
    world: World,
) -> None:
    course = a_course(world)
    courses.plan_contact(
        by=fresh(world.dorte), course=course, appointment=appointment(world, clock.today())
    )
    day, after = clock.midnight(clock.today()), clock.midnight(clock.today() + timedelta(days=1))
    assert visits_for(fresh(world.mette), day, after) == ()
    assert own_courses(fresh(world.mette)) == ()
    away(world, world.mette, who=world.dorte)

    (visit,) = visits_for(fresh(world.mette), day, after)
    assert (visit.course_public_id, visit.instead_of) == (str(course.public_id), ("Dorte Kjær",))
    assert visit.others == ()
    (row,) = own_courses(fresh(world.mette))
    assert row.instead_of == "Dorte Kjær"
    theirs = signed_in(fresh(world.dorte)).get("/").content.decode()
    page = signed_in(fresh(world.mette)).get("/").content.decode()
    assert "for Dorte" in page
    assert f"/forloeb/{course.public_id}/" in page
    assert theirs.count("Forløbets plan · ") == page.count("Dorte Kjær · Forløbets plan · ") > 0
    (own,) = visits_for(fresh(world.dorte), day, after)
    assert own.instead_of == ()
