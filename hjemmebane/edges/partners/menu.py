"""What every page of the partners' edge carries: the menu, who is signed in, whom to ring."""

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.access import UnitKind
from hjemmebane.records.access.queries import units_of

if TYPE_CHECKING:
    from hjemmebane.records.access.models import Unit, User


def unit_of(user: "User") -> "Unit | None":
    """Return the place the partner works at."""
    return units_of(user).filter(kind=UnitKind.UNIVERSAL).first()


def context_of(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Return what a page shows, with what every page carries."""
    user = cast("User", request.user)
    unit = unit_of(user)
    menu = [
        (label, reverse(f"partners:{name}"), request.path == reverse(f"partners:{name}"))
        for label, name in (
            ("Overblik", "home"),
            ("Ny henvendelse", "enquiry_new"),
            ("Ny underretning", "notification_new"),
            ("Tilbud", "services"),
        )
    ]
    return {
        "menu": menu,
        "viewer": {"name": user.name, "role": unit.name if unit else user.profession},
        "home_url": reverse("partners:home"),
        "crumbs": [("Samarbejde", reverse("partners:home"))],
        "duty": catalogue.current().profile.contacts["social_duty"],
        **more,
    }
