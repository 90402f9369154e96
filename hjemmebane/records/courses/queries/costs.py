"""What a course costs: hours by role, bought-out advisers, the dearer way it stands in for."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.cases import Replaces
from hjemmebane.domain.course_costs import (
    PRICE,
    RATE,
    Buyout,
    Costs,
    HoursHeld,
    costs_until,
)
from hjemmebane.domain.profile import Profile
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.courses.models import Course
from hjemmebane.records.courses.queries.rows import ContactRow
from hjemmebane.records.courses.queries.team import PlaceRow
from hjemmebane.records.courses.queries.whole import CoursePage


@dataclass(frozen=True, slots=True)
class BuyoutRow:
    """Hours bought free: whose, how many a week, when, and who agreed."""

    adviser: str
    hours_a_week: int
    from_on: date
    to_on: date
    agreed_by: str


@dataclass(frozen=True, slots=True)
class CostView:
    """The costs of a course with what they rest on."""

    costs: Costs
    buyouts: tuple[BuyoutRow, ...]
    rates_from: str
    rates_since: date
    rates_seen_again: date


def costs_of(course: Course, page: CoursePage) -> CostView:
    """Return what a course one has reached costs until today, or until it ended."""
    last = min(course.ended_on or clock.today(), clock.today())
    profile = catalogue.current_profile()
    rows = tuple(course.buyouts.select_related("adviser", "agreed_by").order_by("from_on", "pk"))
    costs = costs_until(
        page.programme,
        _held(page.places, page.contacts),
        [Buyout(row.hours_a_week, row.from_on, row.to_on) for row in rows],
        _rates(profile),
        (course.started_on, last),
    )
    spared = Replaces(course.measure.decision.replaces) if course.measure else Replaces.NOTHING
    price = profile.numbers.get(f"{PRICE}{spared.value}")
    if price is not None:
        costs = Costs(costs.lines, costs.days, spared.label, price.value)
    return CostView(
        costs,
        tuple(
            BuyoutRow(
                row.adviser.name, row.hours_a_week, row.from_on, row.to_on, row.agreed_by.name
            )
            for row in rows
        ),
        profile.title,
        profile.valid_from,
        profile.next_review_on,
    )


def leaders_who_agree() -> tuple[User, ...]:
    """Return the leaders who may agree that an adviser's hours are bought free."""
    return tuple(staff_with_role(RoleKey.TEAM_LEADER))


def _rates(profile: Profile) -> dict[str, int]:
    """Return kroner an hour by role key, as the profile says them."""
    return {
        key.removeprefix(RATE): number.value
        for key, number in profile.numbers.items()
        if key.startswith(RATE)
    }


def _held(places: Iterable[PlaceRow], contacts: Iterable[ContactRow]) -> list[HoursHeld]:
    """Return the places with the minutes each worker has been at contacts that were held.

    Two workers at one contact are two persons' hours; somebody with two roles has them on the
    role held first.
    """
    minutes: dict[int, int] = defaultdict(int)
    for contact in contacts:
        for user_id in contact.worker_ids if contact.is_held else ():
            minutes[user_id] += contact.minutes
    return [
        HoursHeld(
            place.role,
            place.from_on,
            place.to_on,
            place.hours_a_week,
            minutes.pop(place.user_id, 0) if place.user_id else 0,
        )
        for place in places
    ]
