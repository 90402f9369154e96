"""How often one may knock: limits on doors where guessing, filling up or fishing could pay.

Sign-in has limits of its own, shared by all processes (ACCOUNT_RATE_LIMITS). Those here count in
this process's memory only: for anonymous advice no address may be kept, so what is counted is a
digest with a key that dies with the process, forgotten when its minutes are up.
"""

import hashlib
import hmac
import secrets
import threading
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse

from hjemmebane import clock
from hjemmebane.config.errors import error_page

MOST_KNOCKERS = 10_000


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times within so many seconds; reading may be free."""

    times: int
    seconds: int
    is_reading_free: bool = True


LIMITS = {
    "family:enquiry": Limit(20, 600),
    "family:notification": Limit(20, 600),
    "family:advice_answer": Limit(20, 600),
    "family:feedback_link": Limit(60, 600, is_reading_free=False),
    "family:portal_feedback": Limit(30, 600),
    "partners:enquiry_new": Limit(60, 600),
    "partners:notification_new": Limit(60, 600),
    "staff:search": Limit(120, 600),
    "staff:break_glass": Limit(20, 600),
    "staff:person_reveal": Limit(60, 600),
    "openid_connect_login": Limit(30, 600),
    "openid_connect_callback": Limit(30, 600, is_reading_free=False),
}


@dataclass(slots=True)
class Knocks:
    """When each has knocked lately; the longest quiet are forgotten first."""

    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    seen: "OrderedDict[bytes, deque[float]]" = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, who: str, limit: Limit, now: float) -> float:
        """Count a knock; return how many seconds to wait, none where it is let in."""
        key = hmac.new(self.secret, who.encode(), hashlib.sha256).digest()
        with self.lock:
            times = self.seen.setdefault(key, deque(maxlen=limit.times))
            self.seen.move_to_end(key)
            while len(self.seen) > MOST_KNOCKERS:
                self.seen.popitem(last=False)
            while times and times[0] <= now - limit.seconds:
                times.popleft()
            if len(times) >= limit.times:
                return times[0] + limit.seconds - now
            times.append(now)
            return 0.0


knocks = Knocks()


class Throttle:
    """Answer 429 in one sentence to whoever knocks too often."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; what is counted is decided when its view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Count a knock at a door with a limit."""
        route = request.resolver_match.view_name if request.resolver_match else ""
        limit = LIMITS.get(route)
        is_reading = request.method in {"GET", "HEAD"}
        if limit is None or not settings.THROTTLE or (is_reading and limit.is_reading_free):
            return None
        wait = knocks.wait(f"{route} {_who(request)}", limit, clock.now().timestamp())
        if not wait:
            return None
        answer = error_page(request, 429, "too_many")
        answer.headers["Retry-After"] = str(int(wait) + 1)
        return answer


def _who(request: HttpRequest) -> str:
    """Return whom to count by: the signed-in user, else the address the first proxy saw."""
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    return f"address {get_adapter().get_client_ip(request)}"
