"""What the queries hand out: plain rows; names of persons only as cards."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CancelReason, ContactState, TwoReason, two_words
from hjemmebane.domain.course import CourseStanding
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.groups import GROUP_SETTING
from hjemmebane.domain.programme_parts import Asking
from hjemmebane.domain.programmes import NETWORK_MEETING
from hjemmebane.records.access.queries import TeamRow
from hjemmebane.records.people.queries import PersonCard


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A course as it stands in lists."""

    id: int
    public_id: str
    title: str
    family_name: str
    children: tuple[PersonCard, ...]
    started_on: date
    ended_on: date | None
    is_prevention: bool
    standing: CourseStanding
    unit: str
    # Whom the reader stands in for on it; nobody where the course is the reader's own.
    instead_of: str = ""
    askings: tuple[Asking, ...] = ()

    @property
    def is_running(self) -> bool:
        """Return whether the course has no end yet."""
        return self.ended_on is None


@dataclass(frozen=True, slots=True)
class GoalTouched:
    """A goal touched at a contact, and how it went."""

    goal_id: int
    own_words: str
    judgement: Judgement


@dataclass(frozen=True, slots=True)
class AddendumRow:
    """What was added to a note later."""

    text: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact; `note` and `agreed_next` are empty where the reader may not read the text.

    `two_reason` and `two_text` reach those who come to it, and nobody else.
    """

    id: int
    public_id: str
    state: ContactState
    starts_at: datetime
    minutes: int
    setting: str
    setting_title: str
    household_id: int | None
    place: str
    is_formal: bool
    worker_ids: tuple[int, ...]
    workers: tuple[str, ...]
    there: tuple[PersonCard, ...]
    invited: tuple[PersonCard, ...]
    others: tuple[str, ...]
    method_keys: tuple[str, ...]
    methods: tuple[str, ...]
    goals: tuple[GoalTouched, ...]
    may_read_text: bool
    note: str
    agreed_next: str
    cancel_words: str
    written_at: datetime | None
    written_by: str
    written_by_id: int | None
    addenda: tuple[AddendumRow, ...]
    version: int
    needs_two: bool
    two_reason: TwoReason | None
    two_text: str

    @property
    def safety(self) -> str:
        """Return that two come, where they must; empty otherwise."""
        return two_words(len(self.worker_ids)) if self.needs_two else ""

    @property
    def is_held(self) -> bool:
        """Return whether it took place."""
        return self.state is ContactState.HELD

    @property
    def is_in_group(self) -> bool:
        """Return whether it came of a session of a group."""
        return self.setting == GROUP_SETTING


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A worker's visit on a day, for Min dag."""

    contact_public_id: str
    course_public_id: str
    course_title: str
    week_words: str
    family_name: str
    children: tuple[PersonCard, ...]
    starts_at: datetime
    minutes: int
    place_words: str
    state: ContactState
    others: tuple[str, ...]
    instead_of: tuple[str, ...]
    agreed_last: str
    needs_note: bool
    safety: str


@dataclass(frozen=True, slots=True)
class CourseMeetingRow:
    """A meeting of the course, planned or held."""

    public_id: str
    key: str
    title: str
    starts_at: datetime
    is_held: bool
    is_cancelled: bool
    present: tuple[str, ...]
    person_ids: frozenset[int]
    replies: str
    agreements: str
    version: int
    place: str = ""
    purpose: str = ""
    # Who belonged to it and was not there, and why; the ground where the whole family was away.
    missing: str = ""
    without_family: str = ""
    # What the child said, for those who may read the notes; empty for everybody else.
    child_voice: str = ""
    asks_child: bool = False

    @property
    def on(self) -> date:
        """Return the Danish day it lies on."""
        return local_day(self.starts_at)

    @property
    def is_network(self) -> bool:
        """Return whether it is one of the network meetings, which are a series."""
        return self.key == NETWORK_MEETING


@dataclass(frozen=True, slots=True)
class WorkRow:
    """A piece of work planned in a track."""

    public_id: str
    track: str
    title: str
    from_week: int
    to_week: int
    version: int


@dataclass(frozen=True, slots=True)
class ExtensionRow:
    """An extension: asked for, agreed or declined."""

    public_id: str
    new_limit: int | None
    new_end_on: date | None
    reason: str
    text: str
    asked_by: str
    asked_at: datetime
    decided_by: str
    decided_at: datetime | None
    is_agreed: bool | None


@dataclass(frozen=True, slots=True)
class Worker:
    """A worker on the course, and how many of the held contacts they took part in."""

    row: TeamRow
    held: int


@dataclass(frozen=True, slots=True)
class HomeChoice:
    """A home to meet in, by its label alone: neither address nor who lives there."""

    public_id: str
    label: str


@dataclass(frozen=True, slots=True)
class ContactData:
    """A contact as plain data for reports and checks; no names, ids only."""

    id: int
    public_id: UUID
    on: date
    starts_at: datetime
    minutes: int
    state: ContactState
    is_formal: bool
    worker_ids: tuple[int, ...]
    setting: str
    methods: tuple[str, ...]
    person_ids_there: tuple[int, ...]
    person_ids_about: tuple[int, ...]
    labels_there: tuple[str, ...]
    goals: tuple[tuple[int, UUID, Judgement], ...]
    cancel_reason: CancelReason | None
    agreed_next: str


@dataclass(frozen=True, slots=True)
class SilentCourse:
    """A running course and how many days have passed since its last held contact."""

    course_public_id: str
    course_title: str
    family_name: str
    children: tuple[PersonCard, ...]
    days: int
    last_on: date | None
