"""Make an account for another system from the command line; prints its token, once."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.service_accounts import LONGEST_LIFE_DAYS, Scope
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.access.service_accounts import make_account
from hjemmebane.ui.refusals import sentence


class Command(BaseCommand):
    """`manage.py service_account NAME`: an account that reaches the authority's first unit."""

    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the name, what it is for, its scopes (all where none is named), and its days."""
        parser.add_argument("name")
        parser.add_argument("--purpose", default="Made from the command line")
        parser.add_argument("--scopes", nargs="*", choices=[*Scope], default=[*Scope])
        parser.add_argument("--days", type=int, default=LONGEST_LIFE_DAYS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the account and print its token."""
        unit = unit_of_kind(UnitKind.AUTHORITY)
        try:
            _, token = make_account(
                by=SYSTEM,
                name=options["name"],
                purpose=options["purpose"],
                owner_unit=unit,
                units=[unit],
                scopes=[Scope(one) for one in options["scopes"]],
                days=options["days"],
            )
        except Refused as refusal:
            raise CommandError(sentence(refusal.key)) from refusal
        self.stdout.write(token)
