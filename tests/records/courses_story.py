"""Courses carried as far as a test needs them, by the real actions."""

from datetime import date
from typing import Any

from hjemmebane import clock
from hjemmebane.records.cases.models import Measure
from hjemmebane.records.courses import actions
from hjemmebane.records.courses.models import Contact, Course
from tests.cast import World
from tests.records.cases_story import a_case, a_measure, fresh, screened


def measure_for(world: World, child: str = "selma") -> Measure:
    """Return a running measure of family treatment at Familiehuset."""
    case = screened(world, a_case(world, child=child))
    return a_measure(world, case)


def a_course(world: World, **changes: Any) -> Course:
    """Return an intensive course for Selma with Dorte and Esben, begun on Monday 5 October."""
    measure = changes.pop("measure", None) or measure_for(world)
    values: dict[str, Any] = {
        "by": fresh(world.dorte),
        "dossier": measure.case.dossier,
        "programme_key": "intensive-home-based",
        "family": world.families["holm"],
        "unit": world.units["provider"],
        "started_on": date(2026, 10, 5),
        "children": [world.selma.pk],
        "workers": [(world.dorte, "familiebehandler"), (world.esben, "familiebehandler")],
        "measure": measure,
        "agreed": actions.Agreed(needs="Ro om morgenen"),
    }
    values |= changes
    return actions.start_course(**values)


def a_prevention_course(world: World, **changes: Any) -> Course:
    """Return a § 30 course for the Berg family with Nadia, begun on Monday 5 October."""
    values: dict[str, Any] = {
        "by": fresh(world.nadia),
        "dossier": world.dossiers["berg"],
        "programme_key": "prevention-30",
        "family": world.families["berg"],
        "unit": world.units["prevention"],
        "started_on": date(2026, 10, 5),
        "children": [world.noah.pk],
        "workers": [(world.nadia, "medarbejder i Tidlig Forebyggelse")],
    }
    return actions.start_course(**{**values, **changes})


def note(world: World, day: date, **changes: Any) -> actions.Note:
    """Return a note of a visit at nine."""
    values: dict[str, Any] = {
        "starts_at": clock.moment(day, 9),
        "setting": "home",
        "workers": [world.dorte.pk],
        "text": "Zvi øvede morgenen",
        "agreed_next": "Tøjet lægges frem",
    }
    return actions.Note(**{**values, **changes})


def a_contact(world: World, course: Course, day: date, **changes: Any) -> Contact:
    """Return a contact held on a day, written by the first of its workers."""
    who = world.nadia if course.measure_id is None else world.dorte
    changes.setdefault("workers", [who.pk])
    written = note(world, day, **changes)
    return actions.write_contact(by=fresh(who), course=course, note=written)


def appointment(world: World, day: date, **changes: Any) -> actions.Appointment:
    """Return an appointment at nine."""
    values: dict[str, Any] = {
        "starts_at": clock.moment(day, 9),
        "setting": "home",
        "workers": [world.dorte.pk],
    }
    return actions.Appointment(**{**values, **changes})
