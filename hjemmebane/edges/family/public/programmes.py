"""Each kind of help in plain words, made from the catalogue; nobody signs in to read it."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hjemmebane import catalogue, clock
from hjemmebane.domain.programmes import Programme
from hjemmebane.records.access.doors import open_door
from hjemmebane.records.courses.queries import programmes_for_families


@dataclass(frozen=True)
class PhaseLine:
    """A stretch of the help in words: what it is for, and how long it is meant to last."""

    title: str
    about: str
    least: int
    most: int
    again: bool


@open_door
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Show what kinds of help there are, those without a case first."""
    found = programmes_for_families(clock.today())
    context = {
        "groups": (
            [programme for programme in found if not programme.needs_case],
            [programme for programme in found if programme.needs_case],
        )
    }
    return render(request, "family/public/programmes.html", context)


@open_door
@require_safe
def show(request: HttpRequest, key: str) -> HttpResponse:
    """Show one kind of help: when, how, how it ends, by which law, and whom to ask."""
    today = clock.today()
    found = {programme.key: programme for programme in programmes_for_families(today)}.get(key)
    if found is None:
        raise Http404
    context = {
        "programme": found,
        "phases": [_phase(found, number) for number in range(len(found.phases))],
        "basis": found.legal_basis_on(today),
        "duty": catalogue.current().profile.contacts["social_duty"],
    }
    return render(request, "family/public/programme.html", context)


def _phase(programme: Programme, number: int) -> PhaseLine:
    phase = programme.phases[number]
    least = phase.least_weeks or phase.weeks
    return PhaseLine(phase.title, phase.about, least, phase.weeks, phase.repeatable)
