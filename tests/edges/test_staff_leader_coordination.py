"""The page of the leaders' meetings."""

import pytest

from hjemmebane.records.leadership.models import LeaderMeeting
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.records.courses_story import a_prevention_course
from tests.records.test_leader_coordination import planned

PAGE = "/ledermoeder/"


@pytest.mark.req("S2-AAB-32")
def test_a_leader_plans_a_meeting_notes_it_held_and_plans_the_next(world: World) -> None:
    client = signed_in(world.gry)
    assert "Læg det første møde" in page_of(client.get(PAGE)).text
    data = form_of(client.get(f"{PAGE}nyt/")) | {"partner": ["provider"], "hour": ["09:00"]}
    assert client.post(f"{PAGE}nyt/", data | {"day": ["9999-12-31"]}).status_code == 422
    assert client.post(f"{PAGE}nyt/", data | {"day": ["2026-11-23"]}).status_code == 303
    address = f"{PAGE}{LeaderMeeting.objects.get().public_id}/"
    held = form_of(client.get(address)) | {"decisions": ["PPR tager dem under seks år"]}
    assert client.post(address, held | {"next_day": ["2026-12-15"]}).status_code == 422
    later = {"next_day": ["2026-12-15"], "next_hour": ["09:00"]}
    assert client.post(address, held | later).status_code == 303
    text = page_of(client.get(PAGE)).text
    assert "PPR tager dem under seks år" in text
    assert LeaderMeeting.objects.count() == 2


def test_who_leads_nothing_has_no_such_page(world: World) -> None:
    row = planned(world)
    for who in (world.nadia, world.dorte, world.anna):
        assert signed_in(who).get(PAGE).status_code == 404
        assert signed_in(who).get(f"{PAGE}{row.public_id}/").status_code == 404


@pytest.mark.req("S2-AAB-32")
def test_who_begins_a_course_is_told_what_the_child_has_already(world: World) -> None:
    course = a_prevention_course(world)
    address = f"/forloeb/nyt/{course.dossier.public_id}/?indsatstype=advice-family-structure"
    shown = page_of(signed_in(world.nadia).get(address)).text
    assert "har allerede Forebyggende forløb i Tidlig Forebyggelse, fra 5. okt. 2026." in shown
