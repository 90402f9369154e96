"""Services as rows and facts, for every door that may search them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hjemmebane.domain.ladder import Step
from hjemmebane.domain.prose_dates import full, listed, numeric
from hjemmebane.domain.service_catalogue import Problem, Service, TargetGroup

COLUMNS = ("Tilbud", "Trin", "For", "Alder", "Pladser")
EVIDENCE = {
    "described": "beskrevet, ikke evalueret",
    "evaluated": "evalueret",
    "effect_studied": "effekten er undersøgt",
}


@dataclass(frozen=True)
class ServiceLine:
    """One service in a list."""

    key: str
    title: str
    says: str
    run_by: str
    step: str
    groups: str
    ages: str
    room: str


def service_lines(services: Iterable[Service], free: Mapping[str, int]) -> list[ServiceLine]:
    """Return services as lines of a list."""
    return [
        ServiceLine(
            s.key,
            s.title,
            s.says,
            s.run_by,
            s.step.key,
            group_words(s),
            s.ages.label,
            room_words(s, free.get(s.key)),
        )
        for s in services
    ]


def group_words(service: Service) -> str:
    """Return whom a service is for, in the order the groups stand."""
    return listed([g.label.lower() for g in TargetGroup if g in service.groups]).capitalize()


def room_words(service: Service, free: int | None) -> str:
    """Return how much room there is: “3 ledige af 8”."""
    if service.places is None:
        return "Ingen venteliste"
    if free is None:
        return f"{service.places} pladser, ledige ikke skrevet"
    return f"{free} ledige af {service.places}"


def step_words(step: Step, own: Mapping[str, str]) -> str:
    """Return a step with its name, a municipality's own name where it has one."""
    return f"{step.key} {own.get(step.key, step.label)}"


def service_facts(
    service: Service, free: int | None, own: Mapping[str, str]
) -> list[tuple[str, str]]:
    """Return everything the catalogue says of a service."""
    problems = [p.label.lower() for p in Problem if p in service.problems]
    contact = service.contact
    return [
        ("Trin", step_words(service.step, own)),
        ("For", group_words(service)),
        ("Alder", service.ages.label),
        ("Arbejder med", listed(problems).capitalize()),
        ("Metoder", listed(service.methods) or "–"),
        ("Kompetencer", listed(service.competences) or "–"),
        ("Sprog", listed(service.languages)),
        ("Sted", service.place),
        ("Pladser", room_words(service, free)),
        ("Pris", service.price),
        ("Hvem", service.run_by),
        ("Kontakt", f"{contact.name}, {contact.phone}, {contact.hours}"),
        ("Hvor godt er det undersøgt", EVIDENCE[service.evidence].capitalize()),
        ("Kilde", service.source),
        ("Gælder", f"fra {numeric(service.valid_from)}"),
        ("Efterset", f"{full(service.reviewed_on)}, næste gang {full(service.next_review_on)}"),
    ]
