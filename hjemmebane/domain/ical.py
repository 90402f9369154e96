"""An iCalendar file (RFC 5545) of deadlines and meetings, without a word about anybody."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE_BYTES = 75
LINE_END = "\r\n"


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """A whole day or a time, what kind of thing it is, and where in the house it can be read."""

    uid: str
    title: str
    starts: date | datetime
    ends: datetime | None = None
    path: str = ""


def ical(entries: Iterable[CalendarEntry], *, host: str, now: datetime) -> str:
    """Return the entries as a calendar; what they are about is read by signing in."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Hjemmebane//Frister//DA",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:Hjemmebane",
    ]
    for entry in entries:
        lines += _event(entry, host, now)
    lines.append("END:VCALENDAR")
    return "".join(part + LINE_END for line in lines for part in _folded(line))


def _event(entry: CalendarEntry, host: str, now: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{entry.uid}@{host}"
    yield f"DTSTAMP:{_moment(now)}"
    if isinstance(entry.starts, datetime):
        yield f"DTSTART:{_moment(entry.starts)}"
        yield f"DTEND:{_moment(entry.ends or entry.starts)}"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.starts:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.starts + timedelta(1):%Y%m%d}"
    yield f"SUMMARY:{escaped(entry.title)}"
    if entry.path:
        yield f"URL:https://{host}{entry.path}"
    yield "CLASS:PRIVATE"
    yield "END:VEVENT"


def _moment(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Return a text in which what iCalendar reads as a sign stands as itself."""
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, written)
    return text


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 bytes, as the standard asks, never inside a letter."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > LINE_BYTES:
            yield part
            part = " "
        part += letter
    yield part
