"""Doors: a view is for staff, for families, for partners, or open to anyone."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url

from hjemmebane.domain.access import UserKind
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.models import User

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


class StaffRequest(HttpRequest):
    """A request whose user is known to have come in by a door."""

    user: User
    htmx: Any


def _door(
    kind: UserKind, sign_in: str
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            user = request.user
            if not user.is_authenticated:
                query = urlencode({"next": request.get_full_path()})
                return HttpResponseRedirect(f"{resolve_url(sign_in)}?{query}")
            if user.kind != kind and request.path == "/":
                return HttpResponseRedirect(settings.LOGIN_REDIRECT_URL)
            if user.kind != kind:
                raise NotVisible("page")
            return view(request, *args, **kwargs)

        entered.door = kind  # type: ignore[attr-defined]  # read by the access matrix
        return entered

    return decorate


def staff_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let staff in; send others to sign in, from `/` to their own front, or say: no such page."""
    return _door(UserKind.STAFF, settings.LOGIN_URL)(view)


def family_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let family members in."""
    return _door(UserKind.FAMILY, settings.FAMILY_LOGIN_URL)(view)


def partner_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let partners in."""
    return _door(UserKind.PARTNER, settings.LOGIN_URL)(view)


def needs(*names: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Show a page that is only a form for an action to those whose role may do it (any of them).

    Goes below a door. Others are told that the page does not exist, before anything is read.
    """

    def decorate(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def entered(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not any(may(request.user, name) for name in names):
                raise NotVisible("page")
            return view(request, *args, **kwargs)

        return asking(entered, lambda user: any(may(user, name) for name in names))

    return decorate


def asking(
    view: Callable[..., HttpResponse], question: Callable[[User], bool]
) -> Callable[..., HttpResponse]:
    """Write on a view what it asks of who comes in; what those below it ask stands there too."""
    view.asks = (*getattr(view, "asks", ()), question)  # type: ignore[attr-defined]  # for is_open_to
    return view


def is_open_to(view: Callable[..., HttpResponse], user: User) -> bool:
    """Return whether door and role let somebody in to a page, as the menu asks beforehand."""
    if getattr(view, "door", None) != user.kind:
        return False
    return all(question(user) for question in getattr(view, "asks", ()))


def open_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view as open to anyone."""
    view.door = "open"  # type: ignore[attr-defined]  # read by the access matrix
    return view
