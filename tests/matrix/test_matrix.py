"""The access matrix: every route × every member of the cast, tried with canaries.

For each cell the whole answer is read. The persons whose canaries appear must be those the cell
names, and each of them must stand in the look-up rows of that request. A route without a cell
fails. `MATRIX_WRITE=1` writes the cells anew; the difference is then read by a person.
"""

import os
import re
import tomllib
from pathlib import Path

import pytest
from django.test import Client

from hjemmebane.records.access.models import AuditLine, LookupPerson, User
from hjemmebane.records.people.models import Person
from tests.cast import STAFF, World, signed_in
from tests.edges.api_story import a_caller
from tests.made_once import made_once
from tests.matrix.routes import addresses, all_routes
from tests.matrix.world import make_full_world, persons_in

CELLS = Path(__file__).parent / "cells"
FAMILY = ("frida", "jonas", "selma_user", "oliver_user", "lars_user", "ida", "karl_user")
# Another system of the authority, which reaches Anna's team by its token.
SYSTEM_OF_NORD = "system"
CAST = (*STAFF, "hanne", "line", *FAMILY, "nobody", SYSTEM_OF_NORD)
NOT_ON_FILE = {"enquirer", "enquired_child"}
OUTSIDERS = ("erik", "sofie", "ivan", "thomas", "line", "karl_user", "nobody")


@pytest.fixture
def full(db: None, clock_set: None) -> World:
    """Return the world full of canaries."""
    return made_once(make_full_world)


def client_of(world: World, who: str) -> Client:
    """Return a browser of a member of the cast; nobody has not signed in."""
    if who == SYSTEM_OF_NORD:
        return Client(headers=a_caller(world, "nord").headers())
    return Client() if who == "nobody" else signed_in(User.objects.get(pk=world.users[who].pk))


CASEWORK = {"anna", "camilla", "rune"}
COURSE = {"dorte", "esben"}
TEXTS: dict[str, set[str]] = {
    "zselmanotat": COURSE,
    "znoahnotat": {"gry", "nadia"},
    "zfridasvar": COURSE,
    "zselmafund": CASEWORK,
    "zselmasyn": CASEWORK,
    "zfridasyn": CASEWORK,
    # The notification behind a case follows it: its adviser and their team leader read it.
    "zselmavurdering": {*CASEWORK, "kirsten"},
    "zselmaskole": {*CASEWORK, "kirsten", "hanne"},
    "zselmahistorie": {*CASEWORK, *COURSE},
    "zselmaplan": {*CASEWORK, *COURSE},
    "zselmaformaal": {*CASEWORK, *COURSE},
    "zfridamaal": {*CASEWORK, *COURSE, "frida"},
    # Who stands around a family is a third party: no partner, no other adult of the family.
    "zfridaretter": {*CASEWORK, *COURSE},
    "zselmatid": {*CASEWORK, *COURSE},
    "zfridanetvaerk": {*CASEWORK, *COURSE, "frida"},
    "zselmaopgave": {*CASEWORK, *COURSE, "hanne"},
    # What a family is to get out of a group is its own: the other family in it reads nothing of it.
    "gruppemaalberg": {"gry", "nadia", "ida"},
    "gruppemaalholm": {*COURSE, "frida", "jonas", "selma_user"},
    # What a partner answers is theirs and the workers' on the course, and nobody's in the family.
    "zselmasamarbejde": {*COURSE, "hanne"},
}
SECRETS = re.compile(
    "|".join(TEXTS),
    re.IGNORECASE,
)


def look(world: World, client: Client, url: str, texts: set[str]) -> tuple[int, set[str], set[str]]:
    """Return the status, the persons whose canaries the answer carries, and those looked up."""
    before = LookupPerson.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    answer = client.get(url)
    body = b"".join(answer) if answer.streaming else answer.content
    said = body.decode(errors="ignore") + str(dict(answer.headers))
    shown = persons_in(said)
    texts.update(word.lower() for word in SECRETS.findall(said))
    ids = LookupPerson.objects.filter(pk__gt=before).values_list("person_id", flat=True)
    names = {person.pk: key for key, person in world.persons.items()}
    return answer.status_code, shown, {names[number] for number in ids if number in names}


def cell(world: World, client: Client, route: str, texts: set[str]) -> tuple[str, list[str]]:
    """Return what a route answered in all its places, and what was shown without a look-up."""
    told, unlogged = [], []
    for url in addresses(world, route):
        status, shown, looked_up = look(world, client, url, texts)
        told.append(" ".join([str(status), *sorted(shown)]))
        if missing := shown - looked_up - NOT_ON_FILE:
            unlogged.append(f"{route} {url} shows {sorted(missing)} without a look-up")
    return " | ".join(told), unlogged


@pytest.mark.parametrize("who", CAST)
def test_each_route_shows_each_reader_what_the_cell_says_and_logs_it(full: World, who: str) -> None:
    client, unlogged = client_of(full, who), []
    cells: dict[str, str] = {}
    texts: set[str] = set()
    for route in all_routes():
        cells[route], missing = cell(full, client, route, texts)
        unlogged += missing
    cells["texts"] = " ".join(sorted(texts))
    file = CELLS / f"{who}.toml"
    if os.environ.get("MATRIX_WRITE"):
        CELLS.mkdir(exist_ok=True)
        file.write_text("".join(f'"{r}" = "{told}"\n' for r, told in cells.items()))
    assert unlogged == []
    assert cells == tomllib.loads(file.read_text())


def kept(who: str) -> dict[str, str]:
    """Return the cells of a member of the cast."""
    return tomllib.loads((CELLS / f"{who}.toml").read_text())


def persons_of(who: str) -> set[str]:
    """Return every person a member of the cast is shown anywhere."""
    told = [cell for route, cell in kept(who).items() if route != "texts"]
    words = {word for cell in told for word in cell.replace("|", " ").split()}
    return {word for word in words if not word.isdigit()}


@pytest.mark.parametrize(("text", "readers"), TEXTS.items())
def test_each_text_is_met_by_those_the_rights_table_names_and_nobody_else(
    text: str, readers: set[str]
) -> None:
    assert {who for who in CAST if text in kept(who)["texts"].split()} == readers


@pytest.mark.parametrize("who", OUTSIDERS)
def test_who_has_no_tie_to_a_family_is_shown_nobody(who: str) -> None:
    assert persons_of(who) - {"karl"} == set()


@pytest.mark.parametrize(
    "who", ["anna", "bo", "camilla", "rune", "kirsten", "dorte", "pia", "mette", "system"]
)
def test_nobody_of_the_authority_is_shown_anybody_in_prevention(who: str) -> None:
    assert not persons_of(who) & {"ida_berg", "noah", "karl", "enquirer", "enquired_child"}


@pytest.mark.parametrize("who", ["gry", "nadia"])
def test_nobody_in_prevention_is_shown_anybody_of_the_authority(who: str) -> None:
    assert persons_of(who) <= {"ida_berg", "noah", "enquirer", "enquired_child"}


def test_one_parent_is_never_shown_what_is_the_others_alone() -> None:
    assert "frida_holm" not in persons_of("lars_user") | persons_of("jonas")
    assert not persons_of("frida") & {"jonas_holm", "lars"}


def test_children_are_shown_no_other_child() -> None:
    assert persons_of("oliver_user") <= {"oliver"}
    assert persons_of("selma_user") <= {"selma"}


def test_a_partner_is_shown_only_the_child_of_their_own_notification() -> None:
    assert persons_of("hanne") <= {"selma"}


def test_the_protected_address_is_shown_nowhere(full: World) -> None:
    client = client_of(full, "nadia")
    for route in all_routes():
        for url in addresses(full, route):
            assert b"Zskjultvej" not in client.get(url).content, url


# What anybody on the staff opens and closes for themselves.
OWN_THINGS = frozenset({"staff:calendar_open", "staff:calendar_close"})


@pytest.mark.parametrize("who", ["erik", "ivan", "frida", "hanne", "nobody"])
def test_posting_out_of_reach_writes_nothing_and_shows_nobody(full: World, who: str) -> None:
    client = client_of(full, who)
    before, persons = AuditLine.objects.count(), Person.objects.count()
    for route in all_routes():
        if not route.startswith("staff:") or route in OWN_THINGS:
            continue
        for url in addresses(full, route):
            answer = client.post(url, {"reason": "acute", "number": "0245880009"})
            assert persons_in(answer.content.decode()) == set(), url
    assert (AuditLine.objects.count(), Person.objects.count()) == (before, persons)


def test_no_route_is_without_a_cell() -> None:
    for who in CAST:
        assert set(kept(who)) == {*all_routes(), "texts"}, who
