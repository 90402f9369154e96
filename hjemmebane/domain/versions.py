"""Versions: what a new version of a rule or a programme does to what already runs under the old."""

from dataclasses import dataclass
from enum import StrEnum


class Running(StrEnum):
    """The closed list of what happens to what runs when a new version comes."""

    KEEP = "keep"
    RE_RECKON = "re-reckon"
    ASK = "ask"

    @property
    def label(self) -> str:
        """Return the choice in Danish, as a sentence about what runs."""
        return RUNNING_LABELS[self]


RUNNING_LABELS = {
    Running.KEEP: "Det, der løber, bliver under den gamle version",
    Running.RE_RECKON: "Det, der løber, regnes om efter den nye version",
    Running.ASK: "En leder vælger for det, der løber",
}


@dataclass(frozen=True, slots=True)
class OnRunning:
    """What a new version does to what runs, and why: one sentence a jurist can read."""

    do: Running
    why: str
