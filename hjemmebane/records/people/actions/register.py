"""Persons, families, parties, consent and disclosure, as they are first written."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.conf import settings

from hjemmebane import clock
from hjemmebane.domain.access import Register, UserKind
from hjemmebane.domain.identity import BadNumber, name_tokens, read_number, sort_key
from hjemmebane.domain.people import (
    ConsentHow,
    ConsentKind,
    DisclosureGround,
    PartyRole,
    RelationKind,
    RevealReason,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import (
    Actor,
    action,
    hold,
    log,
    make_or_find,
    once,
    refuse_twin,
)
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.access.upkeep import INSTALLATION
from hjemmebane.records.people.models import (
    Consent,
    Custody,
    Disclosure,
    Family,
    FamilyMember,
    Household,
    KnownAs,
    NameToken,
    OwnKin,
    Party,
    Person,
    PersonNumber,
    Relation,
    Residence,
)
from hjemmebane.records.people.queries import (
    address_text,
    get_person,
    is_valid,
    may_reveal,
    number_context,
    numbers_of,
)

EARLIEST_BIRTH = date(1900, 1, 1)
ROTATE_AT_ONCE = 500


@action("person.register")
def register_person(
    *,
    by: Actor,
    register: Register,
    given_name: str,
    family_name: str,
    born_on: date | None,
    cpr: str = "",
    **more: Any,
) -> Person:
    """Put a person in a register; `more` are fields such as language and protection.

    Raises Refused `bad_number`, `number_taken` (in this register) or `born_in_future`.
    """
    if born_on and not EARLIEST_BIRTH <= born_on <= clock.today():
        raise Refused("person.register", "born_impossible")
    person = Person.objects.create(
        register=register,
        given_name=given_name,
        family_name=family_name,
        born_on=born_on,
        sort_key=sort_key(family_name, given_name),
        **more,
    )
    _put_tokens(person)
    log(by=by, about=person, facts={"register": register})
    if cpr:
        add_number(by=by, person=person, number=cpr)
    return person


def write_tokens(person: Person) -> None:
    """Write the parts of a person's name anew, by whose beginning the person is found."""
    person.tokens.all().delete()
    _put_tokens(person)


def _put_tokens(person: Person) -> None:
    NameToken.objects.bulk_create(
        NameToken(person=person, register=person.register, token=token)
        for token in sorted(name_tokens(person.given_name, person.family_name))
    )


@action("person.add_number")
def add_number(*, by: Actor, person: Person, number: str) -> PersonNumber:
    """Give a person a number, sealed; a person may have several over time, or none."""
    try:
        read = read_number(number, allow_demo=settings.ALLOW_DEMO_NUMBERS)
    except BadNumber as error:
        raise Refused("person.add_number", "bad_number") from error
    ring = keyring.ring()
    index = ring.blind_index(read.digits, person.register)
    known = [ring.blind_index(read.digits, person.register, key) for key in ring.ids("index")]
    if PersonNumber.objects.filter(index__in=known).exists():
        raise Refused("person.add_number", "number_taken")
    person.numbers.filter(to_on__isnull=True).update(to_on=clock.today())
    made = PersonNumber.objects.create(
        person=person,
        register=person.register,
        kind=read.kind,
        sealed=ring.seal(read.digits.encode(), number_context(person)),
        index=index,
        index_key=ring.newest("index"),
        from_on=clock.today(),
    )
    log(by=by, about=person, facts={"warnings": read.warnings})
    return made


@action("number.rotate")
def rotate_numbers(*, by: Actor, after: int = 0, most: int = ROTATE_AT_ONCE) -> int:
    """Seal and index the next numbers again with the newest keys; return the last row's id, or 0.

    Some at a time, so that nobody waits long for their turn: call it with what it returned until
    it returns 0. Starting over is harmless.
    """
    ring = keyring.ring()
    rows = list(
        PersonNumber.objects.filter(pk__gt=after).select_related("person").order_by("pk")[:most]
    )
    for row in rows:
        context = number_context(row.person)
        digits = ring.unseal(bytes(row.sealed), context)
        row.sealed = ring.seal(digits, context)
        row.index = ring.blind_index(digits.decode(), row.register)
        row.index_key = ring.newest("index")
    PersonNumber.objects.bulk_update(rows, ["sealed", "index", "index_key"], batch_size=100)
    log(by=by, about=INSTALLATION, facts={"numbers": len(rows), "key": ring.newest("seal")})
    return rows[-1].pk if rows else 0


@action("person.protect")
def protect(*, by: Actor, person: Person, name: bool, address: bool) -> Person:
    """Set or lift the protection of a person's name and address."""
    person.has_protected_name, person.has_protected_address = name, address
    person.save(update_fields=["has_protected_name", "has_protected_address"])
    log(by=by, about=person, facts={"name": name, "address": address})
    return person


@action("family.create")
def create_family(
    *,
    by: Actor,
    register: Register,
    name: str,
    members: Iterable[Person],
    from_on: date | None = None,
) -> Family:
    """Make a family of persons in one register."""
    people = list(members)
    if any(person.register != register for person in people):
        raise Refused("family.create", "other_register")
    family = Family.objects.create(register=register, name=name)
    day = from_on or clock.today()
    FamilyMember.objects.bulk_create(
        FamilyMember(family=family, person=person, from_on=day) for person in people
    )
    log(by=by, about=family)
    return family


@action("family.add_member")
def add_member(*, by: Actor, family: Family, person: Person, from_on: date) -> FamilyMember:
    """Add a person to a family of the same register."""
    if person.register != family.register:
        raise Refused("family.add_member", "other_register")
    with once("family.add_member", "already_there"):
        member = FamilyMember.objects.create(family=family, person=person, from_on=from_on)
    log(by=by, about=family, facts={"person": person.public_id})
    return member


@action("family.add_home")
def add_home(
    *,
    by: Actor,
    family: Family,
    label: str,
    street: str,
    postal_code: str,
    town: str,
    residents: Iterable[tuple[Person, str]],
    from_on: date,
    is_protected: bool = False,
) -> Household:
    """Add a home to a family, with who lives there and how much of the time."""
    home = Household.objects.create(
        family=family,
        label=label,
        street=street,
        postal_code=postal_code,
        town=town,
        is_protected=is_protected,
    )
    Residence.objects.bulk_create(
        Residence(person=person, household=home, share=share, from_on=from_on)
        for person, share in residents
    )
    log(by=by, about=family, facts={"home": home.public_id})
    return home


@action("person.relate")
def relate(
    *, by: Actor, person: Person, other: Person, kind: RelationKind, from_on: date | None = None
) -> Relation:
    """Record how a person is related to another: `person` is `kind` of `other`."""
    if person.register != other.register:
        raise Refused("person.relate", "other_register")
    if person.pk == other.pk:
        raise Refused("person.relate", "same_person")
    with once("person.relate", "already_there"):
        made = Relation.objects.create(person=person, other=other, kind=kind, from_on=from_on)
    log(by=by, about=person, facts={"kind": kind, "other": other.public_id})
    return made


@action("custody.give")
def give_custody(*, by: Actor, child: Person, holder: Person, from_on: date) -> Custody:
    """Record that someone holds custody of a child from a day on."""
    with once("custody.give", "already_there"):
        made = Custody.objects.create(child=child, holder=holder, from_on=from_on)
    log(by=by, about=child, facts={"holder": holder.public_id})
    return made


@action("party.add")
def add_party(
    *, by: Actor, person: Person, dossier: Dossier, role: PartyRole, from_on: date
) -> Party:
    """Make a person party to a dossier of the same register."""
    if person.register != dossier.register:
        raise Refused("party.add", "other_register")
    unique = {"person": person, "dossier": dossier, "to_on": None}
    made, _ = make_or_find(Party, unique, role=role, from_on=from_on)
    log(by=by, about=dossier, facts={"person": person.public_id, "role": role})
    return made


@action("party.add")
def add_parties(
    *, by: Actor, dossier: Dossier, places: Sequence[tuple[Person, PartyRole]], from_on: date
) -> None:
    """Make persons party to a dossier opened just now, which has no party yet; a line for each."""
    if any(person.register != dossier.register for person, _ in places):
        raise Refused("party.add", "other_register")
    Party.objects.bulk_create(
        Party(person=person, dossier=dossier, role=role, from_on=from_on) for person, role in places
    )
    for person, role in places:
        log(by=by, about=dossier, facts={"person": person.public_id, "role": role})


@action("party.end")
def end_party(*, by: Actor, party: Party, on: date) -> Party:
    """End a person's place in a dossier."""
    party.to_on = on
    party.save(update_fields=["to_on"])
    log(by=by, about=party.dossier, facts={"person": party.person.public_id})
    return party


@action("consent.give")
def give_consent(
    *,
    by: User,
    person: Person,
    about: Person,
    dossier: Dossier,
    to_unit: Unit,
    what: str,
    purpose: str,
    until_on: date,
    how: ConsentHow,
    to_whom: str = "",
    own_words: str = "",
    kind: ConsentKind = ConsentKind.SHARING,
    given_on: date | None = None,
) -> Consent:
    """Record a consent: `person` says yes that `what` about `about` is told to a unit.

    One of kind film says yes to being filmed by the unit, and to nothing else.
    """
    if until_on < clock.today():
        raise Refused("consent.give", "already_over")
    who = {"dossier": dossier, "given_by": person, "about": about, "to_unit": to_unit}
    told = {"to_whom": to_whom, "what": what, "purpose": purpose, "own_words": own_words}
    days = {"given_on": given_on or clock.today(), "until_on": until_on}
    said = {**who, **told, **days, "how": how, "kind": kind}
    hold(dossier)
    refuse_twin("consent.give", Consent.objects.filter(withdrawn_at__isnull=True, **said))
    consent = Consent.objects.create(recorded_by=by, **said)
    log(by=by, about=consent, facts={"to": to_unit.key})
    return consent


@action("consent.withdraw")
def withdraw_consent(*, by: User, consent: Consent) -> Consent:
    """Withdraw a consent; what was already told stays told, and logged.

    One of the family withdraws what they gave themselves; staff write down what they were told.
    """
    if by.kind == UserKind.FAMILY and by.person_id != consent.given_by_id:
        raise Refused("consent.withdraw", "not_allowed")
    hold(consent)
    if consent.withdrawn_at is not None:
        raise Refused("consent.withdraw", "consent_already_withdrawn")
    consent.withdrawn_at = clock.now()
    consent.save(update_fields=["withdrawn_at"])
    log(by=by, about=consent)
    return consent


GROUNDS_WITHOUT_CONSENT = frozenset(DisclosureGround) - {DisclosureGround.CONSENT}


@action("disclosure.make")
def disclose(
    *,
    by: Actor,
    ground: DisclosureGround,
    dossier: Dossier,
    to_unit: Unit,
    what: str,
    person: Person | None = None,
    consent: Consent | None = None,
    reason: str = "",
    is_told_to_family: bool = True,
) -> Disclosure:
    """Pass something from one area to another: the one function through which it happens.

    Raises Refused `no_ground` without a valid consent to that unit or a stated legal ground.
    Source: databeskyttelsesloven and barnets lov; consent in social law is kept apart.
    """
    if ground == DisclosureGround.CONSENT:
        _require_consent(consent, dossier, to_unit, person)
    elif ground not in GROUNDS_WITHOUT_CONSENT or not reason:
        raise Refused("disclosure.make", "no_ground")
    made = Disclosure.objects.create(
        dossier=dossier,
        about=person,
        to_unit=to_unit,
        what=what,
        ground=ground,
        consent=consent,
        reason=reason,
        at=clock.now(),
        by=by if isinstance(by, User) else None,
        is_told_to_family=is_told_to_family,
    )
    log(by=by, about=made, reason=ground, facts={"to": to_unit.key})
    return made


def _require_consent(
    consent: Consent | None, dossier: Dossier, to_unit: Unit, person: Person | None
) -> None:
    if consent is not None:
        hold(consent)  # one that is being withdrawn is waited for, and no longer good
    fits = (
        consent is not None
        and consent.kind == ConsentKind.SHARING
        and is_valid(consent, clock.today())
        and consent.dossier_id == dossier.pk
        and consent.to_unit_id == to_unit.pk
        and (person is None or consent.about_id == person.pk)
    )
    if not fits:
        raise Refused("disclosure.make", "no_ground")


@action("disclosure.answer")
def answer_disclosure(*, by: User, disclosure: Disclosure, answer: str) -> Disclosure:
    """Answer a question that came as a disclosure (known, not known)."""
    disclosure.answer, disclosure.answered_at, disclosure.answered_by = answer, clock.now(), by
    disclosure.save(update_fields=["answer", "answered_at", "answered_by"])
    log(by=by, about=disclosure)
    return disclosure


@action("person.link")
def link_known_as(
    *, by: Actor, authority: Person, prevention: Person, ground: DisclosureGround
) -> KnownAs:
    """Link a person in one register to the same person in the other, on a ground."""
    if (authority.register, prevention.register) != (Register.AUTHORITY, Register.PREVENTION):
        raise Refused("person.link", "other_register")
    link, _ = KnownAs.objects.get_or_create(
        authority=authority,
        prevention=prevention,
        defaults={"ground": ground, "made_at": clock.now()},
    )
    log(by=by, about=link, reason=ground)
    return link


@action("kin.bar")
def bar_kin(*, by: Actor, user: User, person: Person) -> OwnKin:
    """Bar a member of staff from the records of a person who is their own kin, or themself."""
    bar, _ = OwnKin.objects.get_or_create(user=user, person=person)
    log(by=by, about=bar)
    return bar


@action("person.reveal_address")
def reveal_address(*, by: User, public_id: object, reason: RevealReason, text: str = "") -> str:
    """Return a protected address in clear; the reveal is logged with its reason."""
    person = _revealed(public_id, by, "person.reveal_address", reason)
    homes = Household.objects.filter(residents__person=person, residents__to_on__isnull=True)
    log(by=by, about=person, reason=f"{reason} {text}".strip())
    return " · ".join(address_text(home) for home in homes) or "Ingen adresse er skrevet."


@action("person.reveal_number")
def reveal_number(*, by: User, public_id: object, reason: RevealReason) -> str:
    """Return a person's number in clear; the reveal is logged with its reason."""
    person = _revealed(public_id, by, "person.reveal_number", reason)
    log(by=by, about=person, reason=reason)
    return next(iter(numbers_of(person)), "")


def _revealed(public_id: object, by: User, name: str, reason: RevealReason) -> Person:
    person = get_person(public_id, by)
    if not may_reveal(person, by):
        raise Refused(name, "not_allowed")
    lookups.show([person.pk], f"reveal:{reason}")
    return person
