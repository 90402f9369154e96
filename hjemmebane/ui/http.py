"""Answers every edge gives the same way: a page or its part, done, refused, or overtaken."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from hjemmebane.domain.refusals import Refused
from hjemmebane.ui.refusals import sentence
from hjemmebane.ui.rows import ConflictField

UNPROCESSABLE = 422
CONFLICT = 409
ANY = str(UUID(int=0))


class SeeOther(HttpResponseRedirect):
    """303: what was asked is done, look here."""

    status_code = 303


@dataclass(frozen=True)
class Outcome:
    """What came of an action; true when it was done."""

    is_done: bool
    value: Any = None
    refused: Refused | None = None

    def __bool__(self) -> bool:
        return self.is_done


def addresses(name: str) -> Callable[[str], str]:
    """Return what tells the address of each of a route's records; the route is found once.

    For pages that link to hundreds of records of one kind; the route takes a public id alone.
    """
    before, after = reverse(name, args=[ANY]).split(ANY)
    return lambda public_id: f"{before}{public_id}{after}"


def is_htmx(request: HttpRequest) -> bool:
    """Return whether htmx asks for a part (a history restore wants the whole page)."""
    headers = request.headers
    return headers.get("HX-Request") == "true" and "HX-History-Restore-Request" not in headers


def page_or_partial(
    request: HttpRequest,
    template: str,
    part: str,
    context: Mapping[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """Return the page, or only the partial `part` of the same template when htmx asks."""
    name = f"{template}#{part}" if is_htmx(request) else template
    response = render(request, name, dict(context or {}), status=status)
    patch_vary_headers(response, ("HX-Request",))
    return response


def form_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *forms_: forms.BaseForm
) -> HttpResponse:
    """Return a page with forms: 422 when one of them was sent and has faults, else 200."""
    has_faults = any(form.is_bound and form.errors for form in forms_)
    if request.method == "GET" and take_up_draft(request, *forms_):
        messages.info(request, _("Vi har hentet det, du skrev sidst og ikke fik gemt."))
    return render(request, template, dict(context), status=UNPROCESSABLE if has_faults else 200)


def take_up_draft(request: HttpRequest, *forms_: forms.BaseForm) -> bool:
    """Fill unsent forms with text typed earlier and not saved; return whether there was any."""
    read = getattr(request, "draft", None)
    unsent = [form for form in forms_ if not form.is_bound]
    kept: Mapping[str, list[str]] = read() if read and unsent else {}
    taken = False
    for form in unsent:
        for name, field in form.fields.items():
            values = kept.get(form.add_prefix(name))
            if values and not isinstance(field.widget, forms.HiddenInput):
                many = getattr(field.widget, "allow_multiple_selected", False)
                form.initial[name] = values if many else values[-1]
                taken = True
    return taken


def done(request: HttpRequest, url: str, message: str = "") -> HttpResponse:
    """Return the answer to something done: see the page at `url`, with a word of what was done."""
    if message:
        messages.success(request, message)
    if is_htmx(request):
        return HttpResponse(status=204, headers={"HX-Redirect": url})
    return SeeOther(url)


def attempt(
    form: forms.BaseForm,
    action: Callable[..., Any],
    *given: Any,
    refused_at: Mapping[str, str] | None = None,
    **named: Any,
) -> Outcome:
    """Run an action; turn its refusal into an error of the form, at a field where one is named."""
    try:
        return Outcome(is_done=True, value=action(*given, **named))
    except Refused as refusal:
        place = (refused_at or {}).get(refusal.key)
        form.add_error(place if place in form.fields else None, sentence(refusal.key))
        return Outcome(is_done=False, refused=refusal)


def conflict_fields(form: forms.BaseForm, stored: Mapping[str, Any]) -> tuple[ConflictField, ...]:
    """Return each stored field with what the loser wrote and what stands now."""
    return tuple(
        _conflict_field(form, name, stored[name]) for name in stored if name in form.fields
    )


def _conflict_field(form: forms.BaseForm, name: str, value: Any) -> ConflictField:
    bound = form[name]
    widget = bound.field.widget
    is_multiple = bool(getattr(widget, "allow_multiple_selected", False))
    theirs = widget.format_value(bound.field.prepare_value(value))
    return ConflictField(
        name=bound.html_name,
        label=str(bound.label),
        mine=_shown(bound, bound.value()),
        theirs=_shown(bound, theirs),
        is_multiple=is_multiple,
    )


def _shown(bound: forms.BoundField, value: Any) -> tuple[tuple[str, str], ...]:
    """Return (as sent, as shown) for each value of a field."""
    many = value if isinstance(value, list | tuple) else [value]
    labels = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    texts = ["" if one is None else str(one) for one in many] or [""]
    return tuple((text, labels.get(text, text)) for text in texts)


def conflict_page(
    request: HttpRequest,
    form: forms.BaseForm,
    stored: Mapping[str, Any],
    *,
    version: int,
    changed_by: str = "",
    changed_at: str = "",
    back: str = "",
    layout: str = "layouts/staff.html",
) -> HttpResponse:
    """Return 409 with both versions; sending it again saves what was picked on `version`."""
    fields = conflict_fields(form, stored)
    shown = {f.name for f in fields if f.differs}
    kept = [
        (name, value)
        for name in request.POST
        for value in request.POST.getlist(name)
        if name not in shown and name not in ("csrfmiddlewaretoken", "version")
    ]
    context = {
        "fields": [f for f in fields if f.differs],
        "kept": kept,
        "version": version,
        "changed_by": changed_by,
        "changed_at": changed_at,
        "back": back or request.path,
        "layout": layout,
    }
    return render(request, "ui/conflict.html", context, status=CONFLICT)
