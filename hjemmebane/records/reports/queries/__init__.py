"""Reads across the records for closing reports; no tables of their own."""

from hjemmebane.records.reports.queries.facts import closing_facts
from hjemmebane.records.reports.queries.family_page import (
    OwnGoal,
    OwnMeeting,
    OwnWorker,
    own_goals,
    own_meeting,
    own_meetings,
    own_workers,
    workers_of,
)
from hjemmebane.records.reports.queries.readers import (
    Reader,
    course_of_report,
    may_send_unread_now,
    note_named,
    persons_of_sentences,
    readers_of,
    receivers_of,
    review_days,
)
from hjemmebane.records.reports.queries.sources import SourceRow, source_rows

__all__ = [
    "OwnGoal",
    "OwnMeeting",
    "OwnWorker",
    "Reader",
    "SourceRow",
    "closing_facts",
    "course_of_report",
    "may_send_unread_now",
    "note_named",
    "own_goals",
    "own_meeting",
    "own_meetings",
    "own_workers",
    "persons_of_sentences",
    "readers_of",
    "receivers_of",
    "review_days",
    "source_rows",
    "workers_of",
]
