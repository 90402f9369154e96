"""What leaders have asked in the demo: Herning's own question, answered by the job's engine."""

from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.edges.jobs.reckoning import reckon_what_if
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.leadership.actions import ask_what_if

FROM_MONTHS, TO_MONTHS, HOURS, AHEAD = 3, 4, 6, 24


def ask_from_three_to_four(seed: int) -> int:
    """Let each leader of the authority ask what 4 months instead of 3 would bring; count them."""
    question = WhatIfQuestion(TO_MONTHS, FROM_MONTHS, RuleStage.MANDATORY, HOURS, AHEAD)
    leaders = staff_with_role(RoleKey.TEAM_LEADER, RoleKey.AUTHORITY_HEAD)
    for leader in leaders:
        job = ask_what_if(by=leader, question=question, seed=seed)
        reckon_what_if.call(str(job.public_id))
    return len(leaders)
