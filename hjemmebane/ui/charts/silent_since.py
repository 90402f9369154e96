"""Families without contact for long: days against the practice's own limit."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, wrapped
from hjemmebane.ui.words import count

ROW = 30
NAMES = 92


@dataclass(frozen=True)
class Silence:
    """A family and the days since the last contact."""

    name: str
    days: int
    href: str = ""


@dataclass(frozen=True)
class SilentSince(Chart):
    """Days since the last contact, longest first, the limit dotted."""

    rows: tuple[Silence, ...]
    limit: int

    kind: ClassVar[str] = "since"
    twin_label: ClassVar[str] = "Vis dagene som tabel"

    def svg(self) -> SafeString:
        """Return a dot for each family on a scale of days."""
        height = ROW * len(self.rows)
        svg = Svg(336, height + 22, f"Dage siden sidste kontakt, grænse {self.limit}", self.kind)
        most = max([self.limit * 1.25, *(row.days for row in self.rows)])
        span = 336 - NAMES - 66

        def at(days: float) -> float:
            return NAMES + span * days / most

        svg.line(NAMES, 2, NAMES, height, "ax-line")
        svg.line(at(self.limit), 0, at(self.limit), height + 2, "ax-dots")
        for index, row in enumerate(self._ordered()):
            y = ROW * index + ROW / 2
            svg.text(0, y + 5, wrapped(row.name, 13, 1)[0], "k")
            svg.line(NAMES, y, at(row.days), y, "ln-quiet")
            look = "sh-data" if row.days <= self.limit else "sh-full"
            svg.shape("diamond" if row.days > self.limit else "dot", at(row.days), y, 11, look)
            svg.text(at(row.days) + 11, y + 5, count(row.days, "dag", "dage"), "b halo")
            title = f"{row.name}: {count(row.days, 'dag', 'dage')} siden"
            svg.link(row.href, title, 0, y - 14, 334, 28)
        svg.text(at(self.limit), height + 17, f"{self.limit} dage, jeres egen grænse", "m q")
        return svg.render()

    def table(self) -> TableTwin:
        """Return every family, longest silence first."""
        rows = [
            ((r.name, r.href), str(r.days), "over grænsen" if r.days > self.limit else "")
            for r in self._ordered()
        ]
        return twin("Dage siden sidste kontakt", ("Familie", "Dage", "Bemærk"), rows)

    def _ordered(self) -> tuple[Silence, ...]:
        return tuple(sorted(self.rows, key=lambda row: -row.days))
