"""What every page of a case shares: who it is about, the way back, one form on a page."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.people import FAMILY_ROLES
from hjemmebane.domain.refusals import NotVisible, Stale
from hjemmebane.records.cases import queries
from hjemmebane.records.people.queries import parties_of
from hjemmebane.ui.http import Outcome, conflict_page, done, form_page
from hjemmebane.ui.refusals import sentence

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User
    from hjemmebane.records.cases.models import Case

READ_OR_SEND = ["GET", "HEAD", "POST"]
FORM_PAGE = "staff/cases/form.html"
DAYS = (
    "before_birth",
    "in_the_future",
    "day_too_far_ahead",
    "ends_before_begin",
    "before_the_decision",
    "before_the_goal",
    "before_the_plan",
)
SAVED_BEFORE = frozenset(
    {"already_saved", "already_active", "already_done", "already_ended", "decision_answered"}
)


def reader(request: HttpRequest) -> "User":
    """Return the member of staff who asks."""
    return cast("User", request.user)


def case_url(public_id: object, anchor: str = "") -> str:
    """Return the address of a case's page."""
    url = reverse("staff:case", args=[str(public_id)])
    return f"{url}#{anchor}" if anchor else url


def day_errors(field: str, **more: str) -> dict[str, str]:
    """Return at which field each fault of a day is told, and others by key."""
    return {**dict.fromkeys(DAYS, field), **more}


def today() -> date:
    """Return the day to suggest where it is nearly always today."""
    return clock.today()


def crumbs(case: "Case", user: "User", title: str) -> list[tuple[str, str]]:
    """Return the way back: the list, the case, this page."""
    row = queries.case_row(case, user)
    return [
        ("Sager", reverse("staff:cases")),
        (f"{row.child.name} · {row.number}", case_url(case.public_id)),
        (title, ""),
    ]


def family_choices(case: "Case", user: "User") -> list[tuple[str, str]]:
    """Return the child and parents of a case as choices."""
    rows = parties_of(case.dossier, user, *FAMILY_ROLES)
    return [(row.card.public_id, str(row.card.name)) for row in rows]


def concern_of(case: "Case", user: "User") -> tuple[tuple[str, str], ...]:
    """Return the concern the case came from, as it was written, where the reader may read it."""
    try:
        page = queries.concern_behind(case, user)
    except NotVisible:
        return ()
    return (("Underretningen", page.text),) if page else ()


def show_form(
    request: HttpRequest,
    case: "Case",
    form: forms.BaseForm,
    title: str,
    *,
    submit: str = "Gem",
    lead: str = "",
    back: str = "",
    buttons: tuple[tuple[str, str], ...] = (),
    beside: tuple[tuple[str, str], ...] = (),
) -> HttpResponse:
    """Return a page with one form about a case; `beside` is what is already known."""
    user = reader(request)
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "submit": submit,
        "buttons": buttons,
        "back": back or case_url(case.public_id),
        "beside": [(label, words) for label, words in beside if words],
        "crumbs": crumbs(case, user, title),
    }
    return form_page(request, FORM_PAGE, context, form)


def after(
    request: HttpRequest,
    outcome: Outcome,
    form: forms.BaseForm,
    url: str,
    said: str,
    stored: Mapping[str, Any] | None = None,
) -> HttpResponse | None:
    """Return the answer to an action: done, done before, or overtaken; None shows the form."""
    if outcome:
        return done(request, url, said)
    refused = outcome.refused
    if isinstance(refused, Stale):
        version = getattr(refused.current, "version", 0)
        return conflict_page(request, form, stored or {}, version=version, back=url)
    if refused is not None and refused.key in SAVED_BEFORE:
        return done(request, url, sentence(refused.key))
    return None


def asked_id(text: str) -> UUID:
    """Return an id from an address; what is no id names nothing."""
    try:
        return UUID(text)
    except ValueError as error:
        raise NotVisible("id") from error
