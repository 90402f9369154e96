"""What the daily control found in the units a leader answers for, and what was said of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from hjemmebane import catalogue
from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.domain.duty_control import DifferenceKind
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.obligations import first_children
from hjemmebane.records.cases.queries.lines import case_ids_of
from hjemmebane.records.leadership.models import ControlRun, DutyDifference
from hjemmebane.records.people.queries import PersonCard, cards_by_id

ON_A_PAGE = 50
RUNS_SHOWN = 14


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """One difference: the deadline, whom it is about, what each side says, since when, and seen."""

    public_id: str
    kind: DifferenceKind
    name: str
    law_text: str
    rule_key: str
    rule_version: int
    person: PersonCard | None
    by_events: str
    as_kept: str
    since: datetime
    is_gone: bool
    case_id: str
    obligation_id: str
    seen_at: datetime | None
    seen_by: str
    seen_reason: str
    seen_text: str


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Some of the differences that stand, and where the next ones begin."""

    rows: tuple[DifferenceRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One control of a unit: when, how many dossiers, and what came and went of the reader's."""

    unit: str
    ran_at: datetime
    dossiers: int
    came: int
    went: int


def get_difference(public_id: object, user: User) -> DutyDifference:
    """Return a difference of those the reader leads; raise NotVisible otherwise."""
    rows = DutyDifference.objects.visible_to(user)
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("duty_difference", public_id)
    return found


def difference_row(difference: DutyDifference, user: User) -> DifferenceRow:
    """Return one difference as a page shows it."""
    return _rows([difference], user)[0]


def differences_to_see(user: User, after: str = "") -> DifferencePage:
    """Return a page of the differences that stand and nobody has looked at, the oldest first."""
    rows = DutyDifference.objects.visible_to(user).standing().filter(seen_at__isnull=True)
    if after.isdecimal() and int(after) < 2**63:
        rows = rows.filter(pk__gt=int(after))
    found = list(rows.order_by("pk").select_related("found_in", "seen_by")[: ON_A_PAGE + 1])
    page = found[:ON_A_PAGE]
    place = str(page[-1].pk) if len(found) > ON_A_PAGE else ""
    return DifferencePage(tuple(_rows(page, user)), place)


def differences_seen(user: User) -> tuple[DifferenceRow, ...]:
    """Return the differences that stand and somebody has looked at, the last seen first."""
    rows = DutyDifference.objects.visible_to(user).standing().filter(seen_at__isnull=False)
    ordered = rows.order_by("-seen_at", "-pk").select_related("found_in", "seen_by")
    return tuple(_rows(list(ordered[:ON_A_PAGE]), user))


def differences_waiting(user: User) -> int:
    """Return how many differences stand that nobody has looked at."""
    rows = DutyDifference.objects.visible_to(user).standing()
    return rows.filter(seen_at__isnull=True).count()


def control_runs(user: User) -> tuple[RunRow, ...]:
    """Return the last controls of the units the reader leads in, the newest first."""
    runs = ControlRun.objects.visible_to(user).select_related("unit")
    shown = list(runs.order_by("-ran_at", "-pk")[:RUNS_SHOWN])
    came = _counted(user, "found_in", shown)
    went = _counted(user, "gone_in", shown)
    return tuple(
        RunRow(run.unit.name, run.ran_at, run.dossiers, came.get(run.pk, 0), went.get(run.pk, 0))
        for run in shown
    )


def _counted(user: User, column: str, runs: Sequence[ControlRun]) -> dict[int, int]:
    rows = DutyDifference.objects.visible_to(user).filter(**{f"{column}__in": runs})
    return dict(rows.order_by().values_list(column).annotate(Count("pk")))


def _rows(found: Sequence[DutyDifference], user: User) -> list[DifferenceRow]:
    dossiers = {row.dossier_id for row in found}
    about = first_children(dossiers)
    own = Obligation.objects.filter(public_id__in={row.kept_id for row in found if row.kept_id})
    readable = Exists(Obligation.objects.visible_to(user).filter(pk=OuterRef("pk")))
    kept = {row.public_id: row for row in own.filter(readable)}
    person_of = {row.pk: about.get(row.dossier_id) for row in found}
    for row in found:
        duty = kept.get(row.kept_id) if row.kept_id else None
        person_of[row.pk] = (duty.person_id if duty else None) or person_of[row.pk]
    cards = cards_by_id({number for number in person_of.values() if number}, user)
    cases = case_ids_of(dossiers)
    return [
        _row(row, cards.get(person_of[row.pk] or 0), cases.get(row.dossier_id, ""), kept)
        for row in found
    ]


def _row(
    row: DutyDifference, person: PersonCard | None, case_id: str, kept: Mapping[UUID, Obligation]
) -> DifferenceRow:
    rule = catalogue.current().rule(row.rule_key, row.rule_version)
    return DifferenceRow(
        public_id=str(row.public_id),
        kind=DifferenceKind(row.kind),
        name=rule.name,
        law_text=rule.law_text,
        rule_key=row.rule_key,
        rule_version=row.rule_version,
        person=person,
        by_events=row.by_events,
        as_kept=row.as_kept,
        since=row.found_in.ran_at,
        is_gone=row.gone_in_id is not None,
        case_id=case_id,
        obligation_id=str(row.kept_id) if row.kept_id in kept else "",
        seen_at=row.seen_at,
        seen_by=row.seen_by.name if row.seen_by else "",
        seen_reason=SeenReason(row.seen_reason).label if row.seen_reason else "",
        seen_text=row.seen_text,
    )
