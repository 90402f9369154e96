"""Where a page of a long list ended, so that the next one starts there whatever came between."""

from datetime import datetime

LAST_NUMBER = 2**62


def write_place(moment: datetime, number: int) -> str:
    """Return the place of a row as the next page asks for it."""
    return f"{moment.isoformat()}|{number}"


def read_place(text: str) -> tuple[datetime, int] | None:
    """Return where a page ended; anything that is no such place starts from the first page."""
    moment, _, number = text.partition("|")
    try:
        at = datetime.fromisoformat(moment)
        place = int(number)
    except ValueError:
        return None
    return (at, place) if at.tzinfo and 0 < place < LAST_NUMBER else None
