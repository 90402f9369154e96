"""The intervention ladder over time: rungs up, days along, a bar is a measure on its rung."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.svg import Svg, wrapped
from hjemmebane.ui.words import short_date

ROW = 27
RAIL = 174


@dataclass(frozen=True)
class Rung:
    """A step of the ladder: its number and name."""

    step: str
    name: str


@dataclass(frozen=True)
class OnRung:
    """A measure on its rung from day to day."""

    step: str
    label: str
    start: date
    end: date | None = None
    href: str = ""


@dataclass(frozen=True)
class Move:
    """A movement between rungs with its reason."""

    on: date
    from_step: str
    to_step: str
    reason: str = ""
    href: str = ""


@dataclass(frozen=True)
class LadderHistory(Chart):
    """All rungs, the measures on them and the movements; derived from measures, never typed."""

    rungs: tuple[Rung, ...]
    measures: tuple[OnRung, ...]
    moves: tuple[Move, ...]
    start: date
    end: date
    today: date

    kind: ClassVar[str] = "ladder"
    twin_label: ClassVar[str] = "Vis trinene som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the ladder for a column of a wide page."""
        return self._draw(464)

    def svg_narrow(self) -> SafeString:
        """Return the ladder for a phone."""
        return self._draw(328)

    def table(self) -> TableTwin:
        """Return every measure and movement in time order."""
        measures = [
            (m.start, (_days(m), f"trin {m.step}", (m.label, m.href), "")) for m in self.measures
        ]
        moves = [
            (m.on, (short_date(m.on), f"{m.from_step} → {m.to_step}", ("skift", m.href), m.reason))
            for m in self.moves
        ]
        rows = [row for _, row in sorted([*measures, *moves], key=lambda row: row[0])]
        return twin("Trin over tid", ("Dag", "Trin", "Hvad", "Hvorfor"), rows)

    @property
    def steps_now(self) -> tuple[str, ...]:
        """Return the rungs with a running measure, highest first."""
        running = {
            m.step
            for m in self.measures
            if m.start <= self.today and (m.end is None or m.end > self.today)
        }
        return tuple(rung.step for rung in self._top_down() if rung.step in running)

    def _top_down(self) -> tuple[Rung, ...]:
        return tuple(reversed(self.rungs))

    def _draw(self, width: int) -> SafeString:
        now = " og ".join(self.steps_now) or "intet"
        bottom = 6 + ROW * len(self.rungs)
        svg = Svg(width, bottom + 34, f"Indsatstrappen over tid. Nu: trin {now}", self.kind)
        axis = Axis(self.start, self.end, RAIL + 10, width - 6)
        tops = {rung.step: 8.0 + ROW * i for i, rung in enumerate(self._top_down())}
        self._rungs(svg, tops, width)
        for x, name in axis.months(axis.month_step(58)):
            svg.line(x, 6, x, bottom, "ax-grid")
            svg.text(x, bottom + 16, name, "m q")
        now_x = axis.at(self.today)
        for measure in self.measures:
            self._measure(svg, axis, measure, tops[measure.step], now_x)
        for move in self.moves:
            _arrow(svg, axis.at(move.on), tops[move.from_step], tops[move.to_step])
            self._move_link(svg, axis, move, tops)
        svg.line(now_x, 0, now_x, bottom, "ax-now")
        svg.text(min(now_x, width - 16), bottom + 29, "i dag", "m b")
        return svg.render()

    def _rungs(self, svg: Svg, tops: dict[str, float], width: int) -> None:
        for rung in self.rungs:
            y = tops[rung.step]
            svg.rect(0, y, 26, 20, f"step-{rung.step} edge")
            is_dark = rung.step in {"3b", "4", "5", "6"}
            svg.text(13, y + 14, rung.step, "m b on-dark" if is_dark else "m b")
            name = wrapped(rung.name, 21, 1)[0]
            svg.text(34, y + 14, name, "k b" if rung.step in self.steps_now else "k")
            svg.line(RAIL, y + 23.5, width - 4, y + 23.5, "ax-line")

    def _measure(self, svg: Svg, axis: Axis, measure: OnRung, y: float, now: float) -> None:
        x0, x1 = axis.at(measure.start), axis.at(measure.end or self.end)
        solid = max(min(x1, now), x0)
        svg.rect(x0, y + 2, solid - x0, 16, f"step-{measure.step} edge")
        if x1 > solid:
            svg.rect(solid, y + 2, x1 - solid, 16, "planned")
        title = f"Trin {measure.step}: {measure.label}, {_days(measure)}"
        svg.link(measure.href, title, x0, y - 2, max(x1 - x0, 24), 25)

    def _move_link(self, svg: Svg, axis: Axis, move: Move, tops: dict[str, float]) -> None:
        if not move.href:
            return
        middle = (tops[move.from_step] + tops[move.to_step]) / 2 + 10
        words = (
            f"{short_date(move.on)}: fra trin {move.from_step} til {move.to_step}. {move.reason}"
        )
        svg.dot_link(move.href, words, axis.at(move.on), middle)


def _days(measure: OnRung) -> str:
    return f"{short_date(measure.start)} – {short_date(measure.end) if measure.end else 'løber'}"


def _arrow(svg: Svg, x: float, from_y: float, to_y: float) -> None:
    is_up = to_y < from_y
    start, tip = (from_y, to_y + 19) if is_up else (from_y + 20, to_y + 1)
    turn = 5 if is_up else -5
    svg.path(f"M{x:.1f} {start:.1f}V{tip:.1f}", "arrow")
    svg.path(
        f"M{x - 4:.1f} {tip + turn:.1f}L{x:.1f} {tip:.1f}L{x + 4:.1f} {tip + turn:.1f}", "arrow"
    )
