"""The shipped programmes say what the sources say, and a faulty one is refused in plain words."""

from datetime import date

import pytest

from hjemmebane.domain.programme_examples import check_programme_examples
from hjemmebane.domain.programme_page import describe
from hjemmebane.domain.programme_reading import programme_from
from hjemmebane.domain.programmes import Programme, ProgrammeError, RhythmKind
from tests.domain.programme_files import programme_table, tables


def programme(key: str) -> Programme:
    return programme_from(programme_table(key))


@pytest.mark.parametrize("entry", tables("programmes", "programme"), ids=lambda entry: entry["key"])
def test_every_worked_example_of_a_shipped_programme_comes_true(entry):
    assert check_programme_examples(programme_from(entry)) == []


def test_an_example_that_does_not_come_true_is_named_with_what_was_found():
    entry = programme_table("intensive-home-based")
    entry["example"][0]["expect"]["drift"] = 5
    [fault] = check_programme_examples(programme_from(entry))
    assert "forskydningen skulle være 5, men er 4" in fault


def test_a_programme_without_an_example_is_named():
    entry = programme_table("prevention-30")
    entry["example"] = []
    assert check_programme_examples(programme_from(entry)) == [
        "Programmet »Forebyggende forløb« har intet eksempel."
    ]


@pytest.mark.req("S4-SIH-07")
def test_home_support_holds_the_five_settings_and_other():
    assert [s.key for s in programme("home-support").settings] == [
        "home",
        "family_house",
        "leisure",
        "shopping",
        "drop_off",
        "other",
    ]


@pytest.mark.req("S4-SIH-09")
def test_home_support_holds_the_nine_work_methods():
    assert [m.key for m in programme("home-support").methods] == [
        "talks",
        "selected_talks",
        "activities",
        "instructions",
        "structure",
        "upbringing",
        "school_contact",
        "network_meeting",
        "video_feedback",
    ]


@pytest.mark.req("S4-SIH-08")
def test_home_support_is_given_by_one_or_two():
    home_support = programme("home-support")
    assert (home_support.workers_least, home_support.workers_most) == (1, 2)


def test_intensive_home_based_has_two_therapists_and_two_advisers():
    intensive = programme("intensive-home-based")
    assert (intensive.workers_least, intensive.workers_most) == (2, 2)
    assert [role.key for role in intensive.roles if not role.visits] == [
        "adviser",
        "follow_up_adviser",
    ]


@pytest.mark.req("S2-FAV-13", "S2-FAV-14")
def test_intensive_home_based_has_the_two_tracks_side_by_side():
    tracks = programme("intensive-home-based").tracks
    assert [track.title for track in tracks] == [
        "Afklaring og afdækning",
        "Behandling og rådgivning",
    ]
    assert all(track.works[0].from_week == 1 for track in tracks)


@pytest.mark.req("S2-FAV-15", "S2-FAV-17", "S2-FAV-18")
def test_intensive_home_based_has_three_phases_of_four_weeks():
    phases = programme("intensive-home-based").phases
    assert [(p.title, p.from_week, p.to_week) for p in phases] == [
        ("Motivation", 1, 4),
        ("Afdækning", 5, 8),
        ("Afslutning", 9, 12),
    ]


def test_intensive_home_based_ends_with_one_of_five_choices():
    assert [choice.key for choice in programme("intensive-home-based").outcomes] == [
        "continue_home_based",
        "ordinary_family_treatment",
        "respite",
        "placement",
        "other",
    ]


@pytest.mark.parametrize(
    ("key", "before", "after"),
    [
        ("home-support", "§ 52, stk. 3, nr. 2", "§ 32, stk. 1, nr. 2"),
        ("intensive-home-based", "§ 52, stk. 3, nr. 3", "§ 32, stk. 1, nr. 5"),
        ("prevention-30", "§ 11, stk. 3", "§ 30"),
    ],
)
def test_the_paragraph_follows_the_law_in_force_on_the_day(key, before, after):
    found = programme(key)
    bases = [found.legal_basis_on(date(2023, 12, 31)), found.legal_basis_on(date(2024, 1, 1))]
    assert [basis.reference for basis in bases if basis] == [before, after]


def test_a_prevention_programme_needs_no_case_and_says_so():
    prevention = programme("prevention-30")
    words = [line for section in describe(prevention, date(2026, 1, 1)) for line in section.lines]
    assert not prevention.needs_case
    assert any("Der oprettes ikke en sag" in line for line in words)


@pytest.mark.req("S4-SIH-11")
def test_home_support_meets_more_often_in_the_beginning():
    rhythm = programme("home-support").rhythm
    days = [step.days for step in rhythm.steps]
    assert rhythm.kind is RhythmKind.TAPERING
    assert days == sorted(days)
    assert days[0] < days[-1]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda e: e["phase"].pop(1), "må hverken overlappe eller have hul"),
        (lambda e: e["phase"][1].update(from_week=4), "må hverken overlappe eller have hul"),
        (lambda e: e["phase"][0].update(to_week=0), "slutter, før den begynder"),
        (lambda e: e.update(duration_weeks=13), "duration_weeks er 13"),
        (lambda e: e["phase"][1].update(key="motivation"), "To faser har samme nøgle"),
        (lambda e: e["milestone"][1].update(ends_phase="ukendt"), "som ikke findes"),
        (lambda e: e["milestone"][0].update(week=14), "efter forløbets sidste uge"),
        (lambda e: e["track"][0]["work"][0].update(to_week=13), "uden for forløbets uger"),
        (lambda e: e.update(contacts={"most": 3, "warn_at": 4, "extended_by": "leder"}), "mellem"),
        (lambda e: e["role"][0].update(visits=False), "skal besøge familien"),
        (lambda e: e["role"][0].update(most=1), "færre på det højeste"),
        (lambda e: e["rhythm"].update(kind="free"), "skal have trin, og kun den"),
        (lambda e: e["rhythm"]["step"][0].update(from_contact=2), "begynde ved kontakt 1"),
        (lambda e: e.update(valid_to=date(2016, 1, 1)), "før det begynder"),
        (lambda e: e["example"][0].update(on=date(2026, 10, 1)), "før sin egen start"),
        (lambda e: e["example"][0]["expect"].update(phase="ukendt"), "venter en fase"),
    ],
)
def test_a_programme_that_cannot_be_run_is_refused_in_plain_words(change, words):
    entry = programme_table("intensive-home-based")
    change(entry)
    with pytest.raises(ProgrammeError, match=words):
        programme_from(entry)


def test_a_retired_programme_starts_no_new_course():
    entry = programme_table("home-support")
    entry["valid_to"] = date(2025, 12, 31)
    retired = programme_from(entry)
    assert retired.offered_on(date(2025, 12, 31))
    assert not retired.offered_on(date(2026, 1, 1))


def test_names_of_unknown_settings_methods_and_outcomes_fall_back_to_their_keys():
    found = programme("home-support")
    assert found.setting_title("drop_off") == "Ved aflevering eller hentning i institution"
    assert (found.setting_title("x"), found.method_title("y"), found.outcome_title("z")) == (
        "x",
        "y",
        "z",
    )
