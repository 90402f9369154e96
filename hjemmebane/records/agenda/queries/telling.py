"""Who is to be told of which deadlines now: the substitute, the one who answers, the leader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import Relation, RoleKey, UnitKind
from hjemmebane.domain.calendar import end_of_day, local_day
from hjemmebane.domain.deadlines import DeadlineRule
from hjemmebane.domain.reminders import (
    ReminderKind,
    ReminderPlan,
    Telling,
    Watched,
    is_danger,
    tellings,
)
from hjemmebane.records.access.deputies import substitutes_of
from hjemmebane.records.access.models import RoleAssignment, Tie, Unit, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.agenda.models import Obligation, ObligationQuerySet, Reminder
from hjemmebane.records.agenda.queries.reckoning import due_of, rule_of

PIECE = 500
Ids = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ToTell:
    """One thing to tell one person, of which obligation."""

    telling: Telling
    obligation_id: int


@dataclass(slots=True)
class _Staff:
    """Who may be told in a unit, found once for many duties."""

    by_team: dict[int, Ids]
    heads: Ids
    desk: Ids
    substitutes: Mapping[int, Ids]
    active: frozenset[int]
    tied: Mapping[int, Ids]
    seen: dict[int, frozenset[int]] = field(default_factory=dict)


def to_tell(unit: Unit, now: datetime) -> list[ToTell]:
    """Return what is to be told of a unit's deadlines at a moment and was not told yet."""
    plan = catalogue.current_profile().reminder_plan()
    found: list[ToTell] = []
    piece: list[Obligation] = []
    for row in _first_clocks(_open_rows(unit, now, plan).iterator(chunk_size=PIECE)):
        piece.append(row)
        if len(piece) == PIECE:
            found += _of_piece(piece, unit, now, plan)
            piece = []
    return found + _of_piece(piece, unit, now, plan) if piece else found


def _open_rows(unit: Unit, now: datetime, plan: ReminderPlan) -> ObligationQuerySet:
    """Return the duties somebody may have to be told of: near or over, and no leader told yet."""
    calendar = catalogue.current_calendar()
    until = end_of_day(plan.looks_ahead_to(local_day(now), calendar))
    told = Reminder.objects.filter(obligation=OuterRef("pk"), kind=ReminderKind.ESCALATION)
    rows = Obligation.objects.unsettled().ours().filter(dossier__unit=unit, exception="")
    rows = rows.filter(~Exists(told), due_at__lte=until)
    if plan.is_quiet(now, calendar):
        rules = catalogue.current().rules
        rows = rows.filter(rule_key__in={rule.key for rule in rules if is_danger(rule)})
    return rows.select_related("dossier").order_by("due_at", "pk")


def _first_clocks(rows: Iterable[Obligation]) -> Iterable[Obligation]:
    """Yield the rows without those beside which an earlier clock runs for the same thing."""
    seen: dict[tuple[Any, Any], list[DeadlineRule]] = defaultdict(list)
    for row in rows:
        rule = rule_of(row)
        earlier = seen[row.about_id, row.trigger_at]
        if not any(rule.key in one.beside or one.key in rule.beside for one in earlier):
            yield row
        earlier.append(rule)


def about_of(row: Obligation) -> str:
    """Return what a reminder is about: the duty and its day."""
    moment = int(row.due_at.timestamp())
    return f"{row.dossier_id}:{row.rule_key}:{row.about_id}:{moment}"


def _of_piece(
    rows: Sequence[Obligation], unit: Unit, now: datetime, plan: ReminderPlan
) -> list[ToTell]:
    calendar = catalogue.current_calendar()
    staff = _staff(rows, unit)
    by_key = {about_of(row): row for row in rows}
    told = [
        Telling(about, ReminderKind(kind), receiver)
        for about, kind, receiver in Reminder.objects.filter(about__in=by_key).values_list(
            "about", "kind", "receiver_id"
        )
    ]
    # First by everybody it might be, so that only of what is ripe it is asked who may see it.
    watched = {key: _watched(row, key) for key, row in by_key.items()}
    anybody = [
        replace(one, responsible=(row.responsible_id or 0,), leaders=(0,))
        for one, row in zip(watched.values(), by_key.values(), strict=True)
    ]
    ripe = {one.key for one in tellings(anybody, told, now, plan, calendar)}
    _read_reach(staff, [by_key[key] for key in ripe])
    asked = [_with_people(watched[key], by_key[key], staff) for key in watched if key in ripe]
    found = tellings(asked, told, now, plan, calendar)
    return [ToTell(one, by_key[one.key].pk) for one in found]


def _watched(row: Obligation, key: str) -> Watched:
    return Watched(key, row.trigger_at, due_of(row), is_danger(rule_of(row)), (), ())


def _with_people(one: Watched, row: Obligation, staff: _Staff) -> Watched:
    """Return a duty with those who are told of it: never somebody who may not see it."""
    own = row.responsible_id if row.responsible_id in staff.active else None
    leaders = _first_who_see(
        row,
        staff,
        staff.by_team.get(row.dossier.team_id or 0, ()),
        staff.heads,
        staff.tied.get(row.dossier_id, ()),
        but=own,
    )
    if own is None:
        nobodys = _first_who_see(row, staff, staff.desk, leaders)
        return replace(one, responsible=nobodys, leaders=leaders)
    instead = _first_who_see(row, staff, staff.substitutes.get(own, ()))
    is_away = own in staff.substitutes
    return replace(
        one,
        responsible=instead or (leaders if is_away else ()) or (own,),
        leaders=leaders or (own,),
    )


def _first_who_see(row: Obligation, staff: _Staff, *groups: Ids, but: int | None = None) -> Ids:
    """Return those of the first group in which somebody may see a duty."""
    for group in groups:
        found = tuple(one for one in group if one != but and row.pk in staff.seen.get(one, ()))
        if found:
            return found
    return ()


def _staff(rows: Sequence[Obligation], unit: Unit) -> _Staff:
    held: dict[str, list[tuple[int, int | None]]] = defaultdict(list)
    is_prevention = unit.kind == UnitKind.PREVENTION
    head = RoleKey.PREVENTION_LEADER if is_prevention else RoleKey.AUTHORITY_HEAD
    roles = RoleAssignment.objects.filter(
        running(clock.today()),
        role__in=(RoleKey.TEAM_LEADER, RoleKey.RECEPTION, head),
        user__is_active=True,
    )
    for role, user, team, where in roles.order_by("pk").values_list(
        "role", "user_id", "team_id", "unit_id"
    ):
        if role == RoleKey.TEAM_LEADER or where == unit.pk or role == RoleKey.AUTHORITY_HEAD:
            held[role].append((user, team))
    by_team: dict[int, Ids] = {}
    for leader, led in held[RoleKey.TEAM_LEADER]:
        if led is not None:
            by_team[led] = (*by_team.get(led, ()), leader)
    own = {row.responsible_id for row in rows if row.responsible_id}
    return _Staff(
        by_team=by_team,
        heads=_each(user for user, _ in held[head]),
        desk=_each(user for user, _ in held[RoleKey.RECEPTION]),
        substitutes=substitutes_of(own),
        active=frozenset(
            User.objects.filter(pk__in=own, is_active=True).values_list("pk", flat=True)
        ),
        tied=_tied({row.dossier_id for row in rows}),
    )


def _each(ids: Iterable[int]) -> Ids:
    return tuple(dict.fromkeys(ids))


def _tied(dossier_ids: set[int]) -> dict[int, Ids]:
    """Return who works on each dossier by name: they can be told where a circle is closed."""
    rows = Tie.objects.filter(
        running(clock.today()),
        dossier_id__in=dossier_ids,
        relation__in=(Relation.ADVISER, Relation.PREVENTION),
        user__is_active=True,
        break_glass__isnull=True,
    )
    found: dict[int, Ids] = {}
    for dossier, user in rows.order_by("pk").values_list("dossier_id", "user_id"):
        found[dossier] = (*found.get(dossier, ()), user)
    return found


def _read_reach(staff: _Staff, rows: Sequence[Obligation]) -> None:
    """Ask of everybody who may be told of some duties which of them they may see."""
    asked: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        for one in (
            *staff.by_team.get(row.dossier.team_id or 0, ()),
            *staff.heads,
            *staff.desk,
            *staff.tied.get(row.dossier_id, ()),
            *staff.substitutes.get(row.responsible_id or 0, ()),
        ):
            asked[one].add(row.pk)
    for user in User.objects.filter(pk__in=asked):
        visible = Obligation.objects.visible_to(user).filter(pk__in=asked[user.pk])
        staff.seen[user.pk] = frozenset(visible.values_list("pk", flat=True))
