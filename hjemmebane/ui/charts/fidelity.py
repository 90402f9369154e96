"""Do we follow the programme: one row per point, one square per week."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, wrapped

STATES = {
    "full": "som beskrevet",
    "half": "delvist",
    "empty": "ikke sket",
    "none": "ikke krævet",
    "open": "ugen er ikke slut",
}
ROW = 32
CELL = 32
REASON = 580  # room to the right for count and reason


@dataclass(frozen=True)
class WeekState:
    """A point in one week: full, half, empty, none (not required) or open (week not over)."""

    state: str
    href: str = ""


@dataclass(frozen=True)
class FidelityRow:
    """One point of the programme with its weeks, count and reason."""

    text: str
    weeks: tuple[WeekState, ...]
    count: str = ""
    reason: str = ""


@dataclass(frozen=True)
class FidelityGrid(Chart):
    """The course against the programme; it describes the course, never a worker."""

    rows: tuple[FidelityRow, ...]

    kind: ClassVar[str] = "fidelity"
    twin_label: ClassVar[str] = "Vis punkterne som tabel"
    has_narrow: ClassVar[bool] = True

    @property
    def weeks(self) -> int:
        """Return how many weeks the grid spans."""
        return max((len(row.weeks) for row in self.rows), default=0)

    def svg(self) -> SafeString:
        """Return the grid with text to the left and count and reason to the right."""
        left = 284
        right = left + self.weeks * CELL
        svg = Svg(right + REASON, 34 + ROW * len(self.rows), "Følger vi programmet?", self.kind)
        svg.text(0, 20, "Sådan beskriver programmet det", "q")
        self._heads(svg, left)
        svg.text(right + 16, 20, "som beskrevet", "q")
        svg.text(right + 120, 20, "hvorfor anderledes", "q")
        for index, row in enumerate(self.rows):
            y = 30 + ROW * index
            svg.line(0, y, right + REASON, y, "ax-mid" if not index else "ax-line")
            svg.text(0, y + 21, wrapped(row.text, 42, 1)[0], "k")
            self._cells(svg, row, left, y)
            svg.text(right + 16, y + 21, row.count, "b k")
            svg.text(right + 120, y + 21, wrapped(row.reason, 66, 1)[0], "q")
        return svg.render()

    def svg_narrow(self) -> SafeString:
        """Return the grid for a phone: text over its squares."""
        per = 10
        lines = -(-max(self.weeks, 1) // per)
        row_height = 30 + CELL * lines
        svg = Svg(328, 4 + row_height * len(self.rows), "Følger vi programmet?", "fidelity-narrow")
        for index, row in enumerate(self.rows):
            y = 2 + row_height * index
            svg.line(0, y, 328, y, "ax-line")
            svg.text(0, y + 20, wrapped(row.text, 38, 1)[0], "k")
            svg.text(326, y + 20, row.count, "b e")
            for week, cell in enumerate(row.weeks):
                x, top = CELL * (week % per), y + 26 + CELL * (week // per)
                _cell(svg, row.text, week + 1, cell, (x, top))
        return svg.render()

    def table(self) -> TableTwin:
        """Return one row per point and week, then the count and reason."""
        rows: list[tuple[str | tuple[str, str], ...]] = [
            (row.text, f"uge {week}", (STATES[cell.state], cell.href), row.count, row.reason)
            for row in self.rows
            for week, cell in enumerate(row.weeks, start=1)
        ]
        headers = ("Punkt", "Uge", "Hvordan", "I alt", "Hvorfor anderledes")
        return twin("Følger vi programmet?", headers, rows)

    def _heads(self, svg: Svg, left: int) -> None:
        svg.text(left - 8, 20, "uge", "e q")
        for week in range(1, self.weeks + 1):
            look = "m b" if week == self.weeks else "m q"
            svg.text(left + (week - 0.5) * CELL, 20, str(week), look)

    def _cells(self, svg: Svg, row: FidelityRow, left: int, y: float) -> None:
        for week, cell in enumerate(row.weeks):
            _cell(svg, row.text, week + 1, cell, (left + CELL * week, y))


def _cell(svg: Svg, text: str, week: int, cell: WeekState, place: tuple[float, float]) -> None:
    x, y = place[0] + 8, place[1] + 8
    if cell.state == "none":
        svg.circle(x + 8, y + 8, 1.6, "sh-soft")
    else:
        look = {"full": "sh-full", "open": "sh-dash"}.get(cell.state, "sh-open")
        svg.rect(x, y, 16, 16, look)
    if cell.state == "half":
        svg.rect(x, y + 8, 16, 8, "sh-full")
    svg.link(cell.href, f"{text}, uge {week}: {STATES[cell.state]}", x - 7, y - 7, 30, 30)
