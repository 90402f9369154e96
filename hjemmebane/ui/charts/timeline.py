"""Tidslinjen: everything that happened and is planned, on one axis of days."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.utils.safestring import SafeString

from hjemmebane.ui.charts.chart import Chart, TableTwin, twin
from hjemmebane.ui.charts.timeline_narrow import draw_narrow
from hjemmebane.ui.charts.timeline_parts import Bar, Lane, Window, mark_note
from hjemmebane.ui.charts.timeline_wide import draw_wide
from hjemmebane.ui.words import short_date


@dataclass(frozen=True)
class Timeline(Window, Chart):
    """The window `start`–`end` of a case, with the whole case as a strip above."""

    kind: ClassVar[str] = "timeline"
    twin_label: ClassVar[str] = "Vis tidslinjen som tabel"
    has_narrow: ClassVar[bool] = True

    def svg(self) -> SafeString:
        """Return the timeline with lanes under each other."""
        return draw_wide(self)

    def svg_narrow(self) -> SafeString:
        """Return the timeline running downwards."""
        return draw_narrow(self)

    def table(self) -> TableTwin:
        """Return every bar, mark and answer in time order, also those outside the window."""
        rows = [row for lane in self.lanes for row in _lane_rows(lane)]
        ordered = [row for _, row in sorted(rows, key=lambda row: row[0])]
        return twin(self.label, ("Dag", "Spor", "Hvad", "Bemærk"), ordered)


Row = tuple[date, tuple[str, str, tuple[str, str], str]]


def _lane_rows(lane: Lane) -> list[Row]:
    bars = [(bar, "plan") for bar in lane.plan] + [(bar, "") for bar in (*lane.bars, *lane.actual)]
    return [
        *(_bar_row(lane.title, bar, note) for bar, note in bars),
        *(
            (m.on, (short_date(m.on), lane.title, (m.label, m.href), mark_note(m)))
            for m in lane.marks
        ),
        *(
            (
                a.on,
                (
                    short_date(a.on),
                    lane.title,
                    (f"{line.who}: {a.value}", a.href),
                    "vendte" if a.has_turned else "",
                ),
            )
            for line in lane.lines
            for a in line.answers
        ),
    ]


def _bar_row(lane: str, bar: Bar, note: str) -> Row:
    until = f" – {short_date(bar.end)}" if bar.end else " –"
    notes = [f"trin {bar.step}" if bar.step else "", note, "planlagt" if bar.is_planned else ""]
    remark = ", ".join(word for word in notes if word)
    return bar.start, (f"{short_date(bar.start)}{until}", lane, (bar.label, bar.href), remark)
