"""Reads about courses and contacts."""

from hjemmebane.domain.programmes import NETWORK_MEETING
from hjemmebane.records.courses.models import Course
from hjemmebane.records.courses.programmes import (
    meeting_titles,
    meeting_type,
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
from hjemmebane.records.courses.queries.content import get_focus
from hjemmebane.records.courses.queries.coordinating import (
    ConflictRow,
    conflicts_in,
    coordinators_of,
    get_conflict,
    goals_of_pairs,
    may_coordinate,
)
from hjemmebane.records.courses.queries.costs import CostView, costs_of, leaders_who_agree
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
from hjemmebane.records.courses.queries.groups import (
    GroupPage,
    OwnPlace,
    came_to,
    get_group,
    get_place,
    get_session,
    group_page,
    groups_of,
    other_hosts,
    own_places,
    own_units,
    places_of_course,
    places_to_note,
)
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
from hjemmebane.records.courses.queries.offers import (
    ChildOffers,
    OfferRow,
    offered_twice,
    offers_for,
)
from hjemmebane.records.courses.queries.own import OwnCourse, own_course_words
from hjemmebane.records.courses.queries.pausing import (
    PauseRow,
    beside,
    could_come,
    could_go_on_as,
    pauses_of,
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
from hjemmebane.records.courses.queries.team import (
    PlaceRow,
    candidates_for,
    get_team_place,
    team_places,
)
from hjemmebane.records.courses.queries.unit import UnitNumbers, unit_numbers
from hjemmebane.records.courses.queries.whole import CoursePage

__all__ = [
    "NETWORK_MEETING",
    "ChildOffers",
    "ConflictRow",
    "ContactData",
    "ContactRow",
    "CostView",
    "Course",
    "CourseMeetingRow",
    "CoursePage",
    "CourseRow",
    "CourseStart",
    "ExtensionRow",
    "GroupPage",
    "OfferRow",
    "OwnCourse",
    "OwnPlace",
    "PauseRow",
    "PlaceRow",
    "SilentCourse",
    "UnitNumbers",
    "VisitRow",
    "beside",
    "came_to",
    "candidates_for",
    "conflicts_in",
    "contact_facts",
    "contact_row",
    "contacts_of",
    "coordinators_of",
    "costs_of",
    "could_come",
    "could_go_on_as",
    "course_children",
    "course_page",
    "course_start",
    "courses_of",
    "days_since_last_contact",
    "extensions_of",
    "extensions_waiting",
    "facts_of",
    "get_conflict",
    "get_contact",
    "get_course",
    "get_course_meeting",
    "get_extension",
    "get_focus",
    "get_group",
    "get_place",
    "get_session",
    "get_team_place",
    "get_work",
    "goals_of_pairs",
    "group_page",
    "groups_of",
    "headed_course",
    "headed_courses",
    "is_in_placement_case",
    "is_on_course",
    "leaders_who_agree",
    "may_coordinate",
    "meeting_titles",
    "meeting_type",
    "meetings_of_course",
    "method_uses",
    "methods_of_day",
    "notes_on_reason",
    "offered_twice",
    "offers_for",
    "other_hosts",
    "own_course_words",
    "own_courses",
    "own_places",
    "own_units",
    "pauses_of",
    "places_of_course",
    "places_to_note",
    "programme_of",
    "programme_offered",
    "programmes_for_families",
    "reason_days",
    "standings",
    "team_places",
    "trained_in",
    "unit_numbers",
    "visits_for",
]
