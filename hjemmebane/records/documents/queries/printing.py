"""A report as plain words to be set: the whole, or the copy for one reader in the family."""

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.documents import (
    READING_HOW_WORDS,
    SECTION_TITLES,
    UNREAD_REASON_WORDS,
    PrintedPassage,
    PrintedReport,
    PrintedSection,
    ReadingHow,
    Section,
    UnreadReason,
)
from hjemmebane.domain.prose_dates import full, sentence
from hjemmebane.records.access.models import User
from hjemmebane.records.documents.models import FamilyReading, Report
from hjemmebane.records.documents.queries.reports import passage_rows, remark_rows
from hjemmebane.records.people.queries import cards_by_id

NOT_READ = "Rapporten er ikke gennemlæst"
OTHER_READERS = {"forælder": "Den anden forælder", "den unge": "Den unge"}


def printed(report: Report, user: User, for_person_id: int | None = None) -> PrintedReport:
    """Return the report as plain words to be set: the whole, or the copy for one reader.

    The whole names its readers; a family member's copy names that reader only.
    """
    is_family = for_person_id is not None
    passages = [
        row
        for row in passage_rows(report, for_person_id, is_family=is_family)
        if not row.is_left_out
    ]
    readings = list(report.readings.prefetch_related("remarks").order_by("pk"))
    named = {for_person_id} if is_family else {reading.person_id for reading in readings}
    cards = cards_by_id((pk for pk in named if pk), user)
    names = {pk: str(card.name) for pk, card in cards.items()}
    who = {
        reading.pk: names.get(reading.person_id) or OTHER_READERS.get(reading.role, reading.role)
        for reading in readings
    }
    remarks = [
        (f"{who[reading.pk]} skriver", remark.text)
        for reading in readings
        for remark in remark_rows(reading, for_person_id, is_family=is_family)
    ]
    return PrintedReport(
        title=report.title,
        lead="Skrevet til familien og til den rådgiver, der henviste.",
        sections=tuple(
            PrintedSection(
                SECTION_TITLES[section],
                tuple(
                    PrintedPassage(row.text, row.is_workers)
                    for row in passages
                    if row.section is section
                ),
            )
            for section in Section
        ),
        remarks=tuple(remarks),
        readings=tuple(_reading_words(reading, who[reading.pk], report) for reading in readings),
        unread=unread_words(report),
        dated_on=local_day(report.sent_at or report.created_at),
    )


def _reading_words(reading: FamilyReading, who: str, report: Report) -> str:
    if reading.edition is None or reading.read_at is None:
        return sentence(f"{who} har ikke læst rapporten")
    how = READING_HOW_WORDS[ReadingHow(reading.how)]
    text = f"{who} har læst rapporten den {full(local_day(reading.read_at))}, {how}"
    text += " med tolk" if reading.with_interpreter else ""
    is_current = reading.edition == report.edition
    return sentence(text if is_current else f"{text}, i en tidligere udgave")


def unread_words(report: Report) -> str:
    """Return what a report sent unread says of itself, and why; empty when it was read."""
    if not report.sent_unread_reason:
        return ""
    why = UNREAD_REASON_WORDS[UnreadReason(report.sent_unread_reason)]
    more = f" {sentence(report.sent_unread_text)}" if report.sent_unread_text else ""
    return f"{NOT_READ}. {why}.{more}"
