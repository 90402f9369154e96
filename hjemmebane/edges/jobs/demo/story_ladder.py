"""Two families on Bo's desk: a placement the committee decided, and a move down the ladder."""

import random
from datetime import date, timedelta
from typing import Any

from hjemmebane.domain.cases import (
    CaseWeight,
    MeasureEndReason,
    Replaces,
    ViewWaiver,
)
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import (
    Combine,
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
)
from hjemmebane.domain.goals import GoalArea, Judgement
from hjemmebane.edges.jobs.demo import cases, plans
from hjemmebane.edges.jobs.demo.cases import CaseFile
from hjemmebane.edges.jobs.demo.follow_ups import Word, follow_up
from hjemmebane.edges.jobs.demo.looking_into import begin_case, look_into
from hjemmebane.edges.jobs.demo.meetings import Seats
from hjemmebane.edges.jobs.demo.texts import general, theme
from hjemmebane.edges.jobs.demo.town import Town

ADVISER = "bo"
FAMILIES = ("Bjerre", "Holst")
PROPOSED_AGO, COMMITTEE_AGO, PLACED_AGO = 45, 37, 32
DOWN_AGO, BEFORE_DOWN = 21, 80
WAIVED: dict[str, Any] = {
    "child_view_waiver": ViewWaiver.DECLINED,
    "child_view_waiver_text": "Barnet ville hellere vise os sit værelse.",
}


def tell_ladder(town: Town) -> None:
    """Write both families."""
    _committee(town)
    _down(town)


def _known(town: Town, name: str, key: str, days: int) -> tuple[CaseFile, random.Random]:
    """Write a family whose child assessment was finished, counted back from today."""
    aware_on = town.working_day(town.anchor - timedelta(days=days))
    rng = town.chance("ladder", name)
    file = begin_case(town, rng, name, ADVISER, aware_on, CaseWeight.HEAVY)
    screened_on, finished_on = aware_on + timedelta(days=8), aware_on + timedelta(days=84)
    look_into(town, rng, file, theme(key), screened_on, finished_on)
    return file, rng


def _ago(town: Town, days: int) -> date:
    return town.working_day(town.anchor - timedelta(days=days))


def _committee(town: Town) -> None:
    """The Bjerre family: the parents said no, the committee decided, and the child is placed."""
    file, rng = _known(town, FAMILIES[0], "school", 160)
    plan = plans.make_plan(
        town,
        file,
        _ago(town, PROPOSED_AGO + 7),
        "Et trygt sted at bo og kontakt med begge forældre.",
        rng.choice(general("strategy")),
    )
    decision = cases.decide(
        town,
        file,
        _ago(town, PROPOSED_AGO),
        "anbringelse_uden_samtykke",
        "5",
        52,
        committee_on=_ago(town, COMMITTEE_AGO),
        purpose="Tryghed og omsorg hver dag. Hjælpen hjemme har ikke rakt.",
        grounds="Der er åbenbar risiko for barnets udvikling, og forældrene siger nej til "
        "anbringelse med samtykke.",
        is_plan_needed=True,
        plan_id=plan["id"],
        alternatives=[
            ("Anbringelse i plejefamilie", True, "Barnet har brug for faste voksne nu."),
            ("Anbringelse med samtykke", False, "Forældrene er spurgt og siger nej."),
            ("Tæt hjælp i hjemmet", False, "Er prøvet og rakte ikke."),
        ],
        **WAIVED,
    )
    placed_on = _ago(town, PLACED_AGO)
    everyday = "Skolen er den samme, og mormor ringer hver søndag."
    cases.start_measure(town, file, decision, placed_on, "supplier", everyday)
    cases.note_event(town, file, EventKind.SUPPORT_PERSON_OFFERED, placed_on)
    cases.settle(town, file)


def _down(town: Town) -> None:
    """The Holst family: intensive help at home has done its work, and a lower step goes on."""
    file, rng = _known(town, FAMILIES[1], "siblings", 260)
    down_on = _ago(town, DOWN_AGO)
    began_on = town.working_day(down_on - timedelta(days=BEFORE_DOWN))
    first = cases.decide(
        town,
        file,
        town.working_day(began_on - timedelta(days=10)),
        "familiebehandling",
        "3b",
        12,
        purpose=rng.choice(general("purpose")),
        grounds=rng.choice(general("grounds")),
        replaces=Replaces.PLACEMENT,
        replaces_text="Anbringelse blev vurderet og fravalgt.",
        is_plan_needed=False,
        alternatives=_weighed("Tæt hjælp hjemme i tolv uger", "Anbringelse i plejefamilie"),
        **WAIVED,
    )
    intensive = cases.start_measure(town, file, first, began_on, "provider")
    _agree(town, file, began_on)
    lower = cases.decide(
        town,
        file,
        down_on,
        "konsulentbistand",
        "2",
        26,
        purpose="At holde fast i det, der virker, med en samtale hver fjortende dag.",
        grounds="Målene er næsten nået. Mindre hjælp er nok, og familien ønsker det selv.",
        is_plan_needed=False,
        alternatives=_weighed("Samtaler hver fjortende dag", "Samme hjælp i tolv uger til"),
        **WAIVED,
    )
    cases.start_measure(town, file, lower, down_on, "provider", "Fodbold tirsdag og torsdag.")
    _step_down(town, file, down_on)
    cases.end_measure(
        town,
        file,
        intensive,
        town.working_day(down_on + timedelta(days=1)),
        MeasureEndReason.GOALS_REACHED,
        "Målene er næsten nået.",
    )
    cases.settle(town, file)


def _agree(town: Town, file: CaseFile, began_on: date) -> None:
    goal = cases.agree_goal(
        town,
        file.dossier,
        "Vi vil spise sammen uden at råbe.",
        "Familien har faste måltider fem dage om ugen.",
        None,
        town.working_day(began_on + timedelta(days=5)),
        GoalArea.EVERYDAY_LIFE,
    )
    file.goals.append(goal)


def _step_down(town: Town, file: CaseFile, down_on: date) -> None:
    """Hold the follow-up at which the family goes a step down."""
    next_on = town.anchor + timedelta(days=60)
    follow_up(
        town,
        file,
        down_on,
        Word(
            FollowUpOutcome.CONTINUE,
            OutcomeReason.WORKS,
            "Familien holder fast i måltiderne. Vi går et trin ned.",
            Judgement.FORWARD,
            8,
        ),
        next_on,
        Seats(file.home.holders(file.child), [ADVISER]),
        next_reason=NextReason.CHANGE_UNDER_WAY,
        agreements="Den tætte hjælp slutter i dag. Samtaler hver fjortende dag går videre.",
        child_heard=Heard.BEFORE,
        child_words=general("child_heard")[0],
        parents_heard=Heard.YES,
        parents_words=general("parents_heard")[0],
        step_down=StepDown.NOW,
        step_down_text="Fra tæt hjælp hjemme til samtaler: målene er næsten nået.",
        combine=Combine.NO,
        everyday_life="Fodbold og faste måltider går videre som nu.",
    )


def _weighed(chosen: str, other: str) -> list[tuple[Any, ...]]:
    return [(chosen, True, "Det passer til behovet nu."), (other, False, "Er mere end nødvendigt.")]
