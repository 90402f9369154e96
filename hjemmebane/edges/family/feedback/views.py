"""A one-time link opens one empty form: never an earlier answer, never the portal."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from hjemmebane.edges.family.feedback.forms import FeedbackForm
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.access.doors import open_door
from hjemmebane.records.feedback import actions, queries
from hjemmebane.records.feedback.asking import hash_of
from hjemmebane.ui.http import attempt, done

GONE = {
    queries.LinkState.USED: _("Linket er brugt. Du behøver ikke gøre mere."),
    queries.LinkState.EXPIRED: _("Linket er udløbet. Bed den, du fik det af, om et nyt."),
    queries.LinkState.REVOKED: _("Linket er trukket tilbage. Bed den, du fik det af, om et nyt."),
}
UNKNOWN = _("Linket virker ikke. Se efter, om hele adressen er kommet med, eller bed om et nyt.")


@require_http_methods(["GET", "POST"])
@open_door
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the empty form of a link, and keep what is answered."""
    link = queries.link_by_token(hash_of(token))
    if link is None:
        return _gone(request, UNKNOWN, status=404)
    state = queries.link_state(link)
    if state is not queries.LinkState.OPEN:
        return _gone(request, GONE[state], status=410)
    asked = queries.asked_of(link.course, link.person)
    form = FeedbackForm(request.POST if request.method == "POST" else None, asked=asked)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(form, actions.answer_link, by=PUBLIC, link=link, given=form.given)
        if outcome:
            return done(request, reverse("family:feedback_thanks"))
        if outcome.refused and outcome.refused.key == "link_used":
            return _gone(request, GONE[queries.LinkState.USED], status=410)
    status = 422 if form.is_bound else 200
    context = {"form": form, "is_child": asked.is_child, "asked": asked}
    return render(request, "family/feedback/form.html", context, status=status)


def _gone(request: HttpRequest, words: Promise, status: int) -> HttpResponse:
    return render(request, "family/feedback/gone.html", {"words": words}, status=status)


@require_GET
@open_door
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that the answer is kept, and who reads it."""
    return render(request, "family/feedback/thanks.html")
