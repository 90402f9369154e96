"""Meetings of a course: planned with the family, held, and the network meetings as a series."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from hjemmebane.domain.programmes import NETWORK_MEETING
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.meeting_forms import HeldForm, MeetingForm
from hjemmebane.edges.staff.courses.steering import Act, opened
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import CourseMeetingRow, CoursePage
from hjemmebane.ui.rows import Happening
from hjemmebane.ui.words import listing, moment

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


@dataclass(frozen=True)
class SeriesLine:
    """One network meeting of the series, in words."""

    number: int
    title: str
    href: str
    facts: tuple[tuple[str, str], ...]


@staff_door
@needs("course.plan_meeting")
def meeting(request: StaffRequest, course_id: UUID, key: str) -> HttpResponse:
    """Plan a meeting of the course: with the family, never about it."""
    course, page, url = opened(request, course_id)
    titles = queries.meeting_titles(page.programme)
    if key not in titles:
        raise Http404
    kind = queries.meeting_type(page.programme, key)
    form = MeetingForm(page, key, kind, request.POST or None)
    found = page.programme.milestone(key)
    why = found.why if found else "Mødet holdes med familien."
    shown = FormPage(
        titles[key],
        url,
        "Planlæg mødet",
        "Mødet er planlagt.",
        lead=" ".join(part for part in (why, kind.belongs) if part),
        refused_at={"before_start": "day", "too_far_ahead": "day", "date_out_of_reach": "day"},
    )

    def act() -> Act:
        named = {"by": request.user, "course": course, "plan": form.plan()}
        return actions.plan_course_meeting, named

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.hold_meeting")
def meeting_held(request: StaffRequest, course_id: UUID, meeting_id: UUID) -> HttpResponse:
    """Note who came to a meeting, what was agreed, and when the series goes on."""
    course, page, url = opened(request, course_id)
    row = queries.get_course_meeting(course, meeting_id)
    initial = {
        "version": row.meeting.version,
        "people": [party.card.public_id for party in page.parties],
        "team": [one.user_public_id for one in page.team],
        "others": ", ".join(seat.label for seat in row.meeting.persons.all() if seat.label),
    }
    kind = queries.meeting_type(page.programme, row.key)
    is_series = row.key == NETWORK_MEETING
    form = HeldForm(page, kind, is_series, request.POST or None, initial=initial)
    shown = FormPage(
        "Mødet er holdt",
        url,
        "Gem",
        "Mødet er registreret.",
        lead=f"{moment(row.meeting.starts_at).capitalize()}. {kind.belongs}".strip(),
        refused_at={
            "family_absent": "absence_ground",
            "party_missing": "missing_reason",
            "next_not_later": "next_day",
            "too_far_ahead": "next_day",
        },
        version_now=lambda: queries.get_course_meeting(course, meeting_id).meeting.version,
    )

    def act() -> Act:
        named: dict[str, Any] = {"by": request.user, "row": row, "there": form.there()}
        named |= {"version": form.cleaned_data["version"], "outcome": form.outcome()}
        return actions.hold_course_meeting, named

    return answer(request, page, form, shown, act)


def meeting_lines(page: CoursePage, user: "User") -> tuple[Happening, ...]:
    """Return the meetings of a course that are no series, earliest first."""
    return tuple(
        Happening(
            moment(row.starts_at),
            f"{row.title}, {_state(row)}",
            " · ".join(
                part
                for part in (
                    row.replies,
                    listing(row.present),
                    row.missing,
                    row.without_family,
                    row.agreements,
                )
                if part
            ),
            _held_href(row, page, user),
        )
        for row in page.meetings
        if not row.is_network
    )


def series(page: CoursePage, user: "User") -> tuple[SeriesLine, ...]:
    """Return the network meetings: who, purpose, agreements, the child's voice, and what is next.

    One that was cancelled has no number and is left out; why it fell through stands in the agenda.
    """
    rows = [row for row in page.meetings if row.is_network and not row.is_cancelled]
    return tuple(
        SeriesLine(
            number,
            f"{moment(row.starts_at)}, {_state(row)}",
            _held_href(row, page, user),
            _facts(row, rows[number] if number < len(rows) else None),
        )
        for number, row in enumerate(rows, start=1)
    )


def _facts(row: CourseMeetingRow, after: CourseMeetingRow | None) -> tuple[tuple[str, str], ...]:
    voice = row.child_voice or ("ikke skrevet ned" if row.asks_child and row.is_held else "")
    pairs = (
        ("Hvor", row.place),
        ("Formål", row.purpose),
        ("Svar", row.replies),
        ("Med var", listing(row.present)),
        ("Manglede", row.missing.removeprefix("Ikke med: ")),
        ("Uden familien", row.without_family),
        ("Aftaler", row.agreements),
        ("Barnets stemme", voice),
        ("Næste", moment(after.starts_at) if after else ""),
    )
    return tuple((label, words) for label, words in pairs if words)


def _state(row: CourseMeetingRow) -> str:
    return "holdt" if row.is_held else "aflyst" if row.is_cancelled else "planlagt"


def _held_href(row: CourseMeetingRow, page: CoursePage, user: "User") -> str:
    """Return where a planned meeting is noted as held, for who may."""
    can_hold = may(user, "course.hold_meeting") and not page.course.ended_on
    if not can_hold or row.is_held or row.is_cancelled:
        return ""
    return reverse("staff:course_meeting_held", args=[page.course.public_id, row.public_id])
