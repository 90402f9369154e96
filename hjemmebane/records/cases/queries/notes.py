"""Reading the authority's journal of a case."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.case_notes import NoteKind, may_correct
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Case, CaseNote, CaseNoteAddendum

NOTES_SHOWN = 200
Place = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class AddendumRow:
    """What was added to a note, by whom and when."""

    text: str
    written_at: datetime
    written_by: str


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A note in the journal."""

    id: int
    public_id: str
    kind: NoteKind
    is_formal: bool
    happened_at: datetime
    written_at: datetime
    written_by: str
    with_whom: str
    text: str
    corrected_at: datetime | None
    version: int
    is_own: bool
    is_free: bool
    addenda: tuple[AddendumRow, ...]


def notes_of(
    case_id: int, user: User, *, after: Place | None = None, limit: int = NOTES_SHOWN
) -> list[NoteRow]:
    """Return the notes of a case that a reader may read, the latest happening first."""
    rows = CaseNote.objects.visible_to(user).filter(case_id=case_id)
    if after is not None:
        moment, number = after
        rows = rows.filter(happened_at__lte=moment).exclude(happened_at=moment, pk__gte=number)
    found = list(rows.select_related("written_by").order_by("-happened_at", "-pk")[:limit])
    added = _addenda([note.pk for note in found])
    return [_row(note, user, added.get(note.pk, ())) for note in found]


def note_row(note: CaseNote, user: User) -> NoteRow:
    """Return one note as a row."""
    return _row(note, user, _addenda([note.pk]).get(note.pk, ()))


def get_note(public_id: object, case: Case, user: User) -> CaseNote:
    """Return a note of a case that a reader may read; raise NotVisible otherwise."""
    rows = CaseNote.objects.visible_to(user).filter(case=case, public_id=str(public_id))
    found = rows.select_related("case__dossier", "written_by").first()
    if found is None:
        raise NotVisible("case_note", public_id)
    return found


def _addenda(note_ids: list[int]) -> dict[int, tuple[AddendumRow, ...]]:
    found: dict[int, list[AddendumRow]] = defaultdict(list)
    rows = CaseNoteAddendum.objects.filter(note_id__in=note_ids).order_by("written_at", "pk")
    for note_id, text, at, by in rows.values_list(
        "note_id", "text", "written_at", "written_by__name"
    ):
        found[note_id].append(AddendumRow(text, at, by))
    return {number: tuple(rows) for number, rows in found.items()}


def _row(note: CaseNote, user: User, addenda: tuple[AddendumRow, ...]) -> NoteRow:
    is_own = note.written_by_id == user.pk
    return NoteRow(
        id=note.pk,
        public_id=str(note.public_id),
        kind=NoteKind(note.kind),
        is_formal=note.is_formal,
        happened_at=note.happened_at,
        written_at=note.written_at,
        written_by=note.written_by.name,
        with_whom=note.with_whom,
        text=note.text,
        corrected_at=note.corrected_at,
        version=note.version,
        is_own=is_own,
        is_free=is_own and may_correct(note.written_at, clock.now()),
        addenda=addenda,
    )
