"""What follows a decision: a leader's yes or no where one is asked for, and telling the family."""

from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.decision_rights import GrantAuthority, is_enough
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.access.deputies import decides_as
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.deadlines import (
    lift,
    open_obligations,
    refresh_next_due,
    start_for,
)
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.models import Decision
from hjemmebane.records.cases.queries.options import adviser_of, is_committees

APPROVE = "decision.approve"
DECLINE = "decision.decline"
DECLINED = "Lederen sagde nej til afgørelsen."


def authority_fields(
    by: Actor, authority: GrantAuthority, *, is_committee: bool = False
) -> dict[str, object]:
    """Return the columns that say who decides: alone, as the leader, or by asking for a word.

    Who holds the role only in somebody's place asks like everybody else: nobody says yes to
    their own. Nobody says it alone for the committee.
    """
    now = clock.now()
    is_asked = authority.role is not RoleKey.ADVISER
    enough = isinstance(by, User) and is_enough(decides_as(by)[0], authority.role)
    alone = enough and not is_committee
    return {
        "authority_key": authority.key,
        "authority_role": authority.role,
        "asked_at": now if is_asked else None,
        "approved_by": by if is_asked and alone else None,
        "approved_at": now if is_asked and alone else None,
    }


def require_approved(name: str, decision: Decision) -> None:
    """Refuse to carry out a decision that a leader was asked about and has not said yes to."""
    if decision.declined_at is not None:
        raise Refused(name, "decision_declined")
    if decision.is_waiting:
        raise Refused(name, "approval_missing")


@action(APPROVE)
def approve_decision(
    *, by: Actor, decision: Decision, committee_on: date | None = None
) -> Decision:
    """Say yes to a decision as the leader, or in the leader's place; the measure may then begin.

    Where the committee decides it is its yes that is written down, with the day it was given.
    Raises Refused `nothing_to_approve`, `decision_answered`, `higher_rank_needed`, `own_decision`,
    `committee_day_missing`, `before_the_decision`.
    """
    _require_word(APPROVE, by, decision)
    if is_committees(decision.measure_key, Regime(decision.law)):
        if committee_on is None:
            raise Refused(APPROVE, "committee_day_missing")
        require_day(APPROVE, committee_on)
        if committee_on < decision.decided_on:
            raise Refused(APPROVE, "before_the_decision")
        decision.committee_on = committee_on
    decision.approved_by = by if isinstance(by, User) else None
    decision.approved_at = clock.now()
    decision.save(update_fields=["approved_by", "approved_at", "committee_on"])
    log(by=by, about=decision, facts={"step": decision.ladder_step})
    return decision


@action(DECLINE)
def decline_decision(*, by: Actor, decision: Decision, why: str) -> Decision:
    """Say no to a decision, and why; it is never carried out, and its deadlines fall away."""
    _require_word(DECLINE, by, decision)
    require_short(DECLINE, why)
    if not why.strip():
        raise Refused(DECLINE, "reason_missing")
    decision.declined_by = by if isinstance(by, User) else None
    decision.declined_at, decision.declined_why = clock.now(), why.strip()
    decision.save(update_fields=["declined_by", "declined_at", "declined_why"])
    own = open_obligations(decision.case.dossier).filter(about_id=decision.public_id)
    lift(by, own, ExceptionKind.MEASURES_ENDED, DECLINED, on=clock.today())
    refresh_next_due(by=by, case=decision.case)
    log(by=by, about=decision, facts={"step": decision.ladder_step})
    return decision


def _require_word(name: str, by: Actor, decision: Decision) -> None:
    """Refuse unless somebody is asked, has not answered, and this one's word is enough."""
    require_case_work(name, decision.case, by)
    hold(decision)
    if decision.asked_at is None:
        raise Refused(name, "nothing_to_approve")
    if not decision.is_waiting:
        raise Refused(name, "decision_answered")
    if not isinstance(by, User):
        return
    own, stood_in = decides_as(by)
    if not is_enough(own | stood_in, RoleKey(decision.authority_role)):
        raise Refused(name, "higher_rank_needed")
    is_committee = is_committees(decision.measure_key, Regime(decision.law))
    if decision.decided_by_id == by.pk and not is_committee:
        raise Refused(name, "own_decision")


@action("decision.note_notified")
def note_notified(*, by: Actor, decision: Decision, on: date, how: NotifiedHow) -> Decision:
    """Note when and how the family was given the decision; the four weeks of the party begin."""
    name = "decision.note_notified"
    require_case_work(name, decision.case, by)
    require_contact_allowed(name, decision.case.dossier)
    require_day(name, on, decision.case.child)
    hold(decision)
    if decision.notified_at is not None:
        raise Refused(name, "already_notified")
    if on < (decision.committee_on or decision.decided_on):
        raise Refused(name, "before_the_decision")
    require_approved(name, decision)
    decision.notified_at, decision.notified_how = clock.midnight(on), how
    decision.save(update_fields=["notified_at", "notified_how"])
    _start_complaint_clock(by, decision, on)
    log(by=by, about=decision, reason=how)
    return decision


def _start_complaint_clock(by: Actor, decision: Decision, on: date) -> None:
    """Start the time in which a party may complain, where there is a decision to complain over."""
    current = catalogue.current()
    bases = [current.basis(key) for key in current.measure(decision.measure_key).basis]
    if not any(basis.needs_decision for basis in bases):
        return
    start_for(
        EventKind.DECISION_NOTIFIED,
        by=by,
        case=decision.case,
        about=("decision", decision.public_id),
        on=on,
        responsible=adviser_of(decision.case),
        measure=decision.measure_key,
    )
