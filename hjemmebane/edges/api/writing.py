"""Writes of other systems: under an Idempotency-Key, with the look-ups, in one transaction."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from hjemmebane.edges.api.answers import answered, written
from hjemmebane.edges.api.bearer import way_of
from hjemmebane.records.access import lookups
from hjemmebane.records.access.idempotency import Answer, answered_once


def write(
    request: HttpRequest, key: str, act: Callable[[], Mapping[str, Any]], *, status: int = 201
) -> HttpResponse:
    """Act once under a key and answer; the same key and body get the same answer again."""
    way = way_of(request)

    def once() -> Answer:
        told = written(act())
        shown = lookups.shown()
        lookups.keep_now(user=way.user, route=route_of(request), standing=standing(way))
        return Answer(status, told, shown)

    answer, is_new = answered_once(way.account, key, fingerprint(request), once)
    response = answered(answer.body, answer.status)
    if not is_new:
        response["Idempotency-Replayed"] = "true"
    return response


def fingerprint(request: HttpRequest) -> str:
    """Return what tells one write from another: method, address, version asked for, and body."""
    parts = [request.method or "", request.path, request.headers.get("If-Match", "")]
    head = json.dumps(parts).encode()
    return hashlib.sha256(head + b"\n" + request.body).hexdigest()


def route_of(request: HttpRequest) -> str:
    """Return the name of the operation, as look-ups tell it."""
    match = request.resolver_match
    return match.view_name if match else "api:unknown"


def standing(way: Any) -> tuple[str, str]:
    """Return who looked, as the family reads it: which system, for which unit."""
    return f"{way.user.profession}: {way.user.name}"[:60], way.unit_name
