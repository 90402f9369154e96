"""The cast: the people every test knows, made through the real actions.

Erik, from another team, must never see anything of the Holm family. The Berg family is known to
prevention only: the mother's address is protected and the father must learn nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from hjemmebane import clock
from hjemmebane.domain.access import (
    Area,
    DossierKind,
    Register,
    Relation,
    RoleKey,
    UnitKind,
    UniversalServiceType,
    UserKind,
)
from hjemmebane.domain.people import PartyRole, RelationKind
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import Dossier, Team, Unit, User
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Family, Person
from tests.made_once import made_once

ANCHOR = date(2026, 11, 24)
MORNING = clock.moment(ANCHOR, 9, 30)
LONG_AGO = date(2020, 1, 1)

UNITS = {
    "reception": ("Modtagelsen", Area.AUTHORITY, UnitKind.RECEPTION, ""),
    "authority": ("Familieafdelingen", Area.AUTHORITY, UnitKind.AUTHORITY, ""),
    "provider": ("Familiehuset", Area.PROVIDER, UnitKind.PROVIDER, ""),
    "prevention": ("Tidlig Forebyggelse", Area.COORDINATION, UnitKind.PREVENTION, ""),
    "school": ("Engskolen", Area.UNIVERSAL, UnitKind.UNIVERSAL, UniversalServiceType.SCHOOL),
    "daycare": ("Kastanjen", Area.UNIVERSAL, UnitKind.UNIVERSAL, UniversalServiceType.DAY_CARE),
    "supplier": ("Nordlys Familiepleje ApS", Area.PROVIDER, UnitKind.PROVIDER, ""),
}
STAFF = {
    "anna": ("Anna Lund", RoleKey.ADVISER, "authority", "nord", "Rådgiver"),
    "bo": ("Bo Madsen", RoleKey.ADVISER, "authority", "nord", "Rådgiver"),
    "camilla": ("Camilla Riis", RoleKey.TEAM_LEADER, "authority", "nord", "Teamleder"),
    "erik": ("Erik Toft", RoleKey.ADVISER, "authority", "syd", "Rådgiver"),
    "kirsten": ("Kirsten Bang", RoleKey.RECEPTION, "reception", None, "Rådgiver i Modtagelsen"),
    "dorte": ("Dorte Kjær", RoleKey.THERAPIST, "provider", None, "Familiebehandler"),
    "esben": ("Esben Friis", RoleKey.THERAPIST, "provider", None, "Familiebehandler"),
    "mette": ("Mette Dahl", RoleKey.THERAPIST, "provider", None, "Sundhedsplejerske"),
    "thomas": ("Thomas Krag", RoleKey.THERAPIST, "supplier", None, "Familiebehandler"),
    "pia": ("Pia Skov", RoleKey.PROVIDER_HEAD, "provider", None, "Leder af Familiehuset"),
    "rune": ("Rune Holt", RoleKey.AUTHORITY_HEAD, "authority", None, "Myndighedsleder"),
    "gry": ("Gry Bech", RoleKey.PREVENTION_LEADER, "prevention", None, "Leder"),
    "nadia": ("Nadia Aziz", RoleKey.PREVENTION_WORKER, "prevention", None, "Forebygger"),
    "ivan": ("Ivan Krogh", RoleKey.CONTROLLER, "authority", None, "Controller"),
    "sofie": ("Sofie Juhl", RoleKey.ADMINISTRATOR, "authority", None, "Administrator"),
}


@dataclass
class World:
    """Everyone and everything the cast consists of, by short names."""

    units: dict[str, Unit] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    users: dict[str, User] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)
    families: dict[str, Family] = field(default_factory=dict)
    dossiers: dict[str, Dossier] = field(default_factory=dict)
    more: dict[str, Any] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        """Return a user, person, family, unit or other thing of the cast by its short name."""
        for shelf in ("users", "persons", "families", "units", "more"):
            if name in self.__dict__[shelf]:
                return self.__dict__[shelf][name]
        raise AttributeError(name)


def make_world() -> World:
    """Make the cast: units, staff, partners, the Holm and Berg families, and their dossiers."""
    world = World()
    _staff(world)
    _holm(world)
    _berg(world)
    _family_users(world)
    return world


def _staff(world: World) -> None:
    for key, (name, area, kind, service) in UNITS.items():
        world.units[key] = access.open_unit(
            by=SYSTEM, key=key, name=name, area=area, kind=kind, service_type=service
        )
    for key in ("nord", "syd"):
        world.teams[key] = access.open_team(
            by=SYSTEM, unit=world.units["authority"], name=f"Team {key.title()}"
        )
    for key, (name, role, unit, team, profession) in STAFF.items():
        user = _user(world, key, name, UserKind.STAFF, profession)
        access.give_role(
            by=SYSTEM,
            user=user,
            role=role,
            unit=world.units[unit],
            team=world.teams[team] if team else None,
            from_on=LONG_AGO,
        )
    hanne = _user(world, "hanne", "Hanne Storm", UserKind.PARTNER, "Lærer")
    access.give_role(
        by=SYSTEM, user=hanne, role=RoleKey.PARTNER, unit=world.units["school"], from_on=LONG_AGO
    )
    line = _user(world, "line", "Line Bro", UserKind.PARTNER, "Pædagog")
    access.give_role(
        by=SYSTEM, user=line, role=RoleKey.PARTNER, unit=world.units["daycare"], from_on=LONG_AGO
    )


def _user(
    world: World,
    key: str,
    name: str,
    kind: UserKind,
    profession: str = "",
    person: Person | None = None,
) -> User:
    world.users[key] = access.create_user(
        by=SYSTEM,
        email=f"{key}@lindeborg.example",
        name=name,
        kind=kind,
        profession=profession,
        person_id=person.pk if person else None,
    )
    return world.users[key]


def _person(
    world: World, key: str, register: Register, name: str, born: date, **more: Any
) -> Person:
    given, family = name.rsplit(" ", 1)
    world.persons[key] = people.register_person(
        by=SYSTEM,
        register=register,
        given_name=given,
        family_name=family,
        born_on=born,
        **more,
    )
    return world.persons[key]


def _holm(world: World) -> None:
    reg = Register.AUTHORITY
    frida = _person(
        world, "frida_holm", reg, "Frida Zfrida Holm", date(1988, 5, 2), cpr="0245880000"
    )
    jonas = _person(world, "jonas_holm", reg, "Jonas Zjonas Holm", date(1986, 9, 9))
    selma = _person(world, "selma", reg, "Selma Zselma Holm", date(2017, 2, 14))
    viggo = _person(world, "viggo", reg, "Viggo Zviggo Holm", date(2022, 6, 1))
    oliver = _person(world, "oliver", reg, "Oliver Zoliver Brandt", date(2010, 3, 3))
    lars = _person(world, "lars", reg, "Lars Zlars Brandt", date(1984, 1, 8))
    for child in (selma, viggo):
        for parent, kind in ((frida, RelationKind.MOTHER), (jonas, RelationKind.FATHER)):
            people.give_custody(by=SYSTEM, child=child, holder=parent, from_on=child.born_on)
            people.relate(by=SYSTEM, person=parent, other=child, kind=kind)
    people.give_custody(by=SYSTEM, child=oliver, holder=frida, from_on=oliver.born_on)
    people.relate(by=SYSTEM, person=frida, other=oliver, kind=RelationKind.MOTHER)
    people.relate(by=SYSTEM, person=lars, other=oliver, kind=RelationKind.FATHER)
    people.relate(by=SYSTEM, person=oliver, other=viggo, kind=RelationKind.HALF_SIBLING)
    family = people.create_family(
        by=SYSTEM,
        register=reg,
        name="Holm",
        members=[frida, jonas, selma, viggo, oliver],
        from_on=LONG_AGO,
    )
    world.families["holm"] = family
    _homes(world, family)
    for key, child in (("selma_case", selma), ("viggo_case", viggo)):
        _case_dossier(
            world,
            key,
            child,
            [(frida, PartyRole.CUSTODY_PARENT), (jonas, PartyRole.CUSTODY_PARENT)],
        )
    _case_dossier(
        world, "oliver_case", oliver, [(frida, PartyRole.CUSTODY_PARENT), (lars, PartyRole.PARENT)]
    )


def _homes(world: World, family: Family) -> None:
    people.add_home(
        by=SYSTEM,
        family=family,
        label="Hos Frida",
        street="Zmorvej 2",
        postal_code="9999",
        town="Lindeborg",
        residents=[
            (world.frida_holm, "hele tiden"),
            (world.selma, "9 af 14 dage"),
            (world.viggo, "9 af 14 dage"),
        ],
        from_on=LONG_AGO,
    )
    people.add_home(
        by=SYSTEM,
        family=family,
        label="Hos Jonas",
        street="Møllegade Zfarvej 8",
        postal_code="9999",
        town="Lindeborg",
        residents=[(world.jonas_holm, "hele tiden")],
        from_on=LONG_AGO,
    )


def _case_dossier(
    world: World, key: str, child: Person, others: list[tuple[Person, PartyRole]]
) -> None:
    dossier = access.open_dossier(
        by=SYSTEM,
        kind=DossierKind.CASE,
        register=Register.AUTHORITY,
        unit=world.units["authority"],
        team=world.teams["nord"],
    )
    world.dossiers[key] = dossier
    for person, role in [(child, PartyRole.CHILD), *others]:
        people.add_party(by=SYSTEM, person=person, dossier=dossier, role=role, from_on=LONG_AGO)
    access.tie(
        by=SYSTEM,
        user=world.users["anna"],
        dossier=dossier,
        relation=Relation.ADVISER,
        title="rådgiver",
        from_on=LONG_AGO,
    )


def _berg(world: World) -> None:
    reg = Register.PREVENTION
    mother = _person(
        world, "ida_berg", reg, "Ida Zida Berg", date(1990, 4, 4), has_protected_address=True
    )
    child = _person(world, "noah", reg, "Noah Znoah Berg", date(2018, 8, 8))
    father = _person(world, "karl", reg, "Karl Zkarl Berg", date(1989, 2, 2))
    people.give_custody(by=SYSTEM, child=child, holder=mother, from_on=child.born_on)
    people.relate(by=SYSTEM, person=father, other=child, kind=RelationKind.FATHER)
    family = people.create_family(
        by=SYSTEM, register=reg, name="Berg", members=[mother, child], from_on=LONG_AGO
    )
    world.families["berg"] = family
    people.add_home(
        by=SYSTEM,
        family=family,
        label="Hjemme",
        street="Zskjultvej 1",
        postal_code="9999",
        town="Lindeborg",
        residents=[(mother, "hele tiden"), (child, "hele tiden")],
        from_on=LONG_AGO,
    )
    dossier = access.open_dossier(
        by=SYSTEM, kind=DossierKind.PREVENTION, register=reg, unit=world.units["prevention"]
    )
    world.dossiers["berg"] = dossier
    for person, role in ((mother, PartyRole.CUSTODY_PARENT), (child, PartyRole.CHILD)):
        people.add_party(by=SYSTEM, person=person, dossier=dossier, role=role, from_on=LONG_AGO)


def _family_users(world: World) -> None:
    for key, person, role in (
        ("frida", "frida_holm", RoleKey.PARENT),
        ("jonas", "jonas_holm", RoleKey.PARENT),
        ("selma_user", "selma", RoleKey.CHILD),
        ("oliver_user", "oliver", RoleKey.CHILD),
        ("lars_user", "lars", RoleKey.PARENT),
        ("ida", "ida_berg", RoleKey.PARENT),
        ("karl_user", "karl", RoleKey.PARENT),
    ):
        found = world.persons[person]
        user = _user(world, key, found.given_name.split()[0], UserKind.FAMILY, person=found)
        access.give_role(by=SYSTEM, user=user, role=role, from_on=LONG_AGO)


def tie_therapist(world: World, who: str, dossier: str, course_id: int) -> None:
    """Tie a therapist to a course on a dossier."""
    access.tie(
        by=SYSTEM,
        user=world.users[who],
        dossier=world.dossiers[dossier],
        relation=Relation.THERAPIST,
        title="familiebehandler",
        course_id=course_id,
        from_on=clock.today() - timedelta(days=30),
    )


@pytest.fixture
def clock_set() -> Iterator[None]:
    """Set the clock to the morning of the anchor day."""
    with clock.at(MORNING):
        yield


@pytest.fixture
def world(db: None, clock_set: None) -> World:
    """Return the cast on the anchor day, in a database of the test's own."""
    return made_once(make_world)


@pytest.fixture
def free_hand() -> Iterator[None]:
    """Let a test write rows outside actions, to set something up that no action would."""
    with writing():
        yield


def signed_in(user: User) -> Client:
    """Return a browser signed in as a user."""
    client = Client(raise_request_exception=True)
    client.force_login(user)
    return client
