"""The gate of the API: from a request to its answer, without session, cookie, form or template.

Whatever goes wrong inside becomes a problem answer. Who was shown is kept before it leaves.
"""

import logging

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from hjemmebane.edges.api.bodies import refuse_large
from hjemmebane.edges.api.problems import MEDIA_TYPE, Problem, of_fault
from hjemmebane.edges.api.writing import route_of, standing
from hjemmebane.gateways.faults import fault_of
from hjemmebane.records.access import lookups

log = logging.getLogger(__name__)
WHY = "system"
METHODS = 405


def answer(request: HttpRequest) -> HttpResponse:
    """Return the API's answer to a request."""
    with lookups.collecting() as reading:
        reading.why = WHY
        try:
            response = _inside(request)
            way = getattr(request, "way", None)
            if way is not None:
                lookups.keep(
                    reading, user=way.user, route=route_of(request), standing=standing(way)
                )
        except Problem as problem:
            response = problem.answer()
        except Exception as error:
            response = _failed(error)
    response.headers.setdefault("Cache-Control", "no-store, private")
    return response


def _failed(error: Exception) -> HttpResponse:
    fault = fault_of(error)
    if fault:
        log.error("the API cannot answer: the database or disk is %s", fault)
        return of_fault(fault).answer()
    log.exception("the API failed")
    return Problem(500, "server_fault").answer()


def _inside(request: HttpRequest) -> HttpResponse:
    refuse_large(request)
    try:
        match = resolve(request.path_info)
    except Resolver404 as error:
        raise Problem(404, "bad_address") from error
    request.resolver_match = match
    try:
        response: HttpResponse = match.func(request, *match.args, **match.kwargs)
    except Http404 as error:
        raise Problem(404, "bad_address") from error
    if response.status_code == METHODS and response["Content-Type"] != MEDIA_TYPE:
        raise Problem(405, "method_not_allowed", headers={"Allow": response["Allow"]})
    return response
