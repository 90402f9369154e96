"""How great a person judges the risk that a child is placed; never computed, told to the family."""

from enum import StrEnum


class RiskLevel(StrEnum):
    """What a person says of the risk of a placement on a day."""

    NONE_NOW = "none_now"
    SOME = "some"
    GREAT = "great"

    @property
    def label(self) -> str:
        """Return the level in Danish, so that a family understands it."""
        return {
            "none_now": "Ikke nu",
            "some": "Nogen risiko",
            "great": "Stor risiko",
        }[self.value]
