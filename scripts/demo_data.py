"""Bring the database up to date, then fill it with as many cases as asked for.

Run by `make demo-data`. DATABASE_URL names the database; without it the demo's own is filled, and
`--fresh` throws away what it holds.
"""

import os
import sys

import django
from django.core.management import CommandError, call_command

from hjemmebane.gateways import keyring
from scripts.run import SetUpError, check_disk, throw_away


def main(options: list[str]) -> int:
    """Prepare and fill; print one sentence where that cannot be done."""
    try:
        check_disk()
        if "--fresh" in options:
            options.remove("--fresh")
            throw_away()
        keyring.ensure_keys()
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("demo_data", *options)
    except (CommandError, SetUpError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemmebane.config.settings")
    sys.exit(main(sys.argv[1:]))
