"""The first section of the closing report: how the course ran."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

from hjemmebane.domain.closing_facts import (
    ClosingFacts,
    ContactFact,
    Sentence,
    in_order,
    quoted,
    refs,
)
from hjemmebane.domain.documents import Section
from hjemmebane.domain.prose_dates import full, listed, sentence
from hjemmebane.domain.prose_numbers import counted, number, times

START_MEETING = "start"
DAYS_IN_A_WEEK = 7
WEEKS_AT_EACH_END = 4
MOST_NAMED = 4
TITLES_IN_PLURAL = {
    "familiebehandler": "familiebehandlere",
    "familierådgiver": "familierådgivere",
    "rådgiver": "rådgivere",
    "kontaktperson": "kontaktpersoner",
    "psykolog": "psykologer",
    "praktisk støtteperson": "praktiske støttepersoner",
    "sundhedsplejerske": "sundhedsplejersker",
}


def course_sentences(facts: ClosingFacts) -> Iterator[Sentence]:
    """Yield the sentences of the section “Forløbet”."""
    yield _period(facts)
    yield from _needs(facts)
    yield from _workers(facts)
    yield from _start_meeting(facts)
    yield from _contacts(facts)
    yield from _rhythm(facts)
    yield from _two_workers(facts)
    yield from _settings(facts)
    yield from _methods(facts)
    yield from _extensions(facts)


def _say(facts: ClosingFacts, key: str, text: str, *groups: tuple[ContactFact, ...]) -> Sentence:
    sources = refs(*groups) or (facts.course.ref,)
    return Sentence(Section.COURSE, key, sentence(text), sources)


def _period(facts: ClosingFacts) -> Sentence:
    course = facts.course
    text = f"{course.title} begyndte den {full(course.started_on)}"
    if course.ended_on is None:
        return _say(facts, "period", f"{text} og er endnu ikke sluttet")
    weeks = max(1, round((course.ended_on - course.started_on).days / DAYS_IN_A_WEEK))
    lasted = counted(weeks, "uge", "uger")
    return _say(facts, "period", f"{text} og sluttede den {full(course.ended_on)}, efter {lasted}")


def _needs(facts: ClosingFacts) -> Iterator[Sentence]:
    course = facts.course
    if course.agreed_needs.strip():
        words = f"Behovet blev fra begyndelsen beskrevet sådan: {quoted(course.agreed_needs)}"
        yield _say(facts, "needs", words)
    if course.frequency_words.strip():
        how = "aftalt med familien" if course.is_frequency_agreed else "fastsat af rådgiveren"
        yield _say(facts, "frequency", f"Rytmen var {how}: {course.frequency_words.strip()}")


def _workers(facts: ClosingFacts) -> Iterator[Sentence]:
    if not facts.workers:
        return
    kinds = Counter(worker.title for worker in facts.workers)
    named = [_title(title, count) for title, count in kinds.items()]
    people = "arbejdet" if sum(kinds.values()) == 1 else "arbejdet sammen"
    yield Sentence(
        Section.COURSE,
        "workers",
        sentence(f"{listed(named)} har {people} med familien"),
        refs(facts.workers),
    )


def _title(title: str, count: int) -> str:
    if count == 1:
        return f"en {title}"
    if title in TITLES_IN_PLURAL:
        return f"{number(count)} {TITLES_IN_PLURAL[title]}"
    return f"{number(count)} medarbejdere ({title})"


def _start_meeting(facts: ClosingFacts) -> Iterator[Sentence]:
    for meeting in facts.held_meetings:
        if meeting.kind != START_MEETING:
            continue
        text = f"Startmødet blev holdt den {full(meeting.on)}"
        if meeting.present:
            text += f" med {listed(meeting.present)}"
        yield Sentence(
            Section.COURSE,
            f"start_meeting:{meeting.ref.public_id}",
            sentence(text),
            (meeting.ref,),
        )


def _contacts(facts: ClosingFacts) -> Iterator[Sentence]:
    held = facts.held
    if not held:
        yield _say(facts, "contacts", "Der er ikke skrevet nogen afholdte kontakter ind")
        return
    count = counted(len(held), "kontakt", "kontakter")
    if len(held) == 1:
        text = f"Der blev holdt {count}, den {full(held[0].on)}"
    else:
        text = f"Der blev holdt {count} fra den {full(held[0].on)} til den {full(held[-1].on)}"
    formal = [c for c in held if c.is_formal]
    if formal:
        text += f", heraf {counted(len(formal), 'formel opfølgning', 'formelle opfølgninger')}"
    yield _say(facts, "contacts", text, held)


def _rhythm(facts: ClosingFacts) -> Iterator[Sentence]:
    course, held = facts.course, facts.held
    span = timedelta(weeks=WEEKS_AT_EACH_END)
    if course.ended_on is None or course.ended_on - course.started_on < 2 * span:
        return
    first = tuple(c for c in held if c.on < course.started_on + span)
    last = tuple(c for c in held if c.on > course.ended_on - span)
    if not first or not last:
        return
    weeks = number(WEEKS_AT_EACH_END)
    text = (
        f"I de første {weeks} uger mødtes vi {times(len(first))}, "
        f"i de sidste {weeks} uger {times(len(last))}"
    )
    yield _say(facts, "rhythm", text, first, last)


def _two_workers(facts: ClosingFacts) -> Iterator[Sentence]:
    held = facts.held
    both = tuple(c for c in held if c.workers > 1)
    if not both:
        return
    if len(both) == len(held) and len(held) > 1:
        text = f"Ved alle {number(len(held))} kontakter var der to medarbejdere"
    else:
        text = f"Ved {counted(len(both), 'kontakt', 'kontakter')} var der to medarbejdere"
    yield _say(facts, "two_workers", text, both)


def _settings(facts: ClosingFacts) -> Iterator[Sentence]:
    known = tuple(c for c in facts.held if c.setting)
    if not known:
        return
    places = Counter(c.setting for c in known)
    named = [f"{times(count)} {place}" for place, count in places.most_common()]
    yield _say(facts, "settings", f"Vi mødtes {listed(named)}", known)


def _methods(facts: ClosingFacts) -> Iterator[Sentence]:
    uses = Counter(method for c in facts.held for method in dict.fromkeys(c.methods))
    # Those used as often stand by name: the text must not hang on the order rows are read in.
    named = dict(sorted(uses.items(), key=lambda use: (-use[1], use[0]))[:MOST_NAMED])
    if not named:
        return
    used = tuple(c for c in facts.held if named.keys() & set(c.methods))
    words = [f"{method} ({times(count)})" for method, count in named.items()]
    yield _say(facts, "methods", f"Arbejdet bestod mest af {listed(words)}", used)


def _extensions(facts: ClosingFacts) -> Iterator[Sentence]:
    for extension in sorted(facts.extensions, key=in_order):
        text = f"Den {full(extension.on)} blev forløbet forlænget efter aftale med lederen"
        if extension.words:
            text += f": {extension.words}"
        yield Sentence(
            Section.COURSE,
            f"extension:{extension.ref.public_id}",
            sentence(text),
            (extension.ref,),
        )
