"""What intake's tests share: words given, and enquiries brought a step on."""

from datetime import date, timedelta
from typing import Any

from hjemmebane import clock
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    EnquiryGiven,
    EnquirySource,
    ForwardGround,
    MemberGiven,
    NotificationGiven,
    NotificationReasonKey,
    NotificationSource,
    TriageDecision,
    TriageOutcome,
    TriageReason,
)
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.access.models import User
from hjemmebane.records.intake import actions
from hjemmebane.records.intake.models import Enquiry, Notification

ASTA = ChildGiven("Asta Krog", born_on=date(2016, 3, 3))
BIRK = ChildGiven("Birk Krog", age=5)


def enquiry_given(**more: Any) -> EnquiryGiven:
    """Return an ordinary enquiry from a parent, changed where a test says so."""
    values: dict[str, Any] = {
        "source": EnquirySource.CITIZEN,
        "concern_source": ConcernSource.PARENT,
        "danger_answer": DangerAnswer.NO,
        "text": "Morgenerne er svære.",
        "children": (ASTA, BIRK),
        "contact_name": "Rikke Krog",
        "contact_phone": "00 00 11 22",
        "own_motivation": "Vi vil gerne have rolige morgener.",
        "problem": "Morgener før skole",
    }
    return EnquiryGiven(**{**values, **more})


def notification_given(**more: Any) -> NotificationGiven:
    """Return an ordinary notification from a school, changed where a test says so."""
    values: dict[str, Any] = {
        "source": NotificationSource.CITIZEN,
        "concern_source": ConcernSource.SCHOOL,
        "reasons": (NotificationReasonKey.WELLBEING,),
        "text": "Asta kommer sulten i skole.",
        "children": (ASTA,),
        "reporter_name": "Poul Vang",
    }
    return NotificationGiven(**{**values, **more})


def received(**more: Any) -> Enquiry:
    """Return an enquiry that has just come in by the public door."""
    return actions.receive_enquiry(by=PUBLIC, given=enquiry_given(**more)).enquiry


def read(by: User, **more: Any) -> Enquiry:
    """Return an enquiry read for danger, with none found."""
    return actions.read_for_danger(by=by, enquiry=received(**more), is_danger_found=False)


def decision(outcome: TriageOutcome = TriageOutcome.ACCEPT, **more: Any) -> TriageDecision:
    """Return what the weekly table says, with all three points met."""
    values: dict[str, Any] = {
        "outcome": outcome,
        "reason": TriageReason.FITS,
        "is_motivated": True,
        "is_delimited": True,
    }
    if outcome is TriageOutcome.FORWARD_TO_AUTHORITY:
        values["forward_ground"] = ForwardGround.NOTIFICATION_DUTY
        values["forward_text"] = "Børnene er alene hjemme om natten."
    return TriageDecision(**{**values, **more})


def accepted(by: User, **more: Any) -> Enquiry:
    """Return an enquiry taken in."""
    return actions.triage(by=by, enquiry=read(by), decision=decision(**more))


def members() -> tuple[MemberGiven, ...]:
    """Return the Krog family as written down."""
    return (
        MemberGiven("Rikke", "Krog", PartyRole.CUSTODY_PARENT, date(1990, 1, 1)),
        MemberGiven("Asta", "Krog", PartyRole.CHILD, date(2016, 3, 3)),
    )


def notified(by: Any = PUBLIC, minutes_ago: int = 0, **more: Any) -> Notification:
    """Return a notification received some minutes ago."""
    return actions.receive_notification(
        by=by,
        given=notification_given(**more),
        received_at=clock.now() - timedelta(minutes=minutes_ago),
    )
