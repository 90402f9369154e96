"""Finding persons: by the beginning of any part of a name, or by a whole number."""

from collections.abc import Iterable

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from hjemmebane.domain.access import Aspect, DossierKind, Level, Register
from hjemmebane.domain.identity import BadNumber, fold, read_number
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.access.reach import Span
from hjemmebane.records.people.models import (
    NameToken,
    Party,
    Person,
    PersonNumber,
)
from hjemmebane.records.people.queries.cards import PersonCard, cards, person_card
from hjemmebane.records.people.queries.persons import visible_persons
from hjemmebane.records.people.reach import reach_of

SEARCH_MAX = 50


def search_names(text: str, user: User) -> list[PersonCard]:
    """Return the persons in reach whose names begin with each part of the text.

    Protected persons are found by name only by those tied to their own dossier.
    """
    parts = [part for part in fold(text).split() if part]
    if not parts:
        return []
    lookups.note_search(keyring.ring().blind_index(" ".join(parts), "search"))
    reach = reach_of(user)
    near = Party.objects.filter(
        dossier_id__in=reach.span(Aspect.CASE_EXISTS, Level.YES, Level.ORDER).dossiers
    ).values("person_id")
    persons = visible_persons(user).filter(Q(has_protected_name=False) | Q(pk__in=near))
    span = reach.span(Aspect.CASE_EXISTS)
    if span.everything:
        persons = Person.objects.filter(pk__in=_walked(parts, persons, span))
    else:
        for part in parts:
            persons = persons.filter(
                _begins(part, "tokens__"), tokens__register__in=tuple(Register)
            )
    found = list(persons.distinct().order_by("sort_key", "pk")[:SEARCH_MAX])
    by_id = cards(found, user, "search")
    return [by_id[person.pk] for person in found]


def _walked(parts: list[str], persons: QuerySet[Person], span: Span) -> set[int]:
    """Return the first persons found by who reaches all cases, in the order of the names' index.

    To read all that begin so and sort them took 1.3 s at 1,000,000 cases. In the other register,
    where the reader may have nothing but ties, the search begins with these.
    """
    tied = Party.objects.filter(dossier_id__in=span.dossiers).values("person_id")
    found: set[int] = set()
    for register in Register:
        rows = tokens_beginning(parts, register)
        if register is not Register.AUTHORITY and not (span.units or span.teams):
            rows = rows.filter(person_id__in=tied)
        rows = rows.filter(Exists(persons.filter(pk=OuterRef("person_id"))))
        found.update(rows.values_list("person_id", flat=True)[: SEARCH_MAX * 2])
    return found


def tokens_beginning(parts: Iterable[str], register: Register) -> QuerySet[NameToken]:
    """Return the name parts that begin with the longest of some words, in their index's order.

    Of persons who have a name beginning with each of the other words. A search that reads them in
    this order ends when its page is full; two parts of one name may begin alike.
    """
    longest, *others = sorted(set(parts), key=lambda part: (-len(part), part))
    rows = NameToken.objects.filter(_begins(longest), register=register)
    for part in others:
        rows = rows.filter(
            Exists(NameToken.objects.filter(_begins(part), person=OuterRef("person_id")))
        )
    return rows.order_by("token", "person_id")


def _begins(part: str, path: str = "") -> Q:
    return Q(**{f"{path}token__gte": part, f"{path}token__lt": part + "\U0010ffff"})


def find_by_number(number: str, user: User) -> PersonCard | None:
    """Return the person in reach with exactly this number, or None; never by part of it."""
    person = person_with_number(number, *_registers_of(user))
    if person is None:
        return None
    seen = visible_persons(user).filter(pk=person.pk).first()
    return person_card(seen, user, "search") if seen else None


def find_in_authority(number: str, user: User) -> PersonCard | None:
    """Return whoever in the authority register has exactly this number, in reach or not.

    For adding a known person to a case instead of writing a second one; the whole number is the
    proof, the look-up is kept, and own kin is not found. Names stay masked where protected.
    """
    person = person_with_number(number, Register.AUTHORITY)
    if person is None or user.own_kin.filter(person=person).exists():
        return None
    return person_card(person, user, "search")


def found_person(public_id: str) -> Person | None:
    """Return a person that a search just found for the reader; call with a signed id only."""
    return Person.objects.filter(public_id=public_id, register=Register.AUTHORITY).first()


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


def dossiers_with_number(number: str) -> list[Dossier]:
    """Return the open cases of the person with a number, for break-glass only."""
    person = person_with_number(number, Register.AUTHORITY)
    if person is None:
        return []
    rows = Dossier.objects.filter(
        parties__person=person, kind=DossierKind.CASE, closed_at__isnull=True
    )
    return list(rows.distinct().order_by("pk"))
