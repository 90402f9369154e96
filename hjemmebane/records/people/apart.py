"""Persons put in the register by another system, before there is a case."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.records.access.acting import action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.people.actions import register_person
from hjemmebane.records.people.models import Person, Registration


@action("person.register_apart")
def register_apart(
    *, by: User, given_name: str, family_name: str, born_on: date | None, cpr: str = ""
) -> Person:
    """Put a person in the authority's register before there is a case; only `by` finds them yet."""
    person = register_person(
        by=by,
        register=Register.AUTHORITY,
        given_name=given_name,
        family_name=family_name,
        born_on=born_on,
        cpr=cpr,
    )
    Registration.objects.create(person=person, by=by, at=clock.now())
    log(by=by, about=person)
    return person
