"""Error pages: one clear sentence, never a trace of anybody."""

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as told
from django.views.decorators.csrf import requires_csrf_token

from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.gateways.faults import Fault, fault_of
from hjemmebane.ui.refusals import sentence

RETRY_SECONDS = 5
SENTENCES = {
    "not_found": told("Siden findes ikke, eller du har ikke adgang til den."),
    "not_allowed": told("Det har du ikke adgang til at gøre."),
    "bad_signs": told("Teksten indeholder tegn, der ikke kan gemmes. Intet er gemt."),
    "too_long": told("Teksten er for lang til at blive gemt. Intet er gemt."),
    "bad_request": told("Det kunne siden ikke læse. Intet er gemt."),
    "too_many": told(
        "Der er sendt meget på kort tid. Vent nogle minutter, og prøv igen. Haster det, så ring."
    ),
    "csrf": told("Siden var for gammel til at blive gemt. Gå tilbage, hent den igen, og prøv så."),
    "server": told("Noget gik galt hos os. Intet er gemt. Prøv igen om lidt."),
}
FAILED = told("Det gik ikke")
HEADINGS = {"not_found": told("Siden findes ikke"), "not_allowed": told("Det må du ikke")}
NOT_NOW = told("Vi kan ikke lige nu")
# What is said while the database or the disk fails: to one who reads, and to one who sent a form.
FAULTS: dict[Fault, tuple[str, str]] = {
    "away": (
        told("Databasen svarer ikke lige nu, så prøv igen om lidt."),
        told(
            "Databasen svarer ikke lige nu, så se efter, om det blev gemt, før du sender det igen."
        ),
    ),
    "busy": (
        told("Der er travlt lige nu, så prøv igen om lidt."),
        told("Der var travlt, så se efter, om det blev gemt, før du sender det igen."),
    ),
    "full": (
        told("Der er ikke plads på serveren, så siden kan først vises, når jeres drift gør plads."),
        told(
            "Der er ikke plads på serveren: sig det til jeres drift, og se efter, om det blev "
            "gemt, før du sender det igen."
        ),
    ),
}


def error_page(request: HttpRequest, status: int, key: str) -> HttpResponse:
    """Return an error page with one sentence."""
    return _page(request, status, _(HEADINGS.get(key, FAILED)), _(SENTENCES[key]))


def refused_page(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Return the page for a refusal that no form took up; nothing was written."""
    if refusal.key == "not_allowed":
        return error_page(request, 403, "not_allowed")
    status = 409 if isinstance(refusal, Stale) else 422
    return _page(request, status, _("Det blev ikke gemt"), sentence(refusal.key))


def _page(request: HttpRequest, status: int, heading: str, text: str) -> HttpResponse:
    context = {"heading": heading, "sentence": text}
    return render(request, "entrance/error.html", context, status=status)


@requires_csrf_token
def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what does not exist."""
    return error_page(request, 404, "not_found")


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what may not be done."""
    return error_page(request, 403, "not_allowed")


@requires_csrf_token
def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the page for what could not be read."""
    return error_page(request, 400, "bad_request")


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the page for a fault of ours, or for a database or disk that fails (503)."""
    fault = fault_of(sys.exc_info()[1])
    return fault_page(request, fault) if fault else error_page(request, 500, "server")


def fault_page(request: HttpRequest, fault: Fault) -> HttpResponse:
    """Return the page shown while the database or disk fails; it asks neither of them anything."""
    reading = request.method in ("GET", "HEAD")
    context = {"heading": _(NOT_NOW), "sentence": _(FAULTS[fault][0 if reading else 1])}
    answer = HttpResponse(render_to_string("entrance/error.html", context), status=503)
    answer["Retry-After"] = str(RETRY_SECONDS)
    answer["Cache-Control"] = "no-store, private"
    return answer


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that was too old or not ours."""
    return error_page(request, 403, "csrf")
