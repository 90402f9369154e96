"""The second section of the closing report: how the work together went."""

from collections import Counter
from collections.abc import Iterator
from uuid import UUID

from hjemmebane.domain.closing_facts import (
    AnswerFact,
    ClosingFacts,
    ContactFact,
    MeetingFact,
    Sentence,
    Someone,
    in_order,
    quoted,
    refs,
)
from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.documents import Section
from hjemmebane.domain.prose_dates import day_month, full, listed, sentence
from hjemmebane.domain.prose_numbers import Gender, counted, number, times

NETWORK_MEETING = "network"
WHY_NOT_HELD = {
    CancelReason.FAMILY_ILL: "på grund af sygdom i familien",
    CancelReason.FAMILY_DECLINED: "fordi familien meldte fra",
    CancelReason.WORKER_ABSENT: "fordi medarbejderen ikke kunne komme",
    CancelReason.SAFETY: "fordi det ikke var trygt at komme",
    CancelReason.OTHER: "af en anden grund",
}
NOBODY_HOME = "fordi der ikke var nogen hjemme"
NO_REASON = "uden at grunden er skrevet ned"


def cooperation_sentences(facts: ClosingFacts) -> Iterator[Sentence]:
    """Yield the sentences of the section “Samarbejdet med familien”."""
    yield from _took_part(facts)
    yield from _not_held(facts)
    yield from _network_meetings(facts)
    yield from _agreements(facts)
    yield from _follow_ups(facts)
    yield from _feedback(facts)
    yield from _changes(facts)
    yield from _quotes(facts)


def _took_part(facts: ClosingFacts) -> Iterator[Sentence]:
    held = facts.held
    people = dict.fromkeys(person for contact in held for person in contact.persons)
    for person in people:
        there = [c for c in held if person in c.persons]
        if len(there) == len(held) and len(held) > 1:
            how = f"alle {number(len(held))} kontakter"
        else:
            how = f"{number(len(there))} af de {number(len(held))} kontakter"
        if len(held) == 1:
            how = "den ene kontakt"
        yield Sentence(
            Section.COOPERATION,
            f"took_part:{person.public_id}",
            sentence(f"{person.words} var med ved {how}"),
            refs(held),
            _own(person),
        )


def _own(person: Someone) -> UUID | None:
    return person.public_id if person.is_grown else None


def _not_held(facts: ClosingFacts) -> Iterator[Sentence]:
    missed = [
        c for c in facts.contacts if c.state in (ContactState.CANCELLED, ContactState.NOBODY_HOME)
    ]
    moved = [c for c in facts.contacts if c.state is ContactState.MOVED]
    if missed:
        why = Counter(_why(contact) for contact in sorted(missed, key=in_order))
        if len(missed) == 1:
            reason = next(iter(why))
            comma = "" if reason.startswith("på") else ","
            text = f"Én kontakt blev ikke til noget{comma} {reason}"
        else:
            parts = [f"{number(count)} {reason}" for reason, count in why.items()]
            text = f"{number(len(missed))} kontakter blev ikke til noget: {listed(parts)}"
        yield Sentence(Section.COOPERATION, "not_held", sentence(text), refs(missed))
    if moved:
        text = f"{counted(len(moved), 'kontakt', 'kontakter')} blev flyttet til en anden dag"
        yield Sentence(Section.COOPERATION, "moved", sentence(text), refs(moved))


def _why(contact: ContactFact) -> str:
    if contact.state is ContactState.NOBODY_HOME:
        return NOBODY_HOME
    return WHY_NOT_HELD[contact.cancel_reason] if contact.cancel_reason else NO_REASON


def _network_meetings(facts: ClosingFacts) -> Iterator[Sentence]:
    meetings = [m for m in facts.held_meetings if m.kind == NETWORK_MEETING]
    if not meetings:
        return
    count = counted(len(meetings), "netværksmøde", "netværksmøder", Gender.NEUTER)
    text = f"Der blev holdt {count}: {listed([_meeting(m) for m in meetings])}"
    yield Sentence(Section.COOPERATION, "network_meetings", sentence(text), refs(meetings))


def _meeting(meeting: MeetingFact) -> str:
    words = f"den {full(meeting.on)}"
    if meeting.present:
        words += f" med {listed(meeting.present)}"
    return words if meeting.was_family_there else f"{words}, uden familien"


def _agreements(facts: ClosingFacts) -> Iterator[Sentence]:
    for meeting in facts.held_meetings:
        if meeting.agreements.strip():
            text = (
                f"På {meeting.words} den {day_month(meeting.on)} blev det aftalt: "
                f"{quoted(meeting.agreements)}"
            )
            key = f"agreements:{meeting.ref.public_id}"
            yield Sentence(Section.COOPERATION, key, sentence(text), (meeting.ref,))


def _follow_ups(facts: ClosingFacts) -> Iterator[Sentence]:
    for follow_up in sorted(facts.follow_ups, key=in_order):
        text = f"Ved den formelle opfølgning den {full(follow_up.on)} {follow_up.outcome_words}"
        key = f"follow_up:{follow_up.ref.public_id}"
        yield Sentence(Section.COOPERATION, key, sentence(text), (follow_up.ref,))


def _feedback(facts: ClosingFacts) -> Iterator[Sentence]:
    lines: dict[tuple[Someone, str], list[AnswerFact]] = {}
    for answer in sorted(facts.answers, key=in_order):
        lines.setdefault((answer.person, answer.item), []).append(answer)
    for (person, item), given in lines.items():
        # Each question keeps its own line: answers are never added up and never judged.
        values = [f"{answer.value} ({day_month(answer.on)})" for answer in given]
        text = (
            f"På spørgsmålet {quoted(given[0].question)} svarede {person.words} "
            f"{times(len(given))}: {listed(values)}"
        )
        key = f"feedback:{person.public_id}:{item}"
        yield Sentence(Section.COOPERATION, key, sentence(text), refs(given), person.public_id)


def _changes(facts: ClosingFacts) -> Iterator[Sentence]:
    for change in sorted(facts.changes, key=in_order):
        text = (
            f"Efter et svar fra {change.person.words} ændrede vi noget den "
            f"{day_month(change.on)}: {quoted(change.text)}"
        )
        key = f"change:{change.ref.public_id}"
        yield Sentence(
            Section.COOPERATION, key, sentence(text), (change.ref,), change.person.public_id
        )


def _quotes(facts: ClosingFacts) -> Iterator[Sentence]:
    for quote in sorted(facts.quotes, key=in_order):
        text = f"{quote.person.words} skrev den {day_month(quote.on)}: {quoted(quote.text)}"
        key = f"quote:{quote.ref.public_id}"
        yield Sentence(Section.COOPERATION, key, sentence(text), (quote.ref,))
