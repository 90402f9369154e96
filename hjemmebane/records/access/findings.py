"""What can be wrong with what was logged, said so that a person knows what was done and where."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hjemmebane import clock
from hjemmebane.records.access.chains import WORDS, Chain


class Kind(StrEnum):
    """A kind of break in the log, and two kinds of notes that are no break."""

    ALTERED = "altered"
    REMOVED = "removed"
    SWAPPED = "swapped"
    INSERTED = "inserted"
    BACKDATED = "backdated"
    FALSE_SEAL = "false seal"
    ALTERED_SEAL = "altered seal"
    REMOVED_SEAL = "removed seal"
    MOVED_SEAL = "moved seal"
    CLOCK_BACK = "clock set back"
    CLOCK_AHEAD = "clock set ahead"
    UNSEALED = "unsealed too long"
    TAIL = "missing tail"
    ROLLED_BACK = "rolled back"
    RECHAINED = "rechained"
    HEADS_ALTERED = "heads altered"
    HEADS_MISSING = "heads missing"
    NO_KEY = "key missing"
    GAP = "never sealed"
    RESTORED = "restored"


SAYS = {
    Kind.ALTERED: "what stands in it was changed after it was sealed",
    Kind.REMOVED: "it was sealed and is not there any more",
    Kind.SWAPPED: "what stands in them was exchanged after they were sealed",
    Kind.INSERTED: "it stands among sealed ones and no seal covers it: put in afterwards",
    Kind.BACKDATED: "it is dated before a moment at which everything was already sealed",
    Kind.FALSE_SEAL: "the seal was not made with the key of this house over what it covers",
    Kind.ALTERED_SEAL: "what stands in the seal was changed; the rows it covers are as they were",
    Kind.REMOVED_SEAL: "the seal with this number is gone",
    Kind.MOVED_SEAL: "the seal does not follow on the one before it",
    Kind.CLOCK_BACK: "the seal is dated before the one it follows on: the clock was set back",
    Kind.CLOCK_AHEAD: "it is dated after the moment it was sealed: the clock was set ahead",
    Kind.UNSEALED: "nothing has sealed it: is the job process running?",
    Kind.TAIL: "the heads file knows seals after the last one in the database: the end was cut off",
    Kind.ROLLED_BACK: "both chains end before the heads file does: the database is an older copy",
    Kind.RECHAINED: "the heads file knows another seal with this number: the chain was made anew",
    Kind.HEADS_ALTERED: "this line of the heads file, or the one before, is not as it was signed",
    Kind.HEADS_MISSING: "the heads file does not reach as far as the database: its end was cut off",
    Kind.NO_KEY: "the key it was sealed with is not on the ring, so nothing can be proved",
    Kind.GAP: "these ids were never sealed: an action was undone, or they went before a seal came",
    Kind.RESTORED: "an older backup was put back on purpose; the seals after this one are gone",
}
NOTES = frozenset({Kind.GAP, Kind.RESTORED})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: its kind, and the row, seal and time it concerns, where there are any."""

    kind: Kind
    chain: Chain | None = None
    rows: str = ""
    seal: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    file_line: int | None = None

    @property
    def is_note(self) -> bool:
        """Return whether it is worth knowing and no break."""
        return self.kind in NOTES

    @property
    def where(self) -> str:
        """Return the place in words: which rows, which seal, which time."""
        parts = []
        if self.rows and self.chain:
            parts.append(f"{WORDS[self.chain]} {self.rows}")
        if self.seal is not None:
            parts.append(f"seal {self.seal} of the {self.chain} chain")
        if self.file_line is not None:
            parts.append(f"line {self.file_line} of the heads file")
        if self.since and self.until:
            parts.append(_window(self.since, self.until))
        return ", ".join(parts)

    def __str__(self) -> str:
        """Return the finding in words."""
        return f"{self.kind}: {self.where}: {SAYS[self.kind]}"


def _window(since: datetime, until: datetime) -> str:
    first, last = (at.astimezone(clock.ZONE).strftime("%Y-%m-%d %H:%M:%S") for at in (since, until))
    return f"at {first}" if first == last else f"between {first} and {last}"
