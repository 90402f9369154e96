"""The authority's plan: made, changed so that what it said stays, and made for a decision."""

from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.cases import PlanChange, PlanKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.measures import PlanNeed
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.acting import Actor, action, log, once, save_version
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.actions.deadlines import close_for, refresh_next_due
from hjemmebane.records.cases.actions.guards import require_case_work, require_day, require_short
from hjemmebane.records.cases.models import ActionPlan, Case, Decision, PlanRevision


@action("plan.make")
def make_plan(
    *, by: Actor, case: Case, kind: PlanKind, purpose: str, strategy: str, made_on: date
) -> ActionPlan:
    """Make the authority's plan; it closes the deadlines that ask for it (barnets lov § 91)."""
    name = "plan.make"
    require_case_work(name, case, by)
    require_short(name, purpose, strategy)
    require_day(name, made_on, case.child)
    if not purpose.strip():
        raise Refused(name, "purpose_missing")
    with once(name):
        plan = ActionPlan.objects.create(
            case=case, kind=kind, purpose=purpose, strategy=strategy, made_on=made_on
        )
    _meet(by, plan, made_on)
    log(by=by, about=plan, facts={"kind": kind})
    refresh_next_due(by=by, case=case, told=[made_on])
    return plan


@action("plan.change")
def change_plan(
    *,
    by: Actor,
    plan: ActionPlan,
    version: int,
    purpose: str,
    strategy: str,
    on: date,
    why: PlanChange,
) -> ActionPlan:
    """Change what the plan says, on a day and for a reason; the words before stay readable.

    A plan from before must be changed when it is to carry a new decision: a change that takes one
    in closes the deadlines that ask for it. Raises Refused `purpose_missing`, `before_the_plan`.
    """
    name = "plan.change"
    require_case_work(name, plan.case, by)
    require_short(name, purpose, strategy)
    require_day(name, on, plan.case.child)
    if not purpose.strip():
        raise Refused(name, "purpose_missing")
    if on < plan.made_on:
        raise Refused(name, "before_the_plan")
    before = ActionPlan.objects.get(pk=plan.pk)
    save_version(plan, version, purpose=purpose, strategy=strategy)
    PlanRevision.objects.create(
        plan=plan,
        revised_on=on,
        why=why,
        purpose_before=before.purpose,
        strategy_before=before.strategy,
        revised_by=by if isinstance(by, User) else None,
        revised_at=clock.now(),
    )
    if why is PlanChange.DECISION:
        _meet(by, plan, on)
    log(by=by, about=plan, reason=why, facts={"on": on})
    refresh_next_due(by=by, case=plan.case, told=[on])
    return plan


def _meet(by: Actor, plan: ActionPlan, on: date) -> None:
    about = ("action_plan", plan.public_id)
    close_for(EventKind.PLAN_MADE, by=by, case=plan.case, with_=about, on=on)


def require_plan(
    name: str,
    case: Case,
    measure_key: str,
    on: date,
    *,
    plan: ActionPlan | None,
    is_needed: bool | None,
) -> None:
    """Refuse a decision that takes no stand on the plan, or names one that cannot be behind it.

    The plan lies with a proposal of a placement without consent (barnets lov § 51, rule P4).
    Raises Refused `plan_position_missing`, `plan_always_needed`, `plan_after_decision`,
    `plan_missing_in_proposal`.
    """
    current = catalogue.current()
    regime = current.regime_on(on).regime
    if regime is Regime.BARNETS_LOV and is_needed is None:
        raise Refused(name, "plan_position_missing")
    needs = {basis.plan for basis in current.basis_of(measure_key, regime)}
    if needs & {PlanNeed.AFTER, PlanNeed.BEFORE} and is_needed is False:
        raise Refused(name, "plan_always_needed")
    if plan is not None and (plan.case_id != case.pk or plan.made_on > on or is_needed is False):
        raise Refused(name, "plan_after_decision")
    if regime is Regime.BARNETS_LOV and PlanNeed.BEFORE in needs and plan is None:
        raise Refused(name, "plan_missing_in_proposal")


def is_before_plan(measure_key: str, on: date, plan: ActionPlan | None) -> bool:
    """Return whether a decision under the old law was made in haste, before its plan (§ 140)."""
    regime = catalogue.current().regime_on(on).regime
    needs = {basis.plan for basis in catalogue.current().basis_of(measure_key, regime)}
    return regime is Regime.SERVICELOVEN and PlanNeed.BEFORE in needs and plan is None


def meet_by_own_plan(by: Actor, decision: Decision) -> None:
    """Close the decision's own plan deadline where the plan was made for it."""
    if decision.plan is None:
        return
    close_for(
        EventKind.PLAN_MADE,
        by=by,
        case=decision.case,
        with_=("action_plan", decision.plan.public_id),
        on=decision.decided_on,
        about=("decision", decision.public_id),
    )
