"""Cases: opened whole, read, listed, moved from one status to another, and counted."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.refusals import Stale
from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api import shapes, tellings
from hjemmebane.edges.api.answers import replied
from hjemmebane.edges.api.bearer import way_of
from hjemmebane.edges.api.cursors import read_cursor, write_cursor
from hjemmebane.edges.api.fields import Id, IdempotencyKey, IfMatch
from hjemmebane.edges.api.operation import operation
from hjemmebane.edges.api.problems import Problem, of_refusal
from hjemmebane.edges.api.writing import write
from hjemmebane.records.access.queries import team_with_adviser
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.queries import person_to_open_for

router = Router(tags=["Sager"])


@operation(
    router,
    "POST",
    "",
    Scope.CASES_WRITE,
    answer=shapes.CaseTold,
    status=201,
    name="case_open",
)
def case_open(request: HttpRequest, body: shapes.CaseNew, key: IdempotencyKey) -> HttpResponse:
    """Åbn en sag med personer, rådgiver og første status i ét kald."""
    by = way_of(request).user

    def act() -> dict[str, Any]:
        team, adviser = team_with_adviser(body.team_id, body.adviser_id, by)
        case = actions.open_whole_case(
            by=by,
            persons=[_given(one, request) for one in body.persons],
            aware_on=body.aware_on,
            team=team,
            adviser=adviser,
            weight=body.weight,
            status=CaseStatus(body.status),
        )
        return tellings.case(queries.line_of_opened(case, team, adviser, by))

    return write(request, key, act)


def _given(
    one: shapes.PersonKnown | shapes.PersonPlaced, request: HttpRequest
) -> actions.PersonGiven:
    role = PartyRole(one.role)
    if isinstance(one, shapes.PersonKnown):
        known = person_to_open_for(one.id, way_of(request).user)
        return actions.PersonGiven(role, person=known)
    return actions.PersonGiven(
        role,
        given_name=one.given_name,
        family_name=one.family_name,
        born_on=one.born_on,
        cpr=one.cpr or "",
    )


@operation(
    router,
    "GET",
    "",
    Scope.CASES_READ,
    answer=shapes.CasesTold,
    name="case_list",
    query=shapes.CaseFilter,
)
def case_list(request: HttpRequest, wanted: Query[shapes.CaseFilter]) -> HttpResponse:
    """Læs sager, en side ad gangen, med filtre og orden."""
    order = wanted.sort
    page = queries.case_lines(
        way_of(request).user,
        queries.CaseWanted(
            statuses=tuple(wanted.status),
            adviser=str(wanted.adviser_id or ""),
            team=str(wanted.team_id or ""),
            due_before=wanted.due_before,
            opened_since=wanted.opened_since,
            sort=order,
        ),
        read_cursor(order, wanted.after),
        wanted.limit,
    )
    cases = [tellings.case(line) for line in page.lines]
    return replied({"cases": cases, "next": write_cursor(order, page.after)})


@operation(
    router, "GET", "/counts", Scope.COUNTS_READ, answer=shapes.CountsTold, name="case_counts"
)
def case_counts(request: HttpRequest) -> HttpResponse:
    """Tæl sager efter status; begrænsede sager er ikke med."""
    counts = queries.status_counts(way_of(request).user)
    return replied(
        {
            "as_of": counts.as_of,
            "checked_at": counts.checked_at,
            "by_status": counts.by_status,
            "by_team": [
                {"team_id": team_id or None, "team": name, "by_status": found}
                for team_id, name, found in counts.by_team
            ],
        }
    )


@operation(
    router,
    "GET",
    "/{uuid:case_id}",
    Scope.CASES_READ,
    answer=shapes.CaseWholeTold,
    name="case_read",
)
def case_read(request: HttpRequest, case_id: Id) -> HttpResponse:
    """Læs én sag med personer og statushistorik."""
    found = queries.case_whole(case_id, way_of(request).user)
    response = replied(tellings.whole(found))
    response["ETag"] = f'"{tellings.version_of(found.line.version, found.line.status)}"'
    return response


@operation(
    router,
    "POST",
    "/{uuid:case_id}/status",
    Scope.STATUS_WRITE,
    answer=shapes.CaseTold,
    name="case_status",
)
def case_status(
    request: HttpRequest,
    case_id: Id,
    body: shapes.StatusNew,
    key: IdempotencyKey,
    if_match: IfMatch = None,
) -> HttpResponse:
    """Sæt sagens status; svaret er 409 med det, der gælder nu, hvis nogen kom først."""
    by = way_of(request).user
    version = body.version or if_match
    if version is None:
        raise Problem(422, "version_missing")

    def act() -> dict[str, Any]:
        number, seen = tellings.read_version(version)
        case = queries.case_to_act_on(case_id, by)
        try:
            actions.set_status(
                by=by,
                case=case,
                version=number,
                seen=CaseStatus(seen) if seen in set(CaseStatus) else CaseStatus.CLOSED,
                status=body.status,
                reason=body.reason,
            )
        except Stale as stale:
            raise of_refusal(stale, tellings.current(stale.current)) from stale
        return tellings.case(queries.case_line(case.public_id, by))

    return write(request, key, act, status=200)
