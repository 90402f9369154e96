"""What somebody was told of their deadlines, and what of it they have not read."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hjemmebane.domain.reminders import ReminderKind
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation, Reminder, ReminderQuerySet
from hjemmebane.records.agenda.queries.obligations import ObligationRow, obligation_rows

LISTED_MAX = 100


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """One thing somebody was told: of which deadline, why, when, and whether they have read it."""

    public_id: str
    kind: ReminderKind
    obligation: ObligationRow
    sent_at: datetime
    is_read: bool


def reminders_of(user: User, now: datetime) -> list[ReminderRow]:
    """Return the last things a user was told, what is not read first, the newest first."""
    rows = Reminder.objects.visible_to(user).select_related("obligation__dossier")
    fresh = list(rows.filter(read_at__isnull=True).order_by("-sent_at", "-pk")[:LISTED_MAX])
    read = rows.filter(read_at__isnull=False).order_by("-sent_at", "-pk")
    return _rows([*fresh, *read[: LISTED_MAX - len(fresh)]], user, now)


def reminders_waiting(user: User, now: datetime, most: int) -> tuple[list[ReminderRow], int]:
    """Return what a user was told, has not read, and is still to be done; and how many in all.

    What a leader was told stands first, then the nearest.
    """
    rows = _waiting(user).select_related("obligation__dossier")
    shown = list(rows.order_by("kind", "obligation__due_at", "pk")[: most + 1])
    number = len(shown) if len(shown) <= most else _waiting(user).count()
    return _rows(shown[:most], user, now), number


def _waiting(user: User) -> ReminderQuerySet:
    rows = Reminder.objects.visible_to(user).filter(read_at__isnull=True)
    return rows.filter(obligation__in=Obligation.objects.unsettled())


def _rows(reminders: list[Reminder], user: User, now: datetime) -> list[ReminderRow]:
    if not reminders:
        return []
    lines = obligation_rows([row.obligation for row in reminders], user, now)
    return [
        ReminderRow(
            str(row.public_id), ReminderKind(row.kind), line, row.sent_at, row.read_at is not None
        )
        for row, line in zip(reminders, lines, strict=True)
    ]


def own_reminders(public_ids: Iterable[str], user: User) -> list[Reminder]:
    """Return those of some reminders that the user was sent; whatever else is named is left out."""
    numbers = []
    for written in public_ids:
        with suppress(ValueError):
            numbers.append(UUID(written))
    return list(Reminder.objects.visible_to(user).filter(public_id__in=numbers))
