"""What a course is made of: turn elements up and down, make focus points, write topics and aim."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse

from hjemmebane.domain.elements import FocusEnd, RestReason
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.content_forms import (
    AimForm,
    EndFocusForm,
    FocusForm,
    StrengthForm,
    TargetForm,
    TopicForm,
)
from hjemmebane.edges.staff.courses.fields import person_ids
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.cases.queries import (
    assessments_of,
    case_of_dossier,
    get_assessment,
    get_goal,
)
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import Course, CoursePage

if TYPE_CHECKING:
    from hjemmebane.records.cases.models import Case

Act = tuple[Callable[..., Any], dict[str, Any]]
AIM = "aim"
NO_FINDING = "Fokuspunktet skal hænge på en undersøgelse. Der er ingen i sagen endnu."


def _opened(request: StaffRequest, course_id: UUID) -> tuple[Course, CoursePage, str]:
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    return course, page, reverse("staff:course", args=[course.public_id])


@staff_door
@needs("course.set_strength")
def element(request: StaffRequest, course_id: UUID, key: str) -> HttpResponse:
    """Turn one element up or down."""
    course, page, url = _opened(request, course_id)
    found = next((item for item in page.content.elements if item.key == key), None)
    if found is None:
        raise Http404
    form = StrengthForm(page, found.level, request.POST or None)
    shown = FormPage(
        title=found.title,
        lead=f"{found.about} Nu: {found.strength}. Aftalt: {found.scale[found.agreed]}.",
        back=f"{url}#elementer",
        submit="Gem",
        said="Styrken er gemt.",
        refused_at={"not_yet": "day", "before_start": "day", "rest_needs_reason": "reason"},
    )

    def act() -> Act:
        data = form.cleaned_data
        return actions.set_strength, {
            "by": request.user,
            "course": course,
            "element": key,
            "level": data["level"],
            "on": data["day"],
            "reason": RestReason(data["reason"]) if data["reason"] else None,
            "text": data["text"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.make_focus")
def focus(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Make a focus point with the family."""
    course, page, url = _opened(request, course_id)
    case = case_of_dossier(course.dossier, request.user)
    if case is None or not page.programme.focus_points:
        raise Http404
    assessments = assessments_of(case, request.user)
    form = FocusForm(page, assessments, request.POST or None)
    shown = FormPage(
        title="Lav et fokuspunkt",
        lead="Det laves sammen med forældrene og forbinder et fund med et mål."
        if assessments
        else NO_FINDING,
        back=f"{url}#fokus",
        submit="Gem fokuspunktet",
        said="Fokuspunktet er gemt.",
        refused_at={"unknown_goal": "goal", "no_finding": "finding"},
    )

    def act() -> Act:
        return actions.make_focus, {
            "by": request.user,
            "course": course,
            "focus": _focus_of(form, course, page, case, request),
            "form_token": form.cleaned_data["form_token"],
        }

    return answer(request, page, form, shown, act)


def _focus_of(
    form: FocusForm, course: Course, page: CoursePage, case: "Case", request: StaffRequest
) -> actions.Focus:
    data = form.cleaned_data
    [speaker] = person_ids(page, [data["words_of"]])
    return actions.Focus(
        words=data["words"],
        words_of=speaker,
        assessment=get_assessment(case, data["assessment"], request.user),
        finding=data["finding"],
        goal=get_goal(course.dossier, data["goal"], request.user),
    )


@staff_door
@needs("course.correct_focus")
def correct_focus(request: StaffRequest, course_id: UUID, focus_id: UUID) -> HttpResponse:
    """Write a focus point anew; what stood before stays told."""
    course, page, url = _opened(request, course_id)
    point = queries.get_focus(course, focus_id, request.user)
    case = case_of_dossier(course.dossier, request.user)
    if case is None:
        raise Http404
    stands = {
        "words": point.words,
        "words_of": str(point.words_of.public_id),
        "assessment": str(point.assessment.public_id),
        "finding": point.finding,
        "goal": str(point.goal.public_id),
    }
    form = FocusForm(page, assessments_of(case, request.user), request.POST or None, stands=stands)
    shown = FormPage(
        title="Skriv fokuspunktet om",
        lead="Det, der stod, bliver stående under det, der var i fokus før.",
        back=f"{url}#fokus",
        submit="Gem",
        said="Fokuspunktet er skrevet om.",
        refused_at={"unknown_goal": "goal", "no_finding": "finding"},
    )

    def act() -> Act:
        focus = _focus_of(form, course, page, case, request)
        return actions.correct_focus, {"by": request.user, "point": point, "focus": focus}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.end_focus")
def end_focus(request: StaffRequest, course_id: UUID, focus_id: UUID) -> HttpResponse:
    """End a focus point with why."""
    course, page, url = _opened(request, course_id)
    point = queries.get_focus(course, focus_id, request.user)
    form = EndFocusForm(request.POST or None)
    shown = FormPage(
        title="Afslut fokuspunktet",
        lead=f"»{point.words}«",
        back=f"{url}#fokus",
        submit="Afslut",
        said="Fokuspunktet er slut. Det står under det, der var i fokus før.",
    )

    def act() -> Act:
        data = form.cleaned_data
        return actions.end_focus, {
            "by": request.user,
            "point": point,
            "reason": FocusEnd(data["reason"]),
            "text": data["text"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.write_topic")
def topic(request: StaffRequest, course_id: UUID, key: str) -> HttpResponse:
    """Write what stands on a topic now; the long-term aim is chosen in the same place."""
    course, page, url = _opened(request, course_id)
    if key == AIM:
        return _aim(request, course, page, url)
    found = next((item for item in page.content.topics if item.key == key), None)
    if found is None or not page.content.may_read:
        raise Http404
    form = TopicForm(request.POST or None, initial={"text": found.text})
    form.fields["text"].label = found.title
    form.fields["text"].help_text = found.ask
    shown = FormPage(
        title=found.title,
        lead="Familien kan læse det." if found.family_reads else "",
        back=f"{url}#emner",
        submit="Gem",
        said="Det er gemt.",
    )

    def act() -> Act:
        return actions.write_topic, {
            "by": request.user,
            "course": course,
            "key": key,
            "text": form.cleaned_data["text"],
        }

    return answer(request, page, form, shown, act)


def _aim(request: StaffRequest, course: Course, page: CoursePage, url: str) -> HttpResponse:
    """Choose the long-term aim, or change it with a reason."""
    if not page.programme.aims:
        raise Http404
    form = AimForm(page, request.POST or None, initial={"aim": page.content.aim_key})
    shown = FormPage(
        title="Det langsigtede mål",
        back=url,
        submit="Gem målet",
        said="Målet er gemt.",
        refused_at={"aim_needs_reason": "reason"},
    )

    def act() -> Act:
        data = form.cleaned_data
        named = {"aim": data["aim"], "reason": data["reason"]}
        return actions.set_aim, {"by": request.user, "course": course, **named}

    return answer(request, page, form, shown, act)


@staff_door
@needs("course.answer_target")
def target(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Answer whether the programme fits the family; what speaks against asks why."""
    course, page, url = _opened(request, course_id)
    if not page.programme.target_titles or not page.content.may_read:
        raise Http404
    stored = {"holds": sorted(page.content.holds), "reason": page.content.against_why}
    form = TargetForm(page, request.POST or None, initial=stored)
    shown = FormPage(
        title="Passer indsatsen til familien?",
        lead=_age_words(page),
        back=url,
        submit="Gem svarene",
        said="Svarene er gemt.",
        refused_at={"doubt_needs_reason": "reason"},
    )

    def act() -> Act:
        data = form.cleaned_data
        named = {"holds": data["holds"], "reason": data["reason"]}
        return actions.answer_target, {"by": request.user, "course": course, **named}

    return answer(request, page, form, shown, act)


def _age_words(page: CoursePage) -> str:
    """Return the hint on age where a child lies outside it; a hint, never a bar."""
    hint = page.programme.age_hint
    ages = [card.age for card in page.course.children if card.age is not None]
    if hint is None or all(hint.holds(age) for age in ages):
        return ""
    return f"{hint.words} ({hint.least}–{hint.most} år). Det er et vink, ikke en grænse."
