"""Counting the cases that come and go, by team and month: part of the actions that move them."""

from collections import defaultdict
from datetime import date, datetime

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.case_flow import month_of
from hjemmebane.records.access.acting import add_to
from hjemmebane.records.access.models import Unit
from hjemmebane.records.cases.models import Case, CaseMonth

FIELDS = ("opened", "closed", "still_open")
ROWS_AT_ONCE = 1000
Place = tuple[int, bool, date]


def case_opened(case: Case, number: int = 1) -> None:
    """Count a case in the month it was opened; -1 takes it out again, as it moves elsewhere."""
    _add(case, _month(case.opened_at), opened=number, still_open=number)


def case_left(case: Case) -> None:
    """Count a closed case in this month, and no more among those open."""
    opened, now = _month(case.opened_at), _month(clock.now())
    # The older month first, always: two cases that close never wait for each other.
    _add(case, opened, still_open=-1)
    _add(case, now, closed=1)


def _month(at: datetime) -> date:
    return month_of(local_day(at))


def _add(case: Case, month: date, **numbers: int) -> None:
    dossier = case.dossier
    if dossier.team_id is None:
        return
    place = {"team_id": dossier.team_id, "is_restricted": dossier.is_restricted, "month": month}
    add_to(CaseMonth, place, **numbers)


def recount_flow(unit: Unit) -> int:
    """Count a unit's months anew and put right what differs; return how many months did."""
    locked = CaseMonth.objects.select_for_update(no_key=True).filter(team__unit=unit)
    kept = {(row.team_id, row.is_restricted, row.month): row for row in locked.order_by("pk")}
    found = _counted(unit)
    wrong = []
    for place in sorted({*kept, *found}):
        numbers = {name: found[place].get(name, 0) for name in FIELDS}
        row = kept.get(place)
        if row is not None and all(getattr(row, name) == numbers[name] for name in FIELDS):
            continue
        team_id, is_restricted, month = place
        wrong.append(
            CaseMonth(team_id=team_id, is_restricted=is_restricted, month=month, **numbers)
        )
    # A large authority has a hundred thousand of them the first time.
    CaseMonth.objects.bulk_create(
        wrong,
        batch_size=ROWS_AT_ONCE,
        update_conflicts=True,
        unique_fields=["team", "is_restricted", "month"],
        update_fields=FIELDS,
    )
    return len(wrong)


def _counted(unit: Unit) -> dict[Place, dict[str, int]]:
    found: dict[Place, dict[str, int]] = defaultdict(dict)
    cases = Case.objects.filter(dossier__unit=unit, dossier__team__isnull=False).order_by()
    place = ("dossier__team_id", "dossier__is_restricted", "at_month")
    opened = cases.annotate(at_month=TruncMonth("opened_at", tzinfo=clock.ZONE)).values_list(*place)
    running = Count("pk", filter=Q(closed_at__isnull=True))
    for team, restricted, month, number, left in opened.annotate(n=Count("pk"), left=running):
        found[team, restricted, local_day(month)] |= {"opened": number, "still_open": left}
    closed = cases.filter(closed_at__isnull=False)
    closed_in = closed.annotate(at_month=TruncMonth("closed_at", tzinfo=clock.ZONE))
    for team, restricted, month, number in closed_in.values_list(*place).annotate(n=Count("pk")):
        found[team, restricted, local_day(month)]["closed"] = number
    return found
