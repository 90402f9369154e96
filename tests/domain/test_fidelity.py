"""The programme's points, week by week: reckoned from contacts, in the course's own words."""

from datetime import date, timedelta

import pytest

from hjemmebane.domain.fidelity import ContactSeen, WeekMark, fidelity
from hjemmebane.domain.programmes import FidelityKind, FidelityPoint

START = date(2026, 10, 5)
FRIDA, JONAS = 1, 2


def point(kind: str, least: int = 1, every_weeks: int = 1) -> FidelityPoint:
    return FidelityPoint("p", "Punkt", FidelityKind(kind), least, every_weeks, "kilde")


def on(week: int, day: int = 0, **more: object) -> ContactSeen:
    return ContactSeen(START + timedelta(weeks=week - 1, days=day), **more)  # type: ignore[arg-type]


def marks(kind: FidelityPoint, contacts: list[ContactSeen], last_day: date) -> str:
    signs = {WeekMark.FULL: "F", WeekMark.HALF: "h", WeekMark.EMPTY: "e"}
    signs |= {WeekMark.NONE: ".", WeekMark.OPEN: "o"}
    [line] = fidelity([kind], START, contacts, last_day)
    return "".join(signs[mark] for mark in line.marks)


SUNDAY_OF_2 = START + timedelta(days=13)


@pytest.mark.parametrize(
    ("kind", "contacts", "told"),
    [
        (point("contacts", 2), [on(1), on(1, 3), on(2)], "Fh"),
        (point("contacts"), [], "ee"),
        (point("by_two"), [on(1, workers=2), on(2, workers=1)], "Fe"),
        (point("parents", 2), [on(1, parents=frozenset({FRIDA, JONAS}))], "Fe"),
        (point("parents", 2), [on(1, parents=frozenset({FRIDA})), on(1, 2)], "he"),
        (point("child", 2, 2), [on(1, has_child=True), on(2, has_child=True)], ".F"),
        (point("child", 2, 2), [on(1), on(2, has_child=True)], ".h"),
        (point("contacts"), [on(1, missed="Sygdom"), on(2)], "eF"),
    ],
)
def test_each_kind_of_point_counts_what_it_says(
    kind: FidelityPoint, contacts: list[ContactSeen], told: str
) -> None:
    assert marks(kind, contacts, SUNDAY_OF_2) == told


def test_a_week_that_is_not_over_is_open_until_the_point_is_met() -> None:
    saturday = SUNDAY_OF_2 - timedelta(days=1)
    assert marks(point("contacts", 2), [on(1), on(1, 1), on(2)], saturday) == "Fo"
    assert marks(point("contacts", 2), [on(1), on(1, 1), on(2)], SUNDAY_OF_2) == "Fh"
    assert marks(point("contacts"), [on(2)], saturday) == "eF"
    [line] = fidelity([point("contacts", 2)], START, [on(1), on(1, 1)], saturday)
    assert (line.full, line.counted, line.words) == (1, 1, "1 af 1")


def test_what_has_not_happened_yet_is_not_counted() -> None:
    monday = START
    assert marks(point("contacts"), [on(1, 2)], monday) == "o"


def test_why_a_week_fell_short_is_told_from_what_was_cancelled_in_it() -> None:
    contacts = [
        on(1, missed="Sygdom"),
        on(2, missed="Sygdom"),
        on(2, 1, missed="Sygdom"),
        on(3),
        on(3, 1, missed="Travlt"),
    ]
    [line] = fidelity([point("contacts")], START, contacts, START + timedelta(days=20))
    assert line.reason == "uge 1 og 2: sygdom"


def test_a_long_course_is_looked_at_no_further_than_its_programme() -> None:
    [line] = fidelity([point("contacts")], START, [], START + timedelta(weeks=40), 12)
    assert len(line.marks) == 12
