"""Everyone around one child in one dossier: who they are, custody, homes, how to reach them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.identity import needs_custody_holder
from hjemmebane.domain.people import Masked, PartyRole
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import (
    Custody,
    Family,
    FamilyMember,
    Household,
    Party,
    Person,
    Relation,
    Residence,
)
from hjemmebane.records.people.queries.cards import PersonCard, address_text, cards
from hjemmebane.records.people.queries.kin import kin_words, related_on_day


@dataclass(frozen=True, slots=True)
class LivesIn:
    """That a person lives in a home of the family, and how much of the time."""

    home_id: str
    label: str
    share: str


@dataclass(frozen=True, slots=True)
class PersonAround:
    """One person around a child, as staff on the case see them; protected values are masks."""

    card: PersonCard
    role: str
    kin: str
    kind: str
    since: date
    custody_from: date | None
    custody_to: date | None
    homes: tuple[LivesIn, ...]
    is_member: bool
    phone: str
    email: str
    representative: str
    version: int


@dataclass(frozen=True, slots=True)
class FamilyHome:
    """A home of the family, by its label; its address may be a mask."""

    public_id: str
    label: str
    address: str | Masked


@dataclass(frozen=True, slots=True)
class ChildAround:
    """A child and everyone around it in one dossier, and the homes that these live in."""

    rows: tuple[PersonAround, ...]
    homes: tuple[FamilyHome, ...]
    is_custody_missing: bool

    def row(self, public_id: object) -> PersonAround:
        """Return one person around the child; raise NotVisible where nobody is meant."""
        found = next((row for row in self.rows if row.card.public_id == str(public_id)), None)
        if found is None:
            raise NotVisible("person", public_id)
        return found


def around_child(dossier: Dossier, child: Person, family: Family, user: User) -> ChildAround:
    """Return everyone around a child in a dossier that was fetched by right."""
    today = clock.today()
    places = list(Party.objects.filter(running(today), dossier=dossier).select_related("person"))
    order = {role: rank for rank, role in enumerate(PartyRole)}
    places.sort(key=lambda p: (order[PartyRole(p.role)], str(p.person.born_on), p.pk))
    ids = [place.person_id for place in places]
    found = cards([place.person for place in places], user, "case")
    words = kin_words(Party.objects.filter(dossier=dossier, role=PartyRole.CHILD))
    kinds = dict(
        Relation.objects.filter(related_on_day(), other=child, person_id__in=ids)
        .order_by("-pk")
        .values_list("person_id", "kind")
    )
    custody = {row.holder_id: row for row in Custody.objects.filter(running(today), child=child)}
    homes = list(Household.objects.filter(family=family).order_by("pk"))
    lives = _lives(ids, homes)
    members = set(
        FamilyMember.objects.filter(running(today), family=family).values_list(
            "person_id", flat=True
        )
    )
    rows = [
        PersonAround(
            card=found[place.person_id],
            role=place.role,
            kin="" if place.role == PartyRole.CHILD else words.get(place.person_id, ""),
            kind=kinds.get(place.person_id, ""),
            since=place.from_on,
            custody_from=custody[place.person_id].from_on if place.person_id in custody else None,
            custody_to=custody[place.person_id].to_on if place.person_id in custody else None,
            homes=lives[place.person_id],
            is_member=place.person_id in members,
            phone=place.person.phone,
            email=place.person.email,
            representative=place.person.representative,
            version=place.person.version,
        )
        for place in places
    ]
    lived_in = {home.home_id for row in rows for home in row.homes}
    near = [home for home in homes if str(home.public_id) in lived_in]
    return ChildAround(tuple(rows), _homes(near), is_custody_missing(child))


def _lives(ids: Collection[int], homes: list[Household]) -> dict[int, tuple[LivesIn, ...]]:
    found: dict[int, tuple[LivesIn, ...]] = defaultdict(tuple)
    rows = Residence.objects.filter(
        running(clock.today()), person_id__in=ids, household__in=homes
    ).select_related("household")
    for row in rows.order_by("household_id", "pk"):
        home = LivesIn(str(row.household.public_id), row.household.label, row.share)
        found[row.person_id] = (*found[row.person_id], home)
    return found


def _homes(homes: list[Household]) -> tuple[FamilyHome, ...]:
    """Return homes with their addresses; whoever lives there may hide it, seen here or not."""
    hidden = set(
        Residence.objects.filter(
            running(clock.today()), household__in=homes, person__has_protected_address=True
        ).values_list("household_id", flat=True)
    )
    return tuple(
        FamilyHome(
            str(home.public_id),
            home.label,
            Masked() if home.is_protected or home.pk in hidden else address_text(home),
        )
        for home in homes
    )


def is_custody_missing(child: Person, on: date | None = None) -> bool:
    """Return whether nobody is recorded as holding custody of a child under 18."""
    return bool(without_custody_holder([child.pk], on))


def without_custody_holder(child_ids: Collection[int], on: date | None = None) -> frozenset[int]:
    """Return which of some children are under 18 and have no custody holder on a day."""
    day = on or clock.today()
    held = Custody.objects.filter(running(day), child_id__in=child_ids).values("child_id")
    rows = Person.objects.filter(~Q(pk__in=held), pk__in=child_ids)
    born = rows.values_list("pk", "born_on")
    return frozenset(pk for pk, born_on in born if needs_custody_holder(born_on, day))


def home_of_family(family: Family, public_id: str) -> Household:
    """Return a home of a family that was fetched by right; raise NotVisible otherwise."""
    found = Household.objects.filter(family=family, public_id=public_id).first()
    if found is None:
        raise NotVisible("household", public_id)
    return found
