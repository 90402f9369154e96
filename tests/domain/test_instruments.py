"""Own questions, shown answer by answer: no total, and “turned” is a reason to ask."""

from datetime import date

import pytest

from hjemmebane.domain.feedback import (
    GivenAnswer,
    answer_faults,
    check_instrument_examples,
    has_turned,
    trends,
)
from hjemmebane.domain.instruments import InstrumentError, instrument_from
from tests.domain.programme_files import instrument_table, tables

FEEDBACK = instrument_from(instrument_table("meeting-feedback"))
CHILD = instrument_from(instrument_table("meeting-feedback-child"))


def answers(*values: int, person: int = 1, item: str = "yourself") -> list[GivenAnswer]:
    return [GivenAnswer(person, item, date(2026, 10, n), v) for n, v in enumerate(values, start=1)]


@pytest.mark.parametrize(
    "entry", tables("instruments", "instrument"), ids=lambda entry: entry["key"]
)
def test_every_example_of_a_shipped_instrument_comes_true(entry):
    assert check_instrument_examples(instrument_from(entry)) == []


@pytest.mark.parametrize(
    "entry", tables("instruments", "instrument"), ids=lambda entry: entry["key"]
)
def test_shipped_questions_are_our_own_and_say_they_are_not_validated(entry):
    found = instrument_from(entry)
    assert found.licence == "own"
    assert found.validation_words == "Egne spørgsmål, ikke valideret"


@pytest.mark.req("S2-AAB-26")
def test_the_four_questions_are_asked_in_this_order():
    assert [item.text for item in FEEDBACK.items] == [
        "Kunne du være dig selv, mens vi var der?",
        "Fik du noget med, du kan bruge i morgen?",
        "Er der styr på, hvem der gør hvad til næste gang?",
        "Tror du på, at det bliver lettere?",
    ]


def test_a_child_answers_with_five_faces_that_each_have_words():
    assert CHILD.scale.values == (1, 2, 3, 4, 5)
    assert len({CHILD.scale.words_for(value) for value in CHILD.scale.values}) == 5


@pytest.mark.req("S2-AAB-26")
def test_a_fall_is_a_turn_that_is_shown_first_with_its_rule_and_source():
    given = [*answers(6, 7, person=1), *answers(8, 7, 7, 5, person=2)]
    first, second = trends(FEEDBACK, given)
    assert first.has_turned
    assert first.words == "Vendt: faldet fra 8 til 5. Spørg, hvad der skete"
    assert "Praksisprofil Lindeborg, 1. jan. 2020" in first.why
    assert not second.has_turned


def test_each_question_and_person_has_its_own_line_and_there_is_no_total():
    given = [*answers(5), *answers(9, item="hope"), *answers(2, person=2)]
    found = trends(FEEDBACK, given)
    assert {(trend.person, trend.item, trend.last) for trend in found} == {
        (1, "yourself", 5),
        (1, "hope", 9),
        (2, "yourself", 2),
    }


def test_only_the_last_answers_are_looked_at():
    assert not has_turned(FEEDBACK.turning, [10, 4, 4, 4, 4])
    assert has_turned(FEEDBACK.turning, [10, 4, 4, 4])


def test_the_threshold_is_data():
    entry = instrument_table("meeting-feedback")
    entry["turning"]["drop"] = 3
    stricter = instrument_from(entry)
    assert has_turned(FEEDBACK.turning, [7, 5])
    assert not has_turned(stricter.turning, [7, 5])


def test_an_answer_outside_the_scale_or_to_no_question_is_named():
    assert answer_faults(FEEDBACK, {"yourself": 11}) == [
        "Vælg et tal fra 0 til 10: »Kunne du være dig selv, mens vi var der?«"
    ]
    assert answer_faults(FEEDBACK, {"other": 1})
    assert answer_faults(FEEDBACK, {}) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e: e["scale"].update(high=1), "gå opad"),
        (lambda e: e["scale"]["step"].pop(), "alle trin have ord"),
        (lambda e: e["scale"]["step"][0].update(value=9), "uden for skalaen"),
        (lambda e: e["item"].append(e["item"][0]), "samme nøgle"),
        (lambda e: e["turning"].update(drop=5), "passer ikke til skalaen"),
    ],
)
def test_an_instrument_that_cannot_be_used_is_refused_in_plain_words(change, words):
    entry = instrument_table("meeting-feedback-child")
    change(entry)
    with pytest.raises(InstrumentError, match=words):
        instrument_from(entry)
