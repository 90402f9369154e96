"""Reads about users, units, teams and drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Relation, RoleKey, UnitKind, UserKind
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access.acting import held_roles
from hjemmebane.records.access.models import (
    AuditLine,
    AuditSeal,
    BreakGlass,
    Competence,
    Dossier,
    Draft,
    RoleAssignment,
    Team,
    Tie,
    Unit,
    User,
)

DEMO_SHOWN = 60


@dataclass(frozen=True, slots=True)
class TeamRow:
    """One worker around a family: who, as what, since when."""

    user_id: int
    user_public_id: str
    name: str
    title: str
    relation: str
    unit_name: str
    phone: str
    from_on: date
    course_id: int | None
    tie_public_id: str


@dataclass(frozen=True, slots=True)
class BreakGlassRow:
    """One record opened without a tie, as the leader sees it."""

    public_id: str
    who: str
    reason: str
    text: str
    opened_at: datetime
    dossier_id: int
    is_notes: bool


def running(day: date) -> Q:
    """Return the condition that a dated row runs on a day."""
    return Q(from_on__lte=day) & (Q(to_on__isnull=True) | Q(to_on__gte=day))


def team_of(dossier: Dossier, on: date | None = None) -> list[TeamRow]:
    """Return who works around the family of a dossier on a day."""
    rows = (
        Tie.objects.filter(running(on or clock.today()), dossier=dossier)
        .select_related("user", "dossier__unit")
        .order_by("from_on", "id")
    )
    units = _unit_names(row.user_id for row in rows)
    return [
        TeamRow(
            row.user_id,
            str(row.user.public_id),
            row.user.name,
            row.title,
            row.relation,
            units.get(row.user_id, ""),
            row.user.phone,
            row.from_on,
            row.course_id,
            str(row.public_id),
        )
        for row in rows
    ]


def _unit_names(user_ids: Iterable[int]) -> dict[int, str]:
    rows = RoleAssignment.objects.filter(user_id__in=set(user_ids), unit__isnull=False)
    return dict(rows.values_list("user_id", "unit__name"))


def names_of_staff(user_ids: Iterable[int]) -> dict[int, str]:
    """Return the names of some members of staff by id."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "name"))


def teams_led_by(leader: User) -> QuerySet[Team]:
    """Return the teams somebody leads today."""
    held = RoleAssignment.objects.filter(
        running(clock.today()), user=leader, role=RoleKey.TEAM_LEADER, team__isnull=False
    )
    return Team.objects.filter(pk__in=held.values("team_id")).order_by("name", "pk")


def staff_with_role(*roles: RoleKey, unit: Unit | None = None) -> QuerySet[User]:
    """Return the active users who hold any of the roles today, in a unit if one is given."""
    held = RoleAssignment.objects.filter(running(clock.today()), role__in=roles)
    if unit is not None:
        held = held.filter(unit=unit)
    ids = held.values("user_id")
    return User.objects.filter(is_active=True, pk__in=ids).order_by("name", "pk")


def staff_by_role() -> dict[str, int]:
    """Return how many active members of staff hold each role today."""
    held = RoleAssignment.objects.filter(
        running(clock.today()), user__is_active=True, user__kind=UserKind.STAFF
    )
    return dict(held.values_list("role").annotate(Count("user_id", distinct=True)))


def unit_by_key(key: str) -> Unit:
    """Return a unit by its key."""
    return Unit.objects.get(key=key)


def unit_of_kind(kind: UnitKind) -> Unit:
    """Return the municipality's first unit of a kind."""
    found = Unit.objects.filter(kind=kind).order_by("pk").first()
    if found is None:
        raise NotVisible("unit", kind)
    return found


def oldest_unsealed() -> datetime | None:
    """Return when the first line after the newest seal was written; None where all are sealed."""
    sealed = AuditSeal.objects.aggregate(last=Max("last_line"))["last"] or 0
    rows = AuditLine.objects.filter(pk__gt=sealed).order_by("pk")
    return rows.values_list("at", flat=True).first()


def units_of_kind(*kinds: UnitKind) -> QuerySet[Unit]:
    """Return the units of some kinds, by name."""
    return Unit.objects.filter(kind__in=kinds).order_by("name", "pk")


def units_of(user: User) -> QuerySet[Unit]:
    """Return the units a user holds a role in today."""
    held = RoleAssignment.objects.filter(running(clock.today()), user=user, unit__isnull=False)
    return Unit.objects.filter(pk__in=held.values("unit_id")).order_by("pk")


def teams_of_kind(kind: UnitKind) -> QuerySet[Team]:
    """Return the teams in units of a kind."""
    return Team.objects.filter(unit__kind=kind).select_related("unit").order_by("name", "pk")


def team_by_public_id(public_id: object) -> Team:
    """Return a team; raise NotVisible where there is none."""
    found = Team.objects.filter(public_id=str(public_id)).select_related("unit").first()
    if found is None:
        raise NotVisible("team", public_id)
    return found


def unit_by_public_id(public_id: object) -> Unit:
    """Return a unit; raise NotVisible where there is none."""
    found = Unit.objects.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("unit", public_id)
    return found


def user_by_public_id(public_id: object) -> User:
    """Return an active user; raise NotVisible where there is none."""
    try:
        number = UUID(str(public_id))
    except ValueError as error:
        raise NotVisible("user", public_id) from error
    found = User.objects.filter(public_id=number, is_active=True).first()
    if found is None:
        raise NotVisible("user", public_id)
    return found


def family_user_of(person_id: int) -> User | None:
    """Return the active family user who is a person, if there is one."""
    rows = User.objects.filter(person_id=person_id, kind=UserKind.FAMILY, is_active=True)
    return rows.first()


def leaders_of(team: Team) -> QuerySet[User]:
    """Return the leaders of a team today."""
    held = RoleAssignment.objects.filter(
        running(clock.today()), role=RoleKey.TEAM_LEADER, team=team
    )
    return User.objects.filter(pk__in=held.values("user_id"))


def competences_of(users: Iterable[User]) -> dict[int, frozenset[str]]:
    """Return the competence keys of each user."""
    found: dict[int, set[str]] = {user.pk: set() for user in users}
    for user_id, key in Competence.objects.filter(user_id__in=found).values_list("user_id", "key"):
        found[user_id].add(key)
    return {user_id: frozenset(keys) for user_id, keys in found.items()}


def load_of(users: Iterable[User]) -> dict[int, int]:
    """Return how many open dossiers each user is tied to."""
    ids = [user.pk for user in users]
    rows = (
        Tie.objects.filter(running(clock.today()), user_id__in=ids)
        .filter(dossier__closed_at__isnull=True)
        .filter(dossier__kind__in=[DossierKind.CASE, DossierKind.PREVENTION])
        .values("user_id")
        .annotate(families=Count("dossier_id", distinct=True))
    )
    return {**dict.fromkeys(ids, 0), **{row["user_id"]: row["families"] for row in rows}}


def draft_of(user: User, key: str) -> str:
    """Return text a user typed into a form and has not saved."""
    found = Draft.objects.filter(user=user, key=key).values_list("text", flat=True).first()
    return found or ""


def break_glass_for(leader: User) -> list[BreakGlassRow]:
    """Return the records of a leader's teams opened without a tie and not yet seen."""
    teams = RoleAssignment.objects.filter(
        running(clock.today()), user=leader, role=RoleKey.TEAM_LEADER
    ).values("team_id")
    rows = (
        BreakGlass.objects.filter(tie__dossier__team_id__in=teams, seen_at__isnull=True)
        .select_related("tie__user")
        .order_by("opened_at")
    )
    return [
        BreakGlassRow(
            str(r.public_id),
            r.tie.user.name,
            r.reason,
            r.text,
            r.opened_at,
            r.tie.dossier_id,
            r.tie.relation == Relation.NOTE_READER,
        )
        for r in rows
    ]


@dataclass(frozen=True, slots=True)
class NotesOpen:
    """That somebody reads the notes of a course on a reason: who, why, until when."""

    who: str
    profession: str
    reason: str
    text: str
    until_on: date


def running_notes(user: User, day: date) -> Q:
    """Return the condition that an opening of notes by a user runs on a day."""
    return Q(
        tie__user=user,
        tie__relation=Relation.NOTE_READER,
        tie__from_on__lte=day,
        tie__to_on__gte=day,
    )


def notes_open(course_id: int, user: User | None = None) -> list[NotesOpen]:
    """Return who reads the notes of a course on a reason today; one reader where one is named."""
    day = clock.today()
    rows = BreakGlass.objects.filter(
        tie__relation=Relation.NOTE_READER,
        tie__course_id=course_id,
        tie__from_on__lte=day,
        tie__to_on__gte=day,
    )
    if user is not None:
        rows = rows.filter(tie__user=user)
    return [
        NotesOpen(r.tie.user.name, r.tie.user.profession, r.reason, r.text, r.tie.to_on or day)
        for r in rows.select_related("tie__user").order_by("opened_at")
    ]


def demo_people() -> list[User]:
    """Return the first active users of each kind with roles, for the demo's sign-in page.

    The cast come first; a demo filled with 100,000 cases has thousands after them.
    """
    rows = User.objects.filter(is_active=True).prefetch_related("roles__unit").order_by("pk")
    return [user for kind in UserKind for user in rows.filter(kind=kind)[:DEMO_SHOWN]]


def get_break_glass(public_id: object, leader: User) -> BreakGlass:
    """Return an unseen opening of a case of a leader's teams; raise NotVisible otherwise."""
    mine = {row.public_id for row in break_glass_for(leader)}
    if str(public_id) not in mine:
        raise NotVisible("break_glass", public_id)
    return BreakGlass.objects.get(public_id=str(public_id))


def advisers_of(teams: Iterable[Team]) -> dict[int, tuple[User, ...]]:
    """Return the advisers of each team today, in one query, by the team's id."""
    wanted = [team.pk for team in teams]
    held = RoleAssignment.objects.filter(
        running(clock.today()),
        role=RoleKey.ADVISER,
        team_id__in=wanted,
        stands_in_for__isnull=True,
    ).select_related("user")
    found: dict[int, dict[int, User]] = {number: {} for number in wanted}
    for row in held.order_by("user__name", "pk"):
        if row.team_id is not None:
            found[row.team_id][row.user_id] = row.user
    return {number: tuple(users.values()) for number, users in found.items()}


def members_of_team(team: Team, on: date | None = None) -> list[tuple[User, str]]:
    """Return who is in a team on a day and in which role; a team may cross areas."""
    rows = RoleAssignment.objects.filter(running(on or clock.today()), team=team)
    return [
        (row.user, row.role) for row in rows.select_related("user").order_by("user__name", "pk")
    ]


@dataclass(frozen=True, slots=True)
class TeamWithAdvisers:
    """A team and who its advisers are (public id, name)."""

    public_id: str
    name: str
    unit: str
    advisers: tuple[tuple[str, str], ...]


def teams_of_service(user: User) -> QuerySet[Team]:
    """Return the teams another system reaches: those it is given, and those of its units."""
    held = [one for one in held_roles(user) if one.role == RoleKey.SERVICE]
    teams = {one.team_id for one in held if one.team_id is not None}
    units = {one.unit_id for one in held if one.team_id is None}
    return Team.objects.filter(Q(pk__in=teams) | Q(unit_id__in=units))


def team_in_reach(public_id: object, user: User) -> Team:
    """Return a team another system reaches; raise NotVisible otherwise."""
    rows = teams_of_service(user).filter(public_id=str(public_id))
    found = rows.select_related("unit").first()
    if found is None:
        raise NotVisible("team", public_id)
    return found


def team_with_adviser(team_id: object, adviser_id: object, user: User) -> tuple[Team, User]:
    """Return a team another system reaches, and somebody who may have a case in it today.

    Raises NotVisible for the team, Refused `adviser_unknown` for who is none of its advisers.
    """
    held = RoleAssignment.objects.filter(
        running(clock.today()),
        role__in=ADVISER_ROLES,
        team__in=teams_of_service(user),
        team__public_id=str(team_id),
        user__is_active=True,
        user__public_id=str(adviser_id),
    )
    found = held.select_related("team__unit", "user").order_by("pk").first()
    if found is None or found.team is None:
        team_in_reach(team_id, user)
        raise Refused("case.open", "adviser_unknown")
    return found.team, found.user


ADVISER_ROLES = (RoleKey.ADVISER, RoleKey.TEAM_LEADER)


def teams_with_advisers(user: User) -> list[TeamWithAdvisers]:
    """Return the teams another system reaches, by name, with their advisers."""
    teams = list(teams_of_service(user).select_related("unit").order_by("name", "pk"))
    held = RoleAssignment.objects.filter(
        running(clock.today()), role__in=ADVISER_ROLES, team__in=teams, user__is_active=True
    ).order_by("user__name", "pk")
    found: dict[int | None, list[tuple[str, str]]] = {}
    for team_id, number, name in held.values_list("team_id", "user__public_id", "user__name"):
        found.setdefault(team_id, []).append((str(number), name))
    return [
        TeamWithAdvisers(str(t.public_id), t.name, t.unit.name, tuple(found.get(t.pk, ())))
        for t in teams
    ]
