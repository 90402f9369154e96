"""The formal follow-up: each goal judged, each measure settled, the next day chosen. Pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The soft limit of barnets lov § 95: half a year between two follow-ups.
MOST_WEEKS = 26


class FollowUpOutcome(StrEnum):
    """What happens with a measure after a follow-up; one of three, always."""

    CONTINUE = "continue"
    ADJUST = "adjust"
    END = "end"

    @property
    def label(self) -> str:
        """Return the outcome in Danish."""
        return {"continue": "Fortsætter", "adjust": "Justeres", "end": "Slutter"}[self.value]


class OutcomeReason(StrEnum):
    """Why a measure continues, is adjusted or ends."""

    WORKS = "works"
    MORE_TIME = "more_time"
    NEED_CHANGED = "need_changed"
    NO_EFFECT = "no_effect"
    GOALS_REACHED = "goals_reached"
    FAMILY_WISH = "family_wish"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "works": "Den hjælper",
            "more_time": "Den skal have mere tid",
            "need_changed": "Behovet er et andet nu",
            "no_effect": "Den hjælper ikke",
            "goals_reached": "Målene er nået",
            "family_wish": "Familien ønsker det",
        }[self.value]


class NextReason(StrEnum):
    """Why the next follow-up lies when it does (barnets lov § 95, stk. 3)."""

    LOCAL_RULE = "local_rule"
    HEAVY_CASE = "heavy_case"
    CHANGE_UNDER_WAY = "change_under_way"
    CLOSE_CONTACT = "close_contact"
    CHILDS_WISH = "childs_wish"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "local_rule": "Kommunens egen regel",
            "heavy_case": "Sagen er tung",
            "change_under_way": "Noget er ved at ændre sig",
            "close_contact": "Vi har tæt kontakt imellem",
            "childs_wish": "Barnet ønsker det",
            "other": "Andet",
        }[self.value]


class Heard(StrEnum):
    """Whether someone was heard for the follow-up."""

    YES = "yes"
    BEFORE = "before"
    DECLINED = "declined"
    NOT_POSSIBLE = "not_possible"

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return {
            "yes": "Ja, ved opfølgningen",
            "before": "Ja, inden opfølgningen",
            "declined": "Ønskede det ikke",
            "not_possible": "Det var ikke muligt",
        }[self.value]


class StepDown(StrEnum):
    """The question of every follow-up: can we move down the ladder?"""

    NOT_YET = "not_yet"
    NOW = "now"
    SOON = "soon"
    UP = "up"

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return {
            "not_yet": "Nej, ikke endnu",
            "now": "Ja, nu",
            "soon": "Ja, snart",
            "up": "Nej, der er brug for mere",
        }[self.value]


class Combine(StrEnum):
    """The second question of every follow-up: would help from several steps serve better?"""

    NO = "no"
    YES = "yes"
    DOES_ALREADY = "already"

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return {
            "no": "Nej, ét trin er nok",
            "yes": "Ja, noget fra et andet trin ved siden af",
            "already": "Det gør vi allerede",
        }[self.value]


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """What a follow-up says when somebody wants to close it."""

    held_on: date
    is_formal: bool
    child_heard: str
    parents_heard: str
    step_down: str
    running_goals: frozenset[int]
    judged_goals: frozenset[int]
    running_measures: frozenset[int]
    outcomes: Collection[tuple[int, FollowUpOutcome]]
    next_on: date | None
    next_reason: str


def ends_everything(facts: FollowUpFacts) -> bool:
    """Return whether every running measure ends by this follow-up."""
    ended = {measure for measure, outcome in facts.outcomes if outcome is FollowUpOutcome.END}
    return facts.running_measures <= ended


def closing_faults(facts: FollowUpFacts) -> tuple[str, ...]:
    """Return what keeps a follow-up from being closed, as keys, gravest first."""
    settled = {measure for measure, _ in facts.outcomes}
    faults = {
        "not_formal": not facts.is_formal,
        "outcome_missing": not facts.running_measures <= settled,
        "progress_missing": not facts.running_goals <= facts.judged_goals,
        "not_heard": not facts.child_heard or not facts.parents_heard,
        "step_down_missing": not facts.step_down,
        "no_next_date": facts.next_on is None and not ends_everything(facts),
        "next_not_after": facts.next_on is not None and facts.next_on <= facts.held_on,
        "next_reason_missing": facts.next_on is not None and not facts.next_reason,
    }
    return tuple(key for key, holds in faults.items() if holds)
