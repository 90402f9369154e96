"""Obligations: those of one case, and those that are due."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hjemmebane import clock
from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api import shapes, tellings
from hjemmebane.edges.api.answers import replied
from hjemmebane.edges.api.bearer import way_of
from hjemmebane.edges.api.cursors import read_cursor, write_cursor
from hjemmebane.edges.api.fields import Id
from hjemmebane.edges.api.operation import operation
from hjemmebane.records.agenda.queries import ObligationRow, obligations_due, obligations_of_dossier
from hjemmebane.records.cases import queries

of_case = Router(tags=["Frister"])
due = Router(tags=["Frister"])
ORDER = "due"


@operation(
    of_case,
    "GET",
    "/{uuid:case_id}/obligations",
    Scope.OBLIGATIONS_READ,
    answer=shapes.ObligationsTold,
    name="case_obligations",
)
def case_obligations(request: HttpRequest, case_id: Id) -> HttpResponse:
    """Læs en sags frister, også de opfyldte, den nærmeste først."""
    by = way_of(request).user
    line = queries.case_line(case_id, by)
    rows = obligations_of_dossier(line.dossier_id, by, clock.now())
    return replied({"obligations": _told(rows), "next": None})


@operation(
    due,
    "GET",
    "",
    Scope.OBLIGATIONS_READ,
    answer=shapes.ObligationsTold,
    name="obligation_list",
    query=shapes.DueFilter,
)
def obligation_list(request: HttpRequest, wanted: Query[shapes.DueFilter]) -> HttpResponse:
    """Læs de frister, der løber, den nærmeste først, en side ad gangen."""
    page, place = obligations_due(
        way_of(request).user,
        clock.now(),
        before=clock.midnight(wanted.due_before) if wanted.due_before else None,
        after=read_cursor(ORDER, wanted.after),
        limit=wanted.limit,
    )
    return replied({"obligations": _told(page), "next": write_cursor(ORDER, place)})


def _told(rows: Iterable[ObligationRow]) -> list[dict[str, Any]]:
    found = list(rows)
    cases = queries.case_ids_of({row.dossier_id for row in found})
    return [tellings.obligation(row, cases.get(row.dossier_id)) for row in found]
