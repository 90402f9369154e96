"""The family of the main job: known to the authority's register from before, without a case."""

from datetime import date

from hjemmebane.domain.access import Register, RoleKey, UserKind
from hjemmebane.domain.people import RelationKind
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Person
from tests.journeys.vang import BORN_ON, CHILD, CHILD_NUMBER, FATHER, FATHER_NUMBER, MOTHER

MOVED_HERE_ON = date(2020, 1, 1)


def move_in() -> None:
    """Write the family into the register, and let both parents sign in.

    That the father is the child's father nobody has written yet: the adviser does.
    """
    register = Register.AUTHORITY
    mother = _person(MOTHER, date(1989, 6, 14))
    father = _person(FATHER, date(1987, 2, 20), FATHER_NUMBER)
    child = _person(CHILD, BORN_ON, CHILD_NUMBER)
    people.give_custody(by=SYSTEM, child=child, holder=mother, from_on=BORN_ON)
    people.relate(by=SYSTEM, person=mother, other=child, kind=RelationKind.MOTHER)
    family = people.create_family(
        by=SYSTEM,
        register=register,
        name="Vang",
        members=[mother, child],
        from_on=MOVED_HERE_ON,
    )
    people.add_home(
        by=SYSTEM,
        family=family,
        label="Hjemme",
        street="Rugvænget 4",
        postal_code="9999",
        town="Lindeborg",
        residents=[(one, "hele tiden") for one in (mother, child)],
        from_on=MOVED_HERE_ON,
    )
    for name, person in ((MOTHER, mother), (FATHER, father)):
        user = access.create_user(
            by=SYSTEM,
            email=f"{name.split()[0].lower()}@borger.example",
            name=name,
            kind=UserKind.FAMILY,
            person_id=person.pk,
        )
        access.give_role(by=SYSTEM, user=user, role=RoleKey.PARENT, from_on=MOVED_HERE_ON)


def _person(name: str, born_on: date, number: str = "") -> Person:
    given, family = name.split()
    return people.register_person(
        by=SYSTEM,
        register=Register.AUTHORITY,
        given_name=given,
        family_name=family,
        born_on=born_on,
        cpr=number,
    )
