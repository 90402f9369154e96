"""Steer a course: phases, work in tracks, milestones, extensions, frequency."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.contacts import ExtensionReason, FrequencySource
from hjemmebane.domain.course_rounds import next_round
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.forms import (
    DecideForm,
    DoneForm,
    ExtensionForm,
    FrequencyForm,
    PhaseForm,
    WorkForm,
)
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import Course, CoursePage
from hjemmebane.ui.words import short_date

Act = tuple[Callable[..., Any], dict[str, Any]]


def opened(request: StaffRequest, course_id: UUID) -> tuple[Course, CoursePage, str]:
    """Return a course the reader reaches, its page, and its address."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    return course, page, reverse("staff:course", args=[course.public_id])


@staff_door
@needs("course.begin_phase")
def phase(request: StaffRequest, course_id: UUID, phase: str) -> HttpResponse:
    """Note the day a phase began."""
    course, page, url = opened(request, course_id)
    begun = [item.key for item in page.standing.phases if item.actual_from]
    again = next_round(page.programme_as_written, begun)
    found = again if again and again.key == phase else page.programme.phase(phase)
    if found is None:
        raise Http404
    form = PhaseForm(request.POST or None, initial={"day": clock.today()})
    shown = FormPage(
        title=f"Fasen {found.title.lower()} begynder",
        lead=f"Planlagt fra uge {found.from_week}. Faserne er vejledende.",
        back=url,
        submit="Gem",
        said="Fasens start er gemt.",
        refused_at={"not_yet": "day", "before_start": "day", "phase_out_of_order": "day"},
    )

    def act() -> Act:
        data = form.cleaned_data
        return actions.begin_phase, {
            "by": request.user,
            "course": course,
            "phase": phase,
            "on": data["day"],
            "reason": data["reason"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.plan_work")
def add_work(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Add a piece of work to a track."""
    course, page, url = opened(request, course_id)
    form = WorkForm(page, request.POST or None)
    shown = FormPage("Planlæg arbejde i et spor", url, "Gem", "Arbejdet er planlagt.")

    def act() -> Act:
        data = {key: form.cleaned_data[key] for key in ("track", "title", "from_week", "to_week")}
        return actions.plan_work, {"by": request.user, "course": course, **data}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.move_work")
def move_work(request: StaffRequest, course_id: UUID, work_id: UUID) -> HttpResponse:
    """Move or rename a piece of work."""
    course, page, url = opened(request, course_id)
    work = queries.get_work(course, work_id)
    names = ("title", "from_week", "to_week")
    stored = {name: getattr(work, name) for name in names}
    form = WorkForm(
        page,
        request.POST or None,
        initial={**stored, "version": work.version, "track": work.track},
    )
    del form.fields["track"]
    shown = FormPage(
        "Flyt arbejdet",
        url,
        "Gem",
        "Arbejdet er flyttet.",
        lead=work.track,
        stored=stored,
        version_now=lambda: queries.get_work(course, work_id).version,
    )

    def act() -> Act:
        data = {key: form.cleaned_data[key] for key in ("version", *names)}
        return actions.move_work, {"by": request.user, "work": work, **data}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.mark_milestone")
def milestone(request: StaffRequest, course_id: UUID, key: str) -> HttpResponse:
    """Note that a document was done."""
    course, page, url = opened(request, course_id)
    found = page.programme.milestone(key)
    if found is None:
        raise Http404
    form = DoneForm(request.POST or None, initial={"day": clock.today()})
    shown = FormPage(
        found.title,
        url,
        "Meld færdig",
        "Det er noteret.",
        lead=found.why,
        refused_at={"not_yet": "day", "before_start": "day"},
    )

    def act() -> Act:
        named = {"by": request.user, "course": course, "key": key}
        return actions.mark_milestone, {**named, "on": form.cleaned_data["day"]}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.ask_extension")
def extension(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Ask a leader for more contacts or a later end."""
    course, page, url = opened(request, course_id)
    form = ExtensionForm(request.POST or None)
    if page.programme.contacts is None:
        del form.fields["new_limit"]
    shown = FormPage(
        "Bed om forlængelse",
        url,
        "Send til lederen",
        "Ønsket er sendt til lederen.",
        lead=page.standing.contacts.words,
        refused_at={"limit_not_higher": "new_limit", "end_not_later": "new_end_on"},
    )

    def act() -> Act:
        data = form.cleaned_data
        wish = actions.ExtensionWish(
            reason=ExtensionReason(data["reason"]),
            new_limit=data.get("new_limit"),
            new_end_on=data["new_end_on"],
            text=data["text"],
        )
        return actions.ask_for_extension, {"by": request.user, "course": course, "wish": wish}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.decide_extension")
def decide_extension(request: StaffRequest, course_id: UUID, extension_id: UUID) -> HttpResponse:
    """Agree to an extension, or not, as a leader."""
    course, page, url = opened(request, course_id)
    wanted = queries.get_extension(course, extension_id)
    form = DecideForm(request.POST or None)
    row = next(one for one in page.extensions if one.public_id == str(wanted.public_id))
    limit = f"{row.new_limit} kontakter i alt" if row.new_limit else ""
    end = f"slut {short_date(row.new_end_on)}" if row.new_end_on else ""
    lead = " · ".join(part for part in (limit, end, row.reason, row.text, row.asked_by) if part)
    shown = FormPage("Skal forløbet forlænges?", url, "Gem", "Det er aftalt.", lead=lead)

    def act() -> Act:
        return actions.decide_extension, {
            "by": request.user,
            "extension": wanted,
            "is_agreed": form.cleaned_data["answer"] == "yes",
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.decide_extension")
def extensions(request: StaffRequest) -> HttpResponse:
    """Show a leader the extensions that wait."""
    rows = queries.extensions_waiting(request.user)
    return render(request, "staff/courses/extensions.html", {"rows": rows})


@staff_door
@needs("course.set_frequency")
def frequency(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Note how often to meet, and whether it was agreed or set by the adviser."""
    course, page, url = opened(request, course_id)
    stored = {
        "source": course.frequency_source,
        "days": course.frequency_days,
        "text": course.frequency_text,
    }
    form = FrequencyForm(request.POST or None, initial={**stored, "version": course.version})
    shown = FormPage(
        "Hvor tit I mødes",
        url,
        "Gem",
        "Det er gemt.",
        lead=page.standing.rhythm.words,
        stored=stored,
        version_now=lambda: queries.get_course(course_id, request.user).version,
    )

    def act() -> Act:
        data = form.cleaned_data
        agreed = actions.Agreed(
            frequency_source=FrequencySource(data["source"]),
            frequency_days=data["days"],
            frequency_text=data["text"],
        )
        return actions.set_frequency, {
            "by": request.user,
            "course": course,
            "version": data["version"],
            "agreed": agreed,
        }

    return answer(request, page, form, shown, act)
