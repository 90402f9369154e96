"""Who has looked at a person's record."""

from dataclasses import dataclass
from datetime import datetime

from hjemmebane.records.access.models import LookupPerson

LOOKUPS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class LookupRow:
    """One look at a person's record: role, unit, time and reason, and never a name."""

    at: datetime
    role: str
    unit: str
    why: str
    route: str
    is_refused: bool


def lookups_about(person_id: int, limit: int = LOOKUPS_SHOWN) -> list[LookupRow]:
    """Return the latest looks at a person's record, newest first, without names of staff."""
    rows = (
        LookupPerson.objects.filter(person_id=person_id)
        .exclude(request__user__person_id=person_id)
        .select_related("request")
        .order_by("-request__at", "-request_id")[:limit]
    )
    return [
        LookupRow(
            row.request.at,
            row.request.role,
            row.request.unit_name,
            row.request.why,
            row.request.route,
            row.request.is_refused,
        )
        for row in rows
    ]
