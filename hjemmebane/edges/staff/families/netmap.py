"""The network map: the homes, those the family told of, and those who work around it."""

from datetime import timedelta

from django.urls import reverse

from hjemmebane.domain.access import Relation
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.network import Circle
from hjemmebane.domain.people import PARENT_ROLES, PartyRole
from hjemmebane.edges.staff.families.reading import FamilyRead, first_name
from hjemmebane.records.access.acting import may
from hjemmebane.records.people.queries import HomeRow, NetworkRow, PersonCard
from hjemmebane.ui.charts.network import Home, NetworkMap, Tie
from hjemmebane.ui.words import listing

WEEKLY = 3
CHILDREN = (PartyRole.CHILD, PartyRole.SIBLING)


def network(read: FamilyRead) -> NetworkMap | None:
    """Return the homes with those around them; nothing where only the family is known."""
    homes = _homes(read)
    told = [_told(row, read, homes) for row in read.network]
    professional = _team(read)
    if (not told and len(professional) < WEEKLY) or not read.view.members:
        return None
    return NetworkMap(_circles(read, homes), _children(read, homes), (*told, *professional))


def may_write(read: FamilyRead) -> bool:
    """Return whether the reader may put somebody on the map."""
    return may(read.user, "network.add") and bool(read.view.helped_in)


def _told(row: NetworkRow, read: FamilyRead, homes: list[HomeRow]) -> Tie:
    places = [read.view.public_id, row.public_id]
    is_open = may(read.user, "network.change")
    return Tie(
        name=row.name,
        role=row.support or row.relation,
        is_private=row.circle is Circle.PRIVATE,
        closeness=row.closeness.value,
        strength=row.strength.value,
        supports=" · ".join(word for word in (row.relation, row.support) if word),
        near=read.first_name(row.near_id),
        home=_home_of(row, read, homes),
        href=reverse("staff:network_person", args=places) if is_open else "",
    )


def _home_of(row: NetworkRow, read: FamilyRead, homes: list[HomeRow]) -> int | None:
    """Return the home of the adult somebody is near to or was told by; children have both."""
    adults = [
        n for n in (row.near_id, row.told_by_id) if read.view.roles.get(n or 0) in PARENT_ROLES
    ]
    if row.near_id and row.near_id not in adults:
        return None
    for number, home in enumerate(homes):
        if adults and any(card.id == adults[0] for card, _ in home.residents):
            return number
    return None


def _team(read: FamilyRead) -> list[Tie]:
    often = _weekly(read)
    known = {row.name for row in read.network}
    # The head of a unit is named on the page, but stands in nobody's network.
    names = {r.name: r.title for r in read.team if r.relation != Relation.PROVIDER_HEAD}
    return [
        Tie(
            name,
            title,
            is_private=False,
            closeness="weekly" if name in often else "seldom",
            strength="supports" if name in often else "around",
        )
        for name, title in names.items()
        if name not in known
    ]


def _weekly(read: FamilyRead) -> set[str]:
    """Return the workers who came at least three times in the last four weeks."""
    since = read.now - timedelta(weeks=4)
    held = [
        name
        for row in read.contacts
        if row.state is ContactState.HELD and row.starts_at >= since
        for name in row.workers
    ]
    return {name for name in held if held.count(name) >= WEEKLY}


def _children(read: FamilyRead, homes: list[HomeRow]) -> tuple[str, ...]:
    """Return the children of every home drawn; those of one of two stand in that one's circle."""
    roles = read.view.roles
    elsewhere = {c.id for home in homes for c in _only_here(read, home, homes)}
    return tuple(
        first_name(c)
        for c in read.view.members
        if roles.get(c.id) in CHILDREN and c.id not in elsewhere
    )


def _only_here(read: FamilyRead, home: HomeRow, homes: list[HomeRow]) -> list[PersonCard]:
    """Return the children who live in one of two homes and not in the other."""
    others = {c.id for other in homes if other is not home for c, _ in other.residents}
    if len(homes) == 1:
        return []
    roles = read.view.roles
    return [c for c, _ in home.residents if roles.get(c.id) in CHILDREN and c.id not in others]


def _homes(read: FamilyRead) -> list[HomeRow]:
    """Return the homes with a grown-up in them, two at most."""
    roles = read.view.roles
    return [
        home
        for home in read.view.homes
        if any(roles.get(card.id) in PARENT_ROLES for card, _ in home.residents)
    ][:2]


def _circles(read: FamilyRead, homes: list[HomeRow]) -> tuple[Home, ...]:
    roles = read.view.roles
    circles = tuple(
        Home(
            listing([first_name(c) for c, _ in home.residents if roles.get(c.id) in PARENT_ROLES]),
            home.label,
            tuple(first_name(c) for c in _only_here(read, home, homes)),
        )
        for home in homes
    )
    if circles:
        return circles
    names = [first_name(card) for card in read.view.members if roles.get(card.id) in PARENT_ROLES]
    return (Home(listing(names), "hjem"),)
