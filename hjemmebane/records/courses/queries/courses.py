"""Courses as the reader may see them, and everything the course page shows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import ON_COURSE, Level, Register
from hjemmebane.domain.contacts import (
    COURSE_END_WORDS,
    EXTENSION_REASON_WORDS,
    FREQUENCY_SOURCE_WORDS,
    CourseEndReason,
    ExtensionReason,
    FrequencySource,
    OrderAim,
)
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.deputies import tied_as
from hjemmebane.records.access.models import Dossier, Tie, User
from hjemmebane.records.access.queries import TeamRow, running, team_of
from hjemmebane.records.cases.queries import (
    case_of_dossier,
    first_placement,
    goals_of,
    measures_of,
)
from hjemmebane.records.cases.queries.rows import MeasureRow
from hjemmebane.records.courses.models import Course, CourseChild, Extension
from hjemmebane.records.courses.models.course import of_dossier
from hjemmebane.records.courses.programmes import programme_of, programme_run
from hjemmebane.records.courses.queries.contacts import contacts_of
from hjemmebane.records.courses.queries.content import content_of
from hjemmebane.records.courses.queries.facts import standings
from hjemmebane.records.courses.queries.filming import film_yes
from hjemmebane.records.courses.queries.meetings import meetings_of_course, three_way_of
from hjemmebane.records.courses.queries.rows import (
    ContactRow,
    CourseRow,
    ExtensionRow,
    HomeChoice,
    Worker,
    WorkRow,
)
from hjemmebane.records.courses.queries.team import team_places, team_prompts
from hjemmebane.records.courses.queries.whole import CoursePage
from hjemmebane.records.people.queries import cards_by_id, parties_of


def get_course(public_id: object, user: User) -> Course:
    """Return a course the reader may see; raise NotVisible otherwise."""
    rows = Course.objects.visible_to(user).filter(public_id=str(public_id))
    found = rows.select_related("dossier", "family", "unit", "measure__decision").first()
    if found is None:
        raise NotVisible("course", public_id)
    return found


def courses_of(dossier: Dossier, user: User) -> tuple[CourseRow, ...]:
    """Return the courses of a dossier the reader may see, newest first."""
    rows = Course.objects.visible_to(user).filter(dossier=dossier).order_by("-started_on", "-pk")
    return course_rows(list(rows.select_related("family", "unit", "dossier")), user)


def own_courses(user: User) -> tuple[CourseRow, ...]:
    """Return the running courses of a worker and of whom they stand in for, the oldest first."""
    own = Tie.objects.filter(running(clock.today()), tied_as(user), relation__in=ON_COURSE)
    whose = list(own.order_by("pk").values_list("course_id", "user_id", "user__name"))
    mine = {course for course, worker, _ in whose if worker == user.pk}
    away = {course: name for course, _, name in whose if course not in mine}
    rows = Course.objects.visible_to(user).filter(pk__in={*mine, *away}, ended_on__isnull=True)
    found = rows.select_related("family", "unit", "dossier").order_by("started_on", "pk")
    return tuple(
        replace(row, instead_of=away.get(row.id, "")) for row in course_rows(list(found), user)
    )


def course_rows(courses: Sequence[Course], user: User) -> tuple[CourseRow, ...]:
    """Return courses as rows, in a fixed number of queries."""
    where = standings(courses)
    children: dict[int, list[int]] = {course.pk: [] for course in courses}
    links = CourseChild.objects.filter(course__in=courses)
    for course_id, person_id in links.order_by("pk").values_list("course_id", "person_id"):
        children[course_id].append(person_id)
    cards = cards_by_id({pk for ids in children.values() for pk in ids}, user)
    return tuple(
        CourseRow(
            id=course.pk,
            public_id=str(course.public_id),
            title=programme_of(course).title,
            family_name=course.family.name,
            children=tuple(cards[pk] for pk in children[course.pk]),
            started_on=course.started_on,
            ended_on=course.ended_on,
            is_prevention=course.dossier.register == Register.PREVENTION,
            standing=where[course.pk],
            unit=course.unit.name,
            askings=programme_of(course).askings,
        )
        for course in courses
    )


def course_children(course: Course) -> list[int]:
    """Return the ids of the children a course is about."""
    return list(course.children.order_by("pk").values_list("person_id", flat=True))


def course_page(course: Course, user: User) -> CoursePage:
    """Return everything the course page shows to this reader."""
    programme = programme_run(course)
    team = [row for row in team_of(course.dossier) if _is_around(row, course)]
    contacts = contacts_of(course, user)
    meetings = meetings_of_course(course, programme, user)
    places = team_places(course, programme)
    measure = _measure(course, user)
    case = case_of_dossier(course.dossier, user)
    [row] = course_rows([course], user)
    return CoursePage(
        course=row,
        programme=programme,
        programme_as_written=programme_of(course),
        dossier_id=course.dossier_id,
        case_public_id=str(case.public_id) if case else "",
        measure_title=measure.title if measure else "",
        measure_law=measure.law if measure else _law(programme, course),
        measure_purpose=measure.purpose if measure else "",
        measure_replaces=_replaces(course) if measure else "",
        measure_aim=OrderAim(course.measure.aim) if course.measure else None,
        measure_compensates=_compensates(course) if measure else "",
        agreed_needs=course.agreed_needs,
        frequency_words=_frequency(course),
        frequency_days=course.frequency_days,
        end_words=COURSE_END_WORDS[CourseEndReason(course.end_reason)] if course.ended_on else "",
        outcome=programme.outcome_title(course.outcome) if course.outcome else "",
        outcome_text=course.outcome_text,
        outcome_on=course.outcome_on,
        outcome_by=course.outcome_by.name if course.outcome_by else "",
        workers=_workers(team, contacts, course),
        team=tuple(team),
        places=places,
        team_gaps=team_prompts(programme, places, team, course),
        contacts=contacts,
        meetings=meetings,
        works=tuple(
            WorkRow(str(w.public_id), w.track, w.title, w.from_week, w.to_week, w.version)
            for w in course.works.order_by("from_week", "pk")
        ),
        extensions=extensions_of(course),
        goals=goals_of(course.dossier, user, course_id=course.pk, only_running=True),
        parties=tuple(parties_of(course.dossier, user)),
        homes=tuple(
            HomeChoice(str(home.public_id), home.label)
            for home in course.family.households.order_by("pk")
        ),
        is_on_course=any(r.user_id == user.pk and r.course_id == course.pk for r in team),
        version=course.version,
        content=content_of(course, programme, user, contacts, meetings),
        placed_on=_placed_on(course, programme),
        filmed=frozenset(film_yes(course, clock.today())) if programme.filming else frozenset(),
        three_way=three_way_of(course, programme, row.standing),
    )


def _is_around(row: TeamRow, course: Course) -> bool:
    """Return whether a worker of the dossier has to do with this course."""
    return row.course_id is None or (row.course_id == course.pk and row.relation in ON_COURSE)


def is_on_course(course: Course, user: User) -> bool:
    """Return whether a user is a worker on the course today."""
    ties = Tie.objects.filter(
        running(clock.today()), user=user, course_id=course.pk, relation__in=ON_COURSE
    )
    return ties.exists()


def extensions_of(course: Course) -> tuple[ExtensionRow, ...]:
    """Return the extensions of a course, newest first."""
    rows = course.extensions.select_related("asked_by", "decided_by").order_by("-asked_at", "-pk")
    return tuple(_extension(row) for row in rows)


def get_extension(course: Course, public_id: object) -> Extension:
    """Return an extension of a course the reader has reached; raise NotVisible otherwise."""
    found = course.extensions.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("extension", public_id)
    return found


def extensions_waiting(user: User) -> tuple[tuple[CourseRow, ExtensionRow], ...]:
    """Return the extensions that wait for a leader's word, oldest first."""
    rows = list(
        Extension.objects.filter(of_dossier(user, "course__dossier", Level.YES))
        .filter(is_agreed__isnull=True, course__ended_on__isnull=True)
        .select_related("course__family", "course__unit", "course__dossier", "asked_by")
        .order_by("asked_at", "pk")
    )
    courses = {row.id: row for row in course_rows([row.course for row in rows], user)}
    return tuple((courses[row.course_id], _extension(row)) for row in rows)


def _extension(row: Extension) -> ExtensionRow:
    return ExtensionRow(
        public_id=str(row.public_id),
        new_limit=row.new_limit,
        new_end_on=row.new_end_on,
        reason=EXTENSION_REASON_WORDS[ExtensionReason(row.reason)],
        text=row.text,
        asked_by=row.asked_by.name,
        asked_at=row.asked_at,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_at=row.decided_at,
        is_agreed=row.is_agreed,
    )


def _measure(course: Course, user: User) -> MeasureRow | None:
    if course.measure_id is None:
        return None
    rows = measures_of(course.dossier, user)
    return next((row for row in rows if row.id == course.measure_id), None)


def _law(programme: Programme, course: Course) -> str:
    basis = programme.legal_basis_on(course.started_on)
    return f"{basis.law} {basis.reference}" if basis else ""


def _replaces(course: Course) -> str:
    return course.measure.decision.replaces_text if course.measure else ""


def _placed_on(course: Course, programme: Programme) -> date | None:
    """Return the day a child was placed during the course, where the programme is to avoid it."""
    if not any(part.no_placement for part in programme.measured):
        return None
    return first_placement(course.dossier, course.started_on)


def _compensates(course: Course) -> str:
    """Return what the help makes up for, as it was decided."""
    return course.measure.decision.compensates if course.measure else ""


def _frequency(course: Course) -> str:
    parts = [FREQUENCY_SOURCE_WORDS[FrequencySource(course.frequency_source)]]
    if course.frequency_days:
        parts.append(f"cirka hver {course.frequency_days}. dag")
    if course.frequency_text:
        parts.append(course.frequency_text)
    is_said = course.frequency_days or course.frequency_text
    return ": ".join(parts[:2]) + "".join(f", {p}" for p in parts[2:]) if is_said else ""


def _workers(
    team: Sequence[TeamRow], contacts: Sequence[ContactRow], course: Course
) -> tuple[Worker, ...]:
    held = [contact for contact in contacts if contact.is_held]
    return tuple(
        Worker(row, sum(row.user_id in contact.worker_ids for contact in held))
        for row in team
        if row.course_id == course.pk
    )
