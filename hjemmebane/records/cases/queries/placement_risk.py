"""The risk of a placement as it was judged, for who works with the family and for the family."""

from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models import PlacementRisk
from hjemmebane.records.people.queries import PersonCard, cards_by_id


@dataclass(frozen=True, slots=True)
class RiskRow:
    """One judgement: the level, why, what could help, and who judged it when."""

    level: RiskLevel
    why: str
    what_helps: str
    judged_on: date
    judged_by: str


@dataclass(frozen=True, slots=True)
class OwnRisk:
    """How the risk for a child is judged now, as its family reads it."""

    child: PersonCard
    row: RiskRow


def risks_of(dossier: Dossier, user: User) -> tuple[RiskRow, ...]:
    """Return the judgements in a case that the reader may see, the one that counts first."""
    rows = PlacementRisk.objects.visible_to(user).filter(case__dossier=dossier)
    found = rows.select_related("judged_by").order_by("-judged_on", "-pk")
    return tuple(_row(row) for row in found)


def own_risks(user: User) -> tuple[OwnRisk, ...]:
    """Return what counts now for each child of a signed-in family member's open cases."""
    rows = (
        PlacementRisk.objects.visible_to(user)
        .filter(case__closed_at__isnull=True)
        .select_related("judged_by", "case")
        .order_by("judged_on", "pk")
    )
    newest = {row.case.child_id: row for row in rows}
    cards = cards_by_id(newest, user)
    return tuple(OwnRisk(cards[pk], _row(row)) for pk, row in newest.items())


def _row(row: PlacementRisk) -> RiskRow:
    return RiskRow(RiskLevel(row.level), row.why, row.what_helps, row.judged_on, row.judged_by.name)
