"""Notes in the authority's journal of a case: kinds, and how long one may be put right. Pure."""

from datetime import datetime, timedelta
from enum import StrEnum

NOTE_FREE_FOR = timedelta(hours=24)
NOTE_MAX = 20_000


class NoteKind(StrEnum):
    """What a journal note is about; a talk with the child may hold what was told in confidence."""

    PHONE = "phone"
    MEETING = "meeting"
    HOME_VISIT = "home_visit"
    WRITTEN = "written"
    CHILD_TALK = "child_talk"
    NOTE = "note"

    @property
    def label(self) -> str:
        """Return the kind in Danish."""
        return {
            "phone": "Telefonsamtale",
            "meeting": "Møde",
            "home_visit": "Hjemmebesøg",
            "written": "Brev eller besked",
            "child_talk": "Samtale med barnet",
            "note": "Notat",
        }[self.value]

    @property
    def is_contact(self) -> bool:
        """Return whether somebody was spoken or written with."""
        return self is not NoteKind.NOTE


def may_correct(written_at: datetime, now: datetime) -> bool:
    """Return whether a note may still be put right; later it gets an addendum, and both stay."""
    return now <= written_at + NOTE_FREE_FOR


def note_fault(text: str, happened_at: datetime, now: datetime) -> str:
    """Return why a note cannot be written so, as a key, or nothing."""
    if not text.strip():
        return "note_empty"
    if len(text) > NOTE_MAX:
        return "too_long"
    if happened_at > now:
        return "in_the_future"
    return ""
