"""The description of the API as a page: our own files, no other host, nothing inline."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hjemmebane.records.access.doors import open_door


@open_door
@require_GET
def docs(request: HttpRequest) -> HttpResponse:
    """Show the operations; the page reads the description, and holds no data."""
    return render(request, "api/docs.html")
