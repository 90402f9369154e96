"""Who was heard before a decision, and whether those with custody agree to the help."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue
from hjemmebane.domain.decision_parties import (
    ConsentAnswer,
    ConsentGiven,
    PartyPlace,
    consent_fault,
    is_child_party,
)
from hjemmebane.domain.follow_up import Heard
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.models import Decision, DecisionParty
from hjemmebane.records.cases.queries.deciding import custody_unasked
from hjemmebane.records.people.models import Party, Person
from hjemmebane.records.people.queries import is_custody_missing


@dataclass(frozen=True, slots=True)
class PartyWord:
    """What is known of one before the decision: a person of the family, or a professional."""

    place: PartyPlace
    person_id: int | None = None
    who: str = ""
    heard: Heard | None = None
    consent: ConsentAnswer | None = None


def write_parties(name: str, decision: Decision, words: Sequence[PartyWord]) -> None:
    """Write who was heard and who agrees; the child is a party by its age that day.

    Nobody of the parents is heard before the risk is assessed, where it must be (BL § 18, stk. 3).
    """
    if any(_was_contacted(word) for word in words):
        require_contact_allowed(name, decision.case.dossier)
    near = set(Party.objects.filter(dossier=decision.case.dossier).values_list("person", flat=True))
    rows = []
    for word in words:
        require_short(name, word.who)
        if word.person_id is not None and word.person_id not in near:
            raise Refused(name, "not_of_this_family")
        is_child = word.place is PartyPlace.CHILD
        is_party = word.place is PartyPlace.CUSTODY_PARENT or (
            is_child and is_child_party(decision.case.child.born_on, decision.decided_on)
        )
        if is_party and word.heard is None:
            raise Refused(name, "party_not_heard")
        rows.append(
            DecisionParty(
                decision=decision,
                person_id=word.person_id,
                who=word.who.strip(),
                place=word.place,
                is_party=is_party,
                heard=word.heard or "",
                consent=word.consent or "",
                consent_on=decision.decided_on if word.consent is ConsentAnswer.YES else None,
            )
        )
    DecisionParty.objects.bulk_create(rows)


def _was_contacted(word: PartyWord) -> bool:
    """Return whether a parent was spoken with before the decision."""
    is_parent = word.place in {PartyPlace.CUSTODY_PARENT, PartyPlace.PARENT}
    is_asked = word.consent in {ConsentAnswer.YES, ConsentAnswer.NO}
    return is_parent and (is_asked or word.heard in {Heard.YES, Heard.DECLINED})


def require_consent(name: str, decision: Decision) -> None:
    """Refuse to begin help that somebody with custody said no to, or has not said yes to."""
    rows = DecisionParty.objects.filter(decision=decision).values_list("place", "consent")
    given = [ConsentGiven(PartyPlace(place), consent) for place, consent in rows]
    current = catalogue.current()
    bases = [current.basis(key) for key in current.measure(decision.measure_key).basis]
    needed = any(b.needs_consent for b in bases if b.paragraph.regime == decision.law)
    fault = consent_fault(
        given,
        is_needed=needed,
        is_custody_known=not is_custody_missing(decision.case.child),
        is_someone_unasked=bool(custody_unasked(decision)),
    )
    if fault:
        raise Refused(name, fault)


@action("decision.note_consent")
def note_consent(
    *,
    by: Actor,
    decision: Decision,
    person: Person,
    answer: ConsentAnswer,
    on: date,
    heard: Heard | None = None,
) -> DecisionParty:
    """Note what one with custody says to the help, where the answer came after the decision.

    Who is known to hold custody only since the decision becomes a party to it, `heard` as is said.
    Raises Refused `party_not_heard`, `not_of_this_family`.
    """
    name = "decision.note_consent"
    require_case_work(name, decision.case, by)
    require_contact_allowed(name, decision.case.dossier)
    require_day(name, on, decision.case.child)
    hold(decision)
    row = DecisionParty.objects.filter(
        decision=decision, person=person, place=PartyPlace.CUSTODY_PARENT
    ).first()
    if row is None:
        if person not in custody_unasked(decision):
            raise Refused(name, "not_of_this_family")
        if heard is None:
            raise Refused(name, "party_not_heard")
        row = DecisionParty(
            decision=decision,
            person=person,
            place=PartyPlace.CUSTODY_PARENT,
            is_party=True,
            heard=heard,
        )
    row.consent = answer
    row.consent_on = on if answer is not ConsentAnswer.NOT_YET else None
    row.save()
    log(by=by, about=decision, facts={"person": person.public_id, "answer": answer})
    return row
