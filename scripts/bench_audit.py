"""Measure sealing and verifying the log: `python -m scripts.bench_audit 1000000` prints JSON.

Writes that many lines and a fifth as many look-ups into a database of its own under a temporary
folder (or the one DATABASE_URL names, which must be empty), seals them and verifies them.
"""

import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

CHUNK = 5_000
PERSONS = 3
SHARE_OF_LOOKS = 5


def main() -> int:
    """Run on a database of its own."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="bench-audit-") as folder:
        os.environ.update(HJEMMEBANE_VAR=folder, HJEMMEBANE_KEYS=str(Path(folder) / "keys"))
        os.environ.update(HJEMMEBANE_DEMO="1", DJANGO_SETTINGS_MODULE="hjemmebane.config.settings")
        print(json.dumps(measure(rows), indent=2))
    return 0


def measure(rows: int) -> dict[str, Any]:
    """Return seconds, rows a second and the memory it took."""
    # Django reads its settings when it is imported, so the place must be set before.
    import django  # noqa: PLC0415

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    from hjemmebane.gateways.keyring import ensure_keys  # noqa: PLC0415
    from hjemmebane.records.access.seals import seal_lines  # noqa: PLC0415
    from hjemmebane.records.access.verifying import verify  # noqa: PLC0415

    ensure_keys()
    call_command("migrate", verbosity=0)
    write(rows)
    before = peak()
    sealed, sealing = timed(seal_lines)
    findings, verifying = timed(verify)
    return {
        "command": f"python -m scripts.bench_audit {rows}",
        "database": connection.vendor,
        "rows": sealed,
        "findings": len(findings),
        "seal_seconds": round(sealing, 1),
        "verify_seconds": round(verifying, 1),
        "verified_rows_a_second": round(sealed / verifying),
        "peak_mb_before_sealing": before,
        "peak_mb_after_verifying": peak(),
    }


def write(rows: int) -> None:
    """Write lines and look-ups as actions and pages would, in bulk."""
    from hjemmebane import clock  # noqa: PLC0415
    from hjemmebane.records.access.guard import writing  # noqa: PLC0415
    from hjemmebane.records.access.models import (  # noqa: PLC0415
        AuditLine,
        LookupPerson,
        LookupRequest,
    )

    now, looks = clock.now(), rows // SHARE_OF_LOOKS
    lines = (
        AuditLine(
            at=now, action="contact.write", by_id=n % 90, about_kind="contact",
            about_id=f"{n:036d}", reason="", facts=json.dumps({"course": n % 5_000, "minutes": 60}),
        )
        for n in range(rows)
    )  # fmt: skip
    requests = (
        LookupRequest(pk=n, at=now, route="staff:person", why="sag", role="Rådgiver")
        for n in range(1, looks + 1)
    )
    persons = (
        LookupPerson(request_id=1 + n // PERSONS, person_id=n % 9_000)
        for n in range(looks * PERSONS)
    )
    tables: tuple[tuple[Any, Any], ...] = (
        (AuditLine, lines),
        (LookupRequest, requests),
        (LookupPerson, persons),
    )
    with writing():
        for model, made in tables:
            while chunk := list(islice(made, CHUNK)):
                model.objects.bulk_create(chunk, batch_size=CHUNK)


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    """Return what a call gave, and the seconds it took."""
    began = time.perf_counter()
    return call(), time.perf_counter() - began


def peak() -> int:
    """Return the most memory this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    sys.exit(main())
