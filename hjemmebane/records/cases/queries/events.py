"""What was noted on a case, and what can be."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.noted_events import noted_kinds
from hjemmebane.domain.prose_dates import sentence
from hjemmebane.domain.visits import VisitCount, count_visits
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.models import Case, NotedEvent


@dataclass(frozen=True, slots=True)
class NotedRow:
    """One event as it was noted."""

    words: str
    happened_on: date
    chosen_on: date | None
    text: str
    noted_by: str


def noted_of(case: Case, user: User) -> tuple[NotedRow, ...]:
    """Return what was noted on a case, newest first."""
    rows = NotedEvent.objects.visible_to(user).filter(case=case).select_related("noted_by")
    return tuple(
        NotedRow(
            words=sentence(EventKind(row.kind).words),
            happened_on=row.happened_on,
            chosen_on=row.chosen_on,
            text=row.text,
            noted_by=row.noted_by.name if row.noted_by else "",
        )
        for row in rows.order_by("-happened_on", "-pk")
    )


def visits_counted(case: Case, obligation: Obligation) -> VisitCount | None:
    """Return how many visits the year and the last twelve months hold, for a duty that counts them.

    The law says "a year" without saying which, so both are told. Nothing for any other duty.
    """
    rule = catalogue.current().rule(obligation.rule_key, obligation.rule_version)
    if rule.length.unit is not Unit.VISITS_PER_YEAR:
        return None
    rows = Obligation.objects.current().filter(
        dossier=case.dossier, rule_key=rule.key, about_id=obligation.about_id
    )
    start = rows.order_by("trigger_at").values_list("trigger_at", flat=True)[0]
    visits = case.noted_events.filter(kind=rule.satisfied_by).values_list("happened_on", flat=True)
    held = [clock.midnight(day) for day in visits if clock.midnight(day) >= start]
    return count_visits(start, held, rule.length.count or 0, clock.today())


def noted_options() -> tuple[tuple[str, str], ...]:
    """Return the events that can be noted, by key and in words."""
    return tuple(
        (kind.value, sentence(kind.words)) for kind in noted_kinds(catalogue.current().rules)
    )


def help_options() -> tuple[tuple[str, str], ...]:
    """Return every kind of help by key and title, for rules that are about some only."""
    return tuple((kind.key, kind.title) for kind in catalogue.current().measures.values())
