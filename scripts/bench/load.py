"""Two ways to ask: one call after another, and a steady stream that does not wait for answers."""

import math
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from scripts.bench.trees import cpu_seconds
from scripts.bench.visitor import Answer, Visitor

Call = Callable[[int], Answer]
"""Makes the n-th call of a run and returns its answer."""
Ask = Callable[[Visitor], Answer]
"""Lets a visitor ask for a page."""


@dataclass(frozen=True)
class Run:
    """One run of calls: how long each took, what the server used, what failed."""

    seconds: tuple[float, ...]
    cpu_ms_per_call: float
    failed: int
    statuses: dict[str, int]

    def told(self) -> dict[str, float | int | dict[str, int]]:
        """Return the run as figures: milliseconds, rounded to a tenth."""
        ms = sorted(one * 1000 for one in self.seconds)
        return {
            "calls": len(ms),
            "cpu_ms": round(self.cpu_ms_per_call, 2),
            "p50_ms": round(percentile(ms, 50), 1),
            "p95_ms": round(percentile(ms, 95), 1),
            "max_ms": round(ms[-1], 1) if ms else 0.0,
            "failed": self.failed,
            "statuses": self.statuses,
        }


def percentile(ordered: Sequence[float], share: float) -> float:
    """Return the value that `share` percent lie at or below, by nearest rank."""
    if not ordered:
        return 0.0
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]


def one_after_another(call: Call, calls: int, roots: Sequence[int], first: int = 0) -> Run:
    """Make calls alone, each after the answer to the one before."""
    before = cpu_seconds(roots)
    answers = [call(first + number) for number in range(calls)]
    used = cpu_seconds(roots) - before
    return _run([(answer.seconds, answer) for answer in answers], used)


def steady_stream(
    calls: Sequence[tuple[Visitor, Ask]], per_second: float, roots: Sequence[int]
) -> Run:
    """Ask for a page at fixed moments, whoever is slow; time counts from the planned moment.

    A visitor has one connection, so two of its pages that overlap wait for each other, as in life.
    """
    locks = {id(visitor): threading.Lock() for visitor, _ in calls}
    start = time.perf_counter() + 0.2
    before = cpu_seconds(roots)

    def ask(number: int) -> tuple[float, Answer]:
        visitor, way = calls[number]
        planned = start + number / per_second
        time.sleep(max(0.0, planned - time.perf_counter()))
        with locks[id(visitor)]:
            answer = way(visitor)
        return time.perf_counter() - planned, answer

    with ThreadPoolExecutor(max_workers=64) as pool:
        done = list(pool.map(ask, range(len(calls))))
    return _run(done, cpu_seconds(roots) - before)


def _run(done: Sequence[tuple[float, Answer]], used: float) -> Run:
    statuses = Counter(str(answer.status) for _, answer in done)
    return Run(
        tuple(seconds for seconds, _ in done),
        used * 1000 / max(1, len(done)),
        sum(1 for _, answer in done if not answer.is_good),
        dict(statuses),
    )
