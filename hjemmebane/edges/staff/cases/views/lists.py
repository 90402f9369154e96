"""The list of cases, and opening and handing over one."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey, UnitKind
from hjemmebane.domain.calendar import end_of_day, sunday_of
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.domain.story import StoryHeard
from hjemmebane.edges.staff.cases.forms.case import (
    AdviserForm,
    OpenCaseForm,
    StoryForm,
    StoryReadForm,
)
from hjemmebane.edges.staff.cases.views.parts import (
    READ_OR_SEND,
    after,
    asked_id,
    case_url,
    day_errors,
    family_choices,
    reader,
    show_form,
    today,
)
from hjemmebane.records.access.acting import may, roles_of
from hjemmebane.records.access.doors import needs, staff_door
from hjemmebane.records.access.queries import (
    staff_with_role,
    team_by_public_id,
    teams_of_kind,
    user_by_public_id,
)
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.intake.queries import get_notified_child, notification_page
from hjemmebane.records.people.queries import get_person
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.rows import Action
from hjemmebane.ui.words import as_day

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case
    from hjemmebane.records.intake.models import NotifiedChild

PLACE_MAX = 80
DUE = {
    "over": "Ingen sag har en frist over tiden.",
    "uge": "Ingen sag har en frist i denne uge.",
}
DUE_LABELS = (("", "Alle"), ("over", "Over tiden"), ("uge", "Til og med søndag"))
NO_CASES = {
    "mine": "Du har ingen åbne sager. Sagerne, du ellers kan se, står under »Alle, jeg kan se«.",
    "alle": "Der er ingen åbne sager, du kan se.",
}


@staff_door
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show the open cases in reach, the next deadline first."""
    vis = request.GET.get("vis", "")
    if vis not in NO_CASES:
        vis = "mine" if RoleKey.ADVISER in roles_of(reader(request)) else "alle"
    due = request.GET.get("frist", "")
    due = due if due in DUE else ""
    place = request.GET.get("efter", "")[:PLACE_MAX]
    found = queries.cases_list(
        reader(request), place, only_own=vis == "mine", due_until=_until(due) if due else None
    )
    context = {
        "rows": found.rows,
        "now": clock.now(),
        "next_url": _list_url(vis, due, found.after) if found.after else "",
        "first_url": _list_url(vis, due) if place else "",
        "headers": ["Barn", "Næste frist", "Rådgiver", "Vægt", "Sag"],
        "scopes": [
            ("Mine sager", _list_url("mine", due), vis == "mine"),
            ("Alle, jeg kan se", _list_url("alle", due), vis == "alle"),
        ],
        "due": [(words, _list_url(vis, key), key == due) for key, words in DUE_LABELS],
        "empty": DUE[due] if due else NO_CASES[vis],
        "actions": _list_actions(reader(request)),
    }
    return render(request, "staff/cases/list.html", context)


def _list_url(vis: str, due: str, place: str = "") -> str:
    """Return the list's address with its filters; a change of filter starts over."""
    asked = {k: v for k, v in (("vis", vis), ("frist", due), ("efter", place)) if v}
    return reverse("staff:cases") + (f"?{urlencode(asked)}" if asked else "")


def _until(due: str) -> datetime:
    """Return the moment before which the next deadline must fall to be shown."""
    return clock.now() if due == "over" else end_of_day(sunday_of(clock.today()))


def _list_actions(user: "User") -> list[Action]:
    if not may(user, "case.open_for_child"):
        return []
    return [Action("Åbn sag", reverse("staff:case_open"), "primary")]


@staff_door
@needs("case.open_for_child")
@require_http_methods(READ_OR_SEND)
def case_open(request: HttpRequest) -> HttpResponse:
    """Open a case from a notified child, or as staff type it; what is known is not asked again."""
    user = reader(request)
    asked = request.GET.get("barn", "")
    child = get_notified_child(asked_id(asked), user) if asked else None
    form = OpenCaseForm(
        request.POST or None,
        teams=_teams(),
        advisers=_advisers(),
        siblings=_siblings(child, user),
        is_known=child is not None and child.person_id is not None,
        initial=_known(child, user),
    )
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.open_case_for_child,
            **_asked(form.cleaned_data, user),
            by=user,
            notified_child=child,
            refused_at=day_errors("aware_on", bad_number="cpr", born_impossible="born_on"),
        )
        if outcome:
            return done(request, _place_of(outcome.value, user), "Sagen er åbnet.")
    page = notification_page(child.notification.public_id, user) if child else None
    rows = page.row.children if page else ()
    context = {
        "form": form,
        "page": page,
        "child": next((row for row in rows if row.public_id == asked), None),
        "crumbs": [("Sager", reverse("staff:cases")), ("Åbn sag", "")],
        "back": reverse("staff:cases"),
    }
    return form_page(request, "staff/cases/open.html", context, form)


def _siblings(child: "NotifiedChild | None", user: "User") -> list[tuple[str, str]]:
    """Return the other children of the notification who are in the register, as choices."""
    if child is None:
        return []
    rows = notification_page(child.notification.public_id, user).row.children
    others = [row for row in rows if row.card and row.public_id != str(child.public_id)]
    return [(row.card.public_id, str(row.card.given_name)) for row in others if row.card]


def _asked(data: dict[str, Any], user: "User") -> dict[str, Any]:
    """Return what the form says, as the action takes it."""
    sibling = data.pop("sibling", "")
    values = {
        **data,
        "sibling": get_person(sibling, user) if sibling else None,
        "weight": CaseWeight(data["weight"] or CaseWeight.MIDDLE),
    }
    values["team"] = team_by_public_id(data["team"])
    values["adviser"] = user_by_public_id(data["adviser"])
    return values


def _known(child: "NotifiedChild | None", user: "User") -> dict[str, Any]:
    """Return what is already known: of the child, the day it was told, and who asks."""
    values: dict[str, Any] = {"weight": CaseWeight.MIDDLE, "adviser": str(user.public_id)}
    if child is None:
        return values
    given, _, family = child.name_given.rpartition(" ")
    return {
        **values,
        "given_name": given or family,
        "family_name": family if given else "",
        "born_on": child.born_on_given,
        "aware_on": as_day(child.notification.received_at),
    }


def _teams() -> list[tuple[str, str]]:
    return [(str(team.public_id), team.name) for team in teams_of_kind(UnitKind.AUTHORITY)]


def _advisers() -> list[tuple[str, str]]:
    return [(str(u.public_id), u.name) for u in staff_with_role(RoleKey.ADVISER)]


def _place_of(case: "Case", user: "User") -> str:
    """Return where to go from a case just opened: to it, where one may read it."""
    return case_url(case.public_id) if queries.may_read(case, user) else reverse("staff:cases")


@staff_door
@needs("case.set_adviser")
@require_http_methods(READ_OR_SEND)
def case_adviser(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a case to another adviser."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = AdviserForm(request.POST or None, advisers=_advisers())
    if request.method == "POST" and form.is_valid():
        adviser = user_by_public_id(form.cleaned_data["adviser"])
        outcome = attempt(form, actions.set_adviser, case=case, adviser=adviser, by=user)
        answer = after(request, outcome, form, case_url(public_id), "Sagen har fået rådgiver.")
        if answer:
            return answer
    return show_form(request, case, form, "Giv sagen til en rådgiver")


@staff_door
@needs("case.write_story")
@require_http_methods(READ_OR_SEND)
def case_story(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Write the family's story in short."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    stored = {"story": case.story, "agreed_on": case.story_agreed_on}
    form = StoryForm(request.POST or None, initial={"version": case.version, **stored})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.write_story,
            case=case,
            version=data["version"],
            story=data["story"],
            agreed_on=data["agreed_on"],
            by=user,
            refused_at=day_errors("agreed_on"),
        )
        answer = after(request, outcome, form, case_url(public_id), "Historien er gemt.", stored)
        if answer:
            return answer
    return show_form(request, case, form, "Familiens historie")


@staff_door
@needs("case.note_story_read")
@require_http_methods(READ_OR_SEND)
def case_story_read(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Note that one of the family has read the story as it stands."""
    user = reader(request)
    case = queries.get_case(public_id, user)
    form = StoryReadForm(
        request.POST or None, people=family_choices(case, user), initial={"read_on": today()}
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.note_story_read,
            by=user,
            case=case,
            person=get_person(data["person"], user),
            heard=StoryHeard(data["heard"]),
            read_on=data["read_on"],
            note=data["note"],
            refused_at=day_errors("read_on", not_of_this_family="person"),
        )
        answer = after(request, outcome, form, case_url(public_id), "Det er skrevet.")
        if answer:
            return answer
    beside = (("Historien", case.story),) if queries.may_work_on(case, user) else ()
    return show_form(request, case, form, "Hvem har læst historien?", beside=beside)
