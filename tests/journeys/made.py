"""What a journey begins from: the cast, and what was done before it, by the real actions.

Run on a migrated database, at the moment its clock is set to (`MadeServer`): makes the cast and a
scene of it, and writes out the scene's addresses as JSON.
"""

import json
import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.urls import reverse  # noqa: E402  # after Django is set up, as the rest

from hjemmebane import clock  # noqa: E402
from hjemmebane.domain.access import DossierKind, Register  # noqa: E402
from hjemmebane.domain.people import PartyRole  # noqa: E402
from hjemmebane.records.access import actions as access  # noqa: E402
from hjemmebane.records.access.acting import SYSTEM  # noqa: E402
from hjemmebane.records.access.models import Dossier  # noqa: E402
from hjemmebane.records.cases import actions as cases  # noqa: E402
from hjemmebane.records.intake import actions as intake  # noqa: E402
from hjemmebane.records.people import actions as people  # noqa: E402
from hjemmebane.records.people.models import Party  # noqa: E402
from tests.cast import LONG_AGO, World, make_world  # noqa: E402
from tests.records.cases_story import (  # noqa: E402
    a_case,
    a_decision,
    a_goal,
    a_measure,
    fresh,
    screened,
)
from tests.records.courses_story import a_contact, a_course, a_prevention_course  # noqa: E402
from tests.records.intake_story import accepted, members  # noqa: E402

Addresses = dict[str, str]
# An impossible month (+ 40): no living person can have the number.
SELMAS_NUMBER = "1442178004"
FOUR_WEEKS, TEN_WEEKS, TWELVE_WEEKS = (timedelta(weeks=weeks) for weeks in (4, 10, 12))


def selma_has_a_number(world: World) -> Addresses:
    """Nobody has written about Selma yet; she stands in the register with a number."""
    people.add_number(by=SYSTEM, person=world.selma, number=SELMAS_NUMBER)
    return {}


def a_screened_case(world: World) -> Addresses:
    """Selma's case is open with Anna, and screened."""
    case = screened(world, a_case(world))
    return {"case": reverse("staff:case", args=[case.public_id])}


def help_on_step_three(world: World) -> Addresses:
    """Selma's family has been treated at home for twelve weeks, towards a goal."""
    with clock.at(clock.now() - TWELVE_WEEKS):
        case = screened(world, a_case(world))
        a_measure(world, case, ladder_step="3b")
        a_goal(world, case)
    return {
        "case": reverse("staff:case", args=[case.public_id]),
        "family": reverse("staff:family", args=[world.holm.public_id]),
    }


def nine_contacts_of_twelve(world: World) -> Addresses:
    """The Krog family asked for help itself; Nadia has met them nine times, once a week."""
    with clock.at(clock.now() - TEN_WEEKS):
        enquiry = accepted(fresh(world.gry))
        intake.allocate(by=fresh(world.gry), enquiry=enquiry, worker=world.nadia)
        nadia = fresh(world.nadia)
        intake.register_first_contact(by=nadia, enquiry=enquiry, at=clock.now())
        intake.register_family(by=nadia, enquiry=enquiry, name="Krog", members=members())
        child = people_of(enquiry.course_dossier, role=PartyRole.CHILD)
        course = a_prevention_course(
            world,
            by=fresh(world.nadia),
            dossier=enquiry.course_dossier,
            family=enquiry.family,
            children=child,
            started_on=clock.today(),
        )
    for week in range(9, 0, -1):
        a_contact(world, course, clock.today() - timedelta(weeks=week))
    return {
        "enquiry": reverse("staff:enquiry", args=[enquiry.public_id]),
        "course": reverse("staff:course", args=[course.public_id]),
    }


def people_of(dossier: Dossier, role: PartyRole) -> list[int]:
    """Return the persons who have a place in a dossier."""
    return list(
        Party.objects.filter(dossier=dossier, role=role).values_list("person_id", flat=True)
    )


def parents_of_a_placed_child(world: World) -> Addresses:
    """Selma is placed; her parents' own course began four weeks ago."""
    with clock.at(clock.now() - FOUR_WEEKS):
        case = screened(world, a_case(world))
        decision = a_decision(world, case, measure_key="stoette_foraeldre", ladder_step="5")
        cases.approve_decision(by=fresh(world.camilla), decision=decision)
        measure = cases.start_measure(
            by=fresh(world.anna),
            decision=decision,
            provider_unit=world.units["provider"],
            started_on=clock.today(),
        )
        course = a_course(
            world,
            measure=measure,
            programme_key="parents-of-placed-children",
            started_on=clock.today(),
        )
    return {"course": reverse("staff:course", args=[course.public_id])}


def three_families_on_courses(world: World) -> Addresses:
    """The Holm, Berg and Dahl families are each on a course; the last two with Nadia."""
    berg = a_prevention_course(world)
    dahl = a_prevention_course(world, **the_dahls(world))
    holm = a_course(world)
    return {
        f"course of {name}": reverse("staff:course", args=[course.public_id])
        for name, course in (("Holm", holm), ("Berg", berg), ("Dahl", dahl))
    }


def the_dahls(world: World) -> dict[str, Any]:
    """Move one more family in, known to prevention; return what makes a course theirs."""
    register = Register.PREVENTION
    mother, child = (
        people.register_person(
            by=SYSTEM, register=register, given_name=name, family_name="Dahl", born_on=born
        )
        for name, born in (("Vera", date(1991, 5, 5)), ("Mikkel", date(2019, 6, 6)))
    )
    people.give_custody(by=SYSTEM, child=child, holder=mother, from_on=child.born_on)
    family = people.create_family(
        by=SYSTEM, register=register, name="Dahl", members=[mother, child], from_on=LONG_AGO
    )
    dossier = access.open_dossier(
        by=SYSTEM,
        kind=DossierKind.PREVENTION,
        register=register,
        unit=world.units["prevention"],
    )
    for person, role in ((mother, PartyRole.CUSTODY_PARENT), (child, PartyRole.CHILD)):
        people.add_party(by=SYSTEM, person=person, dossier=dossier, role=role, from_on=LONG_AGO)
    return {"dossier": dossier, "family": family, "children": [child.pk]}


SCENES: dict[str, Callable[[World], Addresses]] = {
    "Selma has a number": selma_has_a_number,
    "a screened case": a_screened_case,
    "help on step three": help_on_step_three,
    "nine contacts of twelve": nine_contacts_of_twelve,
    "parents of a placed child": parents_of_a_placed_child,
    "three families on courses": three_families_on_courses,
}


def main(name: str) -> None:
    """Make the cast and a scene of it, and tell where things are."""
    json.dump(SCENES[name](make_world()), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
