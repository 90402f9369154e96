"""Make the demo municipality where the database is empty."""

import time
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from hjemmebane import clock
from hjemmebane.domain.access import UnitKind
from hjemmebane.edges.jobs.demo.asking import ask_from_three_to_four
from hjemmebane.edges.jobs.demo.calibration import CALIBRATION
from hjemmebane.edges.jobs.demo.choosing import fill_services
from hjemmebane.edges.jobs.demo.municipality import make
from hjemmebane.edges.jobs.demo.reminding import remind_everybody
from hjemmebane.edges.jobs.demo.writing import write
from hjemmebane.edges.jobs.loop import control_all_deadlines
from hjemmebane.records.access.queries import units_of_kind


class Command(BaseCommand):
    """`manage.py demo`: the same municipality for the same seed and anchor day."""

    help = CALIBRATION

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the seed, the number of families, the anchor day, and whether to start over."""
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--families", type=int, default=300)
        parser.add_argument("--anchor", type=date.fromisoformat, default=None)
        parser.add_argument("--fresh", action="store_true", help="empty the database first")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make and write the municipality, unless units are there already."""
        if options["fresh"]:
            call_command("flush", interactive=False, verbosity=0)
        if units_of_kind(*UnitKind).exists():
            self.stdout.write("The database holds a municipality already; nothing was written.")
            return
        began = time.monotonic()
        book = make(options["seed"], options["families"], options["anchor"] or clock.today())
        rows = write(book)
        ask_from_three_to_four(options["seed"])
        fill_services(options["seed"])
        remind_everybody()
        control_all_deadlines()
        seconds = time.monotonic() - began
        self.stdout.write(f"Lindeborg Kommune: {rows} rows in {seconds:.0f} seconds.")
