"""The tables of the courses record."""

from hjemmebane.records.courses.models.contact import (
    Contact,
    ContactAddendum,
    ContactGoal,
    ContactMethod,
    ContactPerson,
    ContactWorker,
)
from hjemmebane.records.courses.models.content import (
    CourseAim,
    CourseTopic,
    ElementStrength,
    FocusPoint,
    TargetAnswer,
)
from hjemmebane.records.courses.models.course import (
    Course,
    CourseChild,
    CourseMeeting,
    Extension,
    MilestoneMark,
    PhaseEvent,
    PlannedWork,
)
from hjemmebane.records.courses.models.method import MethodUse

__all__ = [
    "Contact",
    "ContactAddendum",
    "ContactGoal",
    "ContactMethod",
    "ContactPerson",
    "ContactWorker",
    "Course",
    "CourseAim",
    "CourseChild",
    "CourseMeeting",
    "CourseTopic",
    "ElementStrength",
    "Extension",
    "FocusPoint",
    "MethodUse",
    "MilestoneMark",
    "PhaseEvent",
    "PlannedWork",
    "TargetAnswer",
]
