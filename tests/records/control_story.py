"""What the ordinary actions tell, each life alone: the events that begin and meet deadlines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from typing import Any

from hjemmebane import catalogue, clock
from hjemmebane.domain.cases import (
    AssessmentKind,
    MeasureEndReason,
    NotifiedHow,
    PlanChange,
    PlanKind,
    ScreeningOutcome,
    ScreeningReason,
)
from hjemmebane.domain.deadlines import MoveKind
from hjemmebane.domain.decision_parties import ComplaintHow, ComplaintOutcome
from hjemmebane.domain.duty_control import Difference
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import FollowUpOutcome, NextReason
from hjemmebane.domain.intake import (
    DangerAnswer,
    DangerAssessment,
    NotificationOutcome,
    TriageOutcome,
)
from hjemmebane.domain.noted_events import birthdays_between, noted_kinds
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda import actions as agenda
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import ActionPlan, Assessment, Case, Decision, Measure
from hjemmebane.records.feedback import actions as feedback
from hjemmebane.records.feedback.actions import Given
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.leadership.control import control
from tests.cast import World
from tests.records.cases_story import a_case, a_decision, a_measure, fresh
from tests.records.courses_story import a_course
from tests.records.intake_story import ASTA, BIRK, accepted, decision, notified, read, received
from tests.records.reports_story import answers
from tests.records.test_cases_follow_up import a_follow_up, close, whole

PLACEMENT: dict[str, Any] = {
    "measure_key": "anbringelse_samtykke",
    "ladder_step": "5",
    "is_plan_needed": True,
}


def found() -> list[Difference]:
    return [one for _, differences in control() for one in differences]


def assert_alike() -> None:
    told = [(one.rule.key, one.kind.value, one.by_events, one.as_kept) for one in found()]
    assert told == []


@contextmanager
def later(days: int) -> Iterator[None]:
    began = clock.today()
    with clock.at(clock.now() + timedelta(days)):
        the_nights_between(began)
        yield


def the_nights_between(began: date) -> None:
    """Run the daily job of every day on which it has something to begin."""
    for case in Case.objects.select_related("child", "dossier__unit"):
        for _, day in birthdays_between(case.child.born_on, began, clock.today()):
            with clock.at(clock.moment(day, 2)):
                actions.note_birthdays(by=SYSTEM, unit=case.dossier.unit)


def a_day_long_notification(world: World) -> None:
    made = notified(children=(ASTA, BIRK), minutes_ago=30)
    with later(1):
        camilla, (first, *_) = fresh(world.camilla), made.children.all()
        intake.assess_danger(
            by=camilla,
            notified_child=first,
            assessment=DangerAssessment(
                is_in_danger=False,
                text="Ingen fare nu",
                outcome=NotificationOutcome.NO_FURTHER,
            ),
        )
        intake.send_receipt(by=camilla, notification=made)


def an_anonymous_notification(world: World) -> None:
    notified(is_anonymous=True, reporter_name="")


def enquiries_of_every_way(world: World) -> None:
    gry, nadia = fresh(world.gry), fresh(world.nadia)
    received()
    received(danger_answer=DangerAnswer.UNSURE)
    read(gry, text="Læst")
    advised = read(gry, text="Råd")
    intake.triage(by=gry, enquiry=advised, decision=decision(TriageOutcome.ADVICE))
    begun = accepted(gry)
    intake.allocate(by=gry, enquiry=begun, worker=world.nadia)
    with later(1):
        intake.register_first_contact(by=nadia, enquiry=begun, at=clock.now())
        intake.stop_enquiry(by=nadia, enquiry=begun)


def an_answer_in_words(world: World) -> None:
    course = a_course(world)
    answers(world, course, world.frida_holm, Given(text="Jeg er bange"))
    (first, *_) = answers(world, course, world.frida_holm, Given(text="Det er bedre nu"))
    with later(2):
        feedback.read_for_danger(by=fresh(world.dorte), response=first, danger_found=False)


def an_assessment_with_a_provisional_one(world: World) -> None:
    case = a_case(world)
    row = actions.start_assessment(
        by=fresh(world.anna),
        case=case,
        kind=AssessmentKind.BFU,
        started_on=clock.today(),
    )
    with later(30):
        text = actions.AssessmentText(provisional_on=clock.today())
        row = Assessment.objects.get(pk=row.pk)
        actions.write_assessment(
            by=fresh(world.anna), assessment=row, version=row.version, text=text
        )
        assert_alike()
    with later(140):
        finish(world, case)


def finish(world: World, case: Case) -> None:
    row = case.assessments.get(finished_on=None)
    text = actions.AssessmentText(
        looked_into="Hverdagen",
        by_whom="Anna",
        findings="Aftenerne er svære",
        childs_view="Jeg vil have ro",
        parents_view="Vi vil have hjælp",
        conclusion="Hjælp i hjemmet",
        provisional_on=row.provisional_on,
    )
    actions.finish_assessment(
        by=fresh(world.anna),
        assessment=row,
        version=row.version,
        text=text,
        finished_on=clock.today(),
    )


def a_screening_that_ends_it(world: World) -> None:
    case = a_case(world)
    text = actions.ScreeningText(
        is_honour_suspected=False,
        outcome=ScreeningOutcome.NOTHING_MORE,
        reason=ScreeningReason.NEED_MET,
    )
    actions.screen(by=fresh(world.anna), case=case, text=text)


def a_plan_asked_for_and_made(world: World) -> None:
    case = a_case(world)
    a_decision(world, case, is_plan_needed=True)
    assert_alike()
    with later(20):
        a_plan(world, case)


def a_plan(world: World, case: Case, **more: Any) -> ActionPlan:
    said = {"kind": PlanKind.BARNETS_PLAN, "made_on": clock.today(), "strategy": "Sengetider"}
    return actions.make_plan(by=fresh(world.anna), case=case, purpose="Ro", **{**said, **more})


def a_change(world: World, plan: ActionPlan, **more: Any) -> ActionPlan:
    said = {"on": clock.today(), "why": PlanChange.DECISION, "version": plan.version}
    words = {"purpose": "Ro, også hos plejefamilien", "strategy": "Støtte til mor"}
    return actions.change_plan(by=fresh(world.anna), plan=plan, **{**words, **said, **more})


def a_plan_changed_for_a_placement(world: World) -> None:
    case = a_case(world)
    plan = a_plan(world, case)
    with later(30):
        a_decision(world, case, **PLACEMENT)
        assert_alike()
    with later(40):
        plan = a_change(world, plan, why=PlanChange.WORDING)
        assert_alike()
    with later(50):
        a_change(world, plan)


def a_plan_made_for_a_placement(world: World) -> None:
    case = a_case(world)
    plan = a_plan(world, case)
    with later(10):
        a_decision(world, case, **PLACEMENT, plan=plan)
        a_decision(world, case, is_plan_needed=True)


def a_hasty_decision_under_the_old_law(world: World) -> Case:
    case = a_case(world)
    a_decision(world, case, decided_on=date(2023, 10, 31), is_plan_needed=None)
    assert_alike()
    a_plan(world, case, kind=PlanKind.HANDLEPLAN, made_on=date(2024, 2, 10))
    return case


def a_decision_the_leader_says_no_to(world: World) -> Case:
    case = a_case(world)
    made = a_decision(world, case, **PLACEMENT)
    with later(3):
        actions.decline_decision(by=fresh(world.camilla), decision=made, why="Prøv hjemme først")
    return case


def proposed(world: World, **more: Any) -> Decision:
    """Return a placement without consent, proposed to the committee with the child's plan."""
    case = a_case(world)
    plan = a_plan(world, case)
    said = {**PLACEMENT, "measure_key": "anbringelse_uden_samtykke", "plan": plan}
    return a_decision(world, case, **{**said, **more})


def a_placement_the_committee_decides(world: World) -> None:
    made = proposed(world)
    assert_alike()
    rune, anna = fresh(world.rune), fresh(world.anna)
    with later(8):
        actions.approve_decision(by=rune, decision=made, committee_on=clock.today())
        actions.give_decision(by=anna, decision=made, on=clock.today(), how=NotifiedHow.LETTER)
        actions.start_measure(
            by=anna,
            decision=made,
            provider_unit=world.units["provider"],
            started_on=clock.today(),
            chosen_on=clock.today() + timedelta(30),
        )
        assert_alike()
    with later(12):
        text = actions.ComplaintText(clock.today(), ComplaintHow.SPOKEN, "Han skal hjem")
        actions.receive_complaint(by=anna, decision=made, text=text)
        assert_alike()


def follow_ups_to_the_end(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    with later(40):
        row = a_follow_up(world, case)
        close(world, row, whole(case, FollowUpOutcome.CONTINUE))
        assert_alike()
        actions.move_next_follow_up(
            by=fresh(world.anna),
            case=case,
            next_on=date(2027, 2, 20),
            reason=NextReason.CHANGE_UNDER_WAY,
        )
        assert_alike()
    with later(80):
        row = a_follow_up(world, case)
        none = {"next_on": None, "next_reason": None}
        close(world, row, whole(case, FollowUpOutcome.END, **none))


def an_assessment_that_brings_the_follow_up_forward(world: World) -> None:
    case = a_case(world)
    a_measure(world, case)
    with later(30):
        finish(world, case)


def a_second_assessment_that_does_so_alone(world: World) -> None:
    case = a_case(world)
    a_decision(world, case)
    with later(10):
        finish(world, case)
    with later(20):
        a_measure(world, case)
        actions.start_assessment(
            by=fresh(world.anna),
            case=case,
            kind=AssessmentKind.AFDAEKNING,
            started_on=clock.today(),
        )
    with later(40):
        finish(world, case)
        duty = Obligation.objects.current().get(dossier=case.dossier, rule_key="F3")
        assert duty.due_at.astimezone(clock.ZONE).date() == clock.today()


def a_measure_told_ended_after_its_deadline(world: World) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    ended = clock.today() + timedelta(60)
    with later(120):
        actions.end_measure(
            by=fresh(world.anna), measure=measure, on=ended, reason=MeasureEndReason.FAMILY_WISH
        )


def a_complaint_and_its_answer(world: World) -> None:
    made = a_decision(world, a_case(world))
    anna = fresh(world.anna)
    actions.give_decision(by=anna, decision=made, on=clock.today(), how=NotifiedHow.LETTER)
    assert_alike()
    with later(10):
        text = actions.ComplaintText(
            received_on=clock.today(),
            how=ComplaintHow.SPOKEN,
            text="Vi vil have aflastning",
            person=world.frida_holm,
        )
        complaint = actions.receive_complaint(by=anna, decision=made, text=text)
        assert_alike()
    with later(20):
        actions.reassess(
            by=anna,
            complaint=complaint,
            outcome=ComplaintOutcome.FORWARDED,
            on=clock.today(),
            text="Som før",
            papers="Afgørelsen og klagen",
        )


def a_placement_its_visits_and_its_end(world: World) -> None:
    measure = a_placement(world)
    assert_alike()
    for days in (60, 120, 200):
        with later(days):
            note(world, measure.case, EventKind.VISIT_HELD)
            assert_alike()
    with later(210):
        actions.end_measure(
            by=fresh(world.anna),
            measure=Measure.objects.get(pk=measure.pk),
            on=clock.today(),
            reason=MeasureEndReason.GOALS_REACHED,
        )
        assert_alike()
    with later(220):
        note(world, measure.case, EventKind.VISIT_HELD)


def a_placement(world: World, **started: object) -> Measure:
    case = a_case(world)
    made = a_decision(world, case, **PLACEMENT)
    if made.is_waiting:
        actions.approve_decision(by=fresh(world.camilla), decision=made)
    return actions.start_measure(
        by=fresh(world.anna),
        decision=made,
        provider_unit=world.units["provider"],
        started_on=clock.today(),
        **started,
    )


def note(world: World, case: Case, kind: EventKind, **more: object) -> None:
    text = actions.EventText(kind=kind, happened_on=clock.today(), **more)
    actions.note_event(by=fresh(world.anna), case=case, text=text)


def every_event_noted_by_hand(world: World) -> None:
    case = a_case(world)
    for days, kind in enumerate(noted_kinds(catalogue.current().rules), start=1):
        with later(days):
            note(world, case, kind, chosen_on=clock.today() + timedelta(30))
            assert_alike()


def an_application_answered_by_a_decision(world: World) -> None:
    case = a_case(world)
    note(world, case, EventKind.APPLICATION_RECEIVED, measure_key="konsulentbistand")
    with later(15):
        a_decision(world, case, measure_key="konsulentbistand", ladder_step="2")
    assert Obligation.objects.get(rule_key="L1-L30").satisfied_at is not None


def moves_exceptions_and_corrections(world: World) -> None:
    case = a_case(world)
    anna = fresh(world.anna)
    note(world, case, EventKind.APPLICATION_RECEIVED, measure_key="konsulentbistand")
    agenda.move_obligation(
        by=anna,
        obligation=Obligation.objects.get(rule_key="L1-L30"),
        kind=MoveKind.EXTEND,
        until_on=clock.today() + timedelta(60),
        reason="Familien er på ferie",
    )
    a_measure(world, case)
    first = Obligation.objects.get(dossier=case.dossier, rule_key="F3")
    actions.correct_case_event(
        by=anna,
        case=case,
        obligation=first,
        on=clock.today() - timedelta(2),
        reason="Den begyndte den dag",
    )
    aware = Obligation.objects.current().get(dossier=case.dossier, rule_key="B1")
    actions.correct_case_event(
        by=anna,
        case=Case.objects.get(pk=case.pk),
        obligation=aware,
        on=clock.today() - timedelta(3),
        reason="Brevet kom den dag",
    )
    assert_alike()
    aware = Obligation.objects.current().get(dossier=case.dossier, rule_key="B1")
    agenda.set_not_applicable(by=anna, obligation=aware, reason="Familien er flyttet")


def birthdays(world: World) -> None:
    case = a_case(world)
    born = case.child.born_on
    assert born is not None
    with clock.at(datetime(born.year + 10, born.month, born.day, 9, tzinfo=clock.ZONE)):
        actions.note_birthdays(by=SYSTEM, unit=case.dossier.unit)
        assert_alike()
        assert Obligation.objects.filter(rule_key="C2").exists()


Kind = EventKind
# Each life, and what it is lived to tell.
STORIES: dict[Callable[[World], object], set[EventKind]] = {
    a_day_long_notification: {Kind.NOTIFICATION_RECEIVED, Kind.DANGER_ASSESSED, Kind.RECEIPT_SENT},
    an_anonymous_notification: {Kind.NOTIFICATION_RECEIVED},
    enquiries_of_every_way: {
        Kind.ENQUIRY_RECEIVED,
        Kind.DANGER_READ,
        Kind.ALLOCATED,
        Kind.FIRST_CONTACT,
    },
    an_answer_in_words: {Kind.ENQUIRY_RECEIVED, Kind.DANGER_READ},
    an_assessment_with_a_provisional_one: {Kind.BECAME_AWARE, Kind.ASSESSMENT_FINISHED},
    a_screening_that_ends_it: {Kind.BECAME_AWARE},
    a_plan_asked_for_and_made: {Kind.DECISION_MADE, Kind.PLAN_MADE},
    a_plan_changed_for_a_placement: {Kind.PLACEMENT_DECIDED, Kind.PLAN_MADE},
    a_plan_made_for_a_placement: {Kind.PLACEMENT_DECIDED, Kind.PLAN_MADE},
    a_decision_the_leader_says_no_to: {Kind.PLACEMENT_DECIDED},
    a_hasty_decision_under_the_old_law: {Kind.URGENT_DECISION_MADE, Kind.PLAN_MADE},
    a_placement_the_committee_decides: {Kind.PLACEMENT_PROPOSED, Kind.PLACED},
    follow_ups_to_the_end: {Kind.MEASURE_STARTED, Kind.FOLLOW_UP_HELD},
    an_assessment_that_brings_the_follow_up_forward: {
        Kind.MEASURE_STARTED,
        Kind.ASSESSMENT_FINISHED,
    },
    a_second_assessment_that_does_so_alone: {Kind.MEASURE_STARTED, Kind.ASSESSMENT_FINISHED},
    a_measure_told_ended_after_its_deadline: {Kind.MEASURE_STARTED},
    a_complaint_and_its_answer: {
        Kind.DECISION_NOTIFIED,
        Kind.COMPLAINT_LODGED,
        Kind.COMPLAINT_RECEIVED,
        Kind.REASSESSED,
    },
    a_placement_its_visits_and_its_end: {Kind.PLACEMENT_DECIDED, Kind.PLACED, Kind.VISIT_HELD},
    every_event_noted_by_hand: {Kind.APPLICATION_RECEIVED, Kind.FAMILY_MOVED, Kind.PAPERS_SENT},
    an_application_answered_by_a_decision: {Kind.APPLICATION_RECEIVED, Kind.DECISION_MADE},
    moves_exceptions_and_corrections: {Kind.BECAME_AWARE, Kind.MEASURE_STARTED},
    birthdays: {Kind.TURNED_10},
}
