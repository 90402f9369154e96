"""Count what each list asks a filled database, for the five shapes of rights, and read its plans.

HJEMMEBANE_VAR=folder HJEMMEBANE_KEYS=folder/keys HJEMMEBANE_DEMO=1 \\
    python -m scripts.bench.queries --slow 20 --json file

Counts at two sizes must be the same: compare two reports. A statement slower than `--slow`
milliseconds is told with the plan that the database made for it.
"""

import argparse
import json
import os
import re
import time
from functools import partial
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemmebane.config.settings")
os.environ["HJEMMEBANE_THROTTLE"] = "0"
django.setup()

from django.conf import settings  # noqa: E402 models can be read when Django is set up
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from hjemmebane.records.access.models import User  # noqa: E402
from hjemmebane.records.cases.models import Case  # noqa: E402
from scripts.bench.asking import tell  # noqa: E402

SHAPES = {"anna": "own ties", "camilla": "a team", "rune": "a whole authority"}
SHAPES |= {"gry": "a unit", "dorte": "courses one by one"}
PAGES = ("/", "/sager/?vis=alle", "/familier/", "/frister/?hvem=alle", "/soeg/")
API = ("/cases?limit=50", "/cases?status=help&limit=50", "/cases/counts", "/teams", "/obligations")
LOOKED = 'INSERT INTO "access_lookupperson"'
NAME = "Ha"


def main() -> None:
    """Ask every page twice, and print what the second time cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--slow", type=float, default=20.0)
    parser.add_argument("--json", default="")
    options = parser.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    text = json.dumps(report(options.slow), indent=1, ensure_ascii=False)
    if options.json:
        Path(options.json).write_text(f"{text}\n", encoding="utf-8")
    print(text)


def report(slow: float) -> dict[str, Any]:
    """Return the queries of each page and call, and the plans of the slow ones."""
    counts: dict[str, int] = {}
    plans: dict[str, Any] = {}
    for key, says in SHAPES.items():
        client = Client()
        client.force_login(User.objects.filter(name__istartswith=f"{key} ").earliest("pk"))
        for path in PAGES:
            name = f"{key} ({says}): {path}"
            counts[name] = _asked(partial(_page, client, path), name, slow, plans)
    token = tell()["token"]
    caller = Client(headers={"Authorization": f"Bearer {token}"})
    for path in API:
        name = f"another system: {path}"
        counts[name] = _asked(partial(caller.get, f"/api/v1{path}"), name, slow, plans)
    return {
        "database": connection.vendor,
        "cases": Case.objects.count(),
        "queries": counts,
        "slow": plans,
    }


def _page(client: Any, path: str) -> Any:
    return client.post(path, {"q": NAME}) if path == "/soeg/" else client.get(path)


def _asked(call: Any, name: str, slow: float, plans: dict[str, Any]) -> int:
    call()
    timed: list[tuple[float, str, Any]] = []

    def clocked(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            timed.append((1000 * (time.perf_counter() - began), sql, params))

    with connection.execute_wrapper(clocked), CaptureQueriesContext(connection) as asked:
        answer = call()
    if answer.status_code != 200:
        raise SystemExit(f"{name} answered {answer.status_code}")
    for took, sql, params in timed:
        if took >= slow and sql.startswith("SELECT"):
            plan = _plan(sql, params)
            plans.setdefault(name, []).append(
                {"ms": round(took, 1), "sql": _short(sql), "plan": plan}
            )
    return sum(LOOKED not in query["sql"] for query in asked.captured_queries)


def _plan(sql: str, params: Any) -> list[str]:
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute(
            ("EXPLAIN (ANALYZE) " if is_postgres else "EXPLAIN QUERY PLAN ") + sql, params
        )
        return [row[0] if is_postgres else row[3] for row in cursor.fetchall()]


def _short(sql: str) -> str:
    """Return a statement without its columns and long lists of ids."""
    found = re.sub(r"SELECT .*? FROM ", "SELECT … FROM ", sql, count=1)
    return re.sub(r"\((?:%s, )+%s\)", "(…)", found)[:1500]


if __name__ == "__main__":
    main()
