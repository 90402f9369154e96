"""Whether goals move, asked of help that is to change something and never of what makes up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.goals import GoalArea, Judgement, ProgressPoint, RaterKind

AREAS = (GoalArea.PARENTING, GoalArea.WELLBEING)
"""What treatment is to move: how it is to be a parent, and how the child is."""


@dataclass(frozen=True, slots=True)
class GoalSeen:
    """A running goal in the family's words, and every dated word on it."""

    own_words: str
    area: GoalArea
    points: tuple[ProgressPoint, ...] = ()


def expects_progress(aim: OrderAim | None) -> bool:
    """Return whether the help is to change something; made-up-for lacks are not (S0-FHF-20)."""
    return aim in (OrderAim.TREATMENT, OrderAim.BOTH)


def areas_without_goal(aim: OrderAim | None, areas: Collection[GoalArea]) -> tuple[GoalArea, ...]:
    """Return what treatment is to move and no running goal is about (S0-FHF-19)."""
    if not expects_progress(aim):
        return ()
    return tuple(area for area in AREAS if area not in areas)


def standing_still(
    aim: OrderAim | None, goals: Iterable[GoalSeen], today: date, within_days: int
) -> tuple[str, ...]:
    """Return the goals, in their words, that have not moved for so many days.

    None at all where the help makes up for what is not expected to change.
    """
    if not expects_progress(aim):
        return ()
    since = today - timedelta(days=within_days)
    return tuple(goal.own_words for goal in goals if _is_still(goal.points, since))


def _is_still(points: Sequence[ProgressPoint], since: date) -> bool:
    """Return whether nobody who rated before and after the day sees the goal further on.

    A goal that nobody rated on both sides of the day says nothing.
    """
    by_rater: dict[RaterKind, list[ProgressPoint]] = defaultdict(list)
    for point in sorted(points, key=lambda point: point.on):
        by_rater[point.rater].append(point)
    seen = [_moved(given, since) for given in by_rater.values()]
    told = [moved for moved in seen if moved is not None]
    return bool(told) and not any(told)


def _moved(points: Sequence[ProgressPoint], since: date) -> bool | None:
    """Return whether one rater sees it further on than before the day; None where unknown."""
    after = [point for point in points if point.on > since]
    if any(point.judgement is Judgement.FORWARD for point in after):
        return True
    before = [point.value for point in points if point.on <= since and point.value is not None]
    values = [point.value for point in after if point.value is not None]
    if before and values:
        return values[-1] > before[-1]
    was_judged = any(point.judgement for point in points if point.on <= since)
    return False if was_judged and any(point.judgement for point in after) else None
