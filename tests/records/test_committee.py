"""What is decided before its plan, and what the committee for children decides."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import PlanKind
from hjemmebane.domain.decision_parties import ConsentAnswer, PartyPlace
from hjemmebane.domain.follow_up import Heard
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Decision, Measure
from hjemmebane.records.cases.queries.letters import drafts_of
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, decision_text, fresh
from tests.records.control_story import (
    a_hasty_decision_under_the_old_law,
    a_placement_the_committee_decides,
    a_plan,
    assert_alike,
    later,
    proposed,
)

pytestmark = pytest.mark.django_db


def keys() -> set[str]:
    return set(Obligation.objects.values_list("rule_key", flat=True))


# --- Serviceloven § 140: the plan before the decision


def test_a_decision_made_before_its_plan_under_the_old_law_has_four_months(world: World) -> None:
    case = a_hasty_decision_under_the_old_law(world)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="P1")
    assert local_day(row.due_at) == date(2024, 2, 29)
    assert row.satisfied_at == clock.midnight(date(2024, 2, 10))


def test_one_with_its_plan_behind_it_has_no_such_clock(world: World) -> None:
    case = a_case(world)
    plan = a_plan(world, case, kind=PlanKind.HANDLEPLAN, made_on=date(2023, 5, 1))
    a_decision(world, case, decided_on=date(2023, 10, 31), is_plan_needed=None, plan=plan)
    assert "P1" not in keys()
    assert_alike()


def test_the_new_law_knows_no_such_clock(world: World) -> None:
    a_decision(world, a_case(world), is_plan_needed=True)
    assert "P1" not in keys()


# --- Barnets lov § 47: the committee


def test_a_placement_without_consent_is_not_proposed_without_the_childs_plan(
    world: World,
) -> None:
    with pytest.raises(Refused, match="plan_missing_in_proposal"):
        proposed(world, plan=None)
    assert not Decision.objects.exists()
    assert proposed_again(world).is_waiting


def proposed_again(world: World) -> Decision:
    """Return the proposal with its plan, in the case that is open already."""
    case = a_case(world, child="viggo")
    return a_decision(
        world,
        case,
        measure_key="anbringelse_uden_samtykke",
        ladder_step="5",
        is_plan_needed=True,
        plan=a_plan(world, case),
    )


def test_it_begins_the_clocks_of_a_placement_and_not_the_plans_after_it(world: World) -> None:
    a_placement_the_committee_decides(world)
    assert {"F3", "T1", "H3", "E2", "K1"} <= keys()
    assert not keys() & {"P1", "P2", "P3"}


@pytest.mark.parametrize(
    ("who", "days", "key"),
    [
        ("camilla", 3, "higher_rank_needed"),
        ("rune", None, "committee_day_missing"),
        ("rune", -1, "before_the_decision"),
        ("rune", 9, "in_the_future"),
    ],
)
def test_only_the_head_writes_the_committees_yes_with_a_day_it_can_have_been(
    world: World, who: str, days: int | None, key: str
) -> None:
    made = proposed(world)
    on = None if days is None else made.decided_on + timedelta(days)
    with later(5), pytest.raises(Refused, match=key):
        actions.approve_decision(by=fresh(getattr(world, who)), decision=made, committee_on=on)
    assert Decision.objects.get().approved_at is None


def test_nothing_begins_before_the_committee_and_nobody_has_to_consent(world: World) -> None:
    no = actions.PartyWord(
        PartyPlace.CUSTODY_PARENT,
        world.frida_holm.pk,
        heard=Heard.YES,
        consent=ConsentAnswer.NO,
    )
    made = proposed(world, parties=(no,))
    start: dict[str, Any] = {"by": fresh(world.anna), "decision": made}
    start["provider_unit"] = world.units["provider"]
    with pytest.raises(Refused, match="approval_missing"):
        actions.start_measure(**start, started_on=clock.today())
    with later(8):
        rune = fresh(world.rune)
        actions.approve_decision(by=rune, decision=made, committee_on=clock.today())
        with pytest.raises(Refused, match="before_the_decision"):
            actions.start_measure(**start, started_on=made.decided_on)
        assert actions.start_measure(**start, started_on=clock.today()).pk
    assert Measure.objects.count() == 1


def test_the_heads_own_proposal_waits_for_the_committee_too(world: World) -> None:
    made = proposed(world)
    access.give_role(
        by=SYSTEM,
        user=world.rune,
        role=RoleKey.TEAM_LEADER,
        unit=world.units["authority"],
        from_on=date(2020, 1, 1),
    )
    text = {"measure_key": made.measure_key, "ladder_step": "5", "is_plan_needed": True}
    said = decision_text(**text, plan=made.plan)
    own = actions.decide(by=fresh(world.rune), case=made.case, text=said)
    assert own.is_waiting
    actions.approve_decision(by=fresh(world.rune), decision=own, committee_on=clock.today())
    assert own.approved_at


def test_a_complaint_over_the_committee_is_not_looked_at_anew_here(world: World) -> None:
    a_placement_the_committee_decides(world)
    row = Obligation.objects.get(rule_key="K2")
    assert row.exception == "committee_decision"
    assert row.not_applicable_at


def test_the_committee_writes_its_own_letters(world: World) -> None:
    assert drafts_of(proposed(world)) == ()


def test_the_heads_page_asks_for_the_day_of_the_committee(world: World) -> None:
    made = proposed(world)
    page = reverse("staff:decision_approve", args=[made.case.public_id, made.public_id])
    rune = signed_in(world.rune)
    asked = rune.post(page)
    assert asked.status_code == 200
    assert "Udvalget afgjorde den" in asked.content.decode()
    assert rune.post(page, {"on": ""}).status_code == 422
    assert rune.post(page, {"on": clock.today().isoformat()}).status_code == 303
    made.refresh_from_db()
    assert made.committee_on == clock.today()
