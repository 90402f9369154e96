"""The network map of a family: who stands around it, written and put right by its workers."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from hjemmebane.domain.network import CIRCLE_WORDS, CLOSENESS_WORDS, STRENGTH_WORDS
from hjemmebane.domain.refusals import NotVisible, Stale
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.people import actions
from hjemmebane.records.people.queries import (
    FamilyView,
    NetworkRow,
    family_view,
    get_dossier,
    get_network_person,
    get_person,
    network_in,
)
from hjemmebane.ui.http import attempt, conflict_page, done, form_page
from hjemmebane.ui.network_form import NetworkForm

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

PAGE = "staff/families/network.html"
HEADERS = ("Navn", "Hvem", "Kreds", "Hvor tit", "Hjælper med", "For hvem", "")
SHOWN = ("name", "relation", "circle", "closeness", "support", "may_be_asked")


@dataclass(frozen=True)
class NetworkLine:
    """One person of the map in ready words."""

    name: str
    relation: str
    circle: str
    closeness: str
    support: str
    near: str
    edit: str
    end: str


@staff_door
@needs("network.add")
@require_http_methods(["GET", "HEAD", "POST"])
def network(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show who stands around the family, and put somebody more on the map."""
    view = _view(public_id, request.user)
    form = NetworkForm(request.POST or None, **_people(view))
    if request.method == "POST" and form.is_valid():
        data, user = form.cleaned_data, request.user
        outcome = attempt(
            form,
            actions.add_network_person,
            by=user,
            dossier=get_dossier(_dossier_of(view, data["near"], data["told_by"]), user),
            given=form.given(),
            near=get_person(data["near"], user) if data["near"] else None,
            told_by=get_person(data["told_by"], user) if data["told_by"] else None,
            form_token=data["mark"],
            refused_at={"not_of_this_family": "near", "network_name_missing": "name"},
        )
        is_twice = outcome.refused is not None and outcome.refused.key == "already_saved"
        if outcome or is_twice:
            return done(request, _home(view), f"{data['name']} står på kortet.")
    return _page(request, view, form, "Sæt på kortet")


@staff_door
@needs("network.change")
@require_http_methods(["GET", "HEAD", "POST"])
def network_person(request: StaffRequest, public_id: UUID, row_id: UUID) -> HttpResponse:
    """Put right what is said of somebody on the map."""
    view = _view(public_id, request.user)
    row = get_network_person(row_id, request.user)
    stored = {name: getattr(row, name) for name in SHOWN}
    stored["near"] = str(row.near.public_id) if row.near else ""
    initial = {**stored, "version": row.version}
    near = _people(view)["near"]
    form = NetworkForm(request.POST or None, initial=initial, near=near, told_by=None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.change_network_person,
            by=request.user,
            row=row,
            version=data["version"] or 0,
            given=form.given(),
            near=get_person(data["near"], request.user) if data["near"] else None,
            refused_at={"not_of_this_family": "near", "network_name_missing": "name"},
        )
        if outcome:
            return done(request, _home(view), "Det er rettet.")
        if isinstance(outcome.refused, Stale):
            now: Any = outcome.refused.current
            standing = {name: getattr(now, name) for name in SHOWN}
            return conflict_page(request, form, standing, version=now.version, back=_home(view))
    return _page(request, view, form, "Gem", f"Ret {row.name}")


@staff_door
@needs("network.end")
@require_POST
def network_end(request: StaffRequest, public_id: UUID, row_id: UUID) -> HttpResponse:
    """Take somebody off the map."""
    view = _view(public_id, request.user)
    row = get_network_person(row_id, request.user)
    actions.end_network_person(by=request.user, row=row)
    return done(request, _home(view), f"{row.name} er taget af kortet.")


def _view(public_id: UUID, user: "User") -> FamilyView:
    view = family_view(public_id, user)
    if view.is_names_only or not view.helped_in:
        raise NotVisible("family", public_id)
    return view


def _home(view: FamilyView) -> str:
    return reverse("staff:network", args=[view.public_id])


def _people(view: FamilyView) -> dict[str, list[tuple[str, str]]]:
    members = [(card.public_id, str(card.given_name)) for card in view.members]
    return {"near": members, "told_by": members}


def _dossier_of(view: FamilyView, *chosen: str) -> str:
    """Return the dossier the person belongs to: that of the child chosen, else the first."""
    helped = [dossier for dossier in view.dossiers if dossier.id in view.helped_in]
    ids = {card.id for card in view.members if card.public_id in chosen}
    own = [dossier for dossier in helped if dossier.child_id in ids]
    return (own or helped)[0].public_id


def _page(
    request: StaffRequest, view: FamilyView, form: NetworkForm, submit: str, title: str = "Netværk"
) -> HttpResponse:
    rows = network_in(view.dossier_ids, request.user)
    family = reverse("staff:family", args=[view.public_id])
    context = {
        "title": title,
        "lead": "Tegn det sammen med familien. Skriv kun det, kortet skal bruge: de, der står her, "
        "er ikke selv spurgt.",
        "crumbs": [(view.title, family), ("Netværk", "")],
        "form": form,
        "submit": submit,
        "back": family,
        "is_new": submit != "Gem",
        "headers": HEADERS,
        "lines": [_line(row, view) for row in rows],
    }
    return form_page(request, PAGE, context, form)


def _line(row: NetworkRow, view: FamilyView) -> NetworkLine:
    near = view.cards.get(row.near_id or 0)
    support = row.support or STRENGTH_WORDS[row.strength]
    places = [view.public_id, row.public_id]
    return NetworkLine(
        row.name,
        row.relation,
        CIRCLE_WORDS[row.circle],
        CLOSENESS_WORDS[row.closeness],
        f"{support} (ikke spurgt endnu)" if row.may_be_asked and row.support else support,
        str(near.given_name) if near else "hele familien",
        reverse("staff:network_person", args=places),
        reverse("staff:network_end", args=places),
    )
