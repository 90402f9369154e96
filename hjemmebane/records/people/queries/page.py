"""All that a reader may know of one person on one page."""

from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.access import Aspect
from hjemmebane.domain.people import PARENT_KINDS, Masked, RelationKind
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.people.models import (
    Party,
    Person,
    Relation,
)
from hjemmebane.records.people.queries.cards import (
    PersonCard,
    address_of,
    cards,
    cards_by_id,
    person_card,
)
from hjemmebane.records.people.queries.families import HomeRow, families_of, homes_of
from hjemmebane.records.people.queries.looks import LookupRow, lookups_about
from hjemmebane.records.people.queries.persons import (
    custody_holders,
    get_person,
    may_reveal,
    visible_persons,
)
from hjemmebane.records.people.queries.sharing import ConsentRow, consents_of
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class KinRow:
    """A relation between two persons, read from one of them."""

    card: PersonCard
    kind: str
    from_on: date | None
    to_on: date | None


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A dossier that a person is party to, as a place to give consent or look things up."""

    id: int
    public_id: str
    kind: str
    unit: str
    role: str


@dataclass(frozen=True, slots=True)
class PersonPage:
    """All that a reader may know of one person on one page."""

    card: PersonCard
    address: str | Masked
    homes: tuple[HomeRow, ...]
    kin: tuple[KinRow, ...]
    custody: tuple[PersonCard, ...]
    dossiers: tuple[DossierRow, ...]
    consents: tuple[ConsentRow, ...]
    looks: tuple[LookupRow, ...]
    has_number: bool
    may_reveal: bool


def person_page(public_id: object, user: User) -> PersonPage:
    """Return a person's page; raise NotVisible where the person is out of reach."""
    person = get_person(public_id, user)
    places = _places(person, user)
    homes = [home for family in families_of(person) for home in homes_of(family, user)]
    holders = cards(custody_holders(person), user)
    return PersonPage(
        card=person_card(person, user, "person"),
        address=address_of(person),
        homes=tuple(homes),
        kin=tuple(_kin(person, user)),
        custody=tuple(holders.values()),
        dossiers=tuple(places),
        consents=tuple(_consents_about(person, user)),
        looks=tuple(lookups_about(person.pk)),
        has_number=person.numbers.exists(),
        may_reveal=may_reveal(person, user),
    )


def _places(person: Person, user: User) -> list[DossierRow]:
    rows = Party.objects.filter(reach_of(user).q("dossier", Aspect.CASE_EXISTS), person=person)
    return [
        DossierRow(
            p.dossier_id, str(p.dossier.public_id), p.dossier.kind, p.dossier.unit.name, p.role
        )
        for p in rows.select_related("dossier__unit").order_by("-dossier__opened_at")
    ]


def _kin(person: Person, user: User) -> list[KinRow]:
    rows = list(person.relations.all()) + list(person.relations_to.all())
    seen = set(visible_persons(user).values_list("pk", flat=True).filter(pk__in=_others(rows)))
    found = cards_by_id(seen, user)
    return [
        KinRow(found[other], _kind_from(row, person), row.from_on, row.to_on)
        for row in rows
        if (other := row.other_id if row.person_id == person.pk else row.person_id) in found
    ]


def _others(rows: list[Relation]) -> set[int]:
    return {number for row in rows for number in (row.person_id, row.other_id)}


_INVERSE = {
    **dict.fromkeys(PARENT_KINDS, "child"),
    RelationKind.STEP_PARENT: "step_child",
    RelationKind.GRANDPARENT: "grandchild",
}


def _kind_from(row: Relation, person: Person) -> str:
    """Return what the other is to the person: a row says what its person is to its other."""
    kind = RelationKind(row.kind)
    return _INVERSE.get(kind, kind.value) if row.person_id == person.pk else kind.value


def _consents_about(person: Person, user: User) -> list[ConsentRow]:
    dossiers = Dossier.objects.filter(parties__person=person).distinct().order_by("pk")
    return [row for dossier in dossiers for row in consents_of(dossier, user)]
