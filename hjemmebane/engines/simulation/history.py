"""What a year of follow-ups says about a team: its gaps, its arrivals, its endings, its pace."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from hjemmebane.domain.calendar import plus_months
from hjemmebane.domain.what_if import CaseDays, FollowUpHistory, Held

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

YEAR = 365
FEWEST_GAPS = 12
"""With fewer gaps of its own a team is reckoned by the gaps of all teams."""
GAP, OVER, BY_RULE, DELAY = 0, 1, 2, 3
Row = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pace:
    """How one team worked in a year.

    `gaps` has a row a follow-up: days since the one before, days past the rule (negative: before
    it), whether its day was chosen by the rule, and days past the day chosen. `firsts` the same
    from the start of help.
    `endings_met` is how many of the endings fell on a follow-up.
    """

    gaps: Floats
    firsts: Floats
    arrivals: int
    endings: int
    endings_met: int
    case_days: float
    busiest_month: int


@dataclass(frozen=True, slots=True)
class Standing:
    """The cases running on a day: team, days until the next follow-up is due to be held.

    `since` is the day of the last follow-up, or of the start of help, counted from the day;
    `due` the day chosen, NaN where none is; `is_first` where none has been held.
    """

    team: Ints
    since: Floats
    due: Floats
    is_first: NDArray[np.bool_]
    last_on: tuple[date, ...]


def pace_of(history: FollowUpHistory, team: int, now_months: int) -> Pace:
    """Return how a team worked in the year before the history's day."""
    since = history.as_of - timedelta(days=YEAR)
    cases = [case for case in history.cases if case.team == team]
    first_months = min(now_months, history.limits.first_months)
    gaps, firsts = gap_rows(cases, since, history.as_of, now_months, first_months)
    ended = [c for c in cases if c.ended_on is not None and since < c.ended_on <= history.as_of]
    return Pace(
        gaps=gaps,
        firsts=firsts,
        arrivals=sum(since < case.started_on <= history.as_of for case in cases),
        endings=len(ended),
        endings_met=sum(any(held.on == case.ended_on for held in case.held) for case in ended),
        case_days=float(sum(_days_running(case, since, history.as_of) for case in cases)),
        busiest_month=_busiest(cases, since, history.as_of),
    )


def gap_rows(
    cases: list[CaseDays], since: date, until: date, months: int, first_months: int
) -> tuple[Floats, Floats]:
    """Return a row for each follow-up held in a stretch: those after another, and first ones."""
    gaps: list[Row] = []
    firsts: list[Row] = []
    for case in cases:
        before: Held | None = None
        for held in case.held:
            if since < held.on <= until:
                if before is None:
                    firsts.append(_row(Held(case.started_on, None, True), held.on, first_months))
                else:
                    gaps.append(_row(before, held.on, months))
            before = held
    return _rows(gaps), _rows(firsts)


def _row(before: Held, on: date, months: int) -> Row:
    rule = plus_months(before.on, months)
    over, delay = (on - rule).days, (on - (before.next_on or rule)).days
    return float((on - before.on).days), float(over), float(before.is_by_rule), float(delay)


def _rows(rows: list[Row]) -> Floats:
    return np.array(rows, dtype=np.float64).reshape(len(rows), 4)


def standing_on(history: FollowUpHistory, day: date) -> Standing:
    """Return the cases that ran on a day, as they stood then."""
    running = [case for case in history.cases if _runs_on(case, day)]
    last = [_last_held(case, day) for case in running]
    since = [held.on if held else c.started_on for held, c in zip(last, running, strict=True)]
    nexts = [held.next_on if held else None for held in last]
    return Standing(
        team=np.array([case.team for case in running], dtype=np.int64),
        since=np.array([(on - day).days for on in since], dtype=np.float64),
        due=np.array([(on - day).days if on else np.nan for on in nexts], dtype=np.float64),
        is_first=np.array([held is None for held in last], dtype=np.bool_),
        last_on=tuple(since),
    )


def limit_days(standing: Standing, day: date, months: int, first_months: int) -> Floats:
    """Return, counted from a day, when each running case is late: by the calendar."""
    allowed = np.where(standing.is_first, min(months, first_months), months)
    return np.array(
        [
            (plus_months(on, int(count)) - day).days
            for on, count in zip(standing.last_on, allowed, strict=True)
        ],
        dtype=np.float64,
    )


def held_in_last_year(history: FollowUpHistory, team: int | None, months: int) -> tuple[int, int]:
    """Return how many follow-ups the last year really had, and how many of them were late."""
    since = history.as_of - timedelta(days=YEAR)
    cases = [case for case in history.cases if team is None or case.team == team]
    first_months = min(months, history.limits.first_months)
    gaps, firsts = gap_rows(cases, since, history.as_of, months, first_months)
    late = int((gaps[:, OVER] > 0).sum() + (firsts[:, OVER] > 0).sum())
    return len(gaps) + len(firsts), late


def shared(own: Floats, every: Floats) -> Floats:
    """Return a team's own rows, or everybody's where it has too few to say anything."""
    return own if len(own) >= FEWEST_GAPS else every


def pooled(paces: list[Pace], rows: Callable[[Pace], Floats], months: int) -> Floats:
    """Return the rows of all teams; where there are none, one on the day the rule says."""
    every = np.concatenate([rows(pace) for pace in paces]) if paces else _rows([])
    return every if len(every) else _rows([(months * YEAR / 12, 0.0, 1.0, 0.0)])


def _runs_on(case: CaseDays, day: date) -> bool:
    return case.started_on <= day and (case.ended_on is None or case.ended_on > day)


def _last_held(case: CaseDays, day: date) -> Held | None:
    return next((held for held in reversed(case.held) if held.on <= day), None)


def _days_running(case: CaseDays, since: date, until: date) -> int:
    end = min(case.ended_on or until, until)
    return max((end - max(case.started_on, since)).days, 0)


def _busiest(cases: list[CaseDays], since: date, until: date) -> int:
    months = np.zeros(12, dtype=np.int64)
    for case in cases:
        for held in case.held:
            if since < held.on <= until:
                months[min((held.on - since).days * 12 // (YEAR + 1), 11)] += 1
    return int(months.max())
