"""The beginning that told families of the authority share: a case, and its child assessment."""

import random
from datetime import date, timedelta
from typing import Any

from hjemmebane.domain.access import Register
from hjemmebane.domain.cases import CaseWeight, ScreeningOutcome, ScreeningReason
from hjemmebane.edges.jobs.demo import cases
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.families import make_family
from hjemmebane.edges.jobs.demo.texts import Theme, general
from hjemmebane.edges.jobs.demo.town import Town, at


def begin_case(
    town: Town,
    rng: random.Random,
    surname: str,
    adviser: str,
    aware_on: date,
    weight: CaseWeight = CaseWeight.MIDDLE,
) -> CaseFile:
    """Write a family, and the case of its first child the working day after."""
    home = make_family(town, rng, Register.AUTHORITY, aware_on, surname)
    opened_at = at(town.working_day(aware_on + timedelta(days=1)), 10)
    child = home.children[0]
    file = cases.open_case(town, home, child, adviser, aware_on, opened_at, weight=weight)
    town.loads[adviser] += 1
    return file


def look_into(
    town: Town,
    rng: random.Random,
    file: CaseFile,
    theme: Theme,
    screened_on: date,
    finished_on: date | None,
    **not_heard: Any,
) -> None:
    """Screen, and finish the child assessment unless it still runs.

    `not_heard` says why the child was not asked; without it the child is heard.
    """
    assessment = cases.screen(
        town,
        file,
        town.working_day(screened_on),
        ScreeningOutcome.CHILD_ASSESSMENT,
        ScreeningReason.NEED_COMPLEX,
    )
    if assessment is None or finished_on is None:
        return
    voice = file.home.voice(file.child)
    cases.finish_assessment(
        town,
        file,
        assessment,
        town.working_day(finished_on),
        looked_into=rng.choice(general("looked_into")),
        by_whom=str(town.users[file.adviser]["name"]),
        findings=theme.pick("finding", rng, voice),
        parents_view=theme.pick("parents", rng, voice),
        conclusion=rng.choice(general("conclusion")),
        **(not_heard or {"childs_view": theme.pick("child", rng, voice)}),
    )
