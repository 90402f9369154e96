"""Pause a course, take it up again, hand it on to a colleague, carry it on as another."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.course_pauses import PauseReason
from hjemmebane.domain.course_team import TeamReason
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.fields import user_ids, worker_choices
from hjemmebane.edges.staff.courses.pausing_forms import (
    CarryOnForm,
    HandOnForm,
    PauseForm,
    ResumeForm,
)
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.access.queries import user_by_public_id
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import Course, CoursePage

Act = tuple[Callable[..., Any], dict[str, Any]]


def _opened(request: StaffRequest, course_id: UUID) -> tuple[Course, CoursePage, str]:
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    return course, page, reverse("staff:course", args=[course.public_id])


@staff_door
@needs("course.pause")
def pause(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Let a course stand still."""
    course, page, url = _opened(request, course_id)
    form = PauseForm(request.POST or None, initial={"from_on": clock.today()})
    shown = FormPage(
        title="Sæt forløbet på pause",
        lead="Planen flytter sig lige så mange dage. Lovens frister løber videre.",
        back=url,
        submit="Sæt på pause",
        said="Forløbet er på pause.",
        refused_at={
            "before_start": "from_on",
            "bad_pause": "to_on",
            "pause_overlaps": "from_on",
            "too_far_ahead": "from_on",
        },
    )

    def act() -> Act:
        data = form.cleaned_data
        wish = actions.PauseWish(
            from_on=data["from_on"],
            to_on=data["to_on"],
            reason=PauseReason(data["reason"]),
            text=data["text"],
            cancels_visits=data["cancels_visits"],
        )
        return actions.pause_course, {"by": request.user, "course": course, "wish": wish}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.resume")
def resume(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Take a course up again after a pause."""
    course, page, url = _opened(request, course_id)
    form = ResumeForm(request.POST or None, initial={"day": clock.today()})
    shown = FormPage(
        title="Forløbet begynder igen",
        lead="Planen er flyttet med pausens dage.",
        back=url,
        submit="Gem",
        said="Pausen er slut.",
        refused_at={"bad_pause": "day", "before_start": "day", "too_far_ahead": "day"},
    )

    def act() -> Act:
        day = form.cleaned_data["day"]
        return actions.resume_course, {"by": request.user, "course": course, "on": day}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.hand_on")
def hand_on(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Let a colleague take a worker's place on a course."""
    course, page, url = _opened(request, course_id)
    others = queries.could_come(course, {worker.row.user_id for worker in page.workers})
    named = [(str(user.public_id), f"{user.name}, {user.profession}") for user in others]
    form = HandOnForm(worker_choices(page), named, request.POST or None)
    shown = FormPage(
        title="En kollega tager over",
        lead="Det, der er gjort, bliver stående i den andens navn. Planlagte besøg flytter med.",
        back=url,
        submit="Gem",
        said="Kollegaen er på forløbet fra dagen.",
        refused_at={"day_has_been": "day", "before_start": "day", "too_far_ahead": "day"},
    )

    def act() -> Act:
        data = form.cleaned_data
        here = user_ids(page, [data["leaving"]])
        leaving = next(w.row for w in page.workers if w.row.user_id in here)
        return actions.hand_on, {
            "by": request.user,
            "course": course,
            "leaving": user_by_public_id(leaving.user_public_id),
            "coming": next(u for u in others if str(u.public_id) == data["coming"]),
            "on": data["day"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.carry_on")
def carry_on(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Carry a course on as another programme."""
    course, page, url = _opened(request, course_id)
    form = CarryOnForm(
        queries.could_go_on_as(course),
        worker_choices(page),
        request.POST or None,
        initial={"version": course.version},
    )
    shown = FormPage(
        title="Fortsæt som et andet forløb",
        lead="Dette forløb slutter i dag med alt, der er skrevet i det. Det nye begynder i dag med "
        "de samme børn og medarbejdere.",
        back=url,
        submit="Fortsæt",
        said="Det nye forløb er begyndt. Det gamle er afsluttet.",
        refused_at={"no_such_programme": "programme"},
        version_now=lambda: queries.get_course(course_id, request.user).version,
    )

    def act() -> Act:
        data = form.cleaned_data
        return actions.carry_on, {
            "by": request.user,
            "course": course,
            "version": data["version"],
            "programme_key": data["programme"],
            "text": data["text"],
            "seats": [
                actions.Seat(role, user_by_public_id(who), reason=TeamReason.CHANGED)
                for role, who in form.chosen()
            ],
        }

    return answer(request, page, form, shown, act)
