"""Every worked example in the catalogue comes true; each test is named by its sentence."""

from datetime import date

import pytest

from hjemmebane.catalogue import Catalogue, RuleExample, check_examples, directories, load
from hjemmebane.catalogue.examples import example_faults
from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.deadlines import SourceStatus
from hjemmebane.domain.regime import Regime

CATALOGUE: Catalogue = load(directories())


def sentence(example: RuleExample) -> str:
    return f"{example.rule.key}-{example.rule.version}: {example.says}"


@pytest.mark.parametrize("example", CATALOGUE.examples, ids=sentence)
def test_example(example):
    assert list(example_faults(example)) == []


def test_every_rule_has_the_examples_that_matter():
    assert check_examples(CATALOGUE) == []


@pytest.mark.parametrize("key", ["U1", "U2", "B1", "P2", "F1", "F2", "F3", "F4", "H-F4", "L-F4"])
def test_the_rules_of_the_main_job_are_there(key):
    assert any(rule.key == key for rule in CATALOGUE.rules)


@pytest.mark.req("S2-HER-09")
def test_herning_follows_up_at_least_every_third_month_and_warns_before():
    rules = CATALOGUE.local_beside("F4", date(2026, 8, 12), "herning-2020")
    assert [(rule.length.count, rule.length.unit) for rule in rules] == [(3, Unit.MONTHS)]
    assert rules[0].warn_days > 0


@pytest.mark.req("S2-HER-11")
def test_the_six_months_of_the_old_law_stand_apart_from_the_local_three():
    law = CATALOGUE.rule_on("F2", date(2023, 8, 31))
    local = CATALOGUE.local_beside("F2", date(2023, 8, 31), "herning-2020")[0]
    assert (law.length.count, local.length.count) == (6, 3)
    assert (law.is_local, local.is_local) == (False, True)
    assert local.regime is None


def test_the_law_is_chosen_by_the_day_the_obligation_was_triggered():
    last, first = date(2023, 12, 31), date(2024, 1, 1)
    assert CATALOGUE.regime_on(last).regime is Regime.SERVICELOVEN
    assert CATALOGUE.regime_on(first).regime is Regime.BARNETS_LOV
    assert CATALOGUE.rule_on("U2", last).law_text == "Serviceloven § 155 b, stk. 1"
    assert CATALOGUE.rule_on("U2", first).law_text == "Barnets lov § 138"


def test_every_rule_names_source_owner_and_review():
    for rule in CATALOGUE.rules:
        assert rule.source
        assert rule.owner
        assert rule.next_review_on > rule.reviewed_on
        assert rule.source_status is not SourceStatus.UNVERIFIED


def test_the_same_measure_is_found_under_both_numberings():
    treatment = CATALOGUE.measure("familiebehandling")
    old, new = (treatment.paragraph(regime) for regime in Regime)
    assert old is not None
    assert new is not None
    assert old.words == "Serviceloven § 52, stk. 3, nr. 3"
    assert new.words == "Barnets lov § 32, stk. 1, nr. 5"


def test_a_name_follows_its_law():
    respite = CATALOGUE.measure("stoetteophold")
    assert respite.name(Regime.SERVICELOVEN) == "Aflastning"
    assert respite.name(Regime.BARNETS_LOV) == "Støtteophold"


def test_early_prevention_asks_for_no_decision_but_support_does():
    assert not CATALOGUE.basis("bl_30").needs_decision
    assert CATALOGUE.basis("bl_32").needs_decision
    assert CATALOGUE.basis("bl_32").needs_purpose
