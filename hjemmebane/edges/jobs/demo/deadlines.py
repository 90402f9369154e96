"""Obligations as the agenda writes them: due moments by the domain's function and the catalogue."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.case_closing import LAPSED, Fate, Settled, Settlement, fate_of
from hjemmebane.domain.deadlines import (
    DeadlineRule,
    Due,
    ExceptionEffect,
    ExceptionKind,
    Moment,
    due_at,
)
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.town import Town

About = tuple[str, UUID]
# What an exception of these kinds says was so when the clock started.
TRUE_FROM_THE_START = frozenset({ExceptionKind.ANONYMOUS, ExceptionKind.PLAN_NOT_NEEDED})


def start_for(
    town: Town,
    event: EventKind,
    *,
    dossier: Row,
    about: About,
    on: date,
    created_at: datetime,
    person_id: int | None = None,
    responsible: Row | None = None,
    chosen_on: date | None = None,
    measure: str = "",
) -> None:
    """Start each obligation an event of a case brings with it."""
    for rule in town.law.rules_started_by(event, on, measure=measure):
        needs_choice = rule.length.count is None
        if needs_choice and chosen_on is None:
            continue
        start(
            town,
            rule,
            dossier=dossier,
            about=about,
            trigger_at=clock.midnight(on),
            created_at=created_at,
            person_id=person_id,
            responsible=responsible,
            chosen_on=chosen_on if needs_choice else None,
        )


def start(
    town: Town,
    rule: DeadlineRule,
    *,
    dossier: Row,
    about: About,
    trigger_at: datetime,
    created_at: datetime,
    **more: Any,
) -> Row:
    """Start one obligation under a rule."""
    responsible = more.get("responsible")
    chosen_on = more.get("chosen_on")
    due = _reckon(town, rule, {rule.trigger: trigger_at}, chosen_on)
    row = town.book.add(
        "agenda.Obligation",
        dossier_id=dossier["id"],
        rule_key=rule.key,
        rule_version=rule.version,
        about_kind=about[0],
        about_id=about[1],
        person_id=more.get("person_id"),
        trigger_kind=rule.trigger,
        trigger_at=trigger_at,
        earlier_at=None,
        chosen_on=chosen_on,
        due_at=due.at,
        is_whole_day=due.is_whole_day,
        responsible_id=responsible["id"] if responsible else None,
        satisfied_at=None,
        satisfied_by_kind="",
        satisfied_by_id=None,
        exception="",
        exception_at=None,
        exception_reason="",
        not_applicable_reason="",
        not_applicable_at=None,
        moved_to=None,
        moved_kind="",
        moved_reason="",
        corrected_reason="",
        generation=1,
        superseded_by_id=None,
        created_at=created_at,
    )
    town.duties[dossier["id"]].append(row)
    return row


def start_by_key(town: Town, key: str, *, trigger_at: datetime, **more: Any) -> Row:
    """Start one obligation under the version of a rule that held on the trigger's day."""
    rule = town.law.rule_on(key, local_day(trigger_at))
    return start(town, rule, trigger_at=trigger_at, created_at=trigger_at, **more)


def close_for(
    town: Town,
    event: EventKind,
    *,
    dossier: Row,
    with_: About,
    at: datetime,
    about: About | None = None,
) -> None:
    """Close the open obligations that an event satisfies, and bring forward those it moves."""
    for row in unsettled(town, dossier):
        rule = rule_of(town, row)
        is_about = about is None or (row["about_kind"], row["about_id"]) == about
        is_same = rule.trigger is rule.satisfied_by and row["trigger_at"] == at
        began_after = row["trigger_at"] > at or is_same
        if rule.satisfied_by is event and is_about and not began_after:
            row.update(satisfied_at=at, satisfied_by_kind=with_[0], satisfied_by_id=with_[1])
    _bring_forward(town, dossier, event, at)


def _bring_forward(town: Town, dossier: Row, event: EventKind, at: datetime) -> None:
    for row in unsettled(town, dossier):
        rule = rule_of(town, row)
        if row["earlier_at"] is not None or rule.or_earlier is not event:
            continue
        moments: dict[EventKind, Moment] = {rule.trigger: row["trigger_at"], event: at}
        due = _reckon(town, rule, moments, row["chosen_on"])
        if due.moved_by is not None:
            values = {key: row[key] for key in row if key not in {"id", "public_id"}}
            values |= {"earlier_at": at, "due_at": due.at, "generation": row["generation"] + 1}
            fresh = town.book.add("agenda.Obligation", **values | {"created_at": at})
            row["superseded_by_id"] = fresh["id"]
            town.duties[dossier["id"]].append(fresh)


def lift(town: Town, row: Row, kind: ExceptionKind, reason: str, at: datetime) -> None:
    """Lift a duty by the rule's own exception, or as without object where the rule has none."""
    known = rule_of(town, row).exception(kind)
    if known is None:
        row.update(not_applicable_reason=reason, not_applicable_at=at)
        return
    since = row["trigger_at"] if kind in TRUE_FROM_THE_START else at
    row.update(exception=kind, exception_at=since, exception_reason=reason)
    if known.effect is ExceptionEffect.NOT_APPLICABLE:
        row.update(not_applicable_reason=known.title, not_applicable_at=since)


def settle_at_closing(town: Town, dossier: Row, at: datetime) -> None:
    """Say of each deadline still open in a case that closes that it is not needed any more."""
    why = {Fate.LAPSE: LAPSED, Fate.SETTLE: Settled(Settlement.NO_NEED).reason}
    for row in unsettled(town, dossier):
        fate = fate_of(rule_of(town, row))
        if fate in why:
            lift(town, row, ExceptionKind.MEASURES_ENDED, why[fate], at)


def unsettled(town: Town, dossier: Row) -> list[Row]:
    """Return the current rows of a dossier where something is still to be done."""
    return [
        row
        for row in town.duties[dossier["id"]]
        if row["satisfied_at"] is None
        and row["superseded_by_id"] is None
        and not row["not_applicable_reason"]
    ]


def next_due(town: Town, dossier: Row) -> datetime | None:
    """Return the moment the municipality's next obligation of a dossier falls due."""
    others = town.law.keys_of_others
    own = (row for row in unsettled(town, dossier) if row["rule_key"] not in others)
    return min((row["due_at"] for row in own), default=None)


def rule_of(town: Town, row: Row) -> DeadlineRule:
    """Return the version of the rule an obligation stands under."""
    return town.law.rule(row["rule_key"], row["rule_version"])


def _reckon(
    town: Town, rule: DeadlineRule, moments: dict[EventKind, Moment], chosen_on: date | None
) -> Due:
    return due_at(rule, moments, town.calendar, chosen_on=chosen_on)
