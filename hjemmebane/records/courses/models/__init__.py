"""The tables of the courses record."""

from hjemmebane.records.courses.models.buyout import AdviserBuyout
from hjemmebane.records.courses.models.conflict import GoalConflict
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
from hjemmebane.records.courses.models.group import (
    Group,
    GroupAttendance,
    GroupPlace,
    GroupSession,
)
from hjemmebane.records.courses.models.method import MethodUse
from hjemmebane.records.courses.models.pause import CoursePause
from hjemmebane.records.courses.models.team import TeamPlace

__all__ = [
    "AdviserBuyout",
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
    "CoursePause",
    "CourseTopic",
    "ElementStrength",
    "Extension",
    "FocusPoint",
    "GoalConflict",
    "Group",
    "GroupAttendance",
    "GroupPlace",
    "GroupSession",
    "MethodUse",
    "MilestoneMark",
    "PhaseEvent",
    "PlannedWork",
    "TargetAnswer",
    "TeamPlace",
]
