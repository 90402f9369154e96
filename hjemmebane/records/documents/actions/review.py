"""The family reads the report before anyone else; what they say to it is kept word for word."""

from collections.abc import Sequence

from hjemmebane import clock
from hjemmebane.domain.documents import ReadingHow, ReportState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log, refuse_twin
from hjemmebane.records.access.models import User
from hjemmebane.records.documents.models import FamilyReading, Remark, Report

REMARK_MAX = 5_000


@action("report.lay_before_family")
def lay_before_family(*, by: User, report: Report, readers: Sequence[tuple[int, str]]) -> Report:
    """Lay a report before the family: each reader is a person's id and their place in words."""
    name = "report.lay_before_family"
    _require(name, report, ReportState.DRAFT)
    if not readers:
        raise Refused(name, "no_reader")
    for person_id, role in readers:
        FamilyReading.objects.get_or_create(
            report=report, person_id=person_id, defaults={"role": role}
        )
    FamilyReading.objects.filter(report=report, edition__isnull=True).exclude(
        person_id__in=[person_id for person_id, _ in readers]
    ).delete()
    _set_state(report, ReportState.FAMILY_REVIEW)
    log(by=by, about=report, facts={"edition": report.edition, "readers": len(readers)})
    return report


@action("report.take_back")
def take_back(*, by: User, report: Report) -> Report:
    """Take a report back to change it; a changed text is read again, remarks stay."""
    _require("report.take_back", report, ReportState.FAMILY_REVIEW)
    _set_state(report, ReportState.DRAFT)
    log(by=by, about=report)
    return report


@action("report.mark_read")
def mark_read(
    *, by: User, reading: FamilyReading, remark: str = "", is_shared: bool = False
) -> FamilyReading:
    """Mark that the family member who is signed in has read the report on their own page."""
    if by.person_id is None or by.person_id != reading.person_id:
        raise Refused("report.mark_read", "not_allowed")
    _read("report.mark_read", reading, by, ReadingHow.PORTAL, with_interpreter=False)
    _keep_remark(reading, by, remark, is_shared=is_shared)
    log(by=by, about=reading, facts={"edition": reading.edition, "how": ReadingHow.PORTAL})
    return reading


@action("report.note_read")
def note_read(
    *,
    by: User,
    reading: FamilyReading,
    how: ReadingHow,
    with_interpreter: bool = False,
    remark: str = "",
    is_shared: bool = False,
) -> FamilyReading:
    """Note that a person read the report with the worker: on the screen, read aloud, on paper."""
    if how is ReadingHow.PORTAL:
        raise Refused("report.note_read", "not_allowed")
    _read("report.note_read", reading, by, how, with_interpreter=with_interpreter)
    _keep_remark(reading, by, remark, is_shared=is_shared)
    log(by=by, about=reading, facts={"edition": reading.edition, "how": how})
    return reading


@action("report.remark")
def add_remark(*, by: User, reading: FamilyReading, text: str, is_shared: bool = False) -> Remark:
    """Keep what the signed-in family member says to the report, without marking it read."""
    name = "report.remark"
    if by.person_id is None or by.person_id != reading.person_id:
        raise Refused(name, "not_allowed")
    _require(name, reading.report, ReportState.FAMILY_REVIEW)
    made = _keep_remark(reading, by, text, is_shared=is_shared)
    if made is None:
        raise Refused(name, "text_missing")
    log(by=by, about=reading)
    return made


def _read(
    name: str, reading: FamilyReading, by: User, how: ReadingHow, *, with_interpreter: bool
) -> None:
    _require(name, reading.report, ReportState.FAMILY_REVIEW)
    reading.refresh_from_db(fields=["edition"])
    if reading.edition == reading.report.edition:
        raise Refused(name, "already_marked_read")
    reading.edition = reading.report.edition
    reading.how = how
    reading.with_interpreter = with_interpreter
    reading.read_at = clock.now()
    reading.noted_by = None if how is ReadingHow.PORTAL else by
    reading.save(update_fields=["edition", "how", "with_interpreter", "read_at", "noted_by"])


def _keep_remark(reading: FamilyReading, by: User, text: str, *, is_shared: bool) -> Remark | None:
    text = text.strip()
    if not text:
        return None
    if len(text) > REMARK_MAX:
        raise Refused("report.remark", "text_too_long")
    same = Remark.objects.filter(reading=reading, edition=reading.report.edition, text=text)
    refuse_twin("report.remark", same)
    return Remark.objects.create(
        reading=reading,
        edition=reading.report.edition,
        text=text,
        is_shared=is_shared,
        written_at=clock.now(),
        written_by=by,
    )


def _require(name: str, report: Report, state: ReportState) -> None:
    hold(report)
    if report.state != state:
        key = "report_not_a_draft" if state is ReportState.DRAFT else "report_not_in_review"
        raise Refused(name, key)


def _set_state(report: Report, state: ReportState) -> None:
    report.state = state
    report.review_since = clock.now() if state is ReportState.FAMILY_REVIEW else None
    report.version += 1
    report.save(update_fields=["state", "review_since", "version"])
