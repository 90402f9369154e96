"""A team's follow-ups over the coming months, run many times over."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from hjemmebane.domain.calendar import plus_months
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.what_if import (
    BAND_PERCENT,
    Band,
    Figures,
    FollowUpHistory,
    Forecast,
    LastYear,
    MonthFigures,
    TeamForecast,
    WhatIfQuestion,
    assumptions,
)
from hjemmebane.engines.simulation.drawing import Rates, Rows, Shift, drawn_anew, drawn_rates, moved
from hjemmebane.engines.simulation.history import (
    DELAY,
    GAP,
    OVER,
    YEAR,
    Floats,
    Ints,
    Pace,
    Standing,
    held_in_last_year,
    limit_days,
    pace_of,
    pooled,
    shared,
    standing_on,
)

RUNS = 100
MONTH_DAYS = YEAR / 12
BACKLOG_DAYS = 30
HELD, LATE, PAST_LAW, RUNNING = 0, 1, 2, 3


@dataclass(frozen=True, slots=True)
class Stretch:
    """What a run goes through: where it begins, its months' ends in days, and the rule."""

    standing: Standing
    limits: Floats
    edges: Floats
    shift: Shift
    first_shift: Shift
    law_days: float
    most_a_month: Ints


Tell = Callable[[int], bool]
"""Told how many in a hundred are done; says whether to go on."""


def forecast(
    history: FollowUpHistory, question: WhatIfQuestion, *, seed: int, tell: Tell, runs: int = RUNS
) -> Forecast | None:
    """Return the coming months under a question; None where it was asked to stop."""
    if not history.teams:
        return Forecast((), assumptions(question, history, 0))
    paces = [pace_of(history, n, question.now_months) for n in range(len(history.teams))]
    now = replace(
        question,
        interval_months=question.now_months,
        stage=RuleStage.MANDATORY,
        cases_each=None,
        months=12,
    )
    since = history.as_of - timedelta(days=YEAR)

    def back(done: int) -> bool:
        return tell(done // 3)

    def ahead(done: int) -> bool:
        return tell(33 + done * 2 // 3)

    last = _run(history, paces, now, since, seed, runs, back)
    if last is None:
        return None
    coming = _run(history, paces, question, history.as_of, seed + 1, runs, ahead)
    if coming is None:
        return None
    used = sum(len(pace.gaps) + len(pace.firsts) for pace in paces)
    names = [(None, "", "Alle teams"), *((n, t.key, t.name) for n, t in enumerate(history.teams))]
    parts = [
        _part(history, question, who, _of(coming, who[0]), _of(last, who[0]))
        for who in (names if len(history.teams) > 1 else names[1:])
    ]
    return Forecast(tuple(parts), assumptions(question, history, used))


def _run(
    history: FollowUpHistory,
    paces: list[Pace],
    question: WhatIfQuestion,
    day: date,
    seed: int,
    runs: int,
    tell: Tell,
) -> Floats | None:
    """Return counts by run, month, team and figure: held, late, past the law, cases running."""
    rng = np.random.default_rng(seed)
    stretch = _stretch(history, paces, question, day)
    every = pooled(paces, lambda pace: pace.gaps, question.now_months)
    every_first = pooled(paces, lambda pace: pace.firsts, question.now_months)
    gaps = [shared(pace.gaps, every) for pace in paces]
    firsts = [shared(pace.firsts, every_first) for pace in paces]
    counts = np.zeros((runs, len(stretch.edges), len(paces), 4))
    for run in range(runs):
        if run % 10 == 0 and not tell(run * 100 // runs):
            return None
        rows = moved(drawn_anew(gaps, rng), stretch.shift)
        first = moved(drawn_anew(firsts, rng), stretch.first_shift)
        counts[run] = _one_run(stretch, rows, first, drawn_rates(paces, rng), rng)
    return counts[:, -question.months :]


def _stretch(
    history: FollowUpHistory, paces: list[Pace], question: WhatIfQuestion, day: date
) -> Stretch:
    law = history.limits
    months = (
        law.follow_up_months if question.stage is RuleStage.RETIRED else question.interval_months
    )
    standing = standing_on(history, day)
    first_now = min(question.now_months, law.first_months)
    first = min(months, law.first_months)
    return Stretch(
        standing=standing,
        limits=limit_days(standing, day, months, law.first_months),
        edges=_edges(day, question.months, is_calendar=day == history.as_of),
        shift=Shift((months - question.now_months) * MONTH_DAYS, months * MONTH_DAYS),
        first_shift=Shift((first - first_now) * MONTH_DAYS, first * MONTH_DAYS),
        law_days=(law.follow_up_months - months) * MONTH_DAYS,
        most_a_month=_most(history, paces, standing, question),
    )


def _edges(day: date, months: int, *, is_calendar: bool) -> Floats:
    """Return the ends of the months, in days: what is left of this one first, then whole ones."""
    if not is_calendar:
        return np.arange(1, months + 1, dtype=np.float64) * np.float64(MONTH_DAYS)
    first = first_whole_month(day)
    ends = [(plus_months(first, n) - day).days for n in range(months + 1)]
    return np.array([end for end in ends if end > 0] or [0], dtype=np.float64)


def first_whole_month(day: date) -> date:
    """Return the first of the month after a day."""
    return plus_months(day.replace(day=1), 1)


def _most(
    history: FollowUpHistory, paces: list[Pace], standing: Standing, question: WhatIfQuestion
) -> Ints:
    """Return how many follow-ups each team can hold a month, by its busiest month and advisers."""
    running = np.bincount(standing.team, minlength=len(paces))
    most = []
    for team, pace in enumerate(paces):
        today = max(history.teams[team].advisers, 1)
        advisers = running[team] / question.cases_each if question.cases_each else today
        most.append(max(round(pace.busiest_month / today * advisers), 1))
    return np.array(most, dtype=np.int64)


@dataclass(slots=True)
class _Cases:
    """All cases of one run: when each began, is next held, is past the rule, and ends."""

    team: Ints
    begins: Floats
    held_at: Floats
    over: Floats
    over_law: Floats
    ends: Floats
    is_met: np.ndarray[tuple[int], np.dtype[np.bool_]]


def _one_run(
    stretch: Stretch, rows: Rows, first: Rows, rates: Rates, rng: np.random.Generator
) -> Floats:
    cases = _joined(
        _standing_cases(stretch, rows, first, rates, rng), _new_cases(stretch, first, rates, rng)
    )
    teams = len(stretch.most_a_month)
    counts = np.zeros((len(stretch.edges), teams, 4))
    for month, end in enumerate(stretch.edges):
        while True:
            due = (cases.held_at < end) & (cases.is_met | (cases.held_at <= cases.ends))
            at = np.flatnonzero(due)
            at = _within_reach(cases, at, end, stretch.most_a_month - counts[month, :, HELD])
            if len(at) == 0:
                break
            _count(counts[month], cases, at)
            _move_on(cases, at, rows.draw(cases.team[at], rng), stretch.law_days)
        runs_on = (cases.begins <= end) & np.where(
            cases.is_met, np.isfinite(cases.held_at), cases.ends > end
        )
        counts[month, :, RUNNING] = np.bincount(cases.team[runs_on], minlength=teams)
    return counts


def _within_reach(cases: _Cases, at: Ints, end: float, room: Floats) -> Ints:
    """Return those a team has room for this month, earliest first; the rest wait for the next."""
    if len(at) == 0:
        return at
    order = at[np.lexsort((cases.held_at[at], cases.team[at]))]
    team = cases.team[order]
    start = np.searchsorted(team, np.arange(len(room)))
    rank = np.arange(len(order)) - start[team]
    has_room = rank < room[team]
    waits = order[~has_room]
    until = end + rank[~has_room] * 1e-3
    cases.over[waits] += until - cases.held_at[waits]
    cases.held_at[waits] = until
    return order[has_room]


def _count(counts: Floats, cases: _Cases, at: Ints) -> None:
    team, over = cases.team[at], cases.over[at]
    counts[:, HELD] += np.bincount(team, minlength=len(counts))
    counts[:, LATE] += np.bincount(team[over > 0], minlength=len(counts))
    counts[:, PAST_LAW] += np.bincount(team[over > cases.over_law[at]], minlength=len(counts))


def _move_on(cases: _Cases, at: Ints, drawn: Floats, law_days: float) -> None:
    """Give each its next follow-up, or its end where it waited for one."""
    is_over = cases.is_met[at] & (cases.held_at[at] >= cases.ends[at])
    cases.held_at[at] = np.where(is_over, np.inf, cases.held_at[at] + drawn[:, GAP])
    cases.over[at] = drawn[:, OVER]
    cases.over_law[at] = law_days


def _standing_cases(
    stretch: Stretch, rows: Rows, first: Rows, rates: Rates, rng: np.random.Generator
) -> _Cases:
    standing = stretch.standing
    team = standing.team
    drawn = np.where(standing.is_first[:, None], first.draw(team, rng), rows.draw(team, rng))
    # A day already chosen stands; it is met as early or late as days chosen before were.
    chosen = standing.due + drawn[:, DELAY]
    at = np.where(np.isnan(standing.due), standing.since + drawn[:, GAP], chosen)
    at = np.where(at < 0, rng.random(len(team)) * BACKLOG_DAYS, at)
    return _Cases(
        team=team,
        begins=np.zeros(len(team)),
        held_at=at,
        over=at - stretch.limits,
        over_law=np.where(standing.is_first, 0.0, stretch.law_days),
        ends=rng.exponential(rates.life[team]),
        is_met=rng.random(len(team)) < rates.share_met[team],
    )


def _new_cases(stretch: Stretch, first: Rows, rates: Rates, rng: np.random.Generator) -> _Cases:
    days = float(stretch.edges[-1])
    number = rng.poisson(rates.arrivals * days / YEAR)
    team = np.repeat(np.arange(len(number)), number)
    begins = rng.random(len(team)) * days
    drawn = first.draw(team, rng)
    return _Cases(
        team=team,
        begins=begins,
        held_at=begins + drawn[:, GAP],
        over=drawn[:, OVER],
        over_law=np.zeros(len(team)),
        ends=begins + rng.exponential(rates.life[team]),
        is_met=rng.random(len(team)) < rates.share_met[team],
    )


def _joined(one: _Cases, other: _Cases) -> _Cases:
    return _Cases(
        *(
            np.concatenate([getattr(one, name), getattr(other, name)])
            for name in ("team", "begins", "held_at", "over", "over_law", "ends", "is_met")
        )
    )


def _of(counts: Floats, team: int | None) -> Floats:
    """Return a team's counts by run, month and figure; all teams together for None."""
    return counts.sum(axis=2) if team is None else counts[:, :, team]


def _part(
    history: FollowUpHistory,
    question: WhatIfQuestion,
    who: tuple[int | None, str, str],
    coming: Floats,
    last: Floats,
) -> TeamForecast:
    number, key, name = who
    standing = standing_on(history, history.as_of)
    held, late = held_in_last_year(history, number, question.now_months)
    first = first_whole_month(history.as_of)
    return TeamForecast(
        key=key,
        name=name,
        running=len(standing.team) if number is None else int((standing.team == number).sum()),
        year=_figures(coming[:, :12].sum(axis=1), question.hours_each),
        months=tuple(
            MonthFigures(
                plus_months(first, month),
                _figures(coming[:, month], question.hours_each),
                _band(coming[:, month, RUNNING]),
            )
            for month in range(question.months)
        ),
        last_year=LastYear(
            held,
            late,
            _band(last.sum(axis=1)[:, HELD]),
            _band(last.sum(axis=1)[:, LATE]),
        ),
    )


def _figures(by_run: Floats, hours: int) -> Figures:
    held = by_run[:, HELD]
    return Figures(
        _band(held), _band(held * hours), _band(by_run[:, LATE]), _band(by_run[:, PAST_LAW])
    )


def _band(by_run: Floats) -> Band:
    outside = (100 - BAND_PERCENT) / 2
    low, middle, high = np.percentile(by_run, [outside, 50, 100 - outside])
    return Band(int(np.floor(low)), round(float(middle)), int(np.ceil(high)))
