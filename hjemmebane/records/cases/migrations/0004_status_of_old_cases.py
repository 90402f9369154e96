"""Give each case that is already there its status, with its history, and count them."""

from collections import Counter
from datetime import date, datetime
from typing import Any

from django.db import migrations
from django.db.migrations.state import StateApps

from hjemmebane import clock
from hjemmebane.domain.case_status import CaseLife, events_of, history


def fill(apps: StateApps, editor: Any) -> None:
    """Reckon each case's history from its rows; days count from their first moment."""
    change = apps.get_model("cases", "CaseStatusChange")
    count = apps.get_model("cases", "CaseCount")
    counts: Counter[tuple[Any, ...]] = Counter()
    for case in apps.get_model("cases", "Case").objects.select_related("dossier").iterator():
        found = history(events_of(_life(case)))
        case.status = found[-1][1]
        case.save(update_fields=["status"])
        change.objects.bulk_create(
            [change(case=case, at=moment, status=status) for moment, status in found]
        )
        place = case.dossier
        counts[place.unit_id, place.team_id, place.is_restricted, case.status] += 1
    count.objects.bulk_create(
        [
            count(unit_id=u, team_id=t, is_restricted=r, status=s, number=number)
            for (u, t, r, s), number in counts.items()
        ]
    )


def _life(case: Any) -> CaseLife:
    screening = getattr(case, "screening", None)
    return CaseLife(
        opened_at=case.opened_at,
        closed_at=case.closed_at,
        screened_at=(screening.decided_at or case.opened_at) if screening else None,
        assessments=tuple(
            (_start(row.started_on), _start(row.finished_on)) for row in case.assessments.all()
        ),
        decided_at=tuple(_start(row.decided_on) for row in case.decisions.all()),
        measures=tuple(
            (_start(row.started_on), _start(row.ended_on)) for row in case.measures.all()
        ),
    )


def _start(day: date | None) -> datetime | None:
    return clock.midnight(day) if day else None


def empty(apps: StateApps, editor: Any) -> None:
    """Remove what was reckoned."""
    for name in ("CaseStatusChange", "CaseCount"):
        apps.get_model("cases", name).objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_status_and_notes")]
    operations = [migrations.RunPython(fill, empty)]
