"""The book: every row of the demo, table by table, with its id, before anything is written."""

import random
from typing import Any
from uuid import UUID, SafeUUID

Row = dict[str, Any]

# Order of foreign keys: a table stands after those it points to.
TABLES = (
    "access.Unit",
    "access.Team",
    "access.User",
    "access.RoleAssignment",
    "access.Competence",
    "access.Dossier",
    "access.Tie",
    "people.Family",
    "people.Person",
    "people.NameToken",
    "people.PersonNumber",
    "people.FamilyMember",
    "people.Household",
    "people.Residence",
    "people.Relation",
    "people.Custody",
    "people.Party",
    "people.Consent",
    "people.Disclosure",
    "people.OwnKin",
    "people.NetworkPerson",
    "agenda.Obligation",
    "agenda.Meeting",
    "agenda.MeetingPerson",
    "agenda.Task",
    "intake.Enquiry",
    "intake.EnquiryChild",
    "intake.Notification",
    "intake.NotificationReason",
    "intake.NotifiedChild",
    "intake.DutyContact",
    "cases.Case",
    "cases.CaseStatusChange",
    "cases.Screening",
    "cases.StoryReading",
    "cases.Assessment",
    "cases.ActionPlan",
    "cases.PlanRevision",
    "cases.Goal",
    "cases.GoalProgress",
    "cases.GoalStance",
    "cases.Decision",
    "cases.AlternativeConsidered",
    "cases.Measure",
    "cases.CoordinationPlan",
    "cases.CoordinationTask",
    "cases.TaskSlot",
    "cases.ClashSettlement",
    "cases.FollowUp",
    "cases.FollowUpGoal",
    "cases.FollowUpMeasure",
    "cases.Complaint",
    "cases.NotedEvent",
    "cases.PlacementRisk",
    "cases.FollowUpRhythm",
    "cases.InterdisciplinaryReview",
    "cases.Signposting",
    "courses.Course",
    "courses.CourseChild",
    "courses.TeamPlace",
    "courses.PhaseEvent",
    "courses.MilestoneMark",
    "courses.CourseMeeting",
    "courses.PlannedWork",
    "courses.MethodUse",
    "courses.Group",
    "courses.GroupSession",
    "courses.GroupPlace",
    "courses.GroupAttendance",
    "courses.Extension",
    "courses.GoalConflict",
    "courses.ElementStrength",
    "courses.FocusPoint",
    "courses.CourseTopic",
    "courses.CourseAim",
    "courses.CoursePause",
    "courses.AdviserBuyout",
    "courses.TargetAnswer",
    "courses.Contact",
    "courses.ContactWorker",
    "courses.ContactPerson",
    "courses.ContactMethod",
    "courses.ContactGoal",
    "feedback.FeedbackLink",
    "feedback.Response",
    "feedback.Answer",
    "feedback.FeedbackAct",
    "documents.Report",
    "documents.Passage",
    "documents.PassageSource",
    "documents.FamilyReading",
    "documents.Remark",
    "documents.OutgoingPost",
    "leadership.LeaderMeeting",
    "access.LookupRequest",
    "access.LookupPerson",
    "access.AuditLine",
)
WITHOUT_PUBLIC_ID = frozenset(
    {
        "access.Competence",
        "access.LookupRequest",
        "access.LookupPerson",
        "access.AuditLine",
        "people.NameToken",
        "people.PersonNumber",
        "people.FamilyMember",
        "people.Residence",
        "people.Relation",
        "people.Custody",
        "people.Party",
        "agenda.MeetingPerson",
        "intake.NotificationReason",
        "cases.CaseStatusChange",
        "cases.FollowUpGoal",
        "cases.FollowUpMeasure",
        "courses.CourseChild",
        "courses.CourseMeeting",
        "courses.ContactWorker",
        "courses.ContactPerson",
        "courses.ContactMethod",
        "courses.ContactGoal",
        "courses.GroupAttendance",
        "feedback.Answer",
        "documents.PassageSource",
    }
)


# Where version 4 and the variant stand in the 128 bits of a public id.
CLEARED = ~((0xF000 << 64) | (0xC000 << 48))
MARKED = (4 << 76) | (0x8000 << 48)
PREFIX_BITS = 96
NEW, SET, UNKNOWN = object.__new__, object.__setattr__, SafeUUID.unknown


class Book:
    """Rows by table; ids and public ids follow from the seed and the order of writing.

    With a `prefix` the public ids of one book stand together, so that a database's index over
    millions of them grows at its end.
    """

    def __init__(self, seed: str, prefix: int | None = None) -> None:
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self._random = random.Random(f"{seed}/ids")  # made-up rows, no secret
        self._bits = 128 if prefix is None else PREFIX_BITS
        self._head = 0 if prefix is None else prefix << PREFIX_BITS

    def add(self, table: str, **values: Any) -> Row:
        """Add a row to a table and return it; it may be changed until the book is written."""
        rows = self.rows[table]
        row: Row
        if table in WITHOUT_PUBLIC_ID:
            row = {"id": len(rows) + 1, **values}
        else:
            public_id = _public_id(self._head | self._random.getrandbits(self._bits))
            row = {"id": len(rows) + 1, "public_id": public_id, **values}
        rows.append(row)
        return row

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table in the order they were added."""
        return self.rows[table]


def _public_id(number: int) -> UUID:
    """Return 128 random bits as a UUID of version 4, without the constructor's checks."""
    made = NEW(UUID)
    SET(made, "int", (number & CLEARED) | MARKED)
    SET(made, "is_safe", UNKNOWN)
    return made
