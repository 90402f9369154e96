"""Answers over time: a short trend for a list, and a longer history for a course."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.hits import Spot, areas
from hjemmebane.ui.charts.svg import Svg
from hjemmebane.ui.words import short_date

SHOWN = 4
TOP = 10


@dataclass(frozen=True)
class Answer:
    """One answer: when, how much, and where it is."""

    on: date
    value: int
    href: str = ""
    has_turned: bool = False


@dataclass(frozen=True)
class FeedbackTrend(Chart):
    """The last four answers to one question, first and last number written."""

    who: str
    question: str
    answers: tuple[Answer, ...]

    kind: ClassVar[str] = "spark"
    twin_label: ClassVar[str] = "Vis svarene som tabel"

    @property
    def direction(self) -> str:
        """Return whether the last answer went up, down or stayed."""
        shown = self.answers[-2:]
        step = shown[-1].value - shown[0].value if shown else 0
        return "up" if step > 0 else "down" if step < 0 else "same"

    def svg(self) -> SafeString:
        """Return the short trend."""
        shown = self.answers[-SHOWN:]
        words = ", ".join(str(a.value) for a in shown)
        svg = Svg(140, 48, f"{self.who}, de sidste svar: {words}", self.kind)
        if not shown:
            return svg.render()
        step = 78 / max(len(shown) - 1, 1)
        places = [(24 + i * step, 40 - a.value * 3.2) for i, a in enumerate(shown)]
        svg.text(2, places[0][1] + 5, str(shown[0].value), "q")
        svg.polyline(places, "ln-quiet")
        for x, y in places[:-1]:
            svg.circle(x, y, 2.6, "sh-soft")
        self._last(svg, *places[-1])
        for (x, _), answer in zip(places, shown, strict=True):
            svg.link(answer.href, _said(self.who, answer), x - step / 2, 0, max(step, 1), 48)
        return svg.render()

    def _last(self, svg: Svg, x: float, y: float) -> None:
        if self.direction == "down":
            svg.path(f"M{x - 6:.1f} {y - 5:.1f}h12l-6 10Z", "sh-down")
        elif self.direction == "up":
            svg.path(f"M{x - 6:.1f} {y + 5:.1f}h12l-6 -10Z", "sh-up")
        else:
            svg.circle(x, y, 4, "sh-full")
        svg.text(x + 11, y + 5, str(self.answers[-1].value), "b h")

    def table(self) -> TableTwin:
        """Return every answer."""
        rows = [(short_date(a.on), (str(a.value), a.href)) for a in self.answers]
        return twin(f"{self.who}: {self.question}", ("Dag", "Svar, 0–10"), rows)


@dataclass(frozen=True)
class FeedbackLine:
    """One person's answers; each person has a shape and a line of their own."""

    who: str
    answers: tuple[Answer, ...]
    shape: str = "dot"


@dataclass(frozen=True)
class FeedbackHistory(Chart):
    """All answers of a course on one scale, a line for each person, no average."""

    lines: tuple[FeedbackLine, ...]
    start: date
    end: date
    question: str = "Svar, 0–10"

    kind: ClassVar[str] = "history"
    twin_label: ClassVar[str] = "Vis svarene som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the history for a wide column."""
        return self._draw(640)

    def svg_narrow(self) -> SafeString:
        """Return the history for a phone."""
        return self._draw(328)

    def _draw(self, width: int) -> SafeString:
        svg = Svg(width, 190, f"{self.question}: {self._words()}", self.kind)
        axis = Axis(self.start, self.end, 34, width - 96)
        for value in (0, 5, TOP):
            svg.line(28, _height(value), width - 90, _height(value), "ax-grid")
            svg.text(20, _height(value) + 4, str(value), "e q")
        for x, name in axis.months(axis.month_step(56)):
            svg.text(x, 184, name, "q")
        spots = [spot for line in self.lines for spot in _curve(svg, axis, line)]
        for area in areas(spots, 20, width - 84):
            svg.link(area.href, area.title, area.near, 4, area.size, 160)
        _names(svg, self.lines, width - 84)
        return svg.render()

    def _words(self) -> str:
        return ", ".join(
            f"{line.who} nu {line.answers[-1].value}" for line in self.lines if line.answers
        )

    def table(self) -> TableTwin:
        """Return every answer of every person."""
        rows = [
            (short_date(a.on), line.who, (str(a.value), a.href), "vendte" if a.has_turned else "")
            for line in self.lines
            for a in line.answers
        ]
        return twin(self.question, ("Dag", "Hvem", "Svar", "Bemærk"), rows)


def _height(value: int) -> float:
    return 160 - value * 14.5


def _curve(svg: Svg, axis: Axis, line: FeedbackLine) -> list[Spot]:
    places = [(axis.at(a.on), _height(a.value)) for a in line.answers]
    svg.polyline(places, "ln-ink" if line.shape == "dot" else "ln-dash")
    for (x, y), answer in zip(places, line.answers, strict=True):
        svg.shape(line.shape, x, y, 8)
        if answer.has_turned:
            svg.circle(x, y, 9, "ring-warn")
    return [
        Spot(x, _said(line.who, answer), answer.href)
        for (x, _), answer in zip(places, line.answers, strict=True)
    ]


def _names(svg: Svg, lines: tuple[FeedbackLine, ...], x: float) -> None:
    taken: list[float] = []
    for line in sorted(lines, key=lambda one: -one.answers[-1].value if one.answers else 0):
        if line.answers:
            y = max(_height(line.answers[-1].value) + 4, (taken[-1] + 16) if taken else 0)
            taken.append(y)
            svg.text(x, y, f"{line.who} {line.answers[-1].value}", "b")


def _said(who: str, answer: Answer) -> str:
    return f"{who} {short_date(answer.on)}: {answer.value}" + (
        " (vendte)" if answer.has_turned else ""
    )
