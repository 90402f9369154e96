"""The right match: services with reasons for and against; a person chooses and says why."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane.domain.service_catalogue import ChoiceReason
from hjemmebane.edges.staff.services.forms import ChooseForm, NeedForm
from hjemmebane.edges.staff.services.parts import service_of
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.cases import actions, queries
from hjemmebane.ui.http import attempt, done, form_page

if TYPE_CHECKING:
    from hjemmebane.records.cases.models import Case


class SuggestionLine(NamedTuple):
    """A service that may fit, with what speaks for and against."""

    title: str
    says: str
    step: str
    for_it: tuple[str, ...]
    against: tuple[str, ...]
    href: str
    read_href: str


@staff_door
@needs("service.choose")
@require_safe
def match(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show the services for a need, and what was chosen in the case before."""
    case = queries.get_case(public_id, request.user)
    first = {"age": queries.age_of_child(case)}
    is_asked = "step" in request.GET
    form = NeedForm(request.GET if is_asked else None, initial=first)
    lines: list[SuggestionLine] = []
    if is_asked and form.is_valid():
        lines = list(_lines(case, form))
    context = {
        **_about(request, case),
        "form": form,
        "lines": lines,
        "choices": queries.choices_of(case, request.user),
    }
    return form_page(request, "staff/services/match.html", context, form)


def _lines(case: "Case", form: NeedForm) -> Iterable[SuggestionLine]:
    for found in queries.suggested(form.need()):
        service = found.service
        place = reverse("staff:case_service_choose", args=[case.public_id, service.key])
        yield SuggestionLine(
            service.title,
            service.says,
            service.step.key,
            found.for_it,
            found.against,
            f"{place}?{form.query()}",
            reverse("staff:service", args=[service.key]),
        )


def _about(request: StaffRequest, case: "Case") -> dict[str, object]:
    row = queries.case_row(case, request.user)
    return {
        "name": row.child.name,
        "case_href": reverse("staff:case", args=[case.public_id]),
        "here": reverse("staff:case_services", args=[case.public_id]),
    }


@staff_door
@needs("service.choose")
@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: StaffRequest, public_id: UUID, key: str) -> HttpResponse:
    """Let a person choose a service for the need in the address, and say why."""
    case = queries.get_case(public_id, request.user)
    service = service_of(key)
    need_form = NeedForm(request.GET)
    if not need_form.is_valid():
        return _ask_again(request, case, need_form)
    form = ChooseForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.choose_service,
            by=request.user,
            case=case,
            service=service,
            need=need_form.need(),
            reasons=[ChoiceReason(reason) for reason in form.cleaned_data["reasons"]],
            text=form.cleaned_data["text"],
            refused_at={"choice_words_missing": "text", "choice_reason_missing": "reasons"},
        )
        if outcome:
            place = reverse("staff:case_services", args=[case.public_id])
            return done(request, place, f"{service.title} er valgt. Grunden er skrevet i sagen.")
    (told,) = (s for s in queries.suggested(need_form.need()) if s.service is service)
    context = {
        **_about(request, case),
        "service": service,
        "for_it": told.for_it,
        "against": told.against,
        "form": form,
    }
    return form_page(request, "staff/services/choose.html", context, form)


def _ask_again(request: HttpRequest, case: "Case", form: NeedForm) -> HttpResponse:
    """Return the question once more: without a need there is nothing to choose for."""
    context = {**_about(request, case), "form": form, "lines": [], "choices": ()}  # type: ignore[arg-type]  # behind the staff door
    return render(request, "staff/services/match.html", context, status=422)
