"""`make catalogue` and `make publish`: is the catalogue fit to use, and what may no longer change.

python -m hjemmebane.catalogue                        say what is wrong, or that it holds
python -m hjemmebane.catalogue publish home-support   freeze each version of that key
python -m hjemmebane.catalogue publish all            freeze every draft
"""

import sys
from collections.abc import Sequence

from hjemmebane.catalogue import CatalogueError, directories, load_checked
from hjemmebane.catalogue.files import read_files
from hjemmebane.catalogue.lock import publish


def main(arguments: Sequence[str]) -> int:
    """Print each problem on its own line; return 1 where there is one, 2 for unusable words."""
    try:
        catalogue = load_checked(directories())
    except CatalogueError as error:
        sys.stderr.write("Kataloget kan ikke bruges (the catalogue cannot be used):\n")
        sys.stderr.writelines(f"  {problem}\n" for problem in error.problems)
        return 1
    match list(arguments):
        case []:
            sys.stdout.write(
                f"Kataloget holder: {len(catalogue.rules)} fristregler, "
                f"{len(catalogue.examples)} eksempler, {len(catalogue.measures)} indsatser, "
                f"{len(catalogue.profiles)} profiler, {len(catalogue.programmes)} programmer, "
                f"{len(catalogue.instruments)} spørgeskemaer, {len(catalogue.methods)} metoder, "
                f"{len(catalogue.services)} tilbud.\n"
            )
            return 0
        case ["publish", wanted]:
            return publish_drafts(wanted)
    sys.stderr.write(f"{__doc__}\n")
    return 2


def publish_drafts(wanted: str) -> int:
    """Freeze what `wanted` names in the last of the folders: the municipality's own, if any."""
    files, _ = read_files(directories())
    try:
        fresh = publish(directories()[-1], files, wanted)
    except KeyError:
        sys.stderr.write(f"Intet i kataloget hedder »{wanted}« (nothing has that name).\n")
        return 2
    told = [f"  {name}\n" for name in fresh] or ["  intet nyt (nothing new)\n"]
    sys.stdout.writelines(["Udgivet og låst (published and locked):\n", *told])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
