"""Measure the API and the pages at some sizes, and print JSON.

make bench                                  SQLite and PostgreSQL at 1,000, 10,000 and 100,000
make bench SIZES="1000" ON=sqlite CALLS=50  less of it
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from scripts.bench.calls import Caller, Measured, pages_of
from scripts.bench.load import Ask, Run, one_after_another, steady_stream
from scripts.bench.visitor import Visitor
from scripts.bench.world import BenchWorld

STREAM_USERS, STREAM_RATE, STREAM_SECONDS = 16, 10, 60
REFERENCE = 5_000_000
STREAM_AIM = "p95 ≤ 400 ms, no failed request"


def main() -> int:
    """Measure every size on the database that DATABASE_URL names, and print one JSON text."""
    options = read_options()
    report: dict[str, Any] = {
        "command": " ".join(["python -m scripts.bench", *sys.argv[1:]]),
        "database": "postgresql" if os.environ.get("DATABASE_URL") else "sqlite",
        "machine": machine(),
        "sizes": [measure(size, options) for size in options.sizes],
    }
    text = json.dumps(report, indent=1, ensure_ascii=False)
    if options.json:
        Path(options.json).write_text(f"{text}\n", encoding="utf-8")
    print(text)
    return 0


def read_options() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--calls", type=int, default=200, help="calls in each run")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--warm", type=float, default=30.0, help="seconds before the first run")
    parser.add_argument("--stream", type=int, default=STREAM_SECONDS, help="seconds; 0 for none")
    parser.add_argument("--only", default="", help="what to measure, by the beginning of its name")
    parser.add_argument("--filled", default="", help="a data folder filled before; one size only")
    parser.add_argument("--json", default="", help="a file for the report as well")
    return parser.parse_args()


def machine() -> dict[str, Any]:
    """Return what the figures were measured on."""
    return {
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.platform(),
        "commit": subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
        ).stdout.strip(),
        "on": time.strftime("%Y-%m-%d %H:%M"),
        "load_before": round(os.getloadavg()[0], 1),
        "reference_ms": reference_ms(),
    }


def reference_ms() -> int:
    """Return the CPU of a fixed piece of Python, by which machines and hours can be compared."""
    began = time.process_time()
    sum(number * number for number in range(REFERENCE))
    return round(1000 * (time.process_time() - began))


def measure(size: int, options: argparse.Namespace) -> dict[str, Any]:
    """Fill a municipality, start the server, and measure everything in it."""
    say(f"{size:,} cases …")
    world = BenchWorld(size, options.filled)
    try:
        world.prepare()
        starts = [round(world.restart(), 2) for _ in range(options.runs)]
        api = Caller(world)
        found = api.operations()
        visitors = {}
        for reader in world.readers:
            visitors[reader.key] = visitor = Visitor(world.port)
            visitor.sign_in(reader.user_id)
            found += pages_of(world, reader, visitor)
        found = [one for one in found if one.name.startswith(options.only)]
        if found and found[0].name.startswith("api"):
            api.register(options.calls * options.runs + 20)
        warm_up(found, options.warm)
        if api.known:
            api.register(max(0, options.calls * options.runs - len(api.known)))
        rows = [told(world, one, options) for one in found]
        return {
            "cases": size,
            "open_cases": world.asked["open_cases"],
            "filled": {k: v for k, v in world.filling.items() if k != "rows"},
            "warm_start_seconds": starts,
            "memory_mb_summed_pss": round(world.memory_mb(), 1),
            "measured": rows,
            "stream": stream(world, options),
            "load_after": round(os.getloadavg()[0], 1),
            "reference_ms_after": reference_ms(),
        }
    finally:
        world.remove()


def warm_up(found: list[Measured], seconds: float) -> None:
    """Make every call in turn until the time is up; a call that fails stops the measuring."""
    until = time.monotonic() + seconds
    number = 0
    while number == 0 or time.monotonic() < until:
        for one in found:
            if number and one.name == "api: open a case for a known person":
                continue
            answer = one.call(number)
            if not answer.is_good:
                raise SystemExit(f"{one.name} answered {answer.status}: {answer.body[:400]!r}")
        number += 1


def told(world: BenchWorld, one: Measured, options: argparse.Namespace) -> dict[str, Any]:
    """Return one thing measured: every run, and the middle one."""
    roots = world.roots()
    runs = [
        one_after_another(one.call, options.calls, roots, first=options.calls * number)
        for number in range(options.runs)
    ]
    middle = middle_of(runs)
    say(f"  {one.name:<52} {middle['cpu_ms']:>7} ms cpu  p95 {middle['p95_ms']:>7} ms  ({one.aim})")
    return {
        "name": one.name,
        "aim": one.aim,
        **middle,
        "runs": [run.told() for run in runs],
    }


def middle_of(runs: list[Run]) -> dict[str, Any]:
    """Return the middle figures of the runs."""
    told_runs: list[dict[str, Any]] = [dict(run.told()) for run in runs]
    names = ("cpu_ms", "p50_ms", "p95_ms")
    found: dict[str, Any] = {
        name: statistics.median_low([float(row[name]) for row in told_runs]) for name in names
    }
    return {**found, "failed": sum(run.failed for run in runs)}


def stream(world: BenchWorld, options: argparse.Namespace) -> dict[str, Any]:
    """Let sixteen people at once ask for pages, ten a second in all, in the demo's mix of roles."""
    if not options.stream:
        return {}
    mix = ("anna", "anna", "camilla", "rune")
    ids = {reader.key: reader.user_id for reader in world.readers}
    people = []
    for number in range(STREAM_USERS):
        visitor = Visitor(world.port)
        visitor.sign_in(ids[mix[number % len(mix)]])
        people.append(visitor)
    ways: tuple[Ask, ...] = (
        lambda visitor: visitor.get("/"),
        lambda visitor: visitor.get("/sager/?vis=alle"),
        lambda visitor: visitor.get("/familier/"),
        lambda visitor: visitor.search("Ha"),
    )
    asked = [
        (people[number % STREAM_USERS], ways[(number // STREAM_USERS) % len(ways)])
        for number in range(STREAM_RATE * options.stream)
    ]
    run = steady_stream(asked, STREAM_RATE, world.roots())
    say(f"  stream: {run.told()}")
    return {
        "users": STREAM_USERS,
        "per_second": STREAM_RATE,
        "seconds": options.stream,
        "aim": STREAM_AIM,
        **run.told(),
    }


def say(text: str) -> None:
    """Tell how far it is, beside the report."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
