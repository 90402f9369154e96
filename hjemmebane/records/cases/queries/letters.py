"""What a decision's letters say: made from the catalogue's words, or read as they were given."""

from dataclasses import dataclass

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.decision_parties import PartyPlace, is_child_party
from hjemmebane.domain.documents import PrintedLetter
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import Heard
from hjemmebane.domain.letters import Letter, LetterPart, compose, read
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.prose_dates import full
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.models import Decision, DecisionLetter, DecisionParty
from hjemmebane.records.cases.queries.options import is_committees
from hjemmebane.records.documents.models import JobProgress, StoredFile
from hjemmebane.records.documents.queries import FileRow, letter_files
from hjemmebane.records.people.models import Party, Person
from hjemmebane.records.people.queries import PersonCard, cards

CHILD, ADULT = "child", "custody_parent"


@dataclass(frozen=True, slots=True)
class LetterDraft:
    """One receiver's letter before it is given."""

    person: Person
    letter: Letter
    text: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A letter as it is read: to whom, its words, and whether it is given."""

    receiver: PersonCard
    title: str
    parts: tuple[LetterPart, ...]
    version: str
    is_given: bool
    files: tuple[FileRow, ...] = ()


def drafts_of(decision: Decision) -> tuple[LetterDraft, ...]:
    """Return the letters a decision is given by: each with custody, and the child as a party.

    None where the committee decided: it writes its own, and a complaint goes another way.
    """
    current = catalogue.current()
    if is_committees(decision.measure_key, Regime(decision.law)):
        return ()
    bases = current.basis_of(decision.measure_key, Regime(decision.law))
    is_decision = any(basis.needs_decision for basis in bases)
    child = decision.case.child
    holders = Party.objects.filter(
        running(clock.today()), dossier_id=decision.case.dossier_id, role=PartyRole.CUSTODY_PARENT
    )
    receivers = [(row.person, ADULT) for row in holders.select_related("person").order_by("pk")]
    if is_child_party(child.born_on, decision.decided_on):
        receivers.append((child, CHILD))
    values = _values(decision)
    found = []
    for person, to in receivers:
        letter = current.letter(to, decision.decided_on, is_about_decision=is_decision)
        if letter is not None:
            text = compose(letter, {**values, "receiver": _name(person)})
            found.append(LetterDraft(person, letter, text))
    return tuple(found)


def _name(person: Person) -> str:
    return f"{person.given_name} {person.family_name}".strip()


def _values(decision: Decision) -> dict[str, str]:
    current = catalogue.current()
    profile = current.profile
    contact = profile.contacts.get("reception")
    return {
        "receiver": "",
        "child": decision.case.child.given_name,
        "measure": current.measure(decision.measure_key).name(Regime(decision.law)).lower(),
        "law": decision.legal_basis.words,
        "purpose": decision.purpose.strip().rstrip("."),
        "grounds": decision.grounds,
        "weeks": str(decision.expected_duration_weeks),
        "decided_on": full(decision.decided_on),
        "decided_by": decision.decided_by.name if decision.decided_by else "",
        "municipality": profile.municipality,
        "phone": contact.phone if contact else "",
        "heard": _heard(decision),
        "plan": _plan(decision),
        "complaint_weeks": str(complaint_weeks(decision)),
    }


def _heard(decision: Decision) -> str:
    """Return who was heard, by place and not by what they said."""
    rows = DecisionParty.objects.filter(decision=decision).order_by("pk")
    places = []
    for row in rows:
        if row.heard in (Heard.YES, Heard.BEFORE) or row.place == PartyPlace.PROFESSIONAL:
            places.append(row.who or _PLACES[PartyPlace(row.place)])
    known = list(dict.fromkeys(places))
    if decision.child_view and _PLACES[PartyPlace.CHILD] not in known:
        known.insert(0, _PLACES[PartyPlace.CHILD])
    return f"Vi har hørt {', '.join(known)}." if known else ""


_PLACES = {
    PartyPlace.CHILD: "barnet",
    PartyPlace.CUSTODY_PARENT: "forældrene",
    PartyPlace.PARENT: "forælderen uden forældremyndighed",
    PartyPlace.PROFESSIONAL: "fagpersoner",
}


def _plan(decision: Decision) -> str:
    if decision.is_plan_needed is None:
        return ""
    if decision.plan is not None:
        return "Barnets plan er lavet til afgørelsen (barnets lov § 91)."
    if decision.is_plan_needed:
        return "Vi laver en barnets plan sammen med jer (barnets lov § 91)."
    return "Vi laver ikke en barnets plan (barnets lov § 91). Afgørelsen siger, hvad målet er."


def complaint_weeks(decision: Decision) -> int:
    """Return how many weeks a party has to complain, by the rule of the decision's day."""
    rules = catalogue.current().rules_started_by(
        EventKind.DECISION_NOTIFIED, decision.decided_on, measure=decision.measure_key
    )
    return rules[0].length.count or 0 if rules else 0


def letters_for_job(job: JobProgress) -> list[DecisionLetter]:
    """Return the letters given of the decision a job is about, where who ordered it reads them."""
    rows = DecisionLetter.objects.visible_to(job.ordered_by)
    found = rows.filter(decision__public_id=job.subject_id).order_by("pk")
    return list(found.select_related("person", "decision__case"))


def printed_letter(letter: DecisionLetter, user: User) -> PrintedLetter:
    """Return a letter as it was given, in plain words to be set; to whom is a look-up."""
    title, parts = read(letter.text)
    receiver = cards([letter.person], user)[letter.person_id]
    cards([letter.decision.case.child], user)  # the letter names the child
    return PrintedLetter(
        title=title,
        receiver=str(receiver.name),
        parts=tuple((part.heading, part.text) for part in parts),
        given_on=local_day(letter.made_at),
        version=f"{letter.letter_key}, version {letter.letter_version}",
    )


def letter_of_file(stored: StoredFile, user: User) -> DecisionLetter:
    """Return the letter a stored file was made from; raise NotVisible outside the reach."""
    rows = DecisionLetter.objects.visible_to(user).select_related("person", "decision__case__child")
    found = rows.filter(public_id=stored.letter_id).first() if stored.letter_id else None
    if found is None:
        raise NotVisible("decision_letter", stored.letter_id)
    return found


def letters_of(decision: Decision, user: User) -> tuple[LetterRow, ...]:
    """Return the letters as they were given, or as they would be given now."""
    given = list(
        DecisionLetter.objects.visible_to(user)
        .filter(decision=decision)
        .select_related("person")
        .order_by("pk")
    )
    kept = [(r.person, f"{r.letter_key}, version {r.letter_version}", r.text) for r in given]
    files = letter_files([row.public_id for row in given], user)
    of_person = {row.person_id: tuple(files.get(row.public_id, ())) for row in given}
    drafts = [
        (d.person, f"{d.letter.key}, version {d.letter.version}", d.text)
        for d in (() if given or decision.notified_at else drafts_of(decision))
    ]
    found = kept or drafts
    known = cards([person for person, _, _ in found], user)
    rows = []
    for person, version, text in found:
        title, parts = read(text)
        made = of_person.get(person.pk, ())
        rows.append(LetterRow(known[person.pk], title, parts, version, bool(given), made))
    return tuple(rows)
