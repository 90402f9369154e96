"""What one of the family may see about themselves: consents, what was passed on, who has looked.

A parent sees their own and what is about the children they hold custody of; never what is the other
adult's alone. A child under 15 sees these together with a worker, so nothing of it here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level, Relation
from hjemmebane.domain.people import DisclosureGround, PartyRole
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.people.models import Consent, Disclosure, Party
from hjemmebane.records.people.queries.cards import cards_by_id
from hjemmebane.records.people.queries.looks import LOOKUPS_SHOWN, LookupRow, lookups_about
from hjemmebane.records.people.queries.sharing import is_valid
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class OwnConsent:
    """A yes that the reader gave, or that is about them; `about` is empty for oneself."""

    public_id: str
    own_words: str
    what: str
    purpose: str
    to: str
    about: str
    given_on: date
    until_on: date
    withdrawn_at: datetime | None
    is_valid: bool
    is_mine: bool


@dataclass(frozen=True, slots=True)
class OwnDisclosure:
    """Something passed on about the reader, or about a child of theirs."""

    what: str
    to: str
    ground: DisclosureGround
    law: str
    about: str
    at: datetime


def may_see_own_record(user: User) -> bool:
    """Return whether the reader sees who has looked and what was shared (not under 15)."""
    reach = reach_of(user)
    is_in_none = not any(span.dossiers for span in reach.spans.values())
    may = is_in_none or bool(reach.span(Aspect.LOOKUPS, Level.OWN).dossiers)
    return reach.person_id is not None and may


def own_looks(user: User, limit: int = LOOKUPS_SHOWN) -> list[LookupRow]:
    """Return who has looked at the reader's own record; raise NotVisible for a child under 15."""
    return lookups_about(_own_id(user), limit)


def own_consents(user: User) -> list[OwnConsent]:
    """Return what the reader has said yes to, those that hold first."""
    own = _own_id(user)
    rows = list(
        Consent.objects.filter(Q(given_by_id=own) | Q(about_id=own))
        .select_related("to_unit")
        .order_by("-given_on", "-pk")
    )
    names, today = _names((row.about_id for row in rows), user), clock.today()
    found = [
        OwnConsent(
            str(row.public_id),
            row.own_words if row.given_by_id == own else "",
            row.what,
            row.purpose,
            ", ".join(part for part in (row.to_whom, row.to_unit.name) if part),
            names.get(row.about_id, ""),
            row.given_on,
            row.until_on,
            row.withdrawn_at,
            is_valid(row, today),
            row.given_by_id == own,
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: not row.is_valid)


def get_own_consent(public_id: object, user: User) -> Consent:
    """Return a consent the reader gave; raise NotVisible for any other."""
    rows = Consent.objects.filter(given_by_id=_own_id(user)).select_related("to_unit", "dossier")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("consent", public_id)
    return found


def own_disclosures(user: User) -> list[OwnDisclosure]:
    """Return what was passed on about the reader or their children, newest first.

    What the family is not told of stands nowhere here: barnets lov lets it wait where telling
    would endanger the child.
    """
    own = _own_id(user)
    span = reach_of(user).spans.get(Relation.CUSTODY_PARENT)
    custody = span.dossiers if span else frozenset()
    children = Party.objects.filter(
        running(clock.today()), dossier_id__in=custody, role=PartyRole.CHILD
    )
    rows = list(
        Disclosure.objects.filter(
            Q(about_id=own)
            | Q(about_id__in=children.values("person_id"), dossier_id__in=custody)
            | Q(about__isnull=True, dossier_id__in=custody),
            is_told_to_family=True,
        )
        .select_related("to_unit")
        .order_by("-at", "-pk")
    )
    names = _names((row.about_id for row in rows if row.about_id), user)
    return [
        OwnDisclosure(
            row.what,
            row.to_unit.name,
            DisclosureGround(row.ground),
            row.reason if row.ground == DisclosureGround.LAW else "",
            names.get(row.about_id or 0, ""),
            row.at,
        )
        for row in rows
    ]


def _names(ids: Iterable[int], user: User) -> dict[int, str]:
    """Return the given names of others than the reader; each is a look-up."""
    cards = cards_by_id((number for number in ids if number != user.person_id), user, "own record")
    return {number: str(card.given_name) for number, card in cards.items()}


def _own_id(user: User) -> int:
    if user.person_id is None or not may_see_own_record(user):
        raise NotVisible("person")
    return user.person_id
