"""The flow of cases: months counted from what a team has had, ages from the month of opening."""

from datetime import date

import pytest

from hjemmebane.domain.case_flow import AgeBand, MonthCount, age_band, flow_of, months_until

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("opened_in", "band"),
    [
        (date(2026, 11, 1), AgeBand.UNDER_3),
        (date(2026, 9, 1), AgeBand.UNDER_3),
        (date(2026, 8, 1), AgeBand.UNDER_6),
        (date(2026, 6, 1), AgeBand.UNDER_6),
        (date(2026, 5, 1), AgeBand.UNDER_12),
        (date(2025, 12, 1), AgeBand.UNDER_12),
        (date(2025, 11, 1), AgeBand.UNDER_24),
        (date(2024, 12, 1), AgeBand.UNDER_24),
        (date(2024, 11, 1), AgeBand.OLDER),
        (date(2019, 1, 1), AgeBand.OLDER),
    ],
)
def test_an_open_case_is_as_old_as_the_month_it_was_opened_in(
    opened_in: date, band: AgeBand
) -> None:
    assert age_band(opened_in, TODAY) is band


def test_twelve_months_end_with_this_one_also_over_a_new_year() -> None:
    months = months_until(date(2027, 2, 28))
    assert (months[0], months[9], months[10], months[-1]) == (
        date(2026, 3, 1),
        date(2026, 12, 1),
        date(2027, 1, 1),
        date(2027, 2, 1),
    )


def test_what_stood_open_at_the_end_of_a_month_counts_all_that_came_and_went_before() -> None:
    flow = flow_of(
        [
            MonthCount(date(2024, 1, 1), opened=10, closed=2, still_open=3),
            MonthCount(date(2026, 10, 1), opened=4, closed=5, still_open=4),
            MonthCount(date(2026, 11, 1), opened=1, closed=1, still_open=0),
        ],
        TODAY,
    )
    assert [month.open_at_end for month in flow.months[-3:]] == [8, 7, 7]
    assert (flow.opened, flow.closed, flow.open_now) == (5, 6, 7)
    assert dict(flow.ages) == {
        AgeBand.UNDER_3: 4,
        AgeBand.UNDER_6: 0,
        AgeBand.UNDER_12: 0,
        AgeBand.UNDER_24: 0,
        AgeBand.OLDER: 3,
    }


def test_a_team_without_a_case_has_twelve_empty_months() -> None:
    flow = flow_of([], TODAY)
    assert len(flow.months) == 12
    assert flow.open_now == sum(month.open_at_end for month in flow.months) == 0
