"""Pages of what a course is made of: elements as dials, target group, long-term aim."""

from datetime import date

from hjemmebane import clock
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import page_of
from tests.edges.test_staff_courses import texts, url
from tests.records.courses_story import a_course


def test_an_element_is_turned_down_to_rest_only_with_a_reason(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("course_element", course.public_id, "network")
    data = {"level": "0", "day": "2026-10-20"}
    refused = client.post(address, data)
    assert refused.status_code == 422
    assert "Vælg, hvorfor elementet hviler." in texts(refused)
    assert not course.strengths.exists()
    assert client.post(address, {"level": "1", "day": "2026-10-20"}).status_code == 303
    assert client.post(address, data | {"reason": "not_now"}).status_code == 303
    shown = texts(client.get(url("course", course.public_id)))
    assert "Det passer ikke ind endnu" in shown


def test_the_dials_have_a_table_that_says_the_same(world: World) -> None:
    course = a_course(world)
    page = page_of(signed_in(world.dorte).get(url("course", course.public_id)))
    twin = page.select_one("#elementer table")
    assert twin is not None
    rows = [row.get_text(" ", strip=True) for row in twin.select("tbody tr")]
    assert len(rows) == len(page.select("#elementer .dials > li")) == 6
    assert all("uge 1:" in row for row in rows)


def test_what_speaks_against_is_said_on_the_page_and_blocks_nothing(world: World) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("course_target", course.public_id)
    assert "Passer indsatsen til familien?" in texts(client.get(url("course", course.public_id)))
    refused = client.post(address, {"holds": ["placement_near"]})
    assert refused.status_code == 422
    assert "Skriv, hvorfor den vælges alligevel" in texts(refused)
    reason = {"holds": ["placement_near"], "reason": "Trivslen falder"}
    assert client.post(address, reason).status_code == 303
    shown = texts(client.get(url("course", course.public_id)))
    assert "Passer ikke: Et barn er i alvorlig mistrivsel" in shown
    assert "Skriv kontakt" in shown


def test_the_long_term_aim_is_asked_for_and_chosen(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children")
    client = signed_in(world.anna)
    assert "Hvad er det langsigtede mål?" in texts(client.get(url("course", course.public_id)))
    address = url("course_topic", course.public_id, "aim")
    assert client.post(address, {"aim": "relation"}).status_code == 303
    assert "En stærkere relation" in texts(client.get(url("course", course.public_id)))


def test_a_course_longer_than_half_a_year_shows_the_weeks_today_lies_in(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children")

    def weeks_on(day: date) -> str:
        with clock.at(clock.moment(day, 12)):
            return texts(signed_in(world.dorte).get(url("course", course.public_id)))

    early = weeks_on(date(2026, 12, 1))
    assert "Et halvt år af 36 uger" in early
    assert "i dag 1. dec." in early
    late = weeks_on(date(2027, 5, 11))
    assert "uge 11 5. okt." not in late
    assert "i dag 11. maj" in late
    assert "uge 32 10. maj" in late
