"""The family's deadlines, nearest first, each opened to its reasons."""

from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.edges.staff.agenda.rows import STATE_URGENCIES, deadline_row, why_of
from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.records.agenda.queries import ObligationPage
from hjemmebane.records.agenda.queries.opened import first_clocks
from hjemmebane.ui.rows import DeadlineRow, Urgency
from hjemmebane.ui.words import count


def rows(read: FamilyRead) -> tuple[DeadlineRow, ...]:
    """Return the open deadlines; of two clocks for one thing the first, with the other inside."""
    return tuple(_row(page, read) for page in first_clocks(read.deadlines))


def _row(page: ObligationPage, read: FamilyRead) -> DeadlineRow:
    line = deadline_row(page.row)
    return DeadlineRow(
        when=line.when,
        day=line.day,
        title=line.title,
        detail=line.detail,
        urgency=STATE_URGENCIES.get(page.row.state, Urgency.LATER),
        href=line.href,
        why=why_of(page, read.today),
    )


def note(read: FamilyRead) -> str:
    """Return how many are open and how many are over."""
    shown = first_clocks(read.deadlines)
    if not shown:
        return ""
    over = sum(page.row.state is ObligationState.OVERDUE for page in shown)
    opened = count(len(shown), "åben", "åbne")
    return f"{opened} · {over} over tiden" if over else opened
