"""What other systems send and get, as the OpenAPI description shows it."""

from datetime import date, datetime
from typing import Literal

from ninja import Schema
from pydantic import ConfigDict

from hjemmebane.domain.case_notes import NoteKind
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.domain.deadlines import ObligationState
from hjemmebane.domain.people import PartyRole
from hjemmebane.edges.api.fields import (
    Cpr,
    Cursor,
    Day,
    Given,
    Id,
    Limit,
    Moment,
    Name,
    NoteText,
    Reason,
    SearchText,
    ShortText,
    Version,
)

FirstStatus = Literal[
    CaseStatus.RECEIVED, CaseStatus.SCREENING, CaseStatus.ASSESSMENT, CaseStatus.DECISION
]
OtherRole = Literal[
    PartyRole.CHILD,
    PartyRole.CUSTODY_PARENT,
    PartyRole.PARENT,
    PartyRole.SIBLING,
    PartyRole.NETWORK,
]


class PersonNew(Given):
    """A person to register."""

    given_name: Name
    family_name: Name
    born_on: Day | None = None
    cpr: Cpr | None = None


class PersonKnown(Given):
    """A person who is registered already."""

    role: OtherRole
    id: Id


class PersonPlaced(PersonNew):
    """A person to register, and their place in the case; a known number is the person."""

    role: OtherRole


class CaseNew(Given):
    """A case to open, whole: its persons, the adviser, and where it stands."""

    persons: list[PersonKnown | PersonPlaced]
    aware_on: Day
    team_id: Id
    adviser_id: Id
    weight: CaseWeight = CaseWeight.MIDDLE
    status: FirstStatus = CaseStatus.RECEIVED


class StatusNew(Given):
    """Where a case is to stand."""

    status: CaseStatus
    version: Version | None = None
    reason: Reason = ""


class NoteNew(Given):
    """A note for the journal of a case."""

    kind: NoteKind
    text: NoteText
    happened_at: Moment
    is_formal: bool = False
    with_whom: ShortText = ""


class NumberWanted(Given):
    """A whole person number to find a person by."""

    cpr: Cpr


class NameWanted(Given):
    """The beginning of one or more parts of a name."""

    name: SearchText
    limit: Limit = 50


class CaseFilter(Schema):
    """Which cases, in which order, and from where."""

    status: list[CaseStatus] = []
    adviser_id: Id | None = None
    team_id: Id | None = None
    due_before: Day | None = None
    opened_since: Day | None = None
    sort: Literal["next_due", "opened", "-opened"] = "next_due"
    limit: Limit = 50
    after: Cursor | None = None


class NotePage(Schema):
    """Which page of the notes."""

    limit: Limit = 50
    after: Cursor | None = None


class DueFilter(Schema):
    """Which obligations."""

    due_before: Day | None = None
    limit: Limit = 50
    after: Cursor | None = None


class Told(Schema):
    """What another system gets: these fields and no others."""

    model_config = ConfigDict(extra="forbid")


class PersonTold(Told):
    """A person by name; a protected name is a mask."""

    id: Id
    name: str
    born_on: date | None
    is_protected: bool


class PartyTold(PersonTold):
    """A person and their place in the case."""

    role: PartyRole


class WorkerTold(Told):
    """Somebody who works in the municipality."""

    id: Id
    name: str


class CaseTold(Told):
    """A case in a list."""

    id: Id
    number: str
    status: CaseStatus
    version: Version
    weight: CaseWeight
    aware_on: date
    opened_at: datetime
    closed_at: datetime | None
    next_due_at: datetime | None
    unit: str
    team: WorkerTold
    adviser: WorkerTold | None
    child: PersonTold


class StatusTold(Told):
    """That a case came to stand somewhere."""

    status: CaseStatus
    at: datetime
    by: str
    is_by_hand: bool
    reason: str


class CaseWholeTold(CaseTold):
    """A case with its persons and the history of its status."""

    persons: list[PartyTold]
    history: list[StatusTold]


class CasesTold(Told):
    """A page of cases; `next` is what to send as `after`."""

    cases: list[CaseTold]
    next: Cursor | None


class PersonsTold(Told):
    """The persons found."""

    persons: list[PersonTold]


class AddendumTold(Told):
    """What was added to a note later."""

    text: str
    written_at: datetime
    written_by: str


class NoteTold(Told):
    """A note in the journal of a case."""

    id: Id
    kind: NoteKind
    is_formal: bool
    happened_at: datetime
    written_at: datetime
    written_by: str
    with_whom: str
    text: str
    corrected_at: datetime | None
    addenda: list[AddendumTold]


class NotesTold(Told):
    """A page of notes, the latest happening first."""

    notes: list[NoteTold]
    next: Cursor | None


class TeamCountsTold(Told):
    """The counts of one team."""

    team_id: Id | None
    team: str
    by_status: dict[CaseStatus, int]


class CountsTold(Told):
    """How many cases stand where, at the moment `as_of`."""

    as_of: datetime
    checked_at: datetime | None
    by_status: dict[CaseStatus, int]
    by_team: list[TeamCountsTold]


class ObligationTold(Told):
    """A duty with its due moment, and the law behind it."""

    id: Id
    case_id: Id | None
    rule: str
    rule_version: int
    title: str
    law: str
    due_at: datetime
    is_whole_day: bool
    state: ObligationState
    satisfied_at: datetime | None
    person: PersonTold | None


class ObligationsTold(Told):
    """Obligations, the nearest first."""

    obligations: list[ObligationTold]
    next: Cursor | None


class TeamTold(Told):
    """A team that the account reaches, with its advisers."""

    id: Id
    name: str
    unit: str
    advisers: list[WorkerTold]


class TeamsTold(Told):
    """The teams that the account reaches."""

    teams: list[TeamTold]


class FieldProblem(Schema):
    """One field that cannot be used."""

    where: list[str]
    code: str
    detail: str


class ProblemTold(Schema):
    """What went wrong (RFC 9457); `code` is stable, `detail` is a Danish sentence."""

    type: str
    title: str
    status: int
    code: str
    detail: str
    errors: list[FieldProblem] | None = None
    current: dict[str, str] | None = None
