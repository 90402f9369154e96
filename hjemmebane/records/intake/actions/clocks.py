"""The unit's own two clocks: read for danger the day it comes, speak to the family when given."""

from datetime import datetime

from hjemmebane.domain.intake import DangerAnswer
from hjemmebane.records.access.acting import Actor
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.agenda.actions import (
    hand_obligation_on,
    satisfy,
    set_not_applicable,
    start_obligation,
)
from hjemmebane.records.agenda.models import Obligation, ObligationQuerySet
from hjemmebane.records.intake.models import Enquiry
from hjemmebane.records.intake.queries.duty import who_answers

READ_RULE, READ_AT_ONCE_RULE = "D1", "D2"
CONTACT_RULE = "FK1"
READING = (READ_RULE, READ_AT_ONCE_RULE)


def who_reads(unit: Unit) -> User | None:
    """Return who answers for reading today: the first of those who answer for the unit."""
    return next(iter(who_answers(unit)), None)


def start_reading(enquiry: Enquiry, by: Actor) -> None:
    """Start the clock of the day, or of the hour where the answer to danger was not no."""
    is_calm = enquiry.danger_answer == DangerAnswer.NO
    start_obligation(
        by=by,
        dossier=enquiry.dossier,
        rule_key=READ_RULE if is_calm else READ_AT_ONCE_RULE,
        trigger_at=enquiry.received_at,
        about=("enquiry", enquiry.public_id),
        responsible=who_reads(enquiry.dossier.unit),
    )


def stop_reading(enquiry: Enquiry, at: datetime, by: Actor) -> None:
    """Close the reading clock with the reading."""
    _close(enquiry, READING, at, by)


def start_contact(enquiry: Enquiry, worker: User, by: Actor) -> None:
    """Start the clock to the first contact; a new worker takes it over as it runs."""
    if enquiry.first_contact_at is not None or enquiry.allocated_at is None:
        return
    row = start_obligation(
        by=by,
        dossier=enquiry.dossier,
        rule_key=CONTACT_RULE,
        trigger_at=enquiry.allocated_at,
        about=("enquiry", enquiry.public_id),
        responsible=worker,
    )
    if row.responsible_id != worker.pk:
        hand_obligation_on(by=by, obligation=row, responsible=worker)


def stop_contact(enquiry: Enquiry, at: datetime, by: Actor) -> None:
    """Close the clock to the first contact with the contact."""
    _close(enquiry, (CONTACT_RULE,), at, by)


def _close(enquiry: Enquiry, rule_keys: tuple[str, ...], at: datetime, by: Actor) -> None:
    about = ("enquiry", enquiry.public_id)
    satisfy(by=by, dossier=enquiry.dossier, rule_keys=rule_keys, at=at, with_=about, about=about)


def running_clocks(enquiry: Enquiry) -> ObligationQuerySet:
    """Return the enquiry's clocks that still run."""
    return Obligation.objects.unsettled().filter(dossier_id=enquiry.dossier_id)


def lift_clocks(enquiry: Enquiry, reason: str, by: Actor) -> None:
    """Lift what still runs when an enquiry has gone another way; lateness before stays seen."""
    for row in running_clocks(enquiry):
        set_not_applicable(by=by, obligation=row, reason=reason)


def hand_reading_on(enquiry: Enquiry, reader: User, by: Actor) -> None:
    """Let today's reader answer for an enquiry nobody has read yet."""
    rows = running_clocks(enquiry).filter(rule_key__in=READING)
    for row in rows.exclude(responsible=reader):
        hand_obligation_on(by=by, obligation=row, responsible=reader)
