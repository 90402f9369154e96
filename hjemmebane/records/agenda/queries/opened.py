"""Many obligations opened to their reasons at once: one query for all that stands beside them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from hjemmebane import catalogue
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.explanation import Beside, EventNote, explain
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.explained import ObligationPage
from hjemmebane.records.agenda.queries.obligations import ObligationRow, obligation_rows
from hjemmebane.records.agenda.queries.reckoning import reckoned_due, rule_of
from hjemmebane.records.people.queries import PersonCard


def opened(
    dossier_ids: Collection[int],
    user: User,
    now: datetime,
    *,
    only: Collection[str] | None = None,
    cards: Mapping[int, PersonCard] | None = None,
) -> tuple[ObligationPage, ...]:
    """Return the open obligations of some dossiers with their reasons, nearest first.

    With `only`: those obligations alone. With `cards`: of persons the page has read already.
    """
    rows = list(
        Obligation.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids)
        .select_related("dossier")
        .order_by("due_at", "pk")
    )
    wanted = {UUID(number) for number in only} if only is not None else None
    shown = [row for row in rows if _is_open(row) and (wanted is None or row.public_id in wanted)]
    around: dict[int, list[Obligation]] = defaultdict(list)
    for row in rows:
        around[row.dossier_id].append(row)
    besides = {row.pk: _beside(row, around[row.dossier_id]) for row in shown}
    every = {row.pk: row for row in (*shown, *(r for beside in besides.values() for r in beside))}
    lines = dict(zip(every, obligation_rows(every.values(), user, now, cards), strict=True))
    return tuple(_page(row, besides[row.pk], around[row.dossier_id], lines, now) for row in shown)


def first_clocks(pages: Iterable[ObligationPage]) -> list[ObligationPage]:
    """Return the obligations without those beside which an earlier clock runs for the same."""
    shown: list[ObligationPage] = []
    covered: set[str] = set()
    ordered = sorted(pages, key=lambda page: (page.row.due_at, page.row.is_local))
    for page in ordered:
        if page.row.public_id not in covered:
            shown.append(page)
            covered.update(other.public_id for other in page.beside)
    return shown


def _is_open(row: Obligation) -> bool:
    is_current = row.superseded_by_id is None
    return is_current and row.satisfied_at is None and not row.not_applicable_reason


def _beside(row: Obligation, around: Sequence[Obligation]) -> list[Obligation]:
    """Return the other clocks for the same thing: the law beside a local rule, or the reverse."""
    return [
        other
        for other in around
        if other.pk != row.pk
        and other.superseded_by_id is None
        and (other.about_id, other.trigger_at) == (row.about_id, row.trigger_at)
        and (other.rule_key in rule_of(row).beside or row.rule_key in rule_of(other).beside)
    ]


def _page(
    row: Obligation,
    beside: Sequence[Obligation],
    around: Sequence[Obligation],
    lines: dict[int, ObligationRow],
    now: datetime,
) -> ObligationPage:
    clocks = [Beside(rule_of(other), reckoned_due(other)) for other in beside]
    told = explain(
        rule_of(row), reckoned_due(row), list(_events(row, around)), now=now, beside=clocks
    )
    return ObligationPage(lines[row.pk], told, (), tuple(lines[other.pk] for other in beside))


def _events(row: Obligation, around: Sequence[Obligation]) -> Iterable[EventNote]:
    rule = rule_of(row)
    yield EventNote(rule.trigger, row.trigger_at)
    if rule.or_earlier is None:
        return
    moment = row.earlier_at or _last_met(rule.or_earlier, around)
    if moment is not None:
        yield EventNote(rule.or_earlier, moment)


def _last_met(event: EventKind, around: Sequence[Obligation]) -> datetime | None:
    """Return when an event last closed an obligation nearby: it may have come too early."""
    keys = catalogue.current().rules_closed_by(event)
    moments = [
        row.satisfied_at
        for row in around
        if row.rule_key in keys and row.satisfied_at and row.superseded_by_id is None
    ]
    return max(moments, default=None)
