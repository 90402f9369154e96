"""An event of a case told anew: on its own row, and in every deadline it began or met."""

from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.corrections import Corrected, reason_words
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.agenda.actions import Why, correct_event, keep_correction
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.actions.deadlines import refresh_next_due, settle_days
from hjemmebane.records.cases.actions.guards import require_case_work, require_day, require_short
from hjemmebane.records.cases.models import Case, Decision, DecisionParty, FollowUp, Measure
from hjemmebane.records.cases.queries.corrections import CORRECTED


@action("case.correct_event")
def correct_case_event(
    *, by: Actor, case: Case, obligation: Obligation, on: date, reason: str
) -> Case:
    """Correct the day of the event that began a deadline of the case, with a reason.

    Raises Refused `not_corrected_here` for an event that stands in a letter or came from outside,
    `ends_before_begin` for a measure that had ended by then.
    """
    name = "case.correct_event"
    require_case_work(name, case, by)
    event = EventKind(obligation.trigger_kind)
    if obligation.dossier_id != case.dossier_id or event not in CORRECTED:
        raise Refused(name, "not_corrected_here")
    require_day(name, on, case.child)
    was = local_day(obligation.trigger_at)
    _on_its_own_row(name, case, event, obligation, on)
    correct_event(
        by=by,
        dossier=case.dossier,
        event=event,
        about=(obligation.about_kind, obligation.about_id),
        at=clock.midnight(on),
        reason=reason,
    )
    settle_days(by, case, (was, on), reason)
    log(by=by, about=case, reason=reason, facts={"event": event, "on": on})
    return refresh_next_due(by=by, case=case)


def _on_its_own_row(
    name: str, case: Case, event: EventKind, obligation: Obligation, on: date
) -> None:
    if event is EventKind.BECAME_AWARE:
        case.aware_on = on
        case.save(update_fields=["aware_on"])
    elif event is EventKind.MEASURE_STARTED:
        measure = Measure.objects.get(case=case, public_id=obligation.about_id)
        if measure.ended_on is not None and measure.ended_on < on:
            raise Refused(name, "ends_before_begin")
        measure.started_on = on
        measure.save(update_fields=["started_on"])
    else:
        FollowUp.objects.filter(case=case, public_id=obligation.about_id).update(held_on=on)


@action("decision.correct_date")
def correct_decision_date(*, by: Actor, decision: Decision, on: date, why: Why) -> Decision:
    """Correct the day a decision was made, with a reason; the day it had stays readable.

    Every deadline it began or met is reckoned again, with history. A letter that was given stays
    as it was. Raises Refused `nothing_corrected`, `after_notified`, `after_the_start`,
    `other_law_that_day`, `plan_after_decision`, `no_rule_that_day`.
    """
    name = "decision.correct_date"
    case, was = decision.case, decision.decided_on
    require_case_work(name, case, by)
    require_short(name, why.text)
    require_day(name, on, case.child)
    hold(decision)
    _require_possible(name, decision, on)
    decision.decided_on = on
    decision.save(update_fields=["decided_on"])
    given = DecisionParty.objects.filter(decision=decision, consent_on=was)
    given.update(consent_on=on)
    about, words = ("decision", decision.public_id), reason_words(why.reason, why.text)
    kind = catalogue.current().measure(decision.measure_key)
    in_haste = EventKind.URGENT_DECISION_MADE if decision.is_before_plan else None
    for event in (EventKind.DECISION_MADE, kind.on_decision, in_haste):
        if event is not None:
            correct_event(
                by=by,
                dossier=case.dossier,
                event=event,
                about=about,
                at=clock.midnight(on),
                reason=words,
            )
    settle_days(by, case, (was, on), words)
    keep_correction(
        by=by,
        dossier=case.dossier,
        about=about,
        what=Corrected.DECIDED_ON,
        was=was.isoformat(),
        became=on.isoformat(),
        why=why,
    )
    log(by=by, about=decision, reason=why.reason, facts={"was": was, "on": on})
    refresh_next_due(by=by, case=case)
    return decision


def _require_possible(name: str, decision: Decision, on: date) -> None:
    """Refuse a day that what followed the decision, or the law it stands under, speaks against."""
    if on == decision.decided_on:
        raise Refused(name, "nothing_corrected")
    told = [decision.committee_on]
    told.append(local_day(decision.notified_at) if decision.notified_at else None)
    if any(day is not None and day < on for day in told):
        raise Refused(name, "after_notified")
    if Measure.objects.filter(decision=decision, started_on__lt=on).exists():
        raise Refused(name, "after_the_start")
    if catalogue.current().regime_on(on).regime != decision.law:
        raise Refused(name, "other_law_that_day")
    if decision.plan is not None and decision.plan.made_on > on:
        raise Refused(name, "plan_after_decision")
