"""Writes about courses."""

from hjemmebane.records.agenda.actions import Said
from hjemmebane.records.courses.actions.buying import BuyoutWish, buy_out_adviser
from hjemmebane.records.courses.actions.closing import end_course, record_outcome
from hjemmebane.records.courses.actions.contacts import (
    FREE_CORRECTION,
    add_addendum,
    cancel_contact,
    edit_note,
    move_contact,
    nobody_home,
    plan_contact,
    write_contact,
)
from hjemmebane.records.courses.actions.content import (
    Focus,
    answer_target,
    correct_focus,
    end_focus,
    make_focus,
    set_aim,
    set_strength,
    write_topic,
)
from hjemmebane.records.courses.actions.coordinating import (
    mark_apart,
    settle_clash_as_coordinator,
    settle_goals,
)
from hjemmebane.records.courses.actions.groups import (
    GroupText,
    ask_for_place,
    leave_group,
    note_attendance,
    open_group,
    plan_session,
)
from hjemmebane.records.courses.actions.meetings import (
    MeetingOutcome,
    MeetingPlan,
    hold_course_meeting,
    plan_course_meeting,
    register_course_meeting,
)
from hjemmebane.records.courses.actions.methods import MethodNote, note_method
from hjemmebane.records.courses.actions.notes import Appointment, Note, Two
from hjemmebane.records.courses.actions.pausing import (
    PauseWish,
    carry_on,
    hand_on,
    pause_course,
    resume_course,
)
from hjemmebane.records.courses.actions.starting import Agreed, set_frequency, start_course
from hjemmebane.records.courses.actions.steering import (
    ExtensionWish,
    ask_for_extension,
    begin_phase,
    decide_extension,
    mark_milestone,
    move_work,
    plan_work,
)
from hjemmebane.records.courses.actions.team import (
    Seat,
    change_place,
    join_team,
    leave_team,
)

__all__ = [
    "FREE_CORRECTION",
    "Agreed",
    "Appointment",
    "BuyoutWish",
    "ExtensionWish",
    "Focus",
    "GroupText",
    "MeetingOutcome",
    "MeetingPlan",
    "MethodNote",
    "Note",
    "PauseWish",
    "Said",
    "Seat",
    "Two",
    "add_addendum",
    "answer_target",
    "ask_for_extension",
    "ask_for_place",
    "begin_phase",
    "buy_out_adviser",
    "cancel_contact",
    "carry_on",
    "change_place",
    "correct_focus",
    "decide_extension",
    "edit_note",
    "end_course",
    "end_focus",
    "hand_on",
    "hold_course_meeting",
    "join_team",
    "leave_group",
    "leave_team",
    "make_focus",
    "mark_apart",
    "mark_milestone",
    "move_contact",
    "move_work",
    "nobody_home",
    "note_attendance",
    "note_method",
    "open_group",
    "pause_course",
    "plan_contact",
    "plan_course_meeting",
    "plan_session",
    "plan_work",
    "record_outcome",
    "register_course_meeting",
    "resume_course",
    "set_aim",
    "set_frequency",
    "set_strength",
    "settle_clash_as_coordinator",
    "settle_goals",
    "start_course",
    "write_contact",
    "write_topic",
]
