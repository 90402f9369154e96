"""Tidslinjen of a family: the window chosen by a link, and its lanes."""

from datetime import date, timedelta

from django.urls import reverse

from hjemmebane.domain.calendar import local_day
from hjemmebane.edges.staff.families.lanes import lanes
from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.ui.charts.timeline import Timeline
from hjemmebane.ui.charts.timeline_parts import Lane
from hjemmebane.ui.words import MONTHS, short_date

ANCHOR = "tidslinje-tabel"
ZOOMS = {
    "alt": "Alt",
    "18m": "18 mdr.",
    "9m": "9 mdr.",
    "forloeb": "Forløbet",
    "4u": "4 uger",
}
USUAL = "9m"
AROUND = {
    "18m": (timedelta(days=425), timedelta(days=120)),
    "9m": (timedelta(days=195), timedelta(days=80)),
    "4u": (timedelta(days=14), timedelta(days=14)),
}
SHORTEST = timedelta(days=42)
FEWEST_DAYS_BACK = 60  # the network map and the latest contacts look so far back


def chosen_zoom(asked: str) -> str:
    """Return the zoom asked for, or the usual one."""
    return asked if asked in ZOOMS else USUAL


def days_back(zoom: str) -> int | None:
    """Return how many days back contacts must be read for a zoom; None means all of them."""
    if zoom not in AROUND:
        return None
    return max(AROUND[zoom][0].days, FEWEST_DAYS_BACK)


def zooms(read: FamilyRead, chosen: str) -> tuple[tuple[str, str, bool], ...]:
    """Return the zoom as a row of links; the course's only where there is one."""
    here = reverse("staff:family", args=[read.view.public_id])
    return tuple(
        (words, f"{here}?zoom={key}#tidslinjen", key == chosen)
        for key, words in ZOOMS.items()
        if key != "forloeb" or read.courses
    )


def timeline(read: FamilyRead, zoom: str) -> Timeline | None:
    """Return the timeline, or nothing while nothing has happened."""
    shown = lanes(read)
    if not shown:
        return None
    whole_start, whole_end = _whole(read, shown)
    start, end = _window(read, zoom, whole_start, whole_end)
    return Timeline(
        start=start,
        end=end,
        today=read.today,
        lanes=shown,
        whole_start=min(whole_start, start),
        whole_end=max(whole_end, end),
        many_href=f"#{ANCHOR}",
    )


def _whole(read: FamilyRead, shown: tuple[Lane, ...]) -> tuple[date, date]:
    days = [mark.on for lane in shown for mark in lane.marks]
    for lane in shown:
        for bar in (*lane.bars, *lane.plan, *lane.actual):
            days += [bar.start, *([bar.end] if bar.end else [])]
    days += [answer.on for lane in shown for line in lane.lines for answer in line.answers]
    days += [local_day(case.opened_at) for case in read.cases]
    return min([*days, read.today - SHORTEST]), max([*days, read.today + SHORTEST])


def _window(read: FamilyRead, zoom: str, first: date, last: date) -> tuple[date, date]:
    today = read.today
    if zoom in AROUND:
        before, after = AROUND[zoom]
        return (
            (today - before, today + after)
            if zoom == "4u"
            else (
                max(today - before, min(first, today - SHORTEST)),
                today + after,
            )
        )
    course = next((c for c in read.courses if c.is_running), None) or next(iter(read.courses), None)
    if zoom == "forloeb" and course:
        end = course.ended_on or course.expected_end_on or today + SHORTEST
        return course.started_on, max(end, course.started_on + SHORTEST)
    return first, last


def window_words(line: Timeline) -> str:
    """Return which months the window shows."""
    start, end = line.start, line.end
    if (end - start) <= SHORTEST:
        return f"Udsnit: {short_date(start)} – {short_date(end)}"
    first, last = MONTHS[start.month - 1], MONTHS[end.month - 1]
    return f"Udsnit: {first} {start.year} – {last} {end.year}"
