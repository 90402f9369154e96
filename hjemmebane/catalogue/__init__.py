"""What we work by: law, profiles, programmes and instruments, read from catalogue/."""

import os
from functools import lru_cache
from pathlib import Path

from hjemmebane.catalogue.calendars import calendar_for
from hjemmebane.catalogue.contents import DEMO_PROFILE, Catalogue, NotInCatalogueError, RuleExample
from hjemmebane.catalogue.examples import check_examples, reckon_example
from hjemmebane.catalogue.files import REPOSITORY, CatalogueError
from hjemmebane.catalogue.keeping import load_checked, load_or_last_good
from hjemmebane.catalogue.reading import load
from hjemmebane.domain.calendar import WorkingCalendar
from hjemmebane.domain.profile import Profile

__all__ = [
    "Catalogue",
    "CatalogueError",
    "NotInCatalogueError",
    "RuleExample",
    "calendar_for",
    "check_examples",
    "current",
    "current_calendar",
    "current_profile",
    "directories",
    "load",
    "load_checked",
    "reckon_example",
]

DIRECTORIES = "HJEMMEBANE_CATALOGUE_DIRS"
KEEP = "HJEMMEBANE_CATALOGUE_KEEP"
PROFILE = "HJEMMEBANE_PROFILE"


def directories() -> tuple[Path, ...]:
    """Return the folders the catalogue is read from: the repository's, or those named."""
    named = os.environ.get(DIRECTORIES, "")
    return tuple(Path(part) for part in named.split(os.pathsep) if part) or (REPOSITORY,)


@lru_cache(maxsize=1)
def current() -> Catalogue:
    """Return the catalogue in use; read once, at start."""
    keep = os.environ.get(KEEP)
    read = load_or_last_good(directories(), Path(keep)) if keep else load_checked(directories())
    return read.with_profile(os.environ.get(PROFILE, DEMO_PROFILE))


def current_profile() -> Profile:
    """Return the practice profile of this municipality."""
    return current().profile


def current_calendar() -> WorkingCalendar:
    """Return the working calendar of this municipality."""
    return calendar_for(current_profile())
