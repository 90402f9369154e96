"""Run the job process: the queue, sealing of the audit lines, and what got stuck."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from hjemmebane.edges.jobs.loop import LOOK_EVERY_SECONDS, JobLoop


class Command(BaseCommand):
    """Work until told to stop, or once."""

    help = "Kør jobprocessen."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --once and --interval."""
        parser.add_argument("--once", action="store_true", help="gør det, der venter, og slut")
        parser.add_argument("--interval", type=float, default=LOOK_EVERY_SECONDS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Start the loop."""
        loop = JobLoop(options["interval"])
        if options["once"]:
            loop.turn()
        else:
            loop.run()
