"""Goals: the family's own words, and how it goes with them over time. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LOWEST, HIGHEST = 0, 10


class GoalArea(StrEnum):
    """What a goal is about, in plain words."""

    EVERYDAY_LIFE = "everyday_life"
    PARENTING = "parenting"
    WELLBEING = "wellbeing"
    SCHOOL = "school"
    RELATIONS = "relations"
    HEALTH = "health"

    @property
    def label(self) -> str:
        """Return the area in Danish."""
        return {
            "everyday_life": "Hverdagen",
            "parenting": "At være forælder",
            "wellbeing": "Barnets trivsel",
            "school": "Skole og dagtilbud",
            "relations": "Familie og venner",
            "health": "Sundhed",
        }[self.value]


class RaterKind(StrEnum):
    """Who says how it goes."""

    CHILD = "child"
    PARENT = "parent"
    WORKER = "worker"
    PARTNER = "partner"

    @property
    def label(self) -> str:
        """Return the rater in Danish."""
        return {
            "child": "Barnet",
            "parent": "En forælder",
            "worker": "Medarbejder",
            "partner": "Samarbejdspartner",
        }[self.value]


class Judgement(StrEnum):
    """How a goal goes."""

    FORWARD = "forward"
    SAME = "same"
    BACK = "back"

    @property
    def label(self) -> str:
        """Return the judgement in Danish."""
        return {"forward": "Fremad", "same": "Som før", "back": "Tilbage"}[self.value]


class GoalEndReason(StrEnum):
    """Why a goal was ended."""

    REACHED = "reached"
    CHANGED = "changed"
    NOT_WANTED = "not_wanted"
    COURSE_ENDED = "course_ended"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "reached": "Nået",
            "changed": "Erstattet af et andet mål",
            "not_wanted": "Familien vil noget andet",
            "course_ended": "Forløbet sluttede",
            "other": "Andet",
        }[self.value]


class HowFar(StrEnum):
    """How far parents themselves see what a goal is about, or want to work with it."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"

    @property
    def label(self) -> str:
        """Return it in Danish."""
        return {"yes": "Ja", "partly": "Delvis", "no": "Nej, ikke nu"}[self.value]


@dataclass(frozen=True, slots=True)
class Stance:
    """What parents themselves say of a goal on a day: whether they see it, and want it."""

    sees: HowFar
    wants: HowFar
    on: date

    @property
    def is_shared(self) -> bool:
        """Return whether the goal is the parents' own too, and not only the worker's."""
        return HowFar.NO not in (self.sees, self.wants)

    @property
    def words(self) -> str:
        """Return “forældrene ser det selv: ja, har lyst: delvis”."""
        sees, wants = self.sees.label.lower(), self.wants.label.lower()
        return f"forældrene ser det selv: {sees}; har lyst: {wants}"


@dataclass(frozen=True, slots=True)
class ProgressPoint:
    """One dated word on a goal: a number from 0 to 10, a judgement, or both."""

    on: date
    value: int | None = None
    judgement: Judgement | None = None
    rater: RaterKind = RaterKind.WORKER


@dataclass(frozen=True, slots=True)
class GoalStanding:
    """Where a goal began and where it is."""

    start: int | None = None
    now: int | None = None
    judgement: Judgement | None = None
    judged_on: date | None = None

    @property
    def moved(self) -> int | None:
        """Return how many points it moved, where it was rated twice."""
        return None if self.start is None or self.now is None else self.now - self.start


def is_value_allowed(value: int | None) -> bool:
    """Return whether a rating lies on the scale."""
    return value is None or LOWEST <= value <= HIGHEST


def goal_standing(points: Iterable[ProgressPoint]) -> GoalStanding:
    """Return where a goal began and where it is now, from its dated points."""
    ordered = sorted(points, key=lambda point: point.on)
    values = [point.value for point in ordered if point.value is not None]
    judged = [point for point in ordered if point.judgement is not None]
    return GoalStanding(
        start=values[0] if values else None,
        now=values[-1] if values else None,
        judgement=judged[-1].judgement if judged else None,
        judged_on=judged[-1].on if judged else None,
    )
