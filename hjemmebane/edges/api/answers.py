"""Answers as JSON: plain values only, moments in Danish time, masks as their words."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.http import HttpResponse

from hjemmebane import clock
from hjemmebane.domain.people import Masked

MEDIA_TYPE = "application/json"


def written(value: Mapping[str, Any]) -> str:
    """Return a value as JSON text."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Masked):
        return str(value)
    raise TypeError(type(value).__name__)


def answered(text: str, status: int = 200) -> HttpResponse:
    """Return an answer of JSON text."""
    return HttpResponse(text, status=status, content_type=MEDIA_TYPE)


def replied(value: Mapping[str, Any], status: int = 200) -> HttpResponse:
    """Return an answer of plain values."""
    return answered(written(value), status)
