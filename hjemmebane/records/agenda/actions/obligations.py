"""Starting, closing, excepting and re-reckoning obligations with the domain's own functions."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import (
    DeadlineRule,
    Due,
    ExceptionEffect,
    ExceptionKind,
    NextDateRequiredError,
    due_at,
)
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log, make_or_find
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.actions.guards import require_unsettled
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.reckoning import moved_due
from hjemmebane.records.people.models import Person

# What an exception of these kinds says was so when the clock started, whenever it is written.
TRUE_FROM_THE_START = frozenset({ExceptionKind.ANONYMOUS, ExceptionKind.PLAN_NOT_NEEDED})


@action("obligation.start")
def start_obligation(
    *,
    by: Actor,
    dossier: Dossier,
    rule_key: str,
    trigger_at: datetime,
    about: tuple[str, UUID],
    person: Person | None = None,
    responsible: User | None = None,
    chosen_due_at: datetime | date | None = None,
) -> Obligation:
    """Start an obligation under the rule's version of the trigger day; the same twice is one.

    Raises Refused `next_date_missing` where the law leaves the day to a choice and none is made,
    `date_out_of_reach` for a day no calendar reaches.
    """
    rule = catalogue.current().rule_on(rule_key, local_day(trigger_at))
    chosen_on = local_day(chosen_due_at) if chosen_due_at else None
    due = _reckon(rule, {rule.trigger: trigger_at}, chosen_on)
    about_kind, about_id = about
    row, is_new = make_or_find(
        Obligation,
        {
            "dossier": dossier,
            "rule_key": rule.key,
            "about_kind": about_kind,
            "about_id": about_id,
            "trigger_at": trigger_at,
            "generation": 1,
        },
        rule_version=rule.version,
        trigger_kind=rule.trigger,
        person=person,
        responsible=responsible,
        chosen_on=chosen_on,
        due_at=due.at,
        is_whole_day=due.is_whole_day,
        created_at=clock.now(),
    )
    facts = {"rule": rule.key, "version": rule.version, "due_at": due.at, "is_new": is_new}
    log(by=by, about=row, facts=facts)
    return row


@action("obligation.satisfy")
def satisfy(
    *,
    by: Actor,
    dossier: Dossier,
    rule_keys: Iterable[str],
    at: datetime,
    with_: tuple[str, UUID],
    about: tuple[str, UUID] | None = None,
    person: Person | None = None,
    event: EventKind | None = None,
) -> int:
    """Close the open obligations of some rules with what fulfilled them; return how many.

    What came before a duty began cannot meet it. The same event brings forward the deadlines that
    name it as the earlier one (rule F3), whether it closes anything or not.
    """
    keys = frozenset(rule_keys)
    rows = Obligation.objects.unsettled().filter(dossier=dossier, rule_key__in=keys)
    if about is not None:
        rows = rows.filter(about_kind=about[0], about_id=about[1])
    if person is not None:
        rows = rows.filter(person=person)
    met = [row for row in rows if not _began_after(row, at)]
    kind, public_id = with_
    Obligation.objects.filter(pk__in=[row.pk for row in met]).update(
        satisfied_at=at, satisfied_by_kind=kind, satisfied_by_id=public_id
    )
    events = {_rule(row).satisfied_by for row in met} | ({event} if event else set())
    moved = _bring_forward(by, dossier, events, at)
    ids = [row.public_id for row in met]
    log(by=by, about=dossier, facts={"met": ids, "moved": moved, "with": [kind, public_id]})
    return len(met)


def _began_after(row: Obligation, at: datetime) -> bool:
    """Return whether the row began after the event that would close it, or with that event."""
    rule = _rule(row)
    is_same = rule.trigger is rule.satisfied_by and row.trigger_at == at
    return row.trigger_at > at or is_same


def _bring_forward(by: Actor, dossier: Dossier, events: set[EventKind], at: datetime) -> list[UUID]:
    moved = []
    for row in Obligation.objects.unsettled().filter(dossier=dossier, earlier_at__isnull=True):
        rule = _rule(row)
        if rule.or_earlier not in events or rule.or_earlier is None:
            continue
        moments = {rule.trigger: row.trigger_at, rule.or_earlier: at}
        if _reckon(rule, moments, row.chosen_on).moved_by is not None:
            moved.append(supersede(by=by, obligation=row, earlier_at=at).public_id)
    return moved


@action("obligation.supersede")
def supersede(
    *,
    by: Actor,
    obligation: Obligation,
    earlier_at: datetime | None = None,
    chosen_on: date | None = None,
    version: int | None = None,
    reason: str = "",
) -> Obligation:
    """Reckon an obligation again in a row of its own; the old row stays as it was.

    `version` moves it to a newer version of its rule; without one it stays under its own.
    """
    hold(obligation)
    require_unsettled("obligation.supersede", obligation)
    rule = catalogue.current().rule(obligation.rule_key, version or obligation.rule_version)
    fresh = again(
        obligation,
        rule_version=rule.version,
        earlier_at=earlier_at or obligation.earlier_at,
        chosen_on=chosen_on or obligation.chosen_on,
    )
    facts = {"replaces": obligation.public_id, "was_due_at": obligation.due_at}
    facts |= {"due_at": fresh.due_at}
    facts |= {"version": rule.version} if rule.version != obligation.rule_version else {}
    log(by=by, about=fresh, reason=reason, facts=facts)
    return fresh


def again(obligation: Obligation, **changed: Any) -> Obligation:
    """Write an obligation as it stands now in a row of the next generation, reckoned anew."""
    fresh = Obligation(
        **{name: getattr(obligation, name) for name in KEPT},
        generation=obligation.generation + 1,
        created_at=clock.now(),
    )
    for name, value in changed.items():
        setattr(fresh, name, value)
    due = due_of_row(fresh)
    fresh.due_at, fresh.is_whole_day = due.at, due.is_whole_day
    fresh.save()
    obligation.superseded_by = fresh
    obligation.save(update_fields=["superseded_by"])
    return fresh


def due_of_row(row: Obligation) -> Due:
    """Return when a row falls due by its own facts; refuse what cannot be reckoned."""
    rule = _rule(row)
    moments: dict[EventKind, datetime] = {rule.trigger: row.trigger_at}
    if row.earlier_at is not None and rule.or_earlier is not None:
        moments[rule.or_earlier] = row.earlier_at
    due = _reckon(rule, moments, row.chosen_on)
    return moved_due(row, due)


# What a later reckoning of the same duty takes over from the row before it.
KEPT = (
    *("dossier_id", "rule_key", "rule_version", "about_kind", "about_id", "person_id"),
    *("trigger_kind", "trigger_at", "earlier_at", "chosen_on", "responsible_id"),
    *("satisfied_at", "satisfied_by_kind", "satisfied_by_id"),
    *("exception", "exception_at", "exception_reason"),
    *("not_applicable_reason", "not_applicable_at"),
    *("moved_to", "moved_kind", "moved_reason", "corrected_reason"),
)


@action("obligation.except")
def except_obligation(
    *,
    by: Actor,
    obligation: Obligation,
    exception: ExceptionKind,
    reason: str = "",
    at: datetime | None = None,
) -> Obligation:
    """Note an exception the rule knows; raises Refused `exception_unknown` for any other."""
    hold(obligation)
    require_unsettled("obligation.except", obligation)
    known = _rule(obligation).exception(exception)
    if known is None:
        raise Refused("obligation.except", "exception_unknown")
    start = obligation.trigger_at if exception in TRUE_FROM_THE_START else clock.now()
    obligation.exception = exception
    obligation.exception_at = at or start
    obligation.exception_reason = reason
    if known.effect is ExceptionEffect.NOT_APPLICABLE:
        obligation.not_applicable_reason = known.title
        obligation.not_applicable_at = obligation.exception_at
    obligation.save(
        update_fields=[
            "exception",
            "exception_at",
            "exception_reason",
            "not_applicable_reason",
            "not_applicable_at",
        ]
    )
    log(by=by, about=obligation, facts={"exception": exception})
    return obligation


@action("obligation.set_not_applicable")
def set_not_applicable(
    *, by: Actor, obligation: Obligation, reason: str, at: datetime | None = None
) -> Obligation:
    """Lift a duty that has lost its object; what was late before stays seen as late."""
    hold(obligation)
    require_unsettled("obligation.set_not_applicable", obligation)
    if not reason.strip():
        raise Refused("obligation.set_not_applicable", "reason_missing")
    obligation.not_applicable_reason = reason
    obligation.not_applicable_at = at or clock.now()
    obligation.save(update_fields=["not_applicable_reason", "not_applicable_at"])
    log(by=by, about=obligation, facts={"rule": obligation.rule_key})
    return obligation


@action("obligation.hand_on")
def hand_obligation_on(*, by: Actor, obligation: Obligation, responsible: User) -> Obligation:
    """Let another worker answer for an obligation; its day stays."""
    obligation.responsible = responsible
    obligation.save(update_fields=["responsible"])
    log(by=by, about=obligation, facts={"responsible": responsible.public_id})
    return obligation


def _rule(row: Obligation) -> DeadlineRule:
    return catalogue.current().rule(row.rule_key, row.rule_version)


def _reckon(rule: DeadlineRule, moments: dict[EventKind, datetime], chosen_on: date | None) -> Due:
    try:
        return due_at(rule, dict(moments), catalogue.current_calendar(), chosen_on=chosen_on)
    except NextDateRequiredError as missing:
        raise Refused("obligation.start", "next_date_missing") from missing
    except (ValueError, OverflowError) as far:
        raise Refused("obligation.start", "date_out_of_reach") from far
