"""What a life leaves in the logs: an audit line for each thing done, and who looked at whom."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from hjemmebane import clock
from hjemmebane.domain.contacts import ContactState
from hjemmebane.edges.jobs.demo.book import Book, Row

# Table: the action, the column of its moment, the column of who did it, the kind it is about.
# A day without an hour is logged at noon; without a column the case's adviser did it.
DONE: dict[str, tuple[tuple[str, str, str, str], ...]] = {
    "intake.Enquiry": (
        ("enquiry.receive", "received_at", "received_by_id", "enquiry"),
        ("enquiry.read", "danger_read_at", "danger_read_by_id", "enquiry"),
        ("enquiry.triage", "triaged_at", "triaged_by_id", "enquiry"),
        ("enquiry.allocate", "allocated_at", "triaged_by_id", "enquiry"),
        ("enquiry.contact", "first_contact_at", "allocated_to_id", "enquiry"),
        ("enquiry.mark_started", "started_at", "allocated_to_id", "enquiry"),
    ),
    "intake.Notification": (
        ("notification.receive", "received_at", "registered_by_id", "notification"),
        ("notification.send_receipt", "receipt_sent_at", "receipt_sent_by_id", "notification"),
    ),
    "intake.NotifiedChild": (
        ("notified_child.assess", "assessed_at", "assessed_by_id", "notified_child"),
    ),
    "cases.Case": (
        ("case.open", "opened_at", "", "case"),
        ("case.close", "closed_at", "", "case"),
    ),
    "cases.Screening": (("case.screen", "decided_at", "decided_by_id", "screening"),),
    "cases.Assessment": (("assessment.finish", "finished_on", "", "assessment"),),
    "cases.Decision": (
        ("decision.make", "decided_on", "decided_by_id", "decision"),
        ("decision.approve", "approved_at", "approved_by_id", "decision"),
    ),
    "cases.Measure": (
        ("measure.start", "started_on", "", "measure"),
        ("measure.end", "ended_on", "", "measure"),
    ),
    "cases.ActionPlan": (("plan.make", "made_on", "", "action_plan"),),
    "cases.PlanRevision": (("plan.change", "revised_at", "revised_by_id", "plan_revision"),),
    "cases.Goal": (("goal.agree", "agreed_on", "", "goal"), ("goal.end", "ended_on", "", "goal")),
    "cases.PlacementRisk": (
        ("placement_risk.judge", "judged_at", "judged_by_id", "placement_risk"),
    ),
    "cases.FollowUp": (("follow_up.close", "closed_at", "held_by_id", "follow_up"),),
    "courses.Course": (
        ("course.start", "started_on", "", "course"),
        ("course.end", "ended_on", "", "course"),
    ),
    "courses.Contact": (("contact.write", "written_at", "written_by_id", "contact"),),
    "feedback.Response": (("response.give", "answered_at", "person", "response"),),
    "documents.Report": (
        ("report.fill", "created_at", "created_by_id", "report"),
        ("report.send", "sent_at", "sent_by_id", "report"),
    ),
}
NOON = 12
CONTACT_STATES = {
    ContactState.PLANNED: "contact.plan",
    ContactState.CANCELLED: "contact.cancel",
    ContactState.NOBODY_HOME: "contact.nobody_home",
    ContactState.MOVED: "contact.move",
}


def write_audit(book: Book, adviser: int | None, now: datetime) -> None:
    """Write the audit lines of one family's life, oldest first."""
    found = sorted(_lines(book, adviser, now), key=lambda line: line["at"])
    for line in found:
        book.add("access.AuditLine", ordered_by_id=None, reason="", facts="{}", **line)


def _lines(book: Book, adviser: int | None, now: datetime) -> Iterator[dict[str, Any]]:
    for table, done in DONE.items():
        for row in book.of(table):
            for action, moment, by, kind in done:
                if row[moment] is not None:
                    yield _line(action, _at(row[moment]), _by(row, by, adviser), kind, row)
    for row in book.of("courses.Contact"):
        if row["written_at"] is None:
            action = CONTACT_STATES[row["state"]]
            yield _line(action, min(row["starts_at"], now), adviser, "contact", row)


def _line(action: str, at: datetime, by: int | None, kind: str, row: Row) -> dict[str, Any]:
    about = str(row["public_id"])
    return {"action": action, "at": at, "by_id": by, "about_kind": kind, "about_id": about}


def _at(value: datetime | date) -> datetime:
    return value if isinstance(value, datetime) else clock.moment(value, NOON)


def _by(row: Row, column: str, adviser: int | None) -> int | None:
    if column == "person":
        return None
    return row[column] if column else adviser
