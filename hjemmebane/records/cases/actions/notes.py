"""Writing in the authority's journal of a case."""

from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.case_notes import NoteKind, may_correct, note_fault
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log, save_version
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.status import require_journal
from hjemmebane.records.cases.models import Case, CaseNote, CaseNoteAddendum

WITH_WHOM_MAX = 200


@action("case.write_note")
def write_note(
    *,
    by: User,
    case: Case,
    kind: NoteKind,
    text: str,
    happened_at: datetime,
    is_formal: bool = False,
    with_whom: str = "",
) -> CaseNote:
    """Write what was said or done in a case: when it happened stands beside when it was written.

    Raises Refused `note_empty`, `too_long`, `in_the_future`, `case_closed`.
    """
    name = "case.write_note"
    require_journal(name, case, by)
    _require_sound(name, text, happened_at, with_whom)
    note = CaseNote.objects.create(
        case=case,
        kind=kind,
        is_formal=is_formal and kind.is_contact,
        happened_at=happened_at,
        written_at=clock.now(),
        written_by=by,
        with_whom=with_whom.strip(),
        text=text.strip(),
    )
    log(by=by, about=note, facts={"case": case.public_id, "kind": kind})
    return note


@action("case.correct_note")
def correct_note(
    *, by: User, note: CaseNote, version: int, text: str, happened_at: datetime, with_whom: str = ""
) -> CaseNote:
    """Put right one's own note within 24 hours; raises Refused `note_stands` afterwards."""
    name = "case.correct_note"
    require_journal(name, note.case, by)
    hold(note)
    if note.written_by_id != by.pk:
        raise Refused(name, "not_allowed")
    if not may_correct(note.written_at, clock.now()):
        raise Refused(name, "note_stands")
    _require_sound(name, text, happened_at, with_whom)
    save_version(
        note,
        version,
        text=text.strip(),
        happened_at=happened_at,
        with_whom=with_whom.strip(),
        corrected_at=clock.now(),
    )
    log(by=by, about=note)
    return note


@action("case.add_to_note")
def add_to_note(*, by: User, note: CaseNote, text: str) -> CaseNoteAddendum:
    """Add to a note; the note stays as it was."""
    name = "case.add_to_note"
    require_journal(name, note.case, by)
    _require_sound(name, text, note.happened_at, "")
    addendum = CaseNoteAddendum.objects.create(
        note=note, written_at=clock.now(), written_by=by, text=text.strip()
    )
    log(by=by, about=note, facts={"addendum": addendum.public_id})
    return addendum


def _require_sound(name: str, text: str, happened_at: datetime, with_whom: str) -> None:
    fault = note_fault(text, happened_at, clock.now())
    if fault:
        raise Refused(name, fault)
    if len(with_whom) > WITH_WHOM_MAX:
        raise Refused(name, "too_long")
