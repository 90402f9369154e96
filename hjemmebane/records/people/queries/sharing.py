"""Consents and what was passed on."""

from dataclasses import dataclass
from datetime import date, datetime

from hjemmebane import clock
from hjemmebane.domain.access import Aspect
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.people.models import (
    Consent,
    Disclosure,
)
from hjemmebane.records.people.queries.cards import PersonCard, cards_by_id
from hjemmebane.records.people.reach import reach_of


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


def get_consent(public_id: object, user: User) -> Consent:
    """Return a consent on a dossier in reach; raise NotVisible otherwise."""
    found = Consent.objects.filter(
        reach_of(user).q("dossier", Aspect.CASE_EXISTS), public_id=str(public_id)
    ).first()
    if found is None:
        raise NotVisible("consent", public_id)
    return found


def about_of(consent: Consent) -> str:
    """Return the public id of the person a consent is about."""
    return str(consent.about.public_id)
