"""The pages of a course's meetings: agenda of what is due, who was missing, the series."""

import pytest

from hjemmebane.domain.course_team import TeamReason
from hjemmebane.records.courses.actions import Seat
from hjemmebane.records.courses.models import Course, CourseMeeting
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.edges.test_staff_courses import url
from tests.records.courses_story import a_course, a_prevention_course

TODAY = {"day": ["2026-11-24"], "hour": ["06:00"]}


def planned(world: World, course: Course, who: str, key: str, **changes: list[str]) -> str:
    """Plan a meeting as its page proposes it; return where it is noted as held."""
    client = signed_in(world.users[who])
    address = url("course_meeting", course.public_id, key)
    data = form_of(client.get(address)) | TODAY | changes
    assert client.post(address, data).status_code == 303
    made = CourseMeeting.objects.latest("pk").meeting
    return url("course_meeting_held", course.public_id, made.public_id)


@pytest.mark.req("S2-AAB-25")
def test_a_network_meeting_is_proposed_at_home_at_school_or_in_day_care(world: World) -> None:
    course = a_prevention_course(world)
    client = signed_in(world.nadia)
    page = page_of(client.get(url("course_meeting", course.public_id, "network_meeting")))
    places = [one["value"] for one in page.select("[name=where]")]
    assert [key.split(":")[0] for key in places][-4:] == ["home", "school", "day_care", "other"]
    planned(world, course, "nadia", "network_meeting", where=["school"])
    assert CourseMeeting.objects.get().meeting.place == "På skolen"


def test_the_agenda_is_proposed_from_what_is_due(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("course_meeting", course.public_id, "network_meeting")
    data = form_of(client.get(address))
    assert "Startmøde" in data["points"]
    planned(world, course, "dorte", "network_meeting", points=["Startmøde"], purpose=["Skolen"])
    assert CourseMeeting.objects.get().meeting.purpose == "Skolen · Startmøde"


def test_who_belongs_to_a_meeting_and_was_missing_is_asked_about_once(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    held = planned(world, course, "dorte", "start_meeting")
    page = client.get(held)
    assert "Til mødet hører forældre, rådgiver og behandler." in page.content.decode()
    data = form_of(page) | {"team": [str(world.dorte.public_id)]}
    answer = client.post(held, data)
    assert answer.status_code == 422
    assert page_of(answer).select("#id_missing_reason_error")
    assert client.post(held, data | {"missing_reason": ["sent_word"]}).status_code == 303
    shown = client.get(url("course", course.public_id)).content.decode()
    assert "Ikke med: rådgiver (meldte afbud)" in shown


@pytest.mark.req("S2-AAB-23")
def test_network_meetings_stand_as_a_series_with_what_comes_next(world: World) -> None:
    course = a_prevention_course(world)
    client = signed_in(world.nadia)
    held = planned(world, course, "nadia", "network_meeting", others=["Lærer"])
    data = form_of(client.get(held)) | {
        "agreements": ["Skolen ringer"],
        "child_voice": ["Noah vil have Emil med"],
        "next_day": ["2026-12-15"],
    }
    assert data["others"] == ["Lærer"]
    assert client.post(held, data).status_code == 422, "a day and no hour"
    assert client.post(held, data | {"next_hour": ["14:00"]}).status_code == 303
    series = page_of(client.get(url("course", course.public_id))).select_one("#netvaerksmoeder")
    assert series is not None
    first, second = (item.text for item in series.select("li"))
    for words in ("Skolen ringer", "Noah vil have Emil med", "Lærer", "15. dec."):
        assert words in first
    assert "planlagt" in second


def test_a_question_is_well_said_whatever_the_meeting_is_called(world: World) -> None:
    seat = Seat("therapist", world.dorte, reason=TeamReason.ILLNESS)
    course = a_course(world, programme_key="flexible-family-treatment", workers=[], seats=[seat])
    page = page_of(signed_in(world.dorte).get(url("course", course.public_id)))
    asked = [title.text for title in page.select(".dec h3")]
    assert "Startmøde: hvornår mødes I?" in asked
    assert not [words for words in asked if "holdes holdet" in words]
