"""Months ahead as a band with a middle line, and where it stands today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, num
from hjemmebane.ui.words import short_month

TOP, BOTTOM = 16, 160
STEPS = (1, 2, 5)
NAME_ROOM = 74


@dataclass(frozen=True)
class MonthBand:
    """One month: the middle figure and the span around it."""

    month: date
    low: int
    middle: int
    high: int
    more: tuple[str, ...] = ()


@dataclass(frozen=True)
class ForecastBand(Chart):
    """A figure month by month, drawn as the span it falls in and the middle of it."""

    what: str
    months: Sequence[MonthBand]
    more_headers: tuple[str, ...] = ()
    usual: int | None = None

    kind: ClassVar[str] = "forecast"
    twin_label: ClassVar[str] = "Vis tallene som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the band for a wide column."""
        return self._draw(640)

    def svg_narrow(self) -> SafeString:
        """Return the band for a phone."""
        return self._draw(328)

    def _draw(self, width: int) -> SafeString:
        svg = Svg(width, 190, self._label(), self.kind)
        if not self.months:
            return svg.render()
        top = _round_top(max([month.high for month in self.months] + [self.usual or 0, 1]))
        left, right = 44.0, width - 12.0
        step = (right - left) / max(len(self.months) - 1, 1)

        def level(figure: float) -> float:
            return BOTTOM - figure / top * (BOTTOM - TOP)

        for figure in (0, top // 2, top):
            svg.line(left - 6, level(figure), right, level(figure), "ax-grid")
            svg.text(left - 12, level(figure) + 4, str(figure), "e q")
        if self.usual is not None:
            svg.line(left - 6, level(self.usual), right, level(self.usual), "ax-dots")
        across = [left + place * step for place in range(len(self.months))]
        upper = [(x, level(m.high)) for x, m in zip(across, self.months, strict=True)]
        lower = [(x, level(m.low)) for x, m in zip(across, self.months, strict=True)]
        corners = " L".join(f"{num(x)} {num(y)}" for x, y in [*upper, *reversed(lower)])
        svg.path(f"M{corners}Z", "ar-band")
        middle = [level(m.middle) for m in self.months]
        svg.polyline(zip(across, middle, strict=True), "ln-data")
        every = next((n for n in (1, 2, 3, 6, 12) if n * step >= NAME_ROOM), 12)
        for place, (x, month) in enumerate(zip(across, self.months, strict=True)):
            if place % every == 0:
                svg.text(x, 182, _name(month.month, is_first=place == 0, every=every), "q")
            svg.link("", _said(month), x - step / 2, TOP, max(step, 1), BOTTOM - TOP)
        return svg.render()

    def table(self) -> TableTwin:
        """Return every month with its span, and what else is told of it."""
        rows = [
            (f"{short_month(m.month)} {m.month.year}", str(m.middle), span(m.low, m.high), *m.more)
            for m in self.months
        ]
        return twin(self.what, ("Måned", self.what, "Spænd", *self.more_headers), rows)

    def _label(self) -> str:
        if not self.months:
            return self.what
        first, last = self.months[0], self.months[-1]
        return f"{self.what} måned for måned: {_said(first)} … {_said(last)}"


def span(low: int, high: int) -> str:
    """Return “38–52”."""
    return f"{low}–{high}"


def _name(month: date, *, is_first: bool, every: int) -> str:
    """Return a month's name, with the year on the first one and the first of each year."""
    has_year = is_first or month.month <= every
    return f"{short_month(month)} {month.year}" if has_year else short_month(month)


def _said(month: MonthBand) -> str:
    name = f"{short_month(month.month)} {month.month.year}"
    return f"{name}: {month.middle} ({span(month.low, month.high)})"


def _round_top(most: int) -> int:
    """Return a round even figure at or above the highest one."""
    size = 1
    while True:
        for step in STEPS:
            if step * size * 2 >= most:
                return step * size * 2
        size *= 10
