"""A history made with a known rhythm: what a simulation is asked to find again."""

import random
from datetime import date, timedelta

from hjemmebane.domain.calendar import plus_months
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.what_if import (
    CaseDays,
    FollowUpHistory,
    Held,
    Limits,
    TeamSize,
    WhatIfQuestion,
)

AS_OF = date(2026, 11, 29)
TEAMS = (TeamSize("nord", "Team Nord", 8), TeamSize("syd", "Team Syd", 6))
LIFE_DAYS = 540


def question(interval: int = 3, **changes: object) -> WhatIfQuestion:
    """Return a question on the interval, everything else as today."""
    values: dict[str, object] = {
        "interval_months": interval,
        "now_months": 3,
        "stage": RuleStage.MANDATORY,
        "hours_each": 6,
        "months": 12,
    }
    return WhatIfQuestion(**{**values, **changes})  # type: ignore[arg-type]


def made(seed: int, *, cases: int = 120, months: int = 3, spread: int = 12) -> FollowUpHistory:
    """Return three years of a steady number of cases, followed up by a rule and a habit.

    Each follow-up is held up to `spread` days before the day of the rule or a third of it after.
    """
    rng = random.Random(seed)
    begin = AS_OF - timedelta(days=3 * 365)
    lives = []
    for place in range(cases):
        on = begin - timedelta(days=rng.expovariate(1 / LIFE_DAYS))
        while on <= AS_OF:
            end = on + timedelta(days=max(round(rng.expovariate(1 / LIFE_DAYS)), 20))
            lives.append(_life(rng, place % 2, on, end, months, spread))
            on = end + timedelta(days=1)
    return FollowUpHistory(AS_OF, TEAMS, tuple(lives), Limits(6, 3))


def _life(
    rng: random.Random, team: int, start: date, end: date, months: int, spread: int
) -> CaseDays:
    held: list[Held] = []
    on = start
    while True:
        planned = plus_months(on, min(months, 3) if not held else months)
        on = planned + timedelta(days=rng.randint(-spread, spread // 3))
        if on >= end or on > AS_OF:
            break
        held.append(Held(on, plus_months(on, months), is_by_rule=True))
    return CaseDays(team, start, end if end <= AS_OF else None, tuple(held))


def yearly(history: FollowUpHistory) -> int:
    """Return how many follow-ups the last year of a history had."""
    since = history.as_of - timedelta(days=365)
    return sum(held.on > since for case in history.cases for held in case.held)
