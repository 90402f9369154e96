"""A complaint: received, looked at anew within its time, changed by a decision or sent on."""

from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.decision_parties import ComplaintHow, ComplaintOutcome
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.acting import Actor, action, hold, log, refuse_twin
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import reopen_lapsed
from hjemmebane.records.cases.actions.deadlines import (
    close_for,
    lift,
    open_obligations,
    refresh_next_due,
    start_for,
)
from hjemmebane.records.cases.actions.guards import require_case_work, require_day, require_short
from hjemmebane.records.cases.models import Complaint, Decision
from hjemmebane.records.cases.queries.letters import complaint_weeks
from hjemmebane.records.cases.queries.options import adviser_of, is_committees
from hjemmebane.records.people.models import Person

TO_THE_BOARD = "Udvalget traf afgørelsen: klagen går lige til Ankestyrelsen."


@dataclass(frozen=True, slots=True)
class ComplaintText:
    """What was complained over, by whom, when and how it came."""

    received_on: date
    how: ComplaintHow
    text: str
    person: Person | None = None


@action("complaint.receive")
def receive_complaint(*, by: Actor, decision: Decision, text: ComplaintText) -> Complaint:
    """Write a complaint down; its four weeks run from the day it came, late or not.

    One that came after the party's own four weeks is marked so; whether it is taken up all the
    same is for a person to say. Raises Refused `not_told_yet`, `complaint_text_missing`.
    """
    name = "complaint.receive"
    case = decision.case
    require_case_work(name, case, by)
    require_short(name, text.text)
    require_day(name, text.received_on, case.child)
    hold(decision)
    if decision.notified_at is None:
        raise Refused(name, "not_told_yet")
    if text.received_on < decision.decided_on:
        raise Refused(name, "before_the_decision")
    if not text.text.strip():
        raise Refused(name, "complaint_text_missing")
    same = Complaint.objects.filter(
        decision=decision, person=text.person, received_on=text.received_on, text=text.text.strip()
    )
    refuse_twin(name, same)
    complaint = Complaint.objects.create(
        case=case,
        decision=decision,
        person=text.person,
        received_on=text.received_on,
        how=text.how,
        text=text.text.strip(),
        is_late=_is_late(decision, text.received_on),
        noted_by=by if isinstance(by, User) else None,
    )
    with_ = ("complaint", complaint.public_id)
    about = ("decision", decision.public_id)
    reopen_lapsed(by=by, dossier=case.dossier, about=about, at=clock.midnight(text.received_on))
    close_for(
        EventKind.COMPLAINT_LODGED,
        by=by,
        case=case,
        with_=with_,
        on=text.received_on,
        about=about,
    )
    start_for(
        EventKind.COMPLAINT_RECEIVED,
        by=by,
        case=case,
        about=with_,
        on=text.received_on,
        responsible=adviser_of(case),
        measure=decision.measure_key,
    )
    if is_committees(decision.measure_key, Regime(decision.law)):
        rows = open_obligations(case.dossier).filter(about_id=complaint.public_id)
        lift(by, rows, ExceptionKind.COMMITTEE_DECISION, TO_THE_BOARD, on=text.received_on)
    log(by=by, about=complaint, reason=text.how)
    refresh_next_due(by=by, case=case, told=[text.received_on])
    return complaint


def _is_late(decision: Decision, on: date) -> bool:
    """Return whether the party's own weeks were over; the last day still counts."""
    if decision.notified_at is None:
        return False
    told_on = local_day(decision.notified_at)
    return on > told_on + timedelta(weeks=complaint_weeks(decision))


@action("complaint.reassess")
def reassess(
    *,
    by: Actor,
    complaint: Complaint,
    outcome: ComplaintOutcome,
    on: date,
    text: str,
    papers: str = "",
    new_decision: Decision | None = None,
) -> Complaint:
    """Look at a complaint anew: a new decision, or sent on to Ankestyrelsen with its papers.

    Raises Refused `already_reassessed`, `reassessment_missing`, `new_decision_missing`,
    `papers_missing`.
    """
    name = "complaint.reassess"
    require_case_work(name, complaint.case, by)
    require_short(name, text, papers)
    require_day(name, on, complaint.case.child)
    hold(complaint)
    if complaint.outcome:
        raise Refused(name, "already_reassessed")
    if on < complaint.received_on:
        raise Refused(name, "ends_before_begin")
    if not text.strip():
        raise Refused(name, "reassessment_missing")
    if outcome is ComplaintOutcome.FORWARDED and not papers.strip():
        raise Refused(name, "papers_missing")
    if outcome is ComplaintOutcome.CHANGED:
        _require_new(name, complaint, new_decision)
    is_changed = outcome is ComplaintOutcome.CHANGED
    complaint.outcome, complaint.outcome_on, complaint.outcome_text = outcome, on, text.strip()
    complaint.papers = papers.strip() if outcome is ComplaintOutcome.FORWARDED else ""
    complaint.new_decision = new_decision if is_changed else None
    complaint.answered_by = by if isinstance(by, User) else None
    complaint.save()
    about = ("complaint", complaint.public_id)
    close_for(EventKind.REASSESSED, by=by, case=complaint.case, with_=about, on=on, about=about)
    log(by=by, about=complaint, reason=outcome)
    refresh_next_due(by=by, case=complaint.case, told=[on])
    return complaint


def _require_new(name: str, complaint: Complaint, decision: Decision | None) -> None:
    """Refuse a change that no later decision of the case carries."""
    is_new = (
        decision is not None
        and decision.case_id == complaint.case_id
        and decision.pk != complaint.decision_id
        and decision.decided_on >= complaint.received_on
    )
    if not is_new:
        raise Refused(name, "new_decision_missing")
