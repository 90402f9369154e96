"""Marks of where a page ended: opaque to those who use them, read strictly."""

import base64
import binascii
import json
from datetime import datetime

from hjemmebane.edges.api.problems import Problem

Place = tuple[datetime, int]
LONGEST = 200
HIGHEST = 2**63 - 1


def write_cursor(order: str, place: Place | None) -> str | None:
    """Return the mark of a place in an order."""
    if place is None:
        return None
    moment, number = place
    told = json.dumps([order, moment.isoformat(), number], separators=(",", ":"))
    return base64.urlsafe_b64encode(told.encode()).decode().rstrip("=")


def read_cursor(order: str, text: str | None) -> Place | None:
    """Return the place a mark names in this order; raise Problem `bad_cursor` for anything else."""
    if text is None:
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        named, moment, number = json.loads(raw)
        at = datetime.fromisoformat(moment)
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        raise Problem(400, "bad_cursor") from error
    is_place = isinstance(number, int) and 0 < number <= HIGHEST and at.tzinfo is not None
    if named != order or not is_place or not 1900 < at.year <= 9000:
        raise Problem(400, "bad_cursor")
    return at, number
