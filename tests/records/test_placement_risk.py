"""The risk of a placement is a person's judgement, dated and reasoned, and the family reads it."""

from datetime import timedelta

import pytest

from hjemmebane.domain.placement_risk import RiskLevel
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Case, PlacementRisk
from tests.cast import ANCHOR, World
from tests.records.cases_story import a_case, closed, fresh, screened

WHY = "Frida og Jonas har ikke kræfter til morgenerne"
SOME = actions.RiskText(RiskLevel.SOME, WHY, "Bedstemor henter to dage")


def judged(world: World, case: Case, text: actions.RiskText = SOME, days_ago: int = 0):
    on = ANCHOR - timedelta(days=days_ago)
    return actions.judge_placement_risk(by=fresh(world.anna), case=case, text=text, judged_on=on)


def read_by(world: World, who: str) -> list[tuple[str, RiskLevel, str]]:
    rows = queries.own_risks(fresh(world.users[who]))
    return [(str(one.child.given_name), one.row.level, one.row.why) for one in rows]


@pytest.mark.req("S1-SFB-23")
def test_a_person_judges_the_risk_for_each_child_with_day_and_why(world: World) -> None:
    case = screened(world, a_case(world))
    judged(world, case, actions.RiskText(RiskLevel.GREAT, "Før hjælpen"), days_ago=20)
    judged(world, case)
    rows = queries.risks_of(case.dossier, fresh(world.anna))
    assert [(row.level, row.why, row.judged_on) for row in rows] == [
        (RiskLevel.SOME, WHY, ANCHOR),
        (RiskLevel.GREAT, "Før hjælpen", ANCHOR - timedelta(days=20)),
    ]
    assert rows[0].judged_by == world.anna.name
    with pytest.raises(Refused, match="risk_reason_missing"):
        judged(world, case, actions.RiskText(RiskLevel.GREAT, "  "))


@pytest.mark.req("S1-SFB-23")
def test_nothing_but_a_person_judges_the_risk(world: World) -> None:
    case = screened(world, a_case(world))
    for actor in (SYSTEM, SYSTEM.for_user(fresh(world.anna))):
        with pytest.raises(Refused, match="person_judges"):
            actions.judge_placement_risk(by=actor, case=case, text=SOME, judged_on=ANCHOR)
    assert not PlacementRisk.objects.exists()
    assert not PlacementRisk._meta.get_field("judged_by").null


@pytest.mark.req("S1-SFB-23")
def test_parents_with_custody_and_the_child_from_fifteen_read_it(world: World) -> None:
    judged(world, screened(world, a_case(world)))
    judged(world, screened(world, a_case(world, child="oliver")))
    assert read_by(world, "frida") == [
        ("Selma Zselma", RiskLevel.SOME, WHY),
        ("Oliver Zoliver", RiskLevel.SOME, WHY),
    ]
    assert [name for name, *_ in read_by(world, "jonas")] == ["Selma Zselma"]
    assert [name for name, *_ in read_by(world, "oliver_user")] == ["Oliver Zoliver"]
    for who in ("selma_user", "lars_user", "karl_user"):
        assert read_by(world, who) == []


def test_a_judgement_in_a_closed_case_counts_no_more(world: World) -> None:
    case = a_case(world)
    judged(world, case)
    closed(world, case)
    assert read_by(world, "frida") == []


def test_others_than_those_of_the_case_neither_judge_nor_read(world: World) -> None:
    case = screened(world, a_case(world))
    judged(world, case)
    for who in ("erik", "kirsten", "nadia", "pia", "sofie"):
        assert queries.risks_of(case.dossier, fresh(world.users[who])) == ()
    for who in ("erik", "dorte"):
        with pytest.raises(Refused):
            actions.judge_placement_risk(
                by=fresh(world.users[who]), case=case, text=SOME, judged_on=ANCHOR
            )


def test_nothing_is_told_to_parents_before_the_risk_of_telling_is_looked_at(world: World) -> None:
    case = screened(world, a_case(world), is_honour_suspected=True)
    with pytest.raises(Refused, match="risk_not_assessed"):
        judged(world, case)


def test_the_same_judgement_sent_twice_is_one_and_may_be_said_again_later(world: World) -> None:
    case = screened(world, a_case(world))
    judged(world, case)
    with pytest.raises(Refused, match="already_saved"):
        judged(world, case)
    judged(world, case, actions.RiskText(RiskLevel.NONE_NOW, "Ro i to uger"))
    judged(world, case)
    assert PlacementRisk.objects.count() == 3
