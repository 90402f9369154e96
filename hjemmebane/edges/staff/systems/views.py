"""The accounts of other systems: the administrator makes and closes them.

The token is shown on the page that made it and on no other: only a digest is kept.
"""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.service_accounts import Scope
from hjemmebane.edges.staff.systems.forms import SystemForm
from hjemmebane.records.access import service_accounts
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.access.queries import teams_of_kind, unit_of_kind, units_of_kind
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.rows import Action


@staff_door
@needs("service_account.make")
@require_safe
def systems(request: StaffRequest) -> HttpResponse:
    """Show every account: what it may do and reach, when it was used, until when it holds."""
    context = {
        "rows": service_accounts.accounts(),
        "headers": ["System", "Må", "Når", "Gælder til", "Sidst brugt", "Luk"],
        "actions": [Action("Opret systemkonto", reverse("staff:system_new"), "primary")],
    }
    return render(request, "staff/systems/list.html", context)


@staff_door
@needs("service_account.make")
@require_http_methods(["GET", "HEAD", "POST"])
def system_new(request: StaffRequest) -> HttpResponse:
    """Make an account, and show its token this once."""
    units = {f"unit-{unit.public_id}": unit for unit in units_of_kind(UnitKind.AUTHORITY)}
    teams = {f"team-{team.public_id}": team for team in teams_of_kind(UnitKind.AUTHORITY)}
    places = [(key, f"Hele {unit.name}") for key, unit in units.items()]
    places += [(key, team.name) for key, team in teams.items()]
    form = SystemForm(request.POST or None, places=places)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            service_accounts.make_account,
            by=request.user,
            name=data["name"],
            purpose=data["purpose"],
            owner_unit=unit_of_kind(UnitKind.AUTHORITY),
            scopes=[Scope(one) for one in data["scopes"]],
            units=[units[key] for key in data["places"] if key in units],
            teams=[teams[key] for key in data["places"] if key in teams],
            days=data["days"],
        )
        if outcome:
            account, token = outcome.value
            context = {"name": data["name"], "account": account, "token": token}
            return render(request, "staff/systems/made.html", context)
    context = {"form": form, "back": reverse("staff:systems")}
    return form_page(request, "staff/systems/new.html", context, form)


@staff_door
@needs("service_account.revoke")
@require_POST
def system_close(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Close an account: its token opens nothing from now on."""
    account = service_accounts.account_by_public_id(public_id)
    service_accounts.revoke_account(by=request.user, account=account)
    message = "Systemkontoen er lukket. Nøglen virker ikke mere."
    return done(request, reverse("staff:systems"), message)
