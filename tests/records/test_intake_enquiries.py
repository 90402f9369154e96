"""Enquiries: received without traces, read for danger, turned into notifications."""

import uuid
from datetime import date, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    EnquirySource,
    EnquiryState,
    NotificationReasonKey,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import PUBLIC, SYSTEM, forget
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.intake import actions, queries
from hjemmebane.records.intake.models import Enquiry, Notification
from hjemmebane.records.people.models import Disclosure, Person
from tests.records.intake_story import ASTA, BIRK, enquiry_given, read, received


@pytest.mark.req("S2-AAB-08", "S4-SIH-02")
@pytest.mark.parametrize(
    "source",
    [
        ConcernSource.PARENT,
        ConcernSource.SCHOOL,
        ConcernSource.DAY_CARE,
        ConcernSource.HEALTH_VISITING,
        ConcernSource.RECEPTION,
        ConcernSource.OTHER,
    ],
)
def test_an_enquiry_keeps_who_raised_the_concern(world, source):
    enquiry = received(concern_source=source, has_family_agreed=True)

    (row,) = queries.triage_table(world.gry).unread
    assert row.concern_source == source
    assert row.public_id == str(enquiry.public_id)


@pytest.mark.req("S2-AAB-09")
def test_an_anonymous_enquiry_keeps_nothing_that_points_at_a_person(world):
    persons = Person.objects.count()

    made = actions.receive_enquiry(
        by=PUBLIC, given=enquiry_given(is_anonymous=True, contact_email="r@k.example")
    )

    enquiry = made.enquiry
    assert (enquiry.contact_name, enquiry.contact_phone, enquiry.contact_email) == ("", "", "")
    assert [child.name for child in enquiry.children.all()] == ["", ""]
    assert Person.objects.count() == persons
    assert made.answer_code not in str(vars(enquiry))


@pytest.mark.req("S2-AAB-09")
def test_anonymous_advice_is_counted_and_its_text_deleted_when_answered(world):
    made = actions.receive_enquiry(by=PUBLIC, given=enquiry_given(is_anonymous=True))
    assert queries.answer_for_code(made.answer_code) == ""
    actions.read_for_danger(by=world.gry, enquiry=made.enquiry, is_danger_found=False)

    actions.answer_advice(by=world.gry, enquiry=made.enquiry, answer="Prøv familiehuset.")

    kept = Enquiry.objects.get()
    assert (kept.text, kept.own_motivation, kept.problem) == ("", "", "")
    assert kept.text_deleted_at == clock.now()
    assert queries.answer_for_code(f" {made.answer_code.upper()} ") == "Prøv familiehuset."
    assert queries.answer_for_code("forkert") is None
    assert queries.advice_counts(world.gry) == queries.AdviceCounts(asked=1, answered=1)


@pytest.mark.req("S2-AAB-09")
@pytest.mark.parametrize(("days", "is_deleted"), [(29, False), (30, True), (31, True)])
def test_the_text_of_anonymous_advice_is_gone_after_thirty_days(world, days, is_deleted):
    received(is_anonymous=True)
    named = received()

    with clock.at(clock.now() + timedelta(days=days)):
        deleted = actions.delete_expired_advice(by=SYSTEM, unit=world.prevention)

    assert deleted == int(is_deleted)
    assert (Enquiry.objects.get(is_anonymous=True).text == "") is is_deleted
    assert Enquiry.objects.get(pk=named.pk).text != ""


def test_expired_advice_is_deleted_once(world):
    received(is_anonymous=True)

    with clock.at(clock.now() + timedelta(days=40)):
        assert actions.delete_expired_advice(by=SYSTEM, unit=world.prevention) == 1
        assert actions.delete_expired_advice(by=SYSTEM, unit=world.prevention) == 0


@pytest.mark.req("S2-AAB-10")
def test_a_professional_without_the_family_is_refused_and_nothing_is_written(world):
    with pytest.raises(Refused, match="family_not_with"):
        actions.receive_enquiry(
            by=world.hanne,
            given=enquiry_given(source=EnquirySource.PARTNER, concern_source=ConcernSource.SCHOOL),
            partner_unit=world.school,
        )

    assert not Enquiry.objects.exists()


@pytest.mark.req("S2-AAB-10")
def test_a_professional_with_the_family_is_heard(world):
    given = enquiry_given(
        source=EnquirySource.PARTNER,
        concern_source=ConcernSource.SCHOOL,
        has_family_agreed=True,
    )

    made = actions.receive_enquiry(by=world.hanne, given=given, partner_unit=world.school)

    assert made.enquiry.family_agreed
    assert queries.own_enquiries(world.hanne)[0].public_id == str(made.enquiry.public_id)
    assert queries.own_enquiries(world.line) == ()


def test_danger_does_not_wait_for_the_family_to_agree(world):
    given = enquiry_given(
        source=EnquirySource.PARTNER,
        concern_source=ConcernSource.SCHOOL,
        danger_answer=DangerAnswer.YES,
    )

    made = actions.receive_enquiry(by=world.hanne, given=given, partner_unit=world.school)

    assert made.enquiry.danger_answer == DangerAnswer.YES


def test_the_same_form_sent_twice_is_one_enquiry(world):
    token = uuid.uuid4()
    actions.receive_enquiry(by=PUBLIC, given=enquiry_given(), form_token=token)

    with pytest.raises(Refused, match="already_sent"):
        actions.receive_enquiry(by=PUBLIC, given=enquiry_given(), form_token=token)

    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize("born_on", [date(9999, 12, 31), date(1900, 1, 1)])
def test_a_birthday_no_child_can_have_is_refused(world, born_on):
    with pytest.raises(Refused, match="birthday_impossible"):
        received(children=(ChildGiven("Asta", born_on=born_on),))


@pytest.mark.req("S2-AAB-14")
def test_danger_is_read_first_and_what_nobody_has_read_today_is_late(world):
    calm = received()
    alarm = received(danger_answer=DangerAnswer.YES)

    first, second = queries.triage_table(world.gry).unread
    assert [first.public_id, second.public_id] == [str(alarm.public_id), str(calm.public_id)]
    assert not second.is_late

    with clock.at(clock.now() + timedelta(days=1)):
        assert all(row.is_late for row in queries.triage_table(world.gry).unread)


def test_only_a_named_person_can_read_for_danger(world):
    with pytest.raises(Refused, match="named_person_needed"):
        actions.read_for_danger(by=SYSTEM, enquiry=received(), is_danger_found=False)


def test_reading_says_who_and_when_and_happens_once(world):
    enquiry = read(world.gry)

    assert (enquiry.danger_read_by, enquiry.danger_read_at) == (world.gry, clock.now())
    with pytest.raises(Refused, match="already_read"):
        actions.read_for_danger(by=world.gry, enquiry=enquiry, is_danger_found=False)


def test_one_act_makes_a_notification_for_each_child_with_its_own_moment(world):
    enquiry = received(danger_answer=DangerAnswer.YES)
    later = clock.now() + timedelta(minutes=47)

    with clock.at(later):
        made = actions.turn_into_notification(
            by=world.gry,
            enquiry=enquiry,
            children=[ASTA, BIRK],
            reasons=[NotificationReasonKey.VIOLENCE],
            text="Der er slået.",
        )

    assert [n.children.get().name_given for n in made] == ["Asta Krog", "Birk Krog"]
    assert {n.received_at for n in made} == {later}
    assert {n.dossier.register for n in made} == {Register.AUTHORITY}
    enquiry.refresh_from_db()
    assert enquiry.danger_read_by == world.gry
    assert enquiry.state == EnquiryState.FORWARDED


def test_turning_an_enquiry_logs_the_ground_and_carries_no_more_than_is_lawful(world):
    enquiry = received(danger_answer=DangerAnswer.YES)

    (made,) = actions.turn_into_notification(
        by=world.gry,
        enquiry=enquiry,
        children=[ASTA],
        reasons=[NotificationReasonKey.NEGLECT],
        text="Asta er alene om natten.",
    )

    told = Disclosure.objects.get()
    assert told.ground == DisclosureGround.NOTIFICATION_DUTY
    assert (told.consent, told.to_unit) == (None, world.reception)
    assert AuditLine.objects.filter(action="disclosure.make").count() == 1
    page = queries.notification_page(made.public_id, world.kirsten)
    assert enquiry.own_motivation not in repr(page)
    assert enquiry.problem not in repr(page)
    assert enquiry.contact_phone not in repr(page)


def test_an_anonymous_enquiry_becomes_a_notification_from_an_anonymous_person(world):
    enquiry = received(is_anonymous=True, danger_answer=DangerAnswer.YES)

    (made,) = actions.turn_into_notification(
        by=world.gry,
        enquiry=enquiry,
        children=[ASTA],
        reasons=[NotificationReasonKey.NEGLECT],
        text="Asta er alene om natten.",
    )

    assert made.is_anonymous
    assert (made.reporter, made.reporter_name) == (None, "")


def test_an_enquiry_is_not_turned_twice_and_not_without_a_child(world):
    enquiry = received()
    values = {"by": world.gry, "enquiry": enquiry, "reasons": [NotificationReasonKey.OTHER]}

    with pytest.raises(Refused, match="no_child_named"):
        actions.turn_into_notification(children=[], text="Bekymring", **values)
    assert Enquiry.objects.get().danger_read_at is None
    actions.turn_into_notification(children=[ASTA], text="Bekymring", **values)
    with pytest.raises(Refused, match="already_handed_over"):
        actions.turn_into_notification(children=[ASTA], text="Bekymring", **values)
    assert Notification.objects.count() == 1


@pytest.mark.req("S2-AAB-13")
@pytest.mark.parametrize("who", ["kirsten", "anna", "camilla", "rune", "dorte", "pia", "ivan"])
def test_nobody_of_the_authority_or_provider_sees_an_enquiry(world, who):
    enquiry = received()

    user = world.users[who]
    assert queries.triage_table(user).unread == ()
    with pytest.raises(NotVisible):
        queries.enquiry_page(enquiry.public_id, user)


def test_the_duty_contact_reads_what_comes_in_and_other_workers_do_not(world):
    before = read(world.gry)
    actions.set_duty_contact(
        by=world.gry, unit=world.prevention, user=world.nadia, from_on=clock.today()
    )

    enquiry = received()
    forget(world.nadia)

    assert queries.get_enquiry(enquiry.public_id, world.nadia) == enquiry
    with pytest.raises(NotVisible):
        queries.get_enquiry(before.public_id, world.nadia)


@pytest.mark.req("S2-AAB-12")
def test_a_family_stops_without_a_reason_and_nothing_follows(world):
    enquiry = read(world.gry)

    actions.stop_enquiry(by=world.gry, enquiry=enquiry)

    assert enquiry.state == EnquiryState.CLOSED
    assert not Notification.objects.exists()
    assert queries.triage_table(world.gry).to_triage == ()


def test_an_enquiry_cannot_be_closed_before_it_is_read_for_danger(world):
    with pytest.raises(Refused, match="danger_not_read"):
        actions.stop_enquiry(by=world.gry, enquiry=received())
