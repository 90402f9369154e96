"""What a closing report is drawn from: plain facts, each naming the record it comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hjemmebane.domain.contacts import CancelReason, ContactState, CourseEndReason
from hjemmebane.domain.documents import Section


@dataclass(frozen=True, slots=True, order=True)
class RecordRef:
    """One record: its kind and its public id."""

    kind: str
    public_id: UUID


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the report and the records it rests on.

    `own_of` names the person whose own matter it is; nobody else in the family is shown it.
    """

    section: Section
    key: str
    text: str
    sources: tuple[RecordRef, ...]
    own_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class Someone:
    """A person by role: “mor”, “far”, “Selma”; `is_grown` from 15 years."""

    public_id: UUID
    words: str
    is_grown: bool = True


@dataclass(frozen=True, slots=True)
class CourseFact:
    """The course itself."""

    ref: RecordRef
    title: str
    started_on: date
    ended_on: date | None = None
    agreed_needs: str = ""
    frequency_words: str = ""
    is_frequency_agreed: bool = True
    end_reason: CourseEndReason | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class WorkerFact:
    """A worker tied to the course, by title in the singular and the plural."""

    ref: RecordRef
    title: str


@dataclass(frozen=True, slots=True)
class ContactFact:
    """One visit, talk or call, held or not."""

    ref: RecordRef
    on: date
    state: ContactState
    is_formal: bool = False
    workers: int = 1
    setting: str = ""
    methods: tuple[str, ...] = ()
    persons: tuple[Someone, ...] = ()
    goals: tuple[tuple[UUID, str], ...] = ()
    cancel_reason: CancelReason | None = None
    agreed_next: str = ""

    @property
    def is_held(self) -> bool:
        """Return whether it took place."""
        return self.state is ContactState.HELD


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """One meeting of the course: “startmøde”, “netværksmøde”."""

    ref: RecordRef
    kind: str
    words: str
    on: date
    is_held: bool = True
    was_family_there: bool = True
    present: tuple[str, ...] = ()
    agreements: str = ""


@dataclass(frozen=True, slots=True)
class RatingFact:
    """One person's number, 0–10, for a goal on a day."""

    ref: RecordRef
    on: date
    value: int
    person: Someone


@dataclass(frozen=True, slots=True)
class GoalFact:
    """A goal in the family's own words."""

    ref: RecordRef
    own_words: str
    area: str
    agreed_on: date
    ratings: tuple[RatingFact, ...] = ()
    ended_on: date | None = None
    end_words: str = ""
    is_reached: bool = False
    own_of: UUID | None = None


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """One person's answer to one question on a day."""

    ref: RecordRef
    on: date
    person: Someone
    item: str
    question: str
    value: int


@dataclass(frozen=True, slots=True)
class QuoteFact:
    """Words a person wrote and said yes to seeing in the report."""

    ref: RecordRef
    on: date
    person: Someone
    text: str


@dataclass(frozen=True, slots=True)
class ChangeFact:
    """What the workers changed because of an answer."""

    ref: RecordRef
    on: date
    person: Someone
    text: str


@dataclass(frozen=True, slots=True)
class FollowUpFact:
    """A formal follow-up and what it ended with, in words."""

    ref: RecordRef
    on: date
    outcome_words: str


@dataclass(frozen=True, slots=True)
class ExtensionFact:
    """A longer course, agreed with the leader."""

    ref: RecordRef
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """Everything recorded about one course that its closing report may say."""

    course: CourseFact
    workers: tuple[WorkerFact, ...] = ()
    contacts: tuple[ContactFact, ...] = ()
    meetings: tuple[MeetingFact, ...] = ()
    goals: tuple[GoalFact, ...] = ()
    answers: tuple[AnswerFact, ...] = ()
    quotes: tuple[QuoteFact, ...] = ()
    changes: tuple[ChangeFact, ...] = ()
    follow_ups: tuple[FollowUpFact, ...] = ()
    extensions: tuple[ExtensionFact, ...] = ()

    @property
    def held(self) -> tuple[ContactFact, ...]:
        """Return the contacts that took place, oldest first."""
        return tuple(sorted((c for c in self.contacts if c.is_held), key=in_order))

    @property
    def held_meetings(self) -> tuple[MeetingFact, ...]:
        """Return the meetings that took place, oldest first."""
        return tuple(sorted((m for m in self.meetings if m.is_held), key=in_order))


HasRef = (
    ContactFact
    | MeetingFact
    | RatingFact
    | AnswerFact
    | QuoteFact
    | ChangeFact
    | FollowUpFact
    | ExtensionFact
)


def in_order(fact: HasRef) -> tuple[date, UUID]:
    """Return what puts facts in the order they happened."""
    return fact.on, fact.ref.public_id


def refs(*groups: Iterable[WorkerFact | GoalFact | HasRef]) -> tuple[RecordRef, ...]:
    """Return the records of some facts, each once."""
    return tuple(dict.fromkeys(fact.ref for group in groups for fact in group))


def quoted(text: str) -> str:
    """Return somebody's own words in Danish quotation marks, without a doubled full stop."""
    return f"»{text.strip().strip('»«').strip().rstrip('.')}«"
