"""The letters of a decision, kept as they were given."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.documents import JobKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.deadlines import refresh_next_due
from hjemmebane.records.cases.actions.decisions import note_notified
from hjemmebane.records.cases.models import Decision, DecisionLetter
from hjemmebane.records.cases.queries.letters import drafts_of
from hjemmebane.records.documents.actions import order_job
from hjemmebane.records.documents.models import JobProgress


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
    log(by=by, about=decision, facts={"letters": len(drafts)})
    refresh_next_due(by=by, case=decision.case)
    return decision


@action("decision.order_letter_files")
def order_letter_files(*, by: User, decision: Decision) -> JobProgress:
    """Order the files of a decision's letters as they were given; a job makes them.

    Raises Refused `no_letters_given` where none was given yet.
    """
    if not DecisionLetter.objects.visible_to(by).filter(decision=decision).exists():
        raise Refused("decision.order_letter_files", "no_letters_given")
    log(by=by, about=decision)
    return order_job(by=by, kind=JobKind.LETTER_FILES, subject=decision)
