"""`make catalogue`: say in plain words what is wrong with the catalogue, or that it holds."""

import sys

from hjemmebane.catalogue import CatalogueError, directories, load_checked


def main() -> int:
    """Print each problem on its own line; return 1 where there is one."""
    try:
        catalogue = load_checked(directories())
    except CatalogueError as error:
        sys.stderr.write("Kataloget kan ikke bruges (the catalogue cannot be used):\n")
        sys.stderr.writelines(f"  {problem}\n" for problem in error.problems)
        return 1
    sys.stdout.write(
        f"Kataloget holder: {len(catalogue.rules)} fristregler, "
        f"{len(catalogue.examples)} eksempler, {len(catalogue.measures)} indsatser, "
        f"{len(catalogue.profiles)} profiler, {len(catalogue.programmes)} programmer, "
        f"{len(catalogue.instruments)} spørgeskemaer.\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
