"""One family with very much on its timeline, to see how a page bears it."""

from datetime import date, timedelta

from hjemmebane.domain.access import Register
from hjemmebane.domain.cases import ScreeningOutcome, ScreeningReason, ViewWaiver
from hjemmebane.domain.follow_up import FollowUpOutcome, Heard, OutcomeReason, StepDown
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.regime import Regime
from hjemmebane.edges.jobs.demo import cases, plans
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.courses import CourseFile, start_course
from hjemmebane.edges.jobs.demo.families import make_family
from hjemmebane.edges.jobs.demo.follow_ups import Word, follow_up
from hjemmebane.edges.jobs.demo.meetings import Seats
from hjemmebane.edges.jobs.demo.texts import general, theme
from hjemmebane.edges.jobs.demo.town import YEARS, Town, at
from hjemmebane.edges.jobs.demo.visits import Pace, hold_visit

NAME, ADVISER, WORKERS, THEME = "Langkjær", "anna", ("dorte", "esben"), "mornings"
BETWEEN_FOLLOW_UPS = timedelta(days=84)
HOURS = (7, 16, 19)
GOES_ON = Word(
    FollowUpOutcome.CONTINUE, OutcomeReason.MORE_TIME, "Det går fremad.", Judgement.FORWARD, 5
)


def live_long(town: Town, events: int) -> None:
    """Write the Langkjær family, five years on Anna's desk, with about so many events."""
    rng = town.chance("long")
    aware_on = town.working_day(town.anchor - timedelta(days=365 * YEARS - 20))
    home = make_family(town, rng, Register.AUTHORITY, aware_on, NAME)
    file = cases.open_case(town, home, home.children[-1], ADVISER, aware_on, at(aware_on, 10))
    started_on = _decide(town, file)
    course = start_course(
        town,
        home,
        file.dossier,
        "home-support",
        "provider",
        started_on,
        [file.child],
        list(WORKERS),
        theme(THEME),
        measure=file.measures[0],
        agreed_needs=general("needs")[0],
    )
    course.goals = list(file.goals)
    followed = _follow(town, file)
    _visit(town, course, events - followed)
    cases.settle(town, file)


def _decide(town: Town, file: CaseFile) -> date:
    """Screen, assess, decide and agree on goals; return the day the help began."""
    about = theme(THEME)
    opened_on = file.case["aware_on"]
    assessment = cases.screen(
        town,
        file,
        town.working_day(opened_on + timedelta(days=3)),
        ScreeningOutcome.CHILD_ASSESSMENT,
        ScreeningReason.NEED_COMPLEX,
    )
    assessed_on = town.working_day(opened_on + timedelta(days=70))
    if assessment is not None:
        cases.finish_assessment(
            town,
            file,
            assessment,
            assessed_on,
            looked_into=general("looked_into")[0],
            by_whom=str(town.users[ADVISER]["name"]),
            findings=about.sentences["finding"][0],
            child_view_waiver=ViewWaiver.TOO_YOUNG,
            parents_view=general("parents_heard")[0],
            conclusion=general("conclusion")[0],
        )
    decided_on = town.working_day(assessed_on + timedelta(days=5))
    said = general("purpose")[0], general("strategy")[0]
    plan = plans.make_plan(town, file, decided_on, *said)
    decision = cases.decide(
        town,
        file,
        decided_on,
        "stoette_i_hjemmet",
        "3",
        52,
        purpose=general("purpose")[0],
        grounds=general("grounds")[0],
        child_view_waiver=ViewWaiver.TOO_YOUNG,
        is_plan_needed=None
        if town.law.regime_on(decided_on).regime is Regime.SERVICELOVEN
        else True,
        plan_id=plan["id"],
        alternatives=[("Støtte i hjemmet", True, general("grounds")[0])],
    )
    started_on = town.working_day(assessed_on + timedelta(days=12))
    cases.start_measure(town, file, decision, started_on, "provider")
    for own, professional, _ in about.goals:
        goal = cases.agree_goal(town, file.dossier, own, professional, None, started_on, about.area)
        file.goals.append(goal)
    return started_on


def _follow(town: Town, file: CaseFile) -> int:
    """Hold a follow-up each twelve weeks; return how much stands on the timeline besides visits."""
    day = file.measures[0]["started_on"] + BETWEEN_FOLLOW_UPS
    holders = file.home.holders(file.child)
    while day < town.anchor:
        held_on = town.working_day(day)
        day = held_on + BETWEEN_FOLLOW_UPS
        follow_up(
            town,
            file,
            held_on,
            GOES_ON,
            town.working_day(day),
            Seats(holders, [ADVISER]),
            agreements=general("follow_up")[0],
            child_heard=Heard.NOT_POSSIBLE,
            child_words="",
            parents_heard=Heard.YES,
            parents_words=general("parents_heard")[0],
            step_down=StepDown.NOT_YET,
            step_down_text="",
            combine="",
            everyday_life="",
        )
    return 2 * len(file.follow_ups) + 4


def _visit(town: Town, course: CourseFile, count: int) -> None:
    """Visit on each working day, and as often as it takes, from the beginning to yesterday."""
    rng, pace = town.chance("long visits"), Pace(goes_well=0.6)
    days = [
        day
        for number in range(1, (town.anchor - course.start).days)
        if town.calendar.is_working_day(day := course.start + timedelta(days=number))
    ]
    each, more = divmod(count, len(days))
    for place, day in enumerate(days):
        visits = each + (place < more)
        for hour in HOURS[:visits]:
            hold_visit(town, rng, course, at(day, hour), pace, [rng.choice(WORKERS)])
