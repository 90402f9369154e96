"""Help granted in the middle of a formal follow-up, the same day, by whoever may."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hjemmebane.domain.cases import NotifiedHow
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Unit
from hjemmebane.records.cases.actions.guards import require_case_work
from hjemmebane.records.cases.actions.letters import give_decision
from hjemmebane.records.cases.actions.measures import DecisionText, decide, start_measure
from hjemmebane.records.cases.models import Decision, FollowUp


@dataclass(frozen=True, slots=True)
class GrantNow:
    """What is granted, by whom it is carried out and from when, and how the family is told."""

    decision: DecisionText
    provider_unit: Unit
    started_on: date
    told_how: NotifiedHow


@action("follow_up.grant")
def grant_now(
    *, by: Actor, follow_up: FollowUp, grant: GrantNow, public_id: UUID | None = None
) -> Decision:
    """Decide, give the letters and begin the help in one, or ask the leader where one must answer.

    What waits for the leader is neither given nor begun; the follow-up stands behind both.
    Raises Refused `follow_up_closed`, and whatever deciding, telling and beginning do.
    """
    name = "follow_up.grant"
    case = follow_up.case
    require_case_work(name, case, by)
    if follow_up.closed_at is not None:
        raise Refused(name, "follow_up_closed")
    decision = decide(by=by, case=case, text=grant.decision, public_id=public_id)
    decision.follow_up = follow_up
    decision.save(update_fields=["follow_up"])
    if not decision.is_waiting:
        give_decision(by=by, decision=decision, on=grant.decision.decided_on, how=grant.told_how)
        start_measure(
            by=by,
            decision=decision,
            provider_unit=grant.provider_unit,
            started_on=grant.started_on,
        )
    log(by=by, about=follow_up, facts={"decision": decision.public_id})
    return decision
