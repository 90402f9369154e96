"""Shares a line of marks out to areas a finger can hit, none over another."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

BIN = 32.0  # stays above 24 px also where a drawing is shown a fifth smaller


@dataclass(frozen=True)
class Spot:
    """One mark on a line: where, what it says, where it leads."""

    at: float
    title: str
    href: str


@dataclass(frozen=True)
class Area:
    """A stretch of the line that leads somewhere."""

    near: float
    size: float
    title: str
    href: str


def areas(
    spots: Iterable[Spot], near: float, far: float, many_href: str = "", size: float = BIN
) -> tuple[Area, ...]:
    """Return one area per stretch that holds marks; a stretch with several leads to `many_href`."""
    count = max(int((far - near) // size), 1)
    width = (far - near) / count

    def place(spot: Spot) -> int:
        return min(max(int((spot.at - near) // width), 0), count - 1)

    ordered = sorted(spots, key=lambda spot: spot.at)
    return tuple(
        _area(list(group), near + index * width, width, many_href)
        for index, group in groupby(ordered, key=place)
    )


def _area(spots: list[Spot], near: float, size: float, many_href: str) -> Area:
    if len(spots) == 1:
        return Area(near, size, spots[0].title, spots[0].href)
    latest = next((spot.href for spot in reversed(spots) if spot.href), "")
    return Area(near, size, "; ".join(spot.title for spot in spots), many_href or latest)
