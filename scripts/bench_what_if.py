"""What a what-if costs: 10,000 cases, 24 months, 100 runs, on one core, as JSON."""

import argparse
import json
import resource
import time
from datetime import date, timedelta
from random import Random

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
from hjemmebane.engines.simulation.follow_ups import RUNS, forecast

AS_OF = date(2026, 11, 29)
TEAM_CASES = 280


def main() -> None:
    """Make a history, ask 3 → 4 months of it, and print what that took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--months", type=int, default=24)
    parser.add_argument("--runs", type=int, default=RUNS)
    options = parser.parse_args()
    history = made(options.cases)
    question = WhatIfQuestion(4, 3, RuleStage.MANDATORY, 6, options.months)
    wall, cpu = time.perf_counter(), time.process_time()
    found = forecast(history, question, seed=1, tell=lambda done: True, runs=options.runs)
    if found is None:
        raise SystemExit("stopped before it was done")
    print(
        json.dumps(
            {
                "running_cases": found.parts[0].running,
                "teams": len(history.teams),
                "months": options.months,
                "runs": options.runs,
                "wall_seconds": round(time.perf_counter() - wall, 2),
                "cpu_seconds": round(time.process_time() - cpu, 2),
                "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "follow_ups_next_year": found.parts[0].year.follow_ups.middle,
            },
            indent=2,
        )
    )


def made(cases: int) -> FollowUpHistory:
    """Return two years of a town in which so many cases run on any day."""
    rng = Random(1)
    teams = tuple(TeamSize(f"t{n}", f"Team {n}", 8) for n in range(max(cases // TEAM_CASES, 1)))
    lives = []
    for place in range(cases):
        on = AS_OF - timedelta(days=730 + rng.randint(0, 500))
        while on <= AS_OF:
            end = on + timedelta(days=20 + round(rng.expovariate(1 / 540)))
            held: list[Held] = []
            day = on
            while (day := plus_months(day, 3) + timedelta(days=rng.randint(-12, 4))) < min(
                end, AS_OF
            ):
                held.append(Held(day, plus_months(day, 3), is_by_rule=True))
            gone = end if end <= AS_OF else None
            lives.append(CaseDays(place % len(teams), on, gone, tuple(held)))
            on = end + timedelta(days=1)
    return FollowUpHistory(AS_OF, teams, tuple(lives), Limits(6, 3))


if __name__ == "__main__":
    main()
