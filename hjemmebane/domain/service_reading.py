"""From a table of the catalogue to a service, its need-examples, and what they say of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from hjemmebane.domain.ladder import Step
from hjemmebane.domain.service_catalogue import (
    AgeBand,
    Need,
    Problem,
    Service,
    ServiceContact,
    TargetGroup,
    suggestions,
)


@dataclass(frozen=True, slots=True)
class ServiceExample:
    """A worked example: a need, how many places are free, and what must speak against."""

    service: Service
    says: str
    need: Need
    free: int | None
    against: tuple[str, ...]


def service_from(profile: str, row: Mapping[str, Any]) -> Service:
    """Return the service a table describes."""
    return Service(
        key=row["key"],
        version=row["version"],
        profile=profile,
        title=row["title"],
        says=row["says"],
        run_by=row["run_by"],
        step=Step.parse(row["step"]),
        groups=frozenset(map(TargetGroup, row["groups"])),
        problems=frozenset(map(Problem, row["problems"])),
        ages=AgeBand(row["ages"]["from"], row["ages"]["to"]),
        methods=tuple(row["methods"]),
        competences=tuple(row["competences"]),
        languages=tuple(row["languages"]),
        place=row["place"],
        places=row.get("places"),
        price=row["price"],
        contact=ServiceContact(**row["contact"]),
        measures=tuple(row["measures"]),
        evidence=row["evidence"],
        source=row["source"],
        source_status=row["source_status"],
        owner=row["owner"],
        valid_from=row["valid_from"],
        valid_to=row.get("valid_to"),
        reviewed_on=row["review"]["on"],
        next_review_on=row["review"]["next"],
    )


def examples_from(service: Service, rows: Iterable[Mapping[str, Any]]) -> list[ServiceExample]:
    """Return the worked examples of a service."""
    return [
        ServiceExample(
            service, row["says"], _need(row), row.get("free"), tuple(sorted(row["against"]))
        )
        for row in rows
    ]


def _need(row: Mapping[str, Any]) -> Need:
    return Need(
        step=Step.parse(row["step"]) if "step" in row else None,
        group=TargetGroup(row["group"]) if "group" in row else None,
        problems=frozenset(map(Problem, row.get("problems", ()))),
        age=row.get("age"),
        language=row.get("language", ""),
        place=row.get("place", ""),
    )


def service_example_faults(example: ServiceExample) -> list[str]:
    """Return what came out otherwise than the example says."""
    service = example.service
    free = {} if example.free is None else {service.key: example.free}
    (found,) = suggestions([service], example.need, free)
    if tuple(sorted(found.against)) == example.against:
        return []
    name = f"service {service.key} version {service.version}, “{example.says}”"
    return [f"{name}: against it speaks {list(found.against)}, not {list(example.against)}"]


def missing_service_examples(service: Service, examples: Iterable[ServiceExample]) -> list[str]:
    """Return a sentence where a service lacks a need it fits, or one that it does not."""
    own = [example for example in examples if example.service is service]
    name = f"service {service.key} version {service.version}"
    faults = []
    if all(example.against for example in own):
        faults.append(f"{name}: has no example of a need it fits")
    if not any(example.against for example in own):
        faults.append(f"{name}: has no example of a need it does not fit")
    return faults
