"""Feedback on a course: links to answer, the answers and their trend, and what was changed."""

from io import BytesIO
from typing import Any
from uuid import UUID

import segno
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.reports.forms import ActForm, ChangeForm, DangerForm, LinkForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses.queries import get_course, is_on_course
from hjemmebane.records.feedback import actions, queries
from hjemmebane.records.feedback.queries import Course, Response, User
from hjemmebane.records.people.queries import PersonCard, parties_of, persons_by_id
from hjemmebane.ui.charts.feedback_trend import Answer, FeedbackTrend
from hjemmebane.ui.http import attempt, done, form_page

PAGE = "staff/reports/feedback.html"
CODE_SCALE = 6


@require_GET
@staff_door
def show(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Show how the answers develop, and to the workers on the course the answers themselves."""
    course = get_course(course_id, request.user)
    return form_page(request, PAGE, _context(request, course))


def _context(
    request: StaffRequest, course: Course, form: LinkForm | None = None
) -> dict[str, object]:
    user = request.user
    works_here = is_on_course(course, user)
    answerers = _answerers(course, user) if works_here else []
    trends = [_trend(row) for row in queries.trend_of_course(course, user)]
    responses = queries.responses_of(course, user)
    return {
        "course": course,
        "works_here": works_here,
        "trends": [one for one in trends if not one["row"].is_partner],
        "partner_trends": [one for one in trends if one["row"].is_partner],
        "responses": [row for row in responses if not row.is_partner],
        "partner_responses": [row for row in responses if row.is_partner],
        "links": queries.links_of(course, user),
        "form": form or (LinkForm(people=_choices(answerers)) if works_here else None),
        "course_url": reverse("staff:course", args=[course.public_id]),
    }


def _trend(row: queries.TrendRow) -> dict[str, Any]:
    drawn = FeedbackTrend(
        who=row.who,
        question=row.question,
        answers=tuple(
            Answer(on, value, has_turned=row.trend.has_turned) for on, value in row.trend.points
        ),
    )
    return {"row": row, "drawn": drawn}


def _answerers(course: Course, user: User) -> list[PersonCard]:
    return [row.card for row in parties_of(course.dossier, user)]


def _choices(cards: list[PersonCard]) -> list[tuple[str, str]]:
    return [(card.public_id, str(card.name)) for card in cards]


@require_POST
@staff_door
@needs("feedback_link.make")
def make_link(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Make a one-time link for one person on the course."""
    course = _own_course(request, course_id)
    cards = _answerers(course, request.user)
    form = LinkForm(request.POST, people=_choices(cards))
    if form.is_valid():
        by_public_id = {card.public_id: card.id for card in cards}
        number = by_public_id[form.cleaned_data["person"]]
        outcome = attempt(
            form,
            actions.make_link,
            by=request.user,
            course=course,
            person=persons_by_id([number])[number],
        )
        if outcome:
            address = reverse("staff:feedback_link", args=[course_id, outcome.value.public_id])
            return done(request, address)
    return form_page(request, PAGE, _context(request, course, form), form)


def _own_course(request: StaffRequest, course_id: UUID) -> Course:
    """Return a course the user works on; raise NotVisible otherwise."""
    course = get_course(course_id, request.user)
    if not is_on_course(course, request.user):
        raise NotVisible("course", course_id)
    return course


@require_GET
@staff_door
@needs("feedback_link.make")
def link(request: StaffRequest, course_id: UUID, link_id: UUID) -> HttpResponse:
    """Show a link to hand over: as a code to scan and as an address."""
    course = _own_course(request, course_id)
    row = _link_row(request, course, link_id)
    context = {
        "course": course,
        "row": row,
        "address": _address(request, row),
        "is_open": row.state is queries.LinkState.OPEN,
        "back": reverse("staff:feedback", args=[course_id]),
    }
    return form_page(request, "staff/reports/link.html", context)


@require_GET
@staff_door
@needs("feedback_link.make")
def code(request: StaffRequest, course_id: UUID, link_id: UUID) -> HttpResponse:
    """Return the code to scan, as an image."""
    row = _link_row(request, _own_course(request, course_id), link_id)
    picture = BytesIO()
    made = segno.make(_address(request, row), error="m")
    made.save(picture, kind="svg", scale=CODE_SCALE, border=4, xmldecl=False)
    return HttpResponse(picture.getvalue(), content_type="image/svg+xml")


def _link_row(request: StaffRequest, course: Course, link_id: UUID) -> queries.LinkRow:
    rows = queries.links_of(course, request.user)
    found = next((row for row in rows if row.public_id == link_id), None)
    if found is None:
        raise NotVisible("feedback_link", link_id)
    return found


def _address(request: StaffRequest, row: queries.LinkRow) -> str:
    return request.build_absolute_uri(reverse("family:feedback_link", args=[row.token]))


@require_POST
@staff_door
@needs("feedback_link.revoke")
def revoke(request: StaffRequest, course_id: UUID, link_id: UUID) -> HttpResponse:
    """Take a link back."""
    course = _own_course(request, course_id)
    form = ActForm(request.POST)
    found = queries.get_link(course, link_id, request.user)
    if attempt(form, actions.revoke_link, by=request.user, link=found):
        said = "Linket kan ikke bruges mere."
        return done(request, reverse("staff:feedback", args=[course_id]), said)
    return form_page(request, PAGE, _context(request, course), form)


@require_GET
@staff_door
def response(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Show one answer, let a named person read it for danger and note what was changed."""
    return _response_page(request, response_id)


def _response_page(
    request: StaffRequest,
    response_id: UUID,
    danger_form: DangerForm | None = None,
    change_form: ChangeForm | None = None,
) -> HttpResponse:
    found = queries.get_response(response_id, request.user)
    row = queries.response_rows([found], request.user)[0]
    context = {
        "row": row,
        "heading": "Svar fra samarbejdspartner" if row.is_partner else "Svar fra familien",
        "course": found.course,
        "danger_form": danger_form or DangerForm(prefix="fare"),
        "change_form": change_form or ChangeForm(prefix="aendret"),
        "back": reverse("staff:feedback", args=[found.course.public_id]),
    }
    forms_sent = [form for form in (danger_form, change_form) if form is not None]
    return form_page(request, "staff/reports/response.html", context, *forms_sent)


@require_http_methods(["POST"])
@staff_door
@needs("response.read_for_danger")
def read_for_danger(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Note that the answer was read for danger, and what was found."""
    found = queries.get_response(response_id, request.user)
    form = DangerForm(request.POST, prefix="fare")
    if form.is_valid():
        is_danger = form.cleaned_data["danger"] == "yes"
        outcome = _notify(request, found, form) if is_danger else _no_danger(request, found, form)
        if outcome:
            said = DANGER_SAID if is_danger else "Svaret er læst. Ingen tegn på fare."
            return done(request, reverse("staff:response", args=[response_id]), said)
    return _response_page(request, response_id, danger_form=form)


DANGER_SAID = (
    "Svaret er læst og er nu en underretning for hvert barn på forløbet. "
    "Er der fare lige nu, så ring 112 eller den sociale døgnvagt."
)


CHANGE_SAID = "Det er skrevet. Det kommer med i den afsluttende status."


def _no_danger(request: StaffRequest, found: Response, form: DangerForm) -> bool:
    done_ = attempt(
        form, actions.read_for_danger, by=request.user, response=found, danger_found=False
    )
    return bool(done_)


def _notify(request: StaffRequest, found: Response, form: DangerForm) -> bool:
    done_ = attempt(
        form,
        actions.notify,
        by=request.user,
        response=found,
        reasons=form.chosen_reasons,
        text=form.cleaned_data["text"],
        refused_at={"reason_missing": "reasons"},
    )
    return bool(done_)


@require_http_methods(["POST"])
@staff_door
@needs("response.note_change")
def change(request: StaffRequest, response_id: UUID) -> HttpResponse:
    """Note what was changed because of the answer."""
    found = queries.get_response(response_id, request.user)
    form = ChangeForm(request.POST, prefix="aendret")
    if form.is_valid():
        outcome = attempt(
            form,
            actions.note_change,
            by=request.user,
            response=found,
            what_changed=form.cleaned_data["what_changed"],
        )
        if outcome:
            # The family reads the report, and what a partner answered is not theirs to read.
            said = "Det er skrevet." if found.user_id else CHANGE_SAID
            return done(request, reverse("staff:response", args=[response_id]), said)
    return _response_page(request, response_id, change_form=form)
