"""A programme's worked examples: do they come true?"""

from collections.abc import Iterable
from datetime import timedelta

from hjemmebane.domain.contacts import ContactState, Party
from hjemmebane.domain.course import (
    ContactFact,
    CourseFacts,
    CourseStanding,
    ExtensionFact,
    MeetingFact,
    standing_of,
)
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.course_pauses import Pause
from hjemmebane.domain.course_phases import PhaseActual
from hjemmebane.domain.elements import StrengthChange, element_standings
from hjemmebane.domain.fidelity import ContactSeen, fidelity
from hjemmebane.domain.programmes import Example, ExampleEvent, Programme

CONTACT_STATES = {
    "contact": ContactState.HELD,
    "cancelled": ContactState.CANCELLED,
    "nobody_home": ContactState.NOBODY_HOME,
}


def check_programme_examples(programme: Programme) -> list[str]:
    """Return one sentence for each example that does not come true."""
    faults = []
    for example in programme.examples:
        standing = example_standing(programme, example)
        for what, expected, found in _comparisons(programme, example, standing):
            if expected is not None and expected != found:
                faults.append(
                    f"Eksemplet »{example.title}«: {what} skulle være {expected!r}, "
                    f"men er {found!r}."
                )
    if not programme.examples:
        faults.append(f"Programmet »{programme.title}« har intet eksempel.")
    return faults


def example_standing(programme: Programme, example: Example) -> CourseStanding:
    """Return where the example's course stands on its day."""
    return standing_of(programme, example.start, facts_from(example.events), example.on)


def facts_from(events: Iterable[ExampleEvent]) -> CourseFacts:
    """Return the facts a list of example events amounts to."""
    events = tuple(events)
    contacts = tuple(
        ContactFact(e.on, CONTACT_STATES[e.what], e.workers)
        for e in events
        if e.what in CONTACT_STATES
    )
    meetings = tuple(
        MeetingFact(e.key, e.on, e.what == "meeting", frozenset(e.parties))
        for e in events
        if e.what in {"meeting", "meeting_planned"}
    )
    outcomes = [e for e in events if e.what == "outcome"]
    done = {e.key: e.on for e in events if e.what == "done"}
    if outcomes:
        done["outcome"] = outcomes[-1].on
    return CourseFacts(
        contacts=contacts,
        meetings=meetings,
        phases=tuple(PhaseActual(e.key, e.on) for e in events if e.what == "phase"),
        extensions=tuple(ExtensionFact(e.on, e.limit) for e in events if e.what == "extension"),
        done=done,
        outcome=outcomes[-1].key if outcomes else "",
        ended_on=next((e.on for e in events if e.what == "ended"), None),
        pauses=tuple(
            Pause(e.on, e.on + timedelta(days=e.limit - 1)) for e in events if e.what == "pause"
        ),
    )


def _comparisons(
    programme: Programme, example: Example, standing: CourseStanding
) -> Iterable[tuple[str, object, object]]:
    expect = example.expect
    suggestions = standing.rhythm.suggestions
    fidelity_lines, element_lines = example_fidelity(programme, example)
    late = tuple(item.key for item in standing.open_due if item.state is DueState.LATE)
    return (
        ("fasen", expect.phase, standing.phase.key if standing.phase else ""),
        ("forskydningen", expect.drift, standing.drift_days),
        ("det næste, der skal ske,", expect.due, tuple(item.key for item in standing.open_due)),
        ("kontakter", expect.contacts, f"{standing.contacts.short}: {standing.contacts.state}"),
        ("netværksmøder", expect.network_meetings, standing.network_meetings.words),
        ("næste kontakt", expect.next_contact, suggestions[0] if suggestions else None),
        ("det, der mangler,", expect.missing, standing.missing_to_close),
        ("det, der er over tiden,", expect.late, late),
        ("følger vi programmet", expect.fidelity, fidelity_lines),
        ("elementerne", expect.elements, element_lines),
    )


def example_fidelity(
    programme: Programme, example: Example
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the programme's points and its elements on the example's day, a line each."""
    seen = [_seen(event) for event in example.events if event.what in CONTACT_STATES]
    held = [(event.key, event.on) for event in example.events if event.what == "meeting"]
    changes = [
        StrengthChange(event.key, event.on, event.level)
        for event in example.events
        if event.what == "strength"
    ]
    points = fidelity(programme.fidelity, example.start, seen, example.on, programme.duration_weeks)
    elements = element_standings(programme, example.start, changes, seen, held, example.on)
    return (
        tuple(f"{line.key}: {line.words}" for line in points),
        tuple(f"{item.key}: {item.words}" for item in elements),
    )


def _seen(event: ExampleEvent) -> ContactSeen:
    return ContactSeen(
        on=event.on,
        workers=event.workers,
        parents=frozenset(
            number for number, party in enumerate(event.parties) if party is Party.PARENT
        ),
        has_child=Party.CHILD in event.parties,
        missed="" if event.what == "contact" else event.what,
        methods=frozenset(event.methods),
        setting=event.setting,
        is_outside=event.is_outside,
    )
