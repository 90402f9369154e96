"""Measure reckoning: `python -m scripts.bench_deadlines 100000` prints JSON.

Every case has 20 events in a likely order under the catalogue's own rules, in both laws, drawn
from a seed. Only reckoning is timed, on one core; making up the events is not.
"""

import json
import os
import random
import resource
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from hjemmebane import catalogue
from hjemmebane.domain.duties import Event, RuleBook, reckon_all, reckon_case
from hjemmebane.domain.event_kinds import EventKind

SEED = 20261129
CHUNK = 5_000
NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
FIRST = datetime(2019, 1, 1, 8, tzinfo=UTC)
DAYS = (NOW - FIRST).days - 800
ALONE = 2_000
FOLLOW_UPS, VISITS = 6, 2


def main() -> int:
    """Measure and print."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(json.dumps(measure(cases), indent=2))
    return 0


def measure(cases: int) -> dict[str, Any]:
    """Return seconds of CPU and of the clock for the sweep, and for one case alone."""
    current = catalogue.current()
    rules = [rule for rule in current.rules if _is_ours(rule.profile, current)]
    book = RuleBook(rules, catalogue.current_calendar())
    draw = random.Random(SEED)
    seconds = cpu = 0.0
    events = duties = 0
    for first in range(0, cases, CHUNK):
        told = [made_up(draw) for _ in range(first, min(first + CHUNK, cases))]
        events += sum(map(len, told))
        clock, used = time.perf_counter(), time.process_time()
        counts = reckon_all(book, told, NOW)
        seconds, cpu = seconds + time.perf_counter() - clock, cpu + time.process_time() - used
        duties += sum(counts.values())
    return {
        "cases": cases,
        "events": events,
        "rules": len(rules),
        "duties": duties,
        "seconds": round(seconds, 2),
        "cpu_seconds": round(cpu, 2),
        "one_case_ms": alone(book, draw),
        "most_memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load": os.getloadavg()[0],
    }


def alone(book: RuleBook, draw: random.Random) -> dict[str, float]:
    """Return how long one more event takes: the whole case is reckoned again."""
    took = []
    for _ in range(ALONE):
        told = made_up(draw)
        began = time.perf_counter()
        reckon_case(book, told, NOW)
        took.append((time.perf_counter() - began) * 1_000)
    took.sort()
    return {name: round(took[int(ALONE * at)], 3) for name, at in PERCENTILES}


PERCENTILES = (("median", 0.5), ("p95", 0.95), ("p99", 0.99))


def _is_ours(profile: str | None, current: catalogue.Catalogue) -> bool:
    return profile is None or profile in current.lineage(current.profile_key)


def made_up(draw: random.Random) -> list[Event]:
    """Return twenty events of one case: notified, decided, helped, followed up, visited."""
    at = FIRST + timedelta(days=draw.randrange(DAYS), minutes=draw.randrange(1_440))
    children = ("1", "2", "3")[: draw.randint(1, 3)]

    def later(most: int) -> datetime:
        nonlocal at
        at += timedelta(days=draw.randint(0, most), hours=draw.randrange(24))
        return at

    events = [
        Event(EventKind.NOTIFICATION_RECEIVED, at, about="n", persons=children),
        Event(EventKind.BECAME_AWARE, at, about="c"),
        Event(EventKind.DANGER_ASSESSED, later(1), only="n", persons=children[:1]),
        Event(EventKind.RECEIPT_SENT, later(8), only="n"),
        Event(EventKind.ASSESSMENT_FINISHED, later(130)),
        Event(EventKind.CHILD_HEARD, later(5)),
        Event(EventKind.DECISION_MADE, later(10), about="d", measure="familiebehandling"),
        Event(EventKind.DECISION_NOTIFIED, later(3), about="d"),
        Event(EventKind.MEASURE_STARTED, later(20), about="m", measure="familiebehandling"),
        Event(EventKind.PLACED, later(40), about="p"),
        Event(EventKind.PLAN_MADE, later(90)),
    ]
    for _ in range(FOLLOW_UPS):
        held = later(100)
        chosen = (held + timedelta(days=draw.randint(40, 120))).date()
        events.append(Event(EventKind.FOLLOW_UP_HELD, held, about="f", chosen_on=chosen))
    events += [Event(EventKind.VISIT_HELD, later(200)) for _ in range(VISITS)]
    return [*events, Event(EventKind.MEASURE_ENDED, later(60), only="m")]


if __name__ == "__main__":
    sys.exit(main())
