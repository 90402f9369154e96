"""Who belongs on which of the two screens; everyone else finds no page there."""

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, cast

from django.http import HttpRequest, HttpResponse

from hjemmebane.domain.access import AUTHORITY_ROLES, PREVENTION_ROLES, RoleKey
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.doors import asking, staff_door

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

View = Callable[..., HttpResponse]


def _for(roles: frozenset[RoleKey]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        @wraps(view)
        def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not roles_of(cast("User", request.user)) & roles:
                raise NotVisible("page")
            return view(request, *args, **kwargs)

        return staff_door(asking(entered, lambda user: bool(roles_of(user) & roles)))

    return decorate


def prevention_door(view: View) -> View:
    """Let the prevention unit in."""
    return _for(PREVENTION_ROLES)(view)


def authority_door(view: View) -> View:
    """Let the reception unit and the advisers in; each sees the notifications in their reach."""
    return _for(AUTHORITY_ROLES)(view)
