"""A course's weeks under each other, for phones."""

from datetime import date

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.svg import Svg, wrapped
from hjemmebane.ui.charts.timeline_parts import Bar, TimelineMark, bar_title, mark_title
from hjemmebane.ui.charts.weeks_parts import VisitMark, Weeks
from hjemmebane.ui.charts.weeks_wide import PITCH, visit_square
from hjemmebane.ui.words import short_day

WIDTH = 328
HEAD = 26
PLAN = 62
ACTUAL = 90
SQUARES = 116
WORDS = 212
LETTERS = 18
LINE = 28
LEAST = 48
IN_ROW = 3


def draw_narrow(weeks: Weeks) -> SafeString:
    """Return the narrow drawing."""
    tops, y = [], float(HEAD)
    for week in range(1, weeks.weeks + 1):
        tops.append(y)
        y += _height(weeks, week)
    svg = Svg(WIDTH, y + 8, f"{weeks.label}: {weeks.standing}", "weeks-narrow")
    for x, words in ((0, "uge"), (PLAN, "plan"), (ACTUAL, "nu"), (SQUARES, "besøg")):
        svg.text(x, 16, words, "q")
    svg.text(WORDS, 16, "møder og andet", "q")
    for week, top in enumerate(tops, start=1):
        _week(svg, weeks, week, top, _height(weeks, week))
    _phases(svg, weeks, [*tops, y])
    return svg.render()


def _height(weeks: Weeks, week: int) -> float:
    squares = PITCH * (1 + (len(_visits(weeks, week)) - 1) // IN_ROW)
    return max(LEAST, squares + 10, LINE * len(_words(weeks, week)) + 12)


def _visits(weeks: Weeks, week: int) -> list[VisitMark]:
    found = [v for row in weeks.rows for v in row.visits if weeks.week_of(v.on) == week]
    return sorted(found, key=lambda v: v.on)


def _words(weeks: Weeks, week: int) -> list[TimelineMark | Bar | str]:
    marks = [m for row in weeks.rows for m in row.marks if weeks.week_of(m.on) == week]
    bars = [b for row in weeks.rows for b in row.bars if weeks.week_of(b.start) == week]
    drifts = [d.words for row in weeks.rows for d in row.drifts if weeks.week_of(d.start) == week]
    return [*sorted(marks, key=lambda m: m.on), *bars, *drifts]


def _week(svg: Svg, weeks: Weeks, week: int, y: float, height: float) -> None:
    svg.line(0, y, WIDTH, y, "ax-now" if week == weeks.week_now else "ax-line")
    if week > weeks.week_now:
        svg.rect(0, y, WIDTH, height, "future")
    svg.text(0, y + 18, f"uge {weeks.number(week)}", "b" if week == weeks.week_now else "k")
    svg.text(0, y + 33, short_day(weeks.monday(week)), "q")
    for place, visit in enumerate(_visits(weeks, week)):
        across, down = place % IN_ROW, place // IN_ROW
        visit_square(svg, visit, SQUARES + 4 + PITCH * across, y + 8 + PITCH * down)
    for place, said in enumerate(_words(weeks, week)):
        _said(svg, said, y + 4 + LINE * place)


def _said(svg: Svg, said: TimelineMark | Bar | str, y: float) -> None:
    if isinstance(said, str):
        svg.text(WORDS, y + 17, wrapped(said, LETTERS, 1)[0], "warn")
        return
    svg.lines(WORDS, y + 11, wrapped(said.label, LETTERS), "k", 13)
    title = bar_title(said) if isinstance(said, Bar) else mark_title(said)
    svg.link(said.href, title, WORDS - 2, y, WIDTH - WORDS + 2, LINE - 1)


def _phases(svg: Svg, weeks: Weeks, tops: list[float]) -> None:
    axis = _WeekAxis(weeks, tops)
    for row in weeks.rows:
        for bar in row.plan:
            y0, y1 = axis.at(bar.start), axis.at(bar.end or weeks.end)
            svg.rect(PLAN, y0 + 1, 22, y1 - y0 - 2, "box-plain")
            svg.text(PLAN + 11, y0 + 16, bar.label[:1], "m b k")
            svg.link(bar.href, f"Plan: {bar_title(bar)}", PLAN - 2, y0, 26, max(y1 - y0, 24))
        for bar in row.actual:
            y0, y1 = axis.at(bar.start), axis.at(min(bar.end or weeks.today, weeks.today))
            svg.rect(ACTUAL, y0, 12, max(y1 - y0 - 2, 2), "bar-done")
            svg.link(bar.href, f"Faktisk: {bar_title(bar)}", ACTUAL - 2, y0, 24, max(y1 - y0, 24))
        for drift in row.drifts:
            y0, y1 = axis.at(drift.start), axis.at(drift.end)
            look = "drift-soft" if drift.is_forecast else "drift"
            svg.rect(ACTUAL, y0, 12, max(y1 - y0, 6), look)


class _WeekAxis:
    """Days downwards where each week has a height of its own."""

    def __init__(self, weeks: Weeks, tops: list[float]) -> None:
        self.weeks = weeks
        self.tops = tops

    def at(self, day: date) -> float:
        week = min(max(self.weeks.week_of(day), 1), self.weeks.weeks)
        first = self.weeks.monday(week)
        return Axis(first, self.weeks.monday(week + 1), self.tops[week - 1], self.tops[week]).at(
            day
        )
