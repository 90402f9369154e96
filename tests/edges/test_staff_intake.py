"""Underretninger and Henvendelser as the two units use them."""

from datetime import timedelta

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.intake import EnquiryState
from hjemmebane.records.access.models import LookupPerson, User
from hjemmebane.records.intake import actions
from hjemmebane.records.intake.models import Enquiry, Notification, NotifiedChild
from tests.cast import signed_in
from tests.edges.intake_forms_story import enquiry_post, notification_post
from tests.records.intake_story import accepted, members, notified, read, received

LIST = "/henvendelser/"
NOTICES = "/underretninger/"


@pytest.fixture
def gry(world):
    return signed_in(world.gry)


@pytest.fixture
def kirsten(world):
    return signed_in(world.kirsten)


def address(name, thing):
    return reverse(f"staff:{name}", args=[thing.public_id])


def test_the_two_screens_belong_to_two_units(world, gry, kirsten):
    assert gry.get(LIST).status_code == kirsten.get(NOTICES).status_code == 200
    assert gry.get(NOTICES).status_code == kirsten.get(LIST).status_code == 404


def test_an_enquiry_with_danger_stands_first_and_is_marked(gry):
    received(text="Rolig")
    received(danger_answer="yes", contact_name="Alarm")

    page = gry.get(LIST).content.decode()

    assert page.count("Læs nu") == 1
    assert page.index("Læs nu") < page.index("Fare nu? Nej")


def test_reading_without_danger_puts_it_on_the_weeks_table(gry):
    enquiry = received()

    sent = gry.post(address("enquiry_read", enquiry), {"is_danger_found": "no", "note": "Roligt"})

    assert sent.status_code == 303
    enquiry.refresh_from_db()
    assert enquiry.state == EnquiryState.READ


def test_reading_with_danger_leads_to_a_notification_for_each_child(gry, kirsten):
    enquiry = received(danger_answer="yes")
    found = gry.post(address("enquiry_read", enquiry), {"is_danger_found": "yes"})
    form = gry.get(found.url).content.decode()
    assert "Asta Krog" in form

    sent = gry.post(
        found.url,
        {
            "child1_name": "Asta Krog",
            "child2_name": "Birk Krog",
            "reasons": ["violence"],
            "text": "Der er slået.",
        },
    )

    assert sent.status_code == 303
    assert Notification.objects.count() == 2
    page = kirsten.get(NOTICES).content.decode()
    assert "Asta Krog" in page
    assert "24 t tilbage" in page


def test_the_clock_runs_and_goes_over(kirsten, world):
    notification = notified(minutes_ago=60)

    assert "23 t tilbage" in kirsten.get(address("notification", notification)).content.decode()
    with clock.at(clock.now() + timedelta(hours=24)):
        page = signed_in(world.kirsten).get(address("notification", notification)).content.decode()
    assert "1 t over" in page


@pytest.mark.req("S2-AAB-15")
def test_the_table_takes_a_family_in_with_a_reason(gry):
    enquiry = read(_user(gry))

    sent = gry.post(
        address("enquiry_triage", enquiry),
        {"is_motivated": "yes", "is_delimited": "yes", "outcome": "accept", "reason": "fits"},
    )

    assert sent.status_code == 303
    assert Enquiry.objects.get().triage_outcome == "accept"


@pytest.mark.req("S2-AAB-15")
def test_forwarding_without_a_ground_is_answered_at_its_field(gry):
    enquiry = read(_user(gry))

    sent = gry.post(
        address("enquiry_triage", enquiry),
        {
            "is_motivated": "no",
            "is_delimited": "no",
            "outcome": "forward",
            "reason": "concern_too_great",
            "forward_text": "Alene om natten.",
        },
    )

    assert sent.status_code == 422
    assert 'id="id_forward_ground_error"' in sent.content.decode()
    assert not Notification.objects.exists()


@pytest.mark.req("S2-AAB-16", "S2-AAB-05")
def test_the_board_says_who_and_why_and_the_choice_is_a_persons(gry, world):
    enquiry = accepted(_user(gry))

    page = gry.get("/henvendelser/fordeling/").content.decode()
    assert "Forslag: Nadia Aziz" in page
    assert "Nadia Aziz har 0 af 12 familier" in page
    assert "normalt mindst 6" in page

    sent = gry.post(address("enquiry_allocate", enquiry), {"worker": str(world.nadia.pk)})
    assert sent.status_code == 303
    kept = Enquiry.objects.get()
    assert kept.allocated_to == world.nadia
    assert kept.allocation_reason.startswith("Nadia Aziz har 0 af 12")


@pytest.mark.req("S2-AAB-17")
def test_the_board_shows_the_time_to_first_contact(gry, world):
    enquiry = accepted(world.gry)
    actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)
    with clock.at(clock.now() + timedelta(hours=2)):
        assert "Uret har løbet 2 t" in gry.get("/henvendelser/fordeling/").content.decode()
        now = clock.now()
        gry.post(
            address("enquiry_contact", enquiry),
            {"on": now.date().isoformat(), "at": now.strftime("%H:%M")},
        )
        page = gry.get("/henvendelser/fordeling/").content.decode()

    assert "Første kontakt efter 2 t" in page


@pytest.mark.req("S2-AAB-13")
def test_the_family_is_written_into_the_prevention_register_and_goes_on_to_a_course(gry, world):
    enquiry = accepted(world.gry)
    actions.allocate(by=world.gry, enquiry=enquiry, worker=world.nadia)
    actions.register_first_contact(by=world.gry, enquiry=enquiry, at=clock.now())

    sent = gry.post(
        address("enquiry_family", enquiry),
        {
            "name": "Krog",
            "given1": "Asta",
            "family1": "Krog",
            "born1": "2016-03-03",
            "role1": "child",
            "given2": "Rikke",
            "family2": "Krog",
            "role2": "custody_parent",
        },
    )

    assert sent.status_code == 303
    enquiry.refresh_from_db()
    page = gry.get(address("enquiry", enquiry)).content.decode()
    assert reverse("staff:course_start", args=[enquiry.course_dossier.public_id]) in page


def test_reading_an_enquiry_of_a_registered_family_is_a_look_up(gry, world):
    enquiry = accepted(world.gry)
    actions.register_family(
        by=world.gry,
        enquiry=enquiry,
        name="Krog",
        members=members(),
    )
    gry.get(address("enquiry", enquiry))

    looked = set(LookupPerson.objects.values_list("person_id", flat=True))
    assert set(enquiry.family.members.values_list("person_id", flat=True)) <= looked


@pytest.mark.req("S2-AAB-09")
def test_anonymous_advice_is_answered_from_the_list(gry):
    enquiry = read(_user(gry), is_anonymous=True)

    sent = gry.post(address("advice_reply", enquiry), {"answer": "Ring til os."})

    assert sent.status_code == 303
    page = gry.get(LIST).content.decode()
    assert "1 har spurgt anonymt, 1 har fået svar" in page


def test_reception_types_in_a_letter_that_came_this_morning(kirsten):
    sent = kirsten.post(
        "/underretninger/ny/",
        notification_post(on="2026-11-24", at="07:52"),
    )

    assert sent.status_code == 303
    received_at = Notification.objects.get().received_at.astimezone(clock.ZONE)
    assert (received_at.hour, received_at.minute) == (7, 52)


@pytest.mark.parametrize(
    "odd",
    [
        {"on": "2026-11-24", "at": "23:59"},
        {"on": "9999-12-31", "at": "10:00"},
        {"on": "0001-01-01", "at": "00:00"},
        {"on": "i går", "at": "10:00"},
        {"on": "2026-11-24", "at": "25:00"},
    ],
)
def test_a_received_moment_that_cannot_be_is_refused(kirsten, odd):
    sent = kirsten.post("/underretninger/ny/", notification_post(**odd))

    assert sent.status_code == 422
    assert not Notification.objects.exists()


def test_reception_assesses_and_receipts(kirsten):
    notification = notified()
    child = notification.children.get()

    kirsten.post(
        address("notified_child_assess", child),
        {"is_in_danger": "no", "text": "Skolen er med.", "outcome": "no_further"},
    )
    kirsten.post(address("notification_receipt", notification))

    page = kirsten.get(address("notification", notification)).content.decode()
    assert "Vurderet" in page
    assert "Sendt" in page


def test_an_assessed_child_goes_on_to_a_case(kirsten):
    child = notified().children.get()

    kirsten.post(
        address("notified_child_assess", child),
        {"is_in_danger": "no", "text": "Skolen er med.", "outcome": "open_case"},
    )

    page = kirsten.get(address("notification", child.notification)).content.decode()
    assert f"{reverse('staff:case_open')}?barn={child.public_id}" in page


def test_danger_without_an_act_is_answered_at_its_field(kirsten):
    child = notified().children.get()

    sent = kirsten.post(
        address("notified_child_assess", child),
        {"is_in_danger": "yes", "text": "Slag.", "outcome": "open_case"},
    )

    assert sent.status_code == 422
    assert "hvad der er gjort med det samme" in sent.content.decode()
    assert NotifiedChild.objects.get().assessed_at is None


def test_the_one_question_goes_from_one_screen_to_the_other_and_back(kirsten, gry):
    child = notified().children.get()
    kirsten.post(
        address("notified_child_identify", child),
        {"given_name": "Asta", "family_name": "Krog", "born_on": "2016-03-03"},
    )
    kirsten.post(address("notified_child_known", child), {"not_told": ""})

    asked = gry.get(LIST).content.decode()
    assert reverse("staff:known_answer", args=[child.public_id]) in asked
    gry.post(reverse("staff:known_answer", args=[child.public_id]), {"is_known": "no"})

    page = kirsten.get(address("notification", child.notification)).content.decode()
    assert "Kendt i Tidlig Forebyggelse? Nej" in page


@pytest.mark.req("S2-AAB-12")
def test_a_family_that_says_stop_is_closed_with_one_button(gry):
    enquiry = read(_user(gry))

    assert gry.post(address("enquiry_stop", enquiry)).status_code == 303
    assert gry.post(address("enquiry_stop", enquiry)).status_code == 422


@pytest.mark.req("S2-SIL-18")
def test_the_lists_say_how_long_it_takes_and_few_are_not_counted_out(gry, kirsten):
    for screen in (gry.get(LIST), kirsten.get(NOTICES)):
        assert "Færre end 5 er nået til handling" in screen.content.decode()


def test_lists_cost_the_same_number_of_queries_however_long(
    gry, kirsten, django_assert_max_num_queries
):
    received()
    notified()
    gry.get(LIST), kirsten.get(NOTICES)  # the first page of a session also writes its start
    costs = []
    for _ in range(2):
        with django_assert_max_num_queries(60) as first:
            gry.get(LIST)
        with django_assert_max_num_queries(60) as second:
            kirsten.get(NOTICES)
        costs.append((len(first), len(second)))
        for _ in range(5):
            received()
            notified()

    assert costs[0] == costs[1]


def test_a_typed_enquiry_of_a_school_without_the_family_is_refused(gry):
    sent = gry.post("/henvendelser/ny/", enquiry_post(concern_source="school"))

    assert sent.status_code == 422
    assert not Enquiry.objects.exists()


def test_a_workers_day_contact_is_chosen_from_the_unit(gry, world):
    chosen = gry.post("/henvendelser/vagt/", {"worker": str(world.nadia.pk)})
    stranger = gry.post("/henvendelser/vagt/", {"worker": str(world.anna.pk)})

    assert (chosen.status_code, stranger.status_code) == (303, 404)
    assert "Nadia Aziz" in gry.get(LIST).content.decode()


def _user(client):
    """Return who is signed in."""
    return User.objects.get(pk=client.session["_auth_user_id"])


@pytest.mark.req("S2-AAB-17")
def test_min_dag_shows_the_clocks_with_their_reason_and_the_act_that_stops_them(world):
    unread = received()
    given = actions.allocate(by=world.gry, enquiry=accepted(world.gry), worker=world.nadia)

    leader = signed_in(world.gry).get(reverse("staff:myday")).content.decode()
    worker = signed_in(world.nadia).get(reverse("staff:myday")).content.decode()

    assert reverse("staff:enquiry_read", args=[unread.public_id]) in leader
    assert reverse("staff:enquiry_contact", args=[given.public_id]) in worker
    assert reverse("staff:enquiry_read", args=[unread.public_id]) not in worker
    assert "Hvorfor?" in leader
    assert "Egen regel: kontakt samme dag" in worker
