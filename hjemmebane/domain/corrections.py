"""What was written down wrongly and is put right, and why: six reasons at most, and own words."""

from enum import StrEnum

TEXT_MAX = 300


class CorrectionReason(StrEnum):
    """Why something that was written down is corrected."""

    TYPED_WRONG = "typed_wrong"
    PAPERS = "papers"
    TOLD_WRONG = "told_wrong"
    CAME_ELSEWHERE = "came_elsewhere"
    MIXED_UP = "mixed_up"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "typed_wrong": "Tastet forkert",
            "papers": "Papirerne viser noget andet",
            "told_wrong": "Vi fik det forkert at vide",
            "came_elsewhere": "Den kom først et andet sted i kommunen",
            "mixed_up": "Blandet sammen med noget andet",
            "other": "Andet",
        }[self.value]


class Corrected(StrEnum):
    """What was corrected."""

    RECEIVED_AT = "received_at"
    CONCERN_SOURCE = "concern_source"
    DECIDED_ON = "decided_on"

    @property
    def label(self) -> str:
        """Return it in Danish."""
        return {
            "received_at": "Modtaget",
            "concern_source": "Hvem bekymringen kom fra",
            "decided_on": "Afgørelsens dag",
        }[self.value]


def reason_words(reason: CorrectionReason, text: str) -> str:
    """Return the reason with own words, no longer than a deadline's history holds."""
    words = f"{reason.label}: {text.strip()}" if text.strip() else reason.label
    return words[:TEXT_MAX]
