"""The service catalogue: searched, read, its holes found, and what is free noted."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane import clock
from hjemmebane.catalogue import current
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.service_catalogue import (
    AGE_BANDS,
    Hole,
    HoleKind,
    TargetGroup,
    ages_of,
    holes,
    search,
)
from hjemmebane.edges.staff.services.forms import FreeForm, SearchForm
from hjemmebane.edges.staff.services.parts import service_of, steps_in_use
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.service_rows import COLUMNS, service_facts, service_lines, step_words
from hjemmebane.ui.words import moment


class HoleCell(NamedTuple):
    """One place of the coverage: covered, nothing, or nothing free."""

    label: str
    words: str
    is_hole: bool


class HoleRow(NamedTuple):
    """A step and a target group over the ages."""

    title: str
    cells: tuple[HoleCell, ...]


@staff_door
@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """Show the services of today, narrowed by words, step and target group."""
    form = SearchForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {"q": "", "step": "", "group": ""}
    found = [
        service
        for service in search(current().services_on(clock.today()), asked["q"])
        if asked["step"] in ("", service.step.key)
        and (not asked["group"] or asked["group"] in service.groups)
    ]
    context = {
        "lines": service_lines(found, queries.free_places()),
        "columns": COLUMNS,
        "form": form,
    }
    return render(request, "staff/services/services.html", context)


@staff_door
@require_safe
def coverage(request: StaffRequest) -> HttpResponse:
    """Show each step, target group and age with no service, or none with a place free."""
    catalogue = current()
    services = catalogue.services_on(clock.today())
    found = holes(services, queries.free_places(), steps_in_use())
    own = catalogue.profile.sub_steps
    context = {
        "steps": [
            (step_words(step, own), _hole_rows([hole for hole in found if hole.step == step]))
            for step in steps_in_use()
        ],
        "columns": ("Målgruppe", *(ages.label for ages in AGE_BANDS)),
        "count": len(found),
    }
    return render(request, "staff/services/holes.html", context)


def _hole_rows(found: list[Hole]) -> list[HoleRow]:
    by_place = {(hole.group, hole.ages): hole.kind for hole in found}
    rows = []
    for group in TargetGroup:
        asked = ages_of(group)
        cells = tuple(
            _cell(ages.label, by_place.get((group, ages)), is_asked=ages in asked)
            for ages in AGE_BANDS
        )
        rows.append(HoleRow(group.label, cells))
    return rows


def _cell(label: str, kind: HoleKind | None, *, is_asked: bool) -> HoleCell:
    covered = "Dækket" if is_asked else "–"
    return HoleCell(label, kind.label.capitalize() if kind else covered, kind is not None)


@staff_door
@require_http_methods(["GET", "HEAD", "POST"])
def service(request: StaffRequest, key: str) -> HttpResponse:
    """Show a service whole; let those who run services note what is free."""
    found = service_of(key)
    if request.method == "POST" and not may(request.user, "service.note_free"):
        raise NotVisible("page")
    noted = queries.places_of(found.key)
    form = FreeForm(
        request.POST if request.method == "POST" else None,
        initial={"free": noted.free if noted else None},
    )
    if request.method == "POST" and form.is_valid():
        free = form.cleaned_data["free"]
        refused_at = {"places_off": "free"}
        if attempt(
            form,
            actions.note_free_places,
            by=request.user,
            service=found,
            free=free,
            refused_at=refused_at,
        ):
            return done(request, reverse("staff:service", args=[key]), "Ledige pladser er skrevet.")
    own = current().profile.sub_steps
    context = {
        "service": found,
        "facts": service_facts(found, noted.free if noted else None, own),
        "noted": f"{moment(noted.noted_at)} af {noted.noted_by.name}" if noted else "",
        "learnt": queries.learnt_of(found.key) if may(request.user, "service.choose") else None,
        "form": form if found.places and may(request.user, "service.note_free") else None,
    }
    return form_page(request, "staff/services/service.html", context, form)
