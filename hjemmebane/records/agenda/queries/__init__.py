"""Every read of the agenda: what is due and why, meetings, tasks."""

from hjemmebane.records.agenda.queries.compliance import ComplianceRow, compliance
from hjemmebane.records.agenda.queries.explained import ObligationPage, explain_obligation
from hjemmebane.records.agenda.queries.feeds import FeedOpened, opened_feed, own_feed
from hjemmebane.records.agenda.queries.lists import (
    BY_TEAM,
    BY_WORKER,
    Counts,
    DeadlinePage,
    deadlines,
    due_counts,
)
from hjemmebane.records.agenda.queries.meetings import (
    MeetingRow,
    SeatRow,
    get_meeting,
    get_meeting_row,
    last_agreed,
    meetings_for,
    meetings_of,
    missing_of,
)
from hjemmebane.records.agenda.queries.obligations import (
    DueRow,
    ObligationRow,
    due_for,
    exceptions_of,
    get_obligation,
    moves_of,
    obligations_due,
    obligations_of,
    obligations_of_dossier,
)
from hjemmebane.records.agenda.queries.parties import Roles, parties_there, roles_at_meetings
from hjemmebane.records.agenda.queries.reminders import (
    ReminderRow,
    own_reminders,
    reminders_of,
    reminders_waiting,
)
from hjemmebane.records.agenda.queries.replies import replies_of
from hjemmebane.records.agenda.queries.tasks import TaskRow, get_task, tasks_for, tasks_of
from hjemmebane.records.agenda.queries.telling import ToTell, to_tell
from hjemmebane.records.agenda.queries.versions import (
    AskedRow,
    VersionQuestion,
    asked_obligations,
    newer_versions,
    running_before,
    under,
    version_questions,
)

__all__ = [
    "BY_TEAM",
    "BY_WORKER",
    "AskedRow",
    "ComplianceRow",
    "Counts",
    "DeadlinePage",
    "DueRow",
    "FeedOpened",
    "MeetingRow",
    "ObligationPage",
    "ObligationRow",
    "ReminderRow",
    "Roles",
    "SeatRow",
    "TaskRow",
    "ToTell",
    "VersionQuestion",
    "asked_obligations",
    "compliance",
    "deadlines",
    "due_counts",
    "due_for",
    "exceptions_of",
    "explain_obligation",
    "get_meeting",
    "get_meeting_row",
    "get_obligation",
    "get_task",
    "last_agreed",
    "meetings_for",
    "meetings_of",
    "missing_of",
    "moves_of",
    "newer_versions",
    "obligations_due",
    "obligations_of",
    "obligations_of_dossier",
    "opened_feed",
    "own_feed",
    "own_reminders",
    "parties_there",
    "reminders_of",
    "reminders_waiting",
    "replies_of",
    "roles_at_meetings",
    "running_before",
    "tasks_for",
    "tasks_of",
    "to_tell",
    "under",
    "version_questions",
]
