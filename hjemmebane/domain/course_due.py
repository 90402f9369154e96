"""What is due next in a course, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hjemmebane.domain.contacts import PARTY_WORDS, Party
from hjemmebane.domain.course_phases import PhaseStanding
from hjemmebane.domain.programmes import Milestone, MilestoneKind
from hjemmebane.domain.prose_dates import days, listed, short_full

SOON_DAYS = 14


class DueState(StrEnum):
    """Where something due stands on a day."""

    DONE = "done"
    LATE = "late"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class DueItem:
    """One milestone on a day."""

    key: str
    title: str
    kind: MilestoneKind
    due_on: date | None
    state: DueState
    done_on: date | None
    parties: tuple[Party, ...]
    absent: tuple[Party, ...]
    why: str
    words: str


def due_items(
    milestones: Sequence[Milestone],
    start: date,
    phases: Sequence[PhaseStanding],
    expected_end: date | None,
    done: Mapping[str, tuple[date, frozenset[Party]]],
    today: date,
) -> tuple[DueItem, ...]:
    """Return the milestones by day, those without a day last."""
    items = [
        _due_item(milestone, _due_on(milestone, start, phases, expected_end), done, today)
        for milestone in milestones
    ]
    return tuple(sorted(items, key=lambda item: item.due_on or date.max))


def _due_on(
    milestone: Milestone,
    start: date,
    phases: Sequence[PhaseStanding],
    expected_end: date | None,
) -> date | None:
    if milestone.week:
        return start + timedelta(weeks=milestone.week, days=-1)
    for phase in phases:
        if phase.key == milestone.ends_phase:
            return phase.planned_to
    return expected_end


def _due_item(
    milestone: Milestone,
    due_on: date | None,
    done: Mapping[str, tuple[date, frozenset[Party]]],
    today: date,
) -> DueItem:
    done_on, present = done.get(milestone.key, (None, frozenset()))
    is_meeting = milestone.kind is MilestoneKind.MEETING
    absent = tuple(p for p in milestone.parties if done_on and is_meeting and p not in present)
    return DueItem(
        key=milestone.key,
        title=milestone.title,
        kind=milestone.kind,
        due_on=due_on,
        state=_state(due_on, done_on, today),
        done_on=done_on,
        parties=milestone.parties,
        absent=absent,
        why=milestone.why,
        words=_words(due_on, done_on, absent, today),
    )


def _state(due_on: date | None, done_on: date | None, today: date) -> DueState:
    if done_on:
        return DueState.DONE
    if due_on is None:
        return DueState.LATER
    if due_on < today:
        return DueState.LATE
    return DueState.SOON if (due_on - today).days <= SOON_DAYS else DueState.LATER


def _words(
    due_on: date | None, done_on: date | None, absent: tuple[Party, ...], today: date
) -> str:
    if done_on:
        late = (done_on - due_on).days if due_on else 0
        tail = f", {days(late)} efter planen" if late > 0 else ""
        without = f". Ikke med: {listed(PARTY_WORDS[p] for p in absent)}" if absent else ""
        return f"Sket {short_full(done_on)}{tail}{without}"
    if due_on is None:
        return "Før forløbet slutter"
    if due_on < today:
        return f"Senest {short_full(due_on)}: {days((today - due_on).days)} over"
    return f"Senest {short_full(due_on)}"
