"""Your network: those you yourself have told of, and a form to tell of one more."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from hjemmebane.domain.access import DossierKind
from hjemmebane.domain.network import Closeness
from hjemmebane.records.access.doors import StaffRequest, family_door, needs
from hjemmebane.records.feedback.queries import own_courses, person_of
from hjemmebane.records.people import actions
from hjemmebane.records.people.queries import (
    dossiers_of,
    get_network_person,
    network_in,
    person_card,
)
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.network_form import NetworkForm

if TYPE_CHECKING:
    from hjemmebane.records.access.models import Dossier

PAGE = "family/portal/network.html"
HELPED = (DossierKind.CASE, DossierKind.PREVENTION)


@family_door
@needs("network.add")
@require_http_methods(["GET", "HEAD", "POST"])
def network(request: StaffRequest) -> HttpResponse:
    """Show those the reader has told of, and put somebody more on the map."""
    user = request.user
    person = person_of(user)
    dossiers = _dossiers(request)
    form = NetworkForm(request.POST or None, near=[], told_by=None)
    del form.fields["near"]
    if request.method == "POST" and dossiers and form.is_valid():
        outcome = attempt(
            form,
            actions.add_network_person,
            by=user,
            dossier=dossiers[0],
            given=form.given(),
            told_by=person,
            near=person,
            form_token=form.cleaned_data["mark"],
            refused_at={"network_name_missing": "name"},
        )
        is_twice = outcome.refused is not None and outcome.refused.key == "already_saved"
        if outcome or is_twice:
            said = _("%(name)s står på dit kort.") % {"name": form.cleaned_data["name"]}
            return done(request, reverse("family:portal_network"), said)
    rows = network_in([dossier.pk for dossier in dossiers], user)
    often = {Closeness.WEEKLY: _("hver uge"), Closeness.SELDOM: _("sjældnere")}
    lines = [(row, often[row.closeness]) for row in rows]
    context = {
        "card": person_card(person, user),
        "form": form,
        "lines": lines,
        "has_map": bool(dossiers),
    }
    return form_page(request, PAGE, context, form)


def _dossiers(request: StaffRequest) -> list["Dossier"]:
    """Return the dossiers the reader gets help in; that of a running course comes first."""
    user = request.user
    on_course = [course.dossier_id for course in own_courses(user)]
    rows = [row for row in dossiers_of(person_of(user), user) if row.kind in HELPED]
    return sorted(
        [row for row in rows if row.closed_at is None],
        key=lambda row: (row.pk not in on_course, -row.pk),
    )


@family_door
@needs("network.end")
@require_POST
def network_end(request: StaffRequest, row_id: UUID) -> HttpResponse:
    """Take somebody off one's own map."""
    row = get_network_person(row_id, request.user)
    actions.end_network_person(by=request.user, row=row)
    said = _("%(name)s er taget af dit kort.") % {"name": row.name}
    return done(request, reverse("family:portal_network"), said)
