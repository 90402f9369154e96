"""The course against its programme: the points of the catalogue, reckoned from held contacts."""

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.fidelity import ContactSeen, FidelityLine, fidelity
from hjemmebane.domain.people import PARENT_ROLES, PartyRole
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.charts.fidelity import FidelityGrid, FidelityRow, WeekState

CHILDREN = frozenset({PartyRole.CHILD, PartyRole.SIBLING})
MISSED = frozenset({ContactState.CANCELLED, ContactState.NOBODY_HOME})
MOST_WEEKS = 26


def grid(page: CoursePage) -> FidelityGrid | None:
    """Return the programme's points week by week; nothing where the programme names none."""
    lines = _lines(page)
    if not lines:
        return None
    here = reverse("staff:course", args=[page.course.public_id])
    return FidelityGrid(
        tuple(
            FidelityRow(
                line.title,
                tuple(WeekState(mark.value, f"{here}#uger-tabel") for mark in line.marks),
                line.words,
                line.reason,
            )
            for line in lines
        )
    )


def note(page: CoursePage) -> str:
    """Return how many of the judged weeks were as described, and over which weeks."""
    lines = _lines(page)
    full, counted = sum(line.full for line in lines), sum(line.counted for line in lines)
    weeks = max((len(line.marks) for line in lines), default=0)
    return f"{full} af {counted} punkter som beskrevet, uge 1–{weeks}" if counted else ""


def _lines(page: CoursePage) -> tuple[FidelityLine, ...]:
    last_day = min(clock.today(), page.course.ended_on or clock.today())
    roles = {party.card.id: party.role for party in page.parties}
    seen = [
        _seen(row, roles)
        for row in page.contacts
        if row.state is ContactState.HELD or row.state in MISSED
    ]
    most = page.programme.duration_weeks or MOST_WEEKS
    return fidelity(page.programme.fidelity, page.course.started_on, seen, last_day, most)


def _seen(row: ContactRow, roles: dict[int, str]) -> ContactSeen:
    there = frozenset(card.id for card in row.there)
    return ContactSeen(
        on=local_day(row.starts_at),
        workers=len(row.worker_ids),
        parents=frozenset(number for number in there if roles.get(number) in PARENT_ROLES),
        has_child=any(roles.get(number) in CHILDREN for number in there),
        missed=(row.cancel_words or "ingen hjemme") if row.state in MISSED else "",
    )
