"""Why a difference between what happened and what was kept is looked at and let stand."""

from enum import StrEnum


class SeenReason(StrEnum):
    """What a leader found when she looked; six at most, and own words beside."""

    CORRECTED = "corrected"
    TOLD_LATE = "told_late"
    KEPT_IS_RIGHT = "kept_is_right"
    EVENT_MISSING = "event_missing"
    SYSTEM_FAULT = "system_fault"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return it in Danish."""
        return {
            "corrected": "Den er rettet i sagen",
            "told_late": "Det, der skete, blev skrevet ned for sent",
            "kept_is_right": "Fristen er rigtig, som den står",
            "event_missing": "Der mangler noget i sagen, og det bliver skrevet ned",
            "system_fault": "Det ligner en fejl i systemet, og den er meldt",
            "other": "Andet",
        }[self.value]
