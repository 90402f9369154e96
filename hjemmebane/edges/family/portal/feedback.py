"""Answering on your own page: the same empty form as the link opens."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.family.feedback.forms import FeedbackForm
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.feedback import actions, queries
from hjemmebane.ui.http import attempt, done


@require_http_methods(["GET", "POST"])
@family_door
def answer(request: StaffRequest, course_id: uuid.UUID) -> HttpResponse:
    """Show the form for one of the reader's own courses, and keep what is answered."""
    user = request.user
    person = queries.person_of(user)
    course = next((row for row in queries.own_courses(user) if row.public_id == course_id), None)
    if course is None:
        raise NotVisible("course", course_id)
    contact = queries.contact_to_answer(user)
    asked = queries.asked_of(course, person)
    form = FeedbackForm(request.POST if request.method == "POST" else None, asked=asked)
    token = _token(request)
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.answer_signed_in,
            by=user,
            course=course,
            person=person,
            given=form.given,
            form_token=token,
            contact=contact if contact and contact.course_id == course.pk else None,
        )
        if outcome:
            said = _("Tak. Dit svar er gemt.")
            return done(request, reverse("family:portal"), said)
    context = {"form": form, "asked": asked, "is_child": asked.is_child, "token": token}
    status = 422 if form.is_bound else 200
    return render(request, "family/portal/feedback.html", context, status=status)


def _token(request: StaffRequest) -> uuid.UUID:
    """Return the form's one-time mark: the one sent, or a new one."""
    try:
        return uuid.UUID(request.POST.get("form_token", ""))
    except ValueError:
        return uuid.uuid4()
