"""Pages: what the programme asks of the family stands on the course page and the worker's day."""

from datetime import date, timedelta

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback.actions import Given, note_change
from tests.cast import World, signed_in
from tests.edges.test_staff_courses import texts, url
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course
from tests.records.reports_story import answers

ASKED = "Spørg familien: Fire spørgsmål efter mødet"


def strengthened(world: World, start: date) -> Course:
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


def test_a_low_answer_stays_on_the_course_and_the_day_until_it_is_acted_on(world: World) -> None:
    course = strengthened(world, clock.today() - timedelta(days=20))
    [low] = answers(world, course, world.frida_holm, Given(values={"hope": 2}))
    dorte, anna = signed_in(world.dorte), signed_in(world.anna)
    asked = "Hvad gør I ved, at et svar fra Frida Zfrida Holm er lavt?"
    page = url("course", course.public_id)
    assert asked in texts(dorte.get(page))
    assert asked in texts(anna.get(page))
    answer = reverse("staff:response", args=[low.public_id])
    assert answer in dorte.get(page).content.decode()
    assert answer not in anna.get(page).content.decode()
    assert "Tror du på, at det bliver lettere?" in texts(dorte.get(reverse("staff:myday")))
    note_change(by=fresh(world.dorte), response=low, what_changed="Vi begynder med det, der går")
    assert asked not in texts(dorte.get(page))
    assert "Tror du på, at det bliver lettere?" not in texts(dorte.get(reverse("staff:myday")))
