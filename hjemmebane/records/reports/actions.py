"""Writes about closing reports: filled from the records, laid before the family, sent."""

from hjemmebane.domain.closing_report import draw
from hjemmebane.domain.documents import JobKind, UnreadReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.courses.models import Course
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.documents.actions import (
    PassageDraft,
    lay_before_family,
    open_report,
    order_job,
    redraw,
    send_report,
    send_unread,
)
from hjemmebane.records.documents.models import Report
from hjemmebane.records.documents.queries import reader_ids
from hjemmebane.records.reports.queries import (
    closing_facts,
    persons_of_sentences,
    readers_of,
    receivers_of,
    review_days,
)


@action("report.fill")
def fill_closing_report(*, by: User, course: Course) -> Report:
    """Open the closing report of a course, filled with what was recorded."""
    if course.ended_on is None:
        raise Refused("report.fill", "course_not_ended")
    report = open_report(
        by=by,
        dossier=course.dossier,
        course_id=course.pk,
        title=f"Afsluttende status: {programme_of(course).title}",
        drafts=_drafts(course, by),
    )
    log(by=by, about=report, facts={"course": course.public_id})
    return report


@action("report.fill")
def fill_again(*, by: User, course: Course, report: Report) -> Report:
    """Draw the report again from the records as they are now."""
    redraw(by=by, report=report, drafts=_drafts(course, by))
    log(by=by, about=report, facts={"course": course.public_id})
    return report


def _drafts(course: Course, user: User) -> list[PassageDraft]:
    persons = persons_of_sentences(course)
    return [
        PassageDraft(
            sentence.section,
            sentence.key,
            sentence.text,
            tuple((source.kind, source.public_id) for source in sentence.sources),
            persons.get(sentence.own_of) if sentence.own_of else None,
        )
        for sentence in draw(closing_facts(course, user))
    ]


@action("report.to_family")
def lay_report_before_family(*, by: User, course: Course, report: Report) -> Report:
    """Lay the report before those in the family who must read it, wherever they read it."""
    readers = [(reader.person_id, reader.role) for reader in readers_of(course)]
    lay_before_family(by=by, report=report, readers=readers)
    log(by=by, about=report)
    return report


@action("report.dispatch")
def send_closing_report(*, by: User, course: Course, report: Report) -> Report:
    """Send the report to the family and the referring adviser, and have its files made."""
    send_report(by=by, report=report, receivers=receivers_of(course, reader_ids(report)))
    order_job(by=by, kind=JobKind.REPORT_FILES, subject=report)
    log(by=by, about=report)
    return report


@action("report.dispatch_unread")
def send_closing_report_unread(
    *, by: User, course: Course, report: Report, reason: UnreadReason, text: str
) -> Report:
    """Send a report that is not read, with the leader's reason, and have its files made."""
    send_unread(
        by=by,
        report=report,
        receivers=receivers_of(course, reader_ids(report)),
        reason=reason,
        text=text,
        wait_days=review_days(),
    )
    order_job(by=by, kind=JobKind.REPORT_FILES, subject=report)
    log(by=by, about=report, reason=reason)
    return report
