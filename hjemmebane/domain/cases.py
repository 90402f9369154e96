"""An authority case: screening, assessment, decision and what must stand before each. Pure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hjemmebane.domain.ladder import Rung, Step

LAST_YEAR_AHEAD = 5


ADVISER_TITLE = "rådgiver"
"""The title by which a case's own adviser is tied to it; a second adviser has another."""


class ScreeningOutcome(StrEnum):
    """What a screening ends with (barnets lov § 18)."""

    NOTHING_MORE = "nothing_more"
    AFDAEKNING = "afdaekning"
    CHILD_ASSESSMENT = "child_assessment"

    @property
    def label(self) -> str:
        """Return the outcome in Danish."""
        return {
            "nothing_more": "Ikke mere nu",
            "afdaekning": "Afdækning (§ 19)",
            "child_assessment": "Børnefaglig undersøgelse (§ 20)",
        }[self.value]


class ScreeningReason(StrEnum):
    """Why the screening ended as it did."""

    NEED_MET = "need_met"
    NEED_UNCLEAR = "need_unclear"
    NEED_DELIMITED = "need_delimited"
    NEED_COMPLEX = "need_complex"
    ABUSE_SUSPECTED = "abuse_suspected"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "need_met": "Behovet er dækket af almen hjælp",
            "need_unclear": "Behovet er uklart",
            "need_delimited": "Behovet er afgrænset",
            "need_complex": "Behovet er alvorligt eller sammensat",
            "abuse_suspected": "Mistanke om vold eller overgreb",
            "other": "Andet",
        }[self.value]


class AssessmentKind(StrEnum):
    """How thoroughly the child's need is looked into."""

    AFDAEKNING = "afdaekning"
    BFU = "bfu"

    @property
    def label(self) -> str:
        """Return the kind in Danish."""
        return {"afdaekning": "Afdækning", "bfu": "Børnefaglig undersøgelse"}[self.value]


class PlanKind(StrEnum):
    """The authority's plans; the last one is from before 2024."""

    BARNETS_PLAN = "barnets_plan"
    UNGEPLAN = "ungeplan"
    HANDLEPLAN = "handleplan"

    @property
    def label(self) -> str:
        """Return the plan's Danish name."""
        return {
            "barnets_plan": "Barnets plan",
            "ungeplan": "Ungeplan",
            "handleplan": "Handleplan (før 2024)",
        }[self.value]


class PlanChange(StrEnum):
    """Why a plan was changed; only one that takes in a new decision meets what that asks for."""

    DECISION = "decision"
    FOLLOW_UP = "follow_up"
    NEW_KNOWLEDGE = "new_knowledge"
    RETURN = "return"
    WORDING = "wording"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "decision": "Den tager en ny afgørelse ind",
            "follow_up": "Efter en opfølgning",
            "new_knowledge": "Vi ved noget nyt",
            "return": "Barnet skal hjem igen",
            "wording": "Kun rettet i teksten",
        }[self.value]


class DecisionKind(StrEnum):
    """What a decision does."""

    START = "start"
    ADJUST = "adjust"
    END = "end"

    @property
    def label(self) -> str:
        """Return the kind in Danish."""
        return {"start": "Ny indsats", "adjust": "Ændret indsats", "end": "Ophør"}[self.value]


class NotifiedHow(StrEnum):
    """How the family was given a decision and its grounds (forvaltningsloven § 22)."""

    DIGITAL_POST = "digital_post"
    LETTER = "letter"
    MEETING = "meeting"
    READ_ALOUD = "read_aloud"

    @property
    def label(self) -> str:
        """Return the way in Danish."""
        return {
            "digital_post": "Digital Post",
            "letter": "Brev",
            "meeting": "Givet på papir ved et møde",
            "read_aloud": "Læst højt med tolk og givet på papir",
        }[self.value]


class ViewWaiver(StrEnum):
    """Why the child itself was not heard: special cases only (barnets lov § 5, stk. 4)."""

    TOO_YOUNG = "too_young"
    HARMFUL = "harmful"
    DECLINED = "declined"
    UNREACHABLE = "unreachable"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "too_young": "Barnet er for lille",
            "harmful": "Samtalen ville skade barnet",
            "declined": "Barnet ville ikke",
            "unreachable": "Barnet kunne ikke nås",
            "other": "Andet",
        }[self.value]


class MeasureEndReason(StrEnum):
    """Why a measure ended."""

    GOALS_REACHED = "goals_reached"
    OTHER_HELP = "other_help"
    FAMILY_WISH = "family_wish"
    NO_EFFECT = "no_effect"
    MOVED = "moved"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "goals_reached": "Målene er nået",
            "other_help": "Anden hjælp tager over",
            "family_wish": "Familien ønsker det",
            "no_effect": "Den hjælper ikke",
            "moved": "Familien er flyttet",
            "other": "Andet",
        }[self.value]


class ClosingReason(StrEnum):
    """Why a case is closed."""

    NO_NEED = "no_need"
    HELP_ENDED = "help_ended"
    MOVED = "moved"
    GROWN_UP = "grown_up"
    FAMILY_WISH = "family_wish"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "no_need": "Der er ikke behov for mere",
            "help_ended": "Hjælpen er afsluttet",
            "moved": "Familien er flyttet",
            "grown_up": "Den unge er blevet voksen",
            "family_wish": "Familien ønsker det",
            "other": "Andet",
        }[self.value]


class CaseWeight(StrEnum):
    """How heavy a case is for its adviser."""

    LIGHT = "light"
    MIDDLE = "middle"
    HEAVY = "heavy"

    @property
    def label(self) -> str:
        """Return the weight in Danish."""
        return {"light": "Let", "middle": "Middel", "heavy": "Tung"}[self.value]


class Replaces(StrEnum):
    """A dearer or more invasive option that a measure stands in for (S0-FHF-21)."""

    NOTHING = "nothing"
    DAY_TREATMENT = "day_treatment"
    EXTERNAL_TREATMENT = "external_treatment"
    PLACEMENT = "placement"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the option in Danish."""
        return {
            "nothing": "Intet andet",
            "day_treatment": "Dagbehandling",
            "external_treatment": "Ekstern familiebehandling",
            "placement": "Anbringelse",
            "other": "Andet",
        }[self.value]


def risk_assessment_first(*, is_honour_suspected: bool, risk_assessed_on: date | None) -> bool:
    """Return whether nobody in the family or network may be contacted yet (BL § 18, stk. 3)."""
    return is_honour_suspected and risk_assessed_on is None


def is_childs_view_missing(view: str, waiver: str) -> bool:
    """Return whether neither the child's view nor a reason without it stands (BL § 5, stk. 3-4)."""
    return not view.strip() and not waiver


@dataclass(frozen=True, slots=True)
class PlanBehind:
    """A plan that a coordination plan may hang on."""

    kind: PlanKind
    made_on: date


@dataclass(frozen=True, slots=True)
class DecisionBehind:
    """A decision that a coordination plan may hang on."""

    is_plan_needed: bool | None
    purpose: str
    has_goals: bool


def has_authority_plan(
    plans: Collection[PlanBehind], decision: DecisionBehind | None, today: date
) -> bool:
    """Return whether an authority plan stands behind a coordination plan.

    A plan that is made; or, where § 91 was decided as "no plan needed", the decision with its
    purpose and goals.
    """
    if any(plan.made_on <= today for plan in plans):
        return True
    if decision is None or decision.is_plan_needed is not False:
        return False
    return bool(decision.purpose.strip()) and decision.has_goals


def day_fault(day: date, *, born_on: date | None, today: date, may_lie_ahead: bool) -> str:
    """Return why a day cannot be right, as a key, or nothing."""
    if born_on is not None and day < born_on:
        return "before_birth"
    if not may_lie_ahead and day > today:
        return "in_the_future"
    if day.year > today.year + LAST_YEAR_AHEAD:
        return "day_too_far_ahead"
    return ""


def lacks_child_assessment(running: Iterable[Step], made: Iterable[AssessmentKind]) -> bool:
    """Return whether help in the home or more runs, and no child assessment was begun (BL § 20).

    A warning, never a refusal: an afdækning may be enough (barnets lov § 19).
    """
    is_heavy = any(step.rung >= Rung.HOME_BASED for step in running)
    return is_heavy and AssessmentKind.BFU not in made
