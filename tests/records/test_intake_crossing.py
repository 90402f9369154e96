"""Between the two registers: one question each way, one referral, and nothing else crosses."""

from datetime import date

import pytest

from hjemmebane.domain.access import Register
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    CrossingGround,
    DangerAssessment,
    NotificationOutcome,
    ReferralGiven,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.intake import actions, queries
from hjemmebane.records.intake.models import Enquiry
from hjemmebane.records.people.models import Consent, Disclosure, KnownAs, Person
from tests.records.intake_story import notified, read

NOAH_BORN = date(2018, 8, 8)
CALM = DangerAssessment(
    is_in_danger=False, text="Zvurdering", outcome=NotificationOutcome.NO_FURTHER
)


def seen_by_authority(world, notification):
    """Return everything the reception unit reads of a notification."""
    return repr(queries.notification_page(notification.public_id, world.kirsten))


@pytest.fixture
def asked(world):
    """Return a notified child asked about, whose name and birthday are Noah's."""
    notification = notified(children=(ChildGiven("Noah Berg", born_on=NOAH_BORN),))
    child = notification.children.get()
    actions.identify_child(
        by=world.kirsten,
        notified_child=child,
        given_name="Noah",
        family_name="Berg",
        born_on=NOAH_BORN,
    )
    return actions.ask_if_known(by=world.kirsten, notified_child=child)


# --- Known to prevention?


def test_the_duty_contact_picks_the_child_in_their_own_register_and_that_alone_links(world, asked):
    found = queries.known_candidates(asked, world.gry)
    assert [card.public_id for card in found] == [str(world.noah.public_id)]

    picked = queries.get_known_candidate(asked, found[0].public_id)
    actions.answer_if_known(by=world.gry, notified_child=asked, is_known=True, known_person=picked)

    link = KnownAs.objects.get()
    assert (link.authority, link.prevention) == (asked.person, world.noah)
    assert link.ground == DisclosureGround.DANGER_ASSESSMENT


def test_the_authority_learns_known_and_nothing_of_who_or_where(world, asked):
    before = seen_by_authority(world, asked.notification)
    actions.answer_if_known(
        by=world.gry, notified_child=asked, is_known=True, known_person=world.noah
    )

    after = seen_by_authority(world, asked.notification)
    assert "known_answer='yes'" in after
    for canary in ("Zida", "Znoah", "Zkarl", "Zskjultvej", str(world.noah.public_id)):
        assert canary not in before + after


def test_only_who_shares_birthday_and_name_can_be_picked(world, asked):
    for stranger in (world.ida_berg, world.selma):
        with pytest.raises(NotVisible):
            queries.get_known_candidate(asked, str(stranger.public_id))


# --- Known to the authority?


@pytest.fixture
def enquired(world):
    """Return a child of an enquiry that waits on the week's table."""
    enquiry = read(world.gry, text="Zhemmeligt", contact_name="Rikke Zrikke")
    return enquiry.children.first()


@pytest.mark.parametrize(
    ("ground", "kept"),
    [
        (CrossingGround.CONSENT, DisclosureGround.CONSENT),
        (CrossingGround.DANGER, DisclosureGround.DANGER_ASSESSMENT),
    ],
)
def test_the_mirror_question_is_put_on_a_ground_logged_and_told(world, enquired, ground, kept):
    actions.ask_authority(by=world.gry, child=enquired, ground=ground)

    made = Disclosure.objects.get()
    assert (made.ground, made.to_unit, made.is_told_to_family) == (kept, world.reception, True)
    with pytest.raises(Refused, match="question_already_asked"):
        actions.ask_authority(by=world.gry, child=enquired, ground=ground)


def test_the_reception_unit_sees_name_and_birthday_and_nothing_of_the_enquiry(world, enquired):
    actions.ask_authority(by=world.gry, child=enquired, ground=CrossingGround.DANGER)

    (row,) = queries.mirror_questions(world.kirsten)
    assert (row.name, row.born_on) == ("Asta Krog", enquired.born_on)
    for canary in ("Zhemmeligt", "Zrikke", "00 00 11 22", str(enquired.enquiry.public_id)):
        assert canary not in repr(row)
    for who in ("anna", "camilla", "rune", "dorte", "nadia"):
        assert queries.mirror_questions(world.users[who]) == ()


def test_prevention_learns_yes_or_no_and_nothing_more(world, enquired):
    actions.ask_authority(by=world.gry, child=enquired, ground=CrossingGround.DANGER)
    with pytest.raises(Refused, match="not_allowed"):
        actions.answer_for_authority(by=world.anna, child=enquired, is_known=True)

    actions.answer_for_authority(by=world.kirsten, child=enquired, is_known=True)

    page = queries.enquiry_page(enquired.enquiry.public_id, world.gry)
    assert page.known[0].answer == "yes"
    assert "Kirsten" not in repr(page)
    assert queries.mirror_questions(world.kirsten) == ()
    assert not KnownAs.objects.exists()


def test_nobody_is_asked_about_who_is_anonymous_or_by_a_worker_alone(world, enquired):
    anonymous = read(world.gry, is_anonymous=True).children.first()
    with pytest.raises(Refused, match="nobody_to_ask_about"):
        actions.ask_authority(by=world.gry, child=anonymous, ground=CrossingGround.DANGER)
    with pytest.raises(Refused, match="not_allowed"):
        actions.ask_authority(by=world.nadia, child=enquired, ground=CrossingGround.DANGER)
    with pytest.raises(Refused, match="no_ground"):
        actions.ask_authority(by=world.gry, child=enquired, ground=CrossingGround.LAW)


# --- Referred to prevention


def referral(**more):
    values = {
        "problem": "Morgener før skole",
        "text": "Familien vil gerne have hjælp til morgenerne.",
        "ground": CrossingGround.CONSENT,
        "contact_name": "Frida Holm",
        "contact_phone": "00 00 22 33",
    }
    return ReferralGiven(**{**values, **more})


@pytest.fixture
def assessed(world):
    """Return Selma notified and assessed as not in danger."""
    child = notified(text="Zunderretning", reporter_name="Poul Zpoul").children.get()
    actions.identify_child(by=world.kirsten, notified_child=child, person=world.selma)
    return actions.assess_danger(by=world.kirsten, notified_child=child, assessment=CALM)


@pytest.mark.req("S2-AAB-11")
def test_a_notified_family_is_referred_where_the_problem_is_delimited(world, assessed):
    actions.refer_to_prevention(
        by=world.kirsten, notified_child=assessed, given=referral(), giver=world.frida_holm
    )

    enquiry = Enquiry.objects.get()
    assert enquiry.dossier.register == Register.PREVENTION
    assert (enquiry.concern_source, enquiry.problem) == (
        ConcernSource.RECEPTION,
        "Morgener før skole",
    )
    consent = Consent.objects.get()
    assert (consent.given_by, consent.to_unit) == (world.frida_holm, world.prevention)
    assert assessed.referral.consent == consent
    with pytest.raises(Refused, match="already_referred"):
        actions.refer_to_prevention(by=world.kirsten, notified_child=assessed, given=referral())


@pytest.mark.req("S2-AAB-11", "S2-AAB-13")
def test_nothing_of_the_notification_or_its_assessment_crosses(world, assessed):
    actions.refer_to_prevention(by=world.kirsten, notified_child=assessed, given=referral())

    seen = repr(queries.enquiry_page(Enquiry.objects.get().public_id, world.gry))
    assert "Familien vil gerne have hjælp til morgenerne." in seen
    for canary in ("Zunderretning", "Zvurdering", "Zpoul", "Zmorvej", "Zjonas"):
        assert canary not in seen
    assert not Person.objects.filter(register=Register.PREVENTION, given_name="Selma").exists()
    with pytest.raises(NotVisible):
        queries.get_enquiry(Enquiry.objects.get().public_id, world.kirsten)


@pytest.mark.req("S2-AAB-11")
@pytest.mark.parametrize(
    ("more", "key"),
    [
        ({"problem": " "}, "problem_missing"),
        ({"ground": CrossingGround.LAW, "reason": ""}, "no_ground"),
        ({"ground": CrossingGround.DANGER}, "no_ground"),
        ({"contact_name": ""}, "no_ground"),
    ],
)
def test_without_a_delimited_problem_and_a_ground_nothing_leaves(world, assessed, more, key):
    with pytest.raises(Refused, match=key):
        actions.refer_to_prevention(
            by=world.kirsten, notified_child=assessed, given=referral(**more)
        )
    assert not Enquiry.objects.exists()
    assert not Disclosure.objects.exists()


def test_a_child_in_danger_or_not_assessed_is_not_referred(world):
    child = notified().children.get()
    with pytest.raises(Refused, match="assess_first"):
        actions.refer_to_prevention(by=world.kirsten, notified_child=child, given=referral())
    danger = DangerAssessment(
        is_in_danger=True,
        text="Fare",
        outcome=NotificationOutcome.OPEN_CASE,
        acute_action="Besøg i dag",
    )
    actions.assess_danger(by=world.kirsten, notified_child=child, assessment=danger)
    with pytest.raises(Refused, match="child_in_danger"):
        actions.refer_to_prevention(by=world.kirsten, notified_child=child, given=referral())


@pytest.mark.req("S2-AAB-11")
def test_a_family_that_asks_itself_is_passed_on_and_the_authority_keeps_nobody(world):
    persons = Person.objects.count()

    actions.refer_self_referral(by=world.kirsten, child=ChildGiven("Asta Krog"), given=referral())

    (row,) = queries.triage_table(world.gry).unread
    assert row.concern_source == ConcernSource.RECEPTION
    assert (Person.objects.count(), Disclosure.objects.count()) == (persons, 0)
