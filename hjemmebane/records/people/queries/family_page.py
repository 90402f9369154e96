"""A family with everyone around it, for the family page: few queries, however many children."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, DossierKind, Level
from hjemmebane.domain.people import Masked, PartyRole
from hjemmebane.records.access.models import LookupPerson, RoleAssignment, Tie, User
from hjemmebane.records.access.queries import TeamRow, running
from hjemmebane.records.access.reach import Reach
from hjemmebane.records.people.models import Consent, Family, FamilyMember, Party, Residence
from hjemmebane.records.people.queries.cards import PersonCard, cards
from hjemmebane.records.people.queries.families import HomeRow, get_family, home_address
from hjemmebane.records.people.queries.kin import kin_words
from hjemmebane.records.people.queries.looks import LookupRow
from hjemmebane.records.people.queries.sharing import is_valid
from hjemmebane.records.people.reach import reach_of

LOOKS_READ = 500
LOOKS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class FamilyDossier:
    """A dossier about a child of the family, in the reader's reach."""

    id: int
    public_id: str
    kind: str
    unit: str
    is_restricted: bool
    is_closed: bool
    child_id: int
    level: Level


@dataclass(frozen=True, slots=True)
class FamilyConsent:
    """A consent in a family's dossiers; persons by id."""

    public_id: str
    about_id: int
    given_by_id: int
    to_unit: str
    to_whom: str
    what: str
    purpose: str
    given_on: date
    until_on: date
    is_valid: bool


@dataclass(frozen=True, slots=True)
class FamilyView:
    """A family as a reader may see it: members, parties, dossiers and homes."""

    id: int
    public_id: str
    name: str
    register: str
    members: tuple[PersonCard, ...]
    cards: dict[int, PersonCard]
    roles: dict[int, PartyRole]
    kin: dict[int, str]
    dossiers: tuple[FamilyDossier, ...]
    homes: tuple[HomeRow, ...]
    party_of: dict[int, frozenset[int]]

    @property
    def dossier_ids(self) -> list[int]:
        """Return the ids of the family's dossiers."""
        return [dossier.id for dossier in self.dossiers]

    @property
    def helped_in(self) -> list[int]:
        """Return the ids of the dossiers the family gets help in; who notified is no team."""
        kinds = (DossierKind.CASE, DossierKind.PREVENTION)
        return [dossier.id for dossier in self.dossiers if dossier.kind in kinds]

    @property
    def is_names_only(self) -> bool:
        """Return whether the reader may know who the family is and nothing more."""
        return all(dossier.level is Level.NAMES for dossier in self.dossiers)

    @property
    def title(self) -> str:
        """Return what the family is called; a masked member masks the family's name too."""
        return family_title(self.name, self.members)


@dataclass(frozen=True, slots=True)
class FamilyLooks:
    """How many have looked at a family's persons since a day, and the latest of them."""

    readers: int
    refused: int
    latest: tuple[LookupRow, ...]


def family_title(name: str, members: Iterable[PersonCard]) -> str:
    """Return “Familien Holm”, or no name where a member's name is protected for the reader."""
    if any(isinstance(card.name, Masked) for card in members):
        return "Familie med beskyttet navn"
    return name if name.lower().startswith("famili") else f"Familien {name}"


def in_sentence(title: str) -> str:
    """Return a family's title as it stands after other words: “familien Holm”."""
    return title[:1].lower() + title[1:]


def family_view(public_id: object, user: User) -> FamilyView:
    """Return a family in the reader's reach; raise NotVisible otherwise."""
    family = get_family(public_id, user)
    places = _places(family, user)
    persons = {place.person_id: place.person for place in places}
    found = cards(list(persons.values()), user, "family")
    own = {p.person_id for p in places if p.is_member}  # type: ignore[attr-defined]  # annotated
    members = sorted(
        own,
        key=lambda number: (str(persons[number].born_on), number),
    )
    return FamilyView(
        id=family.pk,
        public_id=str(family.public_id),
        name=family.name,
        register=family.register,
        members=tuple(found[number] for number in members),
        cards=found,
        roles=_roles(places),
        kin=kin_words(_children_of(family)),
        dossiers=_dossiers(places, reach_of(user)),
        homes=tuple(_homes(family, found)),
        party_of={
            number: frozenset(p.dossier_id for p in places if p.person_id == number)
            for number in persons
        },
    )


def _places(family: Family, user: User) -> list[Party]:
    """Return the places in reach in dossiers whose child belongs to the family."""
    today = clock.today()
    near = reach_of(user).q("dossier", Aspect.CASE_EXISTS)
    member = FamilyMember.objects.filter(running(today), family=family)
    children = _children_of(family)
    rows = Party.objects.filter(
        running(today), near, dossier_id__in=children.values("dossier_id")
    ).annotate(is_member=Exists(member.filter(person_id=OuterRef("person_id"))))
    return list(rows.select_related("person", "dossier__unit").order_by("dossier_id", "pk"))


def _children_of(family: Family) -> QuerySet[Party]:
    """Return the places of the family's children in their dossiers."""
    member = FamilyMember.objects.filter(running(clock.today()), family=family)
    return Party.objects.filter(
        running(clock.today()), role=PartyRole.CHILD, person_id__in=member.values("person_id")
    )


def _roles(places: list[Party]) -> dict[int, PartyRole]:
    """Return each person's nearest place in any of the dossiers."""
    order = {role: rank for rank, role in enumerate(PartyRole)}
    found: dict[int, PartyRole] = {}
    for place in places:
        role = PartyRole(place.role)
        known = found.get(place.person_id)
        if known is None or order[role] < order[known]:
            found[place.person_id] = role
    return found


def _dossiers(places: list[Party], reach: Reach) -> tuple[FamilyDossier, ...]:
    children = {p.dossier_id: p.person_id for p in reversed(places) if p.role == PartyRole.CHILD}
    dossiers = {place.dossier_id: place.dossier for place in places}
    return tuple(
        FamilyDossier(
            id=number,
            public_id=str(dossier.public_id),
            kind=dossier.kind,
            unit=dossier.unit.name,
            is_restricted=dossier.is_restricted,
            is_closed=dossier.closed_at is not None,
            child_id=children[number],
            level=reach.level(
                Aspect.CASE_EXISTS,
                dossier_id=number,
                unit_id=dossier.unit_id,
                team_id=dossier.team_id,
                register=dossier.register,
                is_restricted=dossier.is_restricted,
            ),
        )
        for number, dossier in dossiers.items()
        if number in children
    )


def _homes(family: Family, found: dict[int, PersonCard]) -> Iterable[HomeRow]:
    rows = list(
        Residence.objects.filter(running(clock.today()), household__family=family)
        .filter(person_id__in=found)
        .select_related("household", "person")
        .order_by("household_id", "person__born_on", "pk")
    )
    for home in {row.household_id: row.household for row in rows}.values():
        own = [row for row in rows if row.household_id == home.pk]
        yield HomeRow(
            str(home.public_id),
            home.label,
            home_address(home, [row.person for row in own]),
            tuple((found[row.person_id], row.share) for row in own),
        )


def team_around(dossier_ids: Collection[int]) -> list[TeamRow]:
    """Return who works around a family today, each worker once with all their titles."""
    unit = RoleAssignment.objects.filter(user_id=OuterRef("user_id"), unit__isnull=False)
    rows = (
        Tie.objects.filter(running(clock.today()), dossier_id__in=dossier_ids)
        .annotate(unit_name=Subquery(unit.values("unit__name")[:1]))
        .select_related("user")
        .order_by("from_on", "pk")
    )
    found: dict[int, TeamRow] = {}
    titles: dict[int, dict[str, None]] = defaultdict(dict)
    for row in rows:
        titles[row.user_id].setdefault(row.title)
        found.setdefault(
            row.user_id,
            TeamRow(
                row.user_id,
                str(row.user.public_id),
                row.user.name,
                row.title,
                row.relation,
                row.unit_name or "",
                row.user.phone,
                row.from_on,
                row.course_id,
                str(row.public_id),
            ),
        )
    return [replace(row, title=", ".join(titles[number])) for number, row in found.items()]


def consents_in(dossier_ids: Collection[int], user: User) -> list[FamilyConsent]:
    """Return the consents of a family's dossiers, newest first."""
    rows = (
        Consent.objects.filter(reach_of(user).q("dossier", Aspect.CASE_EXISTS))
        .filter(dossier_id__in=dossier_ids)
        .select_related("to_unit")
        .order_by("-given_on", "-pk")
    )
    today = clock.today()
    return [
        FamilyConsent(
            str(row.public_id),
            row.about_id,
            row.given_by_id,
            row.to_unit.name,
            row.to_whom,
            row.what,
            row.purpose,
            row.given_on,
            row.until_on,
            is_valid(row, today),
        )
        for row in rows
    ]


def looks_at(person_ids: Collection[int], days: int) -> FamilyLooks:
    """Return who looked at any of some persons in the last days, without names of staff."""
    since: datetime = clock.now() - timedelta(days=days)
    rows = (
        LookupPerson.objects.filter(person_id__in=person_ids, request__at__gte=since)
        .select_related("request")
        .order_by("-request__at", "-request_id")[:LOOKS_READ]
    )
    requests = {row.request_id: row.request for row in rows}
    return FamilyLooks(
        readers=len({request.user_id for request in requests.values()}),
        refused=sum(request.is_refused for request in requests.values()),
        latest=tuple(
            LookupRow(r.at, r.role, r.unit_name, r.why, r.route, r.is_refused)
            for r in list(requests.values())[:LOOKS_SHOWN]
        ),
    )
