"""Other professionals: a family helped on to one, and those who threw light on a case. Pure."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hjemmebane.domain.cases import AssessmentKind

WHO_MAX = 120


class SignpostTo(StrEnum):
    """What kind of professional a family was helped on to."""

    HEALTH = "health"
    SCHOOL = "school"
    PPR = "ppr"
    DOCTOR = "doctor"
    MUNICIPALITY = "municipality"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the kind in Danish."""
        return {
            "health": "Sundhedsplejen",
            "school": "Skole eller dagtilbud",
            "ppr": "PPR",
            "doctor": "Læge eller psykiatri",
            "municipality": "En anden i kommunen",
            "other": "En anden",
        }[self.value]


class SignpostReason(StrEnum):
    """Why a family was helped on; six at most, and own words."""

    ADVICE = "advice"
    WELLBEING = "wellbeing"
    LEARNING = "learning"
    HEALTH = "health"
    MONEY = "money"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return {
            "advice": "Råd i hverdagen",
            "wellbeing": "Barnets trivsel",
            "learning": "Skole og læring",
            "health": "Helbred",
            "money": "Økonomi, bolig eller arbejde",
            "other": "Andet",
        }[self.value]


class FamilyAgreed(StrEnum):
    """Whether the family agreed to be helped on."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return {"yes": "Ja", "no": "Nej", "not_asked": "Ikke spurgt"}[self.value]

    @property
    def words(self) -> str:
        """Return the answer as it is told beside the hand-on."""
        return {
            "yes": "Familien var enig.",
            "no": "Familien var ikke enig.",
            "not_asked": "Familien blev ikke spurgt.",
        }[self.value]


class ReviewStage(StrEnum):
    """When a case is to be seen by more than one profession (S2-CON-08)."""

    START = "start"
    ASSESSMENT = "assessment"
    COURSE = "course"

    @property
    def label(self) -> str:
        """Return the stage in Danish."""
        return {
            "start": "Ved start",
            "assessment": "Ved den børnefaglige undersøgelse",
            "course": "Undervejs i hjælpen",
        }[self.value]

    @property
    def gap(self) -> str:
        """Return how it is told that nobody else has thrown light on the case at this stage."""
        return {
            "start": "Ingen andre faggrupper har belyst sagen ved start.",
            "assessment": "Ingen andre faggrupper har bidraget til den børnefaglige undersøgelse.",
            "course": "Ingen andre faggrupper har belyst sagen, siden hjælpen begyndte.",
        }[self.value]


class Profession(StrEnum):
    """Whose professional eyes a contribution was made with."""

    HEALTH_VISITING = "health_visiting"
    DAY_CARE = "day_care"
    SCHOOL = "school"
    PPR = "ppr"
    PSYCHOLOGIST = "psychologist"
    DOCTOR = "doctor"
    DENTAL_CARE = "dental_care"
    LEISURE = "leisure"
    YOUTH = "youth"
    SSP = "ssp"
    FAMILY_WORK = "family_work"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the profession in Danish."""
        return {
            "health_visiting": "Sundhedspleje",
            "day_care": "Dagtilbud",
            "school": "Skole",
            "ppr": "PPR",
            "psychologist": "Psykolog",
            "doctor": "Læge eller psykiatri",
            "dental_care": "Tandpleje",
            "leisure": "Fritidsklub",
            "youth": "Ungdomsuddannelse og vejledning",
            "ssp": "SSP",
            "family_work": "Familiebehandling",
            "other": "En anden faggruppe",
        }[self.value]


class CaseSoFar(NamedTuple):
    """What decides which stages a case has come to."""

    assessments: Collection[AssessmentKind]
    help_since: date | None


def stages_reached(so_far: CaseSoFar) -> tuple[ReviewStage, ...]:
    """Return the stages a case has come to; the course begins with the help that runs."""
    found = [ReviewStage.START]
    if AssessmentKind.BFU in so_far.assessments:
        found.append(ReviewStage.ASSESSMENT)
    if so_far.help_since is not None:
        found.append(ReviewStage.COURSE)
    return tuple(found)


def review_gaps(
    so_far: CaseSoFar, contributed: Iterable[tuple[ReviewStage, date]]
) -> tuple[ReviewStage, ...]:
    """Return the stages reached that no other profession has thrown light on; told, never a gate.

    During the course only what was given since the running help began counts.
    """
    since = so_far.help_since or date.min
    lit = {stage for stage, on in contributed if stage is not ReviewStage.COURSE or on >= since}
    return tuple(stage for stage in stages_reached(so_far) if stage not in lit)
