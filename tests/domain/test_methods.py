"""Methods: who may use them, and the question before a psychological test."""

from datetime import date

import pytest

from hjemmebane.catalogue import current
from hjemmebane.domain.methods import (
    FamilyTold,
    GateAnswers,
    GateState,
    MethodError,
    gate_refusal,
    gate_state,
    is_summary,
    method_from,
    newest,
)

ROW = {
    "key": "mim",
    "version": "1",
    "title": "M.I.M.",
    "about": "Samspil",
    "owner": "Familiehuset",
    "source": "Håndbogen",
    "licence": "use_only",
    "competence": "method-mim",
    "test_gate": True,
    "gate_why": "Bruges i undersøgelser.",
    "valid_from": date(2020, 1, 1),
    "review_on": date(2027, 1, 1),
}
TEST = method_from(ROW)


@pytest.mark.req("S2-FAV-28")
@pytest.mark.parametrize(
    ("placement", "told", "is_placed", "stopped"),
    [
        (None, None, False, "test_gate_placement"),
        (None, FamilyTold.NO, False, "test_gate_placement"),
        (False, None, False, ""),
        (True, None, False, "test_gate_unanswered"),
        (True, FamilyTold.NOT_ASKED, False, "test_gate_unanswered"),
        (True, FamilyTold.YES, False, "test_gate_viso"),
        (True, FamilyTold.NO, False, ""),
        (False, None, True, "test_gate_unanswered"),
        (False, FamilyTold.YES, True, "test_gate_viso"),
        (None, FamilyTold.NO, True, ""),
    ],
)
def test_a_test_is_stopped_until_the_family_itself_has_answered_no(
    placement, told, is_placed, stopped
):
    answers = GateAnswers(placement, told)
    assert gate_refusal(TEST, answers, is_placed=is_placed) == stopped


def test_what_is_no_test_is_never_asked_about():
    talk = method_from({**ROW, "test_gate": False})
    assert gate_refusal(talk, GateAnswers(), is_placed=True) == ""
    assert gate_state(talk, GateAnswers(), is_placed=True) is GateState.NOT_A_TEST


def test_that_the_family_was_asked_is_kept_and_not_what_it_said():
    asked = gate_state(TEST, GateAnswers(True, FamilyTold.NO), is_placed=False)
    assert asked is GateState.ASKED
    assert gate_state(TEST, GateAnswers(False), is_placed=False) is GateState.NO_PLACEMENT


@pytest.mark.parametrize(
    "text", ["", "  ", "Råscore 14", "samlet score: 23 af 30", "IQ på 87", "percentil 12"]
)
def test_a_score_is_no_summary(text):
    assert not is_summary(text)


@pytest.mark.parametrize(
    "text", ["Frida og Selma legede i 20 minutter.", "Der er ingen score her. De er 2 om det."]
)
def test_plain_words_with_numbers_in_them_are_a_summary(text):
    assert is_summary(text)


def test_what_others_own_asks_for_someone_trained_in_it():
    with pytest.raises(MethodError):
        method_from({**ROW, "competence": ""})


def test_a_later_version_is_used_from_its_day():
    second = method_from({**ROW, "version": "2", "valid_from": date(2026, 1, 1)})
    assert newest([TEST, second], date(2025, 12, 31)) == (TEST,)
    assert newest([TEST, second], date(2026, 1, 1)) == (second,)


def test_the_four_methods_of_the_programme_and_a_local_one_are_in_the_register():
    methods = {method.key: method for method in current().methods}
    assert {"aai", "iwmc", "mi", "mim", "psychological-test", "morning-walkthrough"} <= set(methods)
    assert {key for key, method in methods.items() if method.test_gate} == {
        "aai",
        "iwmc",
        "mim",
        "psychological-test",
    }
    assert all(method.source for method in methods.values())
