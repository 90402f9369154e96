"""The journal of a case: notes read and written."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api import shapes, tellings
from hjemmebane.edges.api.answers import replied
from hjemmebane.edges.api.bearer import way_of
from hjemmebane.edges.api.cursors import read_cursor, write_cursor
from hjemmebane.edges.api.fields import Id, IdempotencyKey
from hjemmebane.edges.api.operation import operation
from hjemmebane.edges.api.writing import write
from hjemmebane.records.cases import actions, queries

router = Router(tags=["Journalnotater"])
ORDER = "notes"


@operation(
    router,
    "POST",
    "/{uuid:case_id}/notes",
    Scope.NOTES_WRITE,
    answer=shapes.NoteTold,
    status=201,
    name="note_write",
)
def note_write(
    request: HttpRequest, case_id: Id, body: shapes.NoteNew, key: IdempotencyKey
) -> HttpResponse:
    """Skriv et notat eller en kontakt i sagens journal."""
    by = way_of(request).user

    def act() -> dict[str, Any]:
        note = actions.write_note(
            by=by,
            case=queries.case_to_act_on(case_id, by),
            kind=body.kind,
            text=body.text,
            happened_at=body.happened_at,
            is_formal=body.is_formal,
            with_whom=body.with_whom,
        )
        return tellings.note(queries.note_row(note, by))

    return write(request, key, act)


@operation(
    router,
    "GET",
    "/{uuid:case_id}/notes",
    Scope.NOTES_READ,
    answer=shapes.NotesTold,
    name="note_list",
    query=shapes.NotePage,
)
def note_list(request: HttpRequest, case_id: Id, wanted: Query[shapes.NotePage]) -> HttpResponse:
    """Læs sagens journalnotater, det seneste først."""
    by = way_of(request).user
    line = queries.case_line(case_id, by)
    after = read_cursor(ORDER, wanted.after)
    found = queries.notes_of(line.id, by, after=after, limit=wanted.limit + 1)
    page = found[: wanted.limit]
    place = (page[-1].happened_at, page[-1].id) if len(found) > wanted.limit else None
    return replied(
        {"notes": [tellings.note(row) for row in page], "next": write_cursor(ORDER, place)}
    )
