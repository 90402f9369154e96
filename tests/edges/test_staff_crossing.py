"""The pages between the two units: a question each way, and the reception unit's referral."""

from datetime import date

import pytest
from django.urls import reverse

from hjemmebane.domain.intake import ChildGiven, DangerAssessment, NotificationOutcome
from hjemmebane.records.access.models import LookupPerson
from hjemmebane.records.intake import actions
from hjemmebane.records.intake.models import Enquiry
from hjemmebane.records.people.models import KnownAs
from tests.cast import signed_in
from tests.records.intake_story import notified, read

NOAH = ChildGiven("Noah Berg", born_on=date(2018, 8, 8))
CALM = DangerAssessment(
    is_in_danger=False, text="Zvurdering", outcome=NotificationOutcome.NO_FURTHER
)
NOTICES, ENQUIRIES = "/underretninger/", "/henvendelser/"


@pytest.fixture
def gry(world):
    return signed_in(world.gry)


@pytest.fixture
def kirsten(world):
    return signed_in(world.kirsten)


def url(name, thing):
    return reverse(f"staff:{name}", args=[thing.public_id])


def test_the_duty_contact_says_who_the_child_is_and_the_asker_hears_yes(world, gry, kirsten):
    child = notified(children=(NOAH,)).children.get()
    actions.identify_child(
        by=world.kirsten,
        notified_child=child,
        given_name="Noah",
        family_name="Berg",
        born_on=NOAH.born_on,
    )
    actions.ask_if_known(by=world.kirsten, notified_child=child)
    page = url("known_answer", child)

    assert "Noah Znoah Berg" in gry.get(page).content.decode()
    assert LookupPerson.objects.filter(person_id=world.noah.pk).exists()
    assert gry.post(page, {"is_known": "yes", "who": ""}).status_code == 422
    assert gry.post(page, {"is_known": "yes", "who": world.selma.public_id}).status_code == 422
    assert gry.post(page, {"is_known": "yes", "who": world.noah.public_id}).status_code == 303

    assert KnownAs.objects.get().prevention == world.noah
    heard = kirsten.get(url("notification", child.notification)).content.decode()
    assert "Kendt i Tidlig Forebyggelse? Ja" in heard
    assert "Znoah" not in heard


def test_prevention_asks_and_the_reception_unit_answers_yes_or_no(world, gry, kirsten):
    child = read(world.gry, text="Zhemmeligt").children.first()
    ask = url("mirror_ask", child)

    assert ask in gry.get(url("enquiry", child.enquiry)).content.decode()
    assert gry.post(ask, {"ground": ""}).status_code == 422
    assert gry.post(ask, {"ground": "danger"}).status_code == 303

    answer = url("mirror_answer", child)
    assert answer in kirsten.get(NOTICES).content.decode()
    page = kirsten.get(answer).content.decode()
    assert "Asta Krog" in page
    assert "Zhemmeligt" not in page
    assert kirsten.post(answer, {"is_known": "no"}).status_code == 303
    assert kirsten.get(answer).status_code == 404
    assert "ikke kendt" in gry.get(url("enquiry", child.enquiry)).content.decode()


@pytest.mark.parametrize("who", ["nadia", "anna", "rune", "dorte", "erik"])
def test_nobody_else_asks_or_answers(world, who):
    child = read(world.gry).children.first()
    browser = signed_in(world.users[who])
    assert browser.get(url("mirror_ask", child)).status_code == 404
    assert browser.get(url("mirror_answer", child)).status_code == 404
    assert browser.get(reverse("staff:self_referral")).status_code == 404


def referral(**more):
    return {
        "problem": "Morgener",
        "text": "Familien vil gerne have hjælp.",
        "own_motivation": "",
        "ground": "consent",
        "giver": "",
        "reason": "",
        "contact_name": "Frida Holm",
        "contact_phone": "00 00 22 33",
        **more,
    }


@pytest.mark.req("S2-AAB-11")
def test_the_reception_unit_refers_what_it_has_assessed(world, gry, kirsten):
    child = notified(text="Zunderretning").children.get()
    actions.identify_child(by=world.kirsten, notified_child=child, person=world.selma)
    page = url("notified_child_refer", child)
    notice = url("notification", child.notification)
    assert page not in kirsten.get(notice).content.decode()
    actions.assess_danger(by=world.kirsten, notified_child=child, assessment=CALM)
    assert page in kirsten.get(notice).content.decode()

    assert kirsten.post(page, referral(problem="")).status_code == 422
    assert kirsten.post(page, referral(ground="law")).status_code == 422
    giver = str(world.frida_holm.public_id)
    assert kirsten.post(page, referral(giver=giver)).status_code == 303

    shown = gry.get(url("enquiry", Enquiry.objects.get())).content.decode()
    assert "Familien vil gerne have hjælp." in shown
    assert "Zunderretning" not in shown
    assert "Henvist til Tidlig Forebyggelse" in kirsten.get(notice).content.decode()


@pytest.mark.req("S2-AAB-11")
def test_a_self_referral_goes_where_the_family_wants_it(gry, kirsten):
    page = reverse("staff:self_referral")
    given = {**referral(), "child_name": "Asta Krog", "child_born_on": ""}

    assert kirsten.post(page, given).status_code == 422
    assert kirsten.post(page, {**given, "has_family_agreed": "on"}).status_code == 303
    assert "Asta Krog" in gry.get(ENQUIRIES).content.decode()
