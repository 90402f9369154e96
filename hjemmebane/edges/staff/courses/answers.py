"""The one way every form page about a course answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse

from hjemmebane.domain.refusals import Stale
from hjemmebane.records.courses.queries import CoursePage
from hjemmebane.ui.http import attempt, conflict_page, done, form_page

TEMPLATE = "staff/courses/form.html"


@dataclass(frozen=True)
class FormPage:
    """A page with one form: its words, where it leads, and what it says when done."""

    title: str
    back: str
    submit: str
    said: str
    lead: str = ""
    # Where it leads when done: an address, or what tells it from what was made.
    then: str | Callable[[Any], str] = ""
    template: str = TEMPLATE
    refused_at: Mapping[str, str] = field(default_factory=dict)
    stored: Mapping[str, Any] = field(default_factory=dict)
    version_now: Callable[[], int] | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


def answer(
    request: HttpRequest,
    page: CoursePage | None,
    form: forms.Form,
    shown: FormPage,
    act: Callable[[], tuple[Callable[..., Any], dict[str, Any]]],
) -> HttpResponse:
    """Show the form, or act on what was sent; the loser of a race sees both versions."""
    if form.is_valid():
        action, named = act()
        outcome = attempt(form, action, refused_at=dict(shown.refused_at), **named)
        if outcome:
            then = shown.then(outcome.value) if callable(shown.then) else shown.then
            return done(request, then or shown.back, shown.said)
        if isinstance(outcome.refused, Stale) and shown.version_now:
            return conflict_page(request, form, shown.stored, version=shown.version_now())
    context = {"form": form, "shown": shown, "page": page, **shown.more}
    return form_page(request, shown.template, context, form)
