"""The service catalogue as schools and day care read it: what there is, and whom to ring."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.catalogue import current
from hjemmebane.domain.service_catalogue import search
from hjemmebane.edges.partners.menu import context_of
from hjemmebane.records.access.doors import partner_door
from hjemmebane.records.cases.queries import free_places
from hjemmebane.ui.service_rows import service_facts


@partner_door
@require_safe
def services(request: HttpRequest) -> HttpResponse:
    """Show the services of today, narrowed by words."""
    catalogue, free = current(), free_places()
    words = request.GET.get("q", "")[:100]
    found = search(catalogue.services_on(clock.today()), words)
    own = catalogue.profile.sub_steps
    told = [(s.title, s.says, service_facts(s, free.get(s.key), own)) for s in found]
    context = context_of(request, services=told, words=words)
    return render(request, "partners/services.html", context)
