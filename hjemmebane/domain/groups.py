"""Groups of families: what they are, how seats are given, and who is next in the queue."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class GroupKind(StrEnum):
    """Whether a group is a course of its own, or a day of several families' treatment."""

    COURSE = "course"
    MULTI_FAMILY = "multi_family"


class PlaceState(StrEnum):
    """Where a family's place in a group stands."""

    WAITING = "waiting"
    SEATED = "seated"
    LEFT = "left"


GROUP_SETTING = "group"
"""Where a contact is that came of a session: in a group, whatever places the programme has."""
GROUP_SETTING_WORDS = "I en gruppe"
MULTI_FAMILY_METHOD = "multi_family"
GROUP_KIND_WORDS = {
    GroupKind.COURSE: "Gruppeforløb",
    GroupKind.MULTI_FAMILY: "Flerfamilieaktivitet med behandlingssigte",
}
PLACE_WORDS = {
    PlaceState.WAITING: "på venteliste",
    PlaceState.SEATED: "har plads",
    PlaceState.LEFT: "stoppet",
}


@dataclass(frozen=True, slots=True)
class InLine:
    """One place in a group as it was asked for."""

    key: int
    state: PlaceState
    asked_at: datetime


def free_seats(seats: int, places: Sequence[InLine]) -> int:
    """Return how many seats are free; never below none."""
    return max(0, seats - sum(place.state is PlaceState.SEATED for place in places))


def queue(places: Sequence[InLine]) -> list[int]:
    """Return the keys of those who wait, who asked first standing first."""
    waiting = [place for place in places if place.state is PlaceState.WAITING]
    return [place.key for place in sorted(waiting, key=lambda place: (place.asked_at, place.key))]


def next_seated(seats: int, places: Sequence[InLine]) -> list[int]:
    """Return who gets the seats that are free: the queue in its order."""
    return queue(places)[: free_seats(seats, places)]


def seat_words(seats: int, places: Sequence[InLine]) -> str:
    """Return “3 af 6 pladser er taget, 1 familie venter”; numbers alone, no name."""
    taken = sum(place.state is PlaceState.SEATED for place in places)
    waiting = len(queue(places))
    more = "" if not waiting else ", 1 familie venter" if waiting == 1 else f", {waiting} venter"
    return f"{taken} af {seats} pladser er taget{more}"
