"""The rhythm of a course: which days, who comes, what is cancelled, what the notes say."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.rhythm import planned_interval
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import CourseFile, hold_contact, plan_contact
from hjemmebane.edges.jobs.demo.lengths import VISITS_IN_BRIEF
from hjemmebane.edges.jobs.demo.texts import general
from hjemmebane.edges.jobs.demo.town import Town, at

HOURS = (7, 8, 9, 10, 13, 14, 15, 16, 17, 18)
FREE_GAP = (7, 15)
CANCELLED, NOBODY_HOME, MOVED = 0.08, 0.035, 0.03
CHILD_SEEN_FROM = 3
REASONS = (
    (CancelReason.FAMILY_ILL, 0),
    (CancelReason.FAMILY_DECLINED, 1),
    (CancelReason.WORKER_ABSENT, 2),
    (CancelReason.OTHER, 3),
)


@dataclass(frozen=True, slots=True)
class Pace:
    """How a course is visited: with two workers how often, how long ahead, how it goes.

    `days` are those between two visits where they are not the programme's own.
    """

    pairs: float = 0.0
    jitter: tuple[int, int] = (0, 2)
    ahead: int = 1
    goes_well: float = 0.6
    most_held: int = 200
    silent_days: int = 0
    days: int | None = None


def visit(town: Town, rng: random.Random, file: CourseFile, until: date | None, pace: Pace) -> None:
    """Write the contacts of a course from its start to its end, or to the next planned ones."""
    file.until = until
    day = file.start + timedelta(days=rng.randint(1, 4))
    ahead = 0
    silent_from = town.anchor - timedelta(days=pace.silent_days)
    most = min(pace.most_held, VISITS_IN_BRIEF) if town.is_brief else pace.most_held
    while len(file.held()) < most:
        day = _open_day(town, day)
        if until is not None and day > until:
            return
        starts_at = at(day, rng.choice(HOURS), rng.choice((0, 0, 15, 30)))
        if town.is_past(starts_at):
            if pace.silent_days == 0 or day <= silent_from:
                _past(town, rng, file, starts_at, pace)
        else:
            _ahead(town, rng, file, starts_at, pace)
            ahead += 1
            if ahead >= pace.ahead:
                return
        day += timedelta(days=_gap(rng, file, pace))


def _open_day(town: Town, day: date) -> date:
    day = town.working_day(day)
    while town.is_quiet(day):
        day = town.working_day(day + timedelta(days=1))
    return day


def _gap(rng: random.Random, file: CourseFile, pace: Pace) -> int:
    interval = pace.days or planned_interval(file.programme.rhythm, len(file.held()) + 1)
    if interval is None:
        return rng.randint(*FREE_GAP)
    return max(1, interval + rng.randint(*pace.jitter))


def _workers(rng: random.Random, file: CourseFile, pace: Pace) -> list[str]:
    if len(file.workers) > 1 and rng.random() < pace.pairs:
        return list(file.workers[:2])
    return [file.workers[0] if rng.random() < 0.7 else file.workers[-1]]


def _home_of(rng: random.Random, file: CourseFile) -> tuple[str, Row | None]:
    """Return where to meet: most often at home, in one of the homes."""
    settings = [choice.key for choice in file.programme.settings]
    if rng.random() < 0.78 and "home" in settings and file.home.homes:
        return "home", rng.choice(file.home.homes)
    return rng.choice([key for key in settings if key != "home"]), None


def _past(
    town: Town, rng: random.Random, file: CourseFile, starts_at: datetime, pace: Pace
) -> None:
    throw = rng.random()
    workers = _workers(rng, file, pace)
    invited = [*file.parents()[:1], *file.children[:1]]
    setting, household = _home_of(rng, file)
    if throw < CANCELLED:
        reason, text = rng.choice(REASONS)
        said = general("cancel")[text]
        plan_contact(
            town,
            file,
            starts_at,
            setting,
            workers,
            invited,
            household=household,
            state=ContactState.CANCELLED,
            cancel_reason=reason,
            cancel_text=said,
        )
    elif throw < CANCELLED + NOBODY_HOME:
        plan_contact(
            town,
            file,
            starts_at,
            "home",
            workers,
            invited,
            household=household,
            state=ContactState.NOBODY_HOME,
            cancel_text=general("cancel")[4],
        )
    elif throw < CANCELLED + NOBODY_HOME + MOVED and _can_move(town, file, starts_at):
        old = plan_contact(
            town,
            file,
            starts_at,
            setting,
            workers,
            invited,
            household=household,
            state=ContactState.MOVED,
        )
        again = town.working_day((starts_at + timedelta(days=1)).date())
        new = hold_visit(town, rng, file, at(again, starts_at.hour), pace, workers)
        old["moved_to_id"] = new["id"]
    else:
        hold_visit(town, rng, file, starts_at, pace, workers)


def _can_move(town: Town, file: CourseFile, starts_at: datetime) -> bool:
    last = min(file.until or town.anchor, town.anchor)
    return starts_at.date() < last - timedelta(days=7)


def hold_visit(
    town: Town,
    rng: random.Random,
    file: CourseFile,
    starts_at: datetime,
    pace: Pace,
    workers: list[str],
) -> Row:
    """Write one contact that was held as such contacts go: place, people, goals, note."""
    setting, household = _home_of(rng, file)
    parents = file.parents()
    adult = _adult_at(rng, parents, file, household)
    there = [adult, *(child for child in file.children if rng.random() < 0.7)]
    if len(parents) > 1 and household is None and rng.random() < 0.4:
        there = [*parents, *there[1:]]
    about = [child for child in file.children if child in there] or file.children[:1]
    goals = [goal for goal in file.goals if goal["agreed_on"] < starts_at.date()]
    touched = {
        goal["id"]: _judgement(rng, file, pace)
        for goal in rng.sample(goals, min(len(goals), rng.randint(0, 2)))
    }
    voice = file.home.voice(about[0], adult)
    # A method that films asks for a yes first; the families made here are never filmed.
    methods = [choice.key for choice in file.programme.methods if not choice.films]
    after = rng.randint(10, 300)
    if starts_at.date() == town.anchor:
        after = 10
    return hold_contact(
        town,
        file,
        starts_at,
        setting,
        workers,
        there=there,
        about=about,
        methods=rng.sample(methods, rng.randint(1, 2)),
        touched=touched,
        note=file.theme.note(rng, voice),
        agreed_next=file.theme.pick("agreed", rng, voice) if rng.random() < 0.8 else "",
        household=household,
        minutes=rng.choice((45, 60, 75, 90, 120)),
        written_after=after,
    )


def _adult_at(
    rng: random.Random, parents: list[Row], file: CourseFile, household: Row | None
) -> Row:
    """Return the parent at the table: in the second home the other one."""
    if household is not None and len(file.home.homes) > 1 and len(parents) > 1:
        return parents[file.home.homes.index(household)]
    return rng.choice(parents) if parents else file.home.parents[0]


def _judgement(rng: random.Random, file: CourseFile, pace: Pace) -> Judgement:
    drift = min(0.2, len(file.contacts) * 0.01)
    throw = rng.random()
    if throw < pace.goes_well * 0.7 + drift:
        return Judgement.FORWARD
    return Judgement.SAME if throw < 0.86 else Judgement.BACK


def _ahead(
    town: Town, rng: random.Random, file: CourseFile, starts_at: datetime, pace: Pace
) -> None:
    setting, household = _home_of(rng, file)
    adult = _adult_at(rng, file.parents(), file, household)
    invited = [adult, *file.children[:1]]
    workers = _workers(rng, file, pace)
    plan_contact(town, file, starts_at, setting, workers, invited, household=household)
