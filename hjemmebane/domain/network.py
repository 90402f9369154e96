"""The words about a family's network: who stands around them, how near, and what they do."""

from dataclasses import dataclass
from enum import StrEnum

NAME_MAX = 80
RELATION_MAX = 80
SUPPORT_MAX = 160


class Circle(StrEnum):
    """Whether someone is there for their own sake or by their work."""

    PRIVATE = "private"
    PROFESSIONAL = "professional"


class Closeness(StrEnum):
    """How often somebody of the network is there."""

    WEEKLY = "weekly"
    SELDOM = "seldom"


class Strength(StrEnum):
    """How a tie to the family is drawn: thick, thin or dashed."""

    SUPPORTS = "supports"
    AROUND = "around"
    ASKABLE = "askable"


CIRCLE_WORDS = {Circle.PRIVATE: "privat", Circle.PROFESSIONAL: "fagligt"}
CLOSENESS_WORDS = {Closeness.WEEKLY: "hver uge", Closeness.SELDOM: "sjældnere"}
STRENGTH_WORDS = {
    Strength.SUPPORTS: "støtter",
    Strength.AROUND: "er der",
    Strength.ASKABLE: "kan spørges",
}


@dataclass(frozen=True, slots=True)
class NetworkGiven:
    """What is said of somebody in the network: no more than the map needs.

    They are third parties who were not asked, so neither number, address nor phone is kept.
    """

    name: str
    relation: str
    circle: Circle = Circle.PRIVATE
    closeness: Closeness = Closeness.SELDOM
    support: str = ""
    may_be_asked: bool = False

    @property
    def strength(self) -> Strength:
        """Return how the tie is drawn."""
        return strength_of(self.closeness, self.support, may_be_asked=self.may_be_asked)


def strength_of(closeness: Closeness, support: str, *, may_be_asked: bool) -> Strength:
    """Return thick for who supports every week, dashed for who is not asked yet, else thin."""
    if may_be_asked:
        return Strength.ASKABLE
    is_support = closeness is Closeness.WEEKLY and bool(support.strip())
    return Strength.SUPPORTS if is_support else Strength.AROUND
