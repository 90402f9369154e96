"""What a family member reads of their own courses: what parents are told, and a pause."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.people import PARENT_ROLES
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.courses.models import Course, CoursePause, CourseTopic
from hjemmebane.records.courses.programmes import programme_of
from hjemmebane.records.people.models import Party
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class OwnCourse:
    """A course as one of the family reads it: its topics by title, and whether it stands still.

    `is_paused` without `paused_to` is a pause whose end nobody knows yet.
    """

    title: str
    topics: tuple[tuple[str, str], ...]
    is_paused: bool
    paused_to: date | None

    @property
    def says_something(self) -> bool:
        """Return whether there is anything to read."""
        return self.is_paused or bool(self.topics)


def own_course_words(user: User) -> tuple[OwnCourse, ...]:
    """Return a family member's running courses that say something to them.

    Topics are those the programme lets the family read; they reach parents, since a concern said
    openly may frighten a child. That a course pauses reaches everybody in it, and never why.
    """
    person_id = reach_of(user).person_id
    courses = list(
        Course.objects.visible_to(user).filter(ended_on__isnull=True).order_by("started_on", "pk")
    )
    if person_id is None or not courses:
        return ()
    topics = _topics(courses, person_id)
    today = clock.today()
    pauses = CoursePause.objects.filter(running(today), course__in=courses)
    paused = {row.course_id: row.to_on for row in pauses}
    found = (
        OwnCourse(
            programme_of(course).title,
            tuple(
                (topic.title, topics[course.pk][topic.key])
                for topic in programme_of(course).topics
                if topic.family_reads and topic.key in topics[course.pk]
            ),
            course.pk in paused,
            paused.get(course.pk),
        )
        for course in courses
    )
    return tuple(one for one in found if one.says_something)


def _topics(courses: list[Course], person_id: int) -> dict[int, dict[str, str]]:
    """Return what stands on each topic of the courses where the person is a parent."""
    parents = Party.objects.filter(
        running(clock.today()), person_id=person_id, role__in=PARENT_ROLES
    )
    rows = CourseTopic.objects.filter(
        course__in=courses, course__dossier__in=parents.values("dossier_id")
    )
    found: dict[int, dict[str, str]] = defaultdict(dict)
    for row in rows.order_by("pk"):
        found[row.course_id][row.key] = row.text
    return found
