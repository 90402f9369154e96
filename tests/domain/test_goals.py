"""Goals and how they go."""

from datetime import date

import pytest

from hjemmebane.domain.goals import (
    GoalStanding,
    Judgement,
    ProgressPoint,
    goal_standing,
    is_value_allowed,
)


def test_a_goal_stands_where_its_latest_rating_and_judgement_put_it() -> None:
    points = [
        ProgressPoint(date(2026, 9, 1), value=6, judgement=Judgement.FORWARD),
        ProgressPoint(date(2026, 6, 1), value=3),
        ProgressPoint(date(2026, 10, 1), judgement=Judgement.SAME),
    ]
    standing = goal_standing(points)
    assert standing == GoalStanding(3, 6, Judgement.SAME, date(2026, 10, 1))
    assert standing.moved == 3


def test_a_goal_without_a_rating_has_not_moved() -> None:
    assert goal_standing([]).moved is None


@pytest.mark.parametrize(("value", "allowed"), [(0, True), (10, True), (11, False), (-1, False)])
def test_a_rating_lies_between_nought_and_ten(value: int, allowed: bool) -> None:
    assert is_value_allowed(value) is allowed
