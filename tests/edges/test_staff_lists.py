"""The lists of staff: the same cost at 100 rows and at 3,000, pages by key, filters kept."""

import re
from itertools import product

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from hjemmebane import clock
from hjemmebane.records.cases.models import Case
from hjemmebane.records.intake.models import Enquiry, Notification
from tests.cast import World, signed_in
from tests.edges.api_story import Caller, a_caller
from tests.many import (
    many_deadlines,
    many_enquiries,
    many_families,
    many_names,
    many_notifications,
)

PAGE = 100
SEARCH = "/soeg/"
LISTS = (
    ("camilla", "/sager/?vis=alle"),
    ("anna", "/sager/?vis=mine&frist=uge"),
    ("camilla", "/familier/"),
    ("anna", "/frister/?hvem=mine"),
    ("camilla", "/frister/?hvem=alle&naar=uge"),
    ("kirsten", "/underretninger/"),
    ("gry", "/henvendelser/"),
    ("gry", "/henvendelser/?vis=afsluttede"),
)
# The five shapes of rights: own ties, a team, a whole authority, a unit, courses one by one.
SHAPES = ("anna", "camilla", "rune", "gry", "dorte")
PAGES = ("/", "/sager/?vis=alle", "/familier/", "/frister/?hvem=alle", SEARCH)
# What another system asks for, with an account that reaches the team.
API_READS = ("/cases?limit=50", "/cases/counts", "/teams", "/obligations", "/persons/search/name")
# What is counted on purpose: anonymous advice leaves no row to list, only its number.
COUNTED = "is_anonymous"
LOOKED = 'INSERT INTO "access_lookupperson"'


def fill(world: World, number: int) -> None:
    many_families(world, number)
    many_deadlines(world)
    many_notifications(world, number)
    many_enquiries(world, number, is_closed=True)
    many_names(world)


def asked_for(client: Client, address: str) -> HttpResponse:
    return client.post(address, {"q": "barn"}) if address == SEARCH else client.get(address)


def costs(world: World, caller: Caller) -> dict[tuple[str, str], int]:
    found = {}
    for who, address in dict.fromkeys((*LISTS, *product(SHAPES, PAGES))):
        client = signed_in(world.users[who])
        asked_for(client, address)
        with CaptureQueriesContext(connection) as asked:
            answer = asked_for(client, address)
        assert answer.status_code == 200, (who, address)
        # A day of hundreds shows hundreds: whom it showed is written some hundred at a time.
        found[who, address] = sum(LOOKED not in q["sql"] for q in asked)
        counts = [q["sql"] for q in asked if "COUNT(" in q["sql"].upper()]
        assert address == "/" or all(COUNTED in sql for sql in counts), (address, counts)
    for path in API_READS:
        is_search = path.endswith("name")
        with CaptureQueriesContext(connection) as asked:
            answer = caller.post(path, {"name": "barn"}) if is_search else caller.get(path)
        assert answer.status_code == 200, path
        found["api", path] = len(asked)
    return found


def test_every_list_asks_the_database_as_often_at_100_rows_as_at_3000(
    world: World, free_hand: None
) -> None:
    caller = a_caller(world, "nord")
    caller.get("/teams")
    fill(world, 100)
    few = costs(world, caller)
    fill(world, 2_900)
    assert Case.objects.count() == Notification.objects.count() == Enquiry.objects.count() == 3_000
    assert costs(world, caller) == few


def walked(client: Client, path: str, row: str) -> list[str]:
    """Return what every page of a list shows, following its link to the next."""
    seen: list[str] = []
    while path:
        page = client.get(path).content.decode()
        rows = re.findall(row, page)
        assert len(rows) <= PAGE
        seen += rows
        found = re.search(r'href="([^"]+)" rel="next"', page)
        path = found[1].replace("&amp;", "&") if found else ""
    return seen


def test_pages_of_every_list_follow_each_other_without_gap_or_repeat(
    world: World, free_hand: None
) -> None:
    fill(world, 120)
    camilla, kirsten, gry = (signed_in(world.users[who]) for who in ("camilla", "kirsten", "gry"))
    in_order = [f"{n:05d}" for n in range(120)]
    child = r'<th scope="row"><a href="/sager/[^"]+">Barn Nr(\d+)</a>'
    deadline = r'<th scope="row"><a href="/frister/[^"]+">[^<]+Nr(\d+)</a>'
    by_case = [f"{n + 2:05d}" for n in range(120)]
    assert walked(camilla, "/sager/?vis=alle", child) == by_case
    assert walked(camilla, "/frister/?hvem=alle", deadline) == by_case
    assert walked(kirsten, "/underretninger/", r">Barn(\d{5})<") == in_order
    assert walked(gry, "/henvendelser/?vis=afsluttede", r">Spurgt(\d{5}), 6 år<") == in_order


def test_a_new_row_between_two_pages_neither_repeats_nor_hides_one(
    world: World, free_hand: None
) -> None:
    many_families(world, 110)
    client = signed_in(world.camilla)
    first = client.get("/sager/?vis=alle").content.decode()
    Case.objects.filter(number="T-Nr00111").update(next_due_at=clock.now())
    found = re.search(r'href="([^"]+)" rel="next"', first)
    assert found
    second = client.get(found[1].replace("&amp;", "&")).content.decode()
    shown = re.findall(r"Barn Nr(\d+)</a>", second)
    assert shown == [f"{n:05d}" for n in range(102, 111)]


@pytest.mark.req("S2-AAB-05")
def test_an_unread_enquiry_stands_first_however_long_the_queue_is(
    world: World, free_hand: None
) -> None:
    many_enquiries(world, 260, is_closed=False)
    Enquiry.objects.exclude(children__name="Spurgt00000").update(
        state="read", danger_read_at=clock.now()
    )
    page = signed_in(world.gry).get("/henvendelser/").content.decode()
    unread = page[page.index('id="ulaest"') : page.index('id="bord"')]
    assert "Spurgt00000" in unread


def test_a_child_nobody_assessed_stands_first_however_many_came_after(
    world: World, free_hand: None
) -> None:
    many_notifications(world, 260)
    oldest = Notification.objects.earliest("received_at")
    oldest.children.update(assessed_at=None)
    page = signed_in(world.kirsten).get("/underretninger/").content.decode()
    running = page[page.index("Uret løber") : page.index("Kvittering mangler")]
    assert "Barn00259" in running
    assert "Barn00259" not in page[page.index("Kvittering mangler") :]


def test_the_case_list_keeps_both_filters_while_paging(world: World, free_hand: None) -> None:
    many_families(world, 160)
    client = signed_in(world.camilla)
    page = client.get("/sager/?vis=alle&frist=uge").content.decode()
    assert "vis=mine&amp;frist=uge" in page
    found = re.search(r'href="([^"]+)" rel="next"', page)
    assert found
    assert "vis=alle&amp;frist=uge&amp;efter=" in found[1]
    rows = walked(client, "/sager/?vis=alle&frist=uge", r"Barn Nr(\d+)</a>")
    assert rows == [f"{n + 2:05d}" for n in range(len(rows))]
    assert 100 < len(rows) < 160
    assert client.get("/sager/?vis=alle&frist=over").content.decode().count("Barn Nr") == 0


@pytest.mark.parametrize(
    ("who", "address", "says"),
    [
        ("bo", "/sager/", "Du har ingen åbne sager."),
        ("camilla", "/sager/?frist=over", "Ingen sag har en frist over tiden."),
        ("camilla", "/sager/", "Der er ingen åbne sager, du kan se."),
        ("bo", "/frister/", "Der er ingen åbne frister her."),
        ("camilla", "/frister/?naar=over", "Ingen frister er over tiden her."),
        ("kirsten", "/underretninger/", "Ingen børn venter på at blive vurderet."),
        ("gry", "/henvendelser/?vis=afsluttede", "Ingen henvendelser er afsluttet endnu."),
        ("mette", "/familier/", "Der er ingen familier, du arbejder med."),
    ],
)
def test_an_empty_list_says_why(world: World, who: str, address: str, says: str) -> None:
    assert says in signed_in(world.users[who]).get(address).content.decode()
