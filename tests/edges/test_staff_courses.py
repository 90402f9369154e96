"""The course page and its forms, as staff use them."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.contacts import ContactState, ExtensionReason
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import LookupPerson
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses import actions
from hjemmebane.records.courses.models import Contact, Course, CourseMeeting, Extension
from tests.cast import ANCHOR, World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.records.cases_story import a_goal, fresh
from tests.records.courses_story import (
    a_contact,
    a_course,
    a_prevention_course,
    appointment,
    measure_for,
)

DAY = date(2026, 11, 20)


def url(name: str, *parts: object) -> str:
    return reverse(f"staff:{name}", args=parts)


def texts(response) -> str:
    return page_of(response).get_text(" ", strip=True)


def test_the_course_page_shows_plan_beside_actual_and_what_must_be_decided(world: World) -> None:
    course = a_course(world)
    a_goal(world, course.measure.case, course_id=course.pk)
    a_contact(world, course, DAY, workers=[world.dorte.pk, world.esben.pk])
    actions.begin_phase(
        by=fresh(world.dorte), course=course, phase="assessment", on=date(2026, 11, 6)
    )
    response = signed_in(world.dorte).get(url("course", course.public_id))
    shown = texts(response)
    assert response.status_code == 200
    assert page_of(response).h1.text == "Intensiv hjemmebaseret indsats"
    for words in (
        "uge 8 af 12",
        "4 dage efter plan",
        "Fase 1 blev 4 dage længere",
        "Begynder fase 3 den 30. nov. som planlagt?",
        "Opfølgningsmøde: hvornår mødes I?",
        "Vi vil have ro om aftenen",
        "1 af 1 kontakter",
        "Intet er valgt på forhånd",
        "Beskrevet, ikke effektmålt",
    ):
        assert words in shown


@pytest.mark.req("S2-AAB-19", "S2-AAB-20", "S2-AAB-22")
def test_a_course_without_a_case_shows_its_frame_and_rhythm(world: World) -> None:
    course = a_prevention_course(world)
    for day in range(6, 16):
        a_contact(world, course, date(2026, 10, day))
    shown = texts(signed_in(world.nadia).get(url("course", course.public_id)))
    assert "10 af 12 kontakter brugt. Kun 2 tilbage" in shown
    assert "0 af 2 netværksmøder holdt" in shown
    assert "typisk 1 dag imellem" in shown


@pytest.mark.parametrize("who", ["erik", "mette", "nadia", "sofie"])
def test_course_pages_do_not_exist_for_others(world: World, who) -> None:
    course = a_course(world)
    contact = a_contact(world, course, DAY)
    client = signed_in(world.users[who])
    for address in (
        url("course", course.public_id),
        url("contact_write", course.public_id),
        url("contact", contact.public_id),
        url("course_start", course.dossier.public_id),
    ):
        assert client.get(address).status_code == 404


@pytest.mark.req("S2-HER-02")
def test_a_note_is_saved_as_it_stands_with_one_goal_tapped(world: World) -> None:
    course = a_course(world)
    goal = a_goal(world, course.measure.case, agreed_on=date(2026, 10, 5))
    plan = appointment(
        world,
        ANCHOR,
        starts_at=clock.moment(ANCHOR, 7),
        workers=[world.dorte.pk, world.esben.pk],
        invited=[world.selma.pk],
    )
    contact = actions.plan_contact(by=fresh(world.dorte), course=course, appointment=plan)
    client = signed_in(world.dorte)
    address = url("contact_note", contact.public_id)
    data = form_of(client.get(address))
    data[f"goal_{goal.public_id}"] = ["forward"]
    response = client.post(address, data)
    assert response.status_code == 303
    contact.refresh_from_db()
    assert contact.state == ContactState.HELD
    assert set(contact.workers.values_list("user_id", flat=True)) == {
        world.dorte.pk,
        world.esben.pk,
    }
    assert contact.goals.get().judgement == "forward"
    assert not contact.is_formal
    assert Contact.objects.filter(state=ContactState.PLANNED).count() == 1


@pytest.mark.req("S4-SIH-06", "S4-SIH-11")
def test_the_note_proposes_the_next_visit_from_the_rhythm_and_lets_the_place_be_changed(
    world: World,
) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("contact_write", course.public_id)
    page = page_of(client.get(address))
    assert "Ja, torsdag 26. november" in page.get_text()
    data = form_of(client.get(address))
    data |= {"hour": ["08:00"], "next": ["elsewhen"], "next_where": ["school"]}
    data |= {"next_day": ["2026-12-02"], "next_hour": ["16:30"]}
    assert client.post(address, data).status_code == 303
    upcoming = Contact.objects.get(state=ContactState.PLANNED)
    assert (upcoming.setting, upcoming.starts_at) == (
        "school",
        clock.moment(date(2026, 12, 2), 16, 30),
    )


def test_formal_and_informal_are_told_apart_with_the_law_of_the_catalogue(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("contact_write", course.public_id)
    assert "tæller ikke som opfølgning efter Barnets lov § 95" in texts(client.get(address))
    data = form_of(client.get(address)) | {"hour": ["08:00"], "kind": ["formal"]}
    client.post(address, data)
    contact = Contact.objects.get(state=ContactState.HELD)
    assert contact.is_formal
    shown = texts(client.get(url("contact", contact.public_id)))
    assert "Formel opfølgning på planen" in shown


def test_the_note_of_a_course_without_a_case_has_no_formal_kind(world: World) -> None:
    course = a_prevention_course(world)
    page = page_of(signed_in(world.nadia).get(url("contact_write", course.public_id)))
    assert page.select("[name=kind]") == []


@pytest.mark.parametrize(
    "changes",
    [
        {"day": ["0001-01-01"]},
        {"day": ["9999-12-31"]},
        {"day": ["2026-11-31"]},
        {"day": ["2027-03-28"], "hour": ["02:30"]},
        {"hour": ["25:00"]},
        {"hour": ["23:59"]},
        {"minutes": ["-5"]},
        {"minutes": ["mange"]},
        {"where": ["månen"]},
        {"workers": ["6f6c2f1e-3a53-4d8e-9a0e-0d9d2e3f4a5b"]},
        {"people": ["6f6c2f1e-3a53-4d8e-9a0e-0d9d2e3f4a5b"]},
        {"text": ["z" * 9_000]},
        {"next": ["elsewhen"], "next_day": [""]},
        {"next": ["elsewhen"], "next_day": ["2027-03-28"], "next_hour": ["02:30"]},
        {"version": ["x"]},
        {"form_token": ["x"]},
    ],
)
def test_a_note_that_cannot_be_gets_a_sentence_and_writes_nothing(world: World, changes) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("contact_write", course.public_id)
    response = client.post(address, form_of(client.get(address)) | {"hour": ["08:00"]} | changes)
    assert response.status_code == 422
    assert page_of(response).select(".error, .errors")
    assert not Contact.objects.exists()


def test_the_same_note_sent_twice_is_one_contact(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("contact_write", course.public_id)
    data = form_of(client.get(address)) | {"hour": ["08:00"], "next": ["later"]}
    assert [client.post(address, data).status_code for _ in range(2)] == [303, 303]
    assert Contact.objects.count() == 1


def test_the_loser_of_two_notes_sees_both_versions(world: World) -> None:
    course = a_course(world)
    contact = a_contact(world, course, DAY, text="Den første")
    client = signed_in(world.dorte)
    address = url("contact_edit", contact.public_id)
    data = form_of(client.get(address)) | {"text": ["Min udgave"]}
    actions.edit_note(
        by=fresh(world.dorte), contact=contact, version=1, text="Den anden", agreed_next=""
    )
    response = client.post(address, data)
    assert response.status_code == 409
    assert "Min udgave" in texts(response)
    assert "Den anden" in texts(response)


def test_the_adviser_reads_that_it_was_held_and_not_the_note(world: World) -> None:
    contact = a_contact(world, a_course(world), DAY, text="Zhemmeligt")
    response = signed_in(world.anna).get(url("contact", contact.public_id))
    assert response.status_code == 200
    assert "Zhemmeligt" not in texts(response)
    assert "Du får status og afsluttende status i stedet" in texts(response)


def test_an_adviser_who_forges_a_note_writes_nothing(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.anna)
    address = url("contact_write", course.public_id)
    data = form_of(signed_in(world.dorte).get(address)) | {"hour": ["08:00"]}
    data["workers"] = [str(world.dorte.public_id)]
    assert client.get(address).status_code == 404
    assert client.post(address, data).status_code == 404
    assert not Contact.objects.exists()


def test_a_visit_is_planned_moved_and_cancelled_with_a_reason(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("contact_plan", course.public_id)
    data = form_of(client.get(address)) | {"day": ["2026-11-26"], "hour": ["15:30"]}
    assert client.post(address, data).status_code == 303
    contact = Contact.objects.get()
    move = url("contact_move", contact.public_id)
    data = form_of(client.get(move)) | {
        "day": ["2026-11-27"],
        "form_token": [data["form_token"][0]],
    }
    data["form_token"] = ["6f6c2f1e-3a53-4d8e-9a0e-0d9d2e3f4a5b"]
    assert client.post(move, data).status_code == 303
    new = Contact.objects.get(state=ContactState.PLANNED)
    cancel = url("contact_cancel", new.public_id)
    assert client.post(cancel, {"version": "1"}).status_code == 422
    response = client.post(cancel, {"version": "1", "reason": "family_ill", "text": "feber"})
    assert response.status_code == 303
    shown = texts(client.get(url("contact", new.public_id)))
    assert "Sygdom i familien · feber" in shown


def test_nobody_home_is_one_of_the_answers(world: World) -> None:
    course = a_course(world)
    plan = appointment(world, DAY)
    contact = actions.plan_contact(by=fresh(world.dorte), course=course, appointment=plan)
    cancel = url("contact_cancel", contact.public_id)
    signed_in(world.dorte).post(cancel, {"version": "1", "reason": "nobody_home"})
    contact.refresh_from_db()
    assert contact.state == ContactState.NOBODY_HOME


def test_an_old_note_is_added_to(world: World) -> None:
    contact = a_contact(world, a_course(world), DAY)
    client = signed_in(world.dorte)
    address = url("contact", contact.public_id)
    assert client.post(address, {"text": " "}).status_code == 422
    assert client.post(address, {"text": "En kusine var med"}).status_code == 303
    assert "En kusine var med" in texts(client.get(address))


@pytest.mark.req("S4-SIH-04", "S4-SIH-08", "S4-SIH-10")
def test_a_course_is_started_with_what_is_known_chosen_beforehand(world: World) -> None:
    measure = measure_for(world)
    client = signed_in(world.anna)
    address = url("course_start", measure.case.dossier.public_id)
    asked = page_of(client.get(address))
    assert asked.select("main form")[0]["method"] == "get", "several fit: a person chooses"
    data = form_of(client.get(address, {"indsatstype": "home-support"}))
    assert data["needs"] == ["Rolige aftener"]
    data |= {
        "unit": ["provider"],
        "who_therapist": [str(world.dorte.public_id), str(world.esben.public_id)],
        "source": ["adviser_set"],
        "days": ["7"],
    }
    assert client.post(address, data).status_code == 303
    course = Course.objects.get()
    assert (course.frequency_source, course.frequency_days) == ("adviser_set", 7)
    assert course.agreed_needs == "Rolige aftener"
    shown = texts(signed_in(world.dorte).get(url("course", course.public_id)))
    assert "Fastsat af rådgiver: cirka hver 7. dag" in shown


def test_a_course_that_needs_a_decision_says_so_where_there_is_none(world: World) -> None:
    dossier = world.dossiers["viggo_case"]
    response = signed_in(world.anna).get(url("course_start", dossier.public_id))
    assert "Et forløb kræver en afgørelse" in texts(response)
    assert page_of(response).select("main form") == []


@pytest.mark.req("S2-AAB-18")
def test_a_goal_is_agreed_in_the_familys_own_words(world: World) -> None:
    course = a_prevention_course(world)
    client = signed_in(world.nadia)
    address = url("course_goal", course.public_id)
    data = form_of(client.get(address)) | {
        "own_words": ["Jeg vil sove i min egen seng"],
        "words_of": [str(world.noah.public_id)],
        "area": ["everyday_life"],
    }
    assert client.post(address, data).status_code == 303
    assert Goal.objects.get().course_id == course.pk
    shown = texts(client.get(url("course", course.public_id)))
    assert "Jeg vil sove i min egen seng" in shown


@pytest.mark.req("S4-SIH-05")
def test_a_start_meeting_is_planned_and_registered_with_the_family(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    plan = url("course_meeting", course.public_id, "start_meeting")
    data = form_of(client.get(plan)) | {"day": ["2026-11-23"], "hour": ["15:00"]}
    assert client.post(plan, data).status_code == 303
    row = CourseMeeting.objects.get()
    held = url("course_meeting_held", course.public_id, row.meeting.public_id)
    data = form_of(client.get(held))
    alone = {key: value for key, value in data.items() if key != "people"}
    assert client.post(held, alone).status_code == 422
    assert client.post(held, data | {"agreements": ["Mandage kl. 7"]}).status_code == 303
    shown = texts(client.get(url("course", course.public_id)))
    assert "Startmøde, holdt" in shown
    assert "Mandage kl. 7" in shown


@pytest.mark.req("S2-AAB-21")
def test_an_extension_is_asked_for_by_the_worker_and_agreed_by_the_leader(world: World) -> None:
    course = a_prevention_course(world)
    ask = url("course_extension", course.public_id)
    data = {"new_limit": "16", "reason": "goals_nearly_met", "text": "To møder mangler"}
    worker, leader = signed_in(world.nadia), signed_in(world.gry)
    assert worker.post(ask, {**data, "new_limit": "12"}).status_code == 422
    assert worker.post(ask, data).status_code == 303
    extension = Extension.objects.get()
    decide = url("course_extension_decide", course.public_id, extension.public_id)
    assert worker.post(decide, {"answer": "yes"}).status_code == 404
    assert "Berg" in texts(leader.get(url("course_extensions")))
    assert leader.post(decide, {"answer": "yes"}).status_code == 303
    assert "0 af 16 kontakter" in texts(worker.get(url("course", course.public_id)))
    assert "Berg" not in texts(leader.get(url("course_extensions")))


@pytest.mark.req("S2-FAV-22")
def test_a_phase_is_moved_to_the_day_it_really_began(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("course_phase", course.public_id, "assessment")
    assert client.post(address, {"day": "2026-12-24"}).status_code == 422
    assert client.post(address, {"day": "2026-10-30"}).status_code == 303
    shown = texts(client.get(url("course", course.public_id)))
    assert "fase 2, afdækning" in shown


def test_works_milestones_and_frequency_have_their_pages(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    work = course.works.order_by("pk")[0]
    pages = {
        url("course_work_add", course.public_id): {
            "track": "Afklaring og afdækning",
            "title": "Besøg i skolen",
            "from_week": "5",
            "to_week": "8",
            "version": "1",
        },
        url("course_work_move", course.public_id, work.public_id): {
            "title": "Fælles billede",
            "from_week": "1",
            "to_week": "2",
            "version": "1",
        },
        url("course_milestone", course.public_id, "final_report"): {"day": "2026-11-23"},
        url("course_frequency", course.public_id): {
            "source": "agreed",
            "days": "3",
            "version": "2",
        },
    }
    course.refresh_from_db()
    pages[url("course_frequency", course.public_id)]["version"] = str(course.version)
    for address, data in pages.items():
        assert client.get(address).status_code == 200
        assert client.post(address, data).status_code == 303
    shown = texts(client.get(url("course", course.public_id)))
    assert "Besøg i skolen" in shown
    assert "Aftalt med familien: cirka hver 3. dag" in shown


@pytest.mark.req("S2-FAV-21")
def test_the_course_closes_after_the_advisers_choice_and_not_before(world: World) -> None:
    course = a_course(world)
    worker, adviser = signed_in(world.dorte), signed_in(world.anna)
    end = url("course_end", course.public_id)
    closing = {"version": "1", "day": "2026-11-24", "reason": "as_planned"}
    response = worker.post(end, closing)
    assert response.status_code == 422
    assert "rådgiveren har taget stilling" in texts(response)
    outcome = url("course_outcome", course.public_id)
    assert page_of(adviser.get(outcome)).select("main [checked]") == []
    assert adviser.post(outcome, {"version": "1", "outcome": "respite"}).status_code == 303
    assert worker.post(end, {**closing, "version": "2"}).status_code == 303
    shown = texts(worker.get(url("course", course.public_id)))
    assert "Støtteophold, 24. november 2026, Anna Lund" in shown
    assert "Skriv kontakt" not in shown


def test_a_leaders_own_wish_waits_for_a_word_too(world: World) -> None:
    course = a_prevention_course(world)
    wish = actions.ExtensionWish(ExtensionReason.PAUSE, new_limit=14)
    actions.ask_for_extension(by=fresh(world.gry), course=course, wish=wish)
    shown = texts(signed_in(world.gry).get(url("course", course.public_id)))
    assert "Skal forløbet forlænges til 14 kontakter?" in shown


def test_a_megabyte_of_text_is_turned_away_at_the_door(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("contact_write", course.public_id)
    data = form_of(client.get(address)) | {"hour": ["08:00"], "text": ["z" * 1_000_000]}
    assert 400 <= client.post(address, data).status_code < 500
    assert not Contact.objects.exists()


@pytest.mark.parametrize(
    "name",
    [
        "course",
        "contact_write",
        "contact_plan",
        "course_goal",
        "course_frequency",
        "course_extension",
        "course_end",
        "course_outcome",
        "course_work_add",
        "course_focus",
        "course_target",
    ],
)
def test_everybody_looked_up_is_shown_and_nobody_else(world: World, name) -> None:
    course = a_course(world)
    a_contact(world, course, DAY, there=[world.selma.pk])
    with lookups.collecting() as seen:
        response = signed_in(world.dorte).get(url(name, course.public_id))
    shown = response.content.decode()
    persons = {person.pk: person.given_name.split()[1] for person in world.persons.values()}
    asked = LookupPerson.objects.values_list("person_id", flat=True)
    assert {pk for pk, canary in persons.items() if canary in shown} == set(asked) | seen.persons


def test_the_course_is_looked_at_by_the_programmes_points_and_says_why_not(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, ANCHOR - timedelta(days=20))
    page = signed_in(world.dorte).get(f"/forloeb/{course.public_id}/").content.decode()
    part = page[page.index("Følger vi programmet?") :]
    assert "Mindst tre besøg om ugen" in part
    assert "punkter som beskrevet, uge 1–" in part
    assert "Afvigelser er ikke fejl." in part
