"""What every page of the partners' edge carries: the menu, who is signed in, whom to ring."""

from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest
from django.urls import reverse

from hjemmebane import catalogue
from hjemmebane.domain.access import UnitKind
from hjemmebane.records.access.queries import units_of
from hjemmebane.ui.menu import menu

if TYPE_CHECKING:
    from hjemmebane.records.access.models import Unit, User

PLACES = (
    ("Overblik", "partners:home"),
    ("Ny henvendelse", "partners:enquiry_new"),
    ("Ny underretning", "partners:notification_new"),
    ("Tilbud", "partners:services"),
)


def unit_of(user: "User") -> "Unit | None":
    """Return the place the partner works at."""
    return units_of(user).filter(kind=UnitKind.UNIVERSAL).first()


def context_of(request: HttpRequest, **more: Any) -> dict[str, Any]:
    """Return what a page shows, with what every page carries."""
    user = cast("User", request.user)
    unit = unit_of(user)
    places = [(label, reverse(name)) for label, name in PLACES]
    return {
        "menu": menu(places, request.path),
        "viewer": {"name": user.name, "role": unit.name if unit else user.profession},
        "home_url": reverse("partners:home"),
        "crumbs": [("Samarbejde", reverse("partners:home"))],
        "duty": catalogue.current().profile.contacts["social_duty"],
        **more,
    }
