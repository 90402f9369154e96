"""The main menu: each role is led to what it may open and has use for, and to nothing else."""

from collections.abc import Iterator

import pytest
from bs4 import BeautifulSoup, Tag
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from hjemmebane.config.menu import PLACES
from hjemmebane.records.access.models import User
from tests.cast import STAFF, World, signed_in

WIDE, NARROW = 7, 4
CASEWORK = ["Min dag", "Familier", "Underretninger", "Sager", "Frister"]
LADDER = ["Tilbud", "Indsatstrappen"]
TOLD = ["Påmindelser", "Stedfortræder"]
CONTROL = "Kontrol af frister"
LEADS = [*TOLD, "Nødadgang i dit team"]
THERAPY = ["Min dag", "Familier", "Grupper", "Frister", "Rapporter", *LADDER, *TOLD, "Katalog"]
ADVICE = [*CASEWORK, "Rapporter", *LADDER, *TOLD, "Katalog"]
MENUS = {
    **dict.fromkeys(("anna", "bo", "erik"), ADVICE),
    "camilla": [
        *(*CASEWORK, "Afgørelser", "Rapporter", *LADDER),
        *("Forlængelser", "Flow i sagerne", "Hvad hvis", *LEADS, CONTROL, "Nye regler"),
        *("Ledermøder", "Katalog"),
    ],
    "rune": [
        *(*CASEWORK, "Afgørelser", "Rapporter", *LADDER),
        *("Flow i sagerne", "Hvad hvis", *LEADS, CONTROL, "Ledermøder", "Katalog"),
    ],
    "kirsten": [*CASEWORK, *LADDER, "Påmindelser", "Katalog"],
    **dict.fromkeys(("dorte", "esben", "mette", "thomas"), THERAPY),
    "pia": ["Min dag", "Familier", "Rapporter", *LADDER, *TOLD, "Ledermøder", "Katalog"],
    "nadia": [
        *("Min dag", "Familier", "Henvendelser", "Grupper", "Frister", "Rapporter"),
        *(*LADDER, *TOLD, "Katalog"),
    ],
    "gry": [
        *("Min dag", "Familier", "Henvendelser", "Grupper", "Frister", "Rapporter"),
        *(*LADDER, "Forlængelser", *TOLD, CONTROL, "Nye regler", "Ledermøder", "Katalog"),
    ],
    "ivan": ["Min dag", *LADDER, "Katalog"],
    "sofie": ["Min dag", "Systemer", *LADDER, "Katalog"],
}
# Pages that stand by themselves and are reached from another: a button, a tab or a line there.
REACHED_FROM_ANOTHER = {
    *("search", "break_glass", "notification_new", "self_referral", "enquiry_new", "allocation"),
    *(
        "duty_contact",
        "case_open",
        "group_new",
        "leader_meeting_new",
        "system_new",
        "service_holes",
    ),
    *("catalogue_measures", "calendar_feed", "calendar_open", "calendar_close"),
    "reminders_read",
}


def page_of(user: User, address: str = "/") -> BeautifulSoup:
    """Return a page as somebody is shown it."""
    answer = signed_in(user).get(address)
    assert answer.status_code == 200, address
    return BeautifulSoup(answer.content, "html.parser")


def lines(page: BeautifulSoup, nav: str) -> list[Tag]:
    """Return the links of a menu in order, those under "Mere" last, the search left out."""
    found = page.select(f".{nav} a")
    return [line for line in found if line["href"] != reverse("staff:search")]


def words(found: list[Tag]) -> list[str]:
    """Return what links say."""
    return [line.get_text(strip=True) for line in found]


def test_the_cast_has_a_menu_each() -> None:
    assert set(MENUS) == set(STAFF)


@pytest.mark.parametrize("who", MENUS)
def test_each_role_is_led_to_its_own_pages_and_each_of_them_opens(world: World, who: str) -> None:
    user = world.users[who]
    page = page_of(user)
    assert words(lines(page, "menu")) == MENUS[who]
    assert words(lines(page, "tabs")) == MENUS[who]
    for line in lines(page, "menu"):
        there = page_of(user, str(line["href"]))
        current = [one["href"] for one in there.select(".menu [aria-current=page]")]
        assert current == [line["href"]]


@pytest.mark.parametrize("who", MENUS)
def test_no_more_stands_in_sight_than_there_is_room_for(world: World, who: str) -> None:
    page = page_of(world.users[who])
    for nav, room in (("menu", WIDE), ("tabs", NARROW)):
        searches = page.select(f".{nav} > ul > li > a[href='{reverse('staff:search')}']")
        assert len(page.select(f".{nav} > ul > li")) - len(searches) <= room
        assert len(page.select(f".{nav} details")) == (len(MENUS[who]) > room)


def test_where_one_stands_is_marked_on_mere_too(world: World) -> None:
    page = page_of(world.users["anna"], reverse("staff:ladder"))
    assert page.select(".menu summary.is-here")
    assert page.select(".tabs summary.is-here")
    assert not page_of(world.users["anna"]).select("summary.is-here")


def test_no_page_of_the_staff_stands_where_nothing_leads_to_it() -> None:
    led_to = {place.name.removeprefix("staff:") for place in PLACES}
    assert set(by_themselves()) == led_to | REACHED_FROM_ANOTHER


def by_themselves() -> Iterator[str]:
    """Return the staff's addresses in which nothing varies."""
    staff = next(
        one for one in get_resolver().url_patterns if getattr(one, "namespace", "") == "staff"
    )
    assert isinstance(staff, URLResolver)
    for room in staff.url_patterns:
        assert isinstance(room, URLResolver)
        for one in room.url_patterns:
            if isinstance(one, URLPattern) and not one.pattern.regex.groups:
                yield str(one.name)
