"""Fill an empty database with as many cases as asked for, the cast's town around them."""

import json
import os
import resource
import sys
import time
from argparse import ArgumentParser
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.edges.jobs.demo.filling import CHUNK, batches, clerk_for
from hjemmebane.edges.jobs.demo.greater import Greater, Scale
from hjemmebane.edges.jobs.demo.standing import first_night
from hjemmebane.edges.jobs.demo.writing import first_rows
from hjemmebane.records.access import bulk
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.seals import seal_lines

MOST_CASES = 1_000_000
EVENTS, LONG_EVENTS, WORKERS = 20, 2_000, 2
SECONDS_BETWEEN_LINES = 2.0
KIB_IN_MIB = 1024


@dataclass
class Progress:
    """Tells how far it is, every other second, on one line each."""

    wanted: int
    began: float = field(default_factory=time.monotonic)
    told: float = 0.0
    last: float = field(default_factory=time.monotonic)
    cases: int = 0
    rows: int = 0

    def __call__(self, batch: bulk.Batch) -> None:
        """Count a batch that is in."""
        self.cases += batch.cases
        self.rows += sum(batch.rows.values())
        self.last = now = time.monotonic()
        if now - self.told > SECONDS_BETWEEN_LINES:
            self.told = now
            speed = self.cases / (now - self.began)
            line = f"{self.cases:>9,} of {self.wanted:,} cases, {self.rows:,} rows, {speed:,.0f}/s"
            sys.stderr.write(f"{line}\n")


class Command(BaseCommand):
    """`manage.py demo_data`: the same municipality for the same cases, seed and anchor day."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how many cases and events, the seed, the anchor day, and how to work."""
        parser.add_argument("--cases", type=int, default=1_000)
        parser.add_argument("--events", type=int, default=EVENTS, help="about so many a case")
        parser.add_argument("--long", type=int, default=LONG_EVENTS, help="events of one family")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--anchor", type=date.fromisoformat, default=None)
        parser.add_argument("--workers", type=int, default=WORKERS, help="processes that tell")
        parser.add_argument("--chunk", type=int, default=CHUNK, help="families at a time")
        parser.add_argument("--no-seal", action="store_true", help="leave sealing to the jobs")
        parser.add_argument("--json", default="", help="a file for what was measured")

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the database, unless a municipality is there."""
        if not 0 < options["cases"] <= MOST_CASES:
            raise CommandError(f"CASES must be from 1 to {MOST_CASES:,}.")
        scale = Scale(
            options["cases"],
            options["events"],
            options["seed"],
            options["anchor"] or clock.today(),
            options["long"],
        )
        try:
            report = fill(scale, workers=options["workers"], chunk=options["chunk"])
        except Refused as error:
            raise CommandError(REFUSALS.get(error.key, error.key)) from error
        if not options["no_seal"]:
            report |= _seal()
        text = json.dumps(report, indent=2)
        if options["json"]:
            Path(options["json"]).write_text(f"{text}\n", encoding="utf-8")
        self.stdout.write(text)


REFUSALS = {
    "only_in_demo": "Only the demo is filled with made-up cases: set HJEMMEBANE_DEMO=1.",
    "already_saved": "The database holds a municipality already: give an empty one, or FRESH=1.",
}


def fill(scale: Scale, *, workers: int, chunk: int = CHUNK) -> dict[str, Any]:
    """Write a municipality of some scale and return what it took."""
    if not connection.in_atomic_block:
        connections.close_all()  # the telling processes inherit no connection
    progress = Progress(scale.cases)
    began = time.monotonic()
    greater = Greater(scale)
    clerk = clerk_for(greater)
    told = batches(greater, clerk, workers=workers, chunk=chunk)
    with bulk.roomy():
        rows = bulk.fill_demo(
            by=SYSTEM, first=first_rows(greater.cast.book), batches=told, told=progress
        )
        first_night()
        written = time.monotonic()
    bulk.look_at_sizes()
    done = time.monotonic()
    return {
        "cases": rows["cases.Case"],
        "cases_a_second": round(rows["cases.Case"] / (done - began), 1),
        "rows_a_second": round(sum(rows.values()) / (done - began)),
        "seconds": round(done - began, 2),
        "cpu_seconds": round(sum(os.times()[:4]), 1),
        "seconds_telling_and_writing": round(progress.last - began, 2),
        "seconds_indexes_and_commit": round(written - progress.last, 2),
        "database": connection.vendor,
        "bytes_on_disk": bulk.bytes_on_disk(),
        "peak_memory_mib": _peaks(),
        "scale": {
            "events": scale.events,
            "seed": scale.seed,
            "anchor": scale.anchor.isoformat(),
            "long_events": scale.long_events,
            "districts": scale.districts,
            "workers": workers,
            "chunk": chunk,
        },
        "rows": rows,
        "rows_in_all": sum(rows.values()),
    }


def _peaks() -> dict[str, int]:
    """Return the most memory the writer and the largest telling process held, in MiB."""
    writer = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    teller = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    return {"writer": writer // KIB_IN_MIB, "largest_teller": teller // KIB_IN_MIB}


def _seal() -> dict[str, Any]:
    began = time.monotonic()
    sealed = seal_lines()
    return {"rows_sealed": sealed, "seconds_sealing": round(time.monotonic() - began, 2)}
