"""Things told after other things that came later: the deadlines stand as if told in their order.

Each life says which day a deadline was met or fell, and then that the control finds no difference.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import AssessmentKind, MeasureEndReason
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import FollowUpOutcome
from hjemmebane.records.agenda import queries
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, Measure
from tests.cast import ANCHOR, World
from tests.records.cases_story import a_case, a_decision, a_measure, fresh
from tests.records.control_story import a_placement, a_plan, assert_alike, finish, later, note
from tests.records.test_cases_follow_up import close, whole


@contextmanager
def on_day(days: int) -> Iterator[date]:
    """Let so many days pass since the anchor, and give the day."""
    with later(days):
        yield clock.today()


def day(days: int) -> date:
    return ANCHOR + timedelta(days)


def held(world: World, case: Case, on: date, next_on: date) -> None:
    row = actions.start_follow_up(by=fresh(world.anna), case=case, held_on=on)
    close(world, row, whole(case, FollowUpOutcome.CONTINUE, next_on=next_on))


def begun(world: World, case: Case, on: date, decided_on: date) -> Measure:
    made = a_decision(world, case, decided_on=decided_on)
    return actions.start_measure(
        by=fresh(world.anna),
        decision=made,
        provider_unit=world.units["provider"],
        started_on=on,
    )


def rows(case: Case, rule: str, about: object | None = None) -> list[Obligation]:
    found = Obligation.objects.current().filter(dossier=case.dossier, rule_key=rule)
    if about is not None:
        found = found.filter(about_id=about)
    return list(found.order_by("trigger_at", "pk"))


def met_on(row: Obligation) -> date | None:
    return local_day(row.satisfied_at) if row.satisfied_at else None


def test_a_measure_told_after_the_follow_up_that_came_after_its_start_is_met_by_it(
    world: World,
) -> None:
    case = a_case(world)
    a_measure(world, case)
    with later(40):
        held(world, case, clock.today(), day(120))
    with later(60):
        measure = begun(world, case, day(10), day(5))
        (first,) = rows(case, "F3", measure.public_id)
        assert (met_on(first), first.satisfied_by_kind) == (day(40), "follow_up")
        assert_alike()


def test_a_follow_up_told_after_a_later_one_meets_the_first_and_the_late_one_stays_readable(
    world: World,
) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    with later(100):
        held(world, case, clock.today(), day(180))
        (first,) = rows(case, "F3", measure.public_id)
        assert met_on(first) == day(100)
    with later(110):
        held(world, case, day(50), day(140))
        (now,) = rows(case, "F3", measure.public_id)
        assert met_on(now) == day(50)
        page = queries.explain_obligation(now.public_id, fresh(world.anna), clock.now())
        assert [met_on(Obligation.objects.get(public_id=o.public_id)) for o in page.earlier] == [
            day(100)
        ]
        assert_alike()


def test_an_assessment_told_late_brings_the_first_follow_up_forward_and_the_held_one_is_late(
    world: World,
) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    with later(60):
        held(world, case, clock.today(), day(140))
    with later(70):
        row = case.assessments.get(finished_on=None)
        text = actions.AssessmentText(
            looked_into="Hverdagen",
            by_whom="Anna",
            findings="Aftenerne er svære",
            childs_view="Jeg vil have ro",
            parents_view="Vi vil have hjælp",
            conclusion="Hjælp i hjemmet",
        )
        actions.finish_assessment(
            by=fresh(world.anna),
            assessment=row,
            version=row.version,
            text=text,
            finished_on=day(30),
        )
        (first,) = rows(case, "F3", measure.public_id)
        assert local_day(first.due_at) == day(30)
        assert met_on(first) == day(60)
        assert_alike()


def test_an_application_told_after_its_answer_is_met_by_the_answer(world: World) -> None:
    case = a_case(world)
    with later(20):
        a_decision(world, case, measure_key="konsulentbistand", ladder_step="2")
    with later(30):
        text = actions.EventText(
            kind=EventKind.APPLICATION_RECEIVED,
            happened_on=day(5),
            measure_key="konsulentbistand",
        )
        actions.note_event(by=fresh(world.anna), case=case, text=text)
        (answer,) = rows(case, "L1-L30")
        assert (met_on(answer), answer.satisfied_by_kind) == (day(20), "decision")
        assert_alike()


def test_a_decision_told_after_the_plan_it_asked_for_is_met_by_the_plan(world: World) -> None:
    case = a_case(world)
    with later(30):
        a_plan(world, case)
    with later(40):
        made = a_decision(world, case, decided_on=day(10), is_plan_needed=True)
        plans = Obligation.objects.current().filter(about_id=made.public_id)
        asked = [row for row in plans if row.satisfied_at is not None]
        assert asked
        assert {met_on(row) for row in asked} == {day(30)}
        assert_alike()


def test_an_assessment_told_late_meets_the_four_months_on_its_own_day(world: World) -> None:
    case = a_case(world)
    actions.start_assessment(
        by=fresh(world.anna), case=case, kind=AssessmentKind.BFU, started_on=clock.today()
    )
    with later(140):
        finish(world, case)
        (row,) = rows(case, "B1")
        assert met_on(row) == day(140)
        assert_alike()


def test_visits_told_out_of_their_order_fill_the_months_they_fall_in(world: World) -> None:
    measure = a_placement(world)
    case = measure.case
    for days in (60, 200):
        with later(days):
            note(world, case, EventKind.VISIT_HELD)
            assert_alike()
    with later(210):
        text = actions.EventText(kind=EventKind.VISIT_HELD, happened_on=day(100))
        actions.note_event(by=fresh(world.anna), case=case, text=text)
        assert_alike()


def test_a_measure_that_was_over_before_it_was_told_leaves_no_follow_up_open(world: World) -> None:
    case = a_case(world)
    other = a_measure(world, case)
    with later(30):
        held(world, case, clock.today(), day(110))
    with later(50):
        actions.end_measure(
            by=fresh(world.anna),
            measure=Measure.objects.get(pk=other.pk),
            on=clock.today(),
            reason=MeasureEndReason.GOALS_REACHED,
        )
        assert_alike()
    with later(70):
        late = begun(world, case, day(10), day(5))
        actions.end_measure(
            by=fresh(world.anna), measure=late, on=day(40), reason=MeasureEndReason.GOALS_REACHED
        )
        assert not Obligation.objects.unsettled().filter(about_id=late.public_id).exists()
        assert_alike()


def test_what_is_told_on_its_own_day_settles_nothing_anew(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    with later(40):
        held(world, case, clock.today(), day(120))
    assert not Obligation.objects.exclude(corrected_reason="").exists()
    assert {row.generation for row in Obligation.objects.filter(dossier=case.dossier)} == {1}
