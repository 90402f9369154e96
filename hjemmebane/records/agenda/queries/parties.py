"""What each at the table is to a dossier, as a party to its meetings."""

from collections.abc import Iterable

from hjemmebane.domain.access import Relation
from hjemmebane.domain.agenda import Seat
from hjemmebane.domain.contacts import Party
from hjemmebane.domain.people import PARENT_ROLES, PartyRole
from hjemmebane.records.access.models import Tie
from hjemmebane.records.people.models import Party as PartyModel

PARTY_OF_RELATION = {
    Relation.ADVISER: Party.ADVISER,
    Relation.THERAPIST: Party.WORKER,
    Relation.PREVENTION: Party.WORKER,
    Relation.PARTNER: Party.PARTNER,
}
BY_NAME = frozenset({Party.NETWORK, Party.PARTNER, Party.PLACEMENT})
"""What one who sits there by a name or a title alone may be."""

Roles = dict[tuple[int, int | None, int | None], Party]


def roles_at_meetings(dossier_ids: Iterable[int]) -> Roles:
    """Return what each person and worker is to a dossier, by (dossier, person, user)."""
    ids = set(dossier_ids)
    roles: Roles = {}
    for dossier_id, person_id, role in PartyModel.objects.filter(dossier_id__in=ids).values_list(
        "dossier_id", "person_id", "role"
    ):
        kind = Party.PARENT if role in PARENT_ROLES else Party.CHILD
        roles[dossier_id, person_id, None] = Party.NETWORK if role == PartyRole.NETWORK else kind
    for dossier_id, user_id, relation in Tie.objects.filter(dossier_id__in=ids).values_list(
        "dossier_id", "user_id", "relation"
    ):
        roles[dossier_id, None, user_id] = PARTY_OF_RELATION.get(Relation(relation), Party.LEADER)
    return roles


def parties_there(dossier_id: int, seats: Iterable[Seat], roles: Roles) -> frozenset[Party]:
    """Return which parties sit at a table."""
    there = list(seats)
    found = {roles.get((dossier_id, s.person_id, s.user_id)) for s in there if not s.label}
    if any(seat.label for seat in there):
        found |= BY_NAME
    return frozenset(party for party in found if party)
