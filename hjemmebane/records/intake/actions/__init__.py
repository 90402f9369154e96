"""Every write about what comes in."""

from hjemmebane.records.intake.actions.advice import (
    answer_advice,
    delete_advice_text,
    delete_expired_advice,
)
from hjemmebane.records.intake.actions.allocation import (
    allocate,
    mark_started,
    register_family,
    register_first_contact,
    stop_enquiry,
)
from hjemmebane.records.intake.actions.assessment import (
    assess_danger,
    identify_child,
    mark_case_opened,
    send_receipt,
)
from hjemmebane.records.intake.actions.corrections import correct_notification
from hjemmebane.records.intake.actions.enquiries import (
    hand_unread_on,
    read_for_danger,
    receive_enquiry,
    set_duty_contact,
    turn_into_notification,
)
from hjemmebane.records.intake.actions.known import answer_if_known, ask_if_known
from hjemmebane.records.intake.actions.mirror import answer_for_authority, ask_authority
from hjemmebane.records.intake.actions.notifications import receive_notification
from hjemmebane.records.intake.actions.referral import refer_self_referral, refer_to_prevention
from hjemmebane.records.intake.actions.triage import triage

__all__ = [
    "allocate",
    "answer_advice",
    "answer_for_authority",
    "answer_if_known",
    "ask_authority",
    "ask_if_known",
    "assess_danger",
    "correct_notification",
    "delete_advice_text",
    "delete_expired_advice",
    "hand_unread_on",
    "identify_child",
    "mark_case_opened",
    "mark_started",
    "read_for_danger",
    "receive_enquiry",
    "receive_notification",
    "refer_self_referral",
    "refer_to_prevention",
    "register_family",
    "register_first_contact",
    "send_receipt",
    "set_duty_contact",
    "stop_enquiry",
    "triage",
    "turn_into_notification",
]
