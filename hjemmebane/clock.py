"""The only module that knows what time it is; it can be set, for demo, training and tests."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hjemmebane.domain.calendar import from_clock

ZONE = ZoneInfo("Europe/Copenhagen")

_set_moment: ContextVar[datetime | None] = ContextVar("set_moment", default=None)


def now() -> datetime:
    """Return the moment it is, in Danish time."""
    return (_set_moment.get() or _from_environment() or datetime.now(UTC)).astimezone(ZONE)


def today() -> date:
    """Return the day it is in Denmark."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Set the clock to a moment for as long as the block runs."""
    token = _set_moment.set(moment if moment.tzinfo else moment.replace(tzinfo=ZONE))
    try:
        yield
    finally:
        _set_moment.reset(token)


def midnight(day: date) -> datetime:
    """Return the first moment of a Danish day."""
    return datetime(day.year, day.month, day.day, tzinfo=ZONE)


def moment(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Return the moment a Danish clock shows on a day, as somebody writes it in a form.

    A time the clock skipped is the one an hour later; of two that read alike, the first.
    """
    shown = datetime(day.year, day.month, day.day, hour, minute)
    try:
        return from_clock(shown)
    except OverflowError:
        # The first day a form can name has no time before it; whoever asked refuses the day.
        return shown.replace(tzinfo=ZONE)


def _from_environment() -> datetime | None:
    """Return the moment that HJEMMEBANE_CLOCK stands at, or the one it is so many seconds off."""
    text = os.environ.get("HJEMMEBANE_CLOCK", "")
    if not text:
        return None
    if text[0] in "+-":
        return datetime.now(UTC) + timedelta(seconds=int(text))
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=ZONE)
