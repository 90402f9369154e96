"""Settling a dossier's deadlines anew after something was told late or corrected."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import ExceptionEffect
from hjemmebane.domain.duties import Duty, Event, in_force, reckon_case
from hjemmebane.domain.duty_control import is_met_alike
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Dossier
from hjemmebane.records.agenda.actions.obligations import again
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.reckoning import kept, rule_book, rule_of

TOLD_LATE = "Fortalt senere, end det skete."
NO_OBJECT = "Det, fristen handlede om, var slut."


@action("obligation.settle_late")
def settle_late(
    *, by: Actor, dossier: Dossier, events: Sequence[Event], days: Collection[date], reason: str
) -> list[Obligation]:
    """Settle the deadlines that something told of earlier days touches; return the new rows.

    What came after it may have met a deadline it begins, it may have met one before what stands
    on it, bring one forward, or have ended what one is about. The row before stays as it was, so
    that what was late is still seen. Only deadlines that begin, are met or brought forward on one
    of `days` are touched: any other difference is left for the control to name.
    """
    now = clock.now()
    duties = {
        (duty.rule.key, duty.person or duty.about, duty.trigger_at): duty
        for duty in reckon_case(rule_book(), events, now)
        if not duty.rule.is_gate
    }
    happened = in_force(events, now)
    rows = Obligation.objects.current().filter(dossier=dossier, not_applicable_at__isnull=True)
    fresh = []
    for row in rows.select_for_update().order_by("trigger_at", "pk"):
        duty = duties.get((row.rule_key, str(row.about_id), row.trigger_at.astimezone(UTC)))
        if duty is None:
            continue
        changed = dict(_changed(row, duty, happened, frozenset(days)))
        if changed:
            fresh.append(again(row, **changed, corrected_reason=reason))
    log(by=by, about=dossier, reason=reason, facts={"again": [row.public_id for row in fresh]})
    return fresh


def _changed(
    row: Obligation, duty: Duty, happened: Iterable[Event], days: frozenset[date]
) -> Iterator[tuple[str, Any]]:
    """Yield each column that what was told gives another value."""
    touched = local_day(row.trigger_at) in days
    if rule_of(row).or_earlier is not None:
        earlier = _earlier(row, duty, happened)
        if _day(earlier) != _day(row.earlier_at) and (
            touched or {_day(earlier), _day(row.earlier_at)} & days
        ):
            yield "earlier_at", earlier
    lifted = duty.lifted
    if lifted is not None:
        is_over = lifted.effect is ExceptionEffect.NOT_APPLICABLE
        if is_over and (touched or local_day(lifted.at) in days):
            yield "not_applicable_at", lifted.at
            yield "not_applicable_reason", NO_OBJECT
            yield from _met(None, happened, row)
        return
    met = duty.satisfied_at
    is_alike = is_met_alike(duty, kept(row, rule_of(row)))
    if not is_alike and (touched or {_day(met), _day(row.satisfied_at)} & days):
        yield from _met(met, happened, row)


def _earlier(row: Obligation, duty: Duty, happened: Iterable[Event]) -> datetime | None:
    """Return the event that brings the deadline forward to the day it is reckoned to fall."""
    if duty.due is None:
        return None
    rule, start = rule_of(row), local_day(row.trigger_at)
    return next(
        (
            event.at
            for event in happened
            if event.kind is rule.or_earlier and start < local_day(event.at) == duty.due.on
        ),
        None,
    )


def _met(
    met: datetime | None, happened: Iterable[Event], row: Obligation
) -> Iterator[tuple[str, Any]]:
    """Yield when the deadline was met, and by what as far as its event says."""
    kind: str = ""
    public_id: UUID | None = None
    if met is not None:
        by = (e.key for e in happened if e.kind is rule_of(row).satisfied_by and e.at == met)
        kind, _, number = next((key for key in by if key), "").partition(":")
        kind, public_id = (kind, UUID(number)) if number else (row.about_kind, row.about_id)
    yield "satisfied_at", met
    yield "satisfied_by_kind", kind
    yield "satisfied_by_id", public_id


def _day(moment: datetime | None) -> date | None:
    return local_day(moment) if moment else None
