"""Pages: what the programme asks of the family stands on the course page and the worker's day."""

from datetime import date, timedelta

from django.urls import reverse

from hjemmebane import clock
from tests.cast import World, signed_in
from tests.edges.test_staff_courses import texts, url
from tests.records.courses_story import a_course

ASKED = "Spørg familien: Fire spørgsmål efter mødet"


def strengthened(world: World, start: date) -> object:
    seats = [(world.dorte, "familiebehandler"), (world.esben, "tovholder")]
    key = "strengthened-family-treatment"
    return a_course(world, programme_key=key, started_on=start, workers=seats)


def test_what_is_to_be_asked_stands_with_its_day_on_the_course_and_on_the_workers_day(
    world: World,
) -> None:
    start = clock.today()
    course = strengthened(world, start)
    client = signed_in(world.dorte)
    shown = texts(client.get(url("course", course.public_id)))
    assert ASKED in shown
    assert "Arbejdet med alliancen hviler på jeres svar." in shown
    assert ASKED not in texts(client.get(reverse("staff:myday")))
    with clock.at(clock.moment(start + timedelta(days=12), 9)):
        assert ASKED in texts(signed_in(world.dorte).get(reverse("staff:myday")))
