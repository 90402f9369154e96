"""The ladder as a concept: its steps, everyday life along all of them, where it comes from."""

from typing import NamedTuple

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hjemmebane import clock
from hjemmebane.catalogue import Catalogue, current
from hjemmebane.domain.ladder import Step
from hjemmebane.records.access.doors import StaffRequest, staff_door
from hjemmebane.ui.charts.stairs import Stair, Stairs
from hjemmebane.ui.words import count


class StepPart(NamedTuple):
    """One step or sub-step as the page tells it."""

    key: str
    title: str
    says: str
    law_now: str
    law_before: str
    everyday: str
    services: str
    href: str

    @property
    def note(self) -> str:
        """Return “Trin 3b”."""
        return f"Trin {self.key}"


@staff_door
@require_safe
def concept(request: StaffRequest) -> HttpResponse:
    """Show what the ladder is and is not."""
    catalogue = current()
    steps = _steps(catalogue)
    told = catalogue.ladder
    stairs = tuple(Stair(step.key, step.title, step.everyday, step.href) for step in steps)
    context = {
        "ladder": told,
        "chart": Stairs(stairs, told["everyday"]["title"]),
        "steps": steps,
    }
    return render(request, "staff/services/ladder.html", context)


def _steps(catalogue: Catalogue) -> list[StepPart]:
    """Return the six steps and the municipality's own, lowest first; a sub-step is said as own."""
    told = {row["key"]: row for row in catalogue.ladder["step"]}
    services = [s.step.key for s in catalogue.services_on(clock.today())]
    own = catalogue.profile.sub_steps
    found = []
    for step in sorted(Step.parse(key) for key in {*told, *own}):
        row = told[step.rung.value]
        number = services.count(step.key)
        found.append(
            StepPart(
                step.key,
                own.get(step.key, step.label),
                "Kommunens eget trin. " + row["says"] if step.sub else row["says"],
                row["law_now"],
                row["law_before"],
                row["everyday"],
                count(number, "tilbud", "tilbud") if number else "Intet tilbud",
                f"{reverse('staff:services')}?step={step.key}",
            )
        )
    return found
