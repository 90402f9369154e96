"""Who stands on a family's network map: put there, put right, taken off with a day."""

from dataclasses import asdict
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.network import NetworkGiven
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, once, save_version
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.people.models import NetworkPerson, Party, Person
from hjemmebane.records.people.queries import may_write_network


@action("network.add")
def add_network_person(
    *,
    by: User,
    dossier: Dossier,
    given: NetworkGiven,
    told_by: Person | None = None,
    near: Person | None = None,
    form_token: UUID | None = None,
) -> NetworkPerson:
    """Put somebody on the family's network map.

    A member of the family may add for themselves only. Raises Refused `network_name_missing`,
    `not_of_this_family`, `already_saved`.
    """
    name = "network.add"
    _require_network(name, by, dossier, given, told_by)
    _require_party(name, dossier, told_by, near)
    with once(name):
        made = NetworkPerson.objects.create(
            form_token=form_token,
            dossier=dossier,
            told_by=told_by,
            near=near,
            from_on=clock.today(),
            recorded_by=by,
            **asdict(given),
        )
    log(by=by, about=made, facts={"dossier": dossier.public_id})
    return made


@action("network.change")
def change_network_person(
    *, by: User, row: NetworkPerson, version: int, given: NetworkGiven, near: Person | None = None
) -> NetworkPerson:
    """Put right what is said of somebody on the network map."""
    name = "network.change"
    _require_network(name, by, row.dossier, given, row.told_by)
    _require_party(name, row.dossier, near)
    save_version(row, version, near=near, **asdict(given))
    log(by=by, about=row)
    return row


@action("network.end")
def end_network_person(*, by: User, row: NetworkPerson) -> NetworkPerson:
    """Take somebody off the map; the row stays in the history."""
    name = "network.end"
    if not may_write_network(row.dossier, by, row.told_by_id):
        raise Refused(name, "not_allowed")
    if row.to_on is None:
        save_version(row, row.version, to_on=clock.today())
    log(by=by, about=row)
    return row


def _require_network(
    name: str, by: User, dossier: Dossier, given: NetworkGiven, told_by: Person | None
) -> None:
    if not may_write_network(dossier, by, told_by.pk if told_by else None):
        raise Refused(name, "not_allowed")
    if not given.name.strip() or not given.relation.strip():
        raise Refused(name, "network_name_missing")


def _require_party(name: str, dossier: Dossier, *persons: Person | None) -> None:
    wanted = {person.pk for person in persons if person is not None}
    rows = Party.objects.filter(dossier=dossier, person_id__in=wanted, to_on__isnull=True)
    if set(rows.values_list("person_id", flat=True)) != wanted:
        raise Refused(name, "not_of_this_family")
