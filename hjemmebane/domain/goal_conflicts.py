"""Goals that pull apart: what the coordinator can settle it as, and the words for it."""

from enum import StrEnum

COORDINATOR = "coordinator"
"""The key of the role in a programme that holds the threads together (S1-SFB-12)."""


class ConflictChoice(StrEnum):
    """How goals that pull apart were settled: at most six choices, with a reason in words."""

    FIRST = "first"
    LATER = "later"
    TOGETHER = "together"
    AGREED = "agreed"
    ENDED = "ended"
    OTHER = "other"


CONFLICT_CHOICE_WORDS = {
    ConflictChoice.FIRST: "Det ene mål går forud for det andet",
    ConflictChoice.LATER: "Det ene mål venter",
    ConflictChoice.TOGETHER: "Målene bliver til ét",
    ConflictChoice.AGREED: "Begge følges, og vi har aftalt hvordan",
    ConflictChoice.ENDED: "Det ene mål slutter",
    ConflictChoice.OTHER: "Andet",
}
