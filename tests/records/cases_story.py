"""A case carried as far as a test needs it, by the real actions."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.case_closing import Settled, Settlement
from hjemmebane.domain.cases import (
    AssessmentKind,
    ClosingReason,
    ScreeningOutcome,
    ScreeningReason,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, Decision, Goal, Measure
from tests.cast import World


def fresh(user: User) -> User:
    """Return the user as a new request would: nothing resolved beforehand."""
    return User.objects.get(pk=user.pk)


def a_case(world: World, *, child: str = "selma", aware_on: date | None = None) -> Case:
    """Return an open case about one of the Holm children, with Anna as adviser."""
    return actions.open_case(
        by=fresh(world.camilla),
        child=world.persons[child],
        family=world.families["holm"],
        aware_on=aware_on or clock.today() - timedelta(days=7),
        team=world.teams["nord"],
        adviser=world.anna,
    )


def screened(world: World, case: Case, *, is_honour_suspected: bool = False) -> Case:
    """Screen a case with an afdækning as outcome."""
    text = actions.ScreeningText(
        is_honour_suspected=is_honour_suspected,
        outcome=ScreeningOutcome.AFDAEKNING,
        reason=ScreeningReason.NEED_DELIMITED,
    )
    actions.screen(by=fresh(world.anna), case=case, text=text)
    return case


def decision_text(**changes: Any) -> actions.DecisionText:
    """Return a whole decision on home-based family treatment."""
    values: dict[str, Any] = {
        "measure_key": "familiebehandling",
        "ladder_step": "3",
        "aim": OrderAim.TREATMENT,
        "purpose": "Rolige aftener",
        "grounds": "Afdækningen viser, at aftenerne er svære.",
        "expected_duration_weeks": 12,
        "decided_on": clock.today(),
        "is_plan_needed": False,
        "child_view": "Jeg vil gerne have ro, når jeg skal sove.",
        "alternatives": (actions.Weighed("Aflastning", False, "Familien har selv netværk."),),
    }
    return actions.DecisionText(**{**values, **changes})


def a_decision(world: World, case: Case, **changes: Any) -> Decision:
    """Return a decision in the case, on a running afdækning."""
    if not case.assessments.exists():
        actions.start_assessment(
            by=fresh(world.anna),
            case=case,
            kind=AssessmentKind.AFDAEKNING,
            started_on=clock.today(),
        )
    return actions.decide(by=fresh(world.anna), case=case, text=decision_text(**changes))


def a_measure(world: World, case: Case, **changes: Any) -> Measure:
    """Return a measure that began today at Familiehuset."""
    return actions.start_measure(
        by=fresh(world.anna),
        decision=a_decision(world, case, **changes),
        provider_unit=world.units["provider"],
        started_on=clock.today(),
    )


def a_goal(world: World, case: Case, **changes: Any) -> Goal:
    """Return a goal in Selma's mother's words."""
    values: dict[str, Any] = {
        "dossier": case.dossier,
        "own_words": "Vi vil have ro om aftenen",
        "professional_words": "Forudsigelige sengetider",
        "words_of": world.frida_holm,
        "agreed_on": clock.today(),
    }
    return actions.agree_goal(by=fresh(world.anna), **{**values, **changes})


def no_need_of_any(case: Case) -> dict[UUID, Settled]:
    """Return that none of a case's open deadlines is needed any more, as said when it closes."""
    rows = Obligation.objects.unsettled().filter(dossier=case.dossier)
    return {row.public_id: Settled(Settlement.NO_NEED) for row in rows}


def closed(world: World, case: Case) -> Case:
    """Return a case that was closed as not needed any more."""
    return actions.close_case(
        by=fresh(world.anna),
        case=case,
        version=Case.objects.get(pk=case.pk).version,
        reason=ClosingReason.NO_NEED,
        settled=no_need_of_any(case),
    )
