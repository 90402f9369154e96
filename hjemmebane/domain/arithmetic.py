"""The sum behind a deadline: the moment it falls, and every step in Danish words."""

from datetime import date, datetime, timedelta

from hjemmebane.domain.calendar import (
    COPENHAGEN,
    SATURDAY,
    Length,
    Unit,
    WorkingCalendar,
    end_of_day,
    local_day,
    plus_hours,
    plus_months,
)
from hjemmebane.domain.prose_dates import (
    MONTHS,
    counted,
    day_month,
    listed,
    moment_full,
    sentence,
    weekday,
    weekday_day,
    weekday_full,
)

Sum = tuple[datetime, tuple[str, ...]]


class CannotReckonError(ValueError):
    """The unit has no sum: it is a choice, a condition or a count of visits."""


def reckon(length: Length, start: datetime, calendar: WorkingCalendar) -> Sum:
    """Return when a length of time from `start` ends, with the steps in words."""
    count = length.count or 0
    if length.unit is Unit.HOURS:
        return _hours(start, count)
    day = local_day(start)
    match length.unit:
        case Unit.MONTHS:
            return _months(day, length, count, calendar)
        case Unit.WEEKS:
            return _weeks(day, length, count, calendar)
        case Unit.HVERDAGE:
            end = calendar.plus_hverdage(day, count)
            skipped = calendar.skipped_hverdage(day, end)
            return _counted_days(day, end, length, skipped, _saturdays(day, end, calendar))
        case Unit.ARBEJDSDAGE:
            end = calendar.plus_working_days(day, count)
            return _counted_days(day, end, length, calendar.skipped_working_days(day, end), "")
        case _:
            raise CannotReckonError(f"{length.unit} has no sum")


def _hours(start: datetime, count: int) -> Sum:
    end = plus_hours(start, count)
    steps = [
        f"{moment_full(start)} plus {count} timer er {moment_full(end)}.",
        "Timerne løber også om natten, i weekender og på helligdage.",
    ]
    shift = _clock_shift(start, end)
    if shift:
        way = "en time frem" if shift > timedelta(0) else "en time tilbage"
        steps.append(f"Uret stilles {way} undervejs. Der er stadig {count} hele timer.")
    return end, tuple(sentence(step) for step in steps)


def _clock_shift(start: datetime, end: datetime) -> timedelta:
    before = start.astimezone(COPENHAGEN).utcoffset() or timedelta(0)
    after = end.astimezone(COPENHAGEN).utcoffset() or timedelta(0)
    return after - before


def _months(day: date, length: Length, count: int, calendar: WorkingCalendar) -> Sum:
    end = plus_months(day, count)
    words = f"{day_month(day)} plus {counted(length)} er {weekday_full(end)}"
    if end.day != day.day:
        words += f", fordi {MONTHS[end.month - 1]} {end.year} ikke har en {day.day}."
    return end_of_day(end), (sentence(words), _kind_of_day(end, calendar))


def _weeks(day: date, length: Length, count: int, calendar: WorkingCalendar) -> Sum:
    end = day + timedelta(weeks=count)
    words = f"{day_month(day)} plus {counted(length)} er {weekday_full(end)}"
    return end_of_day(end), (sentence(words), _kind_of_day(end, calendar))


def _kind_of_day(day: date, calendar: WorkingCalendar) -> str:
    if calendar.is_working_day(day):
        return "Det er en hverdag, så datoen står."
    kind = "en lukkedag" if day in calendar.closing_days else f"en {weekday(day)}"
    kind = "en helligdag" if day in calendar.holidays else kind
    before = weekday_day(calendar.working_day_at_or_before(day))
    return f"Det er {kind}. Fristen flytter sig ikke, så gør det senest {before}."


def _counted_days(
    day: date, end: date, length: Length, skipped: tuple[date, ...], note: str
) -> Sum:
    if end == day:
        return end_of_day(end), (f"Fristen er samme dag: {weekday_full(day)}.",)
    steps = [
        f"{weekday_day(day)} er dag 0 og tælles ikke med.",
        f"{counted(length)} senere er {weekday_full(end)}.",
    ]
    if skipped:
        steps.append(f"sprunget over: {listed(weekday_day(other) for other in skipped)}.")
    if note:
        steps.append(note)
    return end_of_day(end), tuple(sentence(step) for step in steps)


def _saturdays(day: date, end: date, calendar: WorkingCalendar) -> str:
    between = (day + timedelta(n) for n in range(1, (end - day).days + 1))
    counts = any(d.weekday() == SATURDAY and calendar.is_hverdag(d) for d in between)
    return "lørdag tæller som hverdag." if counts else ""
