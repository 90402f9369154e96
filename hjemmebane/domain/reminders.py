"""Who is told of a deadline, and when: those who answer for it, then their leader. Pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from hjemmebane.domain.calendar import (
    COPENHAGEN,
    Unit,
    WorkingCalendar,
    local_day,
    plus_hours,
)
from hjemmebane.domain.deadlines import DeadlineRule, Due
from hjemmebane.domain.event_kinds import EventKind

DANGER = frozenset({EventKind.DANGER_READ, EventKind.DANGER_ASSESSED})
ONE_DAY = timedelta(days=1)


class ReminderKind(StrEnum):
    """Why somebody is told: to remember what they answer for, or because it was not done."""

    REMINDER = "reminder"
    ESCALATION = "escalation"

    @property
    def label(self) -> str:
        """Return the kind in Danish."""
        return {"reminder": "Påmindelse", "escalation": "Sagt til lederen"}[self.value]


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """When people are told, and when they are left in peace (profile data)."""

    days_before: int
    hours_before: int
    leader_days_after: int
    leader_hours_after: int
    quiet_from_hour: int
    quiet_to_hour: int
    quiet_days_off: bool

    def is_quiet(self, at: datetime, calendar: WorkingCalendar) -> bool:
        """Return whether a moment lies in the quiet hours: evening, night, weekend, holiday."""
        there = at.astimezone(COPENHAGEN)
        if self.quiet_days_off and not calendar.is_working_day(there.date()):
            return True
        return not self.quiet_to_hour <= there.hour < self.quiet_from_hour

    def heard_from(self, at: datetime, calendar: WorkingCalendar) -> datetime:
        """Return the moment itself, or the end of the quiet hours it lies in."""
        if not self.is_quiet(at, calendar):
            return at
        day = local_day(at)
        if self.opening(day) < at:
            day += ONE_DAY
        while self.is_quiet(self.opening(day), calendar):
            day += ONE_DAY
        return self.opening(day)

    def opening(self, day: date) -> datetime:
        """Return when the quiet hours of the night end on a day."""
        return datetime.combine(day, time(self.quiet_to_hour), COPENHAGEN)

    def looks_ahead_to(self, today: date, calendar: WorkingCalendar) -> date:
        """Return the last day whose deadlines may have to be reminded of today."""
        day = today + timedelta(self.days_before)
        while (
            calendar.working_day_at_or_before(day + ONE_DAY - timedelta(self.days_before)) <= today
        ):
            day += ONE_DAY
        return day


@dataclass(frozen=True, slots=True)
class Watched:
    """A running deadline as it is watched: since when, until when, who answers, who leads them.

    `key` is the same as long as the duty and its day are: a deadline that was moved is told anew.
    """

    key: str
    starts_at: datetime
    due: Due
    is_danger: bool
    responsible: tuple[int, ...]
    leaders: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """One thing to tell one person."""

    key: str
    kind: ReminderKind
    receiver: int


def is_danger(rule: DeadlineRule) -> bool:
    """Return whether a rule is told of at any hour: danger, and clocks that run by night."""
    return rule.length.unit is Unit.HOURS or rule.satisfied_by in DANGER


def remind_at(one: Watched, plan: ReminderPlan, calendar: WorkingCalendar) -> datetime:
    """Return when those who answer are reminded: ahead of the day, never before half the time.

    A day that would fall on a day off is taken before it, so that nobody gets less time; what
    begins too late for that is told as soon as the quiet hours end.
    """
    if one.due.is_whole_day:
        day = calendar.working_day_at_or_before(one.due.on - timedelta(plan.days_before))
        at = plan.opening(day)
    else:
        at = plus_hours(one.due.at, -plan.hours_before)
    at = max(at, one.starts_at + (one.due.at - one.starts_at) / 2)
    return at if one.is_danger else plan.heard_from(at, calendar)


def leader_at(one: Watched, plan: ReminderPlan, calendar: WorkingCalendar) -> datetime:
    """Return when the leader is told of what is still not done.

    Where a child may be in danger: some hours after the reminder, at the latest when it is due.
    Otherwise some days after it was due, and no sooner after the reminder.
    """
    first = remind_at(one, plan, calendar)
    if one.is_danger:
        return max(first, min(plus_hours(first, plan.leader_hours_after), one.due.at))
    after = max(one.due.on, local_day(first)) + timedelta(plan.leader_days_after)
    return plan.heard_from(plan.opening(after), calendar)


def tellings(
    watched: Iterable[Watched],
    told: Collection[Telling],
    now: datetime,
    plan: ReminderPlan,
    calendar: WorkingCalendar,
) -> list[Telling]:
    """Return what is to be told now, and was not told yet.

    What should have been told earlier is told now: an outage delays and loses nothing. In the
    quiet hours only danger is told. Once the leader knows, nobody is reminded any more. A duty that
    nobody has is the leaders' from the beginning.
    """
    is_quiet = plan.is_quiet(now, calendar)
    known = frozenset(told)
    with_leaders = {one.key for one in known if one.kind is ReminderKind.ESCALATION}
    return [
        one
        for duty in watched
        if (duty.is_danger or not is_quiet) and duty.key not in with_leaders
        for one in _ripe(duty, now, plan, calendar)
        if one not in known
    ]


def _ripe(
    one: Watched, now: datetime, plan: ReminderPlan, calendar: WorkingCalendar
) -> Iterator[Telling]:
    if remind_at(one, plan, calendar) <= now:
        for receiver in one.responsible or one.leaders:
            yield Telling(one.key, ReminderKind.REMINDER, receiver)
    if leader_at(one, plan, calendar) <= now:
        for receiver in one.leaders:
            yield Telling(one.key, ReminderKind.ESCALATION, receiver)
