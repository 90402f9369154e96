"""Five more families on Anna's desk: something late, something soon, something planned."""

import random
from dataclasses import dataclass
from datetime import date, timedelta

from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.calendar import plus_months
from hjemmebane.domain.cases import ViewWaiver
from hjemmebane.domain.follow_up import Combine, FollowUpOutcome, Heard, OutcomeReason, StepDown
from hjemmebane.domain.goals import Judgement
from hjemmebane.edges.jobs.demo import cases
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.follow_ups import Word, follow_up
from hjemmebane.edges.jobs.demo.looking_into import begin_case, look_into
from hjemmebane.edges.jobs.demo.meetings import Seats, plan
from hjemmebane.edges.jobs.demo.story_decisions import ask_the_leader, complain
from hjemmebane.edges.jobs.demo.texts import Theme, general, theme
from hjemmebane.edges.jobs.demo.town import Town, at

ADVISER = "anna"
SOON, PLAN_IN, CHOSEN_IN, TODAY_IN = 2, 3, 6, 1
LATE_BY = 4
WORKS = Word(
    FollowUpOutcome.CONTINUE,
    OutcomeReason.WORKS,
    "Støtten hjælper, og målene er ikke helt nået.",
    Judgement.FORWARD,
    5,
)


@dataclass
class Desk:
    """One family on the desk: its case and what it is about."""

    town: Town
    rng: random.Random
    file: CaseFile
    theme: Theme


def fill_desk(town: Town) -> None:
    """Write the families Lind, Winther, Demir, Krogh and Bøgh, each with one day that matters."""
    _assessment_late(town)
    _first_follow_up_soon(town)
    _plan_soon(town)
    for name, days in (("Krogh", CHOSEN_IN), ("Bøgh", TODAY_IN)):
        _chosen_follow_up(town, name, days)


def _open(town: Town, name: str, key: str, aware_on: date) -> Desk:
    rng = town.chance("desk", name)
    file = begin_case(town, rng, name, ADVISER, aware_on)
    return Desk(town, rng, file, theme(key))


def _assess(desk: Desk, screened_on: date, finished_on: date | None) -> None:
    look_into(desk.town, desk.rng, desk.file, desk.theme, screened_on, finished_on)


def _decide(desk: Desk, on: date, *, is_plan_needed: bool) -> Row:
    rng, file = desk.rng, desk.file
    option, why = rng.choice(general("alternative"))
    return cases.decide(
        desk.town,
        file,
        on,
        "anden_hjaelp",
        "3",
        26,
        purpose=rng.choice(general("purpose")),
        grounds=rng.choice(general("grounds")),
        is_plan_needed=is_plan_needed,
        child_view_waiver=ViewWaiver.DECLINED,
        child_view_waiver_text="Barnet ville hellere vise os sit værelse.",
        alternatives=[("Samtaler hjemme", True, "Det svære sker hjemme."), (option, False, why)],
    )


def _assessment_late(town: Town) -> None:
    """The Lind family: the four months ran out some days ago, with no provisional view written."""
    aware_on = plus_months(town.anchor - timedelta(days=LATE_BY), -4)
    desk = _open(town, "Lind", "school", aware_on)
    _assess(desk, aware_on + timedelta(days=8), None)
    cases.settle(town, desk.file)


def _first_follow_up_soon(town: Town) -> None:
    """The Winther family: the first follow-up is due in two days, and the meeting is set."""
    started_on = plus_months(town.anchor + timedelta(days=SOON), -3)
    desk = _open(town, "Winther", "siblings", started_on - timedelta(days=120))
    _assess(desk, started_on - timedelta(days=112), started_on - timedelta(days=30))
    decision = _decide(desk, started_on - timedelta(days=14), is_plan_needed=False)
    cases.start_measure(town, desk.file, decision, started_on, "provider")
    day = town.working_day(town.anchor + timedelta(days=SOON))
    _meeting(desk, day, 14)
    cases.settle(town, desk.file)


def _meeting(desk: Desk, day: date, hour: int) -> None:
    persons = desk.file.home.holders(desk.file.child)
    plan(
        desk.town,
        desk.file.dossier,
        MeetingKind.FOLLOW_UP,
        at(day, hour),
        Seats(persons, [ADVISER]),
        is_formal=True,
        purpose="Formel opfølgning på mål og indsatser",
    )


def _plan_soon(town: Town) -> None:
    """The Demir family: the child's plan is due in three days."""
    decided_on = plus_months(town.anchor + timedelta(days=PLAN_IN), -3)
    desk = _open(town, "Demir", "newcomers", decided_on - timedelta(days=100))
    _assess(desk, decided_on - timedelta(days=92), decided_on - timedelta(days=6))
    decision = _decide(desk, decided_on, is_plan_needed=True)
    started_on = town.working_day(decided_on + timedelta(days=12))
    cases.start_measure(town, desk.file, decision, started_on, "provider")
    cases.settle(town, desk.file)


def _chosen_follow_up(town: Town, name: str, days: int) -> None:
    """A family whose next follow-up was chosen at the last one; the meeting is set."""
    next_on = town.anchor + timedelta(days=days)
    held_on = plus_months(next_on, -3)
    started_on = held_on - timedelta(days=85)
    desk = _open(town, name, "lonely", started_on - timedelta(days=110))
    _assess(desk, started_on - timedelta(days=101), started_on - timedelta(days=25))
    decision = _decide(desk, started_on - timedelta(days=12), is_plan_needed=False)
    cases.start_measure(town, desk.file, decision, started_on, "provider")
    holders = desk.file.home.holders(desk.file.child)
    follow_up(
        town,
        desk.file,
        held_on,
        WORKS,
        next_on,
        Seats(holders, [ADVISER]),
        agreements=general("follow_up")[0],
        child_heard=Heard.BEFORE,
        child_words=general("child_heard")[0],
        parents_heard=Heard.YES,
        parents_words=general("parents_heard")[0],
        step_down=StepDown.NOT_YET,
        step_down_text="",
        combine=Combine.NO,
        everyday_life="Morgenen følger skolens: op klokken syv, og far kører.",
    )
    if days == TODAY_IN:
        _meeting(desk, town.anchor, 13)
        complain(town, desk.file)
    else:
        ask_the_leader(town, desk.file)
    cases.settle(town, desk.file)
