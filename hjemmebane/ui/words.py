"""Words for days, times and spans, the same on every page, in the reader's language."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as told

MONTHS = (
    told("januar"),
    told("februar"),
    told("marts"),
    told("april"),
    told("maj"),
    told("juni"),
    told("juli"),
    told("august"),
    told("september"),
    told("oktober"),
    told("november"),
    told("december"),
)
SHORT_MONTHS = (
    told("jan."),
    told("feb."),
    told("marts"),
    told("april"),
    told("maj"),
    told("juni"),
    told("juli"),
    told("aug."),
    told("sept."),
    told("okt."),
    told("nov."),
    told("dec."),
)
WEEKDAYS = (
    told("mandag"),
    told("tirsdag"),
    told("onsdag"),
    told("torsdag"),
    told("fredag"),
    told("lørdag"),
    told("søndag"),
)
SHORT_WEEKDAYS = (
    told("man."),
    told("tirs."),
    told("ons."),
    told("tors."),
    told("fre."),
    told("lør."),
    told("søn."),
)

# How a place begins that is told by where it lies, in the languages there are.
PREPOSITIONS = frozenset({"hos", "hjemme", "i", "på", "ved", "til", "at", "in", "out", "when"})
MINUTES_IN_HOUR = 60
HOURS_IN_DAY = 24
DAYS_IN_WEEK = 7


def as_day(value: date | datetime) -> date:
    """Return the calendar day in Denmark of a day or a moment."""
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


def said(text: str) -> str:
    """Return a word of the domain or the catalogue in the reader's language."""
    return _(text) if text else ""


def month(value: date | datetime) -> str:
    """Return the month's name: "november"."""
    return _(MONTHS[as_day(value).month - 1])


def short_month(value: date | datetime) -> str:
    """Return the month as on a leaf of a calendar: "nov."."""
    return _(SHORT_MONTHS[as_day(value).month - 1])


def weekday(value: date | datetime) -> str:
    """Return the day of the week: "torsdag"."""
    return _(WEEKDAYS[as_day(value).weekday()])


def _day_of_month(day: date) -> str:
    return _("%(day)s. %(month)s") % {"day": day.day, "month": month(day)}


def short_day(value: date | datetime) -> str:
    """Return the day as in lists: "26. nov."."""
    day = as_day(value)
    return _short_day(day.month, day.day, get_language())


@lru_cache(maxsize=2_000)  # each day of a year in every language there is
def _short_day(month_number: int, day: int, language: str | None) -> str:
    # A page may name a thousand days; `language` is the one that is active, so the words hold.
    return _("%(day)s. %(month)s") % {"day": day, "month": _(SHORT_MONTHS[month_number - 1])}


def short_date(value: date | datetime) -> str:
    """Return the day with its year: "26. nov. 2026"."""
    day = as_day(value)
    return f"{short_day(day)} {day.year}"


def weekday_day(value: date | datetime) -> str:
    """Return the day as in deadlines: "tors. 26. nov."."""
    day = _(SHORT_WEEKDAYS[as_day(value).weekday()])
    return f"{day} {short_day(value)}"


def long_day(value: date | datetime) -> str:
    """Return the day as in a heading: "torsdag 26. november"."""
    day = as_day(value)
    return f"{weekday(day)} {_day_of_month(day)}"


def long_date(value: date | datetime) -> str:
    """Return the day in full: "26. november 2026"."""
    day = as_day(value)
    return f"{_day_of_month(day)} {day.year}"


def clock_time(value: datetime | time) -> str:
    """Return the time of day: "14.00"."""
    if isinstance(value, datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    return value.strftime(_("%H.%M"))


def at_time(value: datetime | time) -> str:
    """Return the time of day with its word: "kl. 14.00"."""
    return _("kl. %(time)s") % {"time": clock_time(value)}


def moment(value: datetime) -> str:
    """Return day and time: "tors. 26. nov. kl. 14.00"."""
    return f"{weekday_day(value)} {at_time(value)}"


def near_day(value: date | datetime, today: date) -> str:
    """Return the day as people say it near today: "i dag", "i morgen", "i går", else the day."""
    day = as_day(value)
    near = {0: _("i dag"), 1: _("i morgen"), -1: _("i går")}
    found = near.get((day - today).days)
    if found:
        return found
    return weekday_day(day) if day.year == today.year else f"{weekday_day(day)} {day.year}"


def days_away(value: date | datetime, today: date) -> str:
    """Return how far a deadline is: "4 dage over", "i dag", "om 2 dage"."""
    days = (as_day(value) - today).days
    if days == 0:
        return _("i dag")
    if days > 0:
        return ngettext("om %(n)s dag", "om %(n)s dage", days) % {"n": days}
    return ngettext("%(n)s dag over", "%(n)s dage over", -days) % {"n": -days}


def span(value: timedelta | int) -> str:
    """Return a span of minutes as people say it: "45 min.", "1 t 15 min.", "3 dage"."""
    minutes = value if isinstance(value, int) else int(value.total_seconds() // MINUTES_IN_HOUR)
    hours, rest = divmod(minutes, MINUTES_IN_HOUR)
    if hours >= 2 * HOURS_IN_DAY:
        days = hours // HOURS_IN_DAY
        return ngettext("%(n)s dag", "%(n)s dage", days) % {"n": days}
    if not hours:
        return _("%(n)s min.") % {"n": rest}
    whole, more = _("%(n)s t") % {"n": hours}, _("%(n)s min.") % {"n": rest}
    return f"{whole} {more}" if rest else whole


def count(number: int, one: str, many: str) -> str:
    """Return the number with the right word: "1 dag", "3 dage"."""
    return f"{number} {one if number == 1 else many}"


def place_in_sentence(place: str) -> str:
    """Return a place inside a sentence: "hos Frida"; a place's own name keeps its capital."""
    is_a_way_to = place.split(" ")[0].lower() in PREPOSITIONS
    return f"{place[:1].lower()}{place[1:]}" if is_a_way_to else place


def listing(words: Sequence[str]) -> str:
    """Return words as a list: "Anna, Bo og Dorte"."""
    if len(words) <= 1:
        return "".join(words)
    last = _("og")
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
