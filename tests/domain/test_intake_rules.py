"""The pure tests that what comes in is put to."""

from datetime import UTC, date, datetime

import pytest

from hjemmebane.domain.intake import (
    ChildGiven,
    advice_text_gone_by,
    concern_to_action,
    is_in_target_group,
    is_under_age,
    target_group_test,
)

MONDAY = datetime(2026, 11, 23, 15, 5, tzinfo=UTC)


@pytest.mark.req("S2-AAB-07")
@pytest.mark.parametrize(
    ("born_on", "is_under"),
    [(date(2008, 11, 24), True), (date(2008, 11, 23), False), (date(2008, 11, 22), False)],
)
def test_the_age_point_turns_on_the_eighteenth_birthday(born_on: date, is_under: bool) -> None:
    children = [ChildGiven("Selma", born_on=born_on)]

    assert is_under_age(children, MONDAY.date(), 18) is is_under


@pytest.mark.req("S2-AAB-07")
def test_a_leap_day_child_turns_eighteen_on_the_first_of_march() -> None:
    children = [ChildGiven("Viggo", born_on=date(2008, 2, 29))]

    assert is_under_age(children, date(2026, 2, 28), 18) is True
    assert is_under_age(children, date(2026, 3, 1), 18) is False


def test_a_child_of_unknown_age_leaves_the_point_open() -> None:
    assert is_under_age([ChildGiven("Selma")], MONDAY.date(), 18) is None
    assert is_under_age([ChildGiven("", age=9), ChildGiven("Oliver", age=18)], MONDAY.date(), 18)


@pytest.mark.req("S2-AAB-07")
@pytest.mark.parametrize(
    ("age", "is_motivated", "is_delimited", "fits"),
    [
        (9, True, True, True),
        (18, True, True, False),
        (9, False, True, False),
        (9, True, False, False),
        (9, None, True, False),
    ],
)
def test_each_of_the_three_points_can_fail_alone(
    age: int, is_motivated: bool | None, is_delimited: bool, fits: bool
) -> None:
    points = target_group_test(
        [ChildGiven("", age=age)],
        MONDAY.date(),
        18,
        is_motivated=is_motivated,
        is_delimited=is_delimited,
    )

    assert len(points) == 3
    assert is_in_target_group(points) is fits


@pytest.mark.req("S2-SIL-18")
def test_days_from_concern_to_action_leave_the_waiting_ones_out_of_the_middle() -> None:
    def day(number: int) -> datetime:
        return datetime(2026, 11, number, 12, tzinfo=UTC)

    measured = concern_to_action(
        [(day(1), day(3)), (day(1), day(11)), (day(1), day(4)), (day(1), None)]
    )

    assert (measured.acted, measured.waiting) == (3, 1)
    assert (measured.median_days, measured.longest_days) == (3.0, 10)
    assert concern_to_action([]).median_days is None


@pytest.mark.req("S2-AAB-09")
def test_advice_text_is_gone_after_thirty_days_at_the_latest() -> None:
    assert advice_text_gone_by(MONDAY, 30) == datetime(2026, 12, 23, 15, 5, tzinfo=UTC)
