"""The service catalogue: what fits and why, what is missing, and that nothing is chosen for you."""

from dataclasses import replace
from datetime import date

import pytest

from hjemmebane.catalogue import current
from hjemmebane.catalogue.examples import check_examples
from hjemmebane.domain.ladder import Rung, Step
from hjemmebane.domain.service_catalogue import (
    AGE_BANDS,
    HoleKind,
    Need,
    Problem,
    Service,
    TargetGroup,
    holes,
    search,
    suggestions,
)
from hjemmebane.domain.service_reading import service_example_faults

DAY = date(2026, 11, 24)
SERVICES = current().services_on(DAY)
HOME = Step.parse("3")
STEPS = tuple(Step(rung) for rung in Rung)
NEED = Need(HOME, TargetGroup.FAMILY, frozenset({Problem.CONFLICT}), 9)


def by_key(key: str) -> Service:
    return next(service for service in SERVICES if service.key == key)


@pytest.mark.parametrize("example", current().service_examples, ids=lambda e: e.says)
def test_example(example) -> None:
    assert service_example_faults(example) == []


def test_every_service_has_a_need_it_fits_and_one_it_does_not():
    assert [fault for fault in check_examples(current()) if fault.startswith("service")] == []


def test_each_suggestion_says_what_speaks_for_it_and_against_it():
    found = {s.service.key: s for s in suggestions(SERVICES, NEED, {"familiebehandling": 5})}
    best = found["familiebehandling"]
    assert best.against == ()
    assert "Står på trin 3, som I har valgt" in best.for_it
    assert "5 ledige af 40 pladser" in best.for_it
    assert "Er for 8–22 år" in found["kontaktperson"].for_it
    assert "Er ikke for hele familien" in found["kontaktperson"].against


def test_no_step_is_chosen_or_forbidden_a_placement_stands_in_the_list_too():
    found = suggestions(SERVICES, NEED, {})
    assert {s.service for s in found} == set(SERVICES)
    placement = next(s for s in found if s.service.key == "plejefamilie")
    assert placement.for_it
    assert "Er mere indgribende: trin 5 i stedet for 3" in placement.against


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"language": "tyrkisk"}, "Kan ikke tale tyrkisk: der skal en tolk med"),
        ({"age": 20}, "Er for 0–17 år, og barnet er 20"),
        ({"problems": frozenset({Problem.SUBSTANCE})}, "Arbejder ikke med misbrug"),
        ({"group": TargetGroup.NETWORK}, "Er ikke for slægt og netværk"),
        ({"step": Step.parse("2")}, "Er mere indgribende: trin 3 i stedet for 2"),
        ({"step": Step.parse("4")}, "Står på trin 3, lavere end trin 4"),
    ],
)
def test_what_does_not_fit_is_said_and_does_not_hide_the_service(change, words):
    (found,) = suggestions([by_key("familiebehandling")], replace(NEED, **change), {})
    assert words in found.against


@pytest.mark.parametrize(
    ("free", "is_for"),
    [({"familiebehandling": 1}, True), ({"familiebehandling": 0}, False), ({}, False)],
)
def test_room_speaks_for_a_service_and_none_or_unknown_against(free, is_for):
    (found,) = suggestions([by_key("familiebehandling")], NEED, free)
    words = [w for w in found.for_it if "pladser" in w]
    assert bool(words) is is_for


@pytest.mark.req("S2-CON-14")
def test_a_step_a_group_and_an_age_without_a_service_is_a_hole():
    found = holes(SERVICES, {}, STEPS)
    teens_in_kin = [h for h in found if h.step == Step.parse("4") and h.group is TargetGroup.CHILD]
    assert [(h.ages.label, h.kind) for h in teens_in_kin] == [
        ("13–17 år", HoleKind.NOTHING),
        ("18–22 år", HoleKind.NOTHING),
    ]


def test_a_place_where_everything_is_taken_is_a_hole_of_its_own_kind():
    home = [s for s in SERVICES if s.step == HOME]
    free = {s.key: 0 for s in home}
    before, after = (holes(SERVICES, which, [HOME]) for which in ({}, free))
    fresh = set(after) - set(before)
    assert fresh
    assert {hole.kind for hole in fresh} == {HoleKind.NOTHING_FREE}


def test_only_the_youngest_age_is_asked_of_those_expecting():
    found = [h for h in holes((), {}, [HOME]) if h.group is TargetGroup.EXPECTING]
    assert [hole.ages for hole in found] == [AGE_BANDS[0]]


def test_a_search_finds_every_word_whatever_its_case_and_where_it_stands():
    assert [s.key for s in search(SERVICES, "MARTE meo hjemmet")] == ["familiebehandling"]
    assert [s.key for s in search(SERVICES, "arabisk mentor")] == ["fritidsmentor"]
    assert search(SERVICES, "findes ikke") == ()
    assert search(SERVICES, "  ") == SERVICES


@pytest.mark.parametrize("number", range(6))
def test_the_six_steps_stand_in_order_from_the_lowest(number: int):
    names = [
        "Tidlige indsatser i almenområdet",
        "Forebyggende indsatser",
        "Hjemmebaserede indsatser",
        "Anbringelse i slægt eller netværk",
        "Anbringelse i plejefamilie",
        "Anbringelse på institution",
    ]
    assert sorted(Rung)[number].label == names[number]
