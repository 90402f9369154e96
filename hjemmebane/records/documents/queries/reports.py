"""Reads of reports: each reader sees what is theirs to read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from hjemmebane.domain.documents import (
    READING_HOW_WORDS,
    PassageOrigin,
    ReadingHow,
    ReportState,
    Section,
)
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.documents.models import FamilyReading, Passage, Remark, Report
from hjemmebane.records.people.queries import PersonCard, cards_by_id
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage as a reader sees it."""

    public_id: UUID
    section: Section
    origin: PassageOrigin
    text: str
    is_left_out: bool
    version: int
    own_of_id: int | None
    sources: tuple[tuple[str, UUID], ...]

    @property
    def is_workers(self) -> bool:
        """Return whether the words are the worker's own."""
        return self.origin is PassageOrigin.WORKER


@dataclass(frozen=True, slots=True)
class RemarkRow:
    """What somebody in the family said, word for word."""

    role: str
    text: str
    edition: int
    written_at: datetime
    is_shared: bool


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One person's reading; `card` is there for staff only."""

    public_id: UUID
    person_id: int
    card: PersonCard | None
    role: str
    is_current: bool
    has_read_older: bool
    how_words: str
    read_at: datetime | None
    with_interpreter: bool
    remarks: tuple[RemarkRow, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report on its way, for lists."""

    public_id: UUID
    title: str
    state: ReportState
    course_id: int
    dossier_id: int
    review_since: datetime | None
    read: int
    readers: int
    sent_at: datetime | None
    is_read_by_me: bool


def get_report(public_id: object, user: User) -> Report:
    """Return a report whose content the user may read; raise NotVisible otherwise."""
    found = Report.objects.visible_to(user).filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("report", public_id)
    return found


def get_known_report(public_id: object, user: User) -> Report:
    """Return a report the user may know of, though perhaps not read; raise NotVisible otherwise."""
    found = Report.objects.known_to(user).filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("report", public_id)
    return found


def may_read(report: Report, user: User) -> bool:
    """Return whether the user may read the content of a report they know of."""
    return Report.objects.visible_to(user).filter(pk=report.pk).exists()


def report_of_course(course_id: int, user: User) -> Report | None:
    """Return a course's closing report where the user may read it."""
    return Report.objects.visible_to(user).filter(course_id=course_id).first()


def reports_on_the_way(user: User) -> list[ReportRow]:
    """Return the reports in reach that are not sent, those that wait longest first."""
    rows = Report.objects.known_to(user).exclude(state=ReportState.SENT)
    found = rows.prefetch_related("readings").order_by("created_at")
    return [_row(report, None) for report in found]


def reports_for_reader(user: User) -> list[ReportRow]:
    """Return the reports laid before the signed-in family member, newest first."""
    rows = Report.objects.visible_to(user).prefetch_related("readings")
    person_id = reach_of(user).person_id
    return [_row(report, person_id) for report in rows.order_by("-created_at")]


def _row(report: Report, person_id: int | None) -> ReportRow:
    readings = list(report.readings.all())
    return ReportRow(
        report.public_id,
        report.title,
        ReportState(report.state),
        report.course_id,
        report.dossier_id,
        report.review_since,
        sum(reading.edition == report.edition for reading in readings),
        len(readings),
        report.sent_at,
        any(r.edition == report.edition for r in readings if r.person_id == person_id),
    )


def passages_of(report: Report, user: User) -> list[PassageRow]:
    """Return a report's passages; a family member is not shown another's own matters."""
    reach = reach_of(user)
    return passage_rows(
        report, reach.person_id if reach.is_family else None, is_family=reach.is_family
    )


def passages_for(report: Report, reading: FamilyReading) -> list[PassageRow]:
    """Return the passages of the copy for one reader in the family."""
    return passage_rows(report, reading.person_id, is_family=True)


def passage_rows(report: Report, person_id: int | None, *, is_family: bool) -> list[PassageRow]:
    order = {section.value: place for place, section in enumerate(Section)}
    rows = report.passages.prefetch_related("sources")
    shown = [row for row in rows if not is_family or _is_for(row, person_id)]
    shown.sort(key=lambda row: (order[row.section], row.order, row.pk))
    return [
        PassageRow(
            row.public_id,
            Section(row.section),
            PassageOrigin(row.origin),
            row.text,
            row.is_left_out,
            row.version,
            row.own_of_id,
            tuple((source.record_kind, source.record_id) for source in row.sources.all()),
        )
        for row in shown
    ]


def _is_for(passage: Passage, person_id: int | None) -> bool:
    return not passage.is_left_out and passage.own_of_id in (None, person_id)


def get_passage(report: Report, public_id: object) -> Passage:
    """Return a passage of a report already fetched by right; raise NotVisible otherwise."""
    found = report.passages.filter(public_id=str(public_id)).select_related("report").first()
    if found is None:
        raise NotVisible("passage", public_id)
    return found


def get_reading(report: Report, public_id: object) -> FamilyReading:
    """Return a reading of a report already fetched by right; raise NotVisible otherwise."""
    found = report.readings.filter(public_id=str(public_id)).select_related("report").first()
    if found is None:
        raise NotVisible("reading", public_id)
    return found


def own_reading(report: Report, user: User) -> FamilyReading:
    """Return the signed-in family member's reading of a report; raise NotVisible otherwise."""
    rows = report.readings.select_related("report")
    found = rows.filter(person_id=user.person_id).first() if user.person_id else None
    if found is None:
        raise NotVisible("reading", report.public_id)
    return found


def readings_of(report: Report, user: User) -> list[ReadingRow]:
    """Return who has read a report; staff see names and all remarks, the family roles only."""
    reach = reach_of(user)
    rows = list(report.readings.prefetch_related("remarks").order_by("pk"))
    cards = {} if reach.is_family else cards_by_id((row.person_id for row in rows), user)
    return [
        ReadingRow(
            row.public_id,
            row.person_id,
            cards.get(row.person_id),
            row.role,
            row.edition == report.edition,
            row.edition is not None and row.edition != report.edition,
            READING_HOW_WORDS[ReadingHow(row.how)] if row.how else "",
            row.read_at,
            row.with_interpreter,
            remark_rows(
                row, reach.person_id if reach.is_family else None, is_family=reach.is_family
            ),
        )
        for row in rows
    ]


def remark_rows(
    reading: FamilyReading, person_id: int | None, *, is_family: bool
) -> tuple[RemarkRow, ...]:
    def shows(remark: Remark) -> bool:
        return not is_family or remark.is_shared or reading.person_id == person_id

    return tuple(
        RemarkRow(reading.role, remark.text, remark.edition, remark.written_at, remark.is_shared)
        for remark in sorted(reading.remarks.all(), key=lambda one: (one.written_at, one.pk))
        if shows(remark)
    )


def reader_ids(report: Report) -> list[int]:
    """Return the ids of the persons a report is laid before."""
    return list(report.readings.order_by("pk").values_list("person_id", flat=True))
