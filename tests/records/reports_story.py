"""A finished course with feedback, carried there by the real actions."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.contacts import CourseEndReason
from hjemmebane.domain.goals import Judgement
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.cases.actions import agree_goal
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.actions import end_course
from hjemmebane.records.courses.models import Course
from hjemmebane.records.documents.models import Report
from hjemmebane.records.feedback import actions as feedback
from hjemmebane.records.feedback.actions import Given
from hjemmebane.records.feedback.models import Response
from hjemmebane.records.people.models import Person
from hjemmebane.records.reports import actions as reports
from tests.cast import World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, a_course

OWN_WORDS = "Vi kan komme ud ad døren uden at råbe"


def a_goal(world: World, course: Course, words: str = OWN_WORDS, of: Person | None = None) -> Goal:
    """Return a goal of the course in somebody's words, the whole family's if nobody's."""
    return agree_goal(
        by=fresh(world.dorte),
        dossier=course.dossier,
        own_words=words,
        professional_words="Rolig morgenrutine",
        words_of=of,
        agreed_on=date(2026, 10, 6),
        course_id=course.pk,
    )


def answers(world: World, course: Course, person: Person, given: Given) -> list[Response]:
    """Return what a person answered through a link that Dorte made."""
    link = feedback.make_link(by=fresh(world.dorte), course=course, person=person)
    return feedback.answer_link(by=PUBLIC, link=link, given=given)


def a_running_course(world: World) -> Course:
    """Return a home-support course with three contacts: Frida at all, Jonas and Selma at one."""
    course = a_course(world, programme_key=PROGRAMME)
    goal = a_goal(world, course)
    frida, jonas, selma = world.frida_holm.pk, world.jonas_holm.pk, world.selma.pk
    for day, there in (
        (date(2026, 10, 8), [frida, selma]),
        (date(2026, 10, 15), [frida, jonas]),
        (date(2026, 11, 2), [frida]),
    ):
        a_contact(world, course, day, there=there, goals={goal.pk: Judgement.FORWARD})
    return course


PROGRAMME = "home-support"


def ended(world: World, course: Course) -> Course:
    """Return the course ended as planned on the Friday before the anchor day."""
    course.refresh_from_db()
    return end_course(
        by=fresh(world.dorte),
        course=course,
        version=course.version,
        on=date(2026, 11, 20),
        reason=CourseEndReason.AS_PLANNED,
    )


def a_report(world: World) -> Report:
    """Return the filled closing report of a finished course, as a draft."""
    course = a_running_course(world)
    for day, value in ((date(2026, 10, 15), 4), (date(2026, 11, 2), 7)):
        with clock.at(clock.moment(day, 12)):
            answers(world, course, world.frida_holm, Given(values={"useful": value}))
    return reports.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))


def a_report_with_family(world: World) -> Report:
    """Return a closing report laid before the family."""
    report = a_report(world)
    course = Course.objects.get(pk=report.course_id)
    return reports.lay_report_before_family(by=fresh(world.dorte), course=course, report=report)
