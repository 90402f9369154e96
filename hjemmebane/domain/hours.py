"""When and where help is given: outside office hours, and in the family's own everyday life."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

OFFICE_OPENS, OFFICE_CLOSES = 8, 16
FRIDAY = 4


def is_outside_hours(begins: datetime) -> bool:
    """Return whether a contact begins before 8, from 16 on, or in a weekend, on a Danish clock."""
    return not OFFICE_OPENS <= begins.hour < OFFICE_CLOSES or begins.weekday() > FRIDAY


@dataclass(frozen=True, slots=True)
class WhereAndWhen:
    """How many of the held contacts lay outside office hours and in everyday places."""

    held: int
    outside: int
    everyday: int
    knows_everyday: bool

    @property
    def words(self) -> str:
        """Return “5 af 15 kontakter uden for kl. 8–16, 13 af 15 i familiens hverdag”."""
        if not self.held:
            return ""
        parts = [f"{self.outside} af {self.held} kontakter uden for kl. 8–16"]
        if self.knows_everyday:
            parts.append(f"{self.everyday} af {self.held} i barnets hverdag")
        return ", ".join(parts)


def where_and_when(held: Sequence[tuple[datetime, str]], everyday: Collection[str]) -> WhereAndWhen:
    """Return the shares of held contacts, each given by when it began and where."""
    return WhereAndWhen(
        held=len(held),
        outside=sum(is_outside_hours(begins) for begins, _ in held),
        everyday=sum(place in everyday for _, place in held),
        knows_everyday=bool(everyday),
    )
