"""Two ways of knowing a duty held against each other: from what happened, and as it was kept.

What stands on the kept duty and nowhere else (a chosen day, a move, an exception noted by hand, a
newer version of the rule) is taken as it is; all the rest must follow from the events.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple

from hjemmebane.domain.calendar import Unit, local_day
from hjemmebane.domain.deadlines import DeadlineRule, Due, ExceptionEffect
from hjemmebane.domain.duties import Duty, RuleBook
from hjemmebane.domain.prose_dates import full, sentence


class DifferenceKind(StrEnum):
    """How what was kept differs from what the events give."""

    NOT_KEPT = "not_kept"
    NO_EVENT = "no_event"
    OTHER_DUE = "other_due"
    OTHER_MET = "other_met"
    NOT_LIFTED = "not_lifted"

    @property
    def label(self) -> str:
        """Return it in Danish."""
        return {
            "not_kept": "Fristen mangler",
            "no_event": "Fristen har ingen hændelse",
            "other_due": "Fristen falder en anden dag",
            "other_met": "Den er nået det ene sted og ikke det andet",
            "not_lifted": "Den er løftet eller undtaget, men står åben",
        }[self.value]


class Kept(NamedTuple):
    """One duty as it was kept, and what stands on it and nowhere else."""

    key: str
    rule: DeadlineRule
    about: str
    trigger_at: datetime
    due_at: datetime
    satisfied_at: datetime | None = None
    lifted_at: datetime | None = None
    is_excepted: bool = False
    chosen_on: date | None = None
    moved_to: date | None = None


class Difference(NamedTuple):
    """One difference: which duty of which thing, and what each side says, in words."""

    kind: DifferenceKind
    rule: DeadlineRule
    about: str
    trigger_at: datetime
    by_events: str
    as_kept: str
    kept: str = ""


def compare(duties: Iterable[Duty], kept: Iterable[Kept], book: RuleBook) -> list[Difference]:
    """Return every difference between the duties of a dossier and those kept, oldest first."""
    found: list[Difference] = []
    for duty, row in _pairs(duties, kept):
        if duty is None and row is not None:
            found += _without_event(row)
        elif duty is not None and row is None:
            found += _not_kept(duty)
        elif duty is not None and row is not None:
            found += _between(duty, row, book)
    return sorted(found, key=lambda one: (one.trigger_at, one.rule.key, one.about, one.kind))


def _pairs(
    duties: Iterable[Duty], kept: Iterable[Kept]
) -> Iterator[tuple[Duty | None, Kept | None]]:
    """Return who belongs to whom: the same rule, thing and moment; what is left over by order."""
    ours: dict[tuple[str, str], list[Duty]] = defaultdict(list)
    theirs: dict[tuple[str, str], list[Kept]] = defaultdict(list)
    for duty in duties:
        if not duty.rule.is_gate:
            ours[duty.rule.key, duty.person or duty.about].append(duty)
    for row in kept:
        theirs[row.rule.key, row.about].append(row)
    for thing in ours.keys() | theirs.keys():
        yield from _matched(ours[thing], theirs[thing])


def _matched(duties: list[Duty], rows: list[Kept]) -> Iterator[tuple[Duty | None, Kept | None]]:
    by_moment = {duty.trigger_at: duty for duty in duties}
    left = []
    for row in rows:
        duty = by_moment.pop(row.trigger_at, None)
        if duty is None:
            left.append(row)
        else:
            yield duty, row
    alone = sorted(by_moment.values(), key=lambda duty: duty.trigger_at)
    # A duty without a day needs no row, and takes none from one that does.
    alone = [duty for duty in alone if duty.due is not None]
    left.sort(key=lambda row: row.trigger_at)
    yield from zip(alone, left, strict=False)
    yield from ((duty, None) for duty in alone[len(left) :])
    yield from ((None, row) for row in left[len(alone) :])


def _not_kept(duty: Duty) -> Iterator[Difference]:
    """Return the duty that should have been kept; one without a day or object asks for nothing."""
    is_lifted = duty.lifted and duty.lifted.effect is ExceptionEffect.NOT_APPLICABLE
    if duty.due is not None and not is_lifted:
        yield _difference(DifferenceKind.NOT_KEPT, duty, _said(duty, duty.due), "Ingen frist")


def _without_event(row: Kept) -> Iterator[Difference]:
    """Return the row nothing began; under a version that was withdrawn, what is over is left."""
    if row.rule.withdrawn and (row.satisfied_at or row.lifted_at):
        return
    kind, said = DifferenceKind.NO_EVENT, f"Frist {full(local_day(row.due_at))}"
    begun = row.trigger_at
    yield Difference(kind, row.rule, row.about, begun, "Ingen hændelse", said, row.key)


def _between(duty: Duty, row: Kept, book: RuleBook) -> Iterator[Difference]:
    due = _expected(duty, row, book)
    if due is not None and due.at != row.due_at:
        kept = f"Frist {full(local_day(row.due_at))}"
        yield _difference(DifferenceKind.OTHER_DUE, duty, _said(duty, due), kept, row.key)
    use = duty.lifted
    if use is not None and not _is_lifted(row, use.effect):
        by_events = f"Gælder ikke fra {full(local_day(use.at))}"
        if use.effect is ExceptionEffect.EXCEPTED:
            by_events = f"Undtaget fra {full(local_day(use.at))}"
        yield _difference(DifferenceKind.NOT_LIFTED, duty, by_events, _met_words(row), row.key)
    elif not is_met_alike(duty, row):
        met = duty.satisfied_at
        by_events = f"Nået {full(local_day(met))}" if met else "Ikke nået"
        yield _difference(DifferenceKind.OTHER_MET, duty, by_events, _met_words(row), row.key)


def _expected(duty: Duty, row: Kept, book: RuleBook) -> Due | None:
    """Return when the duty falls due with what stands on the kept one and nowhere else."""
    due, start = duty.due, duty.trigger_at
    is_chosen = row.rule.length.unit is Unit.CASE and row.chosen_on is not None
    if is_chosen or row.rule.version != duty.rule.version:
        due = book.due(row.rule.length, start, local_day(start), row.chosen_on)
    if due is not None and row.moved_to is not None and row.moved_to > due.on:
        return book.whole_day(row.moved_to)
    return due


def _is_lifted(row: Kept, effect: ExceptionEffect) -> bool:
    """Return whether the kept duty carries an exception that does at least as much."""
    is_excepted = row.is_excepted and effect is ExceptionEffect.EXCEPTED
    return is_excepted or row.lifted_at is not None


def is_met_alike(duty: Duty, row: Kept) -> bool:
    """Return whether both say it was met the same day, or that it was not.

    What happened on one day has no order: a duty that began after what could meet it that day may
    stand open. One that was lifted is not asked again, unless it was met before.
    """
    met, kept = duty.satisfied_at, row.satisfied_at
    if row.lifted_at is not None:
        return met is None or local_day(met) >= local_day(row.lifted_at)
    is_same_day = met is not None and local_day(met) == local_day(duty.trigger_at)
    if met is None or kept is None:
        return met is kept or (kept is None and is_same_day)
    return local_day(met) == local_day(kept) or (is_same_day and kept > met)


def _met_words(row: Kept) -> str:
    if row.satisfied_at is not None:
        return f"Nået {full(local_day(row.satisfied_at))}"
    return "Ikke nået" if row.lifted_at is None else f"Løftet {full(local_day(row.lifted_at))}"


def _said(duty: Duty, due: Due) -> str:
    words = sentence(duty.rule.trigger.words).rstrip(".")
    return f"{words} {full(local_day(duty.trigger_at))}: frist {full(due.on)}"


def _difference(
    kind: DifferenceKind, duty: Duty, by_events: str, as_kept: str, kept: str = ""
) -> Difference:
    about = duty.person or duty.about
    return Difference(kind, duty.rule, about, duty.trigger_at, by_events, as_kept, kept)
