"""Who is away is stood in for: a colleague holds their role for some days, and their ties."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import CASE_LEADERS, Relation, RoleKey
from hjemmebane.domain.decision_rights import LONGEST_DEPUTY_DAYS, RANKS
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import action, forget, held_roles, hold, log
from hjemmebane.records.access.models import RoleAssignment, User
from hjemmebane.records.access.queries import running

# Who may stand in for whom; a leader's place is taken by anybody who decides for the authority.
STAND_INS: dict[RoleKey, tuple[RoleKey, ...]] = {
    RoleKey.ADVISER: (RoleKey.ADVISER, RoleKey.TEAM_LEADER),
    RoleKey.THERAPIST: (RoleKey.THERAPIST,),
    RoleKey.PREVENTION_WORKER: (RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER),
}
# Whom a leader writes a substitute on for, when they cannot do it themselves.
HEADED = {
    RoleKey.AUTHORITY_HEAD: (RoleKey.TEAM_LEADER, RoleKey.ADVISER),
    RoleKey.PROVIDER_HEAD: (RoleKey.THERAPIST,),
    RoleKey.PREVENTION_LEADER: (RoleKey.PREVENTION_WORKER,),
}
PASSED_ON = (Relation.ADVISER, Relation.THERAPIST, Relation.PREVENTION)


@dataclass(frozen=True, slots=True)
class DeputyRow:
    """Who stands in for whom, and from when to when."""

    public_id: str
    name: str
    away: str
    is_own: bool
    from_on: date
    to_on: date
    is_running: bool


@action("deputy.give")
def give_deputy(
    *, by: User, deputy: User, from_on: date, to_on: date, away: User | None = None
) -> list[RoleAssignment]:
    """Let a colleague stand in for some days: each role that the one who is away holds.

    A worker's substitute also reaches what the worker is tied to, save what is restricted to those
    named on it. `away`: one of those the person leads; without it they stand in for the person.
    Raises Refused `deputy_is_leader`, `deputy_cannot`, `ends_before_begin`, `deputy_too_long`,
    `already_deputy`, `not_allowed`.
    """
    missing = User.objects.select_for_update(no_key=True).get(pk=(away or by).pk)
    _require_possible("deputy.give", by, missing, deputy, from_on, to_on)
    made = [
        RoleAssignment.objects.create(
            user=deputy,
            role=own.role,
            unit=own.unit,
            team=own.team,
            from_on=from_on,
            to_on=to_on,
            stands_in_for=missing,
        )
        for own in _own_roles(missing)
    ]
    forget(deputy)
    for row in made:
        log(by=by, about=row, facts={"deputy": deputy.public_id, "leader": missing.public_id})
    return made


def _require_possible(
    name: str, by: User, missing: User, deputy: User, from_on: date, to_on: date
) -> None:
    """Refuse whom the person does not lead, days that cannot be, and who cannot stand in."""
    if missing.pk != by.pk and not led_by(by).filter(pk=missing.pk).exists():
        raise Refused(name, "not_allowed")
    if deputy.pk == missing.pk:
        raise Refused(name, "deputy_is_leader")
    if to_on < from_on or to_on < clock.today():
        raise Refused(name, "ends_before_begin")
    if (to_on - from_on) > timedelta(days=LONGEST_DEPUTY_DAYS):
        raise Refused(name, "deputy_too_long")
    if not possible_deputies(missing).filter(pk=deputy.pk).exists():
        raise Refused(name, "deputy_cannot")
    same = RoleAssignment.objects.filter(stands_in_for=missing, user=deputy)
    if same.filter(from_on__lte=to_on, to_on__gte=max(from_on, clock.today())).exists():
        raise Refused(name, "already_deputy")


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


def _own_roles(*missing: User) -> QuerySet[RoleAssignment]:
    """Return the roles that can be passed on: one's own, never what one holds for another."""
    passed_on = (*CASE_LEADERS, *STAND_INS)
    rows = RoleAssignment.objects.filter(running(clock.today()), role__in=passed_on)
    return rows.filter(user__in=missing, stands_in_for__isnull=True).order_by("pk")


def led_by(leader: User) -> QuerySet[User]:
    """Return those a leader writes a substitute on for: the team's advisers, the unit's workers."""
    found = Q(pk__in=())
    for held in held_roles(leader):
        if held.role == RoleKey.TEAM_LEADER and held.team_id:
            found |= Q(role=RoleKey.ADVISER, team_id=held.team_id)
        elif held.role in HEADED and held.unit_id:
            found |= Q(role__in=HEADED[RoleKey(held.role)], unit_id=held.unit_id)
    rows = RoleAssignment.objects.filter(running(clock.today()), found, stands_in_for__isnull=True)
    everybody = User.objects.filter(is_active=True, pk__in=rows.values("user_id"))
    return everybody.exclude(pk=leader.pk).order_by("name", "pk")


def _deputies(leader: User) -> QuerySet[RoleAssignment]:
    """Return who stands in for the leader, and for those they lead."""
    whose = [leader.pk, *led_by(leader).values_list("pk", flat=True)]
    return RoleAssignment.objects.filter(stands_in_for__in=whose, to_on__gte=clock.today())


def deputies_of(leader: User) -> tuple[DeputyRow, ...]:
    """Return who stands in now and later for the leader and those they lead, once a period."""
    today = clock.today()
    rows = _deputies(leader).select_related("user", "stands_in_for").order_by("from_on", "pk")
    found: dict[tuple[int, int | None, date, date | None], DeputyRow] = {}
    for row in rows:
        key = (row.user_id, row.stands_in_for_id, row.from_on, row.to_on)
        found.setdefault(
            key,
            DeputyRow(
                public_id=str(row.public_id),
                name=row.user.name,
                away=row.stands_in_for.name if row.stands_in_for else "",
                is_own=row.stands_in_for_id == leader.pk,
                from_on=row.from_on,
                to_on=row.to_on or today,
                is_running=row.from_on <= today,
            ),
        )
    return tuple(found.values())


def get_deputy(public_id: object, leader: User) -> RoleAssignment:
    """Return a row the leader wrote or may end; raise NotVisible otherwise."""
    row = _deputies(leader).filter(public_id=str(public_id)).select_related("user").first()
    if row is None:
        raise NotVisible("role_assignment", public_id)
    return row


def possible_deputies(*missing: User) -> QuerySet[User]:
    """Return the colleagues who may stand in for any of some users.

    For a leader, anybody who decides for the authority; for a worker, those of the unit who do the
    same work.
    """
    found = Q(pk__in=())
    for role, unit in _own_roles(*missing).values_list("role", "unit_id"):
        if role in CASE_LEADERS:
            found |= Q(role__in=RANKS)
        else:
            found |= Q(role__in=STAND_INS[RoleKey(role)], unit_id=unit)
    rows = RoleAssignment.objects.filter(running(clock.today()), found, stands_in_for__isnull=True)
    able = User.objects.filter(is_active=True, pk__in=rows.values("user_id"))
    alone = missing[:1] if len(missing) == 1 else ()
    return able.exclude(pk__in=[one.pk for one in alone]).order_by("name", "pk")


def stood_in_for(user: User) -> frozenset[int]:
    """Return the ids of those a user stands in for today."""
    return frozenset(held.stands_in_for_id for held in held_roles(user) if held.stands_in_for_id)


def stands_in_until(user: User) -> tuple[tuple[str, date], ...]:
    """Return whom a user stands in for today, by name, and until when."""
    rows = RoleAssignment.objects.filter(
        running(clock.today()), user=user, stands_in_for__isnull=False
    ).order_by("stands_in_for__name", "to_on")
    told = dict(rows.values_list("stands_in_for__name", "to_on"))
    return tuple((name, to_on) for name, to_on in told.items() if to_on)


def substitutes_of(user_ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Return who stands in today for each of some users who are away, by id."""
    rows = RoleAssignment.objects.filter(
        running(clock.today()), stands_in_for__in=set(user_ids), user__is_active=True
    )
    found: dict[int, dict[int, None]] = {}
    for away, user in rows.order_by("pk").values_list("stands_in_for_id", "user_id"):
        if away is not None:
            found.setdefault(away, {})[user] = None
    return {away: tuple(users) for away, users in found.items()}


def tied_as(user: User) -> Q:
    """Return the condition that a tie is a user's own, or of one they stand in for.

    What is restricted to those named on it, and what was opened on a reason, passes to nobody.
    """
    own, away = Q(user=user), stood_in_for(user)
    if not away:
        return own
    return own | Q(
        user_id__in=away,
        relation__in=PASSED_ON,
        dossier__is_restricted=False,
        break_glass__isnull=True,
    )


def decides_as(user: User) -> tuple[frozenset[str], frozenset[str]]:
    """Return the ranks a user decides by: their own, and those held in somebody's place."""
    rows = RoleAssignment.objects.filter(running(clock.today()), user=user, role__in=RANKS)
    own: set[str] = set()
    stood_in: set[str] = set()
    for role, leader_id in rows.values_list("role", "stands_in_for_id"):
        (own if leader_id is None else stood_in).add(role)
    return frozenset(own), frozenset(stood_in)
