"""The closed circle around a case: who may still see it, and why it was closed or opened."""

from enum import StrEnum


class CircleReason(StrEnum):
    """Why the circle around a case is closed; only those named on it see it from then on."""

    KNOWN_TO_STAFF = "known_to_staff"
    STAFF_IS_PARTY = "staff_is_party"
    PUBLIC_PERSON = "public_person"
    THREATS = "threats"
    FAMILY_WISH = "family_wish"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "known_to_staff": "Familien er kendt af medarbejdere",
            "staff_is_party": "En medarbejder eller en pårørende til en er part",
            "public_person": "Familien er kendt i offentligheden",
            "threats": "Trusler eller fare for nogen i familien",
            "family_wish": "Familien har bedt om det",
            "other": "Andet",
        }[self.value]


class OpenCircleReason(StrEnum):
    """Why a closed circle is opened again."""

    NOT_NEEDED = "not_needed"
    FAMILY_WISH = "family_wish"
    MISTAKE = "mistake"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "not_needed": "Der er ikke brug for det mere",
            "family_wish": "Familien har bedt om det",
            "mistake": "Den blev lukket ved en fejl",
            "other": "Andet",
        }[self.value]
