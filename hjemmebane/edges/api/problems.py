"""Problem answers (RFC 9457): what went wrong as a stable code and one Danish sentence."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse

from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.gateways.faults import Fault
from hjemmebane.ui.refusals import sentence

MEDIA_TYPE = "application/problem+json"
RETRY_SECONDS = 5
CONFLICTS = frozenset({"case_already_open", "number_taken", "already_saved", "key_reused"})
_FIELD_WORDS = {
    "missing": "Feltet mangler.",
    "extra_forbidden": "Feltet kendes ikke.",
    "string_too_long": "Teksten er for lang.",
    "string_too_short": "Teksten mangler.",
    "string_pattern_mismatch": "Teksten har ikke den rette form.",
    "string_unicode": "Teksten indeholder tegn, der ikke kan gemmes.",
    "string_type": "Her skal stå en tekst.",
    "bad_signs": "Teksten indeholder tegn, der ikke kan gemmes.",
    "enum": "Værdien er ikke en af dem, der kan vælges.",
    "literal_error": "Værdien er ikke en af dem, der kan vælges.",
    "uuid_parsing": "Her skal stå et id (UUID).",
    "uuid_type": "Her skal stå et id (UUID).",
    "date_from_datetime_parsing": "Her skal stå en dato (ÅÅÅÅ-MM-DD).",
    "date_parsing": "Her skal stå en dato (ÅÅÅÅ-MM-DD).",
    "date_type": "Her skal stå en dato (ÅÅÅÅ-MM-DD).",
    "datetime_from_date_parsing": "Her skal stå et tidspunkt med tidszone.",
    "datetime_parsing": "Her skal stå et tidspunkt med tidszone.",
    "timezone_aware": "Tidspunktet mangler sin tidszone.",
}
_OTHER_FIELD = "Værdien kan ikke bruges."


class Problem(Exception):
    """What an operation answers instead of what was asked for; nothing was written."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        errors: Sequence[Mapping[str, Any]] = (),
        headers: Mapping[str, str] | None = None,
        **more: Any,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.errors = status, code, errors
        self.headers, self.more = headers or {}, more

    def answer(self) -> HttpResponse:
        """Return the answer that tells it."""
        told: dict[str, Any] = {
            "type": f"urn:hjemmebane:problem:{self.code}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "code": self.code,
            "detail": sentence(self.code),
            **self.more,
        }
        if self.errors:
            told["errors"] = list(self.errors)
        return HttpResponse(
            json.dumps(told, ensure_ascii=False),
            status=self.status,
            content_type=MEDIA_TYPE,
            headers=dict(self.headers),
        )


def of_refusal(refusal: Refused, now_stands: Mapping[str, Any] | None = None) -> Problem:
    """Return the problem that a refused action is told as."""
    if isinstance(refusal, Stale):
        return Problem(409, "stale", current=now_stands or {})
    if refusal.key == "not_allowed":
        return Problem(403, "not_allowed")
    return Problem(409 if refusal.key in CONFLICTS else 422, refusal.key)


def of_fields(errors: Sequence[Mapping[str, Any]]) -> Problem:
    """Return the problem of fields that cannot be used: where, and a sentence; never the value."""
    told = [
        {
            "where": [str(part) for part in error.get("loc", ())],
            "code": error.get("type", "invalid"),
            "detail": _FIELD_WORDS.get(error.get("type", ""), _OTHER_FIELD),
        }
        for error in errors
    ]
    return Problem(422, "invalid", errors=told)


FAULT_CODES = {"away": "database_away", "busy": "database_busy", "full": "disk_full"}


def of_fault(fault: Fault) -> Problem:
    """Return the problem of a database or disk that does not do its part."""
    return Problem(503, FAULT_CODES[fault], headers={"Retry-After": str(RETRY_SECONDS)})
