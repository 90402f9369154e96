"""Writing: one transaction, one person named, one line in the log, or nothing at all."""

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar

from django.db import IntegrityError, connection, models, transaction

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import AuditLine, RoleAssignment, User
from hjemmebane.records.access.roles import rights_table

P = ParamSpec("P")
R = TypeVar("R")

FACTS_MAX = 2_000
REASON_MAX = 500
_one_writer = threading.RLock()


class Unlogged(Exception):
    """An action ended without a line in the log, so it was rolled back."""


class NoActor(Exception):
    """An action was called without saying who acts."""


@dataclass(frozen=True, slots=True)
class SystemActor:
    """The system itself, or somebody who has not signed in; `ordered_by` names who asked."""

    key: str
    ordered_by: User | None = None

    def for_user(self, user: User) -> "SystemActor":
        """Return the system acting on a person's order."""
        return replace(self, ordered_by=user)


SYSTEM = SystemActor("system")
PUBLIC = SystemActor("anyone")
Actor = User | SystemActor


class Subject(Protocol):
    """What an audit line is about: it has a public id and a kind."""

    audit_kind: str
    public_id: Any


@dataclass(slots=True)
class _Running:
    name: str
    lines: list[AuditLine] = field(default_factory=list)
    # The lines of actions done inside this one, where they stand or fall with it.
    inside: list[AuditLine] = field(default_factory=list)
    savepoints: tuple[str | None, ...] = ()


_running: ContextVar[_Running | None] = ContextVar("running_action", default=None)
_stands_or_falls: ContextVar[bool] = ContextVar("stands_or_falls", default=False)


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role a user holds today, and where."""

    role: str
    unit_id: int | None
    team_id: int | None
    unit_name: str
    stands_in_for_id: int | None = None


def held_roles(user: User) -> tuple[HeldRole, ...]:
    """Return the roles a user holds today; read once per user object, for every who asks."""
    held: tuple[HeldRole, ...] | None = getattr(user, "_held_roles", None)
    if held is None:
        today = clock.today()
        rows = RoleAssignment.objects.filter(user=user, from_on__lte=today).exclude(to_on__lt=today)
        named = rows.order_by("pk").values_list(
            "role", "unit_id", "team_id", "unit__name", "stands_in_for_id"
        )
        held = tuple(
            HeldRole(role, unit, team, name or "", away) for role, unit, team, name, away in named
        )
        user._held_roles = held  # type: ignore[attr-defined]  # kept for this request only
    return held


def roles_of(user: User) -> frozenset[str]:
    """Return the keys of the roles a user holds today."""
    return frozenset(held.role for held in held_roles(user))


def forget(user: User) -> None:
    """Forget what was resolved for a user object, after roles or ties have changed."""
    for kept in ("_held_roles", "_reach"):
        user.__dict__.pop(kept, None)


def may(actor: Actor, name: str) -> bool:
    """Return whether someone may do an action at all, by role."""
    if isinstance(actor, SystemActor):
        return actor.key == "system" or rights_table().may(frozenset({actor.key}), name)
    return actor.is_active and rights_table().may(roles_of(actor), name)


def action(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a function an action: it may write, in one transaction, and must log itself.

    The function takes the acting person as keyword `by`. Inside another action it joins that
    transaction and has a line of its own: what fails inside fails the whole, unless the outer
    one put a savepoint around it. Raises Refused where the person's roles do not allow it,
    Unlogged (and rolls back) where it forgot to log.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            by = kwargs.get("by")
            if not isinstance(by, User | SystemActor):
                raise NoActor(name)
            outer = _running.get()
            if outer is None and not may(by, name):
                raise Refused(name, "not_allowed")
            alone = outer is None and not _stands_or_falls.get()
            with one_turn(), transaction.atomic(savepoint=alone), writing():
                running = _Running(name, savepoints=_savepoints())
                token = _running.set(running)
                try:
                    result = function(*args, **kwargs)
                finally:
                    _running.reset(token)
                if not running.lines:
                    raise Unlogged(name)
                _write_lines(running, outer)
            return result

        run.action_name = name  # type: ignore[attr-defined]  # read by the permission matrix
        return run

    return decorate


@contextmanager
def all_or_nothing() -> Iterator[None]:
    """Open a transaction that stands or falls with each action in it: what fails rolls it all back.

    Actions done in it need no savepoint of their own; after one that failed nothing more can be
    asked of the database before the block is left.
    """
    with one_turn(), transaction.atomic():
        token = _stands_or_falls.set(True)
        try:
            yield
        finally:
            _stands_or_falls.reset(token)


def _savepoints() -> tuple[str | None, ...]:
    """Return the savepoints that something could still be rolled back to."""
    return tuple(name for name in connection.savepoint_ids if name is not None)


def _write_lines(running: _Running, outer: _Running | None) -> None:
    """Write an action's lines after those of what was done inside it, all in one statement.

    Inside another action they wait for it; not where a savepoint lies between the two, which may
    be rolled back without the outer one: there they are written, and go with what they tell of.
    """
    lines = [*running.inside, *running.lines]
    if outer is not None and outer.savepoints == running.savepoints:
        outer.inside.extend(lines)
    else:
        AuditLine.objects.bulk_create(lines)


def one_turn() -> Any:
    """Return a queue ticket on SQLite, so that writers of this process never meet a lock."""
    return _one_writer if connection.vendor == "sqlite" else nullcontext()


def log(
    *, by: Actor, about: Subject, reason: str = "", facts: dict[str, Any] | None = None
) -> None:
    """Add the line that says what the running action did; facts hold ids and keys, never names."""
    running = _running.get()
    if running is None:
        raise NoActor("log outside an action")
    ordered_by = by.ordered_by if isinstance(by, SystemActor) else None
    running.lines.append(
        AuditLine(
            at=clock.now(),
            action=running.name,
            by_id=by.pk if isinstance(by, User) else None,
            ordered_by_id=ordered_by.pk if ordered_by else None,
            about_kind=about.audit_kind,
            about_id=str(about.public_id),
            reason=reason[:REASON_MAX],
            facts=json.dumps(facts or {}, sort_keys=True, default=str)[:FACTS_MAX],
        )
    )


def hold(instance: models.Model) -> None:
    """Keep a row to this action until it ends, read anew: what is checked stands when written."""
    # The user of a request is a proxy: its class is asked, not its type.
    rows = instance.__class__._base_manager.select_for_update(no_key=True)
    instance.refresh_from_db(from_queryset=rows)


PRESSED_AGAIN_WITHIN = timedelta(minutes=1)
"""What is asked again so soon after, word for word, is the same press of the button."""


def refuse_twin(name: str, rows: "models.QuerySet[Any]", key: str = "already_saved") -> None:
    """Refuse to write what already stands, word for word: a form sent twice is one thing said.

    The row that the new one belongs to must be held first, so that two at once meet here in turn.
    """
    if rows.exists():
        raise Refused(name, key)


@contextmanager
def once(name: str, key: str = "already_saved") -> Iterator[None]:
    """Turn the second of two equal writes into a refusal; the constraint decides, not a read.

    The refusal ends the action it stands in, and with it the whole transaction: no savepoint is
    kept, and nothing more can be asked of the database by whoever would catch it halfway.
    """
    try:
        with transaction.atomic(savepoint=False):
            yield
    except IntegrityError as error:
        raise Refused(name, key) from error


M = TypeVar("M", bound=models.Model)


def make_or_find(model: type[M], unique: dict[str, Any], **more: Any) -> tuple[M, bool]:
    """Make a row, or return the one its constraint already knows by `unique`; tell if it is new.

    For what is nearly always new: the constraint is asked by writing, not by reading first.
    """
    try:
        with transaction.atomic():
            return model._default_manager.create(**unique, **more), True
    except IntegrityError:
        found = model._default_manager.filter(**unique).first()
        if found is None:
            raise
        return found, False


def add_to(model: type[models.Model], place: dict[str, Any], **numbers: int) -> None:
    """Add to the numbers of a count that is kept; the first at a place makes its row."""
    rows = model._default_manager.filter(**place)
    more = {name: models.F(name) + number for name, number in numbers.items()}
    if rows.update(**more):
        return
    _, is_new = make_or_find(model, place, **numbers)
    if not is_new:
        rows.update(**more)


def save_version(instance: models.Model, version: int, **fields: Any) -> None:
    """Save fields if nobody saved since `version`; otherwise raise Stale with what stands now."""
    model = type(instance)
    rows = model._default_manager.filter(pk=instance.pk, version=version)
    if rows.update(version=version + 1, **fields) != 1:
        running = _running.get()
        current = model._default_manager.get(pk=instance.pk)
        raise Stale(running.name if running else "save", current)
    for key, value in {**fields, "version": version + 1}.items():
        setattr(instance, key, value)
