"""Persons, parties and custody, within reach."""

from collections.abc import Iterable
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import (
    Custody,
    Party,
    Person,
    PersonQuerySet,
)
from hjemmebane.records.people.reach import reach_of

MORE_THAN_THE_NAME = (Level.YES, Level.ORDER, Level.OWN)


def visible_persons(user: User) -> "PersonQuerySet":
    """Return the persons a reader may see."""
    return Person.objects.in_reach(reach_of(user))


def get_person(public_id: object, user: User) -> Person:
    """Return a person whose record the reader reaches, not only the name; else NotVisible."""
    near = Person.objects.in_reach(reach_of(user), Aspect.CASE_EXISTS, *MORE_THAN_THE_NAME)
    found = near.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("person", public_id)
    return found


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


def may_reveal(person: Person, user: User) -> bool:
    """Return whether a reader may see a person's protected values by a logged reveal."""
    levels = (Level.REVEAL, Level.OWN, Level.YES)
    near = reach_of(user).q("dossier", Aspect.PROTECTED, *levels)
    return Party.objects.filter(near, person=person).exists()


def get_dossier(public_id: object, user: User, aspect: Aspect = Aspect.CASE_EXISTS) -> Dossier:
    """Return a dossier in reach; raise NotVisible otherwise."""
    near = Party.objects.filter(reach_of(user).q("dossier", aspect)).values("dossier_id")
    found = Dossier.objects.filter(pk__in=near, public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("dossier", public_id)
    return found
