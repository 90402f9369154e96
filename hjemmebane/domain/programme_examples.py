"""A programme's worked examples: do they come true?"""

from collections.abc import Iterable

from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.course import (
    ContactFact,
    CourseFacts,
    CourseStanding,
    ExtensionFact,
    MeetingFact,
    standing_of,
)
from hjemmebane.domain.course_phases import PhaseActual
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
        for what, expected, found in _comparisons(example, standing):
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
    )


def _comparisons(
    example: Example, standing: CourseStanding
) -> Iterable[tuple[str, object, object]]:
    expect = example.expect
    suggestions = standing.rhythm.suggestions
    return (
        ("fasen", expect.phase, standing.phase.key if standing.phase else ""),
        ("forskydningen", expect.drift, standing.drift_days),
        ("det næste, der skal ske,", expect.due, tuple(item.key for item in standing.open_due)),
        ("kontakter", expect.contacts, f"{standing.contacts.short}: {standing.contacts.state}"),
        ("netværksmøder", expect.network_meetings, standing.network_meetings.words),
        ("næste kontakt", expect.next_contact, suggestions[0] if suggestions else None),
        ("det, der mangler,", expect.missing, standing.missing_to_close),
    )
