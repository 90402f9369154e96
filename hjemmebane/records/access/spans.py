"""Runs of ids, written short: `1-40,43`; a month of lines is a few words."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

Span = tuple[int, int]
TIDY_AT = 10_000


def pack(ids: Iterable[int]) -> str:
    """Return ids in rising order, written as runs."""
    runs: list[list[int]] = []
    for number in ids:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ",".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)


def unpack(text: str) -> list[Span]:
    """Return the runs in a text; raise ValueError where it is none."""
    found = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        found.append((int(first), int(last or first)))
    return found


def size(spans: Iterable[Span]) -> int:
    """Return how many ids the runs hold."""
    return sum(last - first + 1 for first, last in spans)


class Covered:
    """The ids that seals cover, as few runs as there are gaps."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        self._tidy_at = TIDY_AT

    def add(self, spans: Iterable[Span]) -> None:
        """Add runs; those that follow on one another become one."""
        for first, last in spans:
            if self._spans and self._spans[-1][1] + 1 == first:
                self._spans[-1] = (self._spans[-1][0], last)
            else:
                self._spans.append((first, last))
        if len(self._spans) > self._tidy_at:
            self._spans = self.spans()
            self._tidy_at = max(TIDY_AT, 2 * len(self._spans))

    def spans(self) -> list[Span]:
        """Return the runs in order, none touching the next."""
        tidy: list[Span] = []
        for first, last in sorted(self._spans):
            if tidy and first <= tidy[-1][1] + 1:
                tidy[-1] = (tidy[-1][0], max(tidy[-1][1], last))
            else:
                tidy.append((first, last))
        return tidy

    def gaps(self) -> list[Span]:
        """Return the runs of ids between those covered."""
        spans = self.spans()
        return [(before[1] + 1, after[0] - 1) for before, after in pairwise(spans)]

    def outside(self, ids: Iterable[int]) -> Iterator[int]:
        """Yield those of some ids, given in rising order, that no run holds."""
        spans = iter(self.spans())
        run = next(spans, None)
        for number in ids:
            while run and run[1] < number:
                run = next(spans, None)
            if run is None or number < run[0]:
                yield number
