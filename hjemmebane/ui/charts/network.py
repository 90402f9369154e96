"""The family's network as circles: homes in the middle, private left, professional right."""

from dataclasses import dataclass
from math import hypot, pi, sin
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, wrapped

CENTRE_X = 325.0
ROW = 62.0
LETTERS = 18
HOME = 70
APART = 46


@dataclass(frozen=True)
class Home:
    """One home: the grown-ups who live there."""

    names: str
    label: str = ""


@dataclass(frozen=True)
class Tie:
    """Someone who supports the family. closeness: weekly, seldom or asked (could be asked)."""

    name: str
    role: str
    is_private: bool
    closeness: str = "seldom"
    supports: str = ""
    href: str = ""


CLOSENESS = {"weekly": "støtter hver uge", "seldom": "sjældnere", "asked": "kunne spørges"}


@dataclass(frozen=True)
class NetworkMap(Chart):
    """One or two overlapping homes with the children in both, and all ties around them."""

    homes: tuple[Home, ...]
    children: tuple[str, ...]
    ties: tuple[Tie, ...]

    kind: ClassVar[str] = "network"
    has_narrow: ClassVar[bool] = True

    @property
    def twin_label(self) -> str:  # type: ignore[override]  # a word, not a field
        """Return the twin's heading with how many it lists."""
        return f"Vis netværket som tabel ({len(self.ties)} personer)"

    def svg(self) -> SafeString:
        """Return the map for a wide column."""
        left, right = self._sides()
        height = max(320.0, 70 + ROW * max(len(left), len(right)))
        svg = Svg(650, height, self._label(), self.kind)
        middle = height / 2 + 8
        svg.text(CENTRE_X - 20, 16, "Privat", "b e")
        svg.text(CENTRE_X + 20, 16, "Fagligt", "b")
        for radius in (0.46, 0.33):
            svg.add(
                "ellipse", cx=CENTRE_X, cy=middle, rx=650 * radius, ry=height * radius, cls="ring"
            )
        self._fan(svg, left, middle, -1)
        self._fan(svg, right, middle, 1)
        self._homes(svg, CENTRE_X, middle)
        return svg.render()

    def svg_narrow(self) -> SafeString:
        """Return the map for a phone: homes on top, ties as two columns."""
        left, right = self._sides()
        svg = Svg(328, 240 + ROW * max(len(left), len(right), 1), self._label(), "network-narrow")
        self._homes(svg, 164, 92)
        svg.text(4, 232, "Privat", "b")
        svg.text(172, 232, "Fagligt", "b")
        for ties, x in ((left, 10), (right, 178)):
            for index, tie in enumerate(ties):
                y = 254 + ROW * index
                _shape(svg, tie, x, y)
                self._words(svg, tie, x + 14, y, "")
                svg.link(tie.href, _title(tie), x - 8, y - 18, 152, ROW - 4)
        return svg.render()

    def table(self) -> TableTwin:
        """Return every tie."""
        rows = [
            (
                (tie.name, tie.href),
                tie.role,
                "privat" if tie.is_private else "fagligt",
                CLOSENESS[tie.closeness],
                tie.supports,
            )
            for tie in self.ties
        ]
        headers = ("Navn", "Hvem", "Kreds", "Hvor tæt", "For hvem")
        return twin("Netværk", headers, rows)

    def _label(self) -> str:
        homes = " og ".join(home.names for home in self.homes)
        return f"Netværk omkring {homes}: {len(self.ties)} personer"

    def _sides(self) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
        private = tuple(tie for tie in self.ties if tie.is_private)
        return private, tuple(tie for tie in self.ties if not tie.is_private)

    def _homes(self, svg: Svg, x: float, y: float) -> None:
        apart = APART if len(self.homes) > 1 else 0
        for index, home in enumerate(self.homes[:2]):
            way = -1 if index == 0 else 1
            svg.circle(x, y + way * apart, HOME, "home")
            at = y + way * (apart + 22) if apart else y - 26
            svg.lines(x, at, wrapped(home.names, 15), "m b", 14)
            svg.text(x, at + 14 * len(wrapped(home.names, 15)), home.label, "m q")
        svg.lines(x, y + (5 if apart else 22), wrapped("  ".join(self.children), 16), "m b", 14)

    def _fan(self, svg: Svg, ties: tuple[Tie, ...], middle: float, way: int) -> None:
        top = middle - (len(ties) - 1) * ROW / 2
        for index, tie in enumerate(ties):
            y = top + ROW * index
            bend = sin(pi * (index + 0.5) / len(ties))
            reach = 96 + (40 if tie.closeness == "weekly" else 62) * bend
            x = CENTRE_X + way * reach
            svg.line(*self._edge(middle, x, y), x, y, f"tie tie-{tie.closeness}")
            _shape(svg, tie, x, y)
            self._words(svg, tie, x + way * 14, y, "e" if way < 0 else "")
            near = x - 12 if way > 0 else x - 152
            svg.link(tie.href, _title(tie), near, y - 20, 164, ROW - 8)

    def _edge(self, middle: float, x: float, y: float) -> tuple[float, float]:
        """Return where a tie's line meets the circle of the home nearest to it."""
        apart = APART if len(self.homes) > 1 else 0
        home_y = middle + (-apart if y < middle else apart)
        far = hypot(x - CENTRE_X, y - home_y)
        return (
            CENTRE_X + (x - CENTRE_X) * HOME / far,
            home_y + (y - home_y) * HOME / far,
        )

    def _words(self, svg: Svg, tie: Tie, x: float, y: float, anchor: str) -> None:
        names = wrapped(tie.name, LETTERS, 3)
        svg.lines(x, y - 2, names, f"b halo {anchor}", 14)
        svg.text(
            x, y - 2 + 14 * len(names), wrapped(tie.role, LETTERS + 3, 1)[0], f"q halo {anchor}"
        )


def _shape(svg: Svg, tie: Tie, x: float, y: float) -> None:
    look = "sh-dash" if tie.closeness == "asked" else "sh-open"
    if tie.is_private:
        svg.circle(x, y, 6, look)
    else:
        svg.rect(x - 6, y - 6, 12, 12, look if tie.closeness == "asked" else "sh-full")


def _title(tie: Tie) -> str:
    who = f", for {tie.supports}" if tie.supports else ""
    return f"{tie.name}, {tie.role}: {CLOSENESS[tie.closeness]}{who}"
