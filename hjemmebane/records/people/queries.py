"""Reads about persons. Names leave only as cards, and each card handed out is a look-up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level, Register
from hjemmebane.domain.identity import BadNumber, age_on, fold, read_number
from hjemmebane.domain.people import Masked, PartyRole
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import Dossier, LookupPerson, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import (
    Consent,
    Custody,
    Disclosure,
    Family,
    FamilyMember,
    Household,
    Party,
    Person,
    PersonNumber,
    PersonQuerySet,
    Residence,
)
from hjemmebane.records.people.reach import reach_of

SEARCH_MAX = 50
LOOKUPS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class PersonCard:
    """A person as a reader may see them; protected values are masks."""

    id: int
    public_id: str
    name: str | Masked
    given_name: str | Masked
    born_on: date | None
    age: int | None
    is_protected: bool
    has_protected_address: bool
    address: str | Masked
    language: str
    needs_interpreter: bool
    companion: str

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A person and their place in a dossier."""

    card: PersonCard
    role: str


@dataclass(frozen=True, slots=True)
class HomeRow:
    """A home of a family and who lives there."""

    public_id: str
    label: str
    address: str | Masked
    residents: tuple[tuple[PersonCard, str], ...]


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent as staff and family read it."""

    public_id: str
    given_by: PersonCard
    about: PersonCard
    to_unit: str
    to_whom: str
    what: str
    purpose: str
    given_on: date
    until_on: date
    withdrawn_at: datetime | None
    is_valid: bool


@dataclass(frozen=True, slots=True)
class LookupRow:
    """One look at a person's record: role, unit, time and reason, and never a name."""

    at: datetime
    role: str
    unit: str
    why: str
    route: str
    is_refused: bool


def visible_persons(user: User) -> "PersonQuerySet":
    """Return the persons a reader may see."""
    return Person.objects.in_reach(reach_of(user))


def get_person(public_id: object, user: User) -> Person:
    """Return a person in the reader's reach; raise NotVisible otherwise."""
    found = visible_persons(user).filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("person", public_id)
    return found


def person_card(person: Person, user: User | None, why: str = "") -> PersonCard:
    """Return one person's card."""
    return cards([person], user, why)[person.pk]


def cards_by_id(ids: Iterable[int], user: User | None, why: str = "") -> dict[int, PersonCard]:
    """Return the cards of persons by id."""
    wanted = {number for number in ids if number}
    return cards(list(Person.objects.filter(pk__in=wanted)), user, why) if wanted else {}


def cards(persons: Sequence[Person], user: User | None, why: str = "") -> dict[int, PersonCard]:
    """Return the cards of persons and note each as shown.

    Addresses come in one query for all; a protected one is a mask whoever reads. A protected
    name shows to those tied to the person's own dossier only.
    """
    lookups.show((person.pk for person in persons), why)
    addresses = _addresses([person.pk for person in persons])
    named = _may_see_protected_names(persons, user)
    return {p.pk: _card(p, addresses.get(p.pk, ""), p.pk in named) for p in persons}


def _card(person: Person, address: str | Masked, is_named: bool) -> PersonCard:
    hidden = person.has_protected_name and not is_named
    full = f"{person.given_name} {person.family_name}".strip()
    return PersonCard(
        id=person.pk,
        public_id=str(person.public_id),
        name=Masked("name") if hidden else full,
        given_name=Masked("name") if hidden else person.given_name,
        born_on=None if hidden else person.born_on,
        age=age_on(person.born_on, clock.today()) if person.born_on and not hidden else None,
        is_protected=person.has_protected_name or person.has_protected_address,
        has_protected_address=person.has_protected_address,
        address=Masked() if person.has_protected_address else address,
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        companion=person.companion,
    )


def _addresses(ids: list[int]) -> dict[int, str | Masked]:
    rows = (
        Residence.objects.filter(running(clock.today()), person_id__in=ids)
        .select_related("household")
        .order_by("from_on", "pk")
    )
    return {
        row.person_id: Masked() if row.household.is_protected else address_text(row.household)
        for row in rows
    }


def address_text(home: Household) -> str:
    """Return an address in one line."""
    return f"{home.street}, {home.postal_code} {home.town}".strip(", ")


def _may_see_protected_names(persons: Sequence[Person], user: User | None) -> set[int]:
    protected = [person.pk for person in persons if person.has_protected_name]
    if not protected:
        return set()
    if user is None:
        return set()
    reach = reach_of(user)
    if reach.is_family:
        return {number for number in protected if number == reach.person_id}
    near = reach.span(Aspect.CASE_EXISTS, Level.YES, Level.ORDER).dossiers - reach.barred
    rows = Party.objects.filter(person_id__in=protected, dossier_id__in=near)
    return set(rows.values_list("person_id", flat=True))


def parties_of(
    dossier: Dossier, user: User | None, *roles: PartyRole, on: date | None = None
) -> list[PartyRow]:
    """Return who is party to a dossier on a day, children first by age."""
    rows = Party.objects.filter(running(on or clock.today()), dossier=dossier)
    if roles:
        rows = rows.filter(role__in=roles)
    places = list(rows.select_related("person"))
    found = cards([place.person for place in places], user)
    order = {role: place for place, role in enumerate(PartyRole)}
    places.sort(key=lambda p: (order[PartyRole(p.role)], str(p.person.born_on), p.pk))
    return [PartyRow(found[place.person_id], place.role) for place in places]


def party_ids(dossier: Dossier, *roles: PartyRole) -> list[int]:
    """Return the ids of the persons party to a dossier today, with some roles."""
    rows = Party.objects.filter(running(clock.today()), dossier=dossier)
    if roles:
        rows = rows.filter(role__in=roles)
    return list(rows.order_by("pk").values_list("person_id", flat=True))


def persons_by_id(ids: Iterable[int]) -> dict[int, Person]:
    """Return persons by id, for other records' rules; not to be shown (use cards)."""
    return Person.objects.in_bulk(list(ids))


def dossiers_of(person: Person, user: User) -> list[Dossier]:
    """Return the dossiers in reach that a person is party to."""
    rows = Party.objects.filter(reach_of(user).q("dossier", Aspect.CASE_EXISTS), person=person)
    return [row.dossier for row in rows.select_related("dossier").order_by("-dossier__opened_at")]


def custody_holders(child: Person, on: date | None = None) -> list[Person]:
    """Return who holds custody of a child on a day."""
    rows = Custody.objects.filter(running(on or clock.today()), child=child)
    return [row.holder for row in rows.select_related("holder").order_by("pk")]


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
    """Return the homes of a family and who of those the reader may see lives there."""
    homes = list(family.households.order_by("pk"))
    rows = list(
        Residence.objects.filter(running(clock.today()), household__in=homes)
        .filter(person__in=visible_persons(user))
        .select_related("person")
        .order_by("person__born_on")
    )
    found = cards([row.person for row in rows], user)
    return [
        HomeRow(
            str(home.public_id),
            home.label,
            _home_address(home, [row.person for row in rows if row.household_id == home.pk]),
            tuple((found[r.person_id], r.share) for r in rows if r.household_id == home.pk),
        )
        for home in homes
    ]


def _home_address(home: Household, residents: list[Person]) -> str | Masked:
    hidden = home.is_protected or any(person.has_protected_address for person in residents)
    return Masked() if hidden else address_text(home)


def search_names(text: str, user: User) -> list[PersonCard]:
    """Return the persons in reach whose names begin with each part of the text.

    Protected persons are found by name only by those tied to their own dossier.
    """
    parts = [part for part in fold(text).split() if part]
    if not parts:
        return []
    lookups.note_search(keyring.ring().blind_index(" ".join(parts), "search"))
    reach = reach_of(user)
    persons = visible_persons(user)
    for part in parts:
        persons = persons.filter(tokens__token__gte=part, tokens__token__lt=part + "\U0010ffff")
    near = Party.objects.filter(
        dossier_id__in=reach.span(Aspect.CASE_EXISTS, Level.YES, Level.ORDER).dossiers
    ).values("person_id")
    shown = persons.filter(Q(has_protected_name=False) | Q(pk__in=near)).distinct()
    found = list(shown.order_by("sort_key", "pk")[:SEARCH_MAX])
    by_id = cards(found, user, "search")
    return [by_id[person.pk] for person in found]


def find_by_number(number: str, user: User) -> PersonCard | None:
    """Return the person in reach with exactly this number, or None; never by part of it."""
    person = person_with_number(number, *_registers_of(user))
    if person is None:
        return None
    seen = visible_persons(user).filter(pk=person.pk).first()
    return person_card(seen, user, "search") if seen else None


def _registers_of(user: User) -> tuple[Register, ...]:
    return (Register.AUTHORITY, Register.PREVENTION)


def person_with_number(number: str, *registers: Register) -> Person | None:
    """Return the person with a number in the registers, for matching; not to be shown."""
    try:
        read = read_number(number, allow_demo=settings.ALLOW_DEMO_NUMBERS)
    except BadNumber:
        return None
    ring = keyring.ring()
    indexes = [
        ring.blind_index(read.digits, register, key)
        for register in registers
        for key in ring.ids("index")
    ]
    found = PersonNumber.objects.filter(index__in=indexes).select_related("person").first()
    return found.person if found else None


def numbers_of(person: Person) -> list[str]:
    """Return a person's numbers in clear, newest first; call only behind a reveal."""
    rows = person.numbers.order_by("-from_on", "-pk")
    return [keyring.unseal(bytes(row.sealed), number_context(person)).decode() for row in rows]


def number_context(person: Person) -> bytes:
    """Return what a sealed number is bound to: its person."""
    return f"person:{person.public_id}".encode()


def consents_of(dossier: Dossier, user: User) -> list[ConsentRow]:
    """Return the consents of a dossier, newest first."""
    rows = list(
        Consent.objects.filter(reach_of(user).q("dossier", Aspect.CASE_EXISTS), dossier=dossier)
        .select_related("to_unit")
        .order_by("-given_on", "-pk")
    )
    found = cards_by_id({n for row in rows for n in (row.given_by_id, row.about_id)}, user)
    today = clock.today()
    return [
        ConsentRow(
            str(row.public_id),
            found[row.given_by_id],
            found[row.about_id],
            row.to_unit.name,
            row.to_whom,
            row.what,
            row.purpose,
            row.given_on,
            row.until_on,
            row.withdrawn_at,
            is_valid(row, today),
        )
        for row in rows
    ]


def is_valid(consent: Consent, day: date) -> bool:
    """Return whether a consent holds on a day."""
    return consent.withdrawn_at is None and consent.given_on <= day <= consent.until_on


def disclosures_of(dossier: Dossier, *, for_family: bool = False) -> list[Disclosure]:
    """Return what was passed on from a dossier, newest first."""
    rows = Disclosure.objects.filter(dossier=dossier).select_related("to_unit")
    return list((rows.filter(is_told_to_family=True) if for_family else rows).order_by("-at"))


def lookups_about(person_id: int, limit: int = LOOKUPS_SHOWN) -> list[LookupRow]:
    """Return the latest looks at a person's record, newest first, without names of staff."""
    rows = (
        LookupPerson.objects.filter(person_id=person_id)
        .exclude(request__user__person_id=person_id)
        .select_related("request")
        .order_by("-request__at", "-request_id")[:limit]
    )
    return [
        LookupRow(
            row.request.at,
            row.request.role,
            row.request.unit_name,
            row.request.why,
            row.request.route,
            row.request.is_refused,
        )
        for row in rows
    ]
