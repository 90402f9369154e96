"""The course week by week, as a chart: plan above, actual below, drift in words."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CONTACT_STATE_WORDS, ContactState
from hjemmebane.domain.course_phases import PhaseStanding
from hjemmebane.domain.hours import is_outside_hours
from hjemmebane.domain.prose_dates import days
from hjemmebane.records.courses.queries import ContactRow, CoursePage
from hjemmebane.ui.charts.course_weeks import CourseWeeks
from hjemmebane.ui.charts.timeline_parts import Bar, TimelineMark
from hjemmebane.ui.charts.weeks_parts import Drift, VisitMark, WeekRow
from hjemmebane.ui.words import short_date

DEFAULT_WEEKS = 12
MOST_WEEKS = 26
TWO = 2


def course_weeks(page: CoursePage) -> CourseWeeks | None:
    """Return the weeks of the course; a long one shows the half year today lies in."""
    start = page.course.started_on
    first = start - timedelta(days=start.weekday())
    today = clock.today()
    weeks = page.programme.duration_weeks or DEFAULT_WEEKS
    last = max(today, page.standing.expected_end or today)
    weeks = max(weeks, (last - first).days // 7 + 1)
    skipped = _skipped(weeks, (today - first).days // 7 + 1)
    first += timedelta(weeks=skipped)
    label = f"De {weeks} uger" if weeks <= MOST_WEEKS else f"Et halvt år af {weeks} uger"
    weeks = min(weeks, MOST_WEEKS)
    rows = [
        *_phase_rows(page),
        *_track_rows(page, start),
        _meeting_row(page),
        _visit_row(page, first),
    ]
    return CourseWeeks(
        first_monday=first,
        weeks=weeks,
        today=today,
        rows=tuple(row for row in rows if row is not None),
        label=label,
        skipped=skipped,
    )


def _skipped(weeks: int, now: int) -> int:
    """Return how many weeks before the ones shown are left out; today's is among those shown."""
    return max(0, min(weeks - MOST_WEEKS, now - MOST_WEEKS // 2))


def _phase_rows(page: CoursePage) -> Iterable[WeekRow]:
    phases = page.standing.phases
    if not phases:
        return
    yield WeekRow(
        title="Faser, plan",
        bars=tuple(
            Bar(f"{p.number} {p.title}", p.planned_from, p.planned_to, is_planned=True)
            for p in phases
        ),
        say=f"{short_date(phases[0].planned_from)} – {short_date(phases[-1].planned_to)}",
    )
    last = [p.words for p in phases if p.actual_to]
    yield WeekRow(
        title="Faser, faktisk",
        actual=tuple(_actual(p) for p in phases if p.actual_from or p.forecast_from),
        drifts=tuple(drift for p in phases for drift in _drifts(p)),
        say=page.standing.drift_words,
        say_more=last[-1].capitalize() if last else "",
    )


def _actual(phase: PhaseStanding) -> Bar:
    if phase.actual_from:
        end = phase.actual_to or min(clock.today(), max(clock.today(), phase.actual_from))
        return Bar(f"{phase.number} {phase.title}", phase.actual_from, end)
    start = phase.forecast_from or phase.planned_from
    end = max(phase.planned_to, start)
    return Bar(f"{phase.number} {phase.title}", start, end, is_planned=True)


def _drifts(phase: PhaseStanding) -> Iterable[Drift]:
    if phase.overrun_days > 0:
        start = phase.planned_to + timedelta(days=1)
        end = phase.planned_to + timedelta(days=phase.overrun_days)
        yield Drift(start, end, f"+ {days(phase.overrun_days)}")
    if phase.forecast_from and phase.forecast_from > phase.planned_from:
        late = (phase.forecast_from - phase.planned_from).days
        words = f"+ {days(late)}, hvis intet ændres"
        yield Drift(phase.planned_from, phase.forecast_from, words, is_forecast=True)


def _track_rows(page: CoursePage, start: date) -> Iterable[WeekRow]:
    today = clock.today()
    for number, track in enumerate(page.programme.tracks, start=1):
        works = [work for work in page.works if work.track == track.title]
        begun = sum(start + timedelta(weeks=w.from_week - 1) <= today for w in works)
        yield WeekRow(
            title=f"Spor {number}",
            note=track.title.lower(),
            bars=tuple(
                Bar(
                    work.title,
                    start + timedelta(weeks=work.from_week - 1),
                    start + timedelta(weeks=work.to_week, days=-1),
                    is_planned=start + timedelta(weeks=work.from_week - 1) > today,
                )
                for work in works
            ),
            say=f"{begun} af {len(works)} i gang eller færdige",
        )


def _meeting_row(page: CoursePage) -> WeekRow:
    due = {item.key: item for item in page.standing.due}
    marks = [
        TimelineMark(local_day(row.starts_at), row.title, "meeting", is_planned=not row.is_held)
        for row in page.meetings
        if not row.is_cancelled
    ]
    known = {row.key for row in page.meetings if not row.is_cancelled}
    marks += [
        TimelineMark(item.due_on, f"{item.title}?", "meeting", is_planned=True)
        for key, item in due.items()
        if item.due_on and item.done_on is None and key not in known and item.kind == "meeting"
    ]
    return WeekRow(
        title="Møder",
        note="● holdt ○ planlagt",
        marks=tuple(sorted(marks, key=lambda mark: mark.on)),
        say=page.standing.network_meetings.words if page.standing.network_meetings.foreseen else "",
    )


def _visit_row(page: CoursePage, first: date) -> WeekRow:
    shown = [row for row in page.contacts if local_day(row.starts_at) >= first]
    standing = page.standing
    lost = sum(row.state not in {ContactState.HELD, ContactState.PLANNED} for row in page.contacts)
    return WeekRow(
        title="Besøg",
        note="ét felt pr. besøg",
        visits=tuple(_visit(row, page) for row in reversed(shown)),
        say=f"{standing.contacts.short} besøg er holdt",
        say_more=f"{lost} blev ikke holdt · {standing.held_by_two} med begge",
    )


def _visit(row: ContactRow, page: CoursePage) -> VisitMark:
    begins = row.starts_at.astimezone(clock.ZONE)
    words = f"{CONTACT_STATE_WORDS[row.state].capitalize()}, {row.place}"
    return VisitMark(
        on=begins.date(),
        state=_visit_state(row),
        label=words,
        href=reverse("staff:contact", args=[row.public_id]),
        is_outside_hours=is_outside_hours(begins),
    )


def _visit_state(row: ContactRow) -> str:
    if row.state is ContactState.PLANNED:
        return "planned"
    if row.state is not ContactState.HELD:
        return "cancelled"
    return "both" if len(row.workers) >= TWO else "one"
