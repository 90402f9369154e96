"""Services beside a case: what fits, what is free, what was chosen before and why."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.identity import age_on
from hjemmebane.domain.service_catalogue import ChoiceReason, Need, Suggestion, suggestions
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Case, ServiceChoice, ServicePlaces

FEWEST_TOLD = 3
"""Fewer choices than this say nothing of a service, and might point to a family."""


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """A choice as the page shows it."""

    title: str
    step: str
    reasons: tuple[str, ...]
    text: str
    on: date
    by: str


def free_places() -> dict[str, int]:
    """Return how many places are free, by the key of each service where it was noted."""
    return dict(ServicePlaces.objects.values_list("service_key", "free"))


def places_of(service_key: str) -> ServicePlaces | None:
    """Return what was noted last about a service's places."""
    rows = ServicePlaces.objects.filter(service_key=service_key)
    return rows.select_related("noted_by").first()


def suggested(need: Need) -> tuple[Suggestion, ...]:
    """Return the municipality's services with reasons for and against, for a need."""
    services = catalogue.current().services_on(clock.today())
    return suggestions(services, need, free_places())


def age_of_child(case: Case) -> int | None:
    """Return how old the child of a case is, where the birthday is known."""
    born = case.child.born_on
    return age_on(born, clock.today()) if born else None


def choices_of(case: Case, user: User) -> tuple[ChoiceRow, ...]:
    """Return the services chosen in a case, newest first."""
    rows = ServiceChoice.objects.visible_to(user).filter(case=case).select_related("chosen_by")
    return tuple(_row(row) for row in rows.order_by("-chosen_on", "-pk"))


def _row(row: ServiceChoice) -> ChoiceRow:
    service = catalogue.current().service(row.service_key, row.service_version)
    return ChoiceRow(
        service.title,
        row.ladder_step,
        tuple(ChoiceReason(reason).label for reason in row.reasons),
        row.text,
        row.chosen_on,
        row.chosen_by.name if row.chosen_by else "",
    )


def learnt_of(service_key: str) -> tuple[str, ...]:
    """Return why a service was chosen before, counted over all cases; nothing while few."""
    told = list(
        ServiceChoice.objects.filter(service_key=service_key).values_list("reasons", flat=True)
    )
    if len(told) < FEWEST_TOLD:
        return ()
    counts = Counter(reason for reasons in told for reason in reasons)
    lines = [f"{reason.label}: {counts[reason]}" for reason in ChoiceReason if counts[reason]]
    return (f"Valgt {len(told)} gange", *lines)
