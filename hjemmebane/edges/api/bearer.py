"""Who asks: a service account by its bearer token, within its scopes and its pace."""

import threading
import time
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import HttpBearer

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.api.problems import Problem
from hjemmebane.records.access.service_accounts import Way, is_use_unnoted, note_use, way_in
from hjemmebane.records.people.reach import reach_of

MINUTE = 60.0
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="hjemmebane"'}


class Bearer(HttpBearer):
    """Lets in an account whose token is good and whose scopes cover the operation."""

    def __init__(self, scope: Scope) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> Any:
        """Return the way in, or raise the problem that stands in it."""
        found = super().__call__(request)
        if found is None:
            raise Problem(401, "no_token", headers=CHALLENGE)
        return found

    def authenticate(self, request: HttpRequest, token: str) -> Way | None:
        """Return what the token opens, with the reader's reach resolved."""
        way = way_in(token)
        if way is None:
            return None
        request.way = way  # type: ignore[attr-defined]  # read by the gate, which notes who looked
        keep_pace(way.account.pk)
        if self.scope.value not in way.scopes:
            raise Problem(403, "no_scope", headers={"X-Scope": self.scope.value})
        reach_of(way.user)
        if is_use_unnoted(way.account):
            note_use(by=way.user, account=way.account)
        return way


def way_of(request: HttpRequest) -> Way:
    """Return the way in that a request came by."""
    return cast(Way, request.way)  # type: ignore[attr-defined]  # set by Bearer


_lock = threading.Lock()
_pace: dict[int, tuple[float, int]] = {}


def keep_pace(account_id: int) -> None:
    """Count a call; refuse the account for the rest of the minute when it asks too often.

    Counted in each web process by itself: a brake on runaway programs, no fine measure.
    """
    now = time.monotonic()
    with _lock:
        began, calls = _pace.get(account_id, (now, 0))
        if now - began >= MINUTE:
            began, calls = now, 0
        _pace[account_id] = (began, calls + 1)
    if calls >= settings.API_CALLS_PER_MINUTE:
        wait = max(1, round(began + MINUTE - now))
        raise Problem(429, "too_many", headers={"Retry-After": str(wait)})


def forget_pace() -> None:
    """Forget every count (tests)."""
    with _lock:
        _pace.clear()
