"""The help a family with a case gets: decisions, measures, follow-ups, step by step."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from hjemmebane.domain.cases import ClosingReason, MeasureEndReason, PlanKind, Replaces, ViewWaiver
from hjemmebane.domain.follow_up import FollowUpOutcome, Heard, OutcomeReason, StepDown
from hjemmebane.domain.goals import GoalEndReason, Judgement
from hjemmebane.domain.identity import age_on
from hjemmebane.edges.jobs.demo import cases, coordination, course_life, deadlines, plans
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.follow_ups import Word, follow_up
from hjemmebane.edges.jobs.demo.life import Life
from hjemmebane.edges.jobs.demo.meetings import Seats
from hjemmebane.edges.jobs.demo.texts import general
from hjemmebane.edges.jobs.demo.town import at, later

INTENSIVE_WEEKS = 12
MOST_STAGES = 7
SHORTEST_STAGE = 6
CHILD_SPEAKS_FROM = 4
FIRST_FOLLOW_UP, NEXT_FOLLOW_UP = (70, 89), (80, 90)
# Days a slow family's follow-up comes after the day that was chosen.
SLIP = (8, 36)
# A stage that ends within this many days of the last follow-up needs none before its end.
LONGEST_WAIT = 90
# A family that lags has had no follow-up for this many days.
LAG = 105
NEW_LAW = date(2024, 1, 1)
PLACEMENT = "anbringelse_samtykke"
PLAN_RULES = frozenset({"P2", "P3"})
# How often a plan is late, and how often it is changed for a placement before that is decided.
PLAN_IS_LATE, PLAN_COMES_FIRST = 0.06, 0.3


@dataclass(frozen=True, slots=True)
class Stage:
    """One measure in a family's way: what, on which step, for how long, by whom."""

    measure: str
    step: str
    weeks: int
    unit: str = "provider"
    programme: str = ""


def give_help(life: Life, ready_on: date) -> None:
    """Write the measures one after another, until today or until the family needs no more."""
    town, rng = life.town, life.rng
    life.is_slow = rng.random() < 0.1
    decided_on = town.working_day(later(ready_on, rng, 2, 12))
    stages = 0
    stage: Stage | None = _first(life, decided_on)
    while stage is not None and decided_on < town.anchor:
        ended_on = _run(life, stage, decided_on, is_first=stages == 0)
        stages += 1
        if ended_on is None:
            return
        stage = _next(life, stage, stages, ended_on)
        decided_on = town.working_day(ended_on + timedelta(days=2))
        if stage is not None and stage.programme == course_life.INTENSIVE:
            decided_on = _before_intensive(life, decided_on)
    if stage is None:
        _close(life, decided_on)


def _first(life: Life, decided_on: date) -> Stage:
    rng, intensive_on = life.rng, life.intensive_on
    if intensive_on is not None:
        weeks = (intensive_on - decided_on).days // 7 - 4
        if weeks >= 10:
            return _home_support(min(weeks, 24))
        return Stage("familiebehandling", "3b", INTENSIVE_WEEKS, programme=course_life.INTENSIVE)
    if age_on(life.main.child["born_on"], decided_on) >= 13 and rng.random() < 0.5:
        return Stage("kontaktperson", "3", rng.randint(20, 29))
    kinds = (
        _home_support(rng.randint(16, 30)),
        Stage("stoetteophold", "2", rng.randint(20, 30), "supplier"),
        Stage("anden_hjaelp", "3", rng.randint(12, 26)),
    )
    return rng.choices(kinds, (80, 9, 11))[0]


def _home_support(weeks: int) -> Stage:
    return Stage("stoette_i_hjemmet", "3", weeks, programme=course_life.HOME_SUPPORT)


def _before_intensive(life: Life, decided_on: date) -> date:
    start = life.intensive_on or decided_on
    return max(decided_on, life.town.working_day(start - timedelta(days=12)))


def _next(life: Life, last: Stage, stages: int, ended_on: date) -> Stage | None:
    """Return where the family goes on the ladder, or nothing when help ends."""
    rng, intensive_on = life.rng, life.intensive_on
    if intensive_on is not None and last.step != "3b" and ended_on <= intensive_on:
        return Stage("familiebehandling", "3b", INTENSIVE_WEEKS, programme=course_life.INTENSIVE)
    if not life.is_open and (stages >= 2 or rng.random() < 0.45):
        return None
    if stages >= MOST_STAGES:
        return Stage("stoetteophold", "2", 200, "supplier")
    down = Stage("kontaktperson", "2", rng.randint(16, 28))
    level = _home_support(rng.randint(14, 28))
    rest = Stage("stoetteophold", "2", rng.randint(18, 29), "supplier")
    away = Stage(PLACEMENT, "5", rng.randint(24, 30), "supplier")
    weights = (38, 34, 20, 8 if last.step in {"3", "3b"} else 1)
    return rng.choices((down, level, rest, away), weights)[0]


def _run(life: Life, stage: Stage, decided_on: date, *, is_first: bool) -> date | None:
    """Write one stage; return the day it ended, or nothing when it still runs."""
    town, rng = life.town, life.rng
    stage = _as_long_as_here(life, stage)
    started_on = town.working_day(later(decided_on, rng, 4, 16))
    if stage.programme == course_life.INTENSIVE and life.intensive_on is not None:
        started_on = max(life.intensive_on, town.working_day(decided_on + timedelta(days=1)))
    days = stage.weeks * 7 + (5 if stage.step == "3b" else rng.randint(-6, 20))
    ends_on = town.working_day(started_on + timedelta(days=days))
    measures = []
    for file in life.files:
        decision = _decide(life, file, stage, decided_on, is_first=is_first)
        if started_on < town.anchor:
            everyday = rng.choice(general("everyday")) if rng.random() < 0.4 else ""
            unit = stage.unit
            measures.append(cases.start_measure(town, file, decision, started_on, unit, everyday))
    if not measures:
        return None
    made = [_plan(life, file, stage, decided_on, is_first=is_first) for file in life.files]
    if not life.main.goals:
        _agree_goals(life, started_on, made[0])
    ended_on = _follow(life, started_on, ends_on)
    if stage.programme:
        is_over = ends_on < town.anchor
        course_life.run(life, stage.programme, measures, started_on, ends_on if is_over else None)
    if is_first:
        coordination.coordinate(life, started_on, made[0])
    return ended_on


def _as_long_as_here(life: Life, stage: Stage) -> Stage:
    """Return the stage as long as lives are in this town; the twelve weeks stay twelve."""
    if life.intensive_on is not None:
        return stage
    return replace(stage, weeks=life.town.stretched(stage.weeks, SHORTEST_STAGE))


def _decide(life: Life, file: CaseFile, stage: Stage, decided_on: date, *, is_first: bool) -> Row:
    rng = life.rng
    adult = rng.choice(life.home.holders(file.child))
    voice = life.home.voice(file.child, adult)
    speaks = age_on(file.child["born_on"], decided_on) >= CHILD_SPEAKS_FROM
    weighed = rng.sample(general("alternative"), rng.randint(1, 2))
    chosen = life.town.law.measure(stage.measure).title
    is_old, is_away = decided_on < NEW_LAW, stage.measure == PLACEMENT
    needed = None if is_old else is_away or (is_first and rng.random() < 0.75)
    behind = _plan_before(file, decided_on) if is_old else None
    behind = _made_for(life, file, decided_on) if is_away and not is_old else behind
    replaces = {"3b": Replaces.PLACEMENT, "5": Replaces.NOTHING}.get(stage.step, Replaces.NOTHING)
    return cases.decide(
        life.town,
        file,
        decided_on,
        stage.measure,
        stage.step,
        min(stage.weeks, 52),
        purpose=rng.choice(general("purpose")),
        grounds=rng.choice(general("grounds")),
        replaces=replaces,
        replaces_text=weighed[0][1] if replaces is Replaces.PLACEMENT else "",
        is_plan_needed=needed,
        plan_id=behind["id"] if behind else None,
        child_view=life.theme.pick("child", rng, voice) if speaks else "",
        child_view_waiver="" if speaks else ViewWaiver.TOO_YOUNG,
        alternatives=[(chosen, True, rng.choice(general("grounds")))]
        + [(option, False, why) for option, why in weighed],
    )


def _plan_before(file: CaseFile, decided_on: date) -> Row | None:
    """Return the plan that lay before a decision under the old law."""
    return next((row for row in file.plans if row["made_on"] <= decided_on), None)


def _made_for(life: Life, file: CaseFile, decided_on: date) -> Row | None:
    """Return the plan that was changed for a placement before it was decided, now and then."""
    plan, rng = _barnets_plan(file), _chance(life, file, decided_on)
    if plan is None or rng.random() > PLAN_COMES_FIRST:
        return None
    changed_on = life.town.working_day(decided_on - timedelta(days=3))
    if plan["made_on"] >= changed_on:
        return None
    plans.change_plan(life.town, file, plan, changed_on, *_words(rng))
    return plan


def _chance(life: Life, file: CaseFile, decided_on: date) -> Random:
    """Return the chance of a placement's plan, which changes nothing else in the life."""
    return life.town.chance("plan", file.case["public_id"], decided_on)


def _barnets_plan(file: CaseFile) -> Row | None:
    return next((row for row in file.plans if row["kind"] is PlanKind.BARNETS_PLAN), None)


def _words(rng: Random) -> tuple[str, str]:
    return rng.choice(general("purpose")), rng.choice(general("strategy"))


def _plan(
    life: Life, file: CaseFile, stage: Stage, decided_on: date, *, is_first: bool
) -> Row | None:
    """Write the plan a decision asks for, or change the one there is so that it takes it in."""
    town, is_old = life.town, decided_on < NEW_LAW
    rng = life.rng if is_first else _chance(life, file, decided_on)
    asked = {row["rule_key"] for row in deadlines.unsettled(town, file.dossier)} & PLAN_RULES
    if not (asked or (is_old and is_first)):
        return None
    days = max(1, rng.randint(0, 20)) if is_old else rng.randint(12, 86)
    if rng.random() < PLAN_IS_LATE:
        days = rng.randint(94, 130)
    known = _barnets_plan(file)
    # While the placement runs, and never before the plan it changes was made.
    days = days if is_first else min(days, stage.weeks * 7 - 7)
    made_on = town.working_day(decided_on + timedelta(days=days))
    made_on = max(made_on, known["made_on"]) if known else made_on
    if made_on >= town.anchor:
        return None
    if known is None:
        return plans.make_plan(town, file, made_on, *_words(rng))
    plans.change_plan(town, file, known, made_on, *_words(rng))
    return None


def _agree_goals(life: Life, started_on: date, plan: Row | None) -> None:
    town = life.town
    for file in life.files:
        for own, professional, whose in life.theme.goals:
            goal = cases.agree_goal(
                town,
                file.dossier,
                own,
                professional,
                _speaker(life, file, whose, started_on),
                started_on,
                life.theme.area,
                plan=plan if plan and plan["case_id"] == file.case["id"] else None,
            )
            if plan and goal["plan_id"] and plan["made_on"] > started_on:
                goal["agreed_on"] = plan["made_on"]
            file.goals.append(goal)


def _speaker(life: Life, file: CaseFile, whose: str, on: date) -> Row | None:
    speaks = age_on(file.child["born_on"], on) >= CHILD_SPEAKS_FROM
    if whose == "child" and speaks:
        return file.child
    return life.home.holders(file.child)[0] if whose == "parent" else None


def _follow(life: Life, started_on: date, ends_on: date) -> date | None:
    """Write the formal follow-ups of a stage; the last one ends it."""
    town, rng = life.town, life.rng
    last = started_on
    planned = started_on + timedelta(days=rng.randint(*FIRST_FOLLOW_UP))
    while True:
        slip = rng.randint(*SLIP) if life.is_slow and rng.random() < 0.5 else -rng.randint(0, 6)
        day = town.working_day(planned + timedelta(days=slip))
        is_near = (ends_on - last).days <= LONGEST_WAIT or life.is_slow
        if day >= ends_on or (is_near and day > ends_on - timedelta(days=35)):
            day = ends_on
        if day >= town.anchor or (life.lags and day > town.anchor - timedelta(days=LAG)):
            return None
        is_last = day == ends_on
        planned = town.working_day(day + timedelta(days=rng.randint(*NEXT_FOLLOW_UP)))
        for offset, file in enumerate(life.files):
            _hold(life, file, day, offset, None if is_last else planned)
        if is_last:
            return day
        last = day


def _hold(life: Life, file: CaseFile, day: date, offset: int, next_on: date | None) -> None:
    town, rng, is_last = life.town, life.rng, next_on is None
    step = len(file.follow_ups)
    value = min(9, 3 + step + rng.randint(0, 2))
    better = rng.random() < 0.7
    if is_last:
        reason = OutcomeReason.GOALS_REACHED if better else OutcomeReason.NEED_CHANGED
        outcome = FollowUpOutcome.END
    else:
        reason = OutcomeReason.WORKS if better else OutcomeReason.MORE_TIME
        outcome = FollowUpOutcome.CONTINUE if rng.random() < 0.85 else FollowUpOutcome.ADJUST
    judgement = Judgement.FORWARD if better else rng.choice((Judgement.SAME, Judgement.BACK))
    speaks = age_on(file.child["born_on"], day) >= CHILD_SPEAKS_FROM
    text = general("outcome_reason")[1 if is_last and better else 0]
    persons = [*life.home.holders(file.child), *([file.child] if speaks else [])]
    follow_up(
        town,
        file,
        day,
        Word(outcome, reason, text, judgement, value),
        next_on,
        Seats(persons, [life.adviser]),
        hour_later=offset,
        agreements=rng.choice(general("follow_up")),
        child_heard=Heard.YES if speaks else Heard.NOT_POSSIBLE,
        child_words=rng.choice(general("child_heard")) if speaks else "",
        parents_heard=Heard.YES,
        parents_words=rng.choice(general("parents_heard")),
        step_down=StepDown.NOW if is_last and better else rng.choice(list(StepDown)[:3]),
        step_down_text="",
        combine="",
        everyday_life="",
    )


def _close(life: Life, decided_on: date) -> None:
    town, rng = life.town, life.rng
    closed_on = town.working_day(later(decided_on, rng, 4, 22))
    if closed_on >= town.anchor:
        return
    reason = rng.choices(
        (ClosingReason.HELP_ENDED, ClosingReason.NO_NEED, ClosingReason.MOVED), (70, 20, 10)
    )[0]
    for file in life.files:
        for goal in file.running_goals():
            how = GoalEndReason.REACHED if rng.random() < 0.55 else GoalEndReason.COURSE_ENDED
            cases.end_goal(goal, closed_on, how)
        for measure in file.running_measures():
            cases.end_measure(town, file, measure, closed_on, MeasureEndReason.OTHER)
        cases.close_case(town, file, at(closed_on, 11), reason)
