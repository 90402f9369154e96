"""The leaders' meeting with another unit, as PPR: planned, held, and due again (S2-AAB-32)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.prose_dates import days
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import action, hold, log, once, save_version
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.leadership.models import LeaderMeeting, ids_of_led_units

EVERY = "coordination.leaders_days"
SHOWN = 24
FARTHEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class LeaderMeetingRow:
    """A leaders' meeting as its page shows it."""

    public_id: str
    units: tuple[str, str]
    starts_at: datetime
    points: str
    decisions: str
    is_held: bool
    has_begun: bool
    version: int


def led_units(user: User) -> list[Unit]:
    """Return the units a user leads."""
    return list(Unit.objects.filter(pk__in=ids_of_led_units(user)).order_by("name", "pk"))


def units_to_meet(user: User) -> list[Unit]:
    """Return the units whose leaders a user's could meet."""
    return list(Unit.objects.exclude(pk__in=ids_of_led_units(user)).order_by("name", "pk"))


def leader_meetings(user: User) -> tuple[LeaderMeetingRow, ...]:
    """Return the leaders' meetings of the units a user leads, the newest first."""
    rows = LeaderMeeting.objects.visible_to(user).select_related("unit", "partner")
    now = clock.now()
    return tuple(
        LeaderMeetingRow(
            public_id=str(row.public_id),
            units=(row.unit.name, row.partner.name),
            starts_at=row.starts_at,
            points=row.points,
            decisions=row.decisions,
            is_held=row.held_at is not None,
            has_begun=row.starts_at <= now,
            version=row.version,
        )
        for row in rows.order_by("-starts_at", "-pk")[:SHOWN]
    )


def meeting_is_due(rows: tuple[LeaderMeetingRow, ...], today: date) -> str:
    """Return that it is too long since the leaders met, in words; empty where one is planned."""
    most = catalogue.current_profile().number(EVERY)
    if any(not row.is_held and not row.has_begun for row in rows):
        return ""
    held = [local_day(row.starts_at) for row in rows if row.is_held]
    if not held:
        return "Lederne har ikke mødtes endnu. Læg det første møde."
    gone = (today - max(held)).days
    return f"Det er {days(gone)} siden, lederne mødtes. Læg det næste møde." if gone > most else ""


def get_leader_meeting(public_id: object, user: User) -> LeaderMeeting:
    """Return a leaders' meeting of a unit the user leads; raise NotVisible otherwise."""
    rows = LeaderMeeting.objects.visible_to(user).filter(public_id=str(public_id))
    found = rows.select_related("unit", "partner").first()
    if found is None:
        raise NotVisible("leader_meeting", public_id)
    return found


@action("leader_meeting.plan")
def plan_leader_meeting(
    *, by: User, unit: Unit, partner: Unit, starts_at: datetime, points: str = ""
) -> LeaderMeeting:
    """Plan a meeting of two units' leaders.

    Raises Refused `not_your_unit`, `same_host`, `date_out_of_reach`, `already_saved`.
    """
    name = "leader_meeting.plan"
    if unit not in led_units(by):
        raise Refused(name, "not_your_unit")
    return _planned(name, by, unit, partner, starts_at, points)


@action("leader_meeting.hold")
def hold_leader_meeting(
    *,
    by: User,
    meeting: LeaderMeeting,
    version: int,
    decisions: str,
    next_at: datetime | None = None,
) -> LeaderMeeting:
    """Note what the leaders decided, and when they meet again; it is about no one family.

    Raises Refused `meeting_in_future`, `meeting_not_planned`, `next_not_later` and as planning.
    """
    name = "leader_meeting.hold"
    hold(meeting)
    if meeting.starts_at > clock.now():
        raise Refused(name, "meeting_in_future")
    if meeting.held_at is not None:
        raise Refused(name, "meeting_not_planned")
    if next_at is not None and next_at <= meeting.starts_at:
        raise Refused(name, "next_not_later")
    save_version(meeting, version, decisions=decisions, held_by=by, held_at=clock.now())
    log(by=by, about=meeting)
    if next_at is not None:
        _planned(name, by, meeting.unit, meeting.partner, next_at, "")
    return meeting


def _planned(
    name: str, by: User, unit: Unit, partner: Unit, starts_at: datetime, points: str
) -> LeaderMeeting:
    if unit == partner:
        raise Refused(name, "same_host")
    if abs(starts_at - clock.now()) > FARTHEST:
        raise Refused(name, "date_out_of_reach")
    with once(name):
        row = LeaderMeeting.objects.create(
            unit=unit, partner=partner, starts_at=starts_at, points=points, planned_by=by
        )
    log(by=by, about=row, facts={"with": partner.key})
    return row
