"""Families and their homes."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.people import Masked
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import (
    Family,
    FamilyMember,
    Household,
    Person,
    Residence,
)
from hjemmebane.records.people.queries.cards import PersonCard, address_text, cards
from hjemmebane.records.people.queries.persons import visible_persons


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home of a family and who lives there."""

    public_id: str
    label: str
    address: str | Masked
    residents: tuple[tuple[PersonCard, str], ...]


def families_of(person: Person, on: date | None = None) -> list[Family]:
    """Return the families a person belongs to on a day."""
    rows = FamilyMember.objects.filter(running(on or clock.today()), person=person)
    return [row.family for row in rows.select_related("family").order_by("pk")]


def members_of(family: Family, user: User) -> list[PersonCard]:
    """Return the members of a family whom the reader may see, eldest first."""
    ids = FamilyMember.objects.filter(running(clock.today()), family=family).values("person_id")
    persons = list(visible_persons(user).filter(pk__in=ids).order_by("born_on", "pk"))
    found = cards(persons, user)
    return [found[person.pk] for person in persons]


def get_family(public_id: object, user: User) -> Family:
    """Return a family of which the reader may see a member; raise NotVisible otherwise."""
    found = Family.objects.filter(
        public_id=str(public_id), members__person__in=visible_persons(user)
    ).first()
    if found is None:
        raise NotVisible("family", public_id)
    return found


def homes_of(family: Family, user: User) -> list[HomeRow]:
    """Return the homes of those whom the reader may see, and who of them live there."""
    rows = list(
        Residence.objects.filter(running(clock.today()), household__family=family)
        .filter(person__in=visible_persons(user))
        .select_related("person", "household")
        .order_by("person__born_on")
    )
    homes = sorted({row.household for row in rows}, key=lambda home: home.pk)
    found = cards([row.person for row in rows], user)
    return [
        HomeRow(
            str(home.public_id),
            home.label,
            home_address(home, [row.person for row in rows if row.household_id == home.pk]),
            tuple((found[r.person_id], r.share) for r in rows if r.household_id == home.pk),
        )
        for home in homes
    ]


def home_address(home: Household, residents: list[Person]) -> str | Masked:
    """Return a home's address, masked where it or anyone living there is protected."""
    hidden = home.is_protected or any(person.has_protected_address for person in residents)
    return Masked() if hidden else address_text(home)
