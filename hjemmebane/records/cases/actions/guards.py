"""What every action of this record asks first: may this person, may this day, may this much."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.cases import day_fault
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, hold
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models import Case
from hjemmebane.records.cases.queries.cases import is_contact_held_back, level_of, may_work_on
from hjemmebane.records.people.models import Person

TEXT_MAX = 20_000


def require_case_work(name: str, case: Case, by: Actor) -> None:
    """Refuse unless the actor does the authority's work on this open case; keep it meanwhile."""
    hold(case)
    if isinstance(by, User) and not may_work_on(case, by):
        raise Refused(name, "not_allowed")
    if case.closed_at is not None:
        raise Refused(name, "case_closed")


def require_goal_work(name: str, dossier: Dossier, by: Actor) -> None:
    """Refuse unless the actor works with the family's goals in this dossier; keep it meanwhile."""
    case = Case.objects.filter(dossier=dossier).first()
    if case is not None:
        hold(case)
    hold(dossier)
    if isinstance(by, User) and level_of(dossier, by, Aspect.PLAN) != Level.YES:
        raise Refused(name, "not_allowed")
    if dossier.closed_at is not None:
        raise Refused(name, "case_closed")


def require_contact_allowed(name: str, dossier: Dossier) -> None:
    """Refuse contact with parents and network before the risk is assessed (BL § 18, stk. 3)."""
    if is_contact_held_back(dossier):
        raise Refused(name, "risk_not_assessed")


def require_day(
    name: str, day: date, child: Person | None = None, *, may_lie_ahead: bool = False
) -> None:
    """Refuse a day before the child's birth, too far ahead, or ahead where it must have been."""
    fault = day_fault(
        day,
        born_on=child.born_on if child else None,
        today=clock.today(),
        may_lie_ahead=may_lie_ahead,
    )
    if fault:
        raise Refused(name, fault)


def require_short(name: str, *texts: str) -> None:
    """Refuse texts longer than anybody writes."""
    if any(len(text) > TEXT_MAX for text in texts):
        raise Refused(name, "too_long")
