"""The deadlines that stand open in a case about to be closed, by what closing does to each."""

from dataclasses import dataclass

from hjemmebane import catalogue, clock
from hjemmebane.domain.case_closing import Fate, fate_of, may_be_met_at_closing
from hjemmebane.domain.deadlines import DeadlineRule
from hjemmebane.domain.noted_events import noted_kinds
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.queries import obligations_of
from hjemmebane.records.agenda.queries.obligations import ObligationRow
from hjemmebane.records.cases.models import Case


@dataclass(frozen=True, slots=True)
class OpenAtClosing:
    """One open deadline: what closing does to it, and how it is met."""

    row: ObligationRow
    fate: Fate
    may_be_met: bool
    closes: str


def open_at_closing(case: Case, user: User) -> tuple[OpenAtClosing, ...]:
    """Return every open deadline of a case the reader works on, the nearest first."""
    rows = obligations_of(case.dossier, user, clock.now())
    return tuple(_open(row) for row in rows)


def _open(row: ObligationRow) -> OpenAtClosing:
    rule = catalogue.current().rule(row.rule_key, row.rule_version)
    return OpenAtClosing(row, fate_of(rule), can_be_met(rule), rule.closes)


def can_be_met(rule: DeadlineRule) -> bool:
    """Return whether the form that closes a case can tell the day a deadline was met."""
    current = catalogue.current()
    begins = current.rules_started_by(rule.satisfied_by, clock.today())
    return may_be_met_at_closing(rule, noted_kinds(current.rules), begins)
