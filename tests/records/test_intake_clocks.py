"""The unit's own clocks: read for danger the day it comes, speak to the family the same day."""

from datetime import timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import Area, RoleKey, UnitKind
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.domain.intake import (
    ChildGiven,
    DangerAnswer,
    NotificationReasonKey,
    TriageOutcome,
)
from hjemmebane.edges.jobs.loop import tell_of_deadlines
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM, forget
from hjemmebane.records.access.models import RoleAssignment
from hjemmebane.records.agenda.models import Obligation, Reminder
from hjemmebane.records.agenda.queries import due_for, explain_obligation, obligations_of
from hjemmebane.records.intake import actions, queries
from tests.cast import signed_in
from tests.records.intake_story import accepted, decision, members, read, received


def clocks(enquiry):
    """Return the enquiry's clocks by rule."""
    rows = Obligation.objects.filter(dossier=enquiry.dossier)
    return {row.rule_key: row for row in rows}


def state(world, enquiry, rule):
    """Return how one clock stands."""
    rows = obligations_of(enquiry.dossier, world.gry, clock.now(), with_settled=True)
    return {row.rule_key: row.state for row in rows}[rule]


@pytest.fixture
def given(world):
    """Return an enquiry allocated to Nadia."""
    enquiry = accepted(world.gry)
    return actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)


def test_what_comes_in_is_to_be_read_before_the_day_is_over_by_the_leader(world):
    enquiry = received()

    row = clocks(enquiry)["D1"]
    assert local_day(row.due_at) == clock.today()
    assert row.responsible == world.gry
    assert state(world, enquiry, "D1") is ObligationState.DUE_SOON
    with clock.at(clock.now() + timedelta(days=1)):
        assert state(world, enquiry, "D1") is ObligationState.OVERDUE


@pytest.mark.parametrize("answer", [DangerAnswer.YES, DangerAnswer.UNSURE])
def test_danger_does_not_wait_for_the_end_of_the_day(world, answer):
    enquiry = received(danger_answer=answer)

    (row,) = clocks(enquiry).values()
    assert (row.rule_key, row.due_at) == ("D2", clock.now() + timedelta(hours=1))
    (seen,) = queries.triage_table(world.gry).unread
    assert seen.read_by == row.due_at


def test_reading_closes_the_clock_and_reading_late_stays_late(world):
    assert state(world, read(world.gry), "D1") is ObligationState.MET

    late = received()
    with clock.at(clock.now() + timedelta(days=1)):
        actions.read_for_danger(by=world.gry, enquiry=late, is_danger_found=False)
        assert state(world, late, "D1") is ObligationState.MET_LATE


def test_the_duty_contact_answers_for_what_lies_unread_and_may_read_it(world):
    old = received()
    actions.set_duty_contact(
        by=world.gry, unit=world.prevention, user=world.nadia, from_on=clock.today()
    )
    new = received()
    forget(world.nadia)

    assert {clocks(old)["D1"].responsible, clocks(new)["D1"].responsible} == {world.nadia}
    due = due_for(world.nadia, clock.now(), clock.now() + timedelta(days=1))
    assert {row.obligation.about_id for row in due} == {str(old.public_id), str(new.public_id)}
    assert queries.get_enquiry(old.public_id, world.nadia) == old


def test_what_nobody_has_read_goes_to_the_next_days_duty_contact_each_night(world):
    actions.set_duty_contact(
        by=world.gry, unit=world.prevention, user=world.nadia, from_on=clock.today()
    )
    enquiry = received()

    with clock.at(clock.now() + timedelta(days=5)):
        assert actions.hand_unread_on(by=SYSTEM, unit=world.prevention) == 1
        forget(world.nadia)
        assert queries.get_enquiry(enquiry.public_id, world.nadia) == enquiry
        ties = enquiry.dossier.ties.count()
        actions.hand_unread_on(by=SYSTEM, unit=world.prevention)
        assert enquiry.dossier.ties.count() == ties


@pytest.mark.req("S2-AAB-17")
def test_the_worker_given_a_family_speaks_to_them_the_same_day(world, given):
    row = clocks(given)["FK1"]
    assert (row.responsible, local_day(row.due_at)) == (world.nadia, clock.today())

    (due,) = due_for(world.nadia, clock.now(), clock.now() + timedelta(days=1))
    assert due.obligation.name == "Første kontakt"
    page = explain_obligation(due.obligation.public_id, world.nadia, clock.now())
    assert "fordelt" in " ".join(line.text for line in page.explanation.events)

    actions.register_first_contact(by=world.nadia, enquiry=given, at=clock.now())
    assert state(world, given, "FK1") is ObligationState.MET
    assert due_for(world.nadia, clock.now(), clock.now() + timedelta(days=1)) == []


@pytest.mark.req("S2-AAB-17")
def test_a_new_worker_takes_over_the_clock_as_it_runs(world, given):
    due_at = clocks(given)["FK1"].due_at

    with clock.at(clock.now() + timedelta(days=1)):
        actions.allocate(by=world.gry, enquiry=given, worker=world.gry)

    (row,) = Obligation.objects.filter(dossier=given.dossier, rule_key="FK1")
    assert (row.responsible, row.due_at) == (world.gry, due_at)


def stopped(world, enquiry):
    actions.stop_enquiry(by=world.gry, enquiry=enquiry)


def notified(world, enquiry):
    actions.turn_into_notification(
        by=world.gry,
        enquiry=enquiry,
        children=[ChildGiven("Asta Krog")],
        reasons=[NotificationReasonKey.WELLBEING],
        text="Asta er alene hjemme.",
    )


def begun(world, enquiry):
    actions.register_family(by=world.gry, enquiry=enquiry, name="Krog", members=members())
    actions.mark_started(by=world.gry, enquiry=enquiry, course_id=7)


@pytest.mark.parametrize("way", [stopped, notified, begun])
def test_the_clock_to_the_first_contact_is_lifted_when_the_family_goes_another_way(
    world, given, way
):
    way(world, given)

    assert state(world, given, "FK1") is ObligationState.NOT_APPLICABLE
    assert clocks(given)["FK1"].not_applicable_reason


@pytest.mark.req("S2-AAB-12")
def test_a_family_that_stops_after_it_was_given_a_worker_is_followed_by_nothing(world, given):
    stopped(world, given)

    assert obligations_of(given.dossier, world.gry, clock.now()) == []
    assert due_for(world.nadia, clock.now(), clock.now() + timedelta(days=1)) == []
    assert not given.notifications.exists()


@pytest.mark.parametrize("outcome", [TriageOutcome.ADVICE, TriageOutcome.FORWARD_TO_AUTHORITY])
def test_nothing_runs_on_when_the_weeks_table_answers_or_forwards(world, outcome):
    enquiry = actions.triage(by=world.gry, enquiry=read(world.gry), decision=decision(outcome))

    assert obligations_of(enquiry.dossier, world.gry, clock.now()) == []


def test_text_deleted_unread_lifts_the_clock_and_still_shows_it_was_late(world):
    enquiry = received(is_anonymous=True)

    with clock.at(clock.now() + timedelta(days=30)):
        actions.delete_expired_advice(by=SYSTEM, unit=world.prevention)

        assert clocks(enquiry)["D1"].not_applicable_at == clock.now()
        assert obligations_of(enquiry.dossier, world.gry, clock.now()) == []


# --- Nobody leads the unit


def leave(*users):
    """Let people have left their roles yesterday."""
    held = RoleAssignment.objects.filter(user__in=users)
    held.update(to_on=clock.today() - timedelta(days=1))
    for user in users:
        forget(user)


def told(user):
    tell_of_deadlines()
    return list(Reminder.objects.filter(receiver=user).values_list("kind", flat=True))


def test_without_a_leader_what_lies_unread_is_a_workers_and_she_is_told(world, free_hand):
    leave(world.gry)
    enquiry = received(danger_answer=DangerAnswer.YES)
    forget(world.nadia)
    assert clocks(enquiry)["D2"].responsible == world.nadia
    assert queries.get_enquiry(enquiry.public_id, world.nadia) == enquiry
    with clock.at(clock.now() + timedelta(hours=2)):
        assert told(world.nadia)
    page = signed_in(world.nadia).get("/henvendelser/").content.decode()
    assert str(enquiry.public_id) in page


def test_a_unit_that_lost_its_leader_hands_what_lies_unread_to_a_worker_the_same_night(
    world, free_hand
):
    enquiry = received()
    leave(world.gry)
    actions.hand_unread_on(by=SYSTEM, unit=world.prevention)
    forget(world.nadia)
    assert clocks(enquiry)["D1"].responsible == world.nadia
    assert queries.get_enquiry(enquiry.public_id, world.nadia) == enquiry


def test_a_unit_with_nobody_in_it_is_answered_for_by_another_of_the_same_register(world, free_hand):
    other = access.open_unit(
        by=SYSTEM,
        key="prevention-2",
        name="Tidlig Forebyggelse, Vest",
        area=Area.COORDINATION,
        kind=UnitKind.PREVENTION,
    )
    leave(world.gry, world.nadia)
    access.give_role(
        by=SYSTEM, user=world.gry, role=RoleKey.PREVENTION_LEADER, unit=other, from_on=clock.today()
    )
    forget(world.gry)
    enquiry = received()
    assert clocks(enquiry)["D1"].responsible == world.gry
    assert queries.get_enquiry(enquiry.public_id, world.gry) == enquiry
    assert not Obligation.objects.visible_to(world.rune).filter(dossier=enquiry.dossier).exists()


def test_a_new_leader_takes_over_what_lies_unread(world, free_hand):
    leave(world.gry)
    enquiry = received()
    access.give_role(
        by=SYSTEM,
        user=world.gry,
        role=RoleKey.PREVENTION_LEADER,
        unit=world.prevention,
        from_on=clock.today(),
    )
    forget(world.gry)
    actions.hand_unread_on(by=SYSTEM, unit=world.prevention)
    assert clocks(enquiry)["D1"].responsible == world.gry
