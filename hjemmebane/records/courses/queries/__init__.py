"""Reads about courses and contacts."""

from hjemmebane.records.courses.models import Course
from hjemmebane.records.courses.programmes import (
    meeting_titles,
    programme_of,
    programme_offered,
    programmes_for_families,
)
from hjemmebane.records.courses.queries.contacts import (
    contact_row,
    contacts_of,
    days_since_last_contact,
    get_contact,
    visits_for,
)
from hjemmebane.records.courses.queries.courses import (
    course_children,
    course_page,
    courses_of,
    extensions_of,
    extensions_waiting,
    get_course,
    get_extension,
    is_on_course,
    own_courses,
)
from hjemmebane.records.courses.queries.facts import contact_facts, facts_of, standings
from hjemmebane.records.courses.queries.headed import (
    headed_course,
    headed_courses,
    notes_on_reason,
    reason_days,
)
from hjemmebane.records.courses.queries.meetings import get_course_meeting, meetings_of_course
from hjemmebane.records.courses.queries.methods import (
    is_in_placement_case,
    method_uses,
    methods_of_day,
    trained_in,
)
from hjemmebane.records.courses.queries.rows import (
    ContactData,
    ContactRow,
    CourseMeetingRow,
    CourseRow,
    ExtensionRow,
    SilentCourse,
    VisitRow,
)
from hjemmebane.records.courses.queries.starting import CourseStart, course_start, get_work
from hjemmebane.records.courses.queries.unit import UnitNumbers, unit_numbers
from hjemmebane.records.courses.queries.whole import CoursePage

__all__ = [
    "ContactData",
    "ContactRow",
    "Course",
    "CourseMeetingRow",
    "CoursePage",
    "CourseRow",
    "CourseStart",
    "ExtensionRow",
    "SilentCourse",
    "UnitNumbers",
    "VisitRow",
    "contact_facts",
    "contact_row",
    "contacts_of",
    "course_children",
    "course_page",
    "course_start",
    "courses_of",
    "days_since_last_contact",
    "extensions_of",
    "extensions_waiting",
    "facts_of",
    "get_contact",
    "get_course",
    "get_course_meeting",
    "get_extension",
    "get_work",
    "headed_course",
    "headed_courses",
    "is_in_placement_case",
    "is_on_course",
    "meeting_titles",
    "meetings_of_course",
    "method_uses",
    "methods_of_day",
    "notes_on_reason",
    "own_courses",
    "programme_of",
    "programme_offered",
    "programmes_for_families",
    "reason_days",
    "standings",
    "trained_in",
    "unit_numbers",
    "visits_for",
]
