"""The list of deadlines, a page at a time, and how many fall due for each worker or team."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, Value, When

from hjemmebane import catalogue
from hjemmebane.domain.calendar import end_of_day, local_day
from hjemmebane.domain.deadlines import DeadlineRule
from hjemmebane.domain.paging import read_place, write_place
from hjemmebane.domain.worklist import Whose, WorkGroup, group_ends
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.obligations import (
    ObligationRow,
    obligation_rows,
    whose_condition,
)

PAGE = 50
COUNTED_MAX = 5_000
BY_WORKER = "responsible_id"
BY_TEAM = "dossier__team_id"

SAME = ("about_id", "trigger_at")
"""Where two duties have these alike, they are two clocks for the same thing."""

Counts = Mapping[int | None, Counter[WorkGroup]]


@dataclass(frozen=True, slots=True)
class DeadlinePage:
    """A page of deadlines; `after` leads to the next one, or is empty."""

    rows: tuple[ObligationRow, ...]
    after: str


def deadlines(
    user: User,
    now: datetime,
    *,
    whose: Whose = Whose.OWN,
    responsible: User | None = None,
    due_from: datetime | None = None,
    due_until: datetime | None = None,
    after: str = "",
    limit: int = PAGE,
) -> DeadlinePage:
    """Return a page of open deadlines in reach by their moment; `after` is where one ended.

    With `responsible`: those one worker answers for. Moments narrow what falls due between them.
    """
    rows = Obligation.objects.visible_to(user).unsettled()
    asked = Q(responsible=responsible) if responsible else whose_condition(whose, user)
    rows = rows.filter(asked)
    if due_from:
        rows = rows.filter(due_at__gte=due_from)
    if due_until:
        rows = rows.filter(due_at__lte=due_until)
    start = read_place(after)
    if start:
        moment, number = start
        rows = rows.filter(due_at__gte=moment).exclude(Q(due_at=moment) & Q(pk__lte=number))
    found = list(rows.select_related("dossier").order_by("due_at", "pk")[: limit + 1])
    page = found[:limit]
    last = write_place(page[-1].due_at, page[-1].pk) if len(found) > limit else ""
    return DeadlinePage(tuple(obligation_rows(page, user, now)), last)


def due_counts(user: User, now: datetime, until: datetime, by: str = BY_WORKER) -> Counts:
    """Return how many duties in reach fall due until a moment, by worker or by team.

    Two clocks for the same thing count once, by the one that rings first. At most the nearest
    5,000 are counted: more than that no leader reads as a number.
    """
    near = catalogue.current().keys_beside
    rows = (
        Obligation.objects.visible_to(user)
        .unsettled()
        .filter(due_at__lte=until)
        .order_by("due_at", "pk")
        .values_list(_group(now), by, *_only_of(near, "rule_key", "rule_version", *SAME))
    )
    counts: dict[int | None, Counter[WorkGroup]] = defaultdict(Counter)
    for group, key, *_ in _first_of_each(rows[:COUNTED_MAX]):
        counts[key][WorkGroup(group)] += 1
    return counts


def _group(now: datetime) -> Case:
    """Return the heading each duty falls under: to make a moment of each row costs more."""
    over = When(due_at__lt=now, then=Value(WorkGroup.OVER))
    coming = [
        When(due_at__lte=end_of_day(last), then=Value(group))
        for group, last in group_ends(local_day(now))
    ]
    return Case(over, *coming, default=Value(WorkGroup.LATER))


def _only_of(keys: Collection[str], *columns: str) -> list[Case]:
    """Return columns that are told for duties under some rules only: the others' are not read."""
    return [Case(When(rule_key__in=keys, then=F(column))) for column in columns]


def _first_of_each(rows: Iterable[tuple[Any, ...]]) -> Iterable[tuple[Any, ...]]:
    """Yield the rows without those beside which an earlier clock runs for the same thing."""
    seen: dict[tuple[Any, Any], list[DeadlineRule]] = defaultdict(list)
    for row in rows:
        _, _, rule_key, version, about_id, trigger_at = row
        if rule_key is None:
            yield row
            continue
        rule = catalogue.current().rule(rule_key, version)
        earlier = seen[about_id, trigger_at]
        if not any(rule.key in one.beside or one.key in rule.beside for one in earlier):
            yield row
        earlier.append(rule)
