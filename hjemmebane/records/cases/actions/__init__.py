"""Writes of the cases record."""

from hjemmebane.records.cases.actions.cases import (
    note_story_read,
    open_case,
    open_case_for_child,
    set_adviser,
    write_story,
)
from hjemmebane.records.cases.actions.circle import close_circle, open_circle
from hjemmebane.records.cases.actions.closing import close_case
from hjemmebane.records.cases.actions.complaints import (
    ComplaintText,
    reassess,
    receive_complaint,
)
from hjemmebane.records.cases.actions.coordination import (
    Ground,
    Owner,
    SlotText,
    TaskText,
    activate_coordination_plan,
    add_coordination_task,
    add_task_slot,
    end_task_slot,
    finish_coordination_task,
    settle_clash,
    write_settlement,
)
from hjemmebane.records.cases.actions.corrections import correct_case_event, correct_decision_date
from hjemmebane.records.cases.actions.deadlines import refresh_all_next_due, refresh_next_due
from hjemmebane.records.cases.actions.decisions import (
    approve_decision,
    decline_decision,
    note_notified,
)
from hjemmebane.records.cases.actions.events import EventText, note_birthdays, note_event
from hjemmebane.records.cases.actions.follow_ups import (
    FollowUpText,
    GoalWord,
    MeasureWord,
    close_follow_up,
    move_next_follow_up,
    start_follow_up,
    write_follow_up,
)
from hjemmebane.records.cases.actions.goals import (
    agree_goal,
    change_goal,
    end_goal,
    note_stance,
    record_progress,
)
from hjemmebane.records.cases.actions.granting import GrantNow, grant_now
from hjemmebane.records.cases.actions.letters import give_decision, order_letter_files
from hjemmebane.records.cases.actions.measures import (
    DecisionText,
    Weighed,
    attach_course,
    decide,
    end_measure,
    start_measure,
)
from hjemmebane.records.cases.actions.meetings import MeetingText, plan_case_meeting
from hjemmebane.records.cases.actions.notes import add_to_note, correct_note, write_note
from hjemmebane.records.cases.actions.opening import PersonGiven, open_whole_case
from hjemmebane.records.cases.actions.parties import PartyWord, note_consent
from hjemmebane.records.cases.actions.people import (
    WHOLE_TIME,
    Around,
    NewHome,
    NewPerson,
    add_person,
    change_person,
    end_custody,
    end_person,
    give_custody,
    likely_doubles,
    set_homes,
    set_relation,
)
from hjemmebane.records.cases.actions.placement_risk import RiskText, judge_placement_risk
from hjemmebane.records.cases.actions.plans import change_plan, make_plan
from hjemmebane.records.cases.actions.professionals import (
    ReviewText,
    SignpostText,
    log_signposting,
    note_review,
)
from hjemmebane.records.cases.actions.rhythm import RhythmText, choose_rhythm
from hjemmebane.records.cases.actions.service_choices import choose_service, note_free_places
from hjemmebane.records.cases.actions.status import recount, set_status
from hjemmebane.records.cases.actions.work import (
    AssessmentText,
    ScreeningText,
    finish_assessment,
    screen,
    start_assessment,
    write_assessment,
)

__all__ = [
    "WHOLE_TIME",
    "Around",
    "AssessmentText",
    "ComplaintText",
    "DecisionText",
    "EventText",
    "FollowUpText",
    "GoalWord",
    "GrantNow",
    "Ground",
    "MeasureWord",
    "MeetingText",
    "NewHome",
    "NewPerson",
    "Owner",
    "PartyWord",
    "PersonGiven",
    "ReviewText",
    "RhythmText",
    "RiskText",
    "ScreeningText",
    "SignpostText",
    "SlotText",
    "TaskText",
    "Weighed",
    "activate_coordination_plan",
    "add_coordination_task",
    "add_person",
    "add_task_slot",
    "add_to_note",
    "agree_goal",
    "approve_decision",
    "attach_course",
    "change_goal",
    "change_person",
    "change_plan",
    "choose_rhythm",
    "choose_service",
    "close_case",
    "close_circle",
    "close_follow_up",
    "correct_case_event",
    "correct_decision_date",
    "correct_note",
    "decide",
    "decline_decision",
    "end_custody",
    "end_goal",
    "end_measure",
    "end_person",
    "end_task_slot",
    "finish_assessment",
    "finish_coordination_task",
    "give_custody",
    "give_decision",
    "grant_now",
    "judge_placement_risk",
    "likely_doubles",
    "log_signposting",
    "make_plan",
    "move_next_follow_up",
    "note_birthdays",
    "note_consent",
    "note_event",
    "note_free_places",
    "note_notified",
    "note_review",
    "note_stance",
    "note_story_read",
    "open_case",
    "open_case_for_child",
    "open_circle",
    "open_whole_case",
    "order_letter_files",
    "plan_case_meeting",
    "reassess",
    "receive_complaint",
    "record_progress",
    "recount",
    "refresh_all_next_due",
    "refresh_next_due",
    "screen",
    "set_adviser",
    "set_homes",
    "set_relation",
    "set_status",
    "settle_clash",
    "start_assessment",
    "start_follow_up",
    "start_measure",
    "write_assessment",
    "write_follow_up",
    "write_note",
    "write_settlement",
    "write_story",
]
