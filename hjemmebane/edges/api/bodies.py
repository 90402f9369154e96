"""Reading what other systems send: JSON in UTF-8, of bounded size and depth, or a clear no."""

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from ninja.parser import Parser

from hjemmebane.edges.api.problems import Problem

BODY_MAX = 256 * 1024
DEPTH_MAX = 20


class BoundedParser(Parser):
    """The parser of every operation's body."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body as read; raise Problem where it is not what was agreed."""
        return read_body(request)


def refuse_large(request: HttpRequest) -> None:
    """Refuse a body by the length it announces, before anything of it is read."""
    if int(request.META.get("CONTENT_LENGTH") or 0) > BODY_MAX:
        raise Problem(413, "body_too_large")


def read_body(request: HttpRequest) -> dict[str, Any]:
    """Return a request's body as a JSON object."""
    kind = (request.content_type or "").lower()
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    if kind != "application/json" or charset not in {"utf-8", "utf8"}:
        raise Problem(415, "not_json")
    if len(request.body) > BODY_MAX:
        raise Problem(413, "body_too_large")
    try:
        text = request.body.decode("utf-8")
        read = json.loads(text, parse_constant=_no_constant)
    except RecursionError as deep:
        raise Problem(400, "body_too_deep") from deep
    except ValueError as error:
        raise Problem(400, "bad_body") from error
    if _depth(read) > DEPTH_MAX:
        raise Problem(400, "body_too_deep")
    return read  # type: ignore[no-any-return]  # the schema says what it must be


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _depth(value: Any) -> int:
    """Return how deep a value is nested, walked without recursion."""
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        inner, depth = waiting.pop()
        deepest = max(deepest, depth)
        if isinstance(inner, dict | list) and depth <= DEPTH_MAX:
            below = inner.values() if isinstance(inner, dict) else inner
            waiting += [(one, depth + 1) for one in below]
    return deepest
