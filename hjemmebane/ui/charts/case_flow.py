"""Cases that come and go month by month, and for how long the open ones have stood open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg
from hjemmebane.ui.words import count, short_month

MIDDLE, REACH = 100, 76
NAME_ROOM = 46
ROW, NAME_WIDTH = 30, 124


@dataclass(frozen=True)
class MonthFlow:
    """One month: cases opened, cases closed, and how many stood open at its end."""

    month: date
    opened: int
    closed: int
    open_at_end: int


@dataclass(frozen=True)
class CaseFlowBars(Chart):
    """Opened above the line, closed below it: the way a bar points tells which it is."""

    months: Sequence[MonthFlow]

    kind: ClassVar[str] = "case-flow"
    twin_label: ClassVar[str] = "Vis tallene som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the bars for a wide column."""
        return self._draw(640)

    def svg_narrow(self) -> SafeString:
        """Return the bars for a phone."""
        return self._draw(328)

    def _draw(self, width: int) -> SafeString:
        svg = Svg(width, 216, self._label(), self.kind)
        left, right = 58.0, width - 8.0
        svg.text(left - 10, MIDDLE - 40, "Åbnet", "e q")
        svg.text(left - 10, MIDDLE + 48, "Lukket", "e q")
        svg.line(left, MIDDLE, right, MIDDLE, "ax-ink")
        step = (right - left) / max(len(self.months), 1)
        most = max([1, *(max(m.opened, m.closed) for m in self.months)])
        bar = min(step * 0.7, 34)
        every = next((n for n in (1, 2, 3, 6, 12) if n * step >= NAME_ROOM), 12)
        for place, month in enumerate(self.months):
            x = left + step * (place + 0.5)
            up, down = month.opened / most * REACH, month.closed / most * REACH
            svg.rect(x - bar / 2, MIDDLE - up, bar, up, "sh-data")
            svg.rect(x - bar / 2, MIDDLE, bar, down, "bar-grey")
            svg.text(x, MIDDLE - up - 5, str(month.opened), "m b")
            svg.text(x, MIDDLE + down + 15, str(month.closed), "m")
            if place % every == 0:
                svg.text(x, 210, short_month(month.month), "m q")
            svg.link("", _said(month), x - step / 2, 8, step, 190)
        return svg.render()

    def table(self) -> TableTwin:
        """Return every month with what stood open at its end."""
        rows = [
            (_name(m.month), str(m.opened), str(m.closed), str(m.open_at_end)) for m in self.months
        ]
        headers = ("Måned", "Åbnet", "Lukket", "Åbne, da måneden sluttede")
        return twin("Sager åbnet og lukket", headers, rows)

    def _label(self) -> str:
        if not self.months:
            return "Sager åbnet og lukket"
        return f"Sager åbnet og lukket måned for måned, sidst {_said(self.months[-1])}"


@dataclass(frozen=True)
class CaseAges(Chart):
    """For how long the open cases have stood open: a bar for each stretch of time."""

    bands: Sequence[tuple[str, int]]

    kind: ClassVar[str] = "case-ages"
    twin_label: ClassVar[str] = "Vis tallene som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the bars for a wide column."""
        return self._draw(640)

    def svg_narrow(self) -> SafeString:
        """Return the bars for a phone."""
        return self._draw(328)

    def _draw(self, width: int) -> SafeString:
        svg = Svg(width, max(len(self.bands), 1) * ROW + 4, self._label(), self.kind)
        most = max([1, *(number for _, number in self.bands)])
        room = width - NAME_WIDTH - 44
        for place, (name, number) in enumerate(self.bands):
            y = place * ROW + 4
            svg.text(NAME_WIDTH - 10, y + 16, name, "e")
            svg.rect(NAME_WIDTH, y, number / most * room, 22, "sh-data")
            svg.text(NAME_WIDTH + number / most * room + 8, y + 16, str(number), "b")
        return svg.render()

    def table(self) -> TableTwin:
        """Return every stretch with its number."""
        rows = [(name, str(number)) for name, number in self.bands]
        return twin("Åbne sager efter alder", ("Åben i", "Sager"), rows)

    def _label(self) -> str:
        said = ", ".join(f"{name.lower()}: {number}" for name, number in self.bands)
        return f"Åbne sager efter, hvor længe de har været åbne: {said}"


def _name(month: date) -> str:
    return f"{short_month(month)} {month.year}"


def _said(month: MonthFlow) -> str:
    opened = count(month.opened, "sag åbnet", "sager åbnet")
    return f"{_name(month.month)}: {opened}, {month.closed} lukket"
