"""One obligation opened: rule, source, events, sum, what closes it, and how it has changed."""

from dataclasses import dataclass
from datetime import datetime

from hjemmebane import catalogue
from hjemmebane.domain.explanation import Beside, EventNote, Explanation, explain
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.obligations import (
    ObligationRow,
    get_obligation,
    obligation_rows,
)
from hjemmebane.records.agenda.queries.reckoning import reckoned_due, rule_of


@dataclass(frozen=True, slots=True)
class ObligationPage:
    """Everything the page of an obligation shows."""

    row: ObligationRow
    explanation: Explanation
    earlier: tuple[ObligationRow, ...]
    beside: tuple[ObligationRow, ...]


def explain_obligation(public_id: object, user: User, now: datetime) -> ObligationPage:
    """Return an obligation opened to its reasons; raise NotVisible outside the reader's reach."""
    row = get_obligation(public_id, user)
    beside = _beside(row)
    clocks = [Beside(rule_of(other), reckoned_due(other)) for other in beside]
    told = explain(rule_of(row), reckoned_due(row), _events(row), now=now, beside=clocks)
    earlier = _earlier(row)
    rows = obligation_rows([row, *beside, *earlier], user, now)
    split = 1 + len(beside)
    return ObligationPage(rows[0], told, tuple(rows[split:]), tuple(rows[1:split]))


def _events(row: Obligation) -> list[EventNote]:
    """Return the trigger, the earlier event if one is known, and what closed it."""
    rule = rule_of(row)
    notes = [EventNote(rule.trigger, row.trigger_at)]
    earlier = _earlier_event(row)
    if earlier is not None:
        notes.append(earlier)
    if row.satisfied_at is not None and rule.satisfied_by is not rule.trigger:
        notes.append(EventNote(rule.satisfied_by, row.satisfied_at))
    return notes


def _earlier_event(row: Obligation) -> EventNote | None:
    """Return the event that may have moved the day: the one used, or one that came too early."""
    kind = rule_of(row).or_earlier
    if kind is None:
        return None
    if row.earlier_at is not None:
        return EventNote(kind, row.earlier_at)
    met = Obligation.objects.current().filter(
        dossier_id=row.dossier_id,
        rule_key__in=catalogue.current().rules_closed_by(kind),
        satisfied_at__isnull=False,
    )
    last = met.order_by("-satisfied_at").first()
    return EventNote(kind, last.satisfied_at) if last and last.satisfied_at else None


def _beside(row: Obligation) -> list[Obligation]:
    """Return the other clocks for the same thing: the law beside a local rule, or the reverse."""
    rule = rule_of(row)
    same = Obligation.objects.current().filter(
        dossier_id=row.dossier_id, about_id=row.about_id, trigger_at=row.trigger_at
    )
    others = same.exclude(pk=row.pk).select_related("dossier").order_by("pk")
    return [
        other
        for other in others
        if other.rule_key in rule.beside or row.rule_key in rule_of(other).beside
    ]


def _earlier(row: Obligation) -> list[Obligation]:
    """Return the reckonings this one replaced, newest first: the event may have moved too."""
    found: list[Obligation] = []
    before = Obligation.objects.filter(superseded_by=row).select_related("dossier").first()
    while before is not None:
        found.append(before)
        before = Obligation.objects.filter(superseded_by=before).select_related("dossier").first()
    return found
