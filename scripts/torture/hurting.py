"""Processes are killed under people who write and read: web workers, jobs, database."""

import random
import time
from typing import Any

from scripts.drill import DrillFailed
from scripts.torture.ground import Ground
from scripts.torture.processes import kill, until

LONGEST_PAUSE = 0.6
BETWEEN = 4


def web(ground: Ground, *, short: bool) -> dict[str, Any]:
    """Kill a web worker at a random moment, again and again."""
    kills = 6 if short else 50
    with ground.crew() as crew:
        for _ in range(kills):
            until(lambda: bool(ground.worker_pids), "a web worker runs")
            crew.wait_for_more(BETWEEN)
            _pause()
            kill(random.choice(ground.worker_pids))
        crew.wait_for_more(BETWEEN)
    return ground.proof(crew, kills=kills)


def jobs(ground: Ground, *, short: bool) -> dict[str, Any]:
    """Kill the job process while it makes a report's files; it is taken up again, once."""
    if ground.jobs is None:
        raise DrillFailed("the job process does not run")
    with ground.crew() as crew:
        at_kill = ground.inside("kill_in_job", str(ground.jobs.pid))
        ground.jobs.wait()
        began = time.monotonic()
        ground.start_jobs()
        ended = ground.inside("job", at_kill["job"])
        seconds = round(time.monotonic() - began, 1)
    found = ground.proof(crew, kills=1, seconds_until_done=seconds, **at_kill, **ended)
    for holds, sentence in (
        (at_kill["state_at_kill"] == "running", "the job was not caught at work"),
        (ended["state"] == "done", f"the job ended as {ended['state']}"),
        (ended["attempts"] == 2, f"the job was begun {ended['attempts']} times"),
        (ended["files"] == ended["files_wanted"], "files are missing"),
        (ended["files_doubled"] == 0, "files are there twice"),
    ):
        if not holds:
            found["broken"].append(sentence)
    return found


def database(ground: Ground, *, short: bool) -> dict[str, Any]:
    """Kill PostgreSQL in the middle of writes; on SQLite the whole web server."""
    kills = 1 if short else 3
    slowest = 0.0
    with ground.crew() as crew:
        for _ in range(kills):
            crew.wait_for_more(BETWEEN)
            _pause()
            began = time.monotonic()
            _kill_and_start(ground)
            crew.wait_for_more(1)
            slowest = max(slowest, time.monotonic() - began)
            if ground.postgres:
                crew.wait_for_more(BETWEEN)
                ground.postgres.kill_backend()
                crew.wait_for_more(1)
    backends = kills if ground.postgres else 0
    figures = {"kills": kills, "kills_of_a_backend": backends}
    return ground.proof(crew, **figures, slowest_seconds_until_written=round(slowest, 1))


def _kill_and_start(ground: Ground) -> None:
    if ground.postgres:
        ground.postgres.kill()
        ground.postgres.start()
    else:
        ground.kill_web()
        ground.start()


def _pause() -> None:
    time.sleep(random.uniform(0, LONGEST_PAUSE))
