"""The family's week: what clashes, and what only looks as if it did."""

from dataclasses import replace
from datetime import date, time

import pytest

from hjemmebane.domain.coordination_week import WeekEntry, clashes, in_week, monday_of

TUESDAY = date(2026, 12, 1)
FRIDA, JONAS = 1, 2


def entry(party: str, starts: str, ends: str = "", **more: object) -> WeekEntry:
    values = {"on": TUESDAY, "takes": frozenset({FRIDA}), **more}
    return WeekEntry(
        party=party,
        what=party,
        starts=time.fromisoformat(starts) if starts else None,
        ends=time.fromisoformat(ends) if ends else None,
        **values,  # type: ignore[arg-type]
    )


PRACTICE = entry("Jobcentret", "08:00", "16:00")
VISIT = entry("Familiehuset", "14:30", "16:00")
FETCHES = entry("Kastanjen", "14:30")


def test_three_parties_who_want_the_same_hour_are_one_clash() -> None:
    [clash] = clashes([PRACTICE, VISIT, FETCHES], most_a_week=9)
    assert (clash.label, clash.person_id, clash.on) == ("K1", FRIDA, TUESDAY)
    assert clash.parties == ("Jobcentret", "Familiehuset", "Kastanjen")


@pytest.mark.parametrize(
    "other",
    [
        entry("Skolen", "16:00"),
        entry("Skolen", "07:30", "08:00"),
        entry("Jobcentret", "09:00", "10:00"),
        entry("Skolen", "09:00", takes=frozenset({JONAS})),
        entry("Skolen", "09:00", on=date(2026, 12, 2)),
        entry("Skolen", ""),
        entry("Skolen", "09:00", takes=frozenset()),
    ],
    ids=["after", "before", "own party", "other adult", "other day", "no hour", "nobody's time"],
)
def test_what_only_looks_like_a_clash_is_none(other: WeekEntry) -> None:
    assert clashes([PRACTICE, other], most_a_week=9) == ()


def test_a_week_with_more_than_the_profile_allows_is_told_with_its_number() -> None:
    week = [entry(f"P{n}", f"{8 + n:02}:00") for n in range(4)]
    assert clashes(week, most_a_week=4) == ()
    [clash] = clashes(week, most_a_week=3)
    assert (clash.most, clash.on, len(clash.entries)) == (3, None, 4)


def test_clashes_are_numbered_by_day_and_the_full_week_comes_last() -> None:
    later = [entry("A", "10:00", on=date(2026, 12, 3)), entry("B", "10:15", on=date(2026, 12, 3))]
    found = clashes([*later, PRACTICE, FETCHES], most_a_week=3)
    assert [(c.label, c.on, c.most) for c in found] == [
        ("K1", TUESDAY, None),
        ("K2", date(2026, 12, 3), None),
        ("K3", None, 3),
    ]


def test_a_week_runs_from_monday_to_sunday_in_order_of_the_hours() -> None:
    monday = monday_of(TUESDAY)
    outside = entry("X", "08:00", on=date(2026, 12, 7))
    assert monday == date(2026, 11, 30)
    assert in_week([FETCHES, PRACTICE, outside], monday) == (PRACTICE, FETCHES)


def test_the_same_clash_a_week_later_has_the_same_mark_and_any_change_makes_another() -> None:
    [first] = clashes([PRACTICE, VISIT], most_a_week=9)
    week_on = [replace(one, on=date(2026, 12, 8)) for one in (VISIT, PRACTICE)]
    [later] = clashes(week_on, most_a_week=9)
    assert first.mark == later.mark
    for other in (
        [PRACTICE, replace(VISIT, ends=time(17))],
        [PRACTICE, replace(VISIT, what="Morgen")],
        [replace(one, on=date(2026, 12, 2)) for one in (PRACTICE, VISIT)],
        [replace(one, takes=frozenset({JONAS})) for one in (PRACTICE, VISIT)],
        [PRACTICE, VISIT, FETCHES],
    ):
        [another] = clashes(other, most_a_week=9)
        assert another.mark != first.mark


def test_a_week_that_is_too_full_is_settled_for_that_week_alone() -> None:
    full = [entry(f"P{n}", f"{8 + n:02}:00", f"{8 + n:02}:30") for n in range(3)]
    [this] = clashes(full, most_a_week=2)
    [later] = clashes([replace(one, on=date(2026, 12, 8)) for one in full], most_a_week=2)
    assert this.mark != later.mark
