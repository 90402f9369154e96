"""Who is around the child of a case: added, changed, and let go, always from a day on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.identity import fold
from hjemmebane.domain.people import PARENT_KINDS, SIBLING_KINDS, RelationKind, place_of
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.actions.guards import require_case_work
from hjemmebane.records.cases.models import Case
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.actions import PersonFacts
from hjemmebane.records.people.models import (
    Custody,
    FamilyMember,
    Household,
    Party,
    Person,
    Relation,
)
from hjemmebane.records.people.queries import visible_persons

DAY = timedelta(days=1)
FAMILY_KINDS = PARENT_KINDS | SIBLING_KINDS | {RelationKind.STEP_PARENT}
WHOLE_TIME = "hele tiden"


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person who is not in the register yet; `is_another` says that a likeness is no double."""

    given_name: str
    family_name: str
    born_on: date | None = None
    cpr: str = ""
    is_another: bool = False


@dataclass(frozen=True, slots=True)
class NewHome:
    """A home that the family has not been known to have."""

    street: str
    postal_code: str = ""
    town: str = ""


@dataclass(frozen=True, slots=True)
class Around:
    """What somebody is to the child: relation, custody and from when, homes and how much there."""

    kind: RelationKind
    has_custody: bool = False
    custody_from: date | None = None
    homes: Sequence[Household] = ()
    new_home: NewHome | None = None
    share: str = WHOLE_TIME
    child_share: str = ""
    facts: PersonFacts = field(default_factory=PersonFacts)


@action("case.add_person")
def add_person(
    *, by: Actor, case: Case, who: Person | NewPerson, around: Around, siblings: Sequence[Case] = ()
) -> Person:
    """Add a person around the child: in the register or new, related, party, with custody and home.

    `siblings` are other cases of the family the same holds for. Raises Refused `already_there`,
    `looks_like_another`, `custody_without_relation`, and what the register refuses.
    """
    name = "case.add_person"
    for one in sorted([case, *siblings], key=lambda c: c.pk):
        require_case_work(name, one, by)
    if around.has_custody and around.kind in SIBLING_KINDS:
        raise Refused(name, "custody_without_relation")
    if isinstance(who, Person):
        if who.register != Register.AUTHORITY:
            raise Refused(name, "other_register")
        person = who
    else:
        person = _register(name, by, case, who, around)
    for one in [case, *siblings]:
        _add_around(name, by, one, person, around)
    _join_family(by, case, person, around)
    log(by=by, about=case, facts={"person": person.public_id, "kind": around.kind})
    return person


def _register(name: str, by: Actor, case: Case, who: NewPerson, around: Around) -> Person:
    """Put a new person in the register; one just like them on this case is the same form again."""
    for place in Party.objects.filter(dossier=case.dossier, to_on=None).select_related("person"):
        if _is_like(place.person, who):
            raise Refused(name, "already_there")
    if not who.is_another and likely_doubles(by, who):
        raise Refused(name, "looks_like_another")
    facts = around.facts
    return people.register_person(
        by=by,
        register=Register.AUTHORITY,
        given_name=who.given_name.strip(),
        family_name=who.family_name.strip(),
        born_on=who.born_on,
        cpr=who.cpr,
        **{key: getattr(facts, key) for key in PersonFacts.__slots__},
    )


def likely_doubles(by: Actor, who: NewPerson) -> list[Person]:
    """Return who in the writer's reach looks like a new person: the same name and birthday.

    A hint inside the authority register and the reach alone: to search all of it by name would
    tell who is in it. A whole number finds anyone.
    """
    if who.born_on is None or who.cpr or not isinstance(by, User):
        return []
    rows = visible_persons(by).filter(register=Register.AUTHORITY, born_on=who.born_on)
    return [person for person in rows if _is_like(person, who)]


def _is_like(person: Person, who: NewPerson) -> bool:
    names = fold(f"{who.given_name} {who.family_name}").split()
    is_same_day = who.born_on is None or person.born_on in (None, who.born_on)
    return fold(f"{person.given_name} {person.family_name}").split() == names and is_same_day


def _add_around(name: str, by: Actor, case: Case, person: Person, around: Around) -> None:
    if person.pk == case.child_id:
        raise Refused(name, "same_person")
    if case.dossier.parties.filter(person=person, to_on=None).exists():
        raise Refused(name, "already_there")
    known = Relation.objects.filter(person=person, other=case.child, to_on__isnull=True)
    if not known.filter(kind=around.kind).exists():
        people.set_relation(by=by, person=person, other=case.child, kind=around.kind, from_on=None)
    if around.has_custody:
        _give_custody(name, by, case, person, around.custody_from)
    role = place_of(around.kind, has_custody=_holds(case.child, person))
    people.add_party(by=by, person=person, dossier=case.dossier, role=role, from_on=clock.today())


def _holds(child: Person, person: Person) -> bool:
    return Custody.objects.filter(child=child, holder=person, to_on__isnull=True).exists()


def _give_custody(name: str, by: Actor, case: Case, person: Person, from_on: date | None) -> None:
    """Give custody from a day, by default from the child's birth; what stands already stands."""
    day = from_on or case.child.born_on or clock.today()
    if case.child.born_on and day < case.child.born_on:
        raise Refused(name, "before_birth")
    people.require_when(name, day)
    if not _holds(case.child, person):
        people.give_custody(by=by, child=case.child, holder=person, from_on=day)


def _join_family(by: Actor, case: Case, person: Person, around: Around) -> None:
    """Make kin members of the family, and write where they live."""
    is_member = FamilyMember.objects.filter(
        family=case.family, person=person, to_on__isnull=True
    ).exists()
    if around.kind in FAMILY_KINDS and not is_member:
        people.add_member(by=by, family=case.family, person=person, from_on=clock.today())
    for home in around.homes:
        _must_be_of_family(case, home)
        people.set_residence(
            by=by, person=person, home=home, share=around.share, from_on=clock.today()
        )
        if around.child_share:
            people.set_residence(
                by=by,
                person=case.child,
                home=home,
                share=around.child_share,
                from_on=clock.today(),
            )
    if around.new_home is not None:
        residents = [(person, around.share)]
        residents += [(case.child, around.child_share)] if around.child_share else []
        _add_home(by, case, person, around.new_home, residents)


def _must_be_of_family(case: Case, home: Household) -> None:
    if home.family_id != case.family_id:
        raise Refused("case.add_person", "other_home")


def _add_home(
    by: Actor, case: Case, person: Person, new: NewHome, residents: list[tuple[Person, str]]
) -> Household:
    is_hidden = person.has_protected_name
    label = f"Hos {person.given_name.split()[0]}" if not is_hidden else "Et andet hjem"
    return people.add_home(
        by=by,
        family=case.family,
        label=label[:60],
        street=new.street,
        postal_code=new.postal_code,
        town=new.town,
        residents=residents,
        from_on=clock.today(),
        is_protected=any(one.has_protected_address for one, _ in residents),
    )


def _party(name: str, case: Case, person: Person) -> Party:
    """Return a person's running place in a case; who has none is not changed from it."""
    found = Party.objects.filter(dossier=case.dossier, person=person, to_on=None).first()
    if found is None:
        raise Refused(name, "not_of_case")
    return found


@action("case.change_person")
def change_person(
    *,
    by: Actor,
    case: Case,
    person: Person,
    version: int,
    facts: PersonFacts,
    names: tuple[str, str] | None = None,
) -> Person:
    """Change what is written of somebody around the child; raises Stale for the loser of two."""
    name = "case.change_person"
    require_case_work(name, case, by)
    _party(name, case, person)
    changed = people.change_person(by=by, person=person, version=version, facts=facts, names=names)
    log(by=by, about=case, facts={"person": person.public_id})
    return changed


@action("case.set_relation")
def set_relation(
    *, by: Actor, case: Case, person: Person, kind: RelationKind, from_on: date | None = None
) -> Relation:
    """Record what somebody is to the child; without a day, what stood before was wrong."""
    name = "case.set_relation"
    require_case_work(name, case, by)
    place = _party(name, case, person)
    made = people.set_relation(by=by, person=person, other=case.child, kind=kind, from_on=from_on)
    role = place_of(kind, has_custody=_holds(case.child, person))
    people.set_place(
        by=by,
        person=person,
        dossier=case.dossier,
        role=role,
        from_on=max(from_on or place.from_on, place.from_on),
    )
    log(by=by, about=case, facts={"person": person.public_id, "kind": kind})
    return made


@action("case.give_custody")
def give_custody(*, by: Actor, case: Case, person: Person, from_on: date | None = None) -> Custody:
    """Record that somebody around the child holds custody, by default from the child's birth."""
    name = "case.give_custody"
    require_case_work(name, case, by)
    _party(name, case, person)
    if _holds(case.child, person):
        raise Refused(name, "already_there")
    _give_custody(name, by, case, person, from_on)
    made = Custody.objects.get(child=case.child, holder=person, to_on__isnull=True)
    people.follow_custody(by=by, child=case.child, holder=person, on=made.from_on)
    log(by=by, about=case, facts={"person": person.public_id})
    return made


@action("case.end_custody")
def end_custody(*, by: Actor, case: Case, person: Person, on: date) -> Custody:
    """End custody on its last day; from the day after, the place in the case is without it."""
    name = "case.end_custody"
    require_case_work(name, case, by)
    ended = people.end_custody(by=by, child=case.child, holder=person, on=on)
    people.follow_custody(by=by, child=case.child, holder=person, on=on + DAY)
    log(by=by, about=case, facts={"person": person.public_id})
    return ended


@action("case.set_homes")
def set_homes(
    *,
    by: Actor,
    case: Case,
    person: Person,
    shares: Mapping[Household, str],
    from_on: date,
    new_home: NewHome | None = None,
    new_share: str = WHOLE_TIME,
) -> Person:
    """Record in which of the family's homes somebody lives from a day on; no share ends it."""
    name = "case.set_homes"
    require_case_work(name, case, by)
    _party(name, case, person)
    for home, share in shares.items():
        _must_be_of_family(case, home)
        people.set_residence(by=by, person=person, home=home, share=share, from_on=from_on)
    if new_home is not None:
        _add_home(by, case, person, new_home, [(person, new_share)])
    log(by=by, about=case, facts={"person": person.public_id})
    return person


@action("case.end_person")
def end_person(
    *, by: Actor, case: Case, person: Person, on: date, leaves_family: bool = False
) -> Case:
    """Let somebody cease as a party of the case on a day; the child itself never does.

    Who holds custody stays a party as long as they hold it. `leaves_family` ends that place too.
    """
    name = "case.end_person"
    require_case_work(name, case, by)
    _party(name, case, person)
    if person.pk == case.child_id:
        raise Refused(name, "child_stays")
    if Custody.objects.filter(child=case.child, holder=person, to_on__isnull=True).exists():
        raise Refused(name, "holds_custody")
    first = _since(case, person)
    people.require_when(name, on, first)
    people.end_places(by=by, person=person, dossier=case.dossier, on=on)
    is_member = FamilyMember.objects.filter(
        family=case.family, person=person, to_on__isnull=True
    ).exists()
    if leaves_family and is_member:
        people.end_member(by=by, family=case.family, person=person, on=on)
    log(by=by, about=case, facts={"person": person.public_id})
    return case


def _since(case: Case, person: Person) -> date | None:
    """Return since when a person has had the place in the case they have now."""
    now = Party.objects.filter(running(clock.today()), dossier=case.dossier, person=person)
    return now.values_list("from_on", flat=True).order_by("from_on").first()
