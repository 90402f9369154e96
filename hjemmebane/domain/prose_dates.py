"""Days, moments and lengths of time in Danish words."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hjemmebane.domain.calendar import COPENHAGEN, Length, Unit, local_day

WEEKDAYS = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
WEEKDAYS_SHORT = ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")
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
MONTHS_SHORT = (
    "jan.",
    "feb.",
    "marts",
    "apr.",
    "maj",
    "juni",
    "juli",
    "aug.",
    "sep.",
    "okt.",
    "nov.",
    "dec.",
)
UNIT_WORDS = {
    Unit.HOURS: ("time", "timer"),
    Unit.HVERDAGE: ("hverdag", "hverdage"),
    Unit.ARBEJDSDAGE: ("arbejdsdag", "arbejdsdage"),
    Unit.WEEKS: ("uge", "uger"),
    Unit.MONTHS: ("kalendermåned", "kalendermåneder"),
    Unit.VISITS_PER_YEAR: ("besøg om året", "besøg om året"),
}
SECONDS_IN_A_MINUTE = 60
MINUTES_IN_AN_HOUR = 60


def weekday(day: date) -> str:
    """Return the name of the weekday."""
    return WEEKDAYS[day.weekday()]


def day_month(day: date) -> str:
    """Return “26. august”."""
    return f"{day.day}. {MONTHS[day.month - 1]}"


def full(day: date) -> str:
    """Return “26. august 2026”."""
    return f"{day_month(day)} {day.year}"


def weekday_full(day: date) -> str:
    """Return “torsdag 26. november 2026”."""
    return f"{weekday(day)} {full(day)}"


def weekday_day(day: date) -> str:
    """Return “torsdag 26. november”."""
    return f"{weekday(day)} {day_month(day)}"


def short(day: date) -> str:
    """Return “tors. 26. nov.”."""
    return f"{WEEKDAYS_SHORT[day.weekday()]} {day.day}. {MONTHS_SHORT[day.month - 1]}"


def short_full(day: date) -> str:
    """Return “26. aug. 2026”."""
    return f"{day.day}. {MONTHS_SHORT[day.month - 1]} {day.year}"


def numeric(day: date) -> str:
    """Return “1.1.2024”."""
    return f"{day.day}.{day.month}.{day.year}"


def clock_time(moment: datetime) -> str:
    """Return “07.52” in Danish time."""
    return f"{moment.astimezone(COPENHAGEN):%H.%M}"


def moment_full(moment: datetime) -> str:
    """Return “mandag 23. november 2026 kl. 07.52”."""
    return f"{weekday_full(local_day(moment))} kl. {clock_time(moment)}"


def moment_short(moment: datetime, now: datetime) -> str:
    """Return “i morgen 07.52”, or the short day and the time."""
    words = near_day(local_day(moment), local_day(now)) or short(local_day(moment))
    return f"{words} {clock_time(moment)}"


def near_day(day: date, today: date) -> str:
    """Return “i dag”, “i morgen”, “i går” or nothing."""
    return {0: "i dag", 1: "i morgen", -1: "i går"}.get((day - today).days, "")


def days(count: int) -> str:
    """Return “1 dag” or “4 dage”."""
    return "1 dag" if count == 1 else f"{count} dage"


def days_from(day: date, today: date) -> str:
    """Return how far a due day is: “om 2 dage”, “i morgen”, “i dag”, “4 dage over”."""
    distance = (day - today).days
    if distance < 0:
        return f"{days(-distance)} over"
    if distance == 0:
        return "i dag"
    return "i morgen" if distance == 1 else f"om {days(distance)}"


def clock_left(due: datetime, now: datetime) -> str:
    """Return how long a clock has left: “20 t 32 min.”, or how far over: “2 t 5 min. over”."""
    # Rounded down while there is time, so that nobody is promised a minute too many.
    gap = abs(due - now) // timedelta(seconds=SECONDS_IN_A_MINUTE)
    hours, minutes = divmod(gap, MINUTES_IN_AN_HOUR)
    words = f"{hours} t {minutes} min." if hours else f"{minutes} min."
    return f"{words} over" if due < now else words


def counted(length: Length) -> str:
    """Return “3 kalendermåneder”, “6 hverdage”, “24 timer”."""
    if length.unit is Unit.CASE:
        return "en dato valgt i sagen"
    if length.unit is Unit.BEFORE:
        return "før"
    one, many = UNIT_WORDS[length.unit]
    return f"{length.count} {one if length.count == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """Return “a”, “a og b”, “a, b og c”."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} og {items[-1]}"


def sentence(words: str) -> str:
    """Return the words with a capital letter and a full stop."""
    text = words[:1].upper() + words[1:]
    return text if text.endswith((".", "?", "!")) else f"{text}."
