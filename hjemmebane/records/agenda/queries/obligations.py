"""What is due, for whom, in which order and why."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact

from hjemmebane import catalogue
from hjemmebane.domain.access import DossierKind
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import ObligationState, RuleMove
from hjemmebane.domain.explanation import due_words, left_words
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.prose_dates import short
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.domain.worklist import Signal, Whose, WorkGroup, WorkItem, order_worklist
from hjemmebane.records.access.deputies import stood_in_for
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.reckoning import due_of, rule_of, state_of
from hjemmebane.records.people.models import Party
from hjemmebane.records.people.queries import PersonCard, cards_by_id
from hjemmebane.records.people.reach import walked

ROWS_MAX = 200


@dataclass(frozen=True, slots=True)
class ObligationRow:
    """One obligation of a dossier, as a page shows it."""

    public_id: str
    dossier_id: int
    dossier_public_id: str
    rule_key: str
    rule_version: int
    name: str
    title: str
    law_text: str
    is_local: bool
    about_kind: str
    about_id: str
    person: PersonCard | None
    responsible_id: int | None
    due_on: date
    due_at: datetime
    is_whole_day: bool
    due_words: str
    due_short: str
    left_words: str
    state: ObligationState
    satisfied_at: datetime | None
    not_applicable_reason: str
    exception_reason: str
    is_settled: bool


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing to reach on Min dag: the obligation, its group, and the reason for its place."""

    obligation: ObligationRow
    group: WorkGroup
    reason: str


def get_obligation(public_id: object, user: User) -> Obligation:
    """Return an obligation in the reader's reach; raise NotVisible otherwise."""
    rows = Obligation.objects.visible_to(user).select_related("dossier")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("obligation", public_id)
    return found


def exceptions_of(obligation: Obligation) -> tuple[tuple[str, str], ...]:
    """Return the exceptions the obligation's rule knows, by key and title."""
    return tuple((known.kind.value, known.title) for known in rule_of(obligation).exceptions)


def moves_of(obligation: Obligation) -> tuple[RuleMove, ...]:
    """Return the ways the obligation's rule lets its day be moved, while it is still open."""
    is_open = obligation.satisfied_at is None and not obligation.not_applicable_reason
    is_current = obligation.superseded_by_id is None
    return rule_of(obligation).moves if is_open and is_current else ()


def whose_condition(whose: Whose, user: User) -> Q:
    """Return the condition that a duty is the reader's own, nobody's yet, or another's."""
    mine, nobodys = Q(responsible=user), Q(responsible__isnull=True)
    return {
        Whose.OWN: mine,
        Whose.OWN_AND_NOBODYS: _own_or_nobodys(user),
        Whose.NOBODYS: nobodys,
        Whose.COLLEAGUES: ~mine & ~nobodys,
        Whose.EVERYBODYS: Q(),
        Whose.STOOD_IN_FOR: Q(responsible__in=stood_in_for(user)),
    }[whose]


def _own_or_nobodys(user: User) -> Q:
    """Return the condition of one's own and nobody's duties.

    Said as one expression: as two, SQLite reads everybody's duties that are nobody's to find
    those of a few dossiers (2.9 s at 100,000 cases).
    """
    return Q(Exact(Coalesce(F("responsible_id"), Value(user.pk)), Value(user.pk)))


def due_for(
    user: User,
    now: datetime,
    until: datetime,
    *,
    whose: Whose = Whose.OWN_AND_NOBODYS,
    weights: Callable[[Collection[int]], Mapping[int, int]] | None = None,
    signals: Mapping[int, Sequence[Signal]] | None = None,
    most: int | None = None,
) -> list[DueRow]:
    """Return what is to be reached until a moment, in order, each with its reason.

    Without more said: what the user answers for, and what nobody answers for yet in dossiers they
    work with. Weights are asked for the dossiers found, signals given by dossier id, both by the
    records that know them. `most` keeps the first so many: of the others no name is read.
    """
    rows = list(
        Obligation.objects.visible_to(user)
        .unsettled()
        .ours()
        .filter(whose_condition(whose, user), due_at__lte=until)
        .select_related("dossier")
        .order_by("due_at", "pk")[:ROWS_MAX]
    )
    heavy = weights({row.dossier_id for row in rows}) if weights else {}
    items = [
        WorkItem(
            key=str(row.public_id),
            due=due_of(row),
            case_weight=heavy.get(row.dossier_id, 0),
            signals=tuple((signals or {}).get(row.dossier_id, ())),
        )
        for row in rows
    ]
    profile_weights = catalogue.current_profile().work_weights()
    ranked = order_worklist(items, now, profile_weights)[:most]
    by_key = {str(row.public_id): row for row in rows}
    shown = obligation_rows([by_key[place.item.key] for place in ranked], user, now)
    return [DueRow(row, at.group, at.reason) for row, at in zip(shown, ranked, strict=True)]


def obligations_of(
    dossier: Dossier, user: User, now: datetime, *, with_settled: bool = False
) -> list[ObligationRow]:
    """Return the obligations of a dossier, nearest first; settled ones too when asked for."""
    rows = Obligation.objects.visible_to(user).filter(dossier=dossier).select_related("dossier")
    rows = rows.current() if with_settled else rows.unsettled()
    return obligation_rows(rows.order_by("due_at", "pk")[:ROWS_MAX], user, now)


def obligations_of_dossier(dossier_id: int, user: User, now: datetime) -> list[ObligationRow]:
    """Return the obligations of a dossier by its id, settled ones too, nearest first."""
    rows = Obligation.objects.visible_to(user).current().filter(dossier_id=dossier_id)
    ordered = rows.select_related("dossier").order_by("due_at", "pk")
    return obligation_rows(ordered[:ROWS_MAX], user, now)


def obligations_due(
    user: User,
    now: datetime,
    *,
    before: datetime | None,
    after: tuple[datetime, int] | None,
    limit: int,
) -> tuple[list[ObligationRow], tuple[datetime, int] | None]:
    """Return a page of the open obligations of cases in reach, and where the next one begins."""
    rows = walked(Obligation.objects.visible_to(user), user).unsettled().ours()
    rows = rows.filter(dossier__kind=DossierKind.CASE)
    if before is not None:
        rows = rows.filter(due_at__lt=before)
    if after is not None:
        moment, number = after
        rows = rows.filter(due_at__gte=moment).exclude(due_at=moment, pk__lte=number)
    found = list(rows.select_related("dossier").order_by("due_at", "pk")[: limit + 1])
    page = found[:limit]
    place = (page[-1].due_at, page[-1].pk) if len(found) > limit else None
    return obligation_rows(page, user, now), place


def obligation_rows(
    rows: Iterable[Obligation],
    user: User,
    now: datetime,
    cards: Mapping[int, PersonCard] | None = None,
) -> list[ObligationRow]:
    """Return obligations as rows; the persons they are about are read, unless cards are given."""
    found = list(rows)
    if cards is not None:
        return [_row(row, cards.get(row.person_id or 0), now) for row in found]
    children = first_children({row.dossier_id for row in found if row.person_id is None})
    about = {row.pk: row.person_id or children.get(row.dossier_id) for row in found}
    read = cards_by_id({person_id for person_id in about.values() if person_id}, user)
    return [_row(row, read.get(about[row.pk] or 0), now) for row in found]


def first_children(dossier_ids: Collection[int]) -> dict[int, int]:
    """Return the first child of each dossier, for duties that are about the dossier as a whole."""
    places = Party.objects.filter(dossier_id__in=dossier_ids, role=PartyRole.CHILD)
    ordered = places.order_by("-pk").values_list("dossier_id", "person_id")
    return dict(ordered) if dossier_ids else {}


def _row(row: Obligation, person: PersonCard | None, now: datetime) -> ObligationRow:
    rule, due = rule_of(row), due_of(row)
    return ObligationRow(
        public_id=str(row.public_id),
        dossier_id=row.dossier_id,
        dossier_public_id=str(row.dossier.public_id),
        rule_key=row.rule_key,
        rule_version=row.rule_version,
        name=rule.name,
        title=rule.title,
        law_text=rule.law_text,
        is_local=rule.is_local,
        about_kind=row.about_kind,
        about_id=str(row.about_id),
        person=person,
        responsible_id=row.responsible_id,
        due_on=local_day(row.due_at),
        due_at=row.due_at,
        is_whole_day=row.is_whole_day,
        due_words=due_words(due),
        due_short=short(due.on),
        left_words=left_words(due, now),
        state=state_of(row, now),
        satisfied_at=row.satisfied_at,
        not_applicable_reason=row.not_applicable_reason,
        exception_reason=row.exception_reason,
        is_settled=row.satisfied_at is not None or bool(row.not_applicable_reason),
    )
