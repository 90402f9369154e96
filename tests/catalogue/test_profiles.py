"""Practice profiles: a municipality's own numbers, inherited, sourced, never law."""

from datetime import date

import pytest

from hjemmebane.catalogue import calendar_for, directories, load

CATALOGUE = load(directories())
LINDEBORG = CATALOGUE.profile_named("lindeborg")


@pytest.mark.parametrize(
    ("profile", "number", "value"),
    [
        ("aabenraa-2020", "family_capacity.min", 6),
        ("aabenraa-2020", "family_capacity.max", 12),
        ("herning-2020", "caseload.max", 30),
        ("silkeborg-2020", "supervision.sample", 4),
        ("favrskov-2018", "intensive.therapists_per_family", 2),
        ("lindeborg", "course.contacts_warn", 10),
        ("lindeborg", "contact.silent_days", 28),
        ("lindeborg", "report.review_days", 14),
    ],
)
def test_a_number_of_practice_is_found_in_its_profile(profile, number, value):
    assert CATALOGUE.profile_named(profile).number(number) == value


def test_an_unknown_number_is_an_error_and_never_a_guess():
    with pytest.raises(LookupError, match=r"no number caseload\.wish"):
        LINDEBORG.number("caseload.wish")
    with pytest.raises(LookupError, match="no switch"):
        LINDEBORG.is_on("sunshine")


def test_every_number_says_what_it_is_and_where_it_comes_from():
    for profile in CATALOGUE.profiles.values():
        for number in profile.numbers.values():
            assert number.says
            assert number.source


def test_local_rules_are_inherited_from_the_profile_one_builds_on():
    keys = {rule.key for rule in CATALOGUE.local_rules(date(2026, 11, 24), "herning-2020")}
    assert {"H-F4", "FK1", "D1"} <= keys
    assert "L-F4" not in keys


def test_the_demo_municipality_has_a_number_to_ring_in_danger():
    assert LINDEBORG.contacts["social_duty"].phone.startswith("00")


def test_store_bededag_is_a_holiday_in_2023_and_a_working_day_in_2024():
    calendar = calendar_for(LINDEBORG)
    assert not calendar.is_hverdag(date(2023, 5, 5))
    assert calendar.is_working_day(date(2024, 4, 26))


def test_the_profiles_closing_days_are_closed_but_no_holidays():
    calendar = calendar_for(LINDEBORG)
    for day in (date(2026, 6, 5), date(2026, 12, 24), date(2026, 12, 31)):
        assert not calendar.is_working_day(day)
        assert calendar.is_hverdag(day)


def test_min_dag_is_weighed_by_numbers_of_the_profile():
    assert LINDEBORG.work_weights().days_per_signal == 2
