"""Other professionals: helping a family on to one, and who of them threw light on a case."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.access import Aspect
from hjemmebane.edges.staff.cases.forms.professionals import ReviewForm, SignpostForm
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    asked_id,
    case_url,
    crumbs,
    day_errors,
    reader,
    today,
)
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.people.queries import get_dossier
from hjemmebane.ui.http import attempt, form_page

if TYPE_CHECKING:
    from hjemmebane.records.access.models import Dossier, User

REVIEWS = "Andre faggruppers blik på sagen"


@staff_door
@needs("signposting.log")
@require_http_methods(READ_OR_SEND)
def signposting(request: HttpRequest, dossier_id: UUID) -> HttpResponse:
    """Log that a family was helped on; leads back to the contact it was at, or to the family."""
    user = reader(request)
    dossier = get_dossier(dossier_id, user, Aspect.PLAN)
    back = _back(dossier, user, request.GET.get("kontakt", ""))
    form = SignpostForm(request.POST or None, initial={"given_on": today()})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.log_signposting,
            dossier=dossier,
            text=form.text(),
            by=user,
            refused_at=day_errors("given_on"),
        )
        answer = after(request, outcome, form, back, "Det er skrevet ned.")
        if answer:
            return answer
    rows = queries.signposts_in([dossier.pk], user)
    context = {"form": form, "rows": rows, "back": back}
    return form_page(request, "staff/cases/signposting.html", context, form)


def _back(dossier: "Dossier", user: "User", contact: str) -> str:
    if contact:
        return reverse("staff:contact", args=[asked_id(contact)])
    case = queries.case_of_dossier(dossier, user)
    return case_url(case.public_id, "videre") if case else reverse("staff:families")


@staff_door
@needs("case.note_review")
@require_http_methods(READ_OR_SEND)
def case_reviews(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note who of another profession contributed to the case."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = ReviewForm(request.POST or None, initial={"given_on": today()})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.note_review,
            case=case,
            text=form.review(),
            by=user,
            refused_at=day_errors("given_on"),
        )
        url = case_url(public_id, "faggrupper")
        answer = after(request, outcome, form, url, "Det er skrevet på sagen.")
        if answer:
            return answer
    context = {
        "form": form,
        "title": REVIEWS,
        "crumbs": crumbs(case, user, REVIEWS),
        "back": case_url(public_id, "faggrupper"),
    }
    return form_page(request, "staff/cases/reviews.html", context, form)
