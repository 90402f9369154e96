"""Anonymous advice: answered through a code, its text deleted, only the count kept."""

from datetime import timedelta

from hjemmebane import catalogue, clock
from hjemmebane.domain.intake import EnquiryState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.access.models import Unit
from hjemmebane.records.intake.actions.clocks import lift_clocks
from hjemmebane.records.intake.models import Enquiry, EnquiryChild

DELETED = "Teksten er slettet, før nogen læste den"
ANSWERED_STATES = frozenset({EnquiryState.READ, EnquiryState.ADVISED})


@action("advice.answer")
def answer_advice(*, by: Actor, enquiry: Enquiry, answer: str) -> Enquiry:
    """Answer an anonymous asker; what they wrote is deleted in the same moment."""
    hold(enquiry)
    if not enquiry.is_anonymous:
        raise Refused("advice.answer", "not_anonymous")
    if enquiry.danger_read_at is None:
        raise Refused("advice.answer", "danger_not_read")
    if enquiry.answered_at is not None or enquiry.state not in ANSWERED_STATES:
        raise Refused("advice.answer", "already_answered")
    enquiry.answer, enquiry.answered_at = answer, clock.now()
    enquiry.state = EnquiryState.ADVISED
    enquiry.save(update_fields=["answer", "answered_at", "state"])
    _forget_what_was_asked(enquiry)
    log(by=by, about=enquiry)
    return enquiry


@action("advice.delete_text")
def delete_advice_text(*, by: Actor, enquiry: Enquiry) -> Enquiry:
    """Delete every word of anonymous advice, question and answer; the count stays."""
    hold(enquiry)
    if not enquiry.is_anonymous:
        raise Refused("advice.delete_text", "not_anonymous")
    _forget_what_was_asked(enquiry)
    enquiry.answer, enquiry.answer_code_hash = "", ""
    enquiry.closed_at = enquiry.closed_at or clock.now()
    if enquiry.state != EnquiryState.FORWARDED:
        enquiry.state = EnquiryState.CLOSED
    enquiry.save(update_fields=["answer", "answer_code_hash", "closed_at", "state"])
    lift_clocks(enquiry, DELETED, by)
    log(by=by, about=enquiry)
    return enquiry


@action("advice.delete_expired")
def delete_expired_advice(*, by: Actor, unit: Unit) -> int:
    """Delete the words of all anonymous advice that has stood its days; return how many."""
    days = catalogue.current().profile.number("anonymous_advice.text_days")
    oldest = clock.now() - timedelta(days=days)
    rows = Enquiry.objects.filter(is_anonymous=True, received_at__lte=oldest)
    standing = rows.exclude(text="", answer="", answer_code_hash="", danger_note="")
    expired = list(standing.filter(dossier__unit=unit).order_by("pk"))
    for enquiry in expired:
        delete_advice_text(by=by, enquiry=enquiry)
    log(by=by, about=unit, facts={"deleted": len(expired)})
    return len(expired)


def _forget_what_was_asked(enquiry: Enquiry) -> None:
    EnquiryChild.objects.filter(enquiry=enquiry).update(name="", born_on=None)
    enquiry.text = enquiry.own_motivation = enquiry.problem = ""
    enquiry.danger_note = enquiry.triage_text = ""
    enquiry.text_deleted_at = enquiry.text_deleted_at or clock.now()
    enquiry.save(
        update_fields=[
            "text",
            "own_motivation",
            "problem",
            "danger_note",
            "triage_text",
            "text_deleted_at",
        ]
    )
