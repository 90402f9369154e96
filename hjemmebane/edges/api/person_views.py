"""Persons: found by a whole number or the beginning of a name, and registered.

Both searches are sent as POST: names and numbers must not stand in addresses, which logs keep.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Router

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api import shapes, tellings
from hjemmebane.edges.api.answers import replied
from hjemmebane.edges.api.bearer import way_of
from hjemmebane.edges.api.fields import IdempotencyKey
from hjemmebane.edges.api.operation import operation
from hjemmebane.edges.api.writing import write
from hjemmebane.records.people import queries
from hjemmebane.records.people.apart import register_apart

router = Router(tags=["Personer"])


@operation(
    router,
    "POST",
    "",
    Scope.PERSONS_WRITE,
    answer=shapes.PersonTold,
    status=201,
    name="person_register",
)
def person_register(
    request: HttpRequest, body: shapes.PersonNew, key: IdempotencyKey
) -> HttpResponse:
    """Registrér en person, før der er en sag; indtil da finder kun kontoen selv personen."""
    by = way_of(request).user

    def act() -> dict[str, Any]:
        made = register_apart(
            by=by,
            given_name=body.given_name,
            family_name=body.family_name,
            born_on=body.born_on,
            cpr=body.cpr or "",
        )
        return tellings.person(queries.name_card_of(made, by))

    return write(request, key, act)


@operation(
    router,
    "POST",
    "/search/number",
    Scope.PERSONS_SEARCH,
    answer=shapes.PersonsTold,
    name="person_by_number",
)
def person_by_number(request: HttpRequest, body: shapes.NumberWanted) -> HttpResponse:
    """Find en person ved hele personnummeret."""
    found = queries.find_name_by_number(body.cpr, way_of(request).user)
    return replied({"persons": [tellings.person(found)] if found else []})


@operation(
    router,
    "POST",
    "/search/name",
    Scope.PERSONS_SEARCH,
    answer=shapes.PersonsTold,
    name="person_by_name",
)
def person_by_name(request: HttpRequest, body: shapes.NameWanted) -> HttpResponse:
    """Find personer ved begyndelsen af hver del af et navn; beskyttede navne findes ikke sådan."""
    found = queries.names_beginning(body.name, way_of(request).user, body.limit)
    return replied({"persons": [tellings.person(card) for card in found]})
