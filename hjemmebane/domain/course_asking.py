"""Which questions of the programme are to be asked of the family next, and when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.domain.course_due import DueState, due_state
from hjemmebane.domain.course_pauses import Pause, moved
from hjemmebane.domain.programme_parts import ASK_WORDS, AskAt, Asking

FIRST_WEEK = timedelta(days=6)
# An answer this near the end is the one given at the end.
NEAR_THE_END = timedelta(weeks=2)


@dataclass(frozen=True, slots=True)
class AskDue:
    """An instrument that is to be answered by a day, when in the course that is, and why."""

    instrument: str
    due_on: date
    state: DueState
    at: AskAt
    why: str

    @property
    def words(self) -> str:
        """Return when in the course it is asked, and why."""
        return f"{ASK_WORDS[self.at].capitalize()}. {self.why}"


def asking_due(
    askings: Iterable[Asking],
    period: tuple[date, date | None],
    answered: Mapping[str, Sequence[date]],
    today: date,
    pauses: Sequence[Pause] = (),
) -> tuple[AskDue, ...]:
    """Return what is still to be asked, the nearest first; what was answered is gone.

    `period` is the course's first day and its expected end, where it has one; `answered` the days
    anyone of the family answered, by instrument. At the start: by the end of the first week.
    Every so many weeks: so long after the last answer. At the end: by the last day.
    """
    first, end = period
    found = []
    for asking in askings:
        days = sorted(day for day in answered.get(asking.instrument, ()) if first <= day <= today)
        due_on = _due_on(asking, first, end, days, pauses)
        if due_on is not None:
            state = due_state(due_on, None, today)
            found.append(AskDue(asking.instrument, due_on, state, asking.at, asking.why))
    return tuple(sorted(found, key=lambda one: (one.due_on, one.instrument)))


def _due_on(
    asking: Asking,
    first: date,
    end: date | None,
    days: Sequence[date],
    pauses: Sequence[Pause],
) -> date | None:
    if asking.at is AskAt.START:
        return None if days else moved(first + FIRST_WEEK, pauses)
    if asking.at is AskAt.EVERY:
        since = days[-1] if days else first - timedelta(days=1)
        later = [pause for pause in pauses if pause.to_on > since]
        return moved(since + timedelta(weeks=asking.every_weeks or 1), later)
    if end is None or (days and days[-1] > end - NEAR_THE_END):
        return None
    return end
