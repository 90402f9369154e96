"""One family's life with a case, as the modules hand it on."""

import random
from dataclasses import dataclass, field
from datetime import date

from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.courses import CourseFile
from hjemmebane.edges.jobs.demo.families import Home
from hjemmebane.edges.jobs.demo.texts import Theme
from hjemmebane.edges.jobs.demo.town import Town


@dataclass
class Life:
    """One family's case or cases, the theme of the help, and chance for this family alone."""

    town: Town
    rng: random.Random
    home: Home
    theme: Theme
    adviser: str
    is_open: bool
    intensive_on: date | None = None
    files: list[CaseFile] = field(default_factory=list)
    over: list[CourseFile] = field(default_factory=list)
    number: int = 0
    is_slow: bool = False
    lags: bool = False
    is_assessed_late: bool = False

    @property
    def main(self) -> CaseFile:
        """Return the case that the courses hang on."""
        return self.files[0]

    def children(self) -> list[Row]:
        """Return the children with a case."""
        return [file.child for file in self.files]
