"""What the cases themselves say happened: the events that duties are reckoned from anew.

Read from the case's own rows, never from the deadlines kept beside them.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import PlanChange, ScreeningOutcome
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.duties import Event
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.noted_events import DAYS_LOOKED_BACK, birthdays_between
from hjemmebane.domain.regime import Regime
from hjemmebane.records.cases.models import (
    ActionPlan,
    Assessment,
    Case,
    Complaint,
    Decision,
    FollowUp,
    Measure,
    NotedEvent,
    PlanRevision,
)
from hjemmebane.records.cases.queries.options import is_committees

Told = Iterator[tuple[int, Event]]


def cases_told(dossiers: Collection[int], today: date) -> Told:
    """Return what happened in the cases of some dossiers, in ten queries."""
    yield from _cases(dossiers, today)
    yield from _assessments(dossiers)
    yield from _decisions(dossiers)
    yield from _help(dossiers)
    yield from _complaints(dossiers)
    yield from _plans(dossiers)
    noted = _rows(
        NotedEvent, dossiers, "public_id", "kind", "happened_on", "chosen_on", "measure_key"
    )
    for dossier, public_id, kind, on, chosen_on, measure in noted:
        event = _on(EventKind(kind), on, public_id, measure, f"noted_event:{public_id}")
        yield dossier, event._replace(chosen_on=chosen_on)


def _on(
    kind: EventKind | None, on: date, about: object = "", measure: str = "", key: str = ""
) -> Event:
    """Return an event of a day, about a thing and with a help; `key` names the row that tells."""
    bases = catalogue.current().measure(measure).basis if measure else ()
    return Event(kind, clock.midnight(on), str(about), measure=measure, bases=bases, key=key)


def _lift(on: date, only: object, exception: ExceptionKind) -> Event:
    return Event(None, clock.midnight(on), only=str(only), exception=exception)


def _rows(model: Any, dossiers: Collection[int], *columns: str) -> Iterator[tuple[Any, ...]]:
    rows = model.objects.filter(case__dossier_id__in=dossiers)
    yield from rows.order_by("pk").values_list("case__dossier_id", *columns)


def _cases(dossiers: Collection[int], today: date) -> Told:
    columns = ("dossier_id", "public_id", "aware_on", "opened_at", "closed_at")
    screening = ("screening__outcome", "screening__decided_at")
    child = ("child__public_id", "child__born_on")
    rows = Case.objects.filter(dossier_id__in=dossiers).values_list(*columns, *screening, *child)
    for dossier, about, aware_on, opened_at, closed_at, outcome, decided_at, child_id, born in rows:
        yield dossier, _on(EventKind.BECAME_AWARE, aware_on, about)
        if outcome == ScreeningOutcome.NOTHING_MORE and decided_at is not None:
            lift = ExceptionKind.MEASURES_ENDED
            yield dossier, Event(None, decided_at, only=str(about), exception=lift)
        until = local_day(closed_at) if closed_at else today
        after = local_day(opened_at) - timedelta(DAYS_LOOKED_BACK)
        for kind, day in birthdays_between(born, after, until) if born else ():
            yield dossier, _on(kind, day, child_id)


def _assessments(dossiers: Collection[int]) -> Told:
    rows = _rows(Assessment, dossiers, "public_id", "finished_on", "provisional_on")
    for dossier, public_id, finished_on, provisional_on in rows:
        if finished_on is not None:
            key = f"assessment:{public_id}"
            yield dossier, _on(EventKind.ASSESSMENT_FINISHED, finished_on, key=key)
        if provisional_on is not None:
            kind = ExceptionKind.PROVISIONAL_ASSESSMENT
            yield dossier, _lift(provisional_on, "", kind)


def _plans(dossiers: Collection[int]) -> Told:
    """Return the plans made, and the days one was changed to take in a new decision."""
    for dossier, plan, on in _rows(ActionPlan, dossiers, "public_id", "made_on"):
        yield dossier, _on(EventKind.PLAN_MADE, on, key=f"action_plan:{plan}")
    taken_in = PlanRevision.objects.filter(
        plan__case__dossier_id__in=dossiers, why=PlanChange.DECISION
    )
    columns = ("plan__case__dossier_id", "plan__public_id", "revised_on")
    for dossier, plan, on in taken_in.order_by("pk").values_list(*columns):
        yield dossier, _on(EventKind.PLAN_MADE, on, key=f"action_plan:{plan}")


def _decisions(dossiers: Collection[int]) -> Told:
    columns = (
        "public_id",
        "decided_on",
        "measure_key",
        "is_plan_needed",
        "plan_id",
        "is_before_plan",
    )
    rows = _rows(Decision, dossiers, *columns, "notified_at", "declined_at")
    current = catalogue.current()
    for dossier, public_id, on, measure, is_plan_needed, plan, in_haste, notified_at, no_at in rows:
        made = _on(EventKind.DECISION_MADE, on, public_id, measure, f"decision:{public_id}")
        yield dossier, made
        if is_plan_needed is False:
            yield dossier, _lift(on, public_id, ExceptionKind.PLAN_NOT_NEEDED)
        if plan is not None:
            yield dossier, _on(EventKind.PLAN_MADE, on)._replace(only=str(public_id))
        if no_at is not None:
            yield dossier, _lift(local_day(no_at), public_id, ExceptionKind.MEASURES_ENDED)
        if in_haste:
            yield dossier, made._replace(kind=EventKind.URGENT_DECISION_MADE)
        kind = current.measure(measure)
        if kind.on_decision is not None:
            yield dossier, made._replace(kind=kind.on_decision)
        is_decided = any(current.basis(key).needs_decision for key in kind.basis)
        if notified_at is not None and is_decided:
            yield dossier, made._replace(kind=EventKind.DECISION_NOTIFIED, at=notified_at)


def _help(dossiers: Collection[int]) -> Told:
    """Return the measures begun and ended and the follow-ups held, and what their ends lift."""
    measures: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    columns = ("public_id", "started_on", "ended_on", "measure_key", "chosen_on")
    for dossier, *row in _rows(Measure, dossiers, *columns):
        measures[dossier].append(tuple(row))
        yield from ((dossier, event) for event in _measure(*row))
    held: dict[int, list[tuple[Any, date]]] = defaultdict(list)
    rows = FollowUp.objects.filter(closed_at__isnull=False, case__dossier_id__in=dossiers)
    held_columns = ("case__dossier_id", "public_id", "held_on", "next_on")
    for dossier, public_id, held_on, next_on in rows.order_by("pk").values_list(*held_columns):
        held[dossier].append((public_id, held_on))
        key = f"follow_up:{public_id}"
        event = _on(EventKind.FOLLOW_UP_HELD, held_on, public_id, key=key)
        yield dossier, event._replace(chosen_on=next_on)
    for dossier, ran in measures.items():
        for day in _days_without_help([(start, end) for _, start, end, *_ in ran]):
            for public_id, held_on in held[dossier]:
                if held_on <= day:
                    yield dossier, _lift(day, public_id, ExceptionKind.MEASURES_ENDED)


def _measure(
    public_id: object, start: date, end: date | None, measure: str, chosen_on: date | None
) -> Iterator[Event]:
    begun = _on(EventKind.MEASURE_STARTED, start, public_id, measure)
    yield begun
    kind = catalogue.current().measure(measure)
    if kind.on_start is not None:
        yield begun._replace(kind=kind.on_start, chosen_on=chosen_on)
    if end is not None:
        yield _lift(end, public_id, ExceptionKind.MEASURES_ENDED)


def _days_without_help(ran: list[tuple[date, date | None]]) -> list[date]:
    """Return the days a measure ended and no other ran on."""
    return sorted(
        {
            end
            for _, end in ran
            if end is not None
            and not any(start <= end and (last is None or last > end) for start, last in ran)
        }
    )


def _complaints(dossiers: Collection[int]) -> Told:
    rows = _rows(
        Complaint,
        dossiers,
        *("public_id", "decision__public_id", "decision__measure_key", "decision__law"),
        *("received_on", "outcome", "outcome_on"),
    )
    for dossier, public_id, decision, measure, law, received_on, outcome, outcome_on in rows:
        lodged = _on(EventKind.COMPLAINT_LODGED, received_on)
        yield dossier, lodged._replace(only=str(decision))
        yield dossier, _on(EventKind.COMPLAINT_RECEIVED, received_on, public_id, measure)
        if is_committees(measure, Regime(law)):
            yield dossier, _lift(received_on, public_id, ExceptionKind.COMMITTEE_DECISION)
        if outcome and outcome_on is not None:
            yield dossier, _on(EventKind.REASSESSED, outcome_on)._replace(only=str(public_id))
