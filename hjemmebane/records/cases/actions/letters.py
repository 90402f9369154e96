"""The letters of a decision, kept as they were given, and the clock they start."""

from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.cases.actions.deadlines import refresh_next_due, start_for
from hjemmebane.records.cases.actions.decisions import note_notified
from hjemmebane.records.cases.models import Decision, DecisionLetter
from hjemmebane.records.cases.queries.letters import drafts_of
from hjemmebane.records.cases.queries.options import adviser_of


@action("decision.give")
def give_decision(*, by: Actor, decision: Decision, on: date, how: NotifiedHow) -> Decision:
    """Give the family the decision: each receiver's letter is kept word for word, and the four
    weeks of the party begin.
    """
    drafts = drafts_of(decision)
    note_notified(by=by, decision=decision, on=on, how=how)
    DecisionLetter.objects.bulk_create(
        DecisionLetter(
            decision=decision,
            person=draft.person,
            letter_key=draft.letter.key,
            letter_version=draft.letter.version,
            text=draft.text,
            made_at=clock.now(),
        )
        for draft in drafts
    )
    _start_complaint_clock(by, decision, on)
    log(by=by, about=decision, facts={"letters": len(drafts)})
    refresh_next_due(by=by, case=decision.case)
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
