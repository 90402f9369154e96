"""What stands around the decisions of a case: parties, consents, complaints; for the authority."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.decision_parties import (
    HEARD_WORDS,
    ComplaintHow,
    ComplaintOutcome,
    ConsentAnswer,
    PartyPlace,
    is_child_party,
)
from hjemmebane.domain.follow_up import Heard
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.queries.corrections import CorrectionRow, corrections_in
from hjemmebane.records.cases.models import Case, Complaint, Decision, DecisionParty
from hjemmebane.records.cases.queries.cases import level_of
from hjemmebane.records.cases.queries.work import found
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.queries import PersonCard, cards, custody_holders, parties_of

PLACES = {
    PartyRole.CHILD: PartyPlace.CHILD,
    PartyRole.CUSTODY_PARENT: PartyPlace.CUSTODY_PARENT,
    PartyRole.PARENT: PartyPlace.PARENT,
}


@dataclass(frozen=True, slots=True)
class PartyChoice:
    """One of the family whom a decision asks about."""

    person_id: int
    name: str
    place: PartyPlace
    must_be_heard: bool


@dataclass(frozen=True, slots=True)
class PartyLine:
    """One who was heard, and with custody what they say to the help."""

    who: str
    place: str
    heard: str
    consent: str


@dataclass(frozen=True, slots=True)
class ComplaintRow:
    """A complaint as the authority reads it."""

    public_id: str
    who: str
    received_on: date
    how: str
    text: str
    is_late: bool
    outcome: str
    outcome_on: date | None
    outcome_text: str
    papers: str

    @property
    def is_open(self) -> bool:
        """Return whether it waits to be looked at anew."""
        return not self.outcome


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around one decision."""

    parties: tuple[PartyLine, ...] = ()
    complaints: tuple[ComplaintRow, ...] = ()
    is_custody_unasked: bool = False
    asks_consent: bool = False
    corrections: tuple[CorrectionRow, ...] = ()


def party_choices(case: Case, user: User, on: date) -> tuple[PartyChoice, ...]:
    """Return those of the family a decision of that day asks about, the child first."""
    is_child_asked = is_child_party(case.child.born_on, on)
    return tuple(
        PartyChoice(
            row.card.id,
            str(row.card.name),
            place,
            is_child_asked if place is PartyPlace.CHILD else place is PartyPlace.CUSTODY_PARENT,
        )
        for role, place in PLACES.items()
        for row in parties_of(case.dossier, user, role)
    )


def around_decisions(case: Case, user: User) -> dict[str, Around]:
    """Return what stands around each decision of a case, by the decision's public id."""
    if level_of(case.dossier, user, Aspect.INTAKE) != Level.YES:
        return {}
    parties = list(
        DecisionParty.objects.visible_to(user)
        .filter(decision__case=case)
        .select_related("person", "decision")
        .order_by("pk")
    )
    complaints = list(
        Complaint.objects.visible_to(user)
        .filter(case=case)
        .select_related("person", "decision")
        .order_by("received_on", "pk")
    )
    named = [row.person for row in parties] + [row.person for row in complaints]
    persons = {person.pk: person for person in named if person}
    known = cards(list(persons.values()), user)
    lines: dict[str, list[PartyLine]] = defaultdict(list)
    asks: set[str] = set()
    for row in parties:
        key = str(row.decision.public_id)
        lines[key].append(_line(row, known))
        if row.place == PartyPlace.CUSTODY_PARENT and row.consent != ConsentAnswer.YES:
            asks.add(key)
    told: dict[str, list[ComplaintRow]] = defaultdict(list)
    for one in complaints:
        told[str(one.decision.public_id)].append(_complaint(one, known))
    changed, unasked = corrections_in(case.dossier, user), _with_unasked(case, parties)
    return {
        key: Around(
            parties=tuple(lines[key]),
            complaints=tuple(told[key]),
            asks_consent=key in asks,
            is_custody_unasked=key in unasked,
            corrections=tuple(changed.get(key, ())),
        )
        for key in {*lines, *told, *changed, *unasked}
    }


def _with_unasked(case: Case, parties: Iterable[DecisionParty]) -> frozenset[str]:
    """Return the decisions made while custody was unknown that somebody with it is not party to."""
    rows = Decision.objects.filter(case=case, is_custody_unknown=True, declined_at__isnull=True)
    decided = {pk: str(public_id) for pk, public_id in rows.values_list("pk", "public_id")}
    if not decided:
        return frozenset()
    holders = list(custody_holders(case.child))
    to: dict[int, list[DecisionParty]] = defaultdict(list)
    for row in parties:
        to[row.decision_id].append(row)
    return frozenset(key for pk, key in decided.items() if _unasked(holders, to[pk]))


def _unasked(holders: Iterable[Person], parties: Iterable[DecisionParty]) -> tuple[Person, ...]:
    """Return those with custody who are not among a decision's parties as such."""
    asked = {row.person_id for row in parties if row.place == PartyPlace.CUSTODY_PARENT}
    return tuple(one for one in holders if one.pk not in asked)


def _line(row: DecisionParty, known: dict[int, PersonCard]) -> PartyLine:
    who = str(known[row.person_id].name) if row.person_id else row.who
    return PartyLine(
        who,
        PartyPlace(row.place).label,
        HEARD_WORDS[Heard(row.heard)] if row.heard else "",
        ConsentAnswer(row.consent).label if row.consent else "",
    )


def _complaint(row: Complaint, known: dict[int, PersonCard]) -> ComplaintRow:
    return ComplaintRow(
        str(row.public_id),
        str(known[row.person_id].name) if row.person_id else "",
        row.received_on,
        ComplaintHow(row.how).label,
        row.text,
        row.is_late,
        ComplaintOutcome(row.outcome).label if row.outcome else "",
        row.outcome_on,
        row.outcome_text,
        row.papers,
    )


def complaint_row(complaint: Complaint, user: User) -> ComplaintRow:
    """Return one complaint as a row."""
    known = cards([complaint.person] if complaint.person else [], user)
    return _complaint(complaint, known)


def get_complaint(case: Case, public_id: object, user: User) -> Complaint:
    """Return a complaint of the case; raise NotVisible otherwise."""
    rows = Complaint.objects.visible_to(user).filter(case=case, public_id=str(public_id))
    near = rows.select_related("case__dossier", "case__child", "decision", "person")
    return found(near.first(), "complaint", public_id)


def later_decisions(complaint: Complaint, user: User) -> tuple[Decision, ...]:
    """Return the decisions of the case made since a complaint came: one of them may answer it."""
    rows = Decision.objects.visible_to(user).filter(
        case=complaint.case, decided_on__gte=complaint.received_on
    )
    return tuple(rows.exclude(pk=complaint.decision_id).order_by("-decided_on", "-pk"))


def decision_words(decision: Decision) -> str:
    """Return a decision in a few words: what it is about."""
    return catalogue.current().measure(decision.measure_key).title


def custody_unasked(decision: Decision) -> tuple[Person, ...]:
    """Return who holds custody now and was not known to when the decision was made."""
    if not decision.is_custody_unknown:
        return ()
    parties = DecisionParty.objects.filter(decision=decision)
    return _unasked(custody_holders(decision.case.child), parties)


def asked_for_consent(decision: Decision) -> tuple[Person, ...]:
    """Return those with custody whom a decision asked, for a form."""
    rows = DecisionParty.objects.filter(decision=decision, place=PartyPlace.CUSTODY_PARENT)
    return tuple(row.person for row in rows.select_related("person").order_by("pk") if row.person)
