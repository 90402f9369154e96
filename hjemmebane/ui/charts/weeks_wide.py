"""A course's weeks side by side."""

from math import ceil

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.svg import Svg, width_of, wrapped
from hjemmebane.ui.charts.timeline_parts import Bar, bar_title, mark_title, rows_of
from hjemmebane.ui.charts.timeline_wide import glyph
from hjemmebane.ui.charts.weeks_parts import Drift, VisitMark, WeekRow, Weeks, visit_title
from hjemmebane.ui.words import short_day

WIDTH = 1360
LEFT = 176
RIGHT = 1184
SAY = 1198
HEAD = 54
PITCH = 28
IN_ROW = 3
SQUARE = 18
LETTERS = 23
# What a week's number and first day take across; where weeks are narrower some are not told.
LABEL = 56


def draw_wide(weeks: Weeks) -> SafeString:
    """Return the wide drawing."""
    axis = Axis(weeks.first_monday, weeks.end, LEFT, RIGHT)
    heights = [_height(row, axis, weeks) for row in weeks.rows]
    bottom = HEAD + sum(heights)
    svg = Svg(WIDTH, bottom + 30, f"{weeks.label}: {weeks.standing}", "weeks")
    _ground(svg, axis, weeks, bottom)
    _today(svg, axis, weeks, bottom)
    y = float(HEAD)
    for row, height in zip(weeks.rows, heights, strict=True):
        svg.line(0, y, WIDTH, y, "ax-line")
        _row(svg, axis, weeks, row, y)
        y += height
    svg.line(0, y, WIDTH, y, "ax-mid")
    return svg.render()


def _ground(svg: Svg, axis: Axis, weeks: Weeks, bottom: float) -> None:
    now = axis.at(weeks.today)
    if weeks.today < weeks.end:
        svg.rect(now, HEAD - 14, RIGHT - now, bottom - HEAD + 14, "future")
    notes = dict(weeks.week_notes)
    step = ceil(LABEL * weeks.weeks / (RIGHT - LEFT))
    for week in range(1, weeks.weeks + 1):
        x = axis.at(weeks.monday(week))
        is_now = week == weeks.week_now
        svg.line(x, 0, x, bottom, "ax-grid")
        if not is_now and ((week - 1) % step or 0 < abs(week - weeks.week_now) < step):
            continue
        svg.text(x + 4, 14, f"uge {weeks.number(week)}", "b h" if is_now else "k")
        svg.text(x + 4, 29, short_day(weeks.monday(week)), "q")
        if week in notes:
            svg.text(x + 4, 43, wrapped(notes[week], 13, 1)[0], "q")
    svg.line(RIGHT, 0, RIGHT, bottom, "ax-grid")


def _today(svg: Svg, axis: Axis, weeks: Weeks, bottom: float) -> None:
    if not axis.holds(weeks.today):
        return
    x, words = axis.at(weeks.today), f"i dag {short_day(weeks.today)}"
    half = width_of(words) / 2 + 8
    svg.line(x, HEAD - 14, x, bottom + 4, "ax-now")
    svg.rect(x - half, bottom + 4, 2 * half, 20, "now-tag", 3)
    svg.text(x, bottom + 18, words, "m on-dark b")


def _height(row: WeekRow, axis: Axis, weeks: Weeks) -> float:
    content = 0.0
    if row.plan or row.actual:
        content += 58 + (14 if row.drifts else 0)
    if row.bars:
        content += PITCH * (max(rows_of(_word_spans(row.bars, axis, weeks), 2)) + 1)
    if row.marks:
        content += PITCH * (max(rows_of(_mark_spans(row, axis))) + 1)
    if row.visits:
        content += PITCH * (1 + (_most_in_a_week(row, weeks) - 1) // IN_ROW)
    said = 20 * len(wrapped(row.say, LETTERS)) + 15 * len(wrapped(row.say_more, LETTERS + 3))
    return max(content + 12, said + 12, 44)


def _most_in_a_week(row: WeekRow, weeks: Weeks) -> int:
    found = [weeks.week_of(visit.on) for visit in row.visits]
    return max(found.count(week) for week in found)


def _spans(bars: tuple[Bar, ...], axis: Axis, weeks: Weeks) -> list[tuple[float, float]]:
    return [(axis.at(b.start), axis.at(b.end or weeks.end)) for b in bars]


def _word_spans(bars: tuple[Bar, ...], axis: Axis, weeks: Weeks) -> list[tuple[float, float]]:
    """Return each bar's span, at least as wide as its words."""
    spans = zip(_spans(bars, axis, weeks), bars, strict=True)
    return [(x0, max(x1, x0 + width_of(bar.label) + 12)) for (x0, x1), bar in spans]


def _mark_spans(row: WeekRow, axis: Axis) -> list[tuple[float, float]]:
    spans = []
    for mark in sorted(row.marks, key=lambda m: m.on):
        x, room = axis.at(mark.on), width_of(mark.label) + 14
        spans.append((x - room, x + 12) if x + room > RIGHT else (x - 12, x + room))
    return spans


def _row(svg: Svg, axis: Axis, weeks: Weeks, row: WeekRow, y: float) -> None:
    svg.text(0, y + 20, row.title, "b h")
    svg.lines(0, y + 36, wrapped(row.note, 26), "q")
    said = wrapped(row.say, LETTERS)
    svg.lines(SAY, y + 20, said, "b k", 17)
    more = wrapped(row.say_more, LETTERS + 3)
    svg.lines(SAY, y + 20 + 17 * len(said), more if row.say_more else (), "q")
    top = y + 8
    if row.plan or row.actual:
        _phases(svg, axis, weeks, row, top)
        top += 58
    top = _bars(svg, axis, weeks, row.bars, top)
    top = _marks(svg, axis, row, top)
    _visits(svg, axis, weeks, row.visits, top)


def _phases(svg: Svg, axis: Axis, weeks: Weeks, row: WeekRow, y: float) -> None:
    now = axis.at(weeks.today)
    for bar, (x0, x1) in zip(row.plan, _spans(row.plan, axis, weeks), strict=True):
        svg.rect(x0 + 1, y, x1 - x0 - 2, 22, "box-plain")
        svg.text(x0 + 8, y + 15, wrapped(bar.label, max(int((x1 - x0) / 7), 4), 1)[0], "b k")
        svg.link(bar.href, f"Plan: {bar_title(bar)}", x0, y - 2, max(x1 - x0, 24), 27)
    for bar, (x0, x1) in zip(row.actual, _spans(row.actual, axis, weeks), strict=True):
        solid = max(min(x1, now), x0)
        svg.rect(x0, y + 28, solid - x0 - 1, 12, "bar-done")
        if x1 > solid:
            svg.rect(solid, y + 28, x1 - solid, 12, "planned-ink")
        svg.link(bar.href, f"Faktisk: {bar_title(bar)}", x0, y + 26, max(x1 - x0, 24), 27)
    for drift in row.drifts:
        _drift(svg, axis, drift, y)


def _drift(svg: Svg, axis: Axis, drift: Drift, y: float) -> None:
    x0, x1 = axis.at(drift.start), axis.at(drift.end)
    svg.rect(x0, y + 28, max(x1 - x0, 6), 12, "drift-soft" if drift.is_forecast else "drift")
    is_late = x0 + width_of(drift.words) > RIGHT
    svg.text(x1 if is_late else x0, y + 55, drift.words, "warn e" if is_late else "warn")


def _bars(svg: Svg, axis: Axis, weeks: Weeks, bars: tuple[Bar, ...], y: float) -> float:
    spans = _spans(bars, axis, weeks)
    rows = rows_of(_word_spans(bars, axis, weeks), 2)
    now = axis.at(weeks.today)
    for bar, (x0, x1), row in zip(bars, spans, rows, strict=True):
        top = y + PITCH * row
        solid = x0 if bar.is_planned else max(min(x1, now), x0)
        svg.rect(x0, top, solid - x0, 22, "bar-grey")
        if x1 > solid:
            svg.rect(solid, top, x1 - solid, 22, "planned-ink")
        svg.text(x0 + 6, top + 15, bar.label, "k halo-soft")
        svg.link(bar.href, bar_title(bar), x0, top - 3, max(x1 - x0, 24), PITCH - 1)
    return y + PITCH * (max(rows, default=-1) + 1)


def _marks(svg: Svg, axis: Axis, row: WeekRow, y: float) -> float:
    spans = _mark_spans(row, axis)
    places = rows_of(spans)
    marks = sorted(row.marks, key=lambda m: m.on)
    for mark, (x0, x1), place in zip(marks, spans, places, strict=True):
        x, middle = axis.at(mark.on), y + 12 + PITCH * place
        glyph(svg, mark, x, middle)
        is_left = x0 < x - 12
        svg.text(
            x - 11 if is_left else x + 11,
            middle + 4,
            mark.label,
            "k e halo" if is_left else "k halo",
        )
        svg.link(mark.href, mark_title(mark), x0, middle - 13, x1 - x0, 26)
    return y + PITCH * (max(places, default=-1) + 1)


def _visits(svg: Svg, axis: Axis, weeks: Weeks, visits: tuple[VisitMark, ...], y: float) -> None:
    seen: dict[int, int] = {}
    for visit in sorted(visits, key=lambda v: v.on):
        week = weeks.week_of(visit.on)
        place = seen.get(week, 0)
        seen[week] = place + 1
        x = axis.at(weeks.monday(week)) + PITCH * (place % IN_ROW)
        visit_square(svg, visit, x + 4, y + 2 + PITCH * (place // IN_ROW))


def visit_square(svg: Svg, visit: VisitMark, x: float, y: float) -> None:
    """Draw a visit: full both, half one, cross cancelled, dashed planned, bar outside hours."""
    if visit.state == "both":
        svg.rect(x, y, SQUARE, SQUARE, "sh-full")
    elif visit.state == "one":
        svg.rect(x, y, SQUARE, SQUARE, "sh-open")
        svg.path(f"M{x:.1f} {y:.1f}V{y + SQUARE:.1f}L{x + SQUARE:.1f} {y:.1f}Z", "sh-full")
    elif visit.state == "cancelled":
        svg.rect(x, y, SQUARE, SQUARE, "sh-warn-open")
        svg.shape("cross", x + SQUARE / 2, y + SQUARE / 2, 8)
    else:
        svg.rect(x, y, SQUARE, SQUARE, "sh-dash")
    if visit.is_outside_hours:
        svg.rect(x, y + SQUARE + 3, SQUARE, 3, "sh-full")
    svg.link(visit.href, visit_title(visit), x - 4, y - 3, PITCH, PITCH)
