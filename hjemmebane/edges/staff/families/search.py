"""Finding a family by the beginning of a name or a whole number; never in an address."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.access import RoleKey
from hjemmebane.edges.staff.families.forms import SearchForm
from hjemmebane.records.access.acting import may, roles_of
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.people.queries import (
    FamilyRow,
    PersonCard,
    families_of_persons,
    find_by_number,
    search_names,
)
from hjemmebane.ui.http import form_page
from hjemmebane.ui.rows import Link

NAMES_ONLY = frozenset({RoleKey.PROVIDER_HEAD})


@dataclass(frozen=True)
class FoundPerson:
    """One person found, with the families to open."""

    name: str
    href: str
    born: str
    families: tuple[Link, ...]


@staff_door
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: StaffRequest) -> HttpResponse:
    """Search by name or number; the text is sent, never put in an address."""
    form = SearchForm(request.POST or None)
    context: dict[str, object] = {
        "form": form,
        "is_done": False,
        "found": (),
        "may_break_glass": may(request.user, "dossier.break_glass"),
    }
    if request.method == "POST" and form.is_valid():
        cards = _cards(form.cleaned_data["q"], request)
        families = families_of_persons([card.id for card in cards], request.user) if cards else {}
        is_names_only = roles_of(request.user) <= NAMES_ONLY
        found = [_found(c, families.get(c.id, ()), is_names_only=is_names_only) for c in cards]
        context.update(found=found, is_done=True)
    return form_page(request, "staff/families/search.html", context, form)


def _cards(text: str, request: StaffRequest) -> list[PersonCard]:
    if any(sign.isdigit() for sign in text):
        card = find_by_number(text, request.user)
        return [card] if card else []
    return search_names(text, request.user)


def _found(
    card: PersonCard, families: tuple[FamilyRow, ...], *, is_names_only: bool
) -> FoundPerson:
    age = f"{card.age} år" if card.age is not None else ""
    born = f"født {card.born_on:%d.%m.%Y}" if card.born_on else ""
    return FoundPerson(
        str(card.name),
        "" if is_names_only else reverse("staff:person", args=[card.public_id]),
        "" if is_names_only else ", ".join(word for word in (age, born) if word),
        tuple(Link(row.title, reverse("staff:family", args=[row.public_id])) for row in families),
    )
