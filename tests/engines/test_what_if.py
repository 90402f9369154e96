"""What-if finds again what a history was made with, and says what it does not know."""

import json
from dataclasses import replace
from statistics import mean

import pytest

from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.what_if import (
    Figures,
    FollowUpHistory,
    Forecast,
    WhatIfQuestion,
    forecast_from_data,
    forecast_to_data,
)
from hjemmebane.engines.simulation.follow_ups import forecast
from tests.engines.made_history import AS_OF, made, question, yearly

SEEDS = range(10)


def reckoned(
    history: FollowUpHistory, asked: WhatIfQuestion, seed: int = 1, runs: int = 60
) -> Forecast:
    found = forecast(history, asked, seed=seed, tell=lambda done: True, runs=runs)
    assert found is not None
    return found


def late_share(year: Figures) -> float:
    return year.late.middle / year.follow_ups.middle


def test_with_the_interval_unchanged_it_reproduces_last_year():
    inside = []
    for seed in SEEDS:
        last = reckoned(made(seed), question()).parts[0].last_year
        inside.append(last.modelled_held.holds(last.held))
    assert sum(inside) >= 8, "eight of ten: the band is made to hold four of five"


@pytest.mark.parametrize("months", [2, 4, 6])
def test_it_recovers_the_rhythm_a_history_was_made_with(months: int):
    """Asked from three months, it finds what such a town gives when it lives by the other.

    With advisers enough: what the busiest month could hold is another matter, tested below.
    """
    truth = mean(yearly(made(seed, months=months)) for seed in range(100, 140))
    inside = [
        reckoned(made(seed), question(months, cases_each=1), seed)
        .parts[0]
        .year.follow_ups.holds(truth)
        for seed in SEEDS
    ]
    assert sum(inside) >= 9, f"{sum(inside)} of 10 hold {truth}"


def test_a_longer_interval_gives_fewer_follow_ups_and_fewer_hours():
    now, then = (reckoned(made(1), question(months)).parts[0].year for months in (3, 4))
    assert then.follow_ups.high < now.follow_ups.low
    assert now.hours.middle == pytest.approx(now.follow_ups.middle * 6, rel=0.01)


def test_each_team_and_all_together_are_told_month_by_month():
    parts = reckoned(made(1), question(months=24)).parts
    assert [part.name for part in parts] == ["Alle teams", "Team Nord", "Team Syd"]
    assert all(len(part.months) == 24 for part in parts)
    assert parts[0].months[0].month > AS_OF
    assert parts[0].months[0].month.day == 1


def test_fewer_advisers_than_the_follow_ups_ask_for_give_late_ones():
    few = reckoned(made(1), question(cases_each=40)).parts[0].year
    many = reckoned(made(1), question(cases_each=8)).parts[0].year
    assert few.follow_ups.high < many.follow_ups.low, "what is not reached waits"
    assert late_share(few) > 2 * late_share(many)


def test_a_retired_rule_lets_follow_ups_go_to_the_limit_of_the_law():
    retired = reckoned(made(1), question(stage=RuleStage.RETIRED)).parts[0].year
    law = reckoned(made(1), question(6)).parts[0].year
    assert retired.follow_ups == law.follow_ups
    assert retired.late == retired.past_law


def test_a_rhythm_a_worker_chose_stays_when_the_rule_gets_longer():
    told = made(1)
    own = replace(
        told,
        cases=tuple(
            replace(case, held=tuple(replace(held, is_by_rule=False) for held in case.held))
            for case in told.cases
        ),
    )
    now, then = (reckoned(own, question(months)).parts[0].year.follow_ups for months in (3, 4))
    assert then.middle == pytest.approx(now.middle, rel=0.05)


def test_the_same_question_on_the_same_history_has_the_same_answer():
    one, two = (forecast_to_data(reckoned(made(3), question(4), seed=9)) for _ in range(2))
    assert one == two
    assert one != forecast_to_data(reckoned(made(3), question(4), seed=10))


def test_an_answer_is_kept_as_counts_and_read_back_whole():
    found = reckoned(made(1, cases=20), question())
    kept = json.loads(json.dumps(forecast_to_data(found)))
    assert forecast_from_data(kept) == found


def test_a_town_without_a_single_case_has_an_empty_answer():
    found = reckoned(replace(made(1), cases=()), question())
    assert found.parts[0].running == 0
    assert found.parts[0].last_year.held == 0
    assert found.parts[0].year.follow_ups.middle <= 5


def test_it_stops_when_it_is_told_to():
    assert forecast(made(1, cases=20), question(), seed=1, tell=lambda done: False) is None
