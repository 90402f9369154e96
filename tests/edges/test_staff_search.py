"""The search: families, people, cases, documents and the catalogue, each to those it is for."""

import re

import pytest

from hjemmebane.records.access.models import LookupPerson, LookupRequest, User
from hjemmebane.records.cases.models import Case
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, fresh, screened
from tests.records.reports_story import a_report_with_family


def search(user: User, text: str) -> str:
    answer = signed_in(fresh(user)).post("/soeg/", {"q": text})
    assert answer.status_code == 200
    return str(answer.content.decode())


def part(page: str, name: str) -> str:
    _, found, after = page.partition(f'id="{name}"')
    return after.partition("</section>")[0] if found else ""


def numbered(world: World) -> Case:
    return screened(world, a_case(world))


def test_a_childs_name_finds_the_case_with_its_adviser(world: World) -> None:
    case = numbered(world)
    cases = part(search(world.anna, "Zselma"), "sager")
    assert f"/sager/{case.public_id}/" in cases
    assert f"Sag {case.number}, Selma Zselma Holm" in cases
    assert "Anna Lund" in cases


def test_a_case_is_found_by_its_number_and_leaves_the_same_trace_as_a_name(world: World) -> None:
    case = numbered(world)
    page = search(world.camilla, case.number)
    assert f"/sager/{case.public_id}/" in part(page, "sager")
    request = LookupRequest.objects.filter(user=world.camilla).latest("at")
    assert request.search_index
    assert case.number not in request.search_index
    assert LookupPerson.objects.filter(request=request, person_id=world.selma.pk).exists()


@pytest.mark.parametrize("who", ["erik", "kirsten", "pia", "gry", "sofie", "ivan", "mette"])
def test_nobody_else_finds_the_case_by_name_or_number(world: World, who: str) -> None:
    case = numbered(world)
    for text in (case.number, "Zselma"):
        page = search(world.users[who], text)
        assert f"/sager/{case.public_id}/" not in page
        assert "sager" not in re.findall(r'class="panel" id="(\w+)"', page)


def test_a_report_is_found_by_the_family_and_opens_for_its_writer_alone(world: World) -> None:
    report = a_report_with_family(world)
    documents = part(search(world.dorte, "Zfrida"), "dokumenter")
    assert f"/rapporter/{report.public_id}/" in documents
    assert "familien Holm" in documents
    adviser = part(search(world.anna, "Zfrida"), "dokumenter")
    assert report.title in adviser
    assert f"/rapporter/{report.public_id}/" not in adviser
    assert part(search(world.erik, "Zfrida"), "dokumenter") == ""


def test_documents_of_another_family_are_not_among_them(world: World) -> None:
    a_report_with_family(world)
    assert part(search(world.dorte, "Zoliver"), "dokumenter") == ""


@pytest.mark.parametrize(
    ("text", "title"),
    [("opfølgning", "F3: Første opfølgning"), ("§ 95", "F3"), ("F3", "F3"), ("hjemmebaseret", "")],
)
@pytest.mark.parametrize("who", ["anna", "sofie"])
def test_the_catalogue_is_found_by_word_place_in_the_law_and_key(
    world: World, who: str, text: str, title: str
) -> None:
    found = part(search(world.users[who], text), "katalog")
    assert "/katalog/" in found
    assert title in found


def test_half_a_number_finds_nothing_and_says_so(world: World) -> None:
    answer = signed_in(world.anna).post("/soeg/", {"q": "024588"})
    assert answer.status_code == 422
    assert "Et CPR-nummer har ti cifre" in answer.content.decode()
