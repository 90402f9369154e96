"""A worker's own number of cases, week by week."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg
from hjemmebane.ui.words import short_date


@dataclass(frozen=True)
class WeekLoad:
    """How many cases a week began with."""

    on: date
    cases: int
    href: str = ""


@dataclass(frozen=True)
class Caseload(Chart):
    """A year of weeks with the profile's aim dotted and its most drawn through."""

    weeks: tuple[WeekLoad, ...]
    aim: int | None = None
    most: int | None = None
    href: str = ""

    kind: ClassVar[str] = "load"
    twin_label: ClassVar[str] = "Vis tallene som tabel"

    def svg(self) -> SafeString:
        """Return the stepped line with its last number written."""
        svg = Svg(336, 128, self._label(), self.kind)
        if not self.weeks:
            return svg.render()
        axis = Axis(self.weeks[0].on, self.weeks[-1].on, 58, 290)
        tops = [w.cases for w in self.weeks] + [n for n in (self.aim, self.most) if n is not None]
        low, high = min(tops) - 2, max(tops) + 2

        def level(cases: int) -> float:
            return 96 - (cases - low) / (high - low) * 84

        if self.most is not None:
            svg.line(58, level(self.most), 296, level(self.most), "ax-ink")
            svg.text(52, level(self.most) + 4, f"højst {self.most}", "e q")
        if self.aim is not None:
            svg.line(58, level(self.aim), 296, level(self.aim), "ax-dots")
            svg.text(52, level(self.aim) + 4, f"mål {self.aim}", "e q")
        points: list[tuple[float, float]] = []
        for week in self.weeks:
            x, y = axis.at(week.on), level(week.cases)
            if points:
                points.append((x, points[-1][1]))
            points.append((x, y))
        svg.polyline(points, "ln-data")
        last_x, last_y = points[-1]
        svg.circle(last_x, last_y, 5, "sh-data")
        svg.text(last_x + 10, last_y + 6, str(self.weeks[-1].cases), "b big")
        svg.line(58, 106, 290, 106, "ax-line")
        svg.text(58, 122, short_date(self.weeks[0].on), "q")
        svg.text(290, 122, "i dag", "e q")
        if self.href:
            svg.link(self.href, self._label(), 58, 2, 270, 104)
        return svg.render()

    def table(self) -> TableTwin:
        """Return every week."""
        rows = [(short_date(w.on), (str(w.cases), w.href)) for w in self.weeks]
        return twin("Antal sager uge for uge", ("Uge fra", "Sager"), rows)

    def _label(self) -> str:
        now = self.weeks[-1].cases if self.weeks else 0
        return f"Dine sager uge for uge, nu {now}"
