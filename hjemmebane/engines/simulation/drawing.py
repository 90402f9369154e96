"""What one run draws by: the history drawn anew, so that a thin history gives a wide band."""

from dataclasses import dataclass

import numpy as np

from hjemmebane.engines.simulation.history import (
    BY_RULE,
    GAP,
    OVER,
    YEAR,
    Floats,
    Ints,
    Pace,
)

SHORTEST_LIFE = 30.0


@dataclass(frozen=True, slots=True)
class Shift:
    """How many days the rule moves, and the new length where own rhythms must be cut to it."""

    days: float
    longest: float


@dataclass(frozen=True, slots=True)
class Rows:
    """Gaps of all teams in one table; a team's own begin at `start` and are `count`."""

    table: Floats
    start: Ints
    count: Ints

    def draw(self, team: Ints, rng: np.random.Generator) -> Floats:
        """Return a row for each of some cases, from their own team."""
        place = (rng.random(len(team)) * self.count[team]).astype(np.int64)
        drawn: Floats = self.table[self.start[team] + place]
        return drawn


@dataclass(frozen=True, slots=True)
class Rates:
    """What one run takes for true of each team: arrivals a year, days a case runs, how it ends."""

    arrivals: Floats
    life: Floats
    share_met: Floats


def drawn_anew(rows: list[Floats], rng: np.random.Generator) -> Rows:
    """Return each team's rows drawn from its own, with repeats."""
    again = [own[rng.integers(0, len(own), len(own))] for own in rows]
    count = np.array([len(own) for own in again], dtype=np.int64)
    return Rows(np.concatenate(again), np.concatenate([[0], np.cumsum(count)[:-1]]), count)


def moved(rows: Rows, shift: Shift) -> Rows:
    """Return the gaps as they are under another rule.

    Days chosen by the rule move with it. A worker's own rhythm stays, unless the new rule is
    shorter than the day that was chosen: then it is cut to it.
    """
    table = rows.table.copy()
    by_rule = table[:, BY_RULE] > 0
    table[by_rule, GAP] += shift.days
    own = ~by_rule
    planned = table[own, GAP] - np.maximum(table[own, OVER], 0)
    cut = np.maximum(planned - shift.longest, 0)
    table[own, GAP] -= cut
    table[own, OVER] -= shift.days + cut
    table[:, GAP] = np.maximum(table[:, GAP], 1)
    return Rows(table, rows.start, rows.count)


def drawn_rates(paces: list[Pace], rng: np.random.Generator) -> Rates:
    """Return rates that could have given what the year showed."""
    arrivals = np.array([rng.gamma(pace.arrivals + 0.5) for pace in paces])
    endings = np.array([rng.gamma(pace.endings + 0.5) for pace in paces])
    days = np.array([max(pace.case_days, float(YEAR)) for pace in paces])
    met = np.array([rng.beta(p.endings_met + 0.5, p.endings - p.endings_met + 0.5) for p in paces])
    # A case that ends at a follow-up waits for it: on average half a gap, weighed by its length.
    waits = np.array([_wait(pace.gaps) for pace in paces])
    return Rates(arrivals, np.maximum(days / endings - met * waits, SHORTEST_LIFE), met)


def _wait(gaps: Floats) -> float:
    days = gaps[:, GAP]
    return float((days**2).mean() / (2 * days.mean())) if len(days) else 0.0
