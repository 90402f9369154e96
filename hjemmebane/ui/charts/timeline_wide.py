"""The timeline for wide screens: lanes under each other, the whole case as a strip above."""

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.hits import Spot, areas
from hjemmebane.ui.charts.svg import Svg, width_of
from hjemmebane.ui.charts.timeline_parts import (
    Bar,
    Lane,
    TimelineMark,
    Window,
    bar_span,
    bar_title,
    in_window,
    mark_title,
    rows_of,
)
from hjemmebane.ui.words import short_date, short_day

WIDTH = 1360
LEFT = 176
RIGHT = 1356
STRIP = 56
PITCH = 28
NOTE = 15
DARK_STEPS = {"3b", "4", "5", "6"}
GLYPH_ROOM = 14


def draw_wide(window: Window) -> SafeString:
    """Return the wide drawing."""
    axis = Axis(window.start, window.end, LEFT, RIGHT)
    top = STRIP if window.whole_start else 0
    heights = [_height(lane, axis, window) for lane in window.lanes]
    bottom = top + 30 + sum(heights)
    svg = Svg(WIDTH, bottom + 30, _said(window), "timeline-wide")
    if window.whole_start:
        _strip(svg, window)
    _ground(svg, axis, window, top, bottom)
    _today(svg, axis, window, top, bottom)
    y = top + 30.0
    for lane, height in zip(window.lanes, heights, strict=True):
        _lane(svg, axis, window, lane, y)
        y += height
        svg.line(0, y, WIDTH, y, "ax-line" if lane is not window.lanes[-1] else "ax-mid")
    return svg.render()


def _said(window: Window) -> str:
    return f"{window.label}, {short_date(window.start)} til {short_date(window.end)}"


def _strip(svg: Svg, window: Window) -> None:
    start, end = window.whole_start or window.start, window.whole_end or window.end
    whole = Axis(start, end, LEFT, RIGHT)
    svg.text(0, 19, "Hele sagen", "b h")
    svg.text(0, 34, f"{short_date(start)} –", "q")
    bars = [bar for lane in window.lanes for bar in lane.bars if bar.step]
    bars.sort(key=lambda bar: bar.start)
    spans = [(whole.at(b.start), whole.at(min(b.end or window.today, window.today))) for b in bars]
    for bar, (x0, x1), row in zip(bars, spans, rows_of(spans, 2), strict=True):
        svg.rect(x0, 28 - 7 * (row % 4), x1 - x0, 5, f"step-{bar.step} edge")
    svg.line(LEFT, 37, RIGHT, 37, "ax-mid")
    for x, name in whole.months(whole.month_step(110)):
        svg.line(x, 37, x, 41, "ax-mid")
        svg.text(x + 3, 51, name, "q")
    near, far = whole.at(window.start), whole.at(window.end)
    svg.rect(near, 1.5, far - near, 36, "frame")
    svg.rect(near - 3, 13, 6, 13, "sh-full", 2)
    svg.rect(far - 3, 13, 6, 13, "sh-full", 2)


def _ground(svg: Svg, axis: Axis, window: Window, top: float, bottom: float) -> None:
    if axis.holds(window.today):
        now = axis.at(window.today)
        svg.rect(now, top + 8, RIGHT - now, bottom - top - 8, "future")
    for x, name in axis.months(axis.month_step(70)):
        svg.line(x, top + 26, x, bottom, "ax-grid")
        svg.text(x + 5, top + 22, name, "k")
    svg.line(0, top + 30, WIDTH, top + 30, "ax-mid")


def _today(svg: Svg, axis: Axis, window: Window, top: float, bottom: float) -> None:
    if not axis.holds(window.today):
        return
    x = axis.at(window.today)
    words = f"i dag {short_day(window.today)}"
    half = width_of(words) / 2 + 8
    middle = min(max(x, half), WIDTH - half)
    svg.line(x, top + 6, x, bottom + 4, "ax-now")
    svg.rect(middle - half, bottom + 4, 2 * half, 20, "now-tag", 3)
    svg.text(middle, bottom + 18, words, "m on-dark b")


def _height(lane: Lane, axis: Axis, window: Window) -> float:
    needed = 26 + NOTE * len(lane.notes)
    return max(needed, 12 + _content_height(lane, axis, window))


def _content_height(lane: Lane, axis: Axis, window: Window) -> float:
    if lane.lines:
        return 92
    if lane.plan or lane.actual:
        return 50
    if lane.bars:
        return PITCH * (max(_bar_rows(in_window(lane.bars, window), axis, window), default=0) + 1)
    if _is_ticks(lane):
        return 66
    return PITCH * (max((row for _, row, _ in _placed(lane, axis)), default=0) + 1)


def _is_ticks(lane: Lane) -> bool:
    return any(not mark.is_labelled for mark in lane.marks)


def _lane(svg: Svg, axis: Axis, window: Window, lane: Lane, y: float) -> None:
    svg.text(0, y + 20, lane.title, "b h")
    svg.lines(0, y + 37, lane.notes, "q", NOTE)
    if lane.lines:
        _answers(svg, axis, window, lane, y)
    elif lane.plan or lane.actual:
        _phases(svg, axis, window, lane, y)
    elif lane.bars:
        _bars(svg, axis, window, lane, y)
    elif _is_ticks(lane):
        _ticks(svg, axis, window, lane, y)
    else:
        _labelled(svg, axis, lane, y)


def _bar_rows(bars: tuple[Bar, ...], axis: Axis, window: Window) -> list[int]:
    """Return the row of each bar, with room for words that do not fit inside it."""
    spans = []
    for bar in bars:
        x0, x1 = bar_span(bar, axis, window)
        words = width_of(bar.label) + (width_of(bar.step) + 8 if bar.step else 0) + 10
        if _inside(bar, (x0, x1), axis.at(window.today)) > words:
            spans.append((x0, x1))
        else:
            spans.append((x0 - words, x1) if x1 + words > RIGHT else (x0, x1 + words))
    return rows_of(spans)


def _inside(bar: Bar, span: tuple[float, float], now: float) -> float:
    """Return how much of a bar its words may stand on: of a dark one the filled part alone."""
    x0, x1 = span
    solid = x0 if bar.is_planned else max(min(x1, now), x0)
    return (solid if bar.step in DARK_STEPS and solid > x0 else x1) - x0


def _bars(svg: Svg, axis: Axis, window: Window, lane: Lane, y: float) -> None:
    bars = in_window(lane.bars, window)
    spans = [bar_span(bar, axis, window) for bar in bars]
    for bar, span, row in zip(bars, spans, _bar_rows(bars, axis, window), strict=True):
        _bar(svg, bar, span, axis.at(window.today), y + 8 + PITCH * row)


def _bar(svg: Svg, bar: Bar, span: tuple[float, float], now: float, y: float) -> None:
    x0, x1 = span
    solid = x0 if bar.is_planned else max(min(x1, now), x0)
    if solid > x0:
        svg.rect(x0, y, solid - x0, 21, f"step-{bar.step} edge" if bar.step else "bar-plain")
    if x1 > solid:
        svg.rect(solid, y, x1 - solid, 21, "planned")
    if bar.has_end_mark:
        svg.line(x1, y - 2, x1, y + 23, "ax-now")
    number_room = width_of(bar.step) + 8 if bar.step else 0
    room = _inside(bar, span, now) > width_of(bar.label) + number_room + 10
    is_dark = bar.step in DARK_STEPS and solid > x0
    words = "on-dark" if is_dark and room else "k"
    at = x0 + 7 if room else x1 + 6
    anchor = ""
    if not room and at + width_of(bar.label) + number_room > RIGHT:
        at, anchor = x0 - 6, " e"
    if not room:
        words = "k"
    if bar.step and not anchor:
        svg.text(at, y + 15, bar.step, f"b {words}")
    svg.text(at if anchor else at + number_room, y + 15, bar.label, f"{words}{anchor}")
    svg.link(bar.href, bar_title(bar), x0, y - 3, max(x1 - x0, 24), PITCH - 1)


def _phases(svg: Svg, axis: Axis, window: Window, lane: Lane, y: float) -> None:
    now = axis.at(window.today)
    for bar in in_window(lane.plan, window):
        x0, x1 = bar_span(bar, axis, window)
        svg.rect(x0 + 1, y + 7, x1 - x0 - 2, 18, "box-plain")
        if x1 - x0 > width_of(bar.label) + 8:
            svg.text(x0 + 6, y + 20, bar.label, "k")
        svg.link(bar.href, f"Plan: {bar_title(bar)}", x0, y + 3, max(x1 - x0, 24), 25)
    for bar in in_window(lane.actual, window):
        x0, x1 = bar_span(bar, axis, window)
        svg.rect(x0, y + 31, max(min(x1, now) - x0 - 2, 2), 10, "bar-done")
        svg.link(bar.href, f"Faktisk: {bar_title(bar)}", x0, y + 29, max(x1 - x0, 24), 25)
    if lane.drift and lane.actual:
        first = axis.at(min(bar.start for bar in lane.actual))
        is_left = first - LEFT > width_of(lane.drift) + 10
        at = first - 6 if is_left else min(now + 8, RIGHT - width_of(lane.drift))
        svg.text(at, y + 41, lane.drift, "warn e" if is_left else "warn")


def _ticks(svg: Svg, axis: Axis, window: Window, lane: Lane, y: float) -> None:
    base = y + 44
    svg.line(LEFT, base, RIGHT, base, "ax-mid")
    shown = [mark for mark in lane.marks if axis.holds(mark.on)]
    for mark in shown:
        _tick(svg, mark, axis.at(mark.on), base)
    spots = [Spot(axis.at(mark.on), mark_title(mark), mark.href) for mark in shown]
    for area in areas(spots, LEFT, RIGHT, window.many_href):
        svg.link(area.href, area.title, area.near, base - 24, area.size, 44)


def _tick(svg: Svg, mark: TimelineMark, x: float, base: float) -> None:
    look = " is-planned" if mark.is_planned else ""
    if mark.kind == "cancelled":
        svg.shape("cross", x, base - 11, 7)
    elif mark.kind == "informal":
        svg.circle(x, base + 8, 3.4, f"sh-open{look}")
    elif mark.kind == "formal":
        svg.line(x, base - 28, x, base, f"tick{look}")
        svg.shape("diamond", x, base - 28, 12, "sh-open" if mark.is_planned else "sh-full")
        is_left = not mark.is_planned or x + width_of(mark.label) + 12 > RIGHT
        svg.text(
            x - 10 if is_left else x + 10,
            base - 24,
            mark.label,
            "e k halo" if is_left else "k halo",
        )
    else:
        svg.line(x, base - 18, x, base, f"tick{look}")


def _placed(lane: Lane, axis: Axis) -> list[tuple[TimelineMark, int, bool]]:
    """Return each mark in sight with its row and whether its words stand to the left of it."""
    marks = sorted((m for m in lane.marks if axis.holds(m.on)), key=lambda m: m.on)
    spans, sides = [], []
    for mark in marks:
        x, room = axis.at(mark.on), width_of(mark.label) + GLYPH_ROOM
        is_left = x + room > RIGHT
        spans.append((x - room, x + 12) if is_left else (x - 12, x + room))
        sides.append(is_left)
    return list(zip(marks, rows_of(spans), sides, strict=True))


def _labelled(svg: Svg, axis: Axis, lane: Lane, y: float) -> None:
    for mark, row, is_left in _placed(lane, axis):
        x, middle = axis.at(mark.on), y + 20 + PITCH * row
        glyph(svg, mark, x, middle)
        svg.text(
            x - 11 if is_left else x + 11,
            middle + 4,
            mark.label,
            "k e halo" if is_left else "k halo",
        )
        room = width_of(mark.label) + GLYPH_ROOM
        near = x - room if is_left else x - 12
        svg.link(mark.href, mark_title(mark), near, middle - 13, room + 12, 26)


def glyph(svg: Svg, mark: TimelineMark, x: float, y: float) -> None:
    """Draw the shape of a labelled mark: disc a meeting, square a decision, sheet a document."""
    is_hollow = mark.is_planned or mark.is_open
    look = "sh-open" if is_hollow else "sh-full"
    if mark.kind == "document":
        svg.path(f"M{x - 5:.1f} {y - 7:.1f}h6l4 4v10h-10Z", look)
    elif mark.kind == "decision":
        svg.shape("box" if is_hollow else "square", x, y, 10)
    elif mark.kind == "formal":
        svg.shape("diamond", x, y, 12, look)
    else:
        svg.circle(x, y, 5.5, look)


def _answers(svg: Svg, axis: Axis, window: Window, lane: Lane, y: float) -> None:
    spots, taken = [], 0.0
    for value, place in ((10, 14), (5, 48), (0, 82)):
        svg.text(LEFT + 6, y + place + 4, str(value), "q")
        svg.line(LEFT + 24, y + place, RIGHT, y + place, "ax-grid")
    for line in lane.lines:
        shown = [a for a in line.answers if axis.holds(a.on)]
        places = [(axis.at(a.on), y + 82 - a.value * 6.8) for a in shown]
        svg.polyline(places, "ln-ink" if line.shape == "dot" else "ln-dash")
        for (x, level), answer in zip(places, shown, strict=True):
            svg.shape(line.shape, x, level, 6)
            if answer.has_turned:
                svg.circle(x, level, 8, "ring-warn")
            words = f"{line.who} {short_date(answer.on)}: {answer.value}"
            spots.append(Spot(x, words, answer.href))
        if places:
            x, level = places[-1]
            taken = max(level + 4, taken + 15)
            svg.text(x + 14, taken, f"{line.who} {shown[-1].value}", "b halo")
    if lane.drift:
        svg.text(RIGHT, y + 60, lane.drift, "warn e")
    for area in areas(spots, LEFT, RIGHT, window.many_href):
        svg.link(area.href, area.title, area.near, y + 6, area.size, 84)
