"""Families by name, and the families behind dossiers: for lists and for Min dag."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, DossierKind, Register
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import Family, FamilyMember, Party, Person
from hjemmebane.records.people.queries.cards import PersonCard, cards
from hjemmebane.records.people.queries.family_page import family_title
from hjemmebane.records.people.reach import reach_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """A family in a list: its name and the children the reader may see."""

    id: int
    public_id: str
    title: str
    children: tuple[PersonCard, ...]


@dataclass(frozen=True, slots=True)
class FamilyList:
    """A page of families; `after` leads to the next one, or is empty."""

    rows: tuple[FamilyRow, ...]
    after: str


def prevention_families(
    user: User, after: str = "", letters: str = "", limit: int = PAGE
) -> FamilyList:
    """Return a page of families in Tidlig Forebyggelse by name; `after` is where one ended."""
    near = Party.objects.filter(
        reach_of(user).q("dossier", Aspect.PREVENTION_COURSE),
        running(clock.today()),
        dossier__kind=DossierKind.PREVENTION,
        dossier__closed_at__isnull=True,
        role=PartyRole.CHILD,
    )
    member = FamilyMember.objects.filter(
        running(clock.today()), family=OuterRef("pk"), person_id__in=near.values("person_id")
    )
    rows = Family.objects.filter(Exists(member), register=Register.PREVENTION)
    if letters:
        rows = rows.filter(pk__in=families_beginning(letters))
    name, _, number = after.rpartition("|")
    if name and number.isdigit() and int(number) < 2**62:
        rows = rows.filter(name__gte=name).exclude(Q(name=name) & Q(pk__lte=int(number)))
    found = list(rows.order_by("name", "pk")[: limit + 1])
    page = found[:limit]
    last = f"{page[-1].name}|{page[-1].pk}" if len(found) > limit else ""
    return FamilyList(family_rows(page, user), last)


def families_beginning(letters: str) -> QuerySet[FamilyMember, int]:
    """Return the ids of families where a member's family name begins with one of the letters.

    Members with a protected name are not found by it.
    """
    begins = reduce(or_, (Q(person__family_name__istartswith=letter) for letter in letters))
    rows = FamilyMember.objects.filter(running(clock.today()), begins)
    return rows.filter(person__has_protected_name=False).values_list("family_id", flat=True)


def family_rows(families: Collection[Family], user: User) -> tuple[FamilyRow, ...]:
    """Return families as rows with the children in the reader's reach, in a fixed few queries."""
    today = clock.today()
    near = Party.objects.filter(
        reach_of(user).q("dossier", Aspect.CASE_EXISTS), running(today), role=PartyRole.CHILD
    )
    members = FamilyMember.objects.filter(
        Exists(near.filter(person_id=OuterRef("person_id"))), running(today), family__in=families
    )
    children: dict[int, list[int]] = defaultdict(list)
    persons: dict[int, Person] = {}
    for member in members.select_related("person").order_by("person__born_on", "pk"):
        children[member.family_id].append(member.person_id)
        persons[member.person_id] = member.person
    found = cards(list(persons.values()), user)
    return tuple(_row(family, [found[pk] for pk in children[family.pk]]) for family in families)


def _row(family: Family, children: list[PersonCard]) -> FamilyRow:
    title = family_title(family.name, children)
    return FamilyRow(family.pk, str(family.public_id), title, tuple(children))


def families_of_persons(
    person_ids: Collection[int], user: User
) -> dict[int, tuple[FamilyRow, ...]]:
    """Return the families each of some persons belongs to today; call for persons in reach."""
    rows = FamilyMember.objects.filter(running(clock.today()), person_id__in=person_ids)
    links = list(rows.select_related("family").order_by("pk"))
    shown = family_rows({link.family_id: link.family for link in links}.values(), user)
    by_id = {row.id: row for row in shown}
    found: dict[int, list[FamilyRow]] = defaultdict(list)
    for link in links:
        found[link.person_id].append(by_id[link.family_id])
    return {person_id: tuple(rows_) for person_id, rows_ in found.items()}


class FamiliesKnown:
    """The families behind dossiers for one page: each is read once, whoever asks for it."""

    def __init__(self, user: User) -> None:
        self._user = user
        self._known: dict[int, FamilyRow | None] = {}

    def of(self, dossier_ids: Collection[int]) -> dict[int, FamilyRow]:
        """Return the family behind each dossier in reach."""
        unread = set(dossier_ids) - self._known.keys()
        if unread:
            found = families_of_dossiers(unread, self._user)
            self._known.update({number: found.get(number) for number in unread})
        rows = {number: self._known[number] for number in dossier_ids}
        return {number: row for number, row in rows.items() if row is not None}


def families_of_dossiers(dossier_ids: Collection[int], user: User) -> dict[int, FamilyRow]:
    """Return the family behind each dossier in reach, by its first child."""
    near = Party.objects.filter(
        reach_of(user).q("dossier", Aspect.CASE_EXISTS), role=PartyRole.CHILD
    )
    places = near.filter(dossier_id__in=dossier_ids).order_by("-pk")
    child = dict(places.values_list("dossier_id", "person_id"))
    families = families_of_persons(set(child.values()), user)
    return {d: families[pk][0] for d, pk in child.items() if pk in families}
