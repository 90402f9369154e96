"""The parts of a programme that say whom it fits, what it is made of and what it asks for."""

from dataclasses import dataclass
from enum import StrEnum

from hjemmebane.domain.goals import GoalArea


class OfferForm(StrEnum):
    """The forms help without a case may take, and the two that other help takes."""

    ADVICE = "advice"
    NETWORK_GROUP = "network_group"
    TALK_GROUP = "talk_group"
    GROUP = "group"
    FAMILY = "family"


class CriterionWeight(StrEnum):
    """Whether the programme is made for it, or families with it gain most."""

    NEEDS = "needs"
    GAINS = "gains"


class DoubtWeight(StrEnum):
    """How strongly the sources warn: less suited, or not suited."""

    LESS = "less"
    NOT = "not"


class AskAt(StrEnum):
    """When the questions of an instrument are asked in a course."""

    START = "start"
    EVERY = "every"
    END = "end"


class StartupAbout(StrEnum):
    """What a point of the start-up list is about: the frame around the work, or what one can do."""

    FRAME = "frame"
    COMPETENCE = "competence"


FORM_WORDS = {
    OfferForm.ADVICE: "Individuel rådgivning og vejledning",
    OfferForm.NETWORK_GROUP: "Netværksgruppe",
    OfferForm.TALK_GROUP: "Samtalegruppe",
    OfferForm.GROUP: "Gruppeforløb",
    OfferForm.FAMILY: "Forløb med én familie",
}
CRITERION_WORDS = {
    CriterionWeight.NEEDS: "Skal passe",
    CriterionWeight.GAINS: "Får særlig meget ud af det",
}
DOUBT_WORDS = {
    DoubtWeight.LESS: "Passer mindre godt",
    DoubtWeight.NOT: "Passer ikke",
}
ASK_WORDS = {
    AskAt.START: "ved start",
    AskAt.EVERY: "undervejs",
    AskAt.END: "ved slut",
}
STARTUP_WORDS = {
    StartupAbout.FRAME: "Rammer",
    StartupAbout.COMPETENCE: "Kompetencer",
}


@dataclass(frozen=True)
class Choice:
    """One named thing to choose among."""

    key: str
    title: str


@dataclass(frozen=True)
class WorkMethod(Choice):
    """A way to work; one that films asks for a yes first, and no film is ever kept."""

    films: bool = False


@dataclass(frozen=True)
class Measured:
    """What the programme's purpose is measured by: goals of some areas, or no placement."""

    title: str
    areas: tuple[GoalArea, ...] = ()
    no_placement: bool = False


@dataclass(frozen=True)
class Setting(Choice):
    """A place to meet, and whether it is part of the child's everyday life."""

    everyday: bool = False


@dataclass(frozen=True)
class Criterion:
    """One point of the target group, answered by a person when a course begins."""

    key: str
    title: str
    weight: CriterionWeight


@dataclass(frozen=True)
class Doubt:
    """What makes the programme fit badly: it prompts for a reason and stops nobody."""

    key: str
    title: str
    weight: DoubtWeight


@dataclass(frozen=True)
class AgeHint:
    """The ages that have gained most, in words; a hint, never a bar."""

    least: int
    most: int
    words: str

    def holds(self, age: int) -> bool:
        """Return whether an age lies among those that gained most."""
        return self.least <= age <= self.most


@dataclass(frozen=True)
class StartupPoint:
    """Something to have in place before the programme is used for the first time."""

    title: str
    about: StartupAbout


@dataclass(frozen=True)
class Element:
    """A core element: how strong it is meant to be, and which contacts and meetings deliver it.

    A contact delivers it when one of its methods, its place or its hour is named here; one counted
    contact or meeting in `every_weeks` weeks is delivery as described.
    """

    key: str
    title: str
    about: str
    agreed: int
    every_weeks: int = 1
    methods: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()
    meetings: tuple[str, ...] = ()
    off_hours: bool = False


@dataclass(frozen=True)
class Topic:
    """Something the course keeps in words, such as an openly stated concern."""

    key: str
    title: str
    ask: str
    family_reads: bool = False


@dataclass(frozen=True)
class Asking:
    """The questions of an instrument, when they are asked and why."""

    instrument: str
    at: AskAt
    why: str
    every_weeks: int | None = None
