"""Meetings: planned or held, with a seat for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hjemmebane.domain.agenda import MeetingKind, MeetingReply, MeetingState
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.town import Town, at, end_of

MINUTES = 60
NOTHING_SAID = {
    "place": "Rådhuset, lokale 2.08",
    "purpose": "",
    "is_formal": False,
    "agreements": "",
    "child_voice": "",
}


@dataclass(frozen=True, slots=True)
class Seats:
    """Who sits at the table: persons, workers by key, and others by a word."""

    persons: Sequence[Row]
    users: Sequence[str] = ()
    labels: Sequence[str] = ()


def plan(
    town: Town, dossier: Row, kind: MeetingKind, starts_at: datetime, seats: Seats, **more: Any
) -> Row:
    """Write a meeting that lies ahead."""
    return _write(town, dossier, kind, starts_at, seats, was_held=False, **more)


def hold(
    town: Town, dossier: Row, kind: MeetingKind, starts_at: datetime, seats: Seats, **more: Any
) -> Row:
    """Write a meeting that was held with the family at the table."""
    return _write(town, dossier, kind, starts_at, seats, was_held=True, **more)


def _write(
    town: Town,
    dossier: Row,
    kind: MeetingKind,
    starts_at: datetime,
    seats: Seats,
    *,
    was_held: bool,
    course: Row | None = None,
    key: str = "",
    **more: Any,
) -> Row:
    meeting = town.book.add(
        "agenda.Meeting",
        dossier_id=dossier["id"],
        course_id=course["id"] if course else None,
        kind=kind,
        starts_at=starts_at,
        ends_at=end_of(starts_at, more.pop("minutes", MINUTES)),
        state=MeetingState.HELD if was_held else MeetingState.PLANNED,
        family_present=True if was_held else None,
        absence_ground="",
        absence_text="",
        cancel_reason="",
        missing="",
        missing_reason="",
        missing_text="",
        **NOTHING_SAID | more,
    )
    if course is not None and key:
        town.book.add(
            "courses.CourseMeeting", course_id=course["id"], meeting_id=meeting["id"], key=key
        )
    for person in seats.persons:
        _seat(town, meeting, was_held or None, person_id=person["id"])
    for user in seats.users:
        _seat(town, meeting, was_held or None, user_id=town.users[user]["id"])
    for label in seats.labels:
        _seat(town, meeting, was_held or None, label=label)
    return meeting


def _seat(town: Town, meeting: Row, was_there: bool | None, **who: Any) -> None:
    town.book.add(
        "agenda.MeetingPerson",
        meeting_id=meeting["id"],
        person_id=who.get("person_id"),
        user_id=who.get("user_id"),
        label=who.get("label", ""),
        was_there=was_there,
        reply="",
        replied_at=None,
        replied_by_id=None,
        proposed_at=None,
    )


def answer(
    town: Town,
    meeting: Row,
    person: Row,
    reply: MeetingReply,
    by: str,
    proposed_at: datetime | None = None,
) -> None:
    """Write what somebody asked to a meeting has answered, the evening before today."""
    seats = town.book.of("agenda.MeetingPerson")
    seat = next(
        s for s in seats if s["meeting_id"] == meeting["id"] and s["person_id"] == person["id"]
    )
    seat["reply"], seat["proposed_at"] = reply, proposed_at
    seat["replied_at"] = at(town.anchor - timedelta(days=1), 19, 20)
    seat["replied_by_id"] = town.users[by]["id"]
