"""Judging the risk that a child is placed."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, refuse_twin
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.models import Case, PlacementRisk


@dataclass(frozen=True, slots=True)
class RiskText:
    """The level, why it is so, and what could make the risk smaller."""

    level: RiskLevel
    why: str
    what_helps: str = ""


@action("placement_risk.judge")
def judge_placement_risk(
    *, by: Actor, case: Case, text: RiskText, judged_on: date
) -> PlacementRisk:
    """Judge the risk that a child is placed, with why; the family reads it.

    Only a person judges: the system, a job or another system is refused `person_judges`. Raises
    Refused `risk_reason_missing`, and `risk_not_assessed` where the family may not be told yet.
    """
    name = "placement_risk.judge"
    require_case_work(name, case, by)
    require_short(name, text.why, text.what_helps)
    require_day(name, judged_on, case.child)
    if not isinstance(by, User):
        raise Refused(name, "person_judges")
    if not text.why.strip():
        raise Refused(name, "risk_reason_missing")
    require_contact_allowed(name, case.dossier)
    said = {
        "level": text.level,
        "why": text.why.strip(),
        "what_helps": text.what_helps.strip(),
        "judged_on": judged_on,
    }
    rows = PlacementRisk.objects.filter(case=case)
    newest = rows.order_by("-judged_on", "-pk").values_list("pk", flat=True)[:1]
    refuse_twin(name, rows.filter(pk__in=list(newest), **said))
    row = PlacementRisk.objects.create(case=case, **said, judged_by=by, judged_at=clock.now())
    log(by=by, about=row, reason=text.level, facts={"case": case.public_id})
    return row
