"""From a stored row to the domain: its rule, its due moment, and its state now."""

from dataclasses import replace
from datetime import datetime

from hjemmebane import catalogue
from hjemmebane.domain.deadlines import (
    DeadlineRule,
    Due,
    ExceptionEffect,
    ExceptionKind,
    ExceptionUse,
    MoveKind,
    ObligationState,
    due_at,
    standing,
    stored_due,
)
from hjemmebane.domain.duties import RuleBook
from hjemmebane.domain.duty_control import Kept
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.moving import Moved, move
from hjemmebane.records.agenda.models import Obligation


def rule_of(row: Obligation) -> DeadlineRule:
    """Return the version of the rule the obligation has stood under since it began."""
    return catalogue.current().rule(row.rule_key, row.rule_version)


def due_of(row: Obligation) -> Due:
    """Return the due moment as it was stored."""
    return stored_due(
        row.due_at, is_whole_day=row.is_whole_day, calendar=catalogue.current_calendar()
    )


def moments_of(row: Obligation) -> dict[EventKind, datetime]:
    """Return the events the due moment was reckoned from."""
    rule = rule_of(row)
    moments = {rule.trigger: row.trigger_at}
    if rule.or_earlier is not None and row.earlier_at is not None:
        moments[rule.or_earlier] = row.earlier_at
    return moments


def reckoned_due(row: Obligation) -> Due:
    """Return the due moment reckoned anew, with every step of the sum in words."""
    calendar = catalogue.current_calendar()
    due = due_at(rule_of(row), dict(moments_of(row)), calendar, chosen_on=row.chosen_on)
    return moved_due(row, due)


def moved_due(row: Obligation, due: Due) -> Due:
    """Return the deadline where the row says it was moved to, or as it is."""
    if row.moved_to is None or row.moved_to <= due.on:
        return due
    moved = Moved(MoveKind(row.moved_kind), row.moved_to, row.moved_reason)
    return move(due, moved, catalogue.current_calendar())


def state_of(row: Obligation, now: datetime) -> ObligationState:
    """Return how the obligation stands now."""
    rule = rule_of(row)
    return standing(
        due_of(row),
        warn_days=rule.warn_days,
        now=now,
        satisfied_at=row.satisfied_at,
        exception=_use(row),
        duty_of=rule.duty_of,
    )


def _use(row: Obligation) -> ExceptionUse | None:
    if row.not_applicable_at is not None:
        return ExceptionUse(ExceptionEffect.NOT_APPLICABLE, row.not_applicable_at)
    if not row.exception or row.exception_at is None:
        return None
    known = rule_of(row).exception(ExceptionKind(row.exception))
    return ExceptionUse(known.effect, row.exception_at) if known else None


def rule_book() -> RuleBook:
    """Return the rules this municipality works by; one it confirmed holds from that day."""
    current = catalogue.current()
    own = current.lineage(current.profile_key)
    rules = [_from_confirmation(r) for r in current.rules if r.profile is None or r.profile in own]
    return RuleBook(rules, catalogue.current_calendar())


def _from_confirmation(rule: DeadlineRule) -> DeadlineRule:
    if rule.confirmation is None or rule.confirmation.on <= rule.valid_from:
        return rule
    return replace(rule, valid_from=rule.confirmation.on)


def kept(row: Obligation, rule: DeadlineRule) -> Kept:
    """Return a duty as it was kept, to be held against what the events give."""
    return Kept(
        key=str(row.public_id),
        rule=rule,
        about=str(row.about_id),
        trigger_at=row.trigger_at,
        due_at=row.due_at,
        satisfied_at=row.satisfied_at,
        lifted_at=row.not_applicable_at,
        is_excepted=bool(row.exception),
        chosen_on=row.chosen_on,
        moved_to=row.moved_to,
    )
