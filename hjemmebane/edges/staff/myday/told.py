"""What the reader was told of deadlines and has not read, at the top of their day."""

from dataclasses import dataclass

from django.urls import reverse

from hjemmebane.edges.staff.agenda.reminders import ReminderLine, lines
from hjemmebane.edges.staff.myday.seen import Seen
from hjemmebane.records.access.acting import may
from hjemmebane.records.agenda.queries import reminders_waiting

SHOWN = 3


@dataclass(frozen=True, slots=True)
class Told:
    """The nearest of what the reader was told, and how many more there are."""

    title: str
    lines: tuple[ReminderLine, ...]
    more: int
    href: str


def told(seen: Seen) -> Told | None:
    """Return what was told and waits to be read; nothing where there is nothing."""
    if not may(seen.user, "reminder.read"):
        return None
    rows, number = reminders_waiting(seen.user, seen.now, SHOWN)
    if not rows:
        return None
    shown = tuple(lines(rows, seen.user.pk))
    title = "Ikke nået, og sagt til dig" if shown[0].is_leaders else "Påmindelser"
    return Told(title, shown, number - len(shown), reverse("staff:reminders"))
