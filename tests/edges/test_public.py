"""The public door: danger first, plain words, no traces, and every odd form answered clearly."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane.records.intake.models import Enquiry, Notification
from tests.edges.intake_forms_story import enquiry_post, notification_post

ENQUIRY = "/henvend/"
NOTIFICATION = "/henvend/underretning/"


@pytest.fixture
def anyone(world):
    return Client()


@pytest.mark.parametrize("address", [ENQUIRY, NOTIFICATION])
def test_danger_is_asked_first_with_112_and_the_municipalitys_own_number(anyone, address):
    page = anyone.get(address).content.decode()

    assert page.index("Er et barn i fare nu? Ring") < page.index("<h1")
    assert "tel:112" in page
    assert "tel:00001234" in page
    visible = re.findall(r'name="(\w+)"', re.sub(r'<input type="hidden"[^>]*>', "", page))
    fields = [name for name in visible if name in ("danger", "concern_source", "text")]
    assert fields[0] == "danger"


def test_the_form_says_plainly_what_is_written_down(anyone):
    page = anyone.get(ENQUIRY).content.decode()

    assert "ingen sag, men vi skriver ned og har underretningspligt" in page


@pytest.mark.req("S2-AAB-08")
def test_a_parent_turns_to_prevention_and_is_thanked(anyone):
    answer = anyone.post(ENQUIRY, enquiry_post())

    assert (answer.status_code, answer.url) == (303, reverse("family:enquiry_thanks"))
    kept = Enquiry.objects.get()
    assert (kept.contact_name, kept.children.get().age) == ("Rikke Krog", 9)
    assert anyone.get(answer.url).status_code == 200


@pytest.mark.req("S2-AAB-09")
@pytest.mark.parametrize("address", [ENQUIRY, NOTIFICATION])
def test_no_cookie_is_set_when_reading_or_sending_without_a_name(anyone, address):
    given = enquiry_post() if address == ENQUIRY else notification_post()

    shown = anyone.get(address)
    sent = anyone.post(address, {**given, "is_anonymous": "on"})

    assert sent.status_code in (200, 303)
    assert not shown.cookies
    assert not sent.cookies
    assert shown["Cache-Control"] == sent["Cache-Control"] == "no-store, private"


@pytest.mark.req("S2-AAB-09")
def test_no_address_or_device_trait_is_kept_of_an_anonymous_asker(anyone):
    traits = {"REMOTE_ADDR": "10.9.8.7", "HTTP_USER_AGENT": "Ztelefon"}

    anyone.post(ENQUIRY, enquiry_post(is_anonymous="on"), **traits)

    kept = Enquiry.objects.values().get()
    assert "10.9.8.7" not in str(kept)
    assert "Ztelefon" not in str(kept)
    assert "Rikke" not in str(kept)


@pytest.mark.req("S2-AAB-09")
def test_the_answer_to_anonymous_advice_opens_with_its_code_only(anyone):
    page = anyone.post(ENQUIRY, enquiry_post(is_anonymous="on")).content.decode()
    code = re.search(r"[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}", page)[0]

    waiting = anyone.post("/henvend/svar/", {"code": code})
    wrong = anyone.post("/henvend/svar/", {"code": "aaaa-bbbb-cccc"})

    assert "Vi har ikke svaret endnu" in waiting.content.decode()
    assert wrong.status_code == 422


@pytest.mark.parametrize("answer", ["yes", "unsure"])
@pytest.mark.parametrize("address", [ENQUIRY, NOTIFICATION])
def test_a_yes_to_danger_shows_what_to_do_at_once(anyone, address, answer):
    post = enquiry_post if address == ENQUIRY else notification_post

    sent = anyone.post(address, post(danger=answer), follow=True)

    page = sent.content.decode()
    assert "Gør dette nu" in page
    assert "Den sociale døgnvagt i Lindeborg" in page


def test_an_anonymous_yes_to_danger_shows_it_too(anyone):
    page = anyone.post(ENQUIRY, enquiry_post(danger="yes", is_anonymous="on")).content.decode()

    assert "Gør dette nu" in page


@pytest.mark.req("S2-AAB-10")
def test_a_teacher_without_the_family_is_told_to_notify_instead(anyone):
    sent = anyone.post(ENQUIRY, enquiry_post(concern_source="school"))

    assert sent.status_code == 422
    assert not Enquiry.objects.exists()


def test_the_same_form_sent_twice_is_kept_once_and_the_page_says_so(anyone):
    given = enquiry_post()
    anyone.post(ENQUIRY, given)

    again = anyone.post(ENQUIRY, given)

    assert again.status_code == 422
    assert "Den er kun gemt én gang" in again.content.decode()
    assert Enquiry.objects.count() == 1


def test_a_forged_mark_is_refused_and_a_new_one_given(anyone):
    sent = anyone.post(ENQUIRY, enquiry_post(mark="forged"))

    mark = re.search(r'name="mark" value="([^"]+)"', sent.content.decode())[1]
    assert sent.status_code == 422
    assert anyone.post(ENQUIRY, enquiry_post(mark=mark)).status_code == 303
    assert Enquiry.objects.count() == 1


@pytest.mark.parametrize(
    "odd",
    [
        {"danger": ""},
        {"danger": "perhaps"},
        {"text": ""},
        {"text": "x" * 1_000_000},
        {"text": "a\0b"},
        {"child1_born_on": "31-31-31"},
        {"child1_born_on": "9999-12-31"},
        {"child1_born_on": "0001-01-01"},
        {"child1_age": "-1"},
        {"child1_age": "ni"},
        {"child1_age": "9" * 400},
        {"contact_name": "", "contact_phone": ""},
        {"contact_email": "ikke en adresse"},
        {"concern_source": "minister"},
    ],
)
@pytest.mark.filterwarnings("ignore::UserWarning")
def test_an_odd_enquiry_is_answered_clearly_and_nothing_is_written(anyone, odd):
    sent = anyone.post(ENQUIRY, enquiry_post(**odd))

    assert 400 <= sent.status_code < 500
    assert "<h1" in sent.content.decode()
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize(
    "odd",
    [
        {"reasons": []},
        {"reasons": ["boredom"]},
        {"child1_name": "", "child1_age": ""},
        {"reporter_name": ""},
        {"text": "x" * 1_000_000},
        {"child1_born_on": "9999-12-31"},
    ],
)
def test_an_odd_notification_is_answered_clearly_and_nothing_is_written(anyone, odd):
    sent = anyone.post(NOTIFICATION, notification_post(**odd))

    assert 400 <= sent.status_code < 500
    assert not Notification.objects.exists()


@pytest.mark.req("S4-SIH-02")
def test_a_neighbour_notifies_and_the_source_is_kept(anyone):
    sent = anyone.post(NOTIFICATION, notification_post(concern_source="network"))

    assert sent.url == reverse("family:notification_thanks")
    assert Notification.objects.get().concern_source == "network"


def test_the_english_reader_meets_the_same_doors(anyone):
    for name in ("enquiry", "notification", "advice_answer", "danger", "enquiry_thanks"):
        assert anyone.get(reverse(f"family:{name}")).status_code == 200
