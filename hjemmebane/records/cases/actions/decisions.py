"""What follows a decision: the leader's approval, and telling the family."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log, may
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.guards import require_case_work, require_day
from hjemmebane.records.cases.models import Decision
from hjemmebane.records.cases.queries.options import needs_leader

APPROVE = "decision.approve"


def approver_of_own(by: Actor, ladder_step: str) -> User | None:
    """Return a leader who decides and so approves in one; nobody where no approval is asked."""
    is_leader = isinstance(by, User) and may(by, APPROVE)
    return by if is_leader and isinstance(by, User) and needs_leader(ladder_step) else None


def require_approved(name: str, decision: Decision) -> None:
    """Refuse to carry out a decision that a leader has not approved, where one must."""
    if needs_leader(decision.ladder_step) and decision.approved_at is None:
        raise Refused(name, "approval_missing")


@action(APPROVE)
def approve_decision(*, by: Actor, decision: Decision) -> Decision:
    """Approve a decision as the leader; the measure may then begin."""
    require_case_work(APPROVE, decision.case, by)
    hold(decision)
    if decision.approved_at is not None or not needs_leader(decision.ladder_step):
        raise Refused(APPROVE, "nothing_to_approve")
    decision.approved_by = by if isinstance(by, User) else None
    decision.approved_at = clock.now()
    decision.save(update_fields=["approved_by", "approved_at"])
    log(by=by, about=decision, facts={"step": decision.ladder_step})
    return decision


@action("decision.note_notified")
def note_notified(*, by: Actor, decision: Decision, on: date, how: NotifiedHow) -> Decision:
    """Note when and how the family was given the decision and its grounds."""
    name = "decision.note_notified"
    require_case_work(name, decision.case, by)
    require_day(name, on, decision.case.child)
    hold(decision)
    if decision.notified_at is not None:
        raise Refused(name, "already_notified")
    if on < decision.decided_on:
        raise Refused(name, "before_the_decision")
    require_approved(name, decision)
    decision.notified_at, decision.notified_how = clock.midnight(on), how
    decision.save(update_fields=["notified_at", "notified_how"])
    log(by=by, about=decision, reason=how)
    return decision
