"""Writing a report: it opens already filled; the worker's own words are marked as theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import F, Max

from hjemmebane import clock
from hjemmebane.domain.documents import PassageOrigin, ReportState, Section
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, refuse_twin, save_version
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.documents.models import Passage, PassageSource, Report

TEXT_MAX = 5_000


@dataclass(frozen=True, slots=True)
class PassageDraft:
    """A drawn sentence on its way into a report."""

    section: Section
    key: str
    text: str
    sources: tuple[tuple[str, UUID], ...]
    own_of_id: int | None = None


@action("report.open")
def open_report(
    *, by: User, dossier: Dossier, course_id: int, title: str, drafts: Sequence[PassageDraft]
) -> Report:
    """Open a course's closing report, filled with what was recorded; one for each course."""
    report, made = Report.objects.get_or_create(
        course_id=course_id,
        defaults={
            "dossier": dossier,
            "title": title,
            "created_at": clock.now(),
            "created_by": by,
        },
    )
    if made:
        _fill(report, drafts)
    log(by=by, about=report, facts={"sentences": len(drafts)})
    return report


@action("report.redraw")
def redraw(*, by: User, report: Report, drafts: Sequence[PassageDraft]) -> Report:
    """Draw the report again from the records; what the worker wrote or left out stays."""
    _refuse_unless_draft("report.redraw", report)
    _fill(report, drafts)
    _new_edition(report)
    log(by=by, about=report, facts={"sentences": len(drafts)})
    return report


def _fill(report: Report, drafts: Sequence[PassageDraft]) -> None:
    there = {passage.key: passage for passage in report.passages.exclude(key="")}
    for order, draft in enumerate(drafts, 1):
        passage = there.pop(draft.key, None)
        if passage is None:
            _draw(report, draft, order)
        elif passage.origin == PassageOrigin.DRAWN:
            Passage.objects.filter(pk=passage.pk).update(
                text=draft.text, order=order, own_of_id=draft.own_of_id, version=F("version") + 1
            )
            _set_sources(passage, draft)
    gone = [p.pk for p in there.values() if p.origin == PassageOrigin.DRAWN]
    Passage.objects.filter(pk__in=gone).delete()


def _draw(report: Report, draft: PassageDraft, order: int) -> None:
    passage = Passage.objects.create(
        report=report,
        section=draft.section,
        order=order,
        key=draft.key,
        origin=PassageOrigin.DRAWN,
        text=draft.text,
        own_of_id=draft.own_of_id,
    )
    _set_sources(passage, draft)


def _set_sources(passage: Passage, draft: PassageDraft) -> None:
    passage.sources.all().delete()
    PassageSource.objects.bulk_create(
        PassageSource(passage=passage, record_kind=kind, record_id=number)
        for kind, number in dict.fromkeys(draft.sources)
    )


@action("report.write")
def write_passage(*, by: User, report: Report, section: Section, text: str) -> Passage:
    """Add a passage of the worker's own at the end of a section."""
    _refuse_unless_draft("report.write", report)
    text = _clean("report.write", text)
    own = report.passages.filter(section=section, origin=PassageOrigin.WORKER, text=text)
    refuse_twin("report.write", own)
    last = report.passages.filter(section=section).aggregate(last=Max("order"))["last"] or 0
    passage = Passage.objects.create(
        report=report,
        section=section,
        order=last + 1,
        origin=PassageOrigin.WORKER,
        text=text,
    )
    _new_edition(report)
    log(by=by, about=passage, facts={"report": report.public_id})
    return passage


@action("report.edit")
def edit_passage(*, by: User, passage: Passage, version: int, text: str) -> Passage:
    """Change a passage; a drawn one becomes the worker's own and keeps its sources."""
    _refuse_unless_draft("report.edit", passage.report)
    save_version(
        passage,
        version,
        text=_clean("report.edit", text),
        origin=PassageOrigin.WORKER,
        is_left_out=False,
    )
    _new_edition(passage.report)
    log(by=by, about=passage, facts={"report": passage.report.public_id})
    return passage


@action("report.leave_out")
def leave_out(*, by: User, passage: Passage, version: int, is_left_out: bool) -> Passage:
    """Leave a passage out of the report, or take it in again."""
    _refuse_unless_draft("report.leave_out", passage.report)
    save_version(passage, version, is_left_out=is_left_out)
    _new_edition(passage.report)
    log(by=by, about=passage, facts={"left_out": is_left_out})
    return passage


def _clean(name: str, text: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(name, "text_missing")
    if len(text) > TEXT_MAX:
        raise Refused(name, "text_too_long")
    return text


def _refuse_unless_draft(name: str, report: Report) -> None:
    # The row is read again under the transaction: the page may be older than the family's review.
    state = Report.objects.select_for_update().values_list("state", flat=True).get(pk=report.pk)
    if state != ReportState.DRAFT:
        raise Refused(name, "report_not_a_draft")


def _new_edition(report: Report) -> None:
    Report.objects.filter(pk=report.pk).update(edition=F("edition") + 1, version=F("version") + 1)
    report.refresh_from_db(fields=["edition", "version"])
