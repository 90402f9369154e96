"""Goals in the family's own words, plans, and who reads which goal."""

from datetime import date, timedelta

import pytest

from hjemmebane import clock
from hjemmebane.domain.goals import GoalEndReason, Judgement, RaterKind
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Goal, GoalProgress
from tests.cast import World
from tests.records.cases_story import a_case, a_decision, a_goal, fresh, screened
from tests.records.control_story import a_plan


def words(world: World, who: str, case_dossier: object) -> set[str]:
    rows = queries.goals_of(case_dossier, fresh(world.users[who]))  # type: ignore[arg-type]
    return {row.own_words for row in rows}


def test_a_goal_keeps_the_familys_words_beside_the_professional_ones(world: World) -> None:
    case = a_case(world)
    a_goal(world, case)
    (row,) = queries.goals_of(case.dossier, fresh(world.anna))
    assert (row.own_words, row.professional_words) == (
        "Vi vil have ro om aftenen",
        "Forudsigelige sengetider",
    )
    assert row.words_of is not None
    assert str(row.words_of.name) == "Frida Zfrida Holm"


def test_a_goal_without_own_words_is_refused(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refusal:
        a_goal(world, case, own_words="  ")
    assert refusal.value.key == "own_words_missing"


def test_a_goal_in_the_words_of_another_family_is_refused(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refusal:
        a_goal(world, case, words_of=world.lars)
    assert refusal.value.key == "not_of_this_family"
    assert not Goal.objects.exists()


def test_the_other_adults_own_goal_is_not_shown_to_a_parent(world: World) -> None:
    case = a_case(world)
    a_goal(world, case, own_words="Fridas eget", words_of=world.frida_holm)
    a_goal(world, case, own_words="Selmas", words_of=world.selma)
    a_goal(world, case, own_words="Fælles", words_of=None)
    assert words(world, "frida", case.dossier) == {"Fridas eget", "Selmas", "Fælles"}
    assert words(world, "jonas", case.dossier) == {"Selmas", "Fælles"}
    assert words(world, "selma_user", case.dossier) == {"Selmas", "Fælles"}


def test_a_parent_without_custody_sees_their_own_goals_alone(world: World) -> None:
    case = a_case(world, child="oliver")
    a_goal(world, case, own_words="Olivers", words_of=world.oliver)
    a_goal(world, case, own_words="Lars' eget", words_of=world.lars)
    assert words(world, "lars_user", case.dossier) == {"Lars' eget"}
    assert words(world, "oliver_user", case.dossier) == {"Olivers"}


def test_nobody_outside_reads_the_goals(world: World) -> None:
    case = a_case(world)
    a_goal(world, case)
    for who in ("erik", "pia", "kirsten", "hanne", "nadia", "karl_user", "sofie"):
        assert words(world, who, case.dossier) == set()


@pytest.mark.req("S2-CON-17")
def test_progress_is_dated_and_stands_as_where_it_began_and_is_now(world: World) -> None:
    case = a_case(world)
    goal = a_goal(world, case, agreed_on=clock.today() - timedelta(days=30))
    for days, value in ((30, 3), (1, 6)):
        actions.record_progress(
            by=fresh(world.anna),
            goal=goal,
            on=clock.today() - timedelta(days=days),
            rater_kind=RaterKind.PARENT,
            value=value,
            judgement=Judgement.FORWARD,
            person=world.frida_holm,
        )
    days = [clock.today() - timedelta(days=30), clock.today() - timedelta(days=1)]
    assert list(goal.progress.order_by("on").values_list("on", flat=True)) == days
    (row,) = queries.goals_of(case.dossier, fresh(world.anna))
    assert (row.standing.start, row.standing.now, row.standing.moved) == (3, 6, 3)


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"value": 11}, "off_the_scale"),
        ({"value": None}, "progress_missing"),
        ({"on": date(2026, 1, 1)}, "before_the_goal"),
        ({"on": date(9999, 1, 1)}, "in_the_future"),
    ],
)
def test_progress_that_cannot_be_right_is_refused(
    world: World, change: dict[str, object], key: str
) -> None:
    goal = a_goal(world, a_case(world))
    values = {"on": clock.today(), "rater_kind": RaterKind.WORKER, "value": 5, **change}
    with pytest.raises(Refused) as refusal:
        actions.record_progress(by=fresh(world.anna), goal=goal, **values)  # type: ignore[arg-type]
    assert refusal.value.key == key
    assert not GoalProgress.objects.exists()


def test_the_loser_of_a_race_for_a_goal_is_told_what_stands(world: World) -> None:
    goal = a_goal(world, a_case(world))
    actions.change_goal(
        by=fresh(world.anna),
        goal=goal,
        version=1,
        own_words="Først",
        professional_words="",
        area="school",  # type: ignore[arg-type]
    )
    with pytest.raises(Stale) as stale:
        actions.change_goal(
            by=fresh(world.anna),
            goal=Goal.objects.get(pk=goal.pk),
            version=1,
            own_words="Sidst",
            professional_words="",
            area="school",  # type: ignore[arg-type]
        )
    assert stale.value.current.own_words == "Først"  # type: ignore[attr-defined]


def test_an_ended_goal_stays_with_its_reason(world: World) -> None:
    goal = a_goal(world, a_case(world))
    actions.end_goal(
        by=fresh(world.anna), goal=goal, on=clock.today(), reason=GoalEndReason.REACHED
    )
    goal.refresh_from_db()
    assert (goal.end_reason, goal.ended_on) == ("reached", clock.today())


@pytest.mark.req("S0-FHF-13")
def test_the_authoritys_plan_carries_the_goals_and_closes_its_deadline(world: World) -> None:
    case = screened(world, a_case(world))
    a_decision(world, case, is_plan_needed=True)
    plan = a_plan(world, case)
    goal = a_goal(world, case, plan=plan)
    row = Obligation.objects.get(dossier=case.dossier, rule_key="P2")
    assert goal.plan == plan
    assert (row.satisfied_by_kind, row.satisfied_by_id) == ("action_plan", plan.public_id)


def test_the_same_form_sent_twice_is_one_goal(world: World) -> None:
    case = a_case(world)
    goal = a_goal(world, case)
    with pytest.raises(Refused) as refusal:
        a_goal(world, case, public_id=goal.public_id)
    assert refusal.value.key == "already_saved"
    assert Goal.objects.count() == 1
