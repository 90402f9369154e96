"""Opening a whole case in one go: the persons, their places, the adviser and the first status."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.domain.people import PARENT_ROLES, PartyRole, RelationKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Team, User
from hjemmebane.records.cases.actions.cases import family_for, family_of_one, open_case
from hjemmebane.records.cases.models import Case
from hjemmebane.records.people.actions import (
    add_member,
    add_party,
    give_custody,
    register_person,
    relate,
)
from hjemmebane.records.people.models import Family, Person
from hjemmebane.records.people.queries import person_with_number

IN_FAMILY = PARENT_ROLES | {PartyRole.SIBLING}


@dataclass(frozen=True, slots=True)
class PersonGiven:
    """A person as another system names them: one already known, or with name, birthday, number."""

    role: PartyRole
    person: Person | None = None
    given_name: str = ""
    family_name: str = ""
    born_on: date | None = None
    cpr: str = ""


@action("case.open_whole")
def open_whole_case(
    *,
    by: Actor,
    persons: Sequence[PersonGiven],
    aware_on: date,
    team: Team,
    adviser: User,
    weight: CaseWeight = CaseWeight.MIDDLE,
    status: CaseStatus = CaseStatus.RECEIVED,
) -> Case:
    """Open a case with its persons, each in their place, and where it stands; a known number is
    the person. All of it, or nothing.

    Raises Refused `one_child_needed`, and whatever opening a case and registering a person do.
    """
    name = "case.open_whole"
    children = [one for one in persons if one.role is PartyRole.CHILD]
    if len(children) != 1:
        raise Refused(name, "one_child_needed")
    child, is_new = _person(by, children[0])
    others = [(_person(by, one)[0], one.role) for one in persons if one is not children[0]]
    family = family_of_one(by, child) if is_new else family_for(by, child)
    for person, role in others:
        _place(by, child, family, person, role)
    case = open_case(
        by=by,
        child=child,
        family=family,
        aware_on=aware_on,
        team=team,
        adviser=adviser,
        weight=weight,
        status=status,
        is_alone=is_new and not others,
    )
    for person, role in others:
        if role not in PARENT_ROLES:
            add_party(by=by, person=person, dossier=case.dossier, role=role, from_on=clock.today())
    log(by=by, about=case, facts={"persons": len(persons), "status": status})
    return case


def _person(by: Actor, given: PersonGiven) -> tuple[Person, bool]:
    """Return the person, and whether they were registered just now."""
    if given.person is not None:
        return given.person, False
    if given.cpr:
        known = person_with_number(given.cpr, Register.AUTHORITY)
        if known is not None:
            return known, False
    made = register_person(
        by=by,
        register=Register.AUTHORITY,
        given_name=given.given_name,
        family_name=given.family_name,
        born_on=given.born_on,
        cpr=given.cpr,
    )
    return made, True


def _place(by: Actor, child: Person, family: Family, person: Person, role: PartyRole) -> None:
    """Give a person their place around the child: in the family, as parent, with custody."""
    today = clock.today()
    if role in IN_FAMILY and not family.members.filter(person=person, to_on=None).exists():
        add_member(by=by, family=family, person=person, from_on=today)
    if role in PARENT_ROLES and not child.relations_to.filter(person=person, to_on=None).exists():
        relate(by=by, person=person, other=child, kind=RelationKind.PARENT)
    if (
        role is PartyRole.CUSTODY_PARENT
        and not child.custody.filter(holder=person, to_on=None).exists()
    ):
        give_custody(by=by, child=child, holder=person, from_on=today)
