"""Every public and family page in English: nothing of ours left in Danish, and nothing is kept."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import translation

from hjemmebane.records.access.models import User
from scripts import messages
from tests.cast import World, signed_in
from tests.made_once import made_once
from tests.matrix.routes import addresses, all_routes
from tests.matrix.world import make_full_world

pytestmark = pytest.mark.django_db

WAYS_IN = ("sign_in", "was")
READERS = ("nobody", "frida", "jonas", "selma_user", "oliver_user", "ida")
# Small words that stand in nearly every Danish sentence and in no English one.
DANISH = re.compile(
    r"\b(og|ikke|det|der|du|dig|din|dit|jer|jeres|er|har|hvem|hvad|hvis|til|fra|af|på|som|eller|en|et|"
    r"med|skal|kan|vil|være|blev|bliver|når|før|efter|ingen|sig|vi|kl)\b|[æøåÆØÅ]",
    re.IGNORECASE,
)
# What people typed, and the names of people and units: they stay as they are.
TYPED = re.compile(
    "|".join(
        [
            r"»[^«]*«",
            "Zfridamaal: ro om aftenen",
            "Fælles plan",
            "Opgaven i planen",
            "Familieafdelingen",
            "Familiehuset",
            "Dorte Kjær",
        ]
    )
)


@pytest.fixture
def full(clock_set: None) -> World:
    """Return the world in which every page has something to show."""
    return made_once(make_full_world)


def english(route: str, world: World) -> list[str]:
    """Return the addresses of a route in English."""
    with translation.override("en"):
        return addresses(world, route)


def pages(full: World, who: str) -> list[tuple[str, HttpResponse]]:
    """Return every public and family page as a reader meets it in English."""
    user = full.users.get(who)
    client = signed_in(User.objects.get(pk=user.pk)) if user else Client()
    routes = [one for one in all_routes() if one.startswith("family:") or one in WAYS_IN]
    found = [(url, client.get(url)) for route in routes for url in english(route, full)]
    return [
        (url, page)
        for url, page in found
        if page.content and page.headers["Content-Type"].startswith("text/html")
    ]


def words_of(page: Any) -> list[str]:
    """Return the texts of a page that are ours: without what people typed."""
    soup = BeautifulSoup(page.content.decode(), "html.parser")
    for kept in soup.select("[lang=da], .demo-people, script, style"):
        kept.decompose()
    labels = [tag["aria-label"] for tag in soup.find_all(attrs={"aria-label": True})]
    return [TYPED.sub("", text) for text in (*soup.stripped_strings, *labels)]


@pytest.mark.parametrize("who", READERS)
def test_each_public_and_family_page_is_english_throughout(full: World, who: str) -> None:
    seen = pages(full, who)
    left = [
        f"{url}: {text!r}" for url, page in seen for text in words_of(page) if DANISH.search(text)
    ]
    assert left == [], "\n".join(left)
    assert sum(page.status_code == 200 for _, page in seen) >= 8
    assert all(b'<html lang="en"' in page.content for _, page in seen)


def test_no_danish_message_is_left_on_an_english_page(full: World) -> None:
    said = {m.id for m in messages.template() if isinstance(m.id, str) and len(m.id) > 12}
    texts = [(url, text) for url, page in pages(full, "frida") for text in words_of(page)]
    assert [(url, text) for url, text in texts if text in said and "Demo" not in text] == []


@pytest.mark.parametrize("address", ["/en/henvend/", "/en/henvend/underretning/", "/en/was"])
def test_a_language_is_carried_by_the_address_and_nothing_is_kept(
    clock_set: None, address: str
) -> None:
    browser = Client()
    page = browser.get(address)
    assert page.status_code == 200
    assert page["Content-Language"] == "en"
    assert dict(browser.cookies) == {}
    soup = BeautifulSoup(page.content, "html.parser")
    inside = [a["href"] for a in soup.select("main a[href^='/'], footer a[href^='/']")]
    other = soup.select_one(".langs a")
    assert other["href"] == address.removeprefix("/en")
    assert (other["lang"], other.get_text()) == ("da", "Dansk")
    assert all(href.startswith("/en/") for href in inside if href != other["href"])


def test_a_browser_that_asks_for_english_is_not_second_guessed(clock_set: None) -> None:
    page = Client().get("/henvend/", headers={"Accept-Language": "en"})
    assert b'<html lang="da"' in page.content
    assert (
        BeautifulSoup(page.content, "html.parser").select_one(".langs a")["href"] == "/en/henvend/"
    )


def test_what_is_sent_in_english_is_refused_and_taken_in_english(world: World) -> None:
    browser = Client()
    refused = browser.post("/en/henvend/", {"text": "x"})
    said = BeautifulSoup(refused.content, "html.parser").get_text(" ")
    assert refused.status_code == 422
    assert "Answer whether a child is in danger now." in said
    # A link to the other language would take away what was typed.
    assert BeautifulSoup(refused.content, "html.parser").select(".langs") == []
    mark = BeautifulSoup(browser.get("/en/henvend/").content, "html.parser").select_one(
        "input[name=mark]"
    )["value"]
    given = {
        "mark": mark,
        "danger": "no",
        "concern_source": "parent",
        "text": "We need advice",
        "contact_name": "Rikke",
        "contact_phone": "00 00 00 00",
    }
    taken = browser.post("/en/henvend/", given)
    assert taken["Location"] == "/en/henvend/tak/"
    assert dict(browser.cookies) == {}


def test_a_family_that_is_not_signed_in_is_sent_to_the_door_in_its_language(world: World) -> None:
    sent = Client().get("/en/min-side/")
    assert sent["Location"].startswith("/en/log-ind/?next=")
    door = BeautifulSoup(Client().get(sent["Location"]).content, "html.parser")
    assert "Sign in" in door.h1.get_text()


def test_signing_out_leads_back_in_the_same_language(world: World) -> None:
    browser = signed_in(world.frida)
    page = BeautifulSoup(browser.get("/en/min-side/").content, "html.parser")
    form = page.select_one("footer form")
    onward = form.select_one("input[name=next]")["value"]
    assert browser.post(form["action"], {"next": onward})["Location"] == "/en/log-ind/"


@pytest.mark.parametrize("address", ["/en/findes-ikke/", "/en/f/aaaa/"])
def test_what_is_not_there_is_said_in_english(clock_set: None, address: str) -> None:
    page = Client().get(address)
    assert page.status_code == 404
    assert not DANISH.search(" ".join(words_of(page)))


def test_the_staff_side_has_no_other_language(world: World) -> None:
    assert signed_in(world.anna).get("/en/familier/").status_code == 404
    assert signed_in(world.anna).get("/en/").status_code == 404
    page = signed_in(world.anna).get(reverse("staff:myday"))
    assert b"langs" not in page.content
