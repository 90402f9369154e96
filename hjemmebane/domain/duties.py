"""From what happened in a case to its duties: which rule, due when, met by what, standing how.

Reckoned from the events alone and in no order but time's, so that an event told late, told twice or
corrected gives the same duties as if it had been told rightly from the beginning.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

from hjemmebane.domain.arithmetic import end_day
from hjemmebane.domain.calendar import (
    Length,
    Unit,
    WorkingCalendar,
    end_of_day,
    local_day,
    plus_hours,
)
from hjemmebane.domain.deadlines import (
    DeadlineRule,
    Due,
    ExceptionEffect,
    ExceptionKind,
    ExceptionUse,
    ObligationState,
    RuleStage,
    standing,
)
from hjemmebane.domain.event_kinds import EventKind, SubjectKind
from hjemmebane.domain.visits import visit_anchors

# What ends a measure lifts the duties about that measure.
LIFTED_BY = {EventKind.MEASURE_ENDED: ExceptionKind.MEASURES_ENDED}


class Event(NamedTuple):
    """One thing that happened: about what and whom, and with which help.

    `kind`: nothing where it only lifts. `only`: it meets and lifts the duties about that thing
    alone. `chosen_on`: the day chosen where the law leaves it to the municipality. `under`: the
    one rule it starts, where a record chose between two. `corrects`: the key of the event it
    replaces.
    """

    kind: EventKind | None
    at: datetime
    about: str = ""
    persons: tuple[str, ...] = ()
    only: str = ""
    measure: str = ""
    bases: tuple[str, ...] = ()
    chosen_on: date | None = None
    exception: ExceptionKind | None = None
    key: str = ""
    corrects: str = ""
    under: str = ""


class Duty(NamedTuple):
    """One duty as it stands: never stored, always reckoned."""

    rule: DeadlineRule
    about: str
    person: str
    trigger_at: datetime
    due: Due | None
    satisfied_at: datetime | None
    state: ObligationState
    lifted: ExceptionUse | None = None


class RuleBook:
    """The rules in force by the event that starts them, and deadlines already reckoned."""

    def __init__(self, rules: Iterable[DeadlineRule], calendar: WorkingCalendar) -> None:
        self.calendar = calendar
        self.started_by: dict[EventKind, list[DeadlineRule]] = defaultdict(list)
        for rule in rules:
            if rule.stage is not RuleStage.RETIRED and not rule.is_off:
                self.started_by[rule.trigger].append(rule)
        self._days: dict[tuple[Length, date], Due] = {}
        self._whole: dict[date, Due] = {}

    def due(self, length: Length, start: datetime, day: date, chosen_on: date | None) -> Due | None:
        """Return when a length from a moment of a day falls due, without words; None if open."""
        if length.unit is Unit.CASE:
            return self.whole_day(chosen_on) if chosen_on and chosen_on > day else None
        if length.unit is Unit.HOURS:
            at = plus_hours(start, length.count or 0).astimezone(UTC)
            on = local_day(at)
            return Due(on, at, is_whole_day=False, do_by=self.whole_day(on).do_by, steps=())
        key = (length, day)
        found = self._days.get(key)
        if found is None:
            found = self.whole_day(end_day(length, day, self.calendar))
            self._days[key] = found
        return found

    def whole_day(self, day: date) -> Due:
        """Return the deadline that is a whole day."""
        found = self._whole.get(day)
        if found is None:
            do_by = self.calendar.working_day_at_or_before(day)
            # In UTC: two moments of one zone are compared fastest, and rightly.
            at = end_of_day(day).astimezone(UTC)
            found = Due(day, at, is_whole_day=True, do_by=do_by, steps=())
            self._whole[day] = found
        return found


class _Told(NamedTuple):
    """What has happened in one case, by kind and by the exception it is, as seen at a moment."""

    book: RuleBook
    by_kind: Mapping[EventKind, list[Event]]
    lifts: Mapping[ExceptionKind, list[Event]]
    now: datetime


def in_force(events: Iterable[Event], now: datetime) -> list[Event]:
    """Return what has happened so far, without what was corrected, in the order of time.

    A correction replaces the event it names, and is itself replaced by a later correction. What
    lies ahead has not happened and counts for nothing yet. Moments are told in UTC, since two of
    the same zone would be compared by the face of the clock.
    """
    told = [event if event.at.tzinfo is UTC else _in_utc(event) for event in events]
    replaced = {event.corrects for event in told if event.corrects}
    valid = [event for event in told if event.key not in replaced] if replaced else told
    return sorted((event for event in valid if event.at <= now), key=_time)


def _in_utc(event: Event) -> Event:
    return event._replace(at=event.at.astimezone(UTC))


def _time(event: Event) -> datetime:
    return event.at


def reckon_case(book: RuleBook, events: Iterable[Event], now: datetime) -> list[Duty]:
    """Return every duty of one case as it stands now; the same event told twice is one."""
    now = now.astimezone(UTC)
    happened = in_force(events, now)
    told = _told(book, happened, now)
    duties: dict[tuple[str, str, str, datetime], Duty] = {}
    for event in happened:
        rules = book.started_by.get(event.kind) if event.kind else None
        if rules is None:
            continue
        day = local_day(event.at)
        for rule in rules:
            if not _starts(rule, event, day, told):
                continue
            for person in _persons(rule, event):
                for duty in _duties(rule, event, day, person, told):
                    duties.setdefault((rule.key, duty.about, person, duty.trigger_at), duty)
    return list(duties.values())


def _told(book: RuleBook, happened: Iterable[Event], now: datetime) -> _Told:
    by_kind: dict[EventKind, list[Event]] = defaultdict(list)
    lifts: dict[ExceptionKind, list[Event]] = defaultdict(list)
    for event in happened:
        if event.kind is not None:
            by_kind[event.kind].append(event)
        lift = event.exception or (LIFTED_BY.get(event.kind) if event.kind else None)
        if lift is not None:
            lifts[lift].append(event)
    return _Told(book, by_kind, lifts, now)


def reckon_all(
    book: RuleBook, cases: Iterable[Sequence[Event]], now: datetime
) -> dict[ObligationState, int]:
    """Return how many duties of many cases stand how: one sweep, without explanations."""
    counts = dict.fromkeys(ObligationState, 0)
    for events in cases:
        for duty in reckon_case(book, events, now):
            counts[duty.state] += 1
    return counts


def _persons(rule: DeadlineRule, event: Event) -> tuple[str, ...]:
    """Return whom the duty is about: one for each child where the rule is about children."""
    if rule.subject in {SubjectKind.NOTIFIED_CHILD, SubjectKind.CHILD} and event.persons:
        return event.persons
    return ("",)


def _starts(rule: DeadlineRule, event: Event, day: date, told: _Told) -> bool:
    """Return whether an event starts a duty under a rule: its day, its help, what went before."""
    if not rule.holds_on(day) or not rule.covers(event.measure, event.bases):
        return False
    if event.under not in ("", rule.key):
        return False
    if rule.only_after is None:
        return True
    before = [local_day(other.at) for other in told.by_kind.get(rule.only_after, ())]
    last = max((found for found in before if found <= day), default=None)
    return last is not None and rule.reaches(day, {rule.only_after: last})


def _duties(
    rule: DeadlineRule, event: Event, day: date, person: str, told: _Told
) -> Iterable[Duty]:
    closers = [
        other
        for other in told.by_kind.get(rule.satisfied_by, ())
        if other is not event and _concerns(other, event.about, person)
    ]
    if rule.length.unit is Unit.VISITS_PER_YEAR:
        return _visits(rule, event, person, closers, told)
    due = told.book.due(rule.length, event.at, day, event.chosen_on)
    if due is not None and rule.or_earlier is not None:
        due = _brought_forward(due, day, told, rule.or_earlier)
    met = _met_before(closers, due) if rule.is_gate else _met(rule, event.at, closers)
    return (_standing(rule, event, person, event.at, due, met, told),)


def _concerns(other: Event, about: str, person: str) -> bool:
    """Return whether an event meets or lifts a duty; one that names nothing and nobody does all."""
    if other.only and other.only != about:
        return False
    return not person or not other.persons or person in other.persons


def _met(rule: DeadlineRule, trigger_at: datetime, closers: Iterable[Event]) -> datetime | None:
    """Return when the duty was met: by the first that came after it began.

    What begins a duty cannot meet it, so where both are of one kind it must come later.
    """
    strictly = rule.trigger is rule.satisfied_by
    for closer in closers:
        if closer.at > trigger_at or (closer.at == trigger_at and not strictly):
            return closer.at
    return None


def _met_before(closers: Sequence[Event], due: Due | None) -> datetime | None:
    """Return when what must be so before an event was so: last before it, or else first after."""
    if due is None:
        return None
    before = [closer.at for closer in closers if closer.at <= due.at]
    after = [closer.at for closer in closers if closer.at > due.at]
    return max(before, default=None) or min(after, default=None)


def _brought_forward(due: Due, start: date, told: _Told, kind: EventKind) -> Due:
    """Return the deadline brought forward by the first earlier event that lies within it.

    What happened the day the clock began did not run beside it, and moves nothing.
    """
    for other in told.by_kind.get(kind, ()):
        day = local_day(other.at)
        if start < day < due.on:
            return told.book.whole_day(day)
    return due


def _visits(
    rule: DeadlineRule, event: Event, person: str, visits: Sequence[Event], told: _Told
) -> Iterable[Duty]:
    """Return a duty for each twelve months that must hold the visits of the rule.

    None begins once what the visits are about has ended.
    """
    end = _ended(event, told)
    held = [visit.at for visit in visits if visit.at >= event.at and (not end or visit.at <= end)]
    for anchor, met in visit_anchors(event.at, held, rule.length.count or 0):
        due = told.book.due(rule.length, anchor, local_day(anchor), None)
        yield _standing(rule, event, person, anchor, due, met, told)


def _standing(
    rule: DeadlineRule,
    event: Event,
    person: str,
    trigger_at: datetime,
    due: Due | None,
    met: datetime | None,
    told: _Told,
) -> Duty:
    use = _use(rule, event, person, trigger_at, told) if told.lifts else None
    # What was done before the duty lost its object stays done.
    use = None if use and met and met <= use.at else use
    state = standing(
        due,
        warn_days=rule.warn_days,
        now=told.now,
        satisfied_at=met,
        exception=use,
        duty_of=rule.duty_of,
    )
    return Duty(rule, event.about, person, trigger_at, due, met, state, use)


def _use(
    rule: DeadlineRule, event: Event, person: str, trigger_at: datetime, told: _Told
) -> ExceptionUse | None:
    """Return the first exception in use for the duty, from the moment it was true.

    What ended the thing itself lifts every duty about it, also where the rule knows no exception.
    """
    for known in rule.exceptions:
        for lift in told.lifts.get(known.kind, ()):
            if lift.at >= trigger_at and _concerns(lift, event.about, person):
                return ExceptionUse(known.effect, lift.at)
    for lift in told.lifts.get(ExceptionKind.MEASURES_ENDED, ()):
        if lift.at >= trigger_at and lift.only and lift.only == event.about:
            return ExceptionUse(ExceptionEffect.NOT_APPLICABLE, lift.at)
    return None


def _ended(event: Event, told: _Told) -> datetime | None:
    """Return when the thing an event is about ended, where an event names it."""
    ends = told.lifts.get(ExceptionKind.MEASURES_ENDED, ())
    return next((e.at for e in ends if e.only and e.only == event.about and e.at >= event.at), None)
