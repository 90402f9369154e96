"""The ladder as a drawing of steps, with everyday life running along all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, wrapped

RISE = 30
FLOOR = 38
DARK = frozenset({"3b", "4", "5", "6"})


@dataclass(frozen=True)
class Stair:
    """One step: its key and name, and what everyday life asks of it."""

    step: str
    name: str
    everyday: str = ""
    href: str = ""


@dataclass(frozen=True)
class Stairs(Chart):
    """The steps from low to high; everyday life is the ground under every one of them."""

    stairs: Sequence[Stair]
    everyday: str

    kind: ClassVar[str] = "stairs"
    twin_label: ClassVar[str] = "Vis trappen som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the steps for a wide column."""
        return self._draw(640)

    def svg_narrow(self) -> SafeString:
        """Return the steps for a phone."""
        return self._draw(328)

    def _draw(self, width: int) -> SafeString:
        number = len(self.stairs)
        height = RISE * number + FLOOR + 12
        svg = Svg(width, height, f"Indsatstrappen med {number} trin og hverdagslivet", self.kind)
        ground = height - FLOOR
        tread = width * 0.42 / max(number, 1)
        for place, stair in enumerate(self.stairs):
            top = ground - RISE * (place + 1)
            left = place * tread
            svg.rect(left, top, width - left, RISE - 2, f"step-{stair.step} edge")
            on = " on-dark" if stair.step in DARK else ""
            room = int((width - left - 40) / 7)
            name = wrapped(stair.name, room, 1)[0]
            svg.text(left + 8, top + 19, stair.step, f"b{on}")
            svg.text(left + 34, top + 19, name, f"k{on}")
            svg.link(stair.href, f"Trin {stair.step}: {stair.name}", left, top, width - left, RISE)
        svg.rect(0, ground + 4, width, FLOOR - 10, "edge planned")
        svg.text(width / 2, ground + 23, f"{self.everyday} på alle trin", "m b")
        return svg.render()

    def table(self) -> TableTwin:
        """Return every step with its question about everyday life."""
        rows = [(f"Trin {s.step}", (s.name, s.href), s.everyday) for s in self.stairs]
        return twin("Indsatstrappen", ("Trin", "Navn", self.everyday), rows)
