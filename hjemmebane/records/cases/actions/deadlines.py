"""What starts and closes the obligations of a case: the catalogue says which, by event and day."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import Min

from hjemmebane import catalogue, clock
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.agenda.actions import (
    TOLD_LATE,
    except_obligation,
    satisfy,
    set_not_applicable,
    settle_late,
    start_obligation,
)
from hjemmebane.records.agenda.models import Obligation, ObligationQuerySet
from hjemmebane.records.cases.models import Case
from hjemmebane.records.cases.models.case import NO_DUE
from hjemmebane.records.cases.queries.happened import cases_told


def start_for(
    event: EventKind,
    *,
    by: Actor,
    case: Case,
    about: tuple[str, UUID],
    on: date,
    responsible: User | None,
    chosen_on: date | None = None,
    measure: str = "",
) -> list[Obligation]:
    """Start and return the obligations the event brings with it.

    A chosen day is for the law's own rule.

    `measure` is the kind of help it is about, for rules that hold for some kinds only.
    """
    happened = _happened(case, event)
    rules = catalogue.current().rules_started_by(event, on, measure=measure, happened=happened)
    started = []
    for rule in rules:
        needs_choice = rule.length.count is None
        if needs_choice and chosen_on is None:
            continue
        obligation = start_obligation(
            by=by,
            dossier=case.dossier,
            rule_key=rule.key,
            trigger_at=clock.midnight(on),
            about=about,
            person=case.child,
            responsible=responsible,
            chosen_due_at=clock.midnight(chosen_on) if needs_choice and chosen_on else None,
        )
        started.append(obligation)
    return started


def _happened(case: Case, event: EventKind) -> dict[EventKind, date]:
    """Return when what rules begun by an event presuppose last happened in the case."""
    current = catalogue.current()
    begun = (rule for rule in current.rules if rule.trigger is event)
    wanted = {rule.only_after for rule in begun if rule.only_after}
    if not wanted:
        return {}
    rows = case.noted_events.filter(kind__in=wanted)
    told: list[tuple[EventKind | None, date]]
    told = [(EventKind(row.kind), row.happened_on) for row in rows]
    for key, day in case.measures.values_list("measure_key", "started_on"):
        told.append((current.measure(key).on_start, day))
    for key, day in case.decisions.values_list("measure_key", "decided_on"):
        told.append((current.measure(key).on_decision, day))
    ordered = sorted(told, key=lambda one: one[1])
    return {kind: day for kind, day in ordered if kind in wanted}


def close_for(
    event: EventKind,
    *,
    by: Actor,
    case: Case,
    with_: tuple[str, UUID],
    on: date,
    about: tuple[str, UUID] | None = None,
) -> None:
    """Close each open obligation of the case that the event satisfies."""
    satisfy(
        by=by,
        dossier=case.dossier,
        rule_keys=catalogue.current().rules_closed_by(event),
        at=clock.midnight(on),
        with_=with_,
        about=about,
        event=event,
    )


@action("case.refresh_next_due")
def refresh_next_due(
    *,
    by: Actor,
    case: Case,
    told: Iterable[date] = (),
    begun: Iterable[Obligation] | None = None,
) -> Case:
    """Reckon the case's next deadline again; the only place that writes the cache.

    `told`: the days of what was just told. What happened on a day that is gone may have been
    overtaken by what was told before it: then the deadlines it touches are settled anew.
    `begun`: the deadlines of a case that has just opened, which can have no others.
    """
    settle_days(by, case, told, TOLD_LATE)
    if begun is None:
        dues = list(open_obligations(case.dossier).ours().values_list("due_at", flat=True))
    else:
        others = catalogue.current().keys_of_others
        dues = [row.due_at for row in begun if row.rule_key not in others]
    case.next_due_at = min(dues, default=NO_DUE)
    case.save(update_fields=["next_due_at"])
    log(by=by, about=case)
    return case


def settle_days(by: Actor, case: Case, days: Iterable[date], reason: str) -> None:
    """Settle what something told of days that are gone touches: late, or corrected.

    Of a correction it is the day the event had, and the day it has.
    """
    today = clock.today()
    gone = {day for day in days if day < today}
    if gone:
        events = [event for _, event in cases_told((case.dossier_id,), today)]
        settle_late(by=by, dossier=case.dossier, events=events, days=gone, reason=reason)


@action("case.refresh_all_next_due")
def refresh_all_next_due(*, by: Actor, unit: Unit) -> int:
    """Reckon anew the next deadline of a unit's open cases that stands wrong; return how many.

    A nightly job: the cache is right by the actions that write it, and this proves it.
    """
    cases = Case.objects.filter(dossier__unit=unit, closed_at__isnull=True)
    first = dict(
        Obligation.objects.unsettled()
        .ours()
        .filter(dossier__case__in=cases)
        .order_by()
        .values_list("dossier_id")
        .annotate(Min("due_at"))
    )
    wrong = [case for case in cases if case.next_due_at != first.get(case.dossier_id, NO_DUE)]
    for case in wrong:
        refresh_next_due(by=by, case=case)
    log(by=by, about=unit, facts={"corrected": len(wrong)})
    return len(wrong)


def open_obligations(dossier: Dossier) -> ObligationQuerySet:
    """Return the obligations of a dossier where something is still to be done."""
    return Obligation.objects.unsettled().filter(dossier=dossier)


def lift(
    by: Actor,
    rows: Iterable[Obligation],
    exception: ExceptionKind,
    reason: str,
    on: date | None = None,
) -> None:
    """Lift duties by the rule's own exception, or as without object where the rule has none.

    `on` is the day it came true, where that is not the moment it is written down.
    """
    for row in rows:
        rule = catalogue.current().rule(row.rule_key, row.rule_version)
        at = max(clock.midnight(on), row.trigger_at) if on else None
        if rule.exception(exception) is None:
            set_not_applicable(by=by, obligation=row, reason=reason, at=at)
        else:
            except_obligation(by=by, obligation=row, exception=exception, reason=reason, at=at)
