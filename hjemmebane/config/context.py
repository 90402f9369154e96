"""What every page knows: the menu, the municipality, whether this is the demo."""

from typing import TYPE_CHECKING, Any, cast

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from hjemmebane import catalogue
from hjemmebane.config.language import other_languages
from hjemmebane.config.menu import menu_of
from hjemmebane.domain.access import RoleKey, UserKind
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.roles import rights_table

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User


def page(request: HttpRequest) -> dict[str, Any]:
    """Return what the layouts need."""
    profile = catalogue.current().profile
    user = getattr(request, "user", None)
    values: dict[str, Any] = {
        "demo": settings.DEMO,
        "municipality": profile.municipality,
        "duty_phone": profile.contacts["social_duty"].phone,
        "front_url": settings.NEUTRAL_URL,
        # Asked for by the pages that have other languages, which staff's have not.
        "languages": SimpleLazyObject(lambda: other_languages(request)),
    }
    if user is not None and user.is_authenticated and user.kind == UserKind.STAFF:
        roles = roles_of(cast("User", user))
        titles = rights_table().titles
        values["menu"] = menu_of(cast("User", user), request.path)
        values["search_url"] = _address("staff:search")
        role = ", ".join(titles[RoleKey(role)] for role in sorted(roles))
        values["viewer"] = {"name": user.name, "role": role}
    if user is not None and user.is_authenticated:
        values["draft_url"] = _address("draft_save")
        values["logout_url"] = _address("account_logout")
    return values


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
