"""Deadlines counted the slow way, a day or an hour at a time: too plain to doubt."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DENMARK = ZoneInfo("Europe/Copenhagen")
ONE = timedelta(days=1)


def danish_day(moment):
    return moment.astimezone(DENMARK).date() if isinstance(moment, datetime) else moment


def months_later(day, count):
    """Walk into the month that is `count` further on, then to the same number or its last day."""
    walked = day
    for _ in range(count):
        walked += ONE
        while walked.day != 1:
            walked += ONE
    while count and walked.day < day.day and (walked + ONE).day != 1:
        walked += ONE
    return walked


def counted_days_later(day, count, counts):
    """Walk on until so many days that count have passed; the first day is not counted."""
    walked, left = day, count
    while left:
        walked += ONE
        if counts(walked):
            left -= 1
    return walked


def due(length, start, calendar, chosen_on=None):
    """Return the last moment of a deadline; None where a day should have been chosen."""
    day, count = danish_day(start), length.count
    if length.unit == "hours":
        moment = start.astimezone(UTC)
        for _ in range(count):
            moment += timedelta(hours=1)
        return moment
    if length.unit == "case":
        end = chosen_on if chosen_on is not None and chosen_on > day else None
    else:
        end = last_day(length, day, calendar)
    return None if end is None else last_moment(end)


def last_moment(day):
    return datetime.combine(day, time(23, 59, 59, 999999), DENMARK)


def last_day(length, day, calendar):
    count = length.count
    if length.unit == "months":
        end = months_later(day, count)
    elif length.unit == "weeks":
        end = counted_days_later(day, 7 * count, lambda _: True)
    elif length.unit == "hverdage":
        end = counted_days_later(
            day, count, lambda d: d not in calendar.holidays and d.isoweekday() <= 6
        )
    elif length.unit == "arbejdsdage":
        closed = calendar.holidays | calendar.closing_days
        end = counted_days_later(day, count, lambda d: d not in closed and d.isoweekday() <= 5)
    elif length.unit == "before":
        end = day
        for _ in range(count):
            end -= ONE
    else:
        end = months_later(day, 12)
    return end


def state(rule, due_at, now, met_at, lifted_at):
    """Return how a duty stands, asked in the order a person would ask."""
    if due_at is None:
        return "not_started"
    effect = lifted_at[1] if lifted_at is not None and lifted_at[0] <= due_at else None
    if effect == "not_applicable":
        return effect
    if met_at is not None:
        return "met_late" if met_at > due_at else "met"
    return effect or waiting(rule, due_at, now)


def waiting(rule, due_at, now):
    """Return how a duty stands that nothing has met or lifted."""
    if now > due_at:
        return "overdue" if rule.duty_of == "municipality" else "lapsed"
    if rule.length.unit == "hours":
        warned = due_at.astimezone(UTC) - timedelta(hours=24 * rule.warn_days)
        return "due_soon" if now >= warned else "running"
    days = 0
    while danish_day(now) + days * ONE < danish_day(due_at):
        days += 1
    return "due_soon" if days <= rule.warn_days else "running"


def has_happened(events, now):
    """Return the events that count: not ahead of now, and not corrected by another."""
    kept = []
    for event in events:
        is_corrected = any(other.corrects and other.corrects == event.key for other in events)
        if not is_corrected and not event.at > now:
            kept.append(event)
    return kept


def concerns(other, about, person):
    if other.only not in ("", about):
        return False
    return person == "" or other.persons == () or person in other.persons


def presupposed(rule, event, events):
    """Return whether what the rule presupposes happened before, and lately enough."""
    if rule.only_after is None:
        return True
    day = danish_day(event.at)
    days = [danish_day(e.at) for e in events if e.kind == rule.only_after]
    days = [found for found in days if found <= day]
    if not days:
        return False
    return rule.within is None or day < months_later(max(days), rule.within.count)


def duties(rules, events, calendar, now):
    """Return every duty as (rule, about, person, trigger, due, met, state), told once each."""
    told = has_happened(events, now)
    found = set()
    for rule in rules:
        for event in told:
            day = danish_day(event.at)
            starts = (
                rule.trigger == event.kind
                and rule.stage != "retired"
                and not rule.is_off
                and rule.valid_from <= day
                and (rule.valid_to is None or day <= rule.valid_to)
                and (
                    not (rule.measures or rule.bases)
                    or event.measure in rule.measures
                    or any(basis in rule.bases for basis in event.bases)
                )
                and event.under in ("", rule.key)
                and presupposed(rule, event, told)
            )
            if not starts:
                continue
            about_children = rule.subject in ("notified_child", "child") and event.persons
            for person in event.persons if about_children else ("",):
                found |= set(duties_of(rule, event, person, told, calendar, now))
    return found


def duties_of(rule, event, person, told, calendar, now):
    closers = sorted(
        other.at
        for other in told
        if other.kind == rule.satisfied_by
        and other is not event
        and concerns(other, event.about, person)
    )
    if rule.length.unit == "visits_per_year":
        yield from visits_of(rule, event, person, told, closers, calendar, now)
        return
    due_at = due(rule.length, event.at, calendar, event.chosen_on)
    if due_at is not None and rule.or_earlier is not None:
        for other in sorted(e.at for e in told if e.kind == rule.or_earlier):
            if danish_day(event.at) < danish_day(other) < danish_day(due_at):
                due_at = last_moment(danish_day(other))
                break
    if rule.length.unit == "before":
        in_time = [at for at in closers if at <= due_at]
        met_at = in_time[-1] if in_time else (closers[0] if closers else None)
    else:
        same = rule.trigger == rule.satisfied_by
        after = [at for at in closers if at > event.at or (at == event.at and not same)]
        met_at = after[0] if after else None
    yield row(rule, event, person, event.at, due_at, met_at, told, now)


def visits_of(rule, event, person, told, closers, calendar, now):
    """Return the twelve months after the start and after each visit, up to the first open."""
    held = [at for at in closers if at >= event.at]
    for other in sorted(told, key=lambda e: e.at):
        if lift_of(other) == "measures_ended" and names(other, event) and other.at >= event.at:
            held = [at for at in held if at <= other.at]
            break
    begins = [event.at]
    for number in range(len(held)):
        begins.append(held[number])
    for number, begin in enumerate(begins):
        in_window = held[number : number + rule.length.count]
        is_full = len(in_window) == rule.length.count
        met_at = in_window[-1] if is_full else None
        yield row(rule, event, person, begin, due(rule.length, begin, calendar), met_at, told, now)
        if not is_full:
            return


def lift_of(event):
    return event.exception or ("measures_ended" if event.kind == "measure_ended" else None)


def names(other, event):
    """Return whether an event is about the very thing another is about."""
    return other.only != "" and other.only == event.about


def row(rule, event, person, begin, due_at, met_at, told, now):
    lifted_at = None
    for known in rule.exceptions:
        for other in sorted(told, key=lambda e: e.at):
            is_it = lift_of(other) == known.kind and concerns(other, event.about, person)
            if is_it and other.at >= begin:
                lifted_at = lifted_at or (other.at, known.effect)
    if lifted_at is None:
        for other in sorted(told, key=lambda e: e.at):
            if lift_of(other) == "measures_ended" and names(other, event) and other.at >= begin:
                lifted_at = lifted_at or (other.at, "not_applicable")
    if lifted_at is not None and met_at is not None and not met_at > lifted_at[0]:
        lifted_at = None
    instant = None if due_at is None else due_at.astimezone(UTC)
    stands = state(rule, due_at, now, met_at, lifted_at)
    begun, met = begin.astimezone(UTC), met_at.astimezone(UTC) if met_at else None
    return (rule.key, event.about, person, begun, instant, met, str(stands))


def holidays_of(years):
    """Return the Danish public holidays, from Easter counted by the full moon's own table."""
    found = set()
    for year in years:
        easter = EASTERS[year]
        found |= {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
        found |= {easter + timedelta(n) for n in (-3, -2, 0, 1, 39, 49, 50)}
        if year < 2024:
            found.add(easter + timedelta(26))
    return frozenset(found)


# Sundays of Easter, from an almanac.
EASTERS = {
    2022: date(2022, 4, 17),
    2023: date(2023, 4, 9),
    2024: date(2024, 3, 31),
    2025: date(2025, 4, 20),
    2026: date(2026, 4, 5),
    2027: date(2027, 3, 28),
    2028: date(2028, 4, 16),
    2029: date(2029, 4, 1),
}
