"""A deadline as a ruler: where it started, where it ends, where today is."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, width_of
from hjemmebane.ui.words import days_away, short_date, short_day

EDGE = 14


@dataclass(frozen=True)
class DeadlineRuler(Chart):
    """Start, due day, today and, where a practice has its own, the local due day."""

    start: date
    due: date
    today: date
    start_label: str = "begynder"
    due_label: str = "frist"
    local_due: date | None = None
    local_label: str = "lokal regel"
    start_href: str = ""
    due_href: str = ""
    local_href: str = ""

    kind: ClassVar[str] = "ruler"
    twin_label: ClassVar[str] = "Vis linjen som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the ruler for a wide column."""
        return self._draw(560)

    def svg_narrow(self) -> SafeString:
        """Return the ruler for a phone."""
        return self._draw(300)

    def table(self) -> TableTwin:
        """Return the ruler's days in order."""
        days = [
            (self.start, (self.start_label, self.start_href)),
            (self.today, ("i dag", "")),
            (self.due, (self.due_label, self.due_href)),
        ]
        if self.local_due:
            days.append((self.local_due, (self.local_label, self.local_href)))
        rows = [(short_date(day), words) for day, words in sorted(days, key=lambda d: d[0])]
        return twin("Fristen dag for dag", ("Dag", "Hvad"), rows)

    def _label(self) -> str:
        local = f", {self.local_label} {short_day(self.local_due)}" if self.local_due else ""
        return (
            f"Linje: {self.start_label} {short_day(self.start)}, i dag {short_day(self.today)}"
            f"{local}, {self.due_label} {short_day(self.due)}"
        )

    def _draw(self, width: int) -> SafeString:
        svg = Svg(width, 84, self._label(), self.kind)
        last = max(self.due, self.local_due or self.due, self.today)
        axis = Axis(min(self.start, self.today), last, EDGE, width - EDGE)
        start, due, now = axis.at(self.start), axis.at(self.due), axis.at(self.today)
        svg.line(EDGE, 42, width - EDGE, 42, "ax-ink")
        svg.line(start, 42, min(now, due), 42, "ax-run")
        if now > due:
            svg.line(due, 42, now, 42, "ax-late")
        for x, _ in axis.months():
            svg.line(x, 38, x, 46, "ax-ink")
        self._today(svg, now, start, due, width)
        self._ends(svg, start, due, width)
        self._local(svg, axis, width)
        return svg.render()

    def _today(self, svg: Svg, now: float, start: float, due: float, width: int) -> None:
        svg.line(now, 33, now, 51, "ax-now")
        is_clear = now - start > width_of(self.start_label) + 30
        if is_clear and abs(due - now) > width_of(self.due_label) + 30 and not self.local_due:
            svg.text(now, 66, "i dag", "m q")

    def _ends(self, svg: Svg, start: float, due: float, width: int) -> None:
        svg.circle(start, 42, 6, "sh-full")
        svg.text(start - 6, 24, short_day(self.start), "b")
        svg.text(start - 6, 68, self.start_label, "q")
        svg.circle(due, 42, 6, "sh-open")
        anchor, x = _beside(due, width)
        below = f"{self.due_label}, {days_away(self.due, self.today)}"
        if self.local_due:
            svg.text(x, 68, f"{short_day(self.due)} {self.due_label}", f"b {anchor}")
        else:
            svg.text(x, 24, short_day(self.due), f"b {anchor}")
            svg.text(x, 68, below, f"q {anchor}")
        svg.dot_link(self.start_href, f"{short_date(self.start)}: {self.start_label}", start, 42)
        svg.dot_link(self.due_href, f"{short_date(self.due)}: {below}", due, 42)

    def _local(self, svg: Svg, axis: Axis, width: int) -> None:
        if not self.local_due:
            return
        x = axis.at(self.local_due)
        svg.shape("diamond", x, 42, 14)
        anchor, at = _beside(x, width)
        svg.text(at, 24, f"{short_day(self.local_due)} {self.local_label}", f"b {anchor}")
        svg.dot_link(self.local_href, f"{short_date(self.local_due)}: {self.local_label}", x, 42)


def _beside(x: float, width: int) -> tuple[str, float]:
    """Return on which side of a mark its words have room."""
    return ("e", min(x + 6, width)) if x > width / 2 else ("", x - 6)
