"""Answering on your own page: the same questions as the link opens, one a page."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.family.feedback.questions import page_of
from hjemmebane.edges.family.feedback.views import UNPROCESSABLE, next_turn
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.feedback import actions, queries
from hjemmebane.ui.http import attempt, done


def scope_of(course: queries.Course, user: queries.User) -> str:
    """Return what a half-filled form on one's own page is bound to."""
    return f"own:{course.public_id}:{user.public_id}"


@require_http_methods(["GET", "POST"])
@family_door
def answer(request: StaffRequest, course_id: uuid.UUID) -> HttpResponse:
    """Show the next question for one of the reader's own courses; keep what is sent at the end."""
    user = request.user
    person = queries.person_of(user)
    course = next((row for row in queries.own_courses(user) if row.public_id == course_id), None)
    if course is None:
        raise NotVisible("course", course_id)
    contact = queries.contact_to_answer(user)
    asked, scope = queries.asked_of(course, person), scope_of(course, user)
    now, status = next_turn(request, asked, scope)
    if now.is_to_be_kept:
        outcome = attempt(
            now.words,
            actions.answer_signed_in,
            by=user,
            course=course,
            person=person,
            given=now.so_far.given(asked),
            form_token=now.so_far.form,
            contact=contact if contact and contact.course_id == course.pk else None,
        )
        if outcome:
            return done(request, reverse("family:portal"), _("Tak. Dit svar er gemt."))
        status = UNPROCESSABLE
    context = page_of(now, asked, scope)
    return render(request, "family/portal/feedback.html", context, status=status)
