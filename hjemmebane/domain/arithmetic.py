"""The sum behind a deadline: the moment it falls, and every step in Danish words."""

from datetime import date, datetime, timedelta

from hjemmebane.domain.calendar import (
    COPENHAGEN,
    MONTHS_IN_A_YEAR,
    SATURDAY,
    Length,
    Unit,
    WorkingCalendar,
    end_of_day,
    local_day,
    plus_hours,
    plus_months,
    start_of_day,
)
from hjemmebane.domain.prose_dates import (
    MONTHS,
    counted,
    day_month,
    days,
    full,
    listed,
    moment_full,
    sentence,
    weekday,
    weekday_day,
    weekday_full,
)

FIRST_DAY, FOUR_YEARS = date(2023, 1, 1), 4 * 365 + 1
Sum = tuple[datetime, tuple[str, ...]]


class CannotReckonError(ValueError):
    """The unit has no sum: it is a choice, a condition or a count of visits."""


def end_of(length: Length, start: datetime, calendar: WorkingCalendar) -> datetime:
    """Return the moment a length of time from `start` ends: whole days end when the day does."""
    count = length.count or 0
    if length.unit is Unit.HOURS:
        return plus_hours(start, count)
    return end_of_day(end_day(length, local_day(start), calendar))


def end_day(length: Length, day: date, calendar: WorkingCalendar) -> date:
    """Return the last day of a length of time counted in days, weeks, months or years."""
    count = length.count or 0
    match length.unit:
        case Unit.MONTHS:
            return plus_months(day, count)
        case Unit.WEEKS:
            return day + timedelta(weeks=count)
        case Unit.HVERDAGE:
            return calendar.plus_hverdage(day, count)
        case Unit.ARBEJDSDAGE:
            return calendar.plus_working_days(day, count)
        case Unit.BEFORE:
            return day - timedelta(count)
        case Unit.VISITS_PER_YEAR:
            # Two visits in any twelve months: the window that opens today must hold them all.
            return plus_months(day, MONTHS_IN_A_YEAR)
        case _:
            raise CannotReckonError(f"{length.unit} has no sum")


def is_ever_longer(local: Length, law: Length, calendar: WorkingCalendar) -> bool:
    """Return whether a local length ends after the law's from any day of four years.

    Counted day by day over a leap year and its neighbours, so that 13 weeks beside three months
    are found too long for the one February in which they are.
    """
    if Unit.CASE in {local.unit, law.unit}:
        return False
    if local.unit is law.unit:
        return (local.count or 0) > (law.count or 0)
    starts = (start_of_day(FIRST_DAY + timedelta(n)) for n in range(FOUR_YEARS))
    return any(end_of(local, s, calendar) > end_of(law, s, calendar) for s in starts)


def reckon(length: Length, start: datetime, calendar: WorkingCalendar) -> Sum:
    """Return when a length of time from `start` ends, with the steps in words."""
    end = end_of(length, start, calendar)
    if length.unit is Unit.HOURS:
        return end, _hours(start, end, length.count or 0)
    return end, _in_words(length, local_day(start), local_day(end), calendar)


def _in_words(length: Length, day: date, end: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    match length.unit:
        case Unit.MONTHS if length.count:
            return _months(day, end, length, calendar)
        case Unit.WEEKS if length.count:
            return _weeks(day, end, length, calendar)
        case Unit.HVERDAGE:
            skipped = calendar.skipped_hverdage(day, end)
            return _counted_days(day, end, length, skipped, _saturdays(day, end, calendar))
        case Unit.ARBEJDSDAGE:
            skipped = calendar.skipped_working_days(day, end)
            return _counted_days(day, end, length, skipped, "")
        case Unit.BEFORE:
            return _before(day, end, calendar)
        case Unit.VISITS_PER_YEAR:
            return _visits(day, end, length)
    return (f"Fristen er samme dag: {weekday_full(day)}.",)


def _hours(start: datetime, end: datetime, count: int) -> tuple[str, ...]:
    steps = [
        f"{moment_full(start)} plus {count} timer er {moment_full(end)}.",
        "Timerne løber også om natten, i weekender og på helligdage.",
    ]
    shift = _clock_shift(start, end)
    if shift:
        way = "en time frem" if shift > timedelta(0) else "en time tilbage"
        steps.append(f"Uret stilles {way} undervejs. Der er stadig {count} hele timer.")
    return tuple(sentence(step) for step in steps)


def _clock_shift(start: datetime, end: datetime) -> timedelta:
    before = start.astimezone(COPENHAGEN).utcoffset() or timedelta(0)
    after = end.astimezone(COPENHAGEN).utcoffset() or timedelta(0)
    return after - before


def _months(day: date, end: date, length: Length, calendar: WorkingCalendar) -> tuple[str, ...]:
    words = f"{day_month(day)} plus {counted(length)} er {weekday_full(end)}"
    if end.day != day.day:
        words += f", fordi {MONTHS[end.month - 1]} {end.year} ikke har en {day.day}."
    return (sentence(words), _kind_of_day(end, calendar))


def _weeks(day: date, end: date, length: Length, calendar: WorkingCalendar) -> tuple[str, ...]:
    words = f"{day_month(day)} plus {counted(length)} er {weekday_full(end)}"
    return (sentence(words), _kind_of_day(end, calendar))


def _before(day: date, end: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    when = "samme dag" if end == day else f"{days((day - end).days)} før"
    words = f"Det skal være sket inden {weekday_full(day)}, senest {when}"
    return (sentence(words), _kind_of_day(end, calendar))


def _visits(day: date, end: date, length: Length) -> tuple[str, ...]:
    return (
        f"I tolv måneder fra {full(day)} skal der være {length.count} besøg.",
        f"Det næste skal derfor være holdt senest {weekday_full(end)}.",
        "Loven siger »årlige«: besøg i kalenderåret tælles ved siden af.",
    )


def _kind_of_day(day: date, calendar: WorkingCalendar) -> str:
    if calendar.is_working_day(day):
        return "Det er en hverdag, så datoen står."
    kind = "en lukkedag" if day in calendar.closing_days else f"en {weekday(day)}"
    kind = "en helligdag" if day in calendar.holidays else kind
    before = weekday_day(calendar.working_day_at_or_before(day))
    return f"Det er {kind}. Fristen flytter sig ikke, så gør det senest {before}."


def _counted_days(
    day: date, end: date, length: Length, skipped: tuple[date, ...], note: str
) -> tuple[str, ...]:
    if end == day:
        return (f"Fristen er samme dag: {weekday_full(day)}.",)
    steps = [
        f"{weekday_day(day)} er dag 0 og tælles ikke med.",
        f"{counted(length)} senere er {weekday_full(end)}.",
    ]
    if skipped:
        steps.append(f"sprunget over: {listed(weekday_day(other) for other in skipped)}.")
    if note:
        steps.append(note)
    return tuple(sentence(step) for step in steps)


def _saturdays(day: date, end: date, calendar: WorkingCalendar) -> str:
    between = (day + timedelta(n) for n in range(1, (end - day).days + 1))
    counts = any(d.weekday() == SATURDAY and calendar.is_hverdag(d) for d in between)
    return "lørdag tæller som hverdag." if counts else ""
