"""What runs under an older version of a rule than the one that holds now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from hjemmebane import catalogue
from hjemmebane.domain.deadlines import DeadlineRule, Due, NextDateRequiredError, due_at
from hjemmebane.domain.versions import Running
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation, ObligationQuerySet
from hjemmebane.records.agenda.queries.obligations import ROWS_MAX, ObligationRow, obligation_rows
from hjemmebane.records.agenda.queries.reckoning import moments_of


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One running obligation, and the day it would fall under the new version."""

    obligation: ObligationRow
    would_be: Due | None


@dataclass(frozen=True, slots=True)
class VersionQuestion:
    """One new version of a rule that asks a leader what becomes of what runs."""

    rule: DeadlineRule
    why: str
    rows: tuple[AskedRow, ...]


def newer_versions(today: date, *what: Running) -> tuple[DeadlineRule, ...]:
    """Return the rules in force today that came after another version and do one of these."""
    return tuple(
        rule
        for rule in catalogue.current().rules
        if rule.on_running is not None and rule.on_running.do in what and rule.holds_on(today)
    )


def running_before(rule: DeadlineRule, rows: ObligationQuerySet) -> ObligationQuerySet:
    """Return those rows that run under an older version and were not decided to be kept there."""
    undecided = Q(kept_before_version__isnull=True) | Q(kept_before_version__lt=rule.version)
    return (
        rows.unsettled()
        .filter(undecided, rule_key=rule.key, rule_version__lt=rule.version)
        .order_by("due_at", "pk")
    )


def under(rule: DeadlineRule, row: Obligation) -> Due | None:
    """Return when an obligation would fall due under another version; None if a day is missing."""
    try:
        calendar = catalogue.current_calendar()
        return due_at(rule, dict(moments_of(row)), calendar, chosen_on=row.chosen_on)
    except NextDateRequiredError:
        return None


def version_questions(user: User, now: datetime, today: date) -> tuple[VersionQuestion, ...]:
    """Return each new version that asks, with the reader's own obligations it asks about."""
    found = []
    for rule in newer_versions(today, Running.ASK):
        rows = running_before(rule, Obligation.objects.visible_to(user))
        shown = list(rows.select_related("dossier")[:ROWS_MAX])
        if shown and rule.on_running is not None:
            asked = _asked(rule, shown, user, now)
            found.append(VersionQuestion(rule, rule.on_running.why, asked))
    return tuple(found)


def _asked(
    rule: DeadlineRule, rows: Iterable[Obligation], user: User, now: datetime
) -> tuple[AskedRow, ...]:
    found = list(rows)
    lines = obligation_rows(found, user, now)
    return tuple(AskedRow(line, under(rule, row)) for row, line in zip(found, lines, strict=True))


def asked_obligations(
    user: User, today: date, key: str, public_ids: Iterable[str]
) -> tuple[DeadlineRule | None, list[Obligation]]:
    """Return the rule that asks and those of the named obligations it asks this reader about."""
    rule = next((r for r in newer_versions(today, Running.ASK) if r.key == key), None)
    if rule is None:
        return None, []
    rows = running_before(rule, Obligation.objects.visible_to(user))
    return rule, list(rows.filter(public_id__in=list(public_ids)).select_related("dossier"))
