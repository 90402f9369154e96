"""Groups: open one, plan its sessions, give families places, note who came."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.groups import GroupKind, InLine, PlaceState, next_seated
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log, once
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.courses.actions.group_contacts import keep_contact
from hjemmebane.records.courses.actions.rules import (
    LONGEST_AHEAD,
    must_be_on_course,
    must_be_open,
    must_have_happened,
)
from hjemmebane.records.courses.models import (
    Course,
    Group,
    GroupAttendance,
    GroupPlace,
    GroupSession,
)

MOST_SEATS = 40
LONGEST_MINUTES = 12 * 60


@dataclass(frozen=True)
class GroupText:
    """What is said of a group when it is opened."""

    kind: GroupKind
    title: str
    seats: int
    starts_on: date
    programme_key: str = ""


@action("group.open")
def open_group(
    *,
    by: User,
    unit: Unit,
    text: GroupText,
    co_host: Unit | None = None,
    form_token: UUID | None = None,
) -> Group:
    """Open a group that a unit hosts, alone or with another (S2-AAB-31)."""
    name = "group.open"
    known = Group.objects.filter(form_token=form_token).first() if form_token else None
    if known is not None:
        log(by=by, about=known)
        return known
    if not 1 <= text.seats <= MOST_SEATS:
        raise Refused(name, "bad_seats")
    if co_host == unit:
        raise Refused(name, "same_host")
    _must_be_near(name, text.starts_on)
    with once(name):
        group = Group.objects.create(
            form_token=form_token,
            unit=unit,
            co_host=co_host,
            kind=text.kind,
            title=text.title,
            seats=text.seats,
            starts_on=text.starts_on,
            programme_key=text.programme_key,
        )
    log(by=by, about=group, facts={"unit": unit.key, "with": co_host.key if co_host else ""})
    return group


@action("group.plan_session")
def plan_session(
    *, by: User, group: Group, starts_at: datetime, minutes: int, theme: str = ""
) -> GroupSession:
    """Plan a time the group meets."""
    name = "group.plan_session"
    day = local_day(starts_at)
    if day < group.starts_on:
        raise Refused(name, "before_group_starts")
    _must_be_near(name, day)
    if not 1 <= minutes <= LONGEST_MINUTES:
        raise Refused(name, "bad_length")
    with once(name):
        session = GroupSession.objects.create(
            group=group, starts_at=starts_at, minutes=minutes, theme=theme
        )
    log(by=by, about=session, facts={"group": group.public_id})
    return session


@action("group.ask_place")
def ask_for_place(*, by: User, group: Group, course: Course, aim: str) -> GroupPlace:
    """Ask for a place for the family of a course one works on; a full group has a queue.

    The aim is the family's own, and stands with its place alone (S1-SFB-16).
    """
    name = "group.ask_place"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    if not aim.strip():
        raise Refused(name, "no_aim")
    hold(group)
    with once(name, "has_place"):
        place = GroupPlace.objects.create(
            group=group,
            course=course,
            aim=aim,
            state=PlaceState.WAITING,
            asked_at=clock.now(),
            asked_by=by,
        )
    _fill_seats(group)
    place.refresh_from_db()
    log(by=by, about=place, facts={"group": group.public_id, "course": course.public_id})
    return place


@action("group.leave")
def leave_group(*, by: User, place: GroupPlace, on: date) -> GroupPlace:
    """Let a family leave a group; who has waited longest gets the seat."""
    name = "group.leave"
    must_be_on_course(name, place.course, by)
    must_have_happened(name, on)
    hold(place.group)
    hold(place)
    if place.state == PlaceState.LEFT:
        raise Refused(name, "has_left")
    place.state, place.left_on = PlaceState.LEFT, on
    place.save(update_fields=["state", "left_on"])
    _fill_seats(place.group)
    log(by=by, about=place, facts={"group": place.group.public_id})
    return place


@action("group.note_attendance")
def note_attendance(
    *, by: User, session: GroupSession, asked: Collection[GroupPlace], there: Collection[int]
) -> GroupSession:
    """Note which of the families one works with came to a session; of others one says nothing.

    Who came has had a contact on its own course.
    """
    name = "group.note_attendance"
    must_have_happened(name, session.starts_at)
    for place in asked:
        must_be_on_course(name, place.course, by)
        if place.group_id != session.group_id or place.state == PlaceState.WAITING:
            raise Refused(name, "not_seated")
        hold(place)
        row, _ = GroupAttendance.objects.update_or_create(
            session=session, place=place, defaults={"was_there": place.pk in there}
        )
        keep_contact(row, by)
    log(by=by, about=session, facts={"families": len(asked)})
    return session


def _fill_seats(group: Group) -> None:
    lines = [
        InLine(place.pk, PlaceState(place.state), place.asked_at) for place in group.places.all()
    ]
    chosen = next_seated(group.seats, lines)
    group.places.filter(pk__in=chosen).update(state=PlaceState.SEATED, seated_on=clock.today())


def _must_be_near(name: str, day: date) -> None:
    if not clock.today() - LONGEST_AHEAD <= day <= clock.today() + LONGEST_AHEAD:
        raise Refused(name, "day_out_of_range")
