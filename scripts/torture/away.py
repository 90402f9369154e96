"""The database is stopped for a while: everybody is told in one sentence, and it goes on after."""

import time
from typing import Any

from scripts.torture.ground import Ground
from scripts.torture.processes import until

SENTENCE = "Databasen svarer ikke lige nu"
BETWEEN = 4


def away(ground: Ground, *, short: bool) -> dict[str, Any]:
    """Stop PostgreSQL for 10 and 60 seconds (short: 5) under writers and readers."""
    if ground.postgres is None:
        return {"skipped": "SQLite lies in a file: it cannot be away by itself."}
    told: list[str] = []
    recovered: dict[str, float] = {}
    lengths = (5,) if short else (10, 60)
    with ground.crew() as crew:
        for seconds in lengths:
            crew.wait_for_more(BETWEEN)
            ground.postgres.stop()
            gone = time.monotonic()
            told += _told(ground)
            time.sleep(max(0.0, gone + seconds - time.monotonic()))
            ground.postgres.start()
            began = time.monotonic()
            until(ground.is_well, "/healthz is ok again by itself")
            crew.wait_for_more(1)
            recovered[str(seconds)] = round(time.monotonic() - began, 1)
    found = ground.proof(crew, kills=0, seconds_away=lengths, seconds_until_written=recovered)
    found["broken"] += told
    return found


def _told(ground: Ground) -> list[str]:
    """Return what is not said as it must be while the database is away."""
    page = ground.get("/log-ind/")
    asked = ground.get(f"/api/v1/cases/{ground.case}", Authorization=f"Bearer {ground.token}")
    health = ground.get("/healthz")
    problem = asked.json() if "json" in asked.headers.get("Content-Type", "") else {}
    wanted = {
        "the page answers 503": page.status_code == 503,
        "the page says so in Danish": SENTENCE in page.text,
        "the page says when to try again": bool(page.headers.get("Retry-After")),
        "the API answers 503": asked.status_code == 503,
        "the API names the problem": problem.get("code") == "database_away",
        "the API says so in Danish": SENTENCE in problem.get("detail", ""),
        "the API says when to try again": bool(asked.headers.get("Retry-After")),
        "/healthz answers 503": health.status_code == 503,
    }
    return [f"it does not hold that {words}" for words, holds in wanted.items() if not holds]
