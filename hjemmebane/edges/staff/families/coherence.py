"""One overview across departments: help, goals, duties and appointments, and what pulls apart."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.goal_conflicts import ConflictChoice
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.edges.staff.families.coherence_forms import ApartForm, SettleGoalsForm
from hjemmebane.edges.staff.families.lanes import course_href
from hjemmebane.edges.staff.families.reading import FamilyRead, read_family
from hjemmebane.edges.staff.families.week import (
    chosen_week,
    clash_lines,
    clashes_in_week,
    party_of,
)
from hjemmebane.records.access.acting import may
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.agenda.queries.opened import first_clocks
from hjemmebane.records.cases.queries.family import FamilyGoal
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.queries import ConflictRow
from hjemmebane.records.people.queries import get_family
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import moment, short_date, short_day

FORM = "staff/families/coherence_form.html"
WEEKS_AHEAD = timedelta(weeks=4)
OURS = "Kommunen"
Line = tuple[str, str]
"""Words, and where they lead; empty where they lead nowhere."""


@dataclass
class UnitLine:
    """What one department does with the family."""

    unit: str
    help: list[Line] = field(default_factory=list)
    goals: list[Line] = field(default_factory=list)
    duties: list[Line] = field(default_factory=list)
    appointments: list[Line] = field(default_factory=list)


@dataclass(frozen=True)
class Apart:
    """Two goals side by side, why they pull apart, and how it stands."""

    sides: tuple[tuple[str, str], ...]
    why: str
    stands: str
    href: str


@staff_door
@require_safe
def coherence(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Show what every department does with one family, and where it does not fit together."""
    read = _read(request, public_id)
    rows = queries.conflicts_in(read.view.id, request.user)
    monday = chosen_week(read, request.GET.get("uge", ""))
    holders = queries.coordinators_of(read.view.id)
    can = _coordinates(request, read, holders)
    running = [goal for goal in read.goals if goal.ended_on is None]
    context = {
        "view": read.view,
        "crumbs": _crumbs(read),
        "units": _units(read),
        "apart": [_apart(row, read, can=can) for row in rows],
        "mark": _href("goals_apart", read) if can and len(running) > 1 else "",
        "clashes": clash_lines(read, clashes_in_week(read, monday), monday),
        "holders": list(holders.values()),
    }
    return render(request, "staff/families/coherence.html", context)


@staff_door
@needs("coordination.mark_apart")
@require_http_methods(["GET", "HEAD", "POST"])
def mark_apart(request: StaffRequest, public_id: UUID) -> HttpResponse:
    """Mark two goals as pulling apart, and why."""
    read = _to_coordinate(request, public_id)
    goals = {goal.public_id: goal for goal in read.goals if goal.ended_on is None}
    form = ApartForm(
        [(key, _said(goal, read)) for key, goal in goals.items()], request.POST or None
    )
    if form.is_valid():
        data = form.cleaned_data
        outcome = attempt(
            form,
            actions.mark_apart,
            by=request.user,
            family=get_family(public_id, request.user),
            goals=(data["goal"], data["against"]),
            why=data["why"],
            refused_at={"same_goal": "against", "already_apart": "against"},
        )
        if outcome:
            return done(request, _href("coherence", read), "Målene er markeret.")
    context = {
        "form": form,
        "title": "Mål, der trækker hver sin vej",
        "lead": "Målene vises side om side, til I har afgjort, hvad der gælder.",
        "back": _href("coherence", read),
        "submit": "Markér",
        "view": read.view,
    }
    return form_page(request, FORM, context, form)


@staff_door
@needs("coordination.settle_goals")
@require_http_methods(["GET", "HEAD", "POST"])
def settle(request: StaffRequest, public_id: UUID, conflict_id: UUID) -> HttpResponse:
    """Settle goals that pull apart, with a reason."""
    read = _to_coordinate(request, public_id)
    conflict = queries.get_conflict(read.view.id, conflict_id, request.user)
    form = SettleGoalsForm(request.POST or None)
    if form.is_valid():
        outcome = attempt(
            form,
            actions.settle_goals,
            by=request.user,
            conflict=conflict,
            choice=ConflictChoice(form.cleaned_data["choice"]),
            reason=form.cleaned_data["reason"],
        )
        if outcome:
            return done(request, _href("coherence", read), "Det er afgjort.")
    context = {
        "form": form,
        "title": "Hvad gælder?",
        "apart": _apart(queries.conflict_row(conflict), read, can=False),
        "back": _href("coherence", read),
        "submit": "Gem, hvad der gælder",
        "view": read.view,
    }
    return form_page(request, FORM, context, form)


def _read(request: StaffRequest, public_id: UUID) -> FamilyRead:
    """Return the family; who may know its name alone has no overview of it."""
    read = read_family(public_id, request.user)
    if read.view.is_names_only:
        raise NotVisible("family", public_id)
    return read


def _to_coordinate(request: StaffRequest, public_id: UUID) -> FamilyRead:
    read = _read(request, public_id)
    if not _coordinates(request, read, queries.coordinators_of(read.view.id)):
        raise NotVisible("family", public_id)
    return read


def _coordinates(request: StaffRequest, read: FamilyRead, holders: Collection[int]) -> bool:
    can = may(request.user, "coordination.mark_apart")
    return can and queries.coordinates(request.user, holders, read.cases)


def _href(name: str, read: FamilyRead) -> str:
    return reverse(f"staff:{name}", args=[read.view.public_id])


def _crumbs(read: FamilyRead) -> list[Line]:
    home = reverse("staff:family", args=[read.view.public_id])
    return [
        ("Familier", reverse("staff:families")),
        (read.view.title, home),
        ("Sammenhæng", ""),
    ]


def _units(read: FamilyRead) -> tuple[UnitLine, ...]:
    """Return the departments with what each does, those with most to do first."""
    found: dict[str, UnitLine] = defaultdict(lambda: UnitLine(""))
    for unit, kind, line in _everything(read):
        row = found[unit]
        row.unit = unit
        getattr(row, kind).append(line)
    return tuple(sorted(found.values(), key=lambda row: (-_size(row), row.unit)))


def _size(row: UnitLine) -> int:
    return len(row.help) + len(row.goals) + len(row.duties) + len(row.appointments)


def _everything(read: FamilyRead) -> Iterable[tuple[str, str, Line]]:
    units = {dossier.id: dossier.unit for dossier in read.view.dossiers}
    courses = {course.id: course for course in read.courses if course.is_running}
    for course in courses.values():
        words = f"{course.title}, {course.week_words}"
        yield course.unit, "help", (words, course_href(course))
    for measure in read.measures:
        if measure.ended_on is None and measure.course_id not in courses:
            words = f"{measure.title}, fra {short_date(measure.started_on)}"
            yield units.get(measure.dossier_id, OURS), "help", (words, "")
    for goal in read.goals:
        if goal.ended_on is None:
            yield _unit_of(goal, read), "goals", (f"»{goal.own_words}«", "")
    yield from _duties(read, units)
    yield from _appointments(read, units)


def _duties(read: FamilyRead, units: Mapping[int, str]) -> Iterable[tuple[str, str, Line]]:
    home = {row.user_id: row.unit_name for row in read.team}
    for page in first_clocks(read.deadlines):
        row = page.row
        unit = home.get(row.responsible_id or 0) or units.get(row.dossier_id, OURS)
        words = f"{row.name}, senest {short_day(row.due_on)}"
        yield unit, "duties", (words, reverse("staff:obligation", args=[row.public_id]))
    for task in read.tasks:
        if task.done_at is None:
            when = f"senest {short_day(task.due_on)}" if task.due_on else task.when_text
            party, who = party_of(task, read)
            words = ", ".join(part for part in (task.what, who, when) if part)
            yield (
                party,
                "duties",
                (words, reverse("staff:coordination", args=[task.case_public_id])),
            )


def _appointments(read: FamilyRead, units: Mapping[int, str]) -> Iterable[tuple[str, str, Line]]:
    """Return the appointments of the coming weeks, the nearest first."""
    courses = {course.id: course for course in read.courses}
    last = read.now + WEEKS_AHEAD
    found = []
    for contact in read.contacts:
        if contact.state is ContactState.PLANNED and read.now <= contact.starts_at < last:
            unit = courses[contact.course_id].unit if contact.course_id in courses else OURS
            href = reverse("staff:contact", args=[contact.public_id])
            found.append((contact.starts_at, unit, contact.place, href))
    for row in read.meetings:
        if not row.is_held and read.now <= row.starts_at < last:
            course = courses.get(row.course_id or 0)
            unit = course.unit if course else units.get(row.dossier_id, OURS)
            href = course_href(course) if course else ""
            found.append((row.starts_at, unit, row.label.lower(), href))
    for at, unit, what, href in sorted(found):
        yield unit, "appointments", (f"{moment(at)}, {what}", href)


def _unit_of(goal: FamilyGoal, read: FamilyRead) -> str:
    """Return whose goal it is: the course's unit, else the unit that answers for the plan."""
    course = next((one for one in read.courses if one.id == goal.course_id), None)
    if course:
        return course.unit
    return next((d.unit for d in read.view.dossiers if d.id == goal.dossier_id), "") or OURS


def _said(goal: FamilyGoal, read: FamilyRead) -> str:
    return f"»{goal.own_words}« ({_unit_of(goal, read)})"


def _apart(row: ConflictRow, read: FamilyRead, *, can: bool) -> Apart:
    goals = {goal.id: goal for goal in read.goals}
    sides = [goals[pk] for pk in (row.goal_id, row.against_id) if pk in goals]
    marked = f"Markeret af {row.marked_by}, {short_day(local_day(row.marked_at))}"
    stands = marked
    if row.settled_at is not None:
        day = short_day(local_day(row.settled_at))
        stands = f"Afgjort: {row.choice}. {row.reason} {row.settled_by}, {day}"
    href = ""
    if can and row.is_open:
        href = reverse("staff:goals_apart_settle", args=[read.view.public_id, row.public_id])
    return Apart(
        tuple((f"»{goal.own_words}«", _unit_of(goal, read)) for goal in sides),
        row.why,
        stands,
        href,
    )
