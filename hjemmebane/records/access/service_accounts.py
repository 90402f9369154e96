"""Accounts of other systems: made and revoked by the administrator, found by their bearer token."""

import secrets
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey, UnitKind, UserKind
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.domain.service_accounts import (
    LONGEST_LIFE_DAYS,
    PREFIX_SIGNS,
    Scope,
    digest,
    is_token,
    make_token,
    read_prefix,
)
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.access.actions import close_user, create_user, give_role
from hjemmebane.records.access.models import RoleAssignment, ServiceAccount, Team, Unit, User

USE_NOTED_EVERY = timedelta(hours=1)
PROFESSION = "Andet system"


@dataclass(frozen=True, slots=True)
class Way:
    """A way in that a token opens: the account, its user, what it may ask for."""

    account: ServiceAccount
    user: User
    scopes: frozenset[str]
    unit_name: str


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as the administrator sees it; the token itself is kept nowhere."""

    public_id: str
    name: str
    purpose: str
    owner: str
    reaches: tuple[str, ...]
    prefix: str
    scopes: tuple[Scope, ...]
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None
    last_used_at: datetime | None
    is_open: bool


@action("service_account.make")
def make_account(
    *,
    by: Actor,
    name: str,
    purpose: str,
    owner_unit: Unit,
    scopes: Collection[Scope],
    units: Collection[Unit] = (),
    teams: Collection[Team] = (),
    days: int = LONGEST_LIFE_DAYS,
) -> tuple[ServiceAccount, str]:
    """Make an account and return it with its token, which is shown this once and kept nowhere.

    It reaches the dossiers of the units and teams it is given, of the authority only, for `days`.
    Raises Refused `service_without_scope`, `service_without_reach`, `service_other_register`,
    `service_too_long`, and `service_name_taken`: a form sent twice makes one account.
    """
    _require_sound(name="service_account.make", scopes=scopes, units=units, teams=teams, days=days)
    hold(owner_unit)
    if name in {row.name for row in accounts() if row.is_open}:
        raise Refused("service_account.make", "service_name_taken")
    prefix = secrets.token_hex(PREFIX_SIGNS // 2)
    token = make_token(prefix, secrets.token_urlsafe(32))
    now = clock.now()
    user = create_user(
        by=by,
        email=f"{uuid.uuid4()}@system.invalid",
        name=name,
        kind=UserKind.SERVICE,
        profession=PROFESSION,
    )
    places: list[tuple[Unit, Team | None]] = [(unit, None) for unit in units]
    places += [(team.unit, team) for team in teams]
    for unit, team in places:
        give_role(by=by, user=user, role=RoleKey.SERVICE, unit=unit, team=team, from_on=now.date())
    account = ServiceAccount.objects.create(
        user=user,
        owner_unit=owner_unit,
        purpose=purpose,
        prefix=prefix,
        digest=digest(token),
        scopes=" ".join(sorted(scopes)),
        made_at=now,
        made_by=by if isinstance(by, User) else by.ordered_by,
        expires_at=now + timedelta(days=days),
    )
    facts = {"scopes": sorted(scopes), "units": [unit.key for unit, _ in places], "days": days}
    log(by=by, about=account, facts=facts)
    return account, token


def _require_sound(
    *,
    name: str,
    scopes: Collection[Scope],
    units: Collection[Unit],
    teams: Collection[Team],
    days: int,
) -> None:
    if not scopes:
        raise Refused(name, "service_without_scope")
    if not units and not teams:
        raise Refused(name, "service_without_reach")
    kinds = {unit.kind for unit in units} | {team.unit.kind for team in teams}
    if kinds != {UnitKind.AUTHORITY}:
        raise Refused(name, "service_other_register")
    if not 1 <= days <= LONGEST_LIFE_DAYS:
        raise Refused(name, "service_too_long")


@action("service_account.revoke")
def revoke_account(*, by: Actor, account: ServiceAccount) -> ServiceAccount:
    """Revoke an account; its token opens nothing from this moment, and its roles end."""
    if account.revoked_at is not None:
        raise Refused("service_account.revoke", "service_revoked_already")
    account.revoked_at = clock.now()
    account.revoked_by = by if isinstance(by, User) else by.ordered_by
    account.save(update_fields=["revoked_at", "revoked_by"])
    close_user(by=by, user=account.user, on=clock.today() - timedelta(days=1))
    log(by=by, about=account)
    return account


@action("service_account.note_use")
def note_use(*, by: User, account: ServiceAccount) -> ServiceAccount:
    """Note that an account was used; at most once an hour."""
    account.last_used_at = clock.now()
    account.save(update_fields=["last_used_at"])
    log(by=by, about=account)
    return account


def way_in(token: str) -> Way | None:
    """Return what a bearer token opens now, or nothing: unknown, expired and revoked look alike."""
    prefix = read_prefix(token)
    if not prefix:
        return None
    rows = ServiceAccount.objects.select_related("user", "owner_unit")
    found = rows.filter(prefix=prefix).first()
    if found is None or not is_token(token, found.digest):
        return None
    if found.revoked_at or found.expires_at <= clock.now() or not found.user.is_active:
        return None
    return Way(found, found.user, frozenset(found.scopes.split()), found.owner_unit.name)


def is_use_unnoted(account: ServiceAccount) -> bool:
    """Return whether an account's use is so long ago that it is noted again."""
    last = account.last_used_at
    return last is None or clock.now() - last >= USE_NOTED_EVERY


def accounts() -> list[AccountRow]:
    """Return every account, the open ones first, by name."""
    rows = ServiceAccount.objects.select_related("user", "owner_unit")
    found = [_row(row) for row in rows.order_by("user__name", "pk")]
    return sorted(found, key=lambda row: not row.is_open)


def account_by_public_id(public_id: object) -> ServiceAccount:
    """Return an account; raise NotVisible where there is none."""
    rows = ServiceAccount.objects.select_related("user", "owner_unit")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("service_account", public_id)
    return found


def _row(row: ServiceAccount) -> AccountRow:
    roles = RoleAssignment.objects.filter(Q(unit__isnull=False), user=row.user)
    places = roles.order_by("pk").values_list("unit__name", "team__name")
    return AccountRow(
        public_id=str(row.public_id),
        name=row.user.name,
        purpose=row.purpose,
        owner=row.owner_unit.name,
        reaches=tuple(team or unit for unit, team in places),
        prefix=row.prefix,
        scopes=tuple(Scope(one) for one in row.scopes.split()),
        made_at=row.made_at,
        expires_at=row.expires_at,
        revoked_at=row.revoked_at,
        last_used_at=row.last_used_at,
        is_open=row.revoked_at is None and row.expires_at > clock.now(),
    )
