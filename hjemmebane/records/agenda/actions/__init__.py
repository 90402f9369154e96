"""Every write of the agenda: obligations, meetings, tasks."""

from hjemmebane.records.agenda.actions.consents import withdraw_own_consent
from hjemmebane.records.agenda.actions.corrections import Why, keep_correction
from hjemmebane.records.agenda.actions.feeds import close_feed, open_feed
from hjemmebane.records.agenda.actions.lapsing import lapse_of_parties, reopen_lapsed
from hjemmebane.records.agenda.actions.meetings import (
    AGENDA_MAX,
    NOTHING_SAID,
    POINTS,
    Said,
    add_point,
    cancel_meeting,
    hold_meeting,
    plan_meeting,
)
from hjemmebane.records.agenda.actions.moving import correct_event, move_obligation
from hjemmebane.records.agenda.actions.obligations import (
    again,
    except_obligation,
    hand_obligation_on,
    satisfy,
    set_not_applicable,
    start_obligation,
    supersede,
)
from hjemmebane.records.agenda.actions.reminders import read_reminders, send_reminders
from hjemmebane.records.agenda.actions.replies import reply_to_meeting
from hjemmebane.records.agenda.actions.settling import TOLD_LATE, settle_late
from hjemmebane.records.agenda.actions.tasks import add_task, finish_task
from hjemmebane.records.agenda.actions.versions import adopt_new_versions, choose_version

__all__ = [
    "AGENDA_MAX",
    "NOTHING_SAID",
    "POINTS",
    "TOLD_LATE",
    "Said",
    "Why",
    "add_point",
    "add_task",
    "adopt_new_versions",
    "again",
    "cancel_meeting",
    "choose_version",
    "close_feed",
    "correct_event",
    "except_obligation",
    "finish_task",
    "hand_obligation_on",
    "hold_meeting",
    "keep_correction",
    "lapse_of_parties",
    "move_obligation",
    "open_feed",
    "plan_meeting",
    "read_reminders",
    "reopen_lapsed",
    "reply_to_meeting",
    "satisfy",
    "send_reminders",
    "set_not_applicable",
    "settle_late",
    "start_obligation",
    "supersede",
    "withdraw_own_consent",
]
