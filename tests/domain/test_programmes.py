"""The shipped programmes say what the sources say, and a faulty one is refused in plain words."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from hjemmebane.domain.course import CourseFacts, MeetingFact, standing_of, team_gaps
from hjemmebane.domain.course_phases import PhaseActual
from hjemmebane.domain.programme_examples import check_programme_examples
from hjemmebane.domain.programme_lock import fixed_parts
from hjemmebane.domain.programme_page import describe
from hjemmebane.domain.programme_parts import FORM_WORDS, OfferForm
from hjemmebane.domain.programme_reading import programme_from
from hjemmebane.domain.programmes import (
    EVIDENCE_WORDS,
    EvidenceLevel,
    Programme,
    ProgrammeError,
    RhythmKind,
)
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


@pytest.mark.req("S4-SIH-19")
def test_home_support_has_a_therapist_who_visits_and_the_adviser_of_the_case():
    roles = programme("home-support").roles
    assert [(role.title, role.visits, role.is_of_case) for role in roles] == [
        ("familiebehandler", True, False),
        ("rådgiver", False, True),
    ]


@pytest.mark.req("S2-FAV-07", "S2-FAV-09")
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


EVERY = [
    "home-support",
    "intensive-home-based",
    "prevention-30",
    "flexible-family-treatment",
    "strengthened-family-treatment",
    "parents-of-placed-children",
    "ordinary-family-treatment",
    "contact-person",
    "respite",
]


@pytest.mark.parametrize("key", EVERY)
@pytest.mark.req("S2-CON-22")
def test_the_page_of_a_programme_says_how_well_its_effect_is_known_and_where_that_stands(key):
    found = programme(key)
    words = " ".join(
        line for section in describe(found, date(2026, 1, 1)) for line in section.lines
    )
    assert EVIDENCE_WORDS[found.evidence.level] in words
    assert found.evidence.words in words
    assert f"Kilde: {found.source.title}" in words


def test_no_programme_is_called_evaluated_that_was_only_described():
    assert {programme(key).evidence.level for key in EVERY} == {
        EvidenceLevel.DESCRIBED,
        EvidenceLevel.BEFORE_AFTER,
    }


@pytest.mark.req("S1-SFB-01", "S1-SFB-09")
def test_strengthened_family_treatment_stands_on_mentalising_and_six_elements():
    found = programme("strengthened-family-treatment")
    assert found.method_base == "Mentalisering"
    assert [item.key for item in found.elements] == [
        "alliance",
        "coherence",
        "wide_network",
        "universal_link",
        "multi_family",
        "flexible_hours",
    ]


@pytest.mark.req("S1-SFB-14", "S1-SFB-15")
def test_the_two_definitions_the_source_swapped_stand_by_their_meaning():
    found = programme("strengthened-family-treatment")
    network, everyday = found.element("wide_network"), found.element("universal_link")
    assert network is not None
    assert everyday is not None
    assert (network.methods, network.meetings) == (("network",), ("network_meeting",))
    assert (everyday.methods, everyday.settings) == (("everyday",), ("school", "leisure"))


def test_strengthened_family_treatment_has_one_or_two_coordinators():
    found = programme("strengthened-family-treatment")
    assert team_gaps(found, {"therapist": 1, "adviser": 1}) == ["Mangler 1 tovholder."]
    assert team_gaps(found, {"therapist": 1, "adviser": 1, "coordinator": 2}) == []
    [gap] = team_gaps(found, {"therapist": 1, "adviser": 1, "coordinator": 3})
    assert gap.startswith("3 tovholder")


@pytest.mark.req("S1-SFB-22", "S1-SFB-19")
def test_strengthened_family_treatment_tells_where_it_comes_from_and_what_to_have_in_place():
    sections = {
        section.title: " ".join(section.lines)
        for section in describe(programme("strengthened-family-treatment"), date(2026, 1, 1))
    }
    for name in ("2019–22", "Randers", "Jammerbugt", "Hvidovre", "København", "2023"):
        assert name in sections["Viden og kilde"]
    assert "Rammer:" in sections["Før I begynder at bruge det"]
    assert "Kompetencer:" in sections["Før I begynder at bruge det"]


@pytest.mark.req("S3-MSF-28")
def test_support_for_parents_tells_the_numbers_its_plan_rests_on():
    entry = next(
        e
        for e in tables("programmes", "programme")
        if (e["key"], e["version"]) == ("parents-of-placed-children", "2019")
    )
    told = " ".join(entry["background"])
    for number in ("2.083", "10 studier", "fire om den samme", "syv indsatser", "18 lovende"):
        assert number in told


@pytest.mark.req("S3-MSF-01")
def test_support_for_parents_has_six_elements_in_2019_and_five_in_2023():
    found = {
        p.version: p
        for p in map(programme_from, tables("programmes", "programme"))
        if p.key == "parents-of-placed-children"
    }
    elements = {version: len(p.elements) for version, p in found.items()}
    assert elements == {"2019": 6, "2023": 5, "2023-2": 5}
    assert [found[key].phases[0].title for key in ("2019", "2023")] == ["Opstart", "Forberedelse"]
    assert all(len(p.phases) == 3 for p in found.values())
    assert all("element" in fixed_parts(p) for p in found.values())


@pytest.mark.req("S3-MSF-14", "S3-MSF-15", "S3-MSF-19")
def test_support_for_parents_begins_with_safety_then_changes_then_holds_on():
    start, change, hold = programme("parents-of-placed-children").phases
    assert "krisen" in start.about
    assert "Relationen til barnet".lower() in change.about.lower()
    assert (hold.about, hold.repeatable) == (
        "Mindre støtte, ved hjemgivelse eller i samværet.",
        True,
    )


@pytest.mark.req("S3-MSF-16")
def test_the_change_phase_may_last_from_eight_to_sixteen_weeks_without_drift():
    found = programme("parents-of-placed-children")
    start = date(2026, 1, 5)
    for weeks, drift in ((8, 0), (16, 0), (7, -7), (17, 7)):
        changed = PhaseActual("maintenance", start + timedelta(weeks=4 + weeks))
        facts = CourseFacts(phases=(PhaseActual("change", start + timedelta(weeks=4)), changed))
        standing = standing_of(found, start, facts, changed.started_on)
        assert standing.drift_days == drift, weeks


def test_no_effect_on_the_child_is_promised_where_none_was_measured():
    for version in tables("programmes", "programme"):
        if version["key"] == "parents-of-placed-children" and version["version"] == "2023":
            assert "ikke målt en virkning på børnenes trivsel" in version["evidence"]["words"]


@pytest.mark.req("S2-FAV-01", "S4-SIH-01")
def test_the_programmes_of_the_sources_are_offered_today():
    titles = {
        found.title
        for found in map(programme_from, tables("programmes", "programme"))
        if found.offered_on(date(2026, 11, 29))
    }
    assert {"Intensiv hjemmebaseret indsats", "Støtte i hjemmet"} <= titles


@pytest.mark.req("S2-FAV-04")
def test_the_age_of_those_who_gained_most_is_a_hint_and_no_bar():
    found = programme("intensive-home-based")
    words = " ".join(line for section in describe(found, START_OF_2026) for line in section.lines)
    assert "(0–12 år; et vink, ikke en grænse)" in words


START_OF_2026 = date(2026, 1, 1)


@pytest.mark.req("S2-FAV-06")
def test_the_intensive_team_has_two_advisers_and_four_therapists_two_for_each_family():
    roles = {role.key: role for role in programme("intensive-home-based").roles}
    assert (roles["therapist"].in_team, roles["therapist"].most) == (4, 2)
    assert (roles["adviser"].in_team or 0) + (roles["follow_up_adviser"].in_team or 0) == 2


@pytest.mark.req("S2-FAV-19")
def test_the_final_report_says_how_far_the_parents_can_meet_the_needs_of_the_child():
    report = programme("intensive-home-based").milestone("final_report")
    assert report is not None
    assert "I hvilket omfang forældrene kan møde barnets behov" in report.sections
    assert "Ressourcer og udfordringer" in report.sections


@pytest.mark.req("S2-FAV-20")
def test_the_status_meeting_comes_after_the_report_and_says_so_when_it_did_not():
    found = programme("intensive-home-based")
    start, day = date(2026, 10, 5), date(2026, 12, 20)
    early = CourseFacts(meetings=(MeetingFact("status_meeting", date(2026, 12, 10)),))
    late = replace(early, done={"final_report": date(2026, 12, 9)})

    def words(facts: CourseFacts) -> str:
        due = standing_of(found, start, facts, day).due
        return next(item.words for item in due if item.key == "status_meeting")

    assert "Før rapport, som det skulle følge" in words(early)
    assert "Før rapport" not in words(late)


@pytest.mark.req("S2-AAB-29")
def test_early_prevention_has_its_four_groups_and_two_kinds_of_advice():
    offers = {
        p.key: p.form for p in map(programme_from, tables("programmes", "programme")) if p.form
    }
    groups = {
        key for key, form in offers.items() if form in {OfferForm.GROUP, OfferForm.TALK_GROUP}
    }
    assert groups == {
        "group-children-of-mentally-ill",
        "group-ready-for-child",
        "group-incredible-years",
        "group-understand-teenager",
    }
    assert {key for key in offers if key.startswith("advice-")} == {
        "advice-family-structure",
        "advice-adhd-autism",
    }


def test_two_groups_are_held_together_with_the_health_visitors():
    both = {
        p.key
        for p in map(programme_from, tables("programmes", "programme"))
        if p.hosts == ("Tidlig Forebyggelse", "Sundhedsplejen")
    }
    assert both == {"group-ready-for-child", "group-incredible-years"}


@pytest.mark.req("S2-AAB-30")
def test_the_forms_of_prevention_are_the_four_of_the_source():
    assert [FORM_WORDS[form] for form in OfferForm if form is not OfferForm.FAMILY] == [
        "Individuel rådgivning og vejledning",
        "Netværksgruppe",
        "Samtalegruppe",
        "Gruppeforløb",
    ]


def test_the_flexible_team_may_have_each_profession_and_the_health_visitor_in_two_ways():
    roles = {role.key: role for role in programme("flexible-family-treatment").roles}
    assert set(roles) >= {"counsellor", "contact_person", "psychologist", "practical_support"}
    assert roles["health_visitor"].ways == (
        "ansat i familiegruppen",
        "tilknyttet via sundhedsplejen",
    )
    assert not roles["volunteer"].reads


@pytest.mark.req("S4-SIH-18")
def test_home_support_rests_on_one_paragraph_and_not_on_the_mixed_one_of_the_source():
    bases = programme("home-support").legal_bases
    assert [(b.reference, b.valid_from) for b in bases] == [
        ("§ 52, stk. 3, nr. 2", date(2011, 1, 1)),
        ("§ 32, stk. 1, nr. 2", date(2024, 1, 1)),
    ]


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
        (lambda e: e["milestone"][2].update(after="outcome"), "Milepælene går i ring"),
        (lambda e: e["milestone"][3].update(after="ukendt"), "kommer efter »ukendt«"),
        (lambda e: e["milestone"][3].update(every_weeks=2), "både every_weeks og in_phase"),
        (
            lambda e: e["milestone"][2].update(every_weeks=2, in_phase="closing"),
            "kun et møde kan komme igen",
        ),
        (lambda e: e["milestone"][0].update(in_phase="ukendt"), "hører til fasen »ukendt«"),
        (lambda e: e["milestone"][0].update(sections=["Et"]), "er ikke et dokument"),
        (lambda e: e["phase"][0].update(least_weeks=5), "varer mindst længere"),
        (lambda e: e["phase"][0].update(repeatable=True), "Kun den sidste fase kan gentages"),
        (lambda e: e.pop("intensity"), "skal have en styrkeskala"),
        (lambda e: e["element"][0].update(agreed=4), "der ikke er på skalaen"),
        (lambda e: e["element"][0].pop("methods"), "ikke, hvad der tæller som udført"),
        (lambda e: e["element"][0].update(methods=["tryl"]), "nævner metoden »tryl«"),
        (lambda e: e["element"][0].update(settings=["maane"]), "nævner stedet »maane«"),
        (lambda e: e["element"][0].update(meetings=["fest"]), "nævner mødet »fest«"),
        (lambda e: e["element"][1].update(key="alliance"), "To elementer har samme nøgle"),
        (lambda e: e["ask"][0].pop("every_weeks"), "skal have every_weeks undervejs"),
        (lambda e: e["age_hint"].update(least=13), "Aldersvinket slutter"),
        (lambda e: e.update(local=["title"]), "local nævner »title«"),
    ],
)
def test_a_programme_that_cannot_be_run_is_refused_in_plain_words(change, words):
    entry = programme_table("intensive-home-based")
    change(entry)
    with pytest.raises(ProgrammeError, match=words):
        programme_from(entry)


def test_a_retired_programme_starts_no_new_course():
    entry = programme_table("home-support")
    entry["valid_to"] = date(2026, 12, 31)
    retired = programme_from(entry)
    assert retired.offered_on(date(2026, 12, 31))
    assert not retired.offered_on(date(2027, 1, 1))


def test_names_of_unknown_settings_methods_and_outcomes_fall_back_to_their_keys():
    found = programme("home-support")
    assert found.setting_title("drop_off") == "Ved aflevering eller hentning i institution"
    assert (found.setting_title("x"), found.method_title("y"), found.outcome_title("z")) == (
        "x",
        "y",
        "z",
    )
