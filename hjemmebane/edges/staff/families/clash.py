"""Settle a clash in a family's week: what was chosen, by the one who coordinates."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.coordination_week import ClashChoice
from hjemmebane.edges.staff.families.clash_forms import SettleForm
from hjemmebane.edges.staff.families.reading import FamilyRead, read_family
from hjemmebane.edges.staff.families.week import (
    chosen_week,
    clash_lines,
    clashes_in_week,
    plan_href,
)
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.cases.actions import settle_clash
from hjemmebane.records.cases.queries import case_to_act_on
from hjemmebane.records.courses.actions import settle_clash_as_coordinator
from hjemmebane.records.courses.queries import coordinators_of
from hjemmebane.ui.http import attempt, done, form_page

PAGE = "staff/families/clash.html"
SAID = "Konflikten er løst. Bliver noget af den anderledes, åbner den på ny."


@staff_door
@needs("coordination.settle", "coordination.settle_as_coordinator")
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: StaffRequest, public_id: UUID, mark: str) -> HttpResponse:
    """Write how one clash of a week was settled."""
    read = read_family(public_id, request.user)
    monday = chosen_week(read, request.GET.get("uge", ""))
    found = tuple(one for one in clashes_in_week(read, monday) if one.mark == mark)
    own = next((case for case in read.cases if case.may_work), None)
    held = own or next((case for case in read.cases if case.closed_at is None), None)
    if not found or held is None or (own is None and not _coordinates(read)):
        raise Http404
    form = SettleForm(request.POST or None)
    back = f"{reverse('staff:family', args=[public_id])}?uge={monday}#hvem-goer-hvad"
    if form.is_valid():
        outcome = attempt(
            form,
            settle_clash if own else settle_clash_as_coordinator,
            by=request.user,
            case=case_to_act_on(held.public_id, request.user),
            mark=mark,
            choice=ClashChoice(form.cleaned_data["choice"]),
            text=form.cleaned_data["text"],
        )
        if outcome:
            return done(request, back, SAID)
    [line] = clash_lines(read, found, monday)
    context = {"line": line, "form": form, "back": back, "plan": plan_href(read), "view": read.view}
    return form_page(request, PAGE, context, form)


def _coordinates(read: FamilyRead) -> bool:
    return read.user.pk in coordinators_of(read.view.id)
