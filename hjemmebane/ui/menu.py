"""The main menu as the layouts show it: a few lines in sight, the rest under "Mere"."""

from collections.abc import Sequence
from typing import NamedTuple

# A wide screen has room for seven. A phone has four beside the search, where there is one.
WIDE = 7
NARROW = 4


class Line(NamedTuple):
    """One line of somebody's menu."""

    label: str
    url: str
    is_current: bool


class Part(NamedTuple):
    """What stands in sight, and what stands under "Mere"."""

    first: Sequence[Line]
    more: Sequence[Line]

    @property
    def is_in_more(self) -> bool:
        """Return whether the page shown is one of those under "Mere"."""
        return any(line.is_current for line in self.more)


class Menu(NamedTuple):
    """Somebody's menu, on a wide screen and on a phone."""

    wide: Part
    narrow: Part


def menu(places: Sequence[tuple[str, str]], path: str) -> Menu:
    """Return a menu of words and addresses, the most used first; the page shown is marked in it."""
    # "/" begins every address, so it is current alone; else the longest beginning is.
    here = max((url for _, url in places if _stands_under(path, url)), key=len, default="")
    lines = [Line(label, url, url == here) for label, url in places]
    return Menu(_part(lines, WIDE), _part(lines, NARROW))


def _stands_under(path: str, url: str) -> bool:
    return path == url if url == "/" else path.startswith(url)


def _part(lines: list[Line], room: int) -> Part:
    if len(lines) <= room:
        return Part(lines, [])
    return Part(lines[: room - 1], lines[room - 1 :])  # "Mere" itself takes one place
