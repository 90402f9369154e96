"""Goals as small multiples: one curve per rater on the same 0–10 and the same days, no average."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from hjemmebane.ui.charts.axis import Axis
from hjemmebane.ui.charts.chart import Chart, Entry, TableTwin, twin
from hjemmebane.ui.charts.hits import Spot, areas
from hjemmebane.ui.charts.svg import Svg
from hjemmebane.ui.words import short_date

WIDTH = 150
HEIGHT = 52


@dataclass(frozen=True)
class Rater:
    """Someone who rates, with a shape of their own: dot, ring, diamond, square, triangle."""

    key: str
    name: str
    shape: str = "dot"


@dataclass(frozen=True)
class Rating:
    """One person's number on one day."""

    on: date
    value: int
    href: str = ""


@dataclass(frozen=True)
class GoalCurves:
    """A goal in the family's words, then in professional words, with each rater's ratings."""

    own_words: str
    ratings: tuple[tuple[str, tuple[Rating, ...]], ...]
    professional_words: str = ""
    meta: str = ""
    href: str = ""
    not_asked: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GoalMultiples(Chart):
    """All goals of a family against all who rate them."""

    goals: tuple[GoalCurves, ...]
    raters: tuple[Rater, ...]
    start: date
    end: date

    kind: ClassVar[str] = "goals"
    twin_label: ClassVar[str] = "Vis målene som tabel"

    def svg(self) -> SafeString:
        """Return a table of goals with a small drawing for each rater."""
        head = format_html_join(
            "", '<th scope="col">{} {}</th>', ((_key(r), r.name) for r in self.raters)
        )
        body = format_html_join("", "{}", ((self._goal(goal),) for goal in self.goals))
        return format_html(
            '<table class="goals"><thead><tr><th scope="col">Mål</th>{}</tr></thead>'
            "<tbody>{}</tbody></table>",
            head,
            body,
        )

    def table(self) -> TableTwin:
        """Return every rating of every goal."""
        names = {rater.key: rater.name for rater in self.raters}
        rows = [
            ((goal.own_words, goal.href), names[key], short_date(r.on), (str(r.value), r.href))
            for goal in self.goals
            for key, ratings in goal.ratings
            for r in ratings
        ]
        return twin("Mål og vurderinger, 0–10", ("Mål", "Hvem", "Dag", "Vurdering"), rows)

    def _goal(self, goal: GoalCurves) -> SafeString:
        cells = format_html_join("", "{}", ((self._cell(goal, rater),) for rater in self.raters))
        words = format_html("»{}«", goal.own_words)
        if goal.href:
            words = format_html('<a href="{}">{}</a>', goal.href, words)
        return format_html(
            '<tr><th scope="row" class="gw"><span class="words">{}</span>'
            '<span class="pro">{}</span><span class="meta">{}</span></th>{}</tr>',
            words,
            goal.professional_words,
            goal.meta,
            cells,
        )

    def _cell(self, goal: GoalCurves, rater: Rater) -> SafeString:
        ratings = dict(goal.ratings).get(rater.key, ())
        label = format_html(
            '<span class="lab" aria-hidden="true">{} {}</span>', _key(rater), rater.name
        )
        if not ratings:
            reason = dict(goal.not_asked).get(rater.key, "ikke vurderet")
            return format_html('<td>{}<span class="none">{}</span></td>', label, reason)
        return format_html("<td>{}{}</td>", label, self._curve(goal, rater, ratings))

    def _curve(self, goal: GoalCurves, rater: Rater, ratings: tuple[Rating, ...]) -> SafeString:
        said = ", ".join(f"{r.value} ({short_date(r.on)})" for r in ratings)
        svg = Svg(WIDTH, HEIGHT, f"{rater.name} om »{goal.own_words}«: {said}", "goal-curve")
        axis = Axis(self.start, self.end, 16, WIDTH - 34)
        svg.line(8, 47, WIDTH - 24, 47, "ax-line")
        places = [(axis.at(r.on), 44 - r.value * 3.8) for r in ratings]
        svg.polyline(places, "ln-ink")
        for x, y in places:
            svg.shape(rater.shape, x, y, 7)
        first, last = places[0], places[-1]
        if len(places) > 1:
            svg.text(first[0] - 6, max(first[1] - 7, 11), str(ratings[0].value), "q")
        svg.text(last[0] + 9, last[1] + 5, str(ratings[-1].value), "b h")
        spots = [
            Spot(x, f"{rater.name} {short_date(r.on)}: {r.value}", r.href)
            for (x, _), r in zip(places, ratings, strict=True)
        ]
        for area in areas(spots, 2, WIDTH - 14, size=28):
            svg.link(area.href, area.title, area.near, 0, area.size, HEIGHT)
        return svg.render()


def _key(rater: Rater) -> SafeString:
    """Return a rater's shape as a small drawing, hidden from readers who have the name."""
    svg = Svg(12, 12, "", "key")
    svg.shape(rater.shape, 6, 6, 8)
    return format_html('<span class="key-shape" aria-hidden="true">{}</span>', svg.render())


@dataclass(frozen=True)
class GoalLine(Chart):
    """One goal for the family: where it began, where it is now, where it should get to."""

    start: int
    now: int
    target: int | None = None
    start_words: str = ""
    href: str = ""

    kind: ClassVar[str] = "goal-line"
    twin_label: ClassVar[Any] = gettext_lazy("Vis som tabel")

    def svg(self) -> SafeString:
        """Return the line from 0 to 10."""
        label = self._said()
        svg = Svg(340, 74, label, self.kind)
        svg.line(18, 36, 320, 36, "ax-mid")
        for value in range(11):
            x = _along(value)
            svg.line(x, 36, x, 44 if value % 5 == 0 else 41, "ax-mid")
        start, now = _along(self.start), _along(self.now)
        svg.line(start, 36, now, 36, "run")
        svg.circle(start, 36, 7, "start")
        svg.circle(now, 36, 13, "now")
        svg.text(now, 41, str(self.now), "m on-dark b h")
        if abs(self.now - self.start) > 1:
            since = self.start_words or _("i starten")
            svg.text(start, 66, f"{self.start} {since}", "m")
        svg.text(now, 66, _("nu"), "m b")
        self._target(svg)
        if self.href:
            svg.link(self.href, label, now - 20, 16, 40, 40)
        return svg.render()

    def _said(self) -> str:
        numbers = {"start": self.start, "now": self.now, "target": self.target}
        if self.target is None:
            return _("I begyndte på %(start)s, er nu på %(now)s") % numbers
        return _("I begyndte på %(start)s, er nu på %(now)s, og vil nå %(target)s") % numbers

    def _target(self, svg: Svg) -> None:
        if self.target is None:
            return
        x = _along(self.target)
        svg.path(f"M{x:.1f} 40V12l14 5-14 6", "flag")
        if abs(self.target - self.now) > 1:
            words = _("%(target)s er målet") % {"target": self.target}
            svg.text(min(x, 300), 66, words, "m")

    def table(self) -> TableTwin:
        """Return the two or three numbers."""
        rows: list[tuple[Entry, ...]] = [
            (_("I starten"), str(self.start)),
            (_("Nu"), (str(self.now), self.href)),
        ]
        if self.target is not None:
            rows.append((_("Målet"), str(self.target)))
        return twin(_("Målet fra 0 til 10"), (_("Hvornår"), _("Tal")), rows)


def _along(value: int) -> float:
    return 18 + value * 30.2
