"""The ladder's own page, the service catalogue at every door, and the match for a case."""

import pytest
from bs4 import BeautifulSoup

from hjemmebane.records.cases.models import Case, ServiceChoice, ServicePlaces
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, screened

NEED = "step=3&group=family&problems=conflict&age=9"


def page_of(world: World, who: str, url: str) -> BeautifulSoup:
    answer = signed_in(world.users[who]).get(url)
    assert answer.status_code == 200, url
    return BeautifulSoup(answer.content, "html.parser")


@pytest.fixture
def case(world: World) -> Case:
    """Return Selma's case with an assessment begun."""
    found = screened(world, a_case(world))
    a_decision(world, found)
    return found


STEPS = [
    ("1", "Tidlige indsatser i almenområdet", "Barnets lov §§ 28-29"),
    ("2", "Forebyggende indsatser", "Barnets lov § 30"),
    ("3", "Hjemmebaserede indsatser", "Barnets lov § 32"),
    ("3b", "Intensiv indsats i hjemmet", "Barnets lov § 32"),
    ("4", "Anbringelse i slægt eller netværk", "Barnets lov §§ 46-47"),
    ("5", "Anbringelse i plejefamilie", "Barnets lov §§ 46-47"),
    ("6", "Anbringelse på institution", "Barnets lov §§ 46-47"),
]


def panels(world: World) -> list[tuple[str, str, str]]:
    page = page_of(world, "anna", "/trappen/")
    steps = [panel for panel in page.select(".panel") if panel.select_one(".sh .small")]
    notes = [panel.select_one(".sh .small").get_text() for panel in steps]
    return [
        (note.removeprefix("Trin "), panel.h2.get_text(), panel.get_text())
        for note, panel in zip(notes, steps, strict=True)
    ]


@pytest.mark.req("S2-STP-01", "S2-STP-02", "S2-STP-03")
def test_the_three_lowest_steps_stand_in_order_with_the_law_of_today(world: World):
    for (key, title, law), (step, name, text) in zip(STEPS[:3], panels(world)[:3], strict=True):
        assert (key, title) == (step, name)
        assert law in text


@pytest.mark.req("S2-STP-04", "S2-STP-05", "S2-STP-06")
def test_the_three_highest_steps_are_placements_and_the_institution_is_the_top(world: World):
    for (key, title, law), (step, name, text) in zip(STEPS[4:], panels(world)[4:], strict=True):
        assert (key, title) == (step, name)
        assert law in text


@pytest.mark.req("S2-STP-13")
def test_a_municipalitys_own_step_stands_between_two_of_the_six(world: World):
    keys = [key for key, _, _ in panels(world)]
    assert keys == ["1", "2", "3", "3b", "4", "5", "6"]


@pytest.mark.req("S2-STP-07")
def test_everyday_life_follows_every_step_and_is_none_itself(world: World):
    found = panels(world)
    assert len(found) == 7
    assert all("Hverdagslivet:" in text for _, _, text in found)
    page = page_of(world, "anna", "/trappen/")
    assert "Hverdagslivet på alle trin" in page.select_one("svg.stairs").get_text()


@pytest.mark.req("S2-CON-21")
def test_the_page_says_where_the_ladder_comes_from(world: World):
    text = page_of(world, "anna", "/trappen/").get_text()
    for words in ("18 kommuner", "10 af kommunerne", "august og september 2019", "2016 til 2019"):
        assert words in text
    assert "Herning, Haderslev og Hvidovre" in text
    assert "ikke evalueret" in text


@pytest.mark.req("S2-CON-13")
@pytest.mark.parametrize(
    ("who", "place"),
    [
        ("anna", "/tilbud/"),
        ("dorte", "/tilbud/"),
        ("gry", "/tilbud/"),
        ("hanne", "/samarbejde/tilbud/"),
    ],
)
def test_all_areas_search_the_services(world: World, who: str, place: str):
    assert "Kontaktperson" in page_of(world, who, place).get_text()
    found = page_of(world, who, f"{place}?q=marte+meo+hjemmet").get_text()
    assert "Familiebehandling" in found
    assert "Fritidsmentor" not in found


def test_a_service_is_told_whole(world: World):
    text = page_of(world, "dorte", "/tilbud/familiebehandling/").get_text()
    for words in ("Marte Meo", "12.500 kr.", "00 00 45 67", "40 pladser", "beskrevet", "0–17 år"):
        assert words.lower() in text.lower()


def test_a_step_and_a_group_narrow_the_list(world: World):
    page = page_of(world, "anna", "/tilbud/?step=2&group=expecting")
    assert [a.get_text() for a in page.select("tbody th a")] == ["Godt i gang"]


def test_the_coverage_names_each_hole(world: World):
    page = page_of(world, "rune", "/tilbud/huller/")
    kin = next(p for p in page.select(".panel") if p.h2.get_text().startswith("4 "))
    row = next(r for r in kin.select("tbody tr") if r.th.get_text() == "Barnet eller den unge")
    assert [cell.get_text() for cell in row.select("td")] == [
        *("Dækket", "Dækket", "Dækket", "Intet tilbud", "Intet tilbud"),
    ]


def test_a_head_notes_what_is_free_and_the_list_shows_it(world: World):
    client = signed_in(world.pia)
    assert client.post("/tilbud/familiebehandling/", {"free": "3"}).status_code == 303
    assert "3 ledige af 40" in client.get("/tilbud/").content.decode()


@pytest.mark.parametrize("free", ["", "abc", "-1", "41", "99999999999999999999"])
def test_places_that_cannot_be_are_sent_back_and_nothing_is_noted(world: World, free: str):
    sent = signed_in(world.pia).post("/tilbud/familiebehandling/", {"free": free})
    assert sent.status_code == 422
    assert not ServicePlaces.objects.exists()


def test_who_runs_no_service_cannot_note_places(world: World):
    assert (
        signed_in(world.anna).post("/tilbud/familiebehandling/", {"free": "3"}).status_code == 404
    )


@pytest.mark.req("S2-CON-16")
def test_an_adviser_sees_reasons_chooses_and_says_why(world: World, case: Case):
    client, place = signed_in(world.anna), f"/sager/{case.public_id}/tilbud/"
    page = page_of(world, "anna", f"{place}?{NEED}")
    first = page.select(".panel")[1]
    assert first.h2.get_text() == "Familiebehandling"
    assert "Står på trin 3, som I har valgt" in first.get_text()
    link = first.select_one("a.btn")["href"]
    sent = client.post(link, {"reasons": ["fits_need"], "text": "De vil gerne."})
    assert sent.status_code == 303
    again = client.get(place).content.decode()
    assert "Det passer bedst til behovet" in again
    assert "De vil gerne." in again


@pytest.mark.parametrize(
    ("query", "given"),
    [
        (NEED, {}),
        (NEED, {"reasons": ["other"], "text": ""}),
        (NEED, {"reasons": ["best"]}),
        ("step=9&group=family&problems=conflict", {"reasons": ["fits_need"]}),
        ("", {"reasons": ["fits_need"]}),
    ],
)
def test_a_choice_without_reason_or_need_is_sent_back(
    world: World, case: Case, query: str, given: dict[str, object]
):
    place = f"/sager/{case.public_id}/tilbud/familiebehandling/?{query}"
    assert signed_in(world.anna).post(place, given).status_code == 422
    assert not ServiceChoice.objects.exists()


def test_nobody_outside_the_case_comes_to_its_match(world: World, case: Case):
    for who in ("erik", "dorte", "pia"):
        assert (
            signed_in(world.users[who]).get(f"/sager/{case.public_id}/tilbud/").status_code == 404
        )
