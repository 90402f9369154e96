"""A leader who is away is stood in for: a colleague holds the role for some days."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.decision_rights import LONGEST_DEPUTY_DAYS, RANKS
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import action, forget, hold, log
from hjemmebane.records.access.models import RoleAssignment, User
from hjemmebane.records.access.queries import running, staff_with_role

LED = (RoleKey.TEAM_LEADER, RoleKey.AUTHORITY_HEAD)


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Who stands in for a leader, and from when to when."""

    public_id: str
    name: str
    from_on: date
    to_on: date
    is_running: bool


@action("deputy.give")
def give_deputy(*, by: User, deputy: User, from_on: date, to_on: date) -> list[RoleAssignment]:
    """Let a colleague decide in one's place for some days: each leader's role that one holds.

    Raises Refused `deputy_is_leader`, `deputy_cannot`, `ends_before_begin`, `deputy_too_long`,
    `already_deputy`.
    """
    name = "deputy.give"
    leader = User.objects.select_for_update(no_key=True).get(pk=by.pk)
    if deputy.pk == leader.pk:
        raise Refused(name, "deputy_is_leader")
    if to_on < from_on or to_on < clock.today():
        raise Refused(name, "ends_before_begin")
    if (to_on - from_on) > timedelta(days=LONGEST_DEPUTY_DAYS):
        raise Refused(name, "deputy_too_long")
    if not possible_deputies(leader).filter(pk=deputy.pk).exists():
        raise Refused(name, "deputy_cannot")
    if _deputies(leader).filter(user=deputy, from_on__lte=to_on, to_on__gte=from_on).exists():
        raise Refused(name, "already_deputy")
    made = [
        RoleAssignment.objects.create(
            user=deputy,
            role=own.role,
            unit=own.unit,
            team=own.team,
            from_on=from_on,
            to_on=to_on,
            stands_in_for=leader,
        )
        for own in _own_roles(leader)
    ]
    if not made:
        raise Refused(name, "not_allowed")
    forget(deputy)
    for row in made:
        log(by=by, about=row, facts={"deputy": deputy.public_id, "leader": leader.public_id})
    return made


@action("deputy.end")
def end_deputy(*, by: User, row: RoleAssignment) -> RoleAssignment:
    """Let somebody stand in no longer: from now on they decide nothing in the leader's place."""
    hold(row)
    if row.stands_in_for_id is None:
        raise Refused("deputy.end", "not_allowed")
    yesterday = clock.today() - timedelta(days=1)
    same = RoleAssignment.objects.filter(
        user=row.user_id,
        stands_in_for=row.stands_in_for_id,
        from_on=row.from_on,
        to_on=row.to_on,
    )
    if row.to_on is not None and row.to_on <= yesterday:
        raise Refused("deputy.end", "already_ended")
    same.update(to_on=yesterday)
    forget(row.user)
    log(by=by, about=row)
    return row


def _own_roles(leader: User) -> QuerySet[RoleAssignment]:
    """Return the leader's own roles; nobody passes on what they hold for somebody else."""
    rows = RoleAssignment.objects.filter(running(clock.today()), user=leader, role__in=LED)
    return rows.filter(stands_in_for__isnull=True).order_by("pk")


def _deputies(leader: User) -> QuerySet[RoleAssignment]:
    return RoleAssignment.objects.filter(stands_in_for=leader, to_on__gte=clock.today())


def deputies_of(leader: User) -> tuple[DeputyRow, ...]:
    """Return who stands in for a leader now and later, a person once a period."""
    today = clock.today()
    rows = _deputies(leader).select_related("user").order_by("from_on", "pk")
    found: dict[tuple[int, date, date | None], DeputyRow] = {}
    for row in rows:
        key = (row.user_id, row.from_on, row.to_on)
        found.setdefault(
            key,
            DeputyRow(
                str(row.public_id),
                row.user.name,
                row.from_on,
                row.to_on or today,
                row.from_on <= today,
            ),
        )
    return tuple(found.values())


def get_deputy(public_id: object, leader: User) -> RoleAssignment:
    """Return a row by which somebody stands in for this leader; raise NotVisible otherwise."""
    row = _deputies(leader).filter(public_id=str(public_id)).select_related("user").first()
    if row is None:
        raise NotVisible("role_assignment", public_id)
    return row


def possible_deputies(leader: User) -> QuerySet[User]:
    """Return the colleagues of the authority who may stand in: advisers and other leaders."""
    return staff_with_role(*RANKS).exclude(pk=leader.pk)


def decides_as(user: User) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ranks a user decides by: their own, and those held in somebody's place."""
    rows = RoleAssignment.objects.filter(running(clock.today()), user=user, role__in=RANKS)
    own: set[str] = set()
    stood_in: set[str] = set()
    for role, leader_id in rows.values_list("role", "stands_in_for_id"):
        (own if leader_id is None else stood_in).add(role)
    return frozenset(own), frozenset(stood_in)
