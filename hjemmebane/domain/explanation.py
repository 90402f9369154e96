"""Why a deadline falls when it falls: rule, source, events, sum and what closes it, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemmebane.domain.calendar import Unit, local_day, plus_months
from hjemmebane.domain.deadlines import DeadlineRule, Due, Moment, RuleStage
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.prose_dates import (
    clock_left,
    days_from,
    full,
    moment_full,
    numeric,
    sentence,
    short_full,
    weekday_full,
)


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event behind the deadline: the day, and what it did to it."""

    on: date
    text: str


@dataclass(frozen=True, slots=True)
class Timer:
    """One of the clocks that run side by side: the law's, and a rule of one's own."""

    rule_key: str
    name: str
    law_text: str
    due_words: str
    is_local: bool
    is_first: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything a person may ask about one deadline; each line stands in plain Danish."""

    name: str
    title: str
    rule_key: str
    rule_version: int
    rule_words: str
    valid_from: date
    law_text: str
    is_local: bool
    stage: str
    source: str
    source_status: str
    owner: str
    events: tuple[EventLine, ...]
    arithmetic: tuple[str, ...]
    due_words: str
    left_words: str
    closes: str
    exceptions: tuple[str, ...]
    timers: tuple[Timer, ...]
    first_words: str
    paper_route: str
    marks: tuple[date, ...]
    starts_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class EventNote:
    """An event as the caller knows it: its kind, its moment, and words of its own."""

    kind: EventKind
    at: datetime
    text: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Another rule running for the same thing, with its own due moment."""

    rule: DeadlineRule
    due: Due


def explain(
    rule: DeadlineRule,
    due: Due,
    events: Sequence[EventNote],
    *,
    now: datetime,
    beside: Sequence[Beside] = (),
) -> Explanation:
    """Return the explanation of one deadline, as the page shows and prints it."""
    moments = {note.kind: note.at for note in events}
    starts_on = local_day(moments.get(rule.trigger, due.at))
    timers = _timers(rule, due, beside)
    return Explanation(
        name=rule.name,
        title=rule.title,
        rule_key=rule.key,
        rule_version=rule.version,
        rule_words=f"Regel {rule.key}, version {rule.version}, fra {numeric(rule.valid_from)}",
        valid_from=rule.valid_from,
        law_text=rule.law_text,
        is_local=rule.is_local,
        stage="" if rule.stage is RuleStage.MANDATORY else rule.stage.label,
        source=rule.source,
        source_status=rule.source_status.label,
        owner=rule.owner,
        events=_event_lines(rule, due, events, moments),
        arithmetic=due.steps,
        due_words=due_words(due),
        left_words=left_words(due, now),
        closes=rule.closes,
        exceptions=tuple(known.title for known in rule.exceptions),
        timers=timers,
        first_words=_first_words(timers),
        paper_route=rule.paper_route,
        marks=_marks(rule, starts_on, due),
        starts_on=starts_on,
        due_on=due.on,
    )


def due_words(due: Due) -> str:
    """Return when it falls: a whole day, or a moment on the clock."""
    return weekday_full(due.on) if due.is_whole_day else moment_full(due.at)


def left_words(due: Due, now: datetime) -> str:
    """Return how far off it is: “om 2 dage”, “4 dage over”, “20 t 32 min.”."""
    return days_from(due.on, local_day(now)) if due.is_whole_day else clock_left(due.at, now)


def _event_lines(
    rule: DeadlineRule,
    due: Due,
    events: Sequence[EventNote],
    moments: Mapping[EventKind, Moment],
) -> tuple[EventLine, ...]:
    lines = []
    for note in sorted(events, key=lambda note: note.at):
        day = local_day(note.at)
        words = note.text or note.kind.words
        lines.append(
            EventLine(day, f"{short_full(day)}: {_effect(rule, due, note, words, moments)}")
        )
    return tuple(lines)


def _effect(
    rule: DeadlineRule,
    due: Due,
    note: EventNote,
    words: str,
    moments: Mapping[EventKind, Moment],
) -> str:
    """Return the event's words, and whether it moved the deadline where it might have."""
    trigger = moments.get(rule.trigger)
    if note.kind is not rule.or_earlier or trigger is None:
        return f"{words}."
    if due.moved_by is note.kind:
        return f"{words}. Det rykker fristen frem."
    if local_day(note.at) < local_day(trigger):
        return f"{words}, før {rule.trigger.words}. Det flytter ikke fristen."
    return f"{words}. Det flytter ikke fristen."


def _timers(rule: DeadlineRule, due: Due, beside: Sequence[Beside]) -> tuple[Timer, ...]:
    if not beside:
        return ()
    clocks = [Beside(rule, due), *beside]
    first = min(clock.due.at for clock in clocks)
    clocks.sort(key=lambda clock: (clock.rule.is_local, clock.due.at))
    return tuple(
        Timer(
            clock.rule.key,
            clock.rule.name,
            clock.rule.law_text,
            due_words(clock.due),
            clock.rule.is_local,
            clock.due.at == first,
        )
        for clock in clocks
    )


def _first_words(timers: Sequence[Timer]) -> str:
    if not timers:
        return ""
    parts = [
        f"{'Jeres egen regel' if timer.is_local else timer.law_text}: {timer.due_words}."
        for timer in timers
    ]
    first = next(timer for timer in timers if timer.is_first)
    return " ".join((*parts, f"Den første gælder: {first.due_words}."))


def _marks(rule: DeadlineRule, start: date, due: Due) -> tuple[date, ...]:
    """Return the ruler's marks: one a month, a week or a day, by the rule's own unit."""
    found: list[date] = []
    step = 1
    while len(found) < MOST_MARKS:
        mark = _mark(rule.length.unit, start, step)
        if mark >= due.on:
            break
        found.append(mark)
        step += 1
    return tuple(found)


MOST_MARKS = 24


def _mark(unit: Unit, start: date, step: int) -> date:
    if unit in {Unit.MONTHS, Unit.CASE}:
        return plus_months(start, step)
    return start + (timedelta(weeks=step) if unit is Unit.WEEKS else timedelta(step))


def paper_steps(explanation: Explanation) -> tuple[str, ...]:
    """Return the way to reckon the deadline by hand, line by line, for the printed page."""
    return (
        sentence(explanation.title),
        *(line.text for line in explanation.events),
        *explanation.arithmetic,
        f"Regnet for {full(explanation.starts_on)}, frist {explanation.due_words}.",
        explanation.paper_route,
    )
