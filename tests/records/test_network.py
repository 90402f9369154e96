"""The network map: third parties, shown to whom the table names and to who told of them."""

import uuid

import pytest

from hjemmebane.domain.network import Closeness, NetworkGiven, Strength, strength_of
from hjemmebane.domain.refusals import NotVisible, Refused, Stale
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.people import actions
from hjemmebane.records.people.models import NetworkPerson
from hjemmebane.records.people.queries import get_network_person, network_in
from tests.cast import World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course

INGE = NetworkGiven("Mormor Inge", "mormor", closeness=Closeness.WEEKLY, support="henter torsdag")


@pytest.fixture
def dossier(world: World) -> Dossier:
    return a_course(world).dossier


def on_the_map(dossier: Dossier, user: User) -> list[str]:
    return [row.name for row in network_in([dossier.pk], fresh(user))]


def told_by_frida(world: World, dossier: Dossier, **more: object) -> NetworkPerson:
    return actions.add_network_person(
        by=fresh(world.dorte), dossier=dossier, given=INGE, told_by=world.frida_holm, **more
    )


@pytest.mark.parametrize(
    ("closeness", "support", "may_be_asked", "drawn"),
    [
        (Closeness.WEEKLY, "henter", False, Strength.SUPPORTS),
        (Closeness.WEEKLY, " ", False, Strength.AROUND),
        (Closeness.SELDOM, "henter", False, Strength.AROUND),
        (Closeness.WEEKLY, "henter", True, Strength.ASKABLE),
    ],
)
def test_a_tie_is_thick_only_where_somebody_supports_every_week(
    closeness: Closeness, support: str, may_be_asked: bool, drawn: Strength
) -> None:
    assert strength_of(closeness, support, may_be_asked=may_be_asked) is drawn


def test_those_who_work_on_it_see_the_map_and_of_the_family_only_who_told(
    world: World, dossier: Dossier
) -> None:
    told_by_frida(world, dossier)
    for who in ("anna", "dorte", "esben", "camilla", "rune", "frida"):
        assert on_the_map(dossier, world.users[who]) == ["Mormor Inge"], who
    for who in ("jonas", "selma_user", "hanne", "pia", "kirsten", "erik", "gry", "sofie"):
        assert on_the_map(dossier, world.users[who]) == [], who


def test_one_of_the_family_writes_for_themselves_alone(world: World, dossier: Dossier) -> None:
    frida = fresh(world.frida)
    mine = actions.add_network_person(
        by=frida, dossier=dossier, given=INGE, told_by=world.frida_holm
    )
    with pytest.raises(Refused, match="not_allowed"):
        actions.add_network_person(by=frida, dossier=dossier, given=INGE, told_by=world.jonas_holm)
    with pytest.raises(NotVisible):
        get_network_person(mine.public_id, fresh(world.jonas))
    with pytest.raises(Refused, match="not_allowed"):
        actions.end_network_person(by=fresh(world.jonas), row=mine)


def test_who_has_no_tie_puts_nobody_on_the_map(world: World, dossier: Dossier) -> None:
    for who in ("erik", "mette"):
        with pytest.raises(Refused, match="not_allowed"):
            actions.add_network_person(by=fresh(world.users[who]), dossier=dossier, given=INGE)
    assert not NetworkPerson.objects.exists()


def test_somebody_near_a_stranger_to_the_case_is_refused(world: World, dossier: Dossier) -> None:
    with pytest.raises(Refused, match="not_of_this_family"):
        told_by_frida(world, dossier, near=world.lars)
    with pytest.raises(Refused, match="network_name_missing"):
        actions.add_network_person(
            by=fresh(world.dorte), dossier=dossier, given=NetworkGiven(" ", "nabo")
        )


def test_the_same_form_twice_is_one_person_and_a_stale_one_is_told(
    world: World, dossier: Dossier
) -> None:
    mark = uuid.uuid4()
    row = told_by_frida(world, dossier, form_token=mark)
    with pytest.raises(Refused, match="already_saved"):
        told_by_frida(world, dossier, form_token=mark)
    given = NetworkGiven("Inge", "mormor", support="henter torsdag og fredag")
    changed = actions.change_network_person(
        by=fresh(world.anna), row=row, version=1, given=given, near=world.selma
    )
    assert (changed.support, changed.version) == ("henter torsdag og fredag", 2)
    with pytest.raises(Stale):
        actions.change_network_person(by=fresh(world.anna), row=row, version=1, given=INGE)


def test_who_is_taken_off_stays_in_the_history(world: World, dossier: Dossier) -> None:
    row = told_by_frida(world, dossier)
    actions.end_network_person(by=fresh(world.dorte), row=row)
    assert on_the_map(dossier, world.anna) == []
    assert NetworkPerson.objects.get().to_on is not None
