"""Writes about units, users, roles, dossiers, ties and drafts."""

from datetime import date, timedelta

from hjemmebane import clock
from hjemmebane.domain.access import (
    AUTHORITY_ROLES,
    PREVENTION_ROLES,
    Area,
    BreakGlassReason,
    DossierKind,
    Register,
    Relation,
    RoleKey,
    UnitKind,
    UserKind,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import (
    Actor,
    SystemActor,
    action,
    forget,
    hold,
    log,
    roles_of,
)
from hjemmebane.records.access.models import (
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
from hjemmebane.records.access.queries import leaders_of, running_notes

DRAFT_MAX = 20_000
LEADER_TITLE = "teamleder"


@action("unit.open")
def open_unit(
    *,
    by: Actor,
    key: str,
    name: str,
    area: Area,
    kind: UnitKind,
    service_type: str = "",
    phone: str = "",
) -> Unit:
    """Open a unit."""
    unit = Unit.objects.create(
        key=key, name=name, area=area, kind=kind, service_type=service_type, phone=phone
    )
    log(by=by, about=unit, facts={"key": key})
    return unit


@action("team.open")
def open_team(*, by: Actor, unit: Unit, name: str) -> Team:
    """Open a team in a unit."""
    team = Team.objects.create(unit=unit, name=name)
    log(by=by, about=team)
    return team


@action("user.create")
def create_user(
    *,
    by: Actor,
    email: str,
    name: str,
    kind: UserKind,
    profession: str = "",
    person_id: int | None = None,
    password: str | None = None,
    phone: str = "",
) -> User:
    """Create a user; without a password the user can sign in by OpenID Connect only."""
    user = User(
        email=email, name=name, kind=kind, profession=profession, person_id=person_id, phone=phone
    )
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
    user.save()
    log(by=by, about=user, facts={"kind": kind})
    return user


@action("user.set_password")
def set_password(*, by: Actor, user: User, password: str) -> User:
    """Set a user's password; everybody sets their own."""
    if by != user and not isinstance(by, SystemActor):
        raise Refused("user.set_password", "not_allowed")
    user.set_password(password)
    user.save(update_fields=["password"])
    log(by=by, about=user)
    return user


@action("user.close")
def close_user(*, by: Actor, user: User, on: date) -> User:
    """Close a user: no sign-in, no roles, no ties from this day on."""
    user.is_active = False
    user.save(update_fields=["is_active"])
    RoleAssignment.objects.filter(user=user, to_on__isnull=True).update(to_on=on)
    Tie.objects.filter(user=user, to_on__isnull=True).update(to_on=on)
    log(by=by, about=user)
    return user


@action("role.give")
def give_role(
    *,
    by: Actor,
    user: User,
    role: RoleKey,
    from_on: date,
    unit: Unit | None = None,
    team: Team | None = None,
) -> RoleAssignment:
    """Give a user a role; one user never holds roles in both registers."""
    hold(user)
    forget(user)
    held = roles_of(user) | {role}
    if held & AUTHORITY_ROLES and held & PREVENTION_ROLES:
        raise Refused("role.give", "both_registers")
    given = RoleAssignment.objects.create(
        user=user, role=role, unit=unit, team=team, from_on=from_on
    )
    forget(user)
    log(by=by, about=given, facts={"user": user.public_id, "role": role})
    return given


@action("competence.add")
def add_competence(*, by: Actor, user: User, key: str, since_on: date) -> Competence:
    """Record that a user is trained in something."""
    competence, _ = Competence.objects.get_or_create(
        user=user, key=key, defaults={"since_on": since_on}
    )
    log(by=by, about=user, facts={"competence": key})
    return competence


@action("dossier.open")
def open_dossier(
    *,
    by: Actor,
    kind: DossierKind,
    register: Register,
    unit: Unit,
    team: Team | None = None,
    is_restricted: bool = False,
) -> Dossier:
    """Open a dossier in a unit."""
    dossier = Dossier.objects.create(
        kind=kind,
        register=register,
        unit=unit,
        team=team,
        is_restricted=is_restricted,
        opened_at=clock.now(),
    )
    log(by=by, about=dossier, facts={"kind": kind, "unit": unit.key})
    return dossier


@action("dossier.close")
def close_dossier(*, by: Actor, dossier: Dossier) -> Dossier:
    """Close a dossier; what is in it stays."""
    dossier.closed_at = clock.now()
    dossier.save(update_fields=["closed_at"])
    log(by=by, about=dossier)
    return dossier


@action("dossier.follow_team")
def follow_team(*, by: Actor, dossier: Dossier, team: Team) -> Dossier:
    """Let a team's leader reach a dossier as those of the team who work on it do.

    The first team has the dossier; where another team comes to it too (a second child of the same
    notification), that team's leaders are tied to it by name.
    """
    if dossier.team_id is None:
        dossier.team = team
        dossier.save(update_fields=["team"])
    elif dossier.team_id != team.pk:
        tied = dossier.ties.filter(relation=Relation.ADVISER, to_on__isnull=True)
        for leader in leaders_of(team).exclude(pk__in=tied.values("user_id")):
            tie(
                by=by,
                user=leader,
                dossier=dossier,
                relation=Relation.ADVISER,
                title=LEADER_TITLE,
                from_on=clock.today(),
            )
    log(by=by, about=dossier, facts={"team": team.public_id})
    return dossier


@action("dossier.restrict")
def restrict(*, by: Actor, dossier: Dossier, reason: str) -> Dossier:
    """Restrict a dossier to the staff named on it; wide roles no longer see it."""
    dossier.is_restricted = True
    dossier.save(update_fields=["is_restricted"])
    log(by=by, about=dossier, reason=reason)
    return dossier


@action("dossier.lift_restriction")
def lift_restriction(*, by: Actor, dossier: Dossier, reason: str) -> Dossier:
    """Let wide roles see a restricted dossier again; the ties made meanwhile stay."""
    dossier.is_restricted = False
    dossier.save(update_fields=["is_restricted"])
    log(by=by, about=dossier, reason=reason)
    return dossier


@action("tie.make")
def tie(
    *,
    by: Actor,
    user: User,
    dossier: Dossier,
    relation: Relation,
    title: str,
    from_on: date,
    course_id: int | None = None,
    to_on: date | None = None,
) -> Tie:
    """Tie a worker to a dossier, or to one course in it."""
    made = Tie.objects.create(
        user=user,
        dossier=dossier,
        relation=relation,
        title=title,
        course_id=course_id,
        from_on=from_on,
        to_on=to_on,
    )
    forget(user)
    log(by=by, about=dossier, facts={"user": user.public_id, "relation": relation})
    return made


@action("tie.end")
def untie(*, by: Actor, tie: Tie, on: date) -> Tie:
    """End a worker's tie on a day."""
    tie.to_on = on
    tie.save(update_fields=["to_on"])
    forget(tie.user)
    log(by=by, about=tie)
    return tie


@action("dossier.break_glass")
def break_glass(*, by: User, dossier: Dossier, reason: BreakGlassReason, text: str) -> BreakGlass:
    """Open a record without a tie, for today, with a reason that its leader sees."""
    opened = _opened(by, dossier, reason, text, relation=Relation.ADVISER, title="nødadgang")
    log(by=by, about=dossier, reason=reason)
    return opened


@action("notes.open")
def open_notes(
    *, by: User, dossier: Dossier, course_id: int, reason: BreakGlassReason, text: str, days: int
) -> BreakGlass:
    """Open the notes of one course to the head of its unit for some days, today the first.

    The reason is seen by the therapists, the case's leader and the family. Raises Refused
    `already_open` where the head reads them already.
    """
    hold(dossier)
    if BreakGlass.objects.filter(running_notes(by, clock.today()), tie__course_id=course_id):
        raise Refused("notes.open", "already_open")
    opened = _opened(
        by,
        dossier,
        reason,
        text,
        relation=Relation.NOTE_READER,
        title="leder, læser notater mod en grund",
        course_id=course_id,
        days=days,
    )
    log(by=by, about=dossier, reason=reason, facts={"course": course_id, "days": days})
    return opened


def _opened(
    by: User,
    dossier: Dossier,
    reason: BreakGlassReason,
    text: str,
    *,
    relation: Relation,
    title: str,
    course_id: int | None = None,
    days: int = 1,
) -> BreakGlass:
    """Tie a reader to what they open for some days, and keep why."""
    today = clock.today()
    hold(dossier)
    open_today = Tie.objects.filter(user=by, dossier=dossier, break_glass__isnull=False)
    if open_today.filter(to_on__gte=today).exists():
        raise Refused("dossier.break_glass", "glass_already_broken")
    made = tie(
        by=by,
        user=by,
        dossier=dossier,
        relation=relation,
        title=title,
        course_id=course_id,
        from_on=today,
        to_on=today + timedelta(days=days - 1),
    )
    return BreakGlass.objects.create(tie=made, reason=reason, text=text, opened_at=clock.now())


@action("dossier.see_break_glass")
def see_break_glass(*, by: User, opened: BreakGlass) -> BreakGlass:
    """Note that the leader has seen why a record was opened without a tie."""
    hold(opened)
    if opened.seen_at is not None:
        raise Refused("dossier.see_break_glass", "already_seen")
    opened.seen_at, opened.seen_by = clock.now(), by
    opened.save(update_fields=["seen_at", "seen_by"])
    log(by=by, about=opened)
    return opened


@action("draft.save")
def save_draft(*, by: User, key: str, text: str) -> Draft:
    """Keep text that a user has typed, so that an idle time-out loses nothing."""
    if len(text) > DRAFT_MAX:
        raise Refused("draft.save", "too_long")
    draft, _ = Draft.objects.update_or_create(
        user=by, key=key, defaults={"text": text, "saved_at": clock.now()}
    )
    log(by=by, about=by, facts={"draft": key.split(":")[0]})
    return draft


@action("draft.drop")
def drop_draft(*, by: User, key: str) -> None:
    """Drop a draft when its form has been saved."""
    Draft.objects.filter(user=by, key=key).delete()
    log(by=by, about=by, facts={"draft": key.split(":")[0]})
