"""Lindeborg Kommune, made in one go: the cast's story first, then everyone around them."""

from datetime import date, timedelta

from hjemmebane.edges.jobs.demo import authority, cases, prevention, story_ladder, story_shown
from hjemmebane.edges.jobs.demo.book import Book
from hjemmebane.edges.jobs.demo.groups import fill_groups
from hjemmebane.edges.jobs.demo.leaders import fill_leaders
from hjemmebane.edges.jobs.demo.network import holm_network
from hjemmebane.edges.jobs.demo.staff import open_house
from hjemmebane.edges.jobs.demo.standing import note_standing
from hjemmebane.edges.jobs.demo.story_berg import tell_berg
from hjemmebane.edges.jobs.demo.story_content import tell_content
from hjemmebane.edges.jobs.demo.story_desk import fill_desk
from hjemmebane.edges.jobs.demo.story_holm import HolmCase, assess_and_decide, open_cases
from hjemmebane.edges.jobs.demo.story_people import make_holm
from hjemmebane.edges.jobs.demo.story_professionals import holm_professionals
from hjemmebane.edges.jobs.demo.story_weeks import karens_help, karens_report, twelve_weeks
from hjemmebane.edges.jobs.demo.today import look_ups, plan_today
from hjemmebane.edges.jobs.demo.town import YEARS, Town
from hjemmebane.edges.jobs.demo.week import this_week

FULL_SIZE = 300
INTENSIVE_A_YEAR = 11
# Families of the story: Holm, Berg, five on Anna's desk, and one for each programme told alone.
TOLD = 7 + len(story_shown.ALL) + len(story_ladder.FAMILIES)
PREVENTION_SHARE = 0.36
OPEN_CASES, OPEN_PREVENTION = 124, 44
# Slots of the last months, whose families still have an open case.
OPEN_AFTER = timedelta(days=430)


def make(seed: int, families: int, anchor: date) -> Book:
    """Return the whole municipality as rows; the same seed and anchor give the same rows."""
    town, told = _begin(seed, families, anchor)
    _prevention(town)
    _authority(town)
    plan_today(town, told)
    fill_groups(town)
    fill_leaders(town)
    look_ups(town, told)
    note_standing(town.book)
    return town.book


def tell_cast(seed: int, anchor: date) -> Town:
    """Return a town with the cast and this week's desk alone, for others to be told around it."""
    town, told = _begin(seed, FULL_SIZE, anchor)
    plan_today(town, told)
    fill_groups(town)
    fill_leaders(town)
    look_ups(town, told)
    note_standing(town.book)
    return town


def _begin(seed: int, families: int, anchor: date) -> tuple[Town, HolmCase]:
    town = Town(seed, anchor, families)
    open_house(town)
    told = open_cases(town, make_holm(town))
    town.loads["anna"] += 3
    assess_and_decide(told)
    karens_help(told)
    tell_content(told, twelve_weeks(told))
    karens_report(told)
    holm_network(told)
    holm_professionals(told)
    for file in (told.selma, told.viggo, told.oliver):
        cases.settle(town, file)
    fill_desk(town)
    tell_berg(town)
    story_shown.tell_shown(town)
    story_ladder.tell_ladder(town)
    this_week(town)
    return town, told


def _prevention(town: Town) -> None:
    count = max(2, round(town.size * PREVENTION_SHARE))
    running = _scaled(town, OPEN_PREVENTION)
    for number in range(count):
        prevention.live(town, number, is_open=number < running)


def _authority(town: Town) -> None:
    count = max(4, town.size - round(town.size * PREVENTION_SHARE) - TOLD)
    slots = intensive_slots(town)[: count // 2]
    is_late = [slot > town.anchor - OPEN_AFTER for slot in slots]
    running = _scaled(town, OPEN_CASES)
    for number in range(count):
        slot = slots[number] if number < len(slots) else None
        if slot is not None:
            is_open = is_late[number]
        else:
            is_open = number - len(slots) < running - sum(is_late)
        authority.live(town, number, is_open=is_open, intensive_on=slot)


def intensive_slots(town: Town) -> list[date]:
    """Return the Mondays on which intensive courses begin: eleven a year, the Holm's among them."""
    a_year = max(1, round(INTENSIVE_A_YEAR * town.size / FULL_SIZE))
    rng = town.chance("slots")
    step = 365 / a_year
    found = []
    for number in range(1, a_year * YEARS):
        day = town.anchor - timedelta(days=round(number * step + rng.uniform(-6, 6)))
        found.append(day - timedelta(days=day.weekday()))
    return found


def _scaled(town: Town, number: int) -> int:
    return max(1, round(number * town.size / FULL_SIZE))
