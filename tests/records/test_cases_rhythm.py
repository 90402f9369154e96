"""A case has its own rhythm of follow-up, with its reasons, weighed together with somebody."""

from dataclasses import replace
from typing import Any

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Case, FollowUpRhythm
from tests.cast import World
from tests.records.cases_story import a_case, fresh


def choose(world: World, case: Case, **changes: Any) -> FollowUpRhythm:
    values: dict[str, Any] = {
        "every_weeks": 6,
        "weight_words": "Uro i hjemmet, og en lillesøster på vej.",
        "challenge_words": "Skolen ringer hver uge.",
        "contact_words": "Vi taler i telefon hver fredag.",
    }
    more = {"sparred_with": fresh(world.camilla), "sparred_on": clock.today()}
    more |= {key: changes.pop(key) for key in tuple(changes) if key in more}
    text = actions.RhythmText(**{**values, **changes})
    return actions.choose_rhythm(by=fresh(world.anna), case=case, text=text, **more)


@pytest.mark.req("S2-HER-07")
def test_a_case_holds_its_own_interval_with_the_reasons_it_was_weighed_by(world: World) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refused:
        choose(world, case, weight_words="  ")
    assert refused.value.key == "rhythm_reason_missing"
    choose(world, case)
    (row,) = queries.rhythms_of(case, fresh(world.anna))
    assert (row.every_weeks, row.contact_words) == (6, "Vi taler i telefon hver fredag.")
    assert row.weight_words == "Uro i hjemmet, og en lillesøster på vej."
    assert row.challenge_words == "Skolen ringer hver uge."


@pytest.mark.req("S2-HER-08")
def test_the_rhythm_is_weighed_with_a_colleague_or_the_leader_and_never_alone(
    world: World,
) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refused:
        choose(world, case, sparred_with=fresh(world.anna))
    assert refused.value.key == "sparred_alone"
    choose(world, case)
    (row,) = queries.rhythms_of(case, fresh(world.anna))
    assert (row.sparred_with, row.sparred_on) == (world.camilla.name, clock.today())
    partners = dict(queries.sparring_partners(case, fresh(world.anna)))
    assert world.camilla.name in partners.values()
    assert world.anna.name not in partners.values()


def test_another_rhythm_leaves_the_one_before_it_standing(world: World) -> None:
    case = a_case(world)
    choose(world, case)
    choose(world, case, every_weeks=10)
    rows = queries.rhythms_of(case, fresh(world.anna))
    assert [row.every_weeks for row in rows] == [10, 6]


@pytest.mark.parametrize("weeks", [0, 27])
def test_a_rhythm_is_one_to_twenty_six_weeks(world: World, weeks: int) -> None:
    case = a_case(world)
    with pytest.raises(Refused) as refused:
        choose(world, case, every_weeks=weeks)
    assert refused.value.key == "rhythm_off_the_scale"


def test_the_municipalitys_own_fast_rule_is_not_stretched_until_it_is_a_standard(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = a_case(world)
    assert choose(world, case, every_weeks=12).every_weeks == 12
    with pytest.raises(Refused) as refused:
        choose(world, case, every_weeks=13)
    assert refused.value.key == "longer_than_own_rule"
    current = catalogue.current()
    rules = tuple(replace(rule, stage=RuleStage.STANDARD) for rule in current.rules)
    monkeypatch.setattr(catalogue, "current", lambda: replace(current, rules=rules))
    assert choose(world, case, every_weeks=16).every_weeks == 16


def test_who_does_not_work_on_the_case_neither_chooses_nor_reads_its_rhythm(world: World) -> None:
    case = a_case(world)
    choose(world, case)
    assert queries.rhythms_of(case, fresh(world.erik)) == ()
    with pytest.raises(Refused):
        actions.choose_rhythm(
            by=fresh(world.erik),
            case=case,
            text=actions.RhythmText(6, "Andres sag"),
            sparred_with=fresh(world.camilla),
            sparred_on=clock.today(),
        )
