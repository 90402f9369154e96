"""Seats and queue of a group: who asked first is seated first, and nobody is passed over."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hjemmebane.domain.groups import InLine, PlaceState, free_seats, next_seated, queue, seat_words

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
STATES = st.sampled_from(list(PlaceState))


def lines(states: list[PlaceState]) -> list[InLine]:
    return [InLine(n, state, NOON + timedelta(minutes=n)) for n, state in enumerate(states)]


@given(st.lists(STATES, max_size=30), st.integers(1, 12))
def test_no_more_families_are_seated_than_there_are_seats_and_no_seat_stands_empty(states, seats):
    asked = lines(states)
    chosen = next_seated(seats, asked)
    waiting = queue(asked)
    assert chosen == waiting[: len(chosen)]
    assert len(chosen) == min(len(waiting), free_seats(seats, asked))


def test_who_asked_first_stands_first_whatever_the_order_of_the_rows():
    late = InLine(1, PlaceState.WAITING, NOON + timedelta(days=1))
    early = InLine(2, PlaceState.WAITING, NOON)
    assert queue([late, early]) == [2, 1]


def test_a_group_tells_numbers_and_no_names():
    asked = lines([PlaceState.SEATED, PlaceState.SEATED, PlaceState.LEFT, PlaceState.WAITING])
    assert seat_words(2, asked) == "2 af 2 pladser er taget, 1 familie venter"
    assert seat_words(2, asked[:2]) == "2 af 2 pladser er taget"
    assert seat_words(2, [*asked, *lines([PlaceState.WAITING])]).endswith(", 2 venter")
