"""The pages of the network map: workers', the family's own, and the drawing on the family page."""

import re

import pytest

from hjemmebane.records.people.models import NetworkPerson
from tests.cast import World, signed_in
from tests.records.courses_story import a_course

OWN = "/min-side/netvaerk/"


def mark_of(page: str) -> str:
    found = re.search(r'name="mark" value="([^"]+)"', page)
    assert found
    return found[1]


def told(page: str, **more: str) -> dict[str, str]:
    given = {
        "name": "Mormor Inge",
        "relation": "mormor",
        "circle": "private",
        "closeness": "weekly",
        "support": "henter torsdag",
    }
    return {**given, "mark": mark_of(page), **more}


@pytest.fixture
def home(world: World) -> str:
    a_course(world)
    return f"/familier/{world.families['holm'].public_id}/"


def test_a_worker_puts_somebody_on_the_map_and_the_family_page_draws_them(
    world: World, home: str
) -> None:
    client = signed_in(world.dorte)
    page = client.get(f"{home}netvaerk/").content.decode()
    near = str(world.frida_holm.public_id)
    sent = told(page, near=near, told_by=near)
    assert client.post(f"{home}netvaerk/", sent).status_code == 303
    assert client.post(f"{home}netvaerk/", sent).status_code == 303
    row = NetworkPerson.objects.get()
    assert (row.near, row.told_by) == (world.frida_holm, world.frida_holm)
    drawn = client.get(home).content.decode()
    assert "tie-supports" in drawn
    assert f"{home}netvaerk/{row.public_id}/" in drawn
    assert re.search(r"<td[^>]*>mormor · henter torsdag</td>", drawn)


def test_a_stale_form_shows_both_versions(world: World, home: str) -> None:
    client = signed_in(world.dorte)
    client.post(f"{home}netvaerk/", told(client.get(f"{home}netvaerk/").content.decode()))
    row = NetworkPerson.objects.get()
    address = f"{home}netvaerk/{row.public_id}/"
    page = client.get(address).content.decode()
    assert client.post(address, told(page, version="1", support="A")).status_code == 303
    lost = client.post(address, told(page, version="1", support="B"))
    assert lost.status_code == 409
    assert {"A", "B"} <= set(re.findall(r'name="support" value="(\w)"', lost.content.decode()))


@pytest.mark.parametrize(
    "more",
    [
        {"name": ""},
        {"relation": "x" * 81},
        {"circle": "family"},
        {"near": "somebody"},
        {"mark": "forged"},
        {"support": "x" * 1_000_000},
    ],
)
def test_bad_input_is_told_and_nothing_is_written(
    world: World, home: str, more: dict[str, str]
) -> None:
    client = signed_in(world.dorte)
    page = client.get(f"{home}netvaerk/").content.decode()
    assert client.post(f"{home}netvaerk/", told(page, **more)).status_code in {413, 422}
    assert not NetworkPerson.objects.exists()


def test_a_parent_tells_of_their_own_and_the_other_parent_never_meets_it(
    world: World, home: str
) -> None:
    frida, jonas = signed_in(world.frida), signed_in(world.jonas)
    page = frida.get(OWN).content.decode()
    assert frida.post(OWN, told(page)).status_code == 303
    assert "Mormor Inge" in frida.get(OWN).content.decode()
    assert "Mormor Inge" not in jonas.get(OWN).content.decode()
    row = NetworkPerson.objects.get()
    assert jonas.post(f"{OWN}{row.public_id}/fjern/").status_code == 404
    assert frida.post(f"{OWN}{row.public_id}/fjern/").status_code == 303
    assert f"{row.public_id}/fjern/" not in frida.get(OWN).content.decode()


def test_who_may_know_only_the_names_meets_no_map(world: World, home: str) -> None:
    for who in ("pia", "erik", "hanne"):
        assert signed_in(world.users[who]).get(f"{home}netvaerk/").status_code == 404, who
