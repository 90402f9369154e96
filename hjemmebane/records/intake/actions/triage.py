"""The weekly table: in, forward or advice, with a reason."""

from hjemmebane import catalogue, clock
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    EnquiryState,
    ForwardGround,
    NotificationGiven,
    NotificationReasonKey,
    NotificationSource,
    TriageDecision,
    TriageOutcome,
    is_in_target_group,
    target_group_test,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log
from hjemmebane.records.access.models import User
from hjemmebane.records.intake.actions.clocks import lift_clocks
from hjemmebane.records.intake.actions.consents import family_consent
from hjemmebane.records.intake.actions.handover import WHAT_IS_TOLD, hand_over
from hjemmebane.records.intake.models import Enquiry

NAME = "enquiry.triage"
ADVISED = "Henvendelsen er besvaret med råd"
GROUNDS = {
    ForwardGround.NOTIFICATION_DUTY: DisclosureGround.NOTIFICATION_DUTY,
    ForwardGround.CONSENT: DisclosureGround.CONSENT,
}
STATES = {
    TriageOutcome.ACCEPT: EnquiryState.TRIAGED,
    TriageOutcome.ADVICE: EnquiryState.ADVISED,
    TriageOutcome.FORWARD_TO_AUTHORITY: EnquiryState.TRIAGED,
}


@action(NAME)
def triage(*, by: User, enquiry: Enquiry, decision: TriageDecision) -> Enquiry:
    """Decide whether an enquiry is taken in, forwarded or answered with advice."""
    hold(enquiry)
    _check(enquiry, decision)
    enquiry.triaged_at, enquiry.triaged_by = clock.now(), by
    enquiry.is_motivated, enquiry.is_delimited = decision.is_motivated, decision.is_delimited
    enquiry.triage_outcome, enquiry.triage_reason = decision.outcome, decision.reason
    enquiry.triage_text = decision.text
    enquiry.own_motivation = decision.own_motivation or enquiry.own_motivation
    enquiry.problem = decision.problem or enquiry.problem
    enquiry.needed_competence = decision.needed_competence
    enquiry.forward_ground = decision.forward_ground or ""
    enquiry.state = STATES[decision.outcome]
    if decision.outcome is TriageOutcome.ADVICE and not enquiry.is_anonymous:
        enquiry.closed_at = enquiry.triaged_at
    enquiry.save()
    if decision.outcome is TriageOutcome.ADVICE:
        lift_clocks(enquiry, ADVISED, by)
    if decision.outcome is TriageOutcome.FORWARD_TO_AUTHORITY:
        _forward(enquiry, decision, by)
    log(by=by, about=enquiry, reason=decision.reason, facts={"outcome": decision.outcome})
    return enquiry


def children_of(enquiry: Enquiry) -> tuple[ChildGiven, ...]:
    """Return the children of an enquiry as they were named."""
    return tuple(ChildGiven(c.name, c.born_on, c.age) for c in enquiry.children.all())


def _check(enquiry: Enquiry, decision: TriageDecision) -> None:
    if enquiry.danger_read_at is None:
        raise Refused(NAME, "danger_not_read")
    if enquiry.state != EnquiryState.READ:
        raise Refused(NAME, "already_triaged")
    if decision.outcome is TriageOutcome.ACCEPT:
        _check_accept(enquiry, decision)
    if decision.outcome is TriageOutcome.FORWARD_TO_AUTHORITY:
        _check_forward(enquiry, decision)


def _check_accept(enquiry: Enquiry, decision: TriageDecision) -> None:
    """A family is taken in by name; one of the three points may fail when it is said why."""
    if enquiry.is_anonymous:
        raise Refused(NAME, "anonymous_cannot_start")
    points = target_group_test(
        children_of(enquiry),
        clock.today(),
        catalogue.current().profile.number("target_group.age_limit"),
        is_motivated=decision.is_motivated,
        is_delimited=decision.is_delimited,
    )
    if not is_in_target_group(points) and not decision.text:
        raise Refused(NAME, "outside_target_group")


def _check_forward(enquiry: Enquiry, decision: TriageDecision) -> None:
    if decision.forward_ground is None:
        raise Refused(NAME, "no_ground")
    if not decision.forward_text:
        raise Refused(NAME, "forward_text_missing")
    if decision.forward_ground is ForwardGround.CONSENT and enquiry.is_anonymous:
        raise Refused(NAME, "anonymous_cannot_consent")


def _forward(enquiry: Enquiry, decision: TriageDecision, by: User) -> None:
    ground = GROUNDS[decision.forward_ground or ForwardGround.NOTIFICATION_DUTY]
    is_by_consent = ground is DisclosureGround.CONSENT
    consent = family_consent(enquiry, WHAT_IS_TOLD, by) if is_by_consent else None
    hand_over(
        by=by,
        enquiry=enquiry,
        children=children_of(enquiry) or (ChildGiven("Ukendt barn"),),
        given=NotificationGiven(
            source=NotificationSource.STAFF,
            concern_source=ConcernSource(enquiry.concern_source),
            reasons=(NotificationReasonKey.OTHER,),
            text=decision.forward_text,
            children=(),
            danger_answer=DangerAnswer(enquiry.danger_answer),
            is_anonymous=enquiry.is_anonymous,
        ),
        ground=ground,
        consent=consent,
    )
