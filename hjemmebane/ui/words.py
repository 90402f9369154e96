"""Danish words for days, times and spans, the same on every page."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

MONTHS = (
    "januar",
    "februar",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "december",
)
SHORT_MONTHS = (
    "jan.",
    "feb.",
    "marts",
    "april",
    "maj",
    "juni",
    "juli",
    "aug.",
    "sept.",
    "okt.",
    "nov.",
    "dec.",
)
WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
SHORT_WEEKDAYS = ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")

MINUTES_IN_HOUR = 60
HOURS_IN_DAY = 24
DAYS_IN_WEEK = 7


def as_day(value: date | datetime) -> date:
    """Return the calendar day in Denmark of a day or a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def short_day(value: date | datetime) -> str:
    """Return the day as in lists: "26. nov."."""
    day = as_day(value)
    return f"{day.day}. {SHORT_MONTHS[day.month - 1]}"


def short_date(value: date | datetime) -> str:
    """Return the day with its year: "26. nov. 2026"."""
    return f"{short_day(value)} {as_day(value).year}"


def weekday_day(value: date | datetime) -> str:
    """Return the day as in deadlines: "tors. 26. nov."."""
    return f"{SHORT_WEEKDAYS[as_day(value).weekday()]} {short_day(value)}"


def long_day(value: date | datetime) -> str:
    """Return the day as in a heading: "torsdag 26. november"."""
    day = as_day(value)
    return f"{WEEKDAYS[day.weekday()]} {day.day}. {MONTHS[day.month - 1]}"


def long_date(value: date | datetime) -> str:
    """Return the day in full: "26. november 2026"."""
    day = as_day(value)
    return f"{day.day}. {MONTHS[day.month - 1]} {day.year}"


def clock_time(value: datetime | time) -> str:
    """Return the time of day: "14.00"."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return f"{value:%H.%M}"


def moment(value: datetime) -> str:
    """Return day and time: "tors. 26. nov. kl. 14.00"."""
    return f"{weekday_day(value)} kl. {clock_time(value)}"


def near_day(value: date | datetime, today: date) -> str:
    """Return the day as people say it near today: "i dag", "i morgen", "i går", else the day."""
    day = as_day(value)
    near = {0: "i dag", 1: "i morgen", -1: "i går"}
    found = near.get((day - today).days)
    if found:
        return found
    return weekday_day(day) if day.year == today.year else f"{weekday_day(day)} {day.year}"


def days_away(value: date | datetime, today: date) -> str:
    """Return how far a deadline is: "4 dage over", "i dag", "om 2 dage"."""
    days = (as_day(value) - today).days
    if days == 0:
        return "i dag"
    return f"om {count(days, 'dag', 'dage')}" if days > 0 else f"{count(-days, 'dag', 'dage')} over"


def span(value: timedelta | int) -> str:
    """Return a span of minutes as people say it: "45 min.", "1 t 15 min.", "3 dage"."""
    minutes = value if isinstance(value, int) else int(value.total_seconds() // MINUTES_IN_HOUR)
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    if hours >= 2 * HOURS_IN_DAY:
        return count(hours // HOURS_IN_DAY, "dag", "dage")
    if not hours:
        return f"{rest} min."
    return f"{hours} t {rest} min." if rest else f"{hours} t"


def count(number: int, one: str, many: str) -> str:
    """Return the number with the right word: "1 dag", "3 dage"."""
    return f"{number} {one if number == 1 else many}"


def listing(words: list[str] | tuple[str, ...]) -> str:
    """Return words as a Danish list: "Anna, Bo og Dorte"."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} og {words[-1]}"
