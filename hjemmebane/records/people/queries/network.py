"""Who stands around a family: third parties, so each reader sees no more than the table allows."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.network import Circle, Closeness, Strength, strength_of
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.people.models import NetworkPerson
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class NetworkRow:
    """Somebody on the network map; the family by person id."""

    public_id: str
    dossier_id: int
    told_by_id: int | None
    near_id: int | None
    name: str
    relation: str
    circle: Circle
    closeness: Closeness
    support: str
    may_be_asked: bool
    version: int

    @property
    def strength(self) -> Strength:
        """Return how the tie is drawn."""
        return strength_of(self.closeness, self.support, may_be_asked=self.may_be_asked)


def visible_network(user: User) -> Q:
    """Return the condition that somebody on a map is shown: all of it, or what one told oneself."""
    reach = reach_of(user)
    if reach.is_family:
        own = reach.q("dossier", Aspect.NETWORK, Level.OWN)
        return own & Q(told_by_id=reach.person_id)
    return reach.q("dossier", Aspect.NETWORK, Level.YES, Level.ORDER)


def network_in(dossier_ids: Collection[int], user: User) -> tuple[NetworkRow, ...]:
    """Return who stands around a family now, in the order they were told of."""
    rows = NetworkPerson.objects.filter(
        visible_network(user), dossier_id__in=dossier_ids, to_on__isnull=True
    )
    return tuple(
        NetworkRow(
            public_id=str(row.public_id),
            dossier_id=row.dossier_id,
            told_by_id=row.told_by_id,
            near_id=row.near_id,
            name=row.name,
            relation=row.relation,
            circle=Circle(row.circle),
            closeness=Closeness(row.closeness),
            support=row.support,
            may_be_asked=row.may_be_asked,
            version=row.version,
        )
        for row in rows.order_by("pk")
    )


def get_network_person(public_id: object, user: User) -> NetworkPerson:
    """Return somebody on a map the reader may see; raise NotVisible otherwise."""
    rows = NetworkPerson.objects.filter(visible_network(user), public_id=str(public_id))
    found = rows.select_related("dossier", "told_by").first()
    if found is None:
        raise NotVisible("network_person", public_id)
    return found


def may_write_network(dossier: Dossier, user: User, told_by_id: int | None) -> bool:
    """Return whether somebody may be put on the map: by who sees it, the family for itself only."""
    reach = reach_of(user)
    level = reach.level(
        Aspect.NETWORK,
        dossier_id=dossier.pk,
        unit_id=dossier.unit_id,
        team_id=dossier.team_id,
        register=dossier.register,
        is_restricted=dossier.is_restricted,
    )
    if reach.is_family:
        return level is Level.OWN and told_by_id == reach.person_id
    return level in (Level.YES, Level.ORDER)
