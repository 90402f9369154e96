"""How the purpose of a programme stands in a course: its goals moved, and nobody placed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hjemmebane.domain.course_progress import GoalSeen
from hjemmebane.domain.goals import goal_standing
from hjemmebane.domain.programme_parts import Measured
from hjemmebane.domain.prose_dates import listed, short_full


@dataclass(frozen=True, slots=True)
class PurposeStanding:
    """One part of the purpose, and in words how it stands."""

    title: str
    words: str


def purpose_standings(
    measured: Iterable[Measured],
    goals: Iterable[GoalSeen],
    started_on: date,
    placed_on: date | None,
) -> tuple[PurposeStanding, ...]:
    """Return each part of the purpose as it stands: no sum, and no verdict (S1-SFB-03)."""
    seen = list(goals)
    return tuple(
        PurposeStanding(part.title, _words(part, seen, started_on, placed_on)) for part in measured
    )


def _words(part: Measured, goals: list[GoalSeen], started_on: date, placed_on: date | None) -> str:
    said = []
    if part.areas:
        said.append(_moved([goal for goal in goals if goal.area in part.areas]))
    if part.no_placement and placed_on:
        said.append(f"anbragt {short_full(placed_on)}")
    elif part.no_placement:
        said.append(f"ingen anbringelse siden {short_full(started_on)}")
    return "; ".join(said)


def _moved(goals: list[GoalSeen]) -> str:
    if not goals:
        return "intet mål om det endnu"
    standings = [goal_standing(goal.points) for goal in goals]
    moves = [f"fra {one.start} til {one.now}" for one in standings if one.now is not None]
    if not moves:
        return f"{len(goals)} mål, ingen tal endnu"
    return f"{len(goals)} mål: {listed(moves)}"
