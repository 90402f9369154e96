"""A one-time link opens one empty form, a question a page: no earlier answer, never the portal.

No view here sets a cookie. The usual token would need one, and there is nobody's standing to
borrow: the address itself is the secret, and what a page carries is signed.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from hjemmebane.edges.family.feedback import questions
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
UNPROCESSABLE = 422


@csrf_exempt
@require_http_methods(["GET", "POST"])
@open_door
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the next question of a link's form; keep what was answered when it is sent."""
    link = queries.link_by_token(hash_of(token))
    if link is None:
        return _gone(request, UNKNOWN, status=404)
    state = queries.link_state(link)
    if state is not queries.LinkState.OPEN:
        return _gone(request, GONE[state], status=410)
    asked, scope = queries.asked_of(link.course, link.person), f"link:{link.public_id}"
    now, status = next_turn(request, asked, scope)
    if now.is_to_be_kept:
        given = now.so_far.given(asked)
        outcome = attempt(now.words, actions.answer_link, by=PUBLIC, link=link, given=given)
        if outcome:
            return done(request, reverse("family:feedback_thanks"))
        if outcome.refused and outcome.refused.key == "link_used":
            return _gone(request, GONE[queries.LinkState.USED], status=410)
        status = UNPROCESSABLE
    context = questions.page_of(now, asked, scope)
    return render(request, "family/feedback/form.html", context, status=status)


def next_turn(request: HttpRequest, asked: Any, scope: str) -> tuple[questions.Turn, int]:
    """Return what comes of a page, and the status it is shown with."""
    if request.method != "POST":
        return questions.started(), 200
    try:
        now = questions.turn(request.POST, asked, scope)
    except questions.BrokenState:
        begun = questions.started()
        return questions.Turn(begun.so_far, begun.words, has_fault=True), UNPROCESSABLE
    return now, UNPROCESSABLE if now.has_fault else 200


def _gone(request: HttpRequest, words: Promise, status: int) -> HttpResponse:
    return render(request, "family/feedback/gone.html", {"words": words}, status=status)


@require_GET
@open_door
def thanks(request: HttpRequest) -> HttpResponse:
    """Say that the answer is kept, and who reads it."""
    return render(request, "family/feedback/thanks.html")
