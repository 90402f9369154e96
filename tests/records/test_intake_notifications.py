"""Notifications: a clock for each child, the receipt, the assessment, the one question."""

import uuid
from datetime import timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.intake import (
    DangerAssessment,
    NotificationOutcome,
    NotificationReasonKey,
    NotToldReason,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.intake import actions, queries
from hjemmebane.records.intake.models import Notification
from hjemmebane.records.people.models import KnownAs, Person
from tests.records.intake_story import ASTA, BIRK, notification_given, notified, received

CALM = DangerAssessment(
    is_in_danger=False, text="Skolen er med.", outcome=NotificationOutcome.OPEN_CASE
)


def obligations(notification, rule):
    return list(
        Obligation.objects.filter(dossier=notification.dossier, rule_key=rule).order_by("pk")
    )


def identified(world, child):
    return actions.identify_child(
        by=world.kirsten,
        notified_child=child,
        given_name="Asta",
        family_name="Krog",
        born_on=ASTA.born_on,
    )


def test_siblings_have_a_clock_each_from_the_minute_it_was_received(world):
    notification = notified(minutes_ago=37, children=(ASTA, BIRK))

    clocks = obligations(notification, "U1")

    assert len(clocks) == 2
    assert {row.about_id for row in clocks} == {
        child.public_id for child in notification.children.all()
    }
    assert {row.due_at for row in clocks} == {notification.received_at + timedelta(hours=24)}
    assert len(obligations(notification, "U2")) == 1


def test_an_anonymous_notifier_gets_no_receipt_and_nobody_is_kept(world):
    notification = notified(is_anonymous=True)

    (receipt,) = obligations(notification, "U2")
    assert receipt.not_applicable_reason
    assert notification.reporter_name == ""
    with pytest.raises(Refused, match="anonymous_no_receipt"):
        actions.send_receipt(by=world.kirsten, notification=notification)


def test_a_receipt_closes_its_deadline_once(world):
    notification = notified()

    actions.send_receipt(by=world.kirsten, notification=notification)

    (receipt,) = obligations(notification, "U2")
    assert receipt.satisfied_at == clock.now()
    with pytest.raises(Refused, match="receipt_already_sent"):
        actions.send_receipt(by=world.kirsten, notification=notification)


@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"children": ()}, "no_child_named"),
        ({"reasons": ()}, "no_reason_chosen"),
    ],
)
def test_a_notification_says_which_child_and_why(world, more, key):
    with pytest.raises(Refused, match=key):
        notified(**more)

    assert not Notification.objects.exists()


@pytest.mark.parametrize("minutes", [-1, 60 * 24 * 400])
def test_the_received_moment_is_neither_ahead_nor_years_ago(world, minutes):
    with pytest.raises(Refused, match="received_at_impossible"):
        notified(minutes_ago=minutes)


def test_the_same_form_sent_twice_is_one_notification(world):
    token = uuid.uuid4()
    actions.receive_notification(by=PUBLIC, given=notification_given(), form_token=token)

    with pytest.raises(Refused, match="already_sent"):
        actions.receive_notification(by=PUBLIC, given=notification_given(), form_token=token)


def test_violence_among_the_reasons_marks_the_notification(world):
    notification = notified(reasons=(NotificationReasonKey.VIOLENCE,))

    assert notification.suspects_violence


def test_each_child_is_assessed_by_itself_and_stops_its_own_clock(world):
    notification = notified(children=(ASTA, BIRK))
    first, second = notification.children.all()

    actions.assess_danger(by=world.kirsten, notified_child=first, assessment=CALM)

    done = {row.about_id: row.satisfied_at for row in obligations(notification, "U1")}
    assert done[first.public_id] == clock.now()
    assert done[second.public_id] is None
    with pytest.raises(Refused, match="already_assessed"):
        actions.assess_danger(by=world.kirsten, notified_child=first, assessment=CALM)


def test_danger_asks_what_was_done_at_once(world):
    child = notified().children.get()
    danger = DangerAssessment(
        is_in_danger=True, text="Slag.", outcome=NotificationOutcome.OPEN_CASE
    )

    with pytest.raises(Refused, match="acute_action_missing"):
        actions.assess_danger(by=world.kirsten, notified_child=child, assessment=danger)


def test_the_list_shows_the_clock_that_runs_out_first_on_top(world):
    newer = notified(minutes_ago=5)
    older = notified(minutes_ago=600)
    done = notified()
    actions.assess_danger(by=world.kirsten, notified_child=done.children.get(), assessment=CALM)

    found = queries.notification_list(world.kirsten)

    assert [row.public_id for row in found.running] == [
        str(older.public_id),
        str(newer.public_id),
    ]
    assert found.running[0].next_due_at == older.received_at + timedelta(hours=24)
    assert [row.public_id for row in found.receipts] == [str(done.public_id)]


@pytest.mark.parametrize("who", ["gry", "nadia", "anna", "dorte", "pia", "hanne", "ivan", "sofie"])
def test_a_notification_is_the_reception_units_own(world, who):
    notification = notified()

    assert queries.notification_list(world.users[who]).running == ()
    with pytest.raises(NotVisible):
        queries.notification_page(notification.public_id, world.users[who])


def test_a_partner_sees_the_receipt_of_their_own_and_never_the_assessment(world):
    notification = notified(by=world.hanne)
    notified(by=world.line)
    child = notification.children.get()
    actions.assess_danger(by=world.kirsten, notified_child=child, assessment=CALM)
    actions.send_receipt(by=world.kirsten, notification=notification)

    (own,) = queries.own_notifications(world.hanne)

    assert own.receipt_sent_at == clock.now()
    assert CALM.text not in repr(own)
    with pytest.raises(NotVisible):
        queries.get_notified_child(child.public_id, world.hanne)


def test_a_child_is_put_in_the_authority_register_when_it_is_found_out_who_it_is(world):
    child = notified().children.get()

    identified(world, child)

    card = queries.notification_page(child.notification.public_id, world.kirsten).row.children[0]
    assert str(card.card.name) == "Asta Krog"
    with pytest.raises(Refused, match="already_identified"):
        identified(world, child)


def test_a_child_whose_number_is_known_is_found_and_not_written_twice(world):
    persons = Person.objects.count()
    child = notified().children.get()

    actions.identify_child(by=world.kirsten, notified_child=child, cpr="0245880000")

    assert child.person == world.frida_holm
    assert Person.objects.count() == persons


def test_the_one_question_is_a_logged_disclosure_on_its_ground(world):
    child = notified().children.get()
    with pytest.raises(Refused, match="child_not_identified"):
        actions.ask_if_known(by=world.kirsten, notified_child=child)
    identified(world, child)

    actions.ask_if_known(by=world.kirsten, notified_child=child)

    question = child.known_question
    assert question.ground == DisclosureGround.DANGER_ASSESSMENT
    assert (question.to_unit, question.about) == (world.prevention, child.person)
    assert question.is_told_to_family
    with pytest.raises(Refused, match="question_already_asked"):
        actions.ask_if_known(by=world.kirsten, notified_child=child)


def test_the_family_is_not_told_where_telling_endangers_the_child(world):
    child = identified(world, notified().children.get())

    actions.ask_if_known(by=world.kirsten, notified_child=child, not_told=NotToldReason.HONOUR_RISK)

    assert not child.known_question.is_told_to_family
    assert child.not_told_reason == NotToldReason.HONOUR_RISK


def test_only_the_duty_contact_answers_the_one_question(world):
    actions.set_duty_contact(
        by=world.gry, unit=world.prevention, user=world.nadia, from_on=clock.today()
    )
    child = identified(world, notified().children.get())
    actions.ask_if_known(by=world.kirsten, notified_child=child)
    assert queries.known_questions(world.gry) == ()

    with pytest.raises(Refused, match="only_duty_contact"):
        actions.answer_if_known(by=world.gry, notified_child=child, is_known=True)
    (question,) = queries.known_questions(world.nadia)
    assert str(question.card.name) == "Asta Krog"
    actions.answer_if_known(
        by=world.nadia, notified_child=child, is_known=True, known_person=world.noah
    )

    assert child.known_question.answer == "yes"
    assert KnownAs.objects.get().prevention == world.noah
    assert queries.known_questions(world.nadia) == ()


def test_with_nobody_on_duty_the_units_leader_answers(world):
    child = identified(world, notified().children.get())
    actions.ask_if_known(by=world.kirsten, notified_child=child)

    actions.answer_if_known(by=world.gry, notified_child=child, is_known=False)

    assert child.known_question.answer == "no"
    assert not KnownAs.objects.exists()


@pytest.mark.req("S2-SIL-18")
def test_days_to_action_run_from_the_enquiry_a_notification_grew_out_of(world):
    enquiry = received()
    with clock.at(clock.now() + timedelta(days=2)):
        (notification,) = actions.turn_into_notification(
            by=world.gry,
            enquiry=enquiry,
            children=[ASTA],
            reasons=[NotificationReasonKey.NEGLECT],
            text="Alene om natten.",
        )
        child = notification.children.get()
        actions.assess_danger(by=world.kirsten, notified_child=child, assessment=CALM)
    with clock.at(clock.now() + timedelta(days=5)):
        actions.mark_case_opened(
            by=world.kirsten,
            notified_child=child,
            case_dossier=world.dossiers["selma_case"],
        )
        measured = queries.notification_concern_to_action(world.kirsten)

    assert (measured.acted, measured.longest_days) == (1, 5)
