"""Pages of programmes: the public one in plain words, and the whole one for practitioners."""

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.programmes import EVIDENCE_WORDS
from tests.cast import World, signed_in
from tests.edges.staff_courses_forms import page_of


def texts(response: HttpResponse) -> str:
    return " ".join(page_of(response).get_text(" ").split())


KEYS = list(dict.fromkeys(programme.key for programme in catalogue.current().programmes))


@pytest.mark.django_db
@pytest.mark.parametrize("key", KEYS)
@pytest.mark.req("S4-SIH-21")
def test_each_programme_has_a_public_page_made_from_the_catalogue(key: str) -> None:
    programme = catalogue.current().programme(key)
    response = Client().get(reverse("family:programme", args=[key]))
    shown = texts(response)
    for part in (programme.title, programme.purpose, programme.relevant, programme.runs):
        assert part in shown
    assert programme.ends in shown
    assert "Skriv til os" in shown
    basis = programme.legal_bases[-1]
    assert f"{basis.law} {basis.reference}" in shown
    assert not response.cookies


@pytest.mark.django_db
def test_the_page_says_whether_a_case_is_needed() -> None:
    client = Client()
    free = texts(client.get(reverse("family:programme", args=["prevention-30"])))
    decided = texts(client.get(reverse("family:programme", args=["respite"])))
    assert "Der oprettes ikke en sag" in free
    assert "Hjælpen kræver en sag og en afgørelse" in decided
    assert "Der oprettes ikke en sag" not in decided


@pytest.mark.django_db
def test_the_public_list_names_every_programme_and_leads_to_it() -> None:
    page = page_of(Client().get(reverse("family:programmes")))
    hrefs = {link["href"] for link in page.select("main li a")}
    assert hrefs == {reverse("family:programme", args=[key]) for key in KEYS}


@pytest.mark.django_db
def test_an_unknown_programme_is_not_found() -> None:
    assert Client().get(reverse("family:programme", args=["trylleri"])).status_code == 404


@pytest.mark.django_db
def test_the_public_page_stands_in_english_too() -> None:
    shown = texts(Client().get("/en" + reverse("family:programme", args=["respite"])))
    assert "Support stay" in shown
    assert "When is it relevant?" in shown


def test_the_catalogue_shows_each_version_with_evidence_and_source(world: World) -> None:
    client = signed_in(world.dorte)
    index = page_of(client.get(reverse("staff:catalogue")))
    rows = {row.a["href"]: row.get_text(" ") for row in index.select("tbody tr:has(a)")}
    for programme in catalogue.current().programmes:
        address = reverse("staff:catalogue_programme", args=[programme.key, programme.version])
        assert EVIDENCE_WORDS[programme.evidence.level] in rows[address]
        assert programme.source.title in rows[address]
        shown = texts(client.get(address))
        assert programme.evidence.words in shown


def test_a_retired_version_is_still_read_and_says_that_it_starts_nothing(world: World) -> None:
    client = signed_in(world.dorte)
    old = texts(client.get(reverse("staff:catalogue_programme", args=["home-support", "1"])))
    new = texts(client.get(reverse("staff:catalogue_programme", args=["home-support", "2"])))
    assert "bruges ikke til nye forløb" in old
    assert "bruges ikke til nye forløb" not in new


def test_a_version_that_is_not_there_is_not_found(world: World) -> None:
    address = reverse("staff:catalogue_programme", args=["home-support", "9"])
    assert signed_in(world.dorte).get(address).status_code == 404


def test_a_practitioner_reads_questions_by_their_name_and_never_by_a_key(world: World) -> None:
    client = signed_in(world.dorte)
    key = ["strengthened-family-treatment", "2026"]
    shown = texts(client.get(reverse("staff:catalogue_programme", args=key)))
    assert "»Fire spørgsmål efter mødet«" in shown
    for programme in catalogue.current().programmes:
        address = reverse("staff:catalogue_programme", args=[programme.key, programme.version])
        words = texts(client.get(address))
        assert not [i.key for i in catalogue.current().instruments if i.key in words], programme.key
