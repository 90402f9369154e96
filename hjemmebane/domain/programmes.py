"""A programme: what a course of help consists of, read from the catalogue."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from hjemmebane.domain.access import Register
from hjemmebane.domain.contacts import Party
from hjemmebane.domain.groups import GROUP_SETTING, GROUP_SETTING_WORDS
from hjemmebane.domain.programme_parts import (
    DOUBT_WORDS,
    AgeHint,
    Asking,
    Choice,
    Criterion,
    CriterionWeight,
    Doubt,
    Element,
    Measured,
    OfferForm,
    Setting,
    StartupPoint,
    Topic,
    WorkMethod,
)

NETWORK_MEETING = "network_meeting"
CASE_ROLES = frozenset({"adviser", "follow_up_adviser"})
"""The keys of roles that somebody on the authority's case holds; nobody is put in them here."""
"""The meeting any course may have, whatever its programme names."""


class EvidenceLevel(StrEnum):
    """How well a programme's effect is known."""

    DESCRIBED = "described"
    BEFORE_AFTER = "before_after"
    EVALUATED = "evaluated"


class MilestoneKind(StrEnum):
    """What has to happen for a milestone to be met."""

    MEETING = "meeting"
    DOCUMENT = "document"
    DECISION = "decision"


class RhythmKind(StrEnum):
    """How the days between contacts are chosen."""

    FIXED = "fixed"
    TAPERING = "tapering"
    ADVISER_SET = "adviser_set"
    FREE = "free"


class FidelityKind(StrEnum):
    """What a point of the programme counts in a week's contacts."""

    CONTACTS = "contacts"
    BY_TWO = "by_two"
    PARENTS = "parents"
    CHILD = "child"


EVIDENCE_WORDS = {
    EvidenceLevel.DESCRIBED: "Beskrevet, ikke effektmålt",
    EvidenceLevel.BEFORE_AFTER: "Målt før og efter, uden sammenligning",
    EvidenceLevel.EVALUATED: "Evalueret",
}
RHYTHM_WORDS = {
    RhythmKind.FIXED: "Fast afstand mellem besøgene",
    RhythmKind.TAPERING: "Oftere i starten, længere imellem mod slut",
    RhythmKind.ADVISER_SET: "Rådgiveren fastsætter, hvor ofte I mødes",
    RhythmKind.FREE: "Ingen fast rytme: det vurderes løbende",
}


FIDELITY_WORDS = {
    FidelityKind.CONTACTS: "kontakt(er)",
    FidelityKind.BY_TWO: "kontakt(er) med to behandlere",
    FidelityKind.PARENTS: "af forældrene mødt",
    FidelityKind.CHILD: "kontakt(er) med et barn",
}


class ProgrammeError(ValueError):
    """A programme that cannot be run, with the reason in plain words."""


@dataclass(frozen=True)
class Source:
    """Where a statement comes from, so that anyone can look it up."""

    title: str
    place: str


@dataclass(frozen=True)
class LegalBasis:
    """The paragraph a course rests on while one law was in force."""

    law: str
    reference: str
    valid_from: date
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Return whether the paragraph was in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True)
class Role:
    """One role on the team: how many of them, and whether they visit the family.

    `in_team` is how many the programme's own team has; `ways` how they may be tied to it; `stays`
    that a change of them midway is told; `reads` whether they read the family's record; `required`
    that a course does not begin without them; `trained` what one of them must be trained in;
    `account` the municipality's account for their hours.
    """

    key: str
    title: str
    least: int
    most: int
    visits: bool
    in_team: int | None = None
    ways: tuple[str, ...] = ()
    stays: bool = False
    reads: bool = True
    required: bool = False
    trained: tuple[str, ...] = ()
    account: int | None = None

    @property
    def is_of_case(self) -> bool:
        """Return whether who holds it is on the authority's case, not on the course."""
        return self.key in CASE_ROLES


@dataclass(frozen=True)
class Work:
    """A planned piece of work in a track, in course weeks."""

    title: str
    from_week: int
    to_week: int


@dataclass(frozen=True)
class Track:
    """One of the threads that run side by side through the phases."""

    title: str
    about: str
    works: tuple[Work, ...] = ()


@dataclass(frozen=True)
class Phase:
    """A stretch of weeks with a purpose; guidance, never a bar.

    `least_weeks` is the shortest it is meant to be; a `repeatable` one may run again in rounds.
    """

    key: str
    title: str
    from_week: int
    to_week: int
    about: str
    least_weeks: int | None = None
    repeatable: bool = False

    @property
    def weeks(self) -> int:
        """Return how many weeks the phase lasts as planned."""
        return self.to_week - self.from_week + 1


@dataclass(frozen=True)
class Milestone:
    """Something that should have happened by the end of a week, and why.

    `after` names the milestone it follows; `every_weeks` makes a meeting come back while
    `in_phase` runs; `sections` are the headings of a document.
    """

    key: str
    title: str
    kind: MilestoneKind
    why: str
    week: int | None = None
    ends_phase: str = ""
    parties: tuple[Party, ...] = ()
    after: str = ""
    every_weeks: int | None = None
    in_phase: str = ""
    sections: tuple[str, ...] = ()


@dataclass(frozen=True)
class FidelityPoint:
    """One point a course is looked at by: at least so many, every so many weeks, and its source."""

    key: str
    title: str
    kind: FidelityKind
    least: int
    every_weeks: int
    source: str


@dataclass(frozen=True)
class ContactBudget:
    """How many contacts a course has before someone stops to think."""

    most: int
    warn_at: int
    extended_by: str


@dataclass(frozen=True)
class RhythmStep:
    """From this contact on, so many days to the next."""

    from_contact: int
    days: int


@dataclass(frozen=True)
class Rhythm:
    """How often to meet."""

    kind: RhythmKind
    steps: tuple[RhythmStep, ...] = ()


@dataclass(frozen=True)
class Evidence:
    """What is known of the effect, and the caveat in words."""

    level: EvidenceLevel
    words: str


@dataclass(frozen=True)
class ExampleEvent:
    """One thing that happens in a worked example."""

    on: date
    what: str
    key: str = ""
    workers: int = 1
    limit: int = 0
    level: int = 0
    setting: str = ""
    methods: tuple[str, ...] = ()
    is_outside: bool = False
    parties: tuple[Party, ...] = ()


@dataclass(frozen=True)
class Expectation:
    """What a worked example says the page must show; None means not said."""

    phase: str | None = None
    drift: int | None = None
    due: tuple[str, ...] | None = None
    contacts: str | None = None
    network_meetings: str | None = None
    next_contact: date | None = None
    missing: tuple[str, ...] | None = None
    fidelity: tuple[str, ...] | None = None
    elements: tuple[str, ...] | None = None
    late: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Example:
    """An invented family: given these events, on this day the course stands so."""

    title: str
    start: date
    on: date
    expect: Expectation
    events: tuple[ExampleEvent, ...] = ()


@dataclass(frozen=True)
class Programme:
    """A template that a course is run by; frozen with its key and version."""

    key: str
    version: str
    title: str
    purpose: str
    relevant: str
    runs: str
    ends: str
    source: Source
    owner: str
    valid_from: date
    review_on: date
    evidence: Evidence
    ladder_step: str
    register: Register
    measures: tuple[str, ...]
    closing_report: bool
    rhythm: Rhythm
    roles: tuple[Role, ...]
    legal_bases: tuple[LegalBasis, ...]
    settings: tuple[Setting, ...]
    methods: tuple[WorkMethod, ...]
    valid_to: date | None = None
    duration_weeks: int | None = None
    contacts: ContactBudget | None = None
    network_meetings: int = 0
    tracks: tuple[Track, ...] = ()
    phases: tuple[Phase, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    outcomes: tuple[Choice, ...] = ()
    fidelity: tuple[FidelityPoint, ...] = ()
    more_steps: tuple[str, ...] = ()
    form: OfferForm | None = None
    hosts: tuple[str, ...] = ()
    background: tuple[str, ...] = ()
    method_base: str = ""
    age_hint: AgeHint | None = None
    criteria: tuple[Criterion, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    startup: tuple[StartupPoint, ...] = ()
    intensity: tuple[str, ...] = ()
    elements: tuple[Element, ...] = ()
    aims: tuple[Choice, ...] = ()
    topics: tuple[Topic, ...] = ()
    focus_points: bool = False
    composed: bool = False
    askings: tuple[Asking, ...] = ()
    measured: tuple[Measured, ...] = ()
    families_a_year: int | None = None
    based_on: str = ""
    local: tuple[str, ...] = ()
    examples: tuple[Example, ...] = field(default=(), repr=False)

    @property
    def needs_case(self) -> bool:
        """Return whether an authority case must stand behind a course."""
        return self.register is Register.AUTHORITY

    @property
    def workers_least(self) -> int:
        """Return how many visiting workers a family has at least."""
        return sum(role.least for role in self.roles if role.visits)

    @property
    def workers_most(self) -> int:
        """Return how many visiting workers a family has at most."""
        return sum(role.most for role in self.roles if role.visits)

    def offered_on(self, day: date) -> bool:
        """Return whether a new course may start on the day; a running one goes on."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def legal_basis_on(self, day: date) -> LegalBasis | None:
        """Return the paragraph in force on the day."""
        return next((basis for basis in self.legal_bases if basis.holds_on(day)), None)

    def fits(self, measure_key: str) -> bool:
        """Return whether a course may carry out the granted measure."""
        return measure_key in self.measures

    def phase(self, key: str) -> Phase | None:
        """Return the phase with the key."""
        return next((phase for phase in self.phases if phase.key == key), None)

    def milestone(self, key: str) -> Milestone | None:
        """Return the milestone with the key."""
        return next((item for item in self.milestones if item.key == key), None)

    def setting_title(self, key: str) -> str:
        """Return the setting's Danish name; the key itself where it is unknown."""
        unknown = GROUP_SETTING_WORDS if key == GROUP_SETTING else key
        return next((item.title for item in self.settings if item.key == key), unknown)

    def method_title(self, key: str) -> str:
        """Return the method's Danish name; the key itself where it is unknown."""
        return next((item.title for item in self.methods if item.key == key), key)

    def outcome_title(self, key: str) -> str:
        """Return the outcome's Danish name; the key itself where it is unknown."""
        return next((item.title for item in self.outcomes if item.key == key), key)

    def aim_title(self, key: str) -> str:
        """Return the long-term aim's Danish name; the key itself where it is unknown."""
        return next((item.title for item in self.aims if item.key == key), key)

    @property
    def target_titles(self) -> Mapping[str, str]:
        """Return each point for and against, by key; a key used twice is refused on reading."""
        speaks_for = {item.key: item.title for item in self.criteria}
        return speaks_for | {item.key: item.title for item in self.doubts}

    def speaks_against(self, holds: Collection[str]) -> Mapping[str, str]:
        """Return what speaks against: needs that are not there and doubts that are, by key."""
        missing = {
            item.key: f"Passer ikke: {item.title}"
            for item in self.criteria
            if item.weight is CriterionWeight.NEEDS and item.key not in holds
        }
        return missing | {
            item.key: f"{DOUBT_WORDS[item.weight]}: {item.title}"
            for item in self.doubts
            if item.key in holds
        }

    def gains_from(self, holds: Collection[str]) -> tuple[str, ...]:
        """Return what makes the family gain particularly: what of it holds, in its words."""
        return tuple(
            item.title
            for item in self.criteria
            if item.weight is CriterionWeight.GAINS and item.key in holds
        )

    def element(self, key: str) -> Element | None:
        """Return the core element with the key."""
        return next((item for item in self.elements if item.key == key), None)

    def topic(self, key: str) -> Topic | None:
        """Return the topic with the key."""
        return next((item for item in self.topics if item.key == key), None)

    @property
    def filming(self) -> frozenset[str]:
        """Return the keys of the methods that film the family."""
        return frozenset(item.key for item in self.methods if item.films)

    @property
    def everyday_settings(self) -> frozenset[str]:
        """Return the keys of the places that are part of the child's everyday life."""
        return frozenset(item.key for item in self.settings if item.everyday)
