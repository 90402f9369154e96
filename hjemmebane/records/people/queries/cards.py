"""Cards: the only way a name leaves the register; each card handed out is a look-up."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import Masked, PartyRole
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import (
    Household,
    Party,
    Person,
    Residence,
)
from hjemmebane.records.people.queries.kin import kin_words
from hjemmebane.records.people.reach import reach_of

IN_ADDRESS = ("street", "postal_code", "town")


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
    language: str
    needs_interpreter: bool
    companion: str

    def __str__(self) -> str:
        return str(self.name)


@dataclass(frozen=True, slots=True)
class PartyRow:
    """A person, their place in a dossier, and what they are to its children: “mor”, “far”."""

    card: PersonCard
    role: str
    kin: str = ""


def person_card(person: Person, user: User | None, why: str = "") -> PersonCard:
    """Return one person's card."""
    return cards([person], user, why)[person.pk]


def cards_by_id(ids: Iterable[int], user: User | None, why: str = "") -> dict[int, PersonCard]:
    """Return the cards of persons by id."""
    wanted = {number for number in ids if number}
    return cards(list(Person.objects.filter(pk__in=wanted)), user, why) if wanted else {}


def cards(persons: Sequence[Person], user: User | None, why: str = "") -> dict[int, PersonCard]:
    """Return the cards of persons and note each as shown.

    A protected name shows to those tied to the person's own dossier only. Where a person lives
    is not on the card: the one page that shows it asks for it.
    """
    lookups.show((person.pk for person in persons), why)
    named = _may_see_protected_names(persons, user)
    return {p.pk: _card(p, p.pk in named) for p in persons}


def _card(person: Person, is_named: bool) -> PersonCard:
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
        language=person.language,
        needs_interpreter=person.needs_interpreter,
        companion=person.companion,
    )


def address_of(person: Person) -> str | Masked:
    """Return where a person lives, or nothing; a protected address is a mask whoever reads.

    Whoever shares a home with a protected person shows no address either.
    """
    if person.has_protected_address:
        return Masked()
    protected = Q(household__is_protected=True) | Q(person__has_protected_address=True)
    shared = Residence.objects.filter(
        running(clock.today()), protected, household=OuterRef("household")
    )
    lives = Residence.objects.filter(running(clock.today()), person=person)
    rows = lives.annotate(is_hidden=Exists(shared)).order_by("-from_on", "-pk")
    home = rows.values_list("is_hidden", *(f"household__{part}" for part in IN_ADDRESS)).first()
    if home is None:
        return ""
    is_hidden, *parts = home
    return Masked() if is_hidden else _in_one_line(*parts)


def address_text(home: Household) -> str:
    """Return an address in one line."""
    return _in_one_line(home.street, home.postal_code, home.town)


def _in_one_line(street: str, postal_code: str, town: str) -> str:
    return f"{street}, {postal_code} {town}".strip(", ")


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
    words = kin_words(Party.objects.filter(dossier=dossier, role=PartyRole.CHILD))
    return [PartyRow(found[p.person_id], p.role, words.get(p.person_id, "")) for p in places]
