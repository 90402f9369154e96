"""A course week by week: plan above, actual below, the difference in words."""

from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.timeline_parts import Bar, mark_note
from hjemmebane.ui.charts.weeks_narrow import draw_narrow
from hjemmebane.ui.charts.weeks_parts import VISIT_WORDS, WeekRow, Weeks
from hjemmebane.ui.charts.weeks_wide import draw_wide
from hjemmebane.ui.words import short_date

Row = tuple[date, tuple[str, str, tuple[str, str], str]]


class CourseWeeks(Weeks, Chart):
    """The weeks of a course as a chart."""

    kind: ClassVar[str] = "weeks"
    twin_label: ClassVar[str] = "Vis ugerne som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the weeks side by side."""
        return draw_wide(self)

    def svg_narrow(self) -> SafeString:
        """Return the weeks under each other."""
        return draw_narrow(self)

    def table(self) -> TableTwin:
        """Return every bar, mark, visit and difference in time order."""
        rows = [entry for row in self.rows for entry in self._row(row)]
        ordered = [row for _, row in sorted(rows, key=lambda entry: entry[0])]
        return twin(self.label, ("Uge og dag", "Række", "Hvad", "Bemærk"), ordered)

    def _row(self, row: WeekRow) -> list[Row]:
        bars = [(b, "plan") for b in row.plan] + [(b, "faktisk") for b in row.actual]
        bars += [(b, "planlagt" if b.is_planned else "") for b in row.bars]
        return [
            *(
                (b.start, (self._bar_days(b), row.title, (b.label, b.href), note))
                for b, note in bars
            ),
            *(
                (m.on, (self._day(m.on), row.title, (m.label, m.href), mark_note(m)))
                for m in row.marks
            ),
            *(
                (v.on, (self._day(v.on), row.title, (v.label, v.href), _visit_note(v.state, v)))
                for v in row.visits
            ),
            *(
                (d.start, (self._day(d.start), row.title, (d.words, ""), "forskel på plan og nu"))
                for d in row.drifts
            ),
        ]

    def _day(self, day: date) -> str:
        return f"uge {self.number(self.week_of(day))}, {short_date(day)}"

    def _bar_days(self, bar: Bar) -> str:
        return f"{self._day(bar.start)} –" + (f" {short_date(bar.end)}" if bar.end else "")


def _visit_note(state: str, visit: object) -> str:
    outside = ", uden for kl. 8–16" if getattr(visit, "is_outside_hours", False) else ""
    return VISIT_WORDS[state] + outside
