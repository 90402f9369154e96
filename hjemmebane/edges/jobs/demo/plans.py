"""The authority's plan, row by row: made, and changed when it is to carry a new decision."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.cases import PlanChange, PlanKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.edges.jobs.demo import deadlines
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.town import Town, at


def make_plan(town: Town, file: CaseFile, on: date, purpose: str, strategy: str) -> Row:
    """Make the authority's plan, by the name the law of the day gives it."""
    is_old = town.law.regime_on(on).regime == "serviceloven"
    plan = town.book.add(
        "cases.ActionPlan",
        case_id=file.case["id"],
        kind=PlanKind.HANDLEPLAN if is_old else PlanKind.BARNETS_PLAN,
        purpose=purpose,
        strategy=strategy,
        made_on=on,
        version=1,
    )
    file.plans.append(plan)
    _meet(town, file, plan, on)
    return plan


def change_plan(
    town: Town, file: CaseFile, plan: Row, on: date, purpose: str, strategy: str
) -> None:
    """Change a plan so that it takes in a new decision; what it said before is kept."""
    town.book.add(
        "cases.PlanRevision",
        plan_id=plan["id"],
        revised_on=on,
        why=PlanChange.DECISION,
        purpose_before=plan["purpose"],
        strategy_before=plan["strategy"],
        revised_by_id=town.users[file.adviser]["id"],
        revised_at=at(on, 11),
    )
    plan.update(purpose=purpose, strategy=strategy, version=plan["version"] + 1)
    _meet(town, file, plan, on)


def _meet(town: Town, file: CaseFile, plan: Row, on: date) -> None:
    with_, moment = ("action_plan", plan["public_id"]), clock.midnight(on)
    event = EventKind.PLAN_MADE
    deadlines.close_for(town, event, dossier=file.dossier, with_=with_, at=moment)
