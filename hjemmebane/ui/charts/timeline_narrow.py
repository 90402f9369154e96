"""The timeline for phones: time runs downwards, bars to the left, words to the right."""

from dataclasses import dataclass

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.hits import Spot, areas
from hjemmebane.ui.charts.svg import Svg, wrapped
from hjemmebane.ui.charts.timeline_parts import (
    Bar,
    TimelineMark,
    Window,
    bar_title,
    in_window,
    mark_title,
    rows_of,
)
from hjemmebane.ui.charts.timeline_wide import DARK_STEPS, glyph
from hjemmebane.ui.words import short_date

WIDTH = 328
BARS = 46
BAR = 24
MONTH = 96
ROW = 36
LETTERS = 26


@dataclass(frozen=True)
class _Words:
    """A mark with the height its words came to stand at."""

    mark: TimelineMark
    at: float
    words: float


def draw_narrow(window: Window) -> SafeString:
    """Return the narrow drawing."""
    days = max((window.end - window.start).days, 1)
    marks = sorted(
        (m for lane in window.lanes for m in lane.marks if window.start <= m.on <= window.end),
        key=lambda m: m.on,
    )
    labelled = [m for m in marks if m.is_labelled or m.kind == "formal"]
    height = max(days / 30.4 * MONTH, ROW * (len(labelled) + 1))
    axis = Axis(window.start, window.end, 34, 34 + height)
    placed = _spread(labelled, axis)
    bottom = max([axis.far, *(p.words + ROW for p in placed)])
    svg = Svg(WIDTH, bottom + 12, f"{window.label}, nedad i tid", "timeline-narrow")
    ticks_at = _bars(svg, axis, window) + 14
    _ground(svg, axis, window, ticks_at)
    _ticks(svg, axis, window, [m for m in marks if not m.is_labelled], ticks_at)
    for one in placed:
        _words(svg, one, ticks_at + 34)
    return svg.render()


def _spread(marks: list[TimelineMark], axis: Axis) -> list[_Words]:
    """Return the marks with words pushed down so that none covers another."""
    free = 0.0
    placed = []
    for mark in marks:
        at = axis.at(mark.on)
        words = max(at, free)
        placed.append(_Words(mark, at, words))
        free = words + ROW
    return placed


def _bars(svg: Svg, axis: Axis, window: Window) -> float:
    bars = in_window(tuple(b for lane in window.lanes for b in lane.bars), window)
    spans = [(axis.at(b.start), axis.at(b.end or window.end)) for b in bars]
    rows = rows_of(spans)
    now = axis.at(window.today)
    for bar, (y0, y1), row in zip(bars, spans, rows, strict=True):
        _bar(svg, bar, (y0, y1), now, BARS + row * (BAR + 3))
    return BARS + (max(rows, default=0) + 1) * (BAR + 3)


def _bar(svg: Svg, bar: Bar, span: tuple[float, float], now: float, x: float) -> None:
    y0, y1 = span
    solid = y0 if bar.is_planned else max(min(y1, now), y0)
    if solid > y0:
        svg.rect(x, y0, BAR - 2, solid - y0, f"step-{bar.step} edge" if bar.step else "bar-plain")
    if y1 > solid:
        svg.rect(x, solid, BAR - 2, y1 - solid, "planned")
    if bar.step and y1 - y0 > 16:
        is_dark = bar.step in DARK_STEPS and solid > y0
        svg.text(x + (BAR - 2) / 2, y0 + 14, bar.step, "m b on-dark" if is_dark else "m b k")
    svg.link(bar.href, bar_title(bar), x - 1, y0, BAR, max(y1 - y0, 24))


def _ground(svg: Svg, axis: Axis, window: Window, ticks_at: float) -> None:
    svg.text(BARS, 18, "Trin", "q")
    svg.text(ticks_at, 18, "Kontakt", "q")
    for y, name in axis.months():
        svg.line(0, y, WIDTH, y, "ax-grid")
        svg.text(0, y + 13, name.replace(" 20", " ’"), "q")
    if axis.holds(window.today):
        y = axis.at(window.today)
        svg.line(0, y, ticks_at + 20, y, "ax-now")
        svg.rect(0, y - 10, 42, 20, "now-tag", 3)
        svg.text(21, y + 4, "i dag", "m on-dark b")


def _ticks(svg: Svg, axis: Axis, window: Window, marks: list[TimelineMark], x: float) -> None:
    for mark in marks:
        y = axis.at(mark.on)
        look = " is-planned" if mark.is_planned else ""
        if mark.kind == "informal":
            svg.circle(x + 4, y, 3.2, f"sh-open{look}")
        elif mark.kind == "cancelled":
            svg.shape("cross", x + 8, y, 7)
        else:
            svg.line(x, y, x + 16, y, f"tick{look}")
    spots = [Spot(axis.at(m.on), mark_title(m), m.href) for m in marks]
    for area in areas(spots, axis.near, axis.far, window.many_href):
        svg.link(area.href, area.title, x - 4, area.near, 26, area.size)


def _words(svg: Svg, one: _Words, x: float) -> None:
    mark = one.mark
    glyph(svg, mark, x, one.words + 4)
    if one.words - one.at > 1:
        svg.line(x - 9, one.words + 4, x - 16, one.at, "ax-line")
    lines = wrapped(mark.label, max(int((WIDTH - x - 10) / 6.4), 12))
    svg.lines(x + 11, one.words + 8, lines, "k halo", 14)
    room = WIDTH - x + 8
    svg.link(
        mark.href, f"{short_date(mark.on)}: {mark_title(mark)}", x - 10, one.words - 9, room, 30
    )
