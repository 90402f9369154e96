"""What happens around every request: bounded input, sign-in time, drafts, look-ups."""

import json
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.config.errors import error_page, refused_page
from hjemmebane.domain.access import UserKind
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.edges.api import gate
from hjemmebane.records.access import actions, lookups, queries

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

Handler = Callable[[HttpRequest], HttpResponse]

FIELD_MAX = 100_000
SAVED = frozenset({303, 204})
# A page with this field carries its own answers; until they are sent they rest nowhere.
CARRIES_ITSELF = "state"
NEVER_KEPT = frozenset({"csrfmiddlewaretoken", "password", "version", "token"})
ALWAYS_OPEN = ("/konto/", "/static/")
API = "/api/"


def other_systems(get_response: Handler) -> Handler:
    """Hand what other systems ask to the API's own gate: no session, no cookie, no form, no page.

    It stands after the security headers and before everything that is for people in browsers.
    """

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(API):
            return get_response(request)
        response = gate.answer(request)
        response.headers.setdefault("X-Frame-Options", "DENY")
        return response

    return handle


def bounded_input(get_response: Handler) -> Handler:
    """Refuse input that no form can mean: NUL signs, lone surrogates, overlong fields."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.method == "POST":
            for value in (v for values in request.POST.lists() for v in values[1]):
                if len(value) > FIELD_MAX:
                    return error_page(request, 413, "too_long")
                if "\0" in value or any("\ud800" <= sign <= "\udfff" for sign in value):
                    return error_page(request, 400, "bad_signs")
        if "\0" in request.get_full_path() or "%00" in request.META.get("QUERY_STRING", ""):
            return error_page(request, 400, "bad_signs")
        return get_response(request)

    return handle


def signed_in_time(get_response: Handler) -> Handler:
    """End a session after 30 idle minutes, or ten hours; drafts of typed text stay."""

    def handle(request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            now = clock.now().timestamp()
            began = request.session.setdefault("began", now)
            seen = request.session.get("seen", now)
            if (
                now - seen > settings.SESSION_IDLE_SECONDS
                or now - began > settings.SESSION_MAX_SECONDS
            ):
                keep_typed_text(request)
                family = request.user.kind == UserKind.FAMILY
                logout(request)
                door = resolve_url(settings.FAMILY_LOGIN_URL if family else settings.LOGIN_URL)
                query = urlencode({"udloebet": 1, "next": request.path})
                return HttpResponseRedirect(f"{door}?{query}")
            # Also where the clock was set back: else nobody would be idle until it has caught up.
            if abs(now - seen) > 60 or "seen" not in request.session:
                request.session["seen"] = now
        return get_response(request)

    return handle


def drafts(get_response: Handler) -> Handler:
    """Give forms the text typed earlier and not saved; drop it once it is saved."""

    def handle(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return get_response(request)
        request.draft = partial(_read_draft, request.user, request.path)  # type: ignore[attr-defined]  # read by ui.http
        response = get_response(request)
        saved = request.method == "POST" and response.status_code in SAVED
        if saved and queries.draft_of(request.user, request.path):
            actions.drop_draft(by=request.user, key=request.path)
        return response

    return handle


def _read_draft(user: "User", key: str) -> dict[str, list[str]]:
    text = queries.draft_of(user, key)
    return json.loads(text) if text else {}


def keep_typed_text(request: HttpRequest, key: str = "") -> bool:
    """Keep what a form carries as a draft; return whether there was anything to keep."""
    page = key or request.path
    if CARRIES_ITSELF in request.POST:
        return False
    typed = {
        name: values
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT and any(values)
    }
    if not typed or not request.user.is_authenticated or page.startswith(ALWAYS_OPEN):
        return False
    try:
        text = json.dumps(typed)
        actions.save_draft(by=request.user, key=page, text=text)
    except Refused:
        return False
    return True


def second_factor(get_response: Handler) -> Handler:
    """Send staff without a second factor to make one before anything else."""

    def handle(request: HttpRequest) -> HttpResponse:
        if settings.REQUIRE_SECOND_FACTOR and _lacks_second_factor(request):
            return HttpResponseRedirect(reverse("mfa_index"))
        return get_response(request)

    return handle


def _lacks_second_factor(request: HttpRequest) -> bool:
    user = request.user
    if not user.is_authenticated or user.kind == UserKind.FAMILY:
        return False
    if request.path.startswith(ALWAYS_OPEN) or request.session.get("second_factor"):
        return False
    if is_mfa_enabled(user):
        request.session["second_factor"] = True
        return False
    return True


class LookUps:
    """Keep who was shown whom, committed before the answer leaves; refusals too."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Collect what the view shows, and keep it."""
        with lookups.collecting() as reading:
            response = self.get_response(request)
            lookups.keep(reading, user=_reader(request), route=_route(request))
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Turn "not visible" to a 404 that says no more, and a refusal to its sentence."""
        if isinstance(exception, NotVisible):
            if exception.public_id:
                lookups.note_refusal(f"{exception.kind} {exception.public_id}")
            return error_page(request, 404, "not_found")
        if isinstance(exception, Refused):
            keep_typed_text(request)
            return refused_page(request, exception)
        return None


look_ups = LookUps


def _reader(request: HttpRequest) -> "User | None":
    return request.user if request.user.is_authenticated else None


def _route(request: HttpRequest) -> str:
    match = request.resolver_match
    return match.view_name if match else "unknown"
