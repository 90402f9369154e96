"""What Min dag asks of the cases: weight, ways in, own number over a year."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Relation
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.models import Assessment, Case, Screening
from hjemmebane.records.people.models import Custody
from hjemmebane.records.people.queries import (
    PersonCard,
    cards_by_id,
    without_custody_holder,
)

WEEKS_IN_YEAR = 52
HEAVY_POINTS = 2  # what a point is worth in days is the municipality's own number


@dataclass(frozen=True, slots=True)
class WeekCount:
    """How many open cases an adviser had on the Monday of a week."""

    on: date
    cases: int


@dataclass(frozen=True, slots=True)
class CaseKeys:
    """A case and its running assessment, by public id."""

    public_id: str
    assessment_id: str
    is_screened: bool


def weight_points(dossier_ids: Collection[int], user: User) -> dict[int, int]:
    """Return the weight of each heavy open case in reach, by dossier; ordinary ones have none."""
    rows = Case.objects.visible_to(user).filter(
        dossier_id__in=dossier_ids, closed_at__isnull=True, weight=CaseWeight.HEAVY
    )
    return dict.fromkeys(rows.values_list("dossier_id", flat=True), HEAVY_POINTS)


def case_keys(dossier_ids: Collection[int], user: User) -> dict[int, CaseKeys]:
    """Return the public ids a link to a case's work asks for, by dossier."""
    running = Assessment.objects.filter(case=OuterRef("pk"), finished_on__isnull=True)
    rows = (
        Case.objects.visible_to(user)
        .filter(dossier_id__in=dossier_ids)
        .annotate(
            assessment_id=Subquery(running.values("public_id")[:1]),
            is_screened=Exists(Screening.objects.filter(case=OuterRef("pk"))),
        )
        .values_list("dossier_id", "public_id", "assessment_id", "is_screened")
    )
    return {
        number: CaseKeys(str(case), str(assessment) if assessment else "", is_screened)
        for number, case, assessment, is_screened in rows
    }


def cases_without_custody(
    dossier_ids: Collection[int], user: User
) -> tuple[tuple[str, PersonCard], ...]:
    """Return the open cases in reach whose child is under 18 and has no custody holder."""
    held = Custody.objects.filter(running(clock.today()), child_id=OuterRef("child_id"))
    rows = list(
        Case.objects.visible_to(user)
        .filter(~Exists(held), dossier_id__in=dossier_ids, closed_at__isnull=True)
        .order_by("opened_at", "pk")
        .values_list("public_id", "child_id")
    )
    if not rows:
        return ()
    missing = without_custody_holder([child_id for _, child_id in rows])
    found = cards_by_id(missing, user)
    return tuple((str(case), found[child]) for case, child in rows if child in found)


def dossiers_followed(user: User) -> frozenset[int]:
    """Return the open case dossiers a user is the adviser of today."""
    today = clock.today()
    rows = _adviser_ties(user).filter(from_on__lte=today, dossier__closed_at__isnull=True)
    return frozenset(rows.exclude(to_on__lt=today).values_list("dossier_id", flat=True))


def cases_by_week(user: User) -> tuple[WeekCount, ...]:
    """Return an adviser's own open cases, Monday by Monday for a year; empty without cases."""
    ties = list(
        _adviser_ties(user).values_list("dossier_id", "from_on", "to_on", "dossier__closed_at")
    )
    if not ties:
        return ()
    today = clock.today()
    monday = today - timedelta(days=today.weekday())
    days = [monday - timedelta(weeks=back) for back in range(WEEKS_IN_YEAR, -1, -1)]
    counts = [WeekCount(day, _running_on(ties, day)) for day in days]
    first = next((n for n, week in enumerate(counts) if week.cases), len(counts))
    return tuple(counts[first:])


def _adviser_ties(user: User) -> QuerySet[Tie]:
    return Tie.objects.filter(user=user, relation=Relation.ADVISER, dossier__kind=DossierKind.CASE)


def _running_on(ties: Collection[tuple[int, date, date | None, datetime | None]], day: date) -> int:
    """Return how many dossiers somebody was tied to on a day and that were open then."""
    return len(
        {
            dossier_id
            for dossier_id, from_on, to_on, closed_at in ties
            if from_on <= day
            and (to_on is None or to_on >= day)
            and (closed_at is None or local_day(closed_at) > day)
        }
    )
