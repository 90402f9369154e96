"""What every page knows: the menu, the municipality, whether this is the demo."""

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from hjemmebane import catalogue
from hjemmebane.config.language import other_languages
from hjemmebane.domain.access import RoleKey, UserKind
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.roles import rights_table

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

AUTHORITY = {RoleKey.ADVISER, RoleKey.TEAM_LEADER, RoleKey.AUTHORITY_HEAD, RoleKey.RECEPTION}
PREVENTION = {RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER}
WITH_FAMILIES = AUTHORITY | PREVENTION | {RoleKey.THERAPIST, RoleKey.PROVIDER_HEAD}

MENU: tuple[tuple[str, str, frozenset[str]], ...] = (
    ("Min dag", "staff:myday", frozenset(WITH_FAMILIES)),
    ("Familier", "staff:families", frozenset(WITH_FAMILIES)),
    ("Underretninger", "staff:notifications", frozenset(AUTHORITY)),
    ("Henvendelser", "staff:enquiries", frozenset(PREVENTION)),
    ("Katalog", "staff:catalogue", frozenset(RoleKey)),
)


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the layouts need."""
    profile = catalogue.current().profile
    user = getattr(request, "user", None)
    values: dict[str, Any] = {
        "demo": settings.DEMO,
        "municipality": profile.municipality,
        "duty_phone": profile.contacts["social_duty"].phone,
        "front_url": settings.NEUTRAL_URL,
        "menu": [],
        "languages": other_languages(request),
    }
    if user is not None and user.is_authenticated and user.kind == UserKind.STAFF:
        roles = roles_of(cast("User", user))
        titles = rights_table().titles
        values["menu"] = _menu(roles, request.path)
        values["search_url"] = _address("staff:search")
        role = ", ".join(titles[RoleKey(role)] for role in sorted(roles))
        values["viewer"] = {"name": user.name, "role": role}
    if user is not None and user.is_authenticated:
        values["draft_url"] = _address("draft_save")
        values["logout_url"] = _address("account_logout")
    return values


def _menu(roles: frozenset[str], path: str) -> list[tuple[str, str, bool]]:
    found = []
    for label, name, allowed in MENU:
        if not roles & allowed:
            continue
        url = _address(name)
        if url:
            found.append((label, url, path == url if url == "/" else path.startswith(url)))
    return found


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
