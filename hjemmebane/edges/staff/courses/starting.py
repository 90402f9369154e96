"""Start a course, and agree its goals with the family."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.goals import GoalArea, HowFar
from hjemmebane.edges.staff.courses.answers import FormPage, answer
from hjemmebane.edges.staff.courses.fields import person_ids
from hjemmebane.edges.staff.courses.forms import GoalForm, StanceForm
from hjemmebane.edges.staff.courses.start_forms import ProgrammeForm, StartForm, programme_meant
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.cases.actions import agree_goal, note_stance
from hjemmebane.records.cases.queries import get_goal, get_measure, speaker_of
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.people.queries import persons_by_id
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import short_date

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

START_TEMPLATE = "staff/courses/start.html"


@staff_door
@needs("course.start")
def start(request: StaffRequest, dossier_id: UUID) -> HttpResponse:
    """Start a course in a dossier: first its programme, then the rest, with the team by role."""
    found = queries.course_start(dossier_id, request.user)
    is_sent = request.method == "POST"
    chosen = request.POST.get("programme", "") if is_sent else request.GET.get("indsatstype")
    is_asking = not is_sent and "vaelg" in request.GET
    programme = None if is_asking else programme_meant(found, chosen)
    if programme is None:
        # A choice that is none of those on the page is told as such.
        choose = ProgrammeForm(found, {"indsatstype": chosen} if chosen is not None else None)
        return form_page(request, START_TEMPLATE, {"start": found, "choose": choose}, choose)
    form = StartForm(found, programme, request.user, request.POST if is_sent else None)
    if form.is_valid():
        outcome = attempt(
            form,
            actions.start_course,
            **_started(form, found, request),
            refused_at={
                "day_out_of_range": "started_on",
                "ends_before_start": "expected_end_on",
                "no_measure": "measure",
            },
        )
        if outcome:
            url = reverse("staff:course", args=[outcome.value.public_id])
            return done(request, url, "Forløbet er begyndt. Aftal et startmøde.")
    context = {
        "start": found,
        "form": form,
        "programme": programme,
        "offers": _offers(found, request.user),
    }
    return form_page(request, START_TEMPLATE, context, form)


def _offers(found: queries.CourseStart, user: "User") -> list[str]:
    """Return what already runs for the children, in words, so that nobody is offered twice."""
    names = {row.card.id: str(row.card.given_name) for row in found.children}
    return [
        f"{names[row.child_id]} har allerede {row.title} i {row.unit}, fra "
        f"{short_date(row.started_on)}."
        for row in queries.offers_for(list(names), user)
    ]


def _started(form: StartForm, found: queries.CourseStart, request: StaffRequest) -> dict[str, Any]:
    data = form.cleaned_data
    children = {row.card.public_id: row.card.id for row in found.children}
    return {
        "by": request.user,
        "dossier": found.dossier,
        "programme_key": form.chosen_programme.key,
        "family": found.family,
        "unit": next(unit for unit in found.units if unit.key == data["unit"]),
        "started_on": data["started_on"],
        "expected_end_on": data["expected_end_on"],
        "children": [children[key] for key in data["children"]],
        "seats": form.seats(),
        "agreed": form.agreed(),
        "measure": None if found.is_prevention else get_measure(data["measure"], request.user),
        "form_token": data["form_token"],
    }


@staff_door
@needs("goal.agree")
def goal(request: StaffRequest, course_id: UUID) -> HttpResponse:
    """Agree a goal with the family, in its own words (S2-AAB-18)."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    form = GoalForm(page, request.POST or None)
    shown = FormPage(
        title="Aftal et mål",
        lead="Målet står med familiens egne ord. Den faglige formulering står ved siden af.",
        back=reverse("staff:course", args=[course.public_id]),
        submit="Gem mål",
        said="Målet er gemt.",
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        data = form.cleaned_data
        [speaker] = person_ids(page, [data["words_of"]])
        return agree_goal, {
            "by": request.user,
            "dossier": course.dossier,
            "own_words": data["own_words"],
            "professional_words": data["professional_words"],
            "words_of": persons_by_id([speaker])[speaker],
            "agreed_on": clock.today(),
            "area": GoalArea(data["area"]),
            "course_id": course.pk,
            "public_id": data["form_token"],
        }

    return answer(request, page, form, shown, act)


@staff_door
@needs("goal.note_stance")
def stance(request: StaffRequest, course_id: UUID, goal_id: UUID) -> HttpResponse:
    """Note whether the parents see what a goal is about and want to work with it (S3-MSF-08)."""
    course = queries.get_course(course_id, request.user)
    page = queries.course_page(course, request.user)
    found = get_goal(course.dossier, goal_id, request.user)
    speaker = speaker_of(found, request.user)
    form = StanceForm(request.POST or None)
    shown = FormPage(
        title="Er målet også forældrenes?",
        lead=f"»{found.own_words}«" + (f" {speaker.given_name}s ord." if speaker else ""),
        back=f"{reverse('staff:course', args=[course.public_id])}#maal",
        submit="Gem",
        said="Det er skrevet på målet.",
        refused_at={"before_the_goal": "day", "in_the_future": "day"},
    )

    def act() -> tuple[Callable[..., Any], dict[str, Any]]:
        data = form.cleaned_data
        return note_stance, {
            "by": request.user,
            "goal": found,
            "sees": HowFar(data["sees"]),
            "wants": HowFar(data["wants"]),
            "on": data["day"],
        }

    return answer(request, page, form, shown, act)
