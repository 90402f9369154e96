"""Noting what happened in a case where no other page does, and the birthdays the law looks at."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.noted_events import DAYS_LOOKED_BACK, birthdays_between, noted_kinds
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.visits import visit_anchors
from hjemmebane.records.access.acting import Actor, action, log, refuse_twin
from hjemmebane.records.access.models import Unit as OrgUnit
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import TOLD_LATE, again, start_obligation
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.actions.deadlines import close_for, refresh_next_due, start_for
from hjemmebane.records.cases.actions.guards import require_case_work, require_day, require_short
from hjemmebane.records.cases.models import Case, NotedEvent
from hjemmebane.records.cases.queries.options import adviser_of


@dataclass(frozen=True, slots=True)
class EventText:
    """What happened, when, and the day chosen where the law sets none."""

    kind: EventKind
    happened_on: date
    chosen_on: date | None = None
    measure_key: str = ""
    text: str = ""


@action("case.note_event")
def note_event(*, by: Actor, case: Case, text: EventText) -> NotedEvent:
    """Note an event; the deadlines it begins and meets follow from the rules in use.

    Raises Refused `event_not_noted_here`, `event_told_already`, `next_date_missing` where a day
    must be chosen, and `next_not_after` for one that lies before what it follows.
    """
    name = "case.note_event"
    require_case_work(name, case, by)
    require_short(name, text.text)
    require_day(name, text.happened_on, case.child)
    _require_known(name, text)
    _require_news(name, case, text)
    said = {
        "kind": text.kind,
        "happened_on": text.happened_on,
        "chosen_on": text.chosen_on,
        "measure_key": text.measure_key,
        "text": text.text,
    }
    refuse_twin(name, NotedEvent.objects.filter(case=case, **said))
    row = NotedEvent.objects.create(
        case=case,
        **said,
        noted_by=by if isinstance(by, User) else None,
        noted_at=clock.now(),
    )
    about = ("noted_event", row.public_id)
    close_for(text.kind, by=by, case=case, with_=about, on=text.happened_on)
    start_for(
        text.kind,
        by=by,
        case=case,
        about=about,
        on=text.happened_on,
        responsible=adviser_of(case),
        chosen_on=text.chosen_on,
        measure=text.measure_key,
    )
    _count_visits(by, case, row)
    log(by=by, about=row, facts={"kind": text.kind, "on": text.happened_on})
    refresh_next_due(by=by, case=case, told=[text.happened_on])
    return row


def _require_known(name: str, text: EventText) -> None:
    current = catalogue.current()
    if text.kind not in noted_kinds(current.rules):
        raise Refused(name, "event_not_noted_here")
    if text.measure_key and text.measure_key not in current.measures:
        raise Refused(name, "unknown_measure")
    begun = current.rules_started_by(text.kind, text.happened_on, measure=text.measure_key)
    units = {rule.length.unit for rule in begun}
    if units == {Unit.CASE} and text.chosen_on is None:
        raise Refused(name, "next_date_missing")
    if text.chosen_on is not None and text.chosen_on <= text.happened_on:
        raise Refused(name, "next_not_after")


def _require_news(name: str, case: Case, text: EventText) -> None:
    """Refuse what a decision or a measure of the case has told of that day already."""
    measures = catalogue.current().measures
    begun = {key for key, kind in measures.items() if kind.on_start is text.kind}
    decided = {key for key, kind in measures.items() if kind.on_decision is text.kind}
    on = text.happened_on
    if (
        case.measures.filter(measure_key__in=begun, started_on=on).exists()
        or case.decisions.filter(measure_key__in=decided, decided_on=on).exists()
    ):
        raise Refused(name, "event_told_already")


def _count_visits(by: Actor, case: Case, row: NotedEvent) -> None:
    """Let a visit fill the twelve months it falls in, and begin those that follow."""
    rules = [rule for rule in catalogue.current().rules if rule.satisfied_by == row.kind]
    for rule in rules:
        if rule.length.unit is not Unit.VISITS_PER_YEAR:
            continue
        visits = case.noted_events.filter(kind=row.kind).order_by("happened_on", "pk")
        held = [clock.midnight(visit.happened_on) for visit in visits]
        for first, until in _begun(case, rule.key):
            own = [day for day in held if first.trigger_at <= day and (not until or day <= until)]
            for anchor, met in visit_anchors(first.trigger_at, own, rule.length.count or 0):
                _fill(by, case, first, anchor, met, row)


def _begun(case: Case, rule_key: str) -> list[tuple[Obligation, datetime | None]]:
    """Return the first duty of each thing visits are counted for, and when that thing ended."""
    rows = Obligation.objects.current().filter(dossier=case.dossier, rule_key=rule_key)
    things: dict[UUID, list[Obligation]] = {}
    for found in rows.order_by("trigger_at", "pk"):
        things.setdefault(found.about_id, []).append(found)
    return [
        (own[0], min((one.not_applicable_at for one in own if one.not_applicable_at), default=None))
        for own in things.values()
    ]


def _fill(
    by: Actor,
    case: Case,
    first: Obligation,
    anchor: datetime,
    met: datetime | None,
    row: NotedEvent,
) -> None:
    """Begin the twelve months, or find them, and write which visit filled them."""
    duty = start_obligation(
        by=by,
        dossier=case.dossier,
        rule_key=first.rule_key,
        trigger_at=anchor,
        about=(first.about_kind, first.about_id),
        person=case.child,
        responsible=first.responsible,
    )
    while duty.superseded_by is not None:
        duty = duty.superseded_by
    if met == duty.satisfied_at or duty.not_applicable_at is not None:
        return
    by_what: dict[str, Any] = {"satisfied_by_kind": "noted_event", "satisfied_by_id": row.public_id}
    if met is None:
        by_what = {"satisfied_by_kind": "", "satisfied_by_id": None}
    if duty.satisfied_at is not None:
        # A visit told late filled them earlier, or others: what stood is kept in the row before.
        again(duty, satisfied_at=met, corrected_reason=TOLD_LATE, **by_what)
        return
    for name, value in {"satisfied_at": met, **by_what}.items():
        setattr(duty, name, value)
    duty.save(update_fields=["satisfied_at", *by_what])


@action("case.note_birthdays")
def note_birthdays(*, by: Actor, unit: OrgUnit) -> int:
    """Begin what birthdays of the last days begin in a unit's open cases; return how many.

    A daily job: told again within the week, so that a day it did not run is caught up with.
    """
    today, found = clock.today(), 0
    after = today - timedelta(DAYS_LOOKED_BACK)
    cases = Case.objects.filter(dossier__unit=unit, closed_at__isnull=True)
    for case in cases.select_related("child", "dossier").iterator(chunk_size=500):
        if case.child.born_on is None:
            continue
        for event, day in birthdays_between(case.child.born_on, after, today):
            about = ("person", case.child.public_id)
            start_for(event, by=by, case=case, about=about, on=day, responsible=adviser_of(case))
            refresh_next_due(by=by, case=case)
            found += 1
    log(by=by, about=unit, facts={"birthdays": found})
    return found
