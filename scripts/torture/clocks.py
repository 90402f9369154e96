"""The clock of the machine jumps two hours ahead, and back again, under writers and readers."""

from typing import Any

from scripts.torture.ground import Ground
from scripts.torture.processes import until

HOURS_AHEAD = 2
BETWEEN = 4
# How the log's check tells a clock that was set; nothing else may be told (docs/operations.md).
TOLD_OF_A_JUMP = ("clock set back", "clock set ahead", "backdated")


def clocks(ground: Ground, *, short: bool) -> dict[str, Any]:
    """Let web server and job process live two hours ahead, then on the right clock again."""
    with ground.crew() as crew:
        for clock in (f"+{HOURS_AHEAD * 3600}", ""):
            ground.stop_jobs()
            ground.kill_web()
            ground.clock = clock
            ground.start()
            ground.start_jobs()
            until(ground.is_well, "/healthz is ok again by itself")
            crew.wait_for_more(BETWEEN)
    found = ground.proof(crew, kills=2, hours=HOURS_AHEAD)
    jumps = [said for said in found["broken"] if said.startswith(TOLD_OF_A_JUMP)]
    found["broken"] = [said for said in found["broken"] if said not in jumps]
    if not jumps:
        found["broken"].append("the log's check does not tell that the clock was set")
    return {**found, "told_of_the_jump": jumps}
