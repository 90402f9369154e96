"""What changes about persons as life goes on: dated, so that the past stays as it was."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.identity import sort_key
from hjemmebane.domain.people import PARENT_KINDS, PartyRole, RelationKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log, once, save_version
from hjemmebane.records.access.models import Dossier
from hjemmebane.records.people.actions.register import (
    EARLIEST_BIRTH,
    add_party,
    relate,
    write_tokens,
)
from hjemmebane.records.people.models import (
    Custody,
    Family,
    FamilyMember,
    Household,
    Party,
    Person,
    Relation,
    Residence,
)

LONGEST_AHEAD = timedelta(days=366)
DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is written of a person beside name and number: how to reach them, and what they need."""

    phone: str = ""
    email: str = ""
    language: str = "da"
    needs_interpreter: bool = False
    companion: str = ""
    representative: str = ""
    has_protected_name: bool = False
    has_protected_address: bool = False


def require_when(name: str, day: date, not_before: date | None = None) -> None:
    """Refuse a day before something began, before anybody's birth, or over a year ahead."""
    if day < EARLIEST_BIRTH:
        raise Refused(name, "before_birth")
    if not_before is not None and day < not_before:
        raise Refused(name, "ends_before_begin")
    if day > clock.today() + LONGEST_AHEAD:
        raise Refused(name, "day_too_far_ahead")


@action("person.change")
def change_person(
    *, by: Actor, person: Person, version: int, facts: PersonFacts, names: tuple[str, str] | None
) -> Person:
    """Change what is written of a person; `names` are given and family name, None keeps them.

    Raises Stale where somebody else saved since `version`. Lifting or setting protection is told
    in the log by itself.
    """
    values = {key: getattr(facts, key) for key in PersonFacts.__slots__}
    if names is not None:
        given, family = names
        values |= {
            "given_name": given,
            "family_name": family,
            "sort_key": sort_key(family, given),
        }
    was = (person.has_protected_name, person.has_protected_address)
    save_version(person, version, **values)
    if names is not None:
        write_tokens(person)
    now = (facts.has_protected_name, facts.has_protected_address)
    log(by=by, about=person, facts={"protection": now} if now != was else {})
    return person


@action("relation.set")
def set_relation(
    *, by: Actor, person: Person, other: Person, kind: RelationKind, from_on: date | None
) -> Relation:
    """Record what `person` is to `other` from a day on; what they were ends the day before.

    Without a day, what stood before was never so: it is put right, and the log keeps it.
    """
    name = "relation.set"
    hold(other)
    running = Relation.objects.filter(person=person, other=other, to_on__isnull=True)
    if running.filter(kind=kind).exists():
        raise Refused(name, "already_there")
    log(by=by, about=person, facts={"kind": kind, "was": [row.kind for row in running]})
    wrong = running.first()
    if from_on is None and wrong is not None:
        wrong.kind = kind
        wrong.save(update_fields=["kind"])
        return wrong
    if from_on is not None:
        require_when(name, from_on)
        for row in running:
            require_when(name, from_on - DAY, row.from_on)
        running.update(to_on=from_on - DAY)
    return relate(by=by, person=person, other=other, kind=kind, from_on=from_on)


@action("relation.end")
def end_relations(*, by: Actor, person: Person, other: Person, on: date) -> int:
    """End what a person is to another, on a day; return how many relations ended."""
    require_when("relation.end", on)
    running = Relation.objects.filter(person=person, other=other, to_on__isnull=True)
    for row in running:
        require_when("relation.end", on, row.from_on)
    ended = running.update(to_on=on)
    log(by=by, about=person, facts={"other": other.public_id})
    return ended


@action("custody.end")
def end_custody(*, by: Actor, child: Person, holder: Person, on: date) -> Custody:
    """End that somebody holds custody of a child, on a day: the last day they hold it."""
    name = "custody.end"
    hold(child)
    running = Custody.objects.filter(child=child, holder=holder, to_on__isnull=True).first()
    if running is None:
        raise Refused(name, "already_ended")
    require_when(name, on, running.from_on)
    running.to_on = on
    running.save(update_fields=["to_on"])
    log(by=by, about=child, facts={"holder": holder.public_id})
    return running


@action("family.end_member")
def end_member(*, by: Actor, family: Family, person: Person, on: date) -> FamilyMember:
    """End a person's place in a family, on a day."""
    name = "family.end_member"
    hold(person)
    running = FamilyMember.objects.filter(family=family, person=person, to_on__isnull=True).first()
    if running is None:
        raise Refused(name, "already_ended")
    require_when(name, on, running.from_on)
    running.to_on = on
    running.save(update_fields=["to_on"])
    log(by=by, about=family, facts={"person": person.public_id})
    return running


@action("home.set_residence")
def set_residence(
    *, by: Actor, person: Person, home: Household, share: str, from_on: date
) -> Residence | None:
    """Record how much of the time a person lives in a home from a day on; empty is not at all.

    What was so before ends the day before; nothing is written where nothing changes.
    """
    name = "home.set_residence"
    require_when(name, from_on)
    hold(person)
    running = Residence.objects.filter(person=person, household=home, to_on__isnull=True).first()
    log(by=by, about=person, facts={"home": home.public_id})
    if running is not None and running.share == share:
        return running
    if running is not None:
        if from_on < running.from_on:
            raise Refused(name, "ends_before_begin")
        if share and from_on == running.from_on:
            running.share = share
            running.save(update_fields=["share"])
            return running
        running.to_on = max(running.from_on, from_on - DAY)
        running.save(update_fields=["to_on"])
    if not share:
        return None
    with once(name, "already_there"):
        return Residence.objects.create(person=person, household=home, share=share, from_on=from_on)


@action("party.set_role")
def set_place(
    *, by: Actor, person: Person, dossier: Dossier, role: PartyRole, from_on: date
) -> Party:
    """Give a person a place in a dossier from a day on; another place ends the day before."""
    hold(dossier)
    running = Party.objects.filter(person=person, dossier=dossier, to_on__isnull=True).first()
    log(by=by, about=dossier, facts={"person": person.public_id, "role": role})
    if running is None:
        return add_party(by=by, person=person, dossier=dossier, role=role, from_on=from_on)
    if running.role == role:
        return running
    if from_on <= running.from_on:
        running.role = role
        running.save(update_fields=["role"])
        return running
    running.to_on = from_on - DAY
    running.save(update_fields=["to_on"])
    return add_party(by=by, person=person, dossier=dossier, role=role, from_on=from_on)


@action("party.end_all")
def end_places(*, by: Actor, person: Person, dossier: Dossier, on: date) -> None:
    """End every place of a person in a dossier on a day; one that begins later never begins."""
    hold(dossier)
    rows = Party.objects.filter(Q(to_on__isnull=True) | Q(to_on__gt=on), dossier=dossier)
    own = rows.filter(person=person)
    own.filter(from_on__gt=on).delete()
    own.update(to_on=on)
    log(by=by, about=dossier, facts={"person": person.public_id})


@action("party.follow_custody")
def follow_custody(*, by: Actor, child: Person, holder: Person, on: date) -> list[Party]:
    """Set a parent's place in every dossier about the child by whether they hold custody on a day.

    The place decides what the parent may see, so it changes with custody and on the same day.
    """
    has_custody = Custody.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on), child=child, holder=holder, from_on__lte=on
    ).exists()
    is_parent = Relation.objects.filter(
        Q(to_on__isnull=True) | Q(to_on__gte=on),
        person=holder,
        other=child,
        kind__in=PARENT_KINDS,
    ).exists()
    without = PartyRole.PARENT if is_parent else PartyRole.NETWORK
    about = Party.objects.filter(person=child, role=PartyRole.CHILD, to_on__isnull=True)
    rows = Party.objects.filter(
        person=holder, to_on__isnull=True, dossier_id__in=about.values("dossier_id")
    )
    role = PartyRole.CUSTODY_PARENT if has_custody else without
    log(by=by, about=child, facts={"holder": holder.public_id, "role": role})
    return [
        set_place(by=by, person=holder, dossier=row.dossier, role=role, from_on=on)
        for row in rows.select_related("dossier")
    ]
