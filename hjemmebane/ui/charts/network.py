"""The family's network as circles: homes in the middle, private left, professional right."""

from dataclasses import dataclass
from math import hypot, sqrt
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
    """One home: the grown-ups who live there, and the children who live there only."""

    names: str
    label: str = ""
    children: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tie:
    """Someone around the family: how near (weekly, seldom), how strong, for whom, at which home.

    strength: supports (thick), around (thin), askable (dashed: could be asked). `home` is the
    number of the home the tie belongs to, where it belongs to one.
    """

    name: str
    role: str
    is_private: bool
    closeness: str = "seldom"
    strength: str = "around"
    supports: str = ""
    near: str = ""
    home: int | None = None
    href: str = ""


CLOSENESS = {"weekly": "hver uge", "seldom": "sjældnere"}
STRENGTHS = {"supports": "støtter", "around": "er der", "askable": "kunne spørges"}
# Half the width and half the height of each ring, the height as a share of the outer one.
RINGS = {"weekly": (140.0, 0.84), "seldom": (190.0, 1.0)}
LEAST_REACH = 96.0


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
        height = max(360.0, 110 + ROW * max(len(left), len(right)))
        svg = Svg(650, height, self._label(), self.kind)
        middle = height / 2 + 8
        svg.text(CENTRE_X - 60, 16, "Privat", "b e")
        svg.text(CENTRE_X + 60, 16, "Fagligt", "b")
        for key, (rx, share) in RINGS.items():
            ry = share * _outer(height)
            svg.add("ellipse", cx=CENTRE_X, cy=middle, rx=rx, ry=ry, cls="ring")
            svg.text(CENTRE_X, middle - ry + 13, CLOSENESS[key], "m q halo")
        self._fan(svg, left, (middle, _outer(height)), -1)
        self._fan(svg, right, (middle, _outer(height)), 1)
        self._homes(svg, CENTRE_X, middle)
        _legend(svg, height - 6)
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
                tie.supports or STRENGTHS[tie.strength],
                tie.near,
            )
            for tie in self.ties
        ]
        headers = ("Navn", "Hvem", "Kreds", "Hvor tit", "Hvad", "For hvem")
        return twin("Netværk", headers, rows)

    def _label(self) -> str:
        homes = " og ".join(home.names for home in self.homes)
        return f"Netværk omkring {homes}: {len(self.ties)} personer"

    def _sides(self) -> tuple[tuple[Tie, ...], tuple[Tie, ...]]:
        """Return private and professional ties, those of the upper home first."""
        ties = sorted(self.ties, key=lambda tie: 0.5 if tie.home is None else tie.home)
        private = tuple(tie for tie in ties if tie.is_private)
        return private, tuple(tie for tie in ties if not tie.is_private)

    def _homes(self, svg: Svg, x: float, y: float) -> None:
        apart = APART if len(self.homes) > 1 else 0
        for index, home in enumerate(self.homes[:2]):
            way = -1 if index == 0 else 1
            svg.circle(x, y + way * apart, HOME, "home")
            at = y + way * (apart + 22) if apart else y - 26
            svg.lines(x, at, wrapped(home.names, 15), "m b", 14)
            at += 14 * len(wrapped(home.names, 15))
            svg.text(x, at, home.label, "m q")
            # Above the upper home's grown-ups and below the lower one's there is room.
            own = wrapped(", ".join(home.children), 15)
            svg.lines(x, at + 16 if way > 0 else y - apart - 46, own, "m", 14)
        svg.lines(x, y + (5 if apart else 22), wrapped(", ".join(self.children), 16), "m b", 14)

    def _fan(self, svg: Svg, ties: tuple[Tie, ...], at: tuple[float, float], way: int) -> None:
        middle, outer = at
        top = middle - (len(ties) - 1) * ROW / 2
        for index, tie in enumerate(ties):
            y = top + ROW * index
            x = CENTRE_X + way * _reach(tie, abs(y - middle), outer)
            svg.line(*self._edge(tie, middle, x, y), x, y, f"tie tie-{tie.strength}")
            _shape(svg, tie, x, y)
            self._words(svg, tie, x + way * 14, y, "e" if way < 0 else "")
            near = x - 12 if way > 0 else x - 152
            svg.link(tie.href, _title(tie), near, y - 20, 164, ROW - 8)

    def _edge(self, tie: Tie, middle: float, x: float, y: float) -> tuple[float, float]:
        """Return where a tie's line meets the circle of its home, or of the nearest one."""
        apart = APART if len(self.homes) > 1 else 0
        is_upper = y < middle if tie.home is None else tie.home == 0
        home_y = middle + (-apart if is_upper else apart)
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


def _outer(height: float) -> float:
    """Return half the height of the outer ring."""
    return height / 2 - 34


def _reach(tie: Tie, off: float, outer: float) -> float:
    """Return how far from the middle a tie on its ring stands, that high or low."""
    rx, share = RINGS[tie.closeness]
    ry = share * outer
    return max(LEAST_REACH, rx * sqrt(max(1 - (off / ry) ** 2, 0.0)))


def _shape(svg: Svg, tie: Tie, x: float, y: float) -> None:
    is_asked = tie.strength == "askable"
    if tie.is_private:
        svg.circle(x, y, 6, "sh-dash" if is_asked else "sh-open")
    else:
        svg.rect(x - 6, y - 6, 12, 12, "sh-dash" if is_asked else "sh-full")


def _legend(svg: Svg, y: float) -> None:
    """Say what shapes and lines mean, under the map."""
    svg.circle(8, y - 4, 5, "sh-open")
    svg.text(18, y, "privat", "q")
    svg.rect(66, y - 9, 10, 10, "sh-full")
    svg.text(82, y, "fagligt", "q")
    for x, look, words in ((140, "supports", "støtter hver uge"), (290, "around", "er der")):
        svg.line(x, y - 4, x + 26, y - 4, f"tie tie-{look}")
        svg.text(x + 32, y, words, "q")
    svg.line(376, y - 4, 402, y - 4, "tie tie-askable")
    svg.text(408, y, "kunne spørges", "q")


def _title(tie: Tie) -> str:
    who = f", for {tie.near}" if tie.near else ""
    what = tie.supports or STRENGTHS[tie.strength]
    return f"{tie.name}, {tie.role}: {CLOSENESS[tie.closeness]}, {what}{who}"
