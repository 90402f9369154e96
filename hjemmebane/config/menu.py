"""The main menu of staff: the pages somebody may open and whose work has use for them."""

from collections.abc import Callable, Set
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from django.http import HttpResponse
from django.urls import resolve, reverse

from hjemmebane.domain.access import AUTHORITY_ROLES, LEADERS, PREVENTION_ROLES, RoleKey
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.doors import is_open_to
from hjemmebane.ui.menu import Menu, menu

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

WITH_COURSES = PREVENTION_ROLES | {RoleKey.THERAPIST}
WITH_FAMILIES = AUTHORITY_ROLES | WITH_COURSES | {RoleKey.PROVIDER_HEAD}
EVERYONE = WITH_FAMILIES | {RoleKey.CONTROLLER, RoleKey.ADMINISTRATOR}


class Place(NamedTuple):
    """A page the menu can lead to, and whose work has use for it."""

    label: str
    name: str
    used_by: Set[RoleKey]


# Most used first. Whose work has no use for a page is not led to it, even where it would open:
# a controller's list of families is always empty.
PLACES = (
    Place("Min dag", "staff:myday", EVERYONE),
    Place("Familier", "staff:families", WITH_FAMILIES),
    Place("Underretninger", "staff:notifications", AUTHORITY_ROLES),
    Place("Henvendelser", "staff:enquiries", PREVENTION_ROLES),
    Place("Systemer", "staff:systems", {RoleKey.ADMINISTRATOR}),
    Place("Sager", "staff:cases", AUTHORITY_ROLES),
    Place("Grupper", "staff:groups", WITH_COURSES),
    Place("Frister", "staff:deadlines", AUTHORITY_ROLES | WITH_COURSES),
    Place("Afgørelser", "staff:decisions_waiting", AUTHORITY_ROLES),
    Place("Rapporter", "staff:reports", WITH_FAMILIES - {RoleKey.RECEPTION}),
    Place("Tilbud", "staff:services", EVERYONE),
    Place("Indsatstrappen", "staff:ladder", EVERYONE),
    Place("Forlængelser", "staff:course_extensions", AUTHORITY_ROLES | PREVENTION_ROLES),
    Place("Flow i sagerne", "staff:case_flow", AUTHORITY_ROLES),
    Place("Hvad hvis", "staff:what_ifs", AUTHORITY_ROLES),
    Place("Påmindelser", "staff:reminders", WITH_FAMILIES),
    Place("Stedfortræder", "staff:deputies", WITH_FAMILIES),
    Place("Nødadgang i dit team", "staff:break_glass_list", AUTHORITY_ROLES),
    Place("Kontrol af frister", "staff:control", AUTHORITY_ROLES | PREVENTION_ROLES),
    Place("Nye regler", "staff:rule_versions", AUTHORITY_ROLES | PREVENTION_ROLES),
    Place("Ledermøder", "staff:leader_coordination", LEADERS),
    Place("Katalog", "staff:catalogue", EVERYONE),
)


def menu_of(user: "User", path: str) -> Menu:
    """Return a member of staff's menu, the page they stand on marked in it."""
    roles = roles_of(user)
    return menu(
        [
            (place.label, reverse(place.name))
            for place in PLACES
            if roles & place.used_by and is_open_to(_view(place.name), user)
        ],
        path,
    )


@cache
def _view(name: str) -> Callable[..., HttpResponse]:
    view: Callable[..., HttpResponse] = resolve(reverse(name)).func
    return view
