"""Names without the rest of the card, for lists of many: masked where protected, always noted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q

from hjemmebane.domain.access import Aspect, Level, Register
from hjemmebane.domain.identity import fold
from hjemmebane.domain.people import Masked
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import User
from hjemmebane.records.people.models import Party, Person
from hjemmebane.records.people.queries.finding import person_with_number, tokens_beginning
from hjemmebane.records.people.reach import reach_of

NAME_FIELDS = (
    *("pk", "public_id", "given_name", "family_name", "born_on"),
    *("has_protected_name", "has_protected_address"),
)
"""The columns a name card is made of, in this order; with a prefix from another table."""


@dataclass(frozen=True, slots=True)
class NameCard:
    """A person by name: a protected name is a mask, and then the birthday is hidden too."""

    id: int
    public_id: str
    name: str | Masked
    born_on: date | None
    is_protected: bool


def name_fields(path: str) -> tuple[str, ...]:
    """Return the columns of a name card as another table reaches them."""
    return tuple(f"{path}__{field}" for field in NAME_FIELDS)


def name_cards(rows: Iterable[tuple[Any, ...]], user: User, why: str = "") -> dict[int, NameCard]:
    """Return the cards of persons read as `NAME_FIELDS`, and note each as shown."""
    found = {row[0]: row for row in rows}
    lookups.show(found, why)
    named = _may_be_named({number for number, row in found.items() if row[5]}, user)
    return {number: _card(row, number in named) for number, row in found.items()}


def _card(row: tuple[Any, ...], is_named: bool) -> NameCard:
    number, public_id, given, family, born_on, hides_name, hides_address = row
    is_hidden = hides_name and not is_named
    return NameCard(
        number,
        str(public_id),
        Masked("name") if is_hidden else f"{given} {family}".strip(),
        None if is_hidden else born_on,
        hides_name or hides_address,
    )


def _may_be_named(protected: set[int], user: User) -> set[int]:
    """Return those whose protected name the reader sees: who is tied to their own dossier."""
    if not protected:
        return set()
    reach = reach_of(user)
    near = reach.span(Aspect.CASE_EXISTS, Level.YES, Level.ORDER).dossiers - reach.barred
    if reach.is_family or not near:
        return {number for number in protected if number == reach.person_id}
    rows = Party.objects.filter(person_id__in=protected, dossier_id__in=near)
    return set(rows.values_list("person_id", flat=True))


def names_beginning(text: str, user: User, limit: int) -> list[NameCard]:
    """Return persons of the authority in reach whose names begin with each part of the text.

    In the order of the longest part's own index, so that the search ends when the page is full.
    A protected name is found by nobody this way.
    """
    parts = sorted({part for part in fold(text).split() if part})
    if not parts:
        return []
    lookups.note_search(keyring.ring().blind_index(" ".join(parts), "search"))
    near = reach_of(user).q("dossier", Aspect.CASE_EXISTS)
    places = Party.objects.filter(near, person=OuterRef("person_id"))
    rows = tokens_beginning(parts, Register.AUTHORITY).filter(
        Exists(places), person__has_protected_name=False
    )
    ordered = rows.values_list(*name_fields("person"))
    found = _first_of_each(list(ordered[: limit * 2]), limit)
    return list(name_cards(found, user, "search").values())


def _first_of_each(rows: list[tuple[Any, ...]], limit: int) -> list[tuple[Any, ...]]:
    """Return the first rows, one a person: two parts of a name may begin alike."""
    found: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        found.setdefault(row[0], row)
    return list(found.values())[:limit]


def find_name_by_number(number: str, user: User) -> NameCard | None:
    """Return the person of the authority in reach, or in hand, with exactly this number."""
    person = person_with_number(number, Register.AUTHORITY)
    if person is None:
        return None
    rows = Person.objects.filter(_in_hand(user), pk=person.pk)
    found = name_cards(rows.values_list(*NAME_FIELDS), user, "search")
    return found.get(person.pk)


def person_to_open_for(public_id: object, user: User) -> Person:
    """Return a person in reach, or in hand: registered by the reader and in no case yet."""
    found = Person.objects.filter(_in_hand(user), public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("person", public_id)
    return found


def _in_hand(user: User) -> Q:
    near = reach_of(user).q("dossier", Aspect.CASE_EXISTS)
    own = Party.objects.filter(person=OuterRef("pk"))
    return Q(Exists(own.filter(near))) | (Q(registration__by=user) & ~Q(Exists(own)))


def name_card_of(person: Person, user: User) -> NameCard:
    """Return the card of one person who was just written."""
    row = tuple(getattr(person, field) for field in NAME_FIELDS)
    return name_cards([row], user)[person.pk]
