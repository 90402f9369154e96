"""The closing status report: recorded facts drawn as Danish prose, each sentence with its records.

Pure. What is not recorded is not said; when a record goes, the sentences on it change or go.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from hjemmebane.domain.closing_cooperation import cooperation_sentences
from hjemmebane.domain.closing_course import course_sentences
from hjemmebane.domain.closing_facts import (
    ClosingFacts,
    GoalFact,
    HasRef,
    RecordRef,
    Sentence,
    WorkerFact,
)
from hjemmebane.domain.closing_themes import theme_sentences
from hjemmebane.domain.contacts import ContactState

Fact = TypeVar("Fact", bound=HasRef | GoalFact | WorkerFact)
COUNTED_STATES = frozenset(ContactState) - {ContactState.PLANNED}


def draw(facts: ClosingFacts) -> tuple[Sentence, ...]:
    """Return the report's sentences in three sections, in reading order."""
    happened = replace(
        facts, contacts=tuple(c for c in facts.contacts if c.state in COUNTED_STATES)
    )
    return (
        *course_sentences(happened),
        *cooperation_sentences(happened),
        *theme_sentences(happened),
    )


def without(facts: ClosingFacts, ref: RecordRef) -> ClosingFacts:
    """Return the facts as they would be had one record never been made."""
    return replace(
        facts,
        workers=_drop(facts.workers, ref),
        contacts=_drop(facts.contacts, ref),
        meetings=_drop(facts.meetings, ref),
        goals=tuple(
            replace(goal, ratings=_drop(goal.ratings, ref)) for goal in _drop(facts.goals, ref)
        ),
        answers=_drop(facts.answers, ref),
        quotes=_drop(facts.quotes, ref),
        changes=_drop(facts.changes, ref),
        follow_ups=_drop(facts.follow_ups, ref),
        extensions=_drop(facts.extensions, ref),
    )


def _drop(items: Iterable[Fact], ref: RecordRef) -> tuple[Fact, ...]:
    return tuple(item for item in items if item.ref != ref)
