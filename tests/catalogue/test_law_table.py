"""The whole table of the law stands in the catalogue; what was not read in a source is off."""

import shutil
from dataclasses import replace
from datetime import date

import pytest

from hjemmebane.catalogue import CatalogueError, calendar_for, directories, load, load_checked
from hjemmebane.catalogue.cross_checks import CALENDAR
from hjemmebane.catalogue.files import REPOSITORY
from hjemmebane.catalogue.lock import LOCK
from hjemmebane.domain.arithmetic import is_ever_longer
from hjemmebane.domain.calendar import Length, Unit
from hjemmebane.domain.deadlines import DutyOf, RuleStage, SourceStatus
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.regime import Regime

CATALOGUE = load(directories()).with_profile("lindeborg")
EVERY = (*CATALOGUE.rules, *CATALOGUE.waiting)
LINDEBORG = "profiles/lindeborg.toml"
DAY = date(2026, 11, 24)

ON = (
    *("U1", "U2", "U3", "U4", "U5", "S1", "B1", "C1", "C2", "P1", "P2", "P3", "P4"),
    *("F1", "F2", "F3", "F4", "T1", "T2", "H1", "H2", "H3", "E2", "E3", "K1", "K2", "K3"),
    *("A2", "L1"),
)
OFF = ("S2", "B2", "C15", "P5", "K4", "E1", "A3", "A18", "A23", "G1", "G2", "G3")


@pytest.fixture
def copy(tmp_path):
    """Return the catalogue as drafts that a test may change."""
    folder = tmp_path / "catalogue"
    shutil.copytree(REPOSITORY, folder, ignore=shutil.ignore_patterns(LOCK))
    return folder


def write_at_end(copy, name, text):
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{text}\n")


def put_first(copy, name, text):
    path = copy / name
    path.write_text(f"{text}\n{path.read_text('utf-8')}", "utf-8")


def refusal(copy):
    with pytest.raises(CatalogueError) as refused:
        load_checked([copy])
    return "\n".join(refused.value.problems)


@pytest.mark.parametrize("key", ON)
def test_a_rule_that_was_read_in_a_source_is_in_use(key):
    found = [rule for rule in CATALOGUE.rules if rule.key == key]
    assert found
    assert SourceStatus.UNVERIFIED not in {rule.source_status for rule in found}


@pytest.mark.parametrize("key", OFF)
def test_a_rule_that_was_not_read_in_a_source_ships_switched_off(key):
    assert key in {rule.key for rule in CATALOGUE.waiting}
    assert key not in {rule.key for rule in CATALOGUE.rules}


def test_family_guides_wait_under_the_new_law_only():
    assert CATALOGUE.rule_on("A1", date(2023, 8, 31)).regime == "serviceloven"
    assert [(rule.key, rule.version) for rule in CATALOGUE.waiting if rule.key == "A1"] == [
        ("A1", 2)
    ]


def test_a_rule_that_is_off_starts_nothing():
    asked = {rule.key for rule in EVERY if rule.trigger is EventKind.ACCESS_ASKED}
    assert asked == {"G1"}
    assert CATALOGUE.rules_started_by(EventKind.ACCESS_ASKED, DAY) == ()


CONFIRMED = """
[[confirmed]]
rule = "G1"
version = 1
by = "Kim Jurist, Lindeborg"
on = 2026-11-20
"""


def test_a_municipality_turns_a_rule_on_by_saying_who_checked_it_and_when(copy):
    write_at_end(copy, LINDEBORG, CONFIRMED)
    read = load_checked([copy])
    here, there = read.with_profile("lindeborg"), read.with_profile("herning-2020")
    (rule,) = here.rules_started_by(EventKind.ACCESS_ASKED, DAY)
    assert rule.confirmation is not None
    assert (rule.confirmation.by, rule.confirmation.on) == (
        "Kim Jurist, Lindeborg",
        date(2026, 11, 20),
    )
    assert there.rules_started_by(EventKind.ACCESS_ASKED, DAY) == ()


@pytest.mark.parametrize("missing", ["by", "on"])
def test_a_rule_cannot_be_turned_on_without_a_name_and_a_day(copy, missing):
    lines = [line for line in CONFIRMED.splitlines() if not line.startswith(f"{missing} =")]
    write_at_end(copy, LINDEBORG, "\n".join(lines))
    told = refusal(copy)
    assert f"catalogue/{LINDEBORG}" in told
    assert f"'{missing}' is a required property" in told


def test_confirming_a_rule_that_does_not_wait_is_refused_with_file_and_key(copy):
    write_at_end(copy, LINDEBORG, CONFIRMED.replace("G1", "U1"))
    told = refusal(copy)
    assert f"catalogue/{LINDEBORG}: profile lindeborg: confirms rule U1 version 1" in told


def test_a_longer_local_rule_is_refused_with_file_and_key(copy):
    path = copy / "profiles/herning-2020.toml"
    path.write_text(path.read_text("utf-8").replace("count = 3,", "count = 7,", 1), "utf-8")
    assert "catalogue/profiles/herning-2020.toml: rule H-F4 version 1: a local rule" in refusal(
        copy
    )


@pytest.mark.parametrize(
    ("local", "law", "is_longer"),
    [
        (Length(Unit.WEEKS, 12), Length(Unit.MONTHS, 3), False),
        (Length(Unit.WEEKS, 13), Length(Unit.MONTHS, 3), True),
        (Length(Unit.MONTHS, 1), Length(Unit.WEEKS, 4), True),
        (Length(Unit.HVERDAGE, 5), Length(Unit.WEEKS, 1), True),
        (Length(Unit.HVERDAGE, 4), Length(Unit.WEEKS, 1), True),
        (Length(Unit.HVERDAGE, 3), Length(Unit.WEEKS, 1), False),
        (Length(Unit.HOURS, 24), Length(Unit.HVERDAGE, 6), False),
        (Length(Unit.MONTHS, 3), Length(Unit.MONTHS, 3), False),
        (Length(Unit.MONTHS, 4), Length(Unit.MONTHS, 3), True),
        (Length(Unit.MONTHS, 9), Length(Unit.CASE), False),
    ],
)
def test_a_local_length_is_held_against_the_law_from_every_day_of_four_years(local, law, is_longer):
    assert is_ever_longer(local, law, CALENDAR) is is_longer


@pytest.mark.req("S2-HER-12")
def test_the_six_weeks_of_the_first_year_hold_within_a_year_of_the_placement_alone(copy):
    for key in ("NP6-1", "NP6-2"):
        confirmed = CONFIRMED.replace("G1", key)
        write_at_end(copy, "profiles/herning-2020.toml", confirmed)
    herning = load_checked([copy]).with_profile("herning-2020")
    placed = {EventKind.PLACED: date(2026, 2, 28)}

    def keys(day, happened):
        found = herning.rules_started_by(EventKind.FOLLOW_UP_HELD, day, happened=happened)
        return {rule.key for rule in found}

    assert {rule.key for rule in herning.rules_started_by(EventKind.PLACED, DAY)} >= {"NP6-1"}
    assert "NP6-2" in keys(date(2027, 2, 27), placed)
    assert "NP6-2" not in keys(date(2027, 2, 28), placed)
    assert "NP6-2" not in keys(date(2026, 2, 27), placed)
    assert "NP6-2" not in keys(date(2026, 3, 28), {})


def test_the_six_weeks_are_optional_and_off_as_shipped():
    keys = {rule.key for rule in CATALOGUE.waiting}
    assert {"NP6-1", "NP6-2"} <= keys
    for rule in CATALOGUE.waiting:
        if rule.key.startswith("NP6"):
            assert rule.source_status is SourceStatus.VERIFIED


@pytest.mark.req("S2-HER-13")
def test_a_rule_may_be_about_one_kind_of_help_or_one_legal_basis():
    def started(measure):
        found = CATALOGUE.rules_started_by(EventKind.APPLICATION_RECEIVED, DAY, measure=measure)
        return {rule.key for rule in found}

    assert "L1-L30" in started("konsulentbistand")
    assert "L1-L30" not in started("familiebehandling")
    by_measure = replace(CATALOGUE.rule_on("F3", DAY), measures=frozenset({"familiebehandling"}))
    assert by_measure.covers("familiebehandling", ("bl_32",))
    assert not by_measure.covers("kontaktperson", ("bl_32",))


@pytest.mark.parametrize("field", ["measures", "bases"])
def test_a_scope_that_names_nothing_is_refused(copy, field):
    path = copy / "profiles/herning-2020.toml"
    text = path.read_text("utf-8").replace('stage = "mandatory"', f'{field} = ["luft"]', 1)
    path.write_text(text, "utf-8")
    assert "luft, which does not exist" in refusal(copy)


@pytest.mark.req("S2-HER-14")
def test_a_rule_steps_down_to_a_standard_and_a_retired_one_starts_nothing():
    rule = CATALOGUE.local_beside("F4", DAY, "lindeborg")[0]

    def starts(stage):
        others = tuple(other for other in CATALOGUE.rules if other is not rule)
        changed = replace(CATALOGUE, rules=(*others, replace(rule, stage=stage)))
        keys = {r.key for r in changed.rules_started_by(EventKind.FOLLOW_UP_HELD, DAY)}
        return rule.key in keys

    assert [starts(stage) for stage in RuleStage] == [True, True, False]


def test_what_must_be_so_before_an_event_starts_no_clock_when_it_comes():
    gates = {rule.key for rule in EVERY if rule.is_gate}
    assert gates == {"C1", "P4", "H1"}
    measure = "familiebehandling"
    started = CATALOGUE.rules_started_by(EventKind.DECISION_MADE, DAY, measure=measure)
    assert {rule.key for rule in started} == {"P2"}


def test_the_time_to_complain_is_the_partys_and_no_duty_of_ours():
    assert CATALOGUE.rule_on("K1", DAY).duty_of is DutyOf.PARTY
    assert {"K1", "K3"} == CATALOGUE.keys_of_others


def test_a_regime_is_named_by_what_stands_in_one(copy):
    path = copy / "law/deadlines-placement.toml"
    text = path.read_text("utf-8").replace('regime = "barnets_lov"\n', "", 1)
    path.write_text(text, "utf-8")
    assert "stands in Barnets lov and names no regime of the table" in refusal(copy)


def test_a_municipality_closes_on_days_of_every_year_and_on_single_days(copy):
    put_first(copy, LINDEBORG, 'closing_days = ["02-29", "2026-05-15"]')
    calendar = calendar_for(load_checked([copy]).profile_named("lindeborg"))
    assert not calendar.is_working_day(date(2026, 5, 15))
    assert calendar.is_hverdag(date(2026, 5, 15))
    assert calendar.is_working_day(date(2025, 5, 15))
    assert not calendar.is_working_day(date(2028, 2, 29))
    assert not calendar.is_working_day(date(2026, 12, 24))


def test_a_closing_day_that_is_no_day_is_refused_with_file_and_key(copy):
    put_first(copy, LINDEBORG, 'closing_days = ["02-30"]')
    told = refusal(copy)
    assert f"catalogue/{LINDEBORG}: profile lindeborg: 02-30 is no day of the year" in told


@pytest.mark.req("S4-SIH-18")
def test_a_legal_basis_holds_from_a_day_to_a_day_and_the_other_laws_from_the_next():
    treatment = CATALOGUE.measure("familiebehandling")
    bases = [CATALOGUE.basis(key) for key in treatment.basis]
    held = {
        day: [base.key for base in bases if base.holds_on(day)]
        for day in (date(2010, 12, 31), date(2023, 12, 31), date(2024, 1, 1))
    }
    assert list(held.values()) == [[], ["sel_52"], ["bl_32"]]
    old = treatment.paragraph(Regime.SERVICELOVEN)
    assert old is not None
    assert (old.section, old.subsection, old.number) == ("52", 3, 3)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("valid_to = 2024-06-30", "legal basis sel_52: holds outside Serviceloven"),
        ("valid_to = 2010-06-30", "legal basis sel_52: ends before it begins"),
    ],
)
def test_a_legal_basis_that_holds_outside_its_law_is_refused(copy, written, said):
    path = copy / "law/bases.toml"
    before, key, after = path.read_text("utf-8").partition('key = "sel_52"')
    after = after.replace("valid_to = 2023-12-31", written, 1)
    path.write_text(before + key + after, "utf-8")
    assert said in refusal(copy)


def test_a_withdrawn_version_starts_nothing_and_can_still_be_looked_up():
    assert [(rule.key, rule.version) for rule in CATALOGUE.withdrawn] == [("P2", 1)]
    assert CATALOGUE.rule("P2", 1).withdrawn
    assert CATALOGUE.rule_on("P2", DAY).version == 2
    assert ("P2", 1) not in {(rule.key, rule.version) for rule in CATALOGUE.waiting}


def test_a_version_is_withdrawn_only_where_a_later_one_holds_in_its_place(copy):
    path = copy / "law/deadlines-barnets-lov.toml"
    key = 'key = "F3"\nversion = 1\n'
    path.write_text(path.read_text("utf-8").replace(key, f'{key}withdrawn = "Forkert læst"\n'))
    assert "rule F3 version 1: is withdrawn, and no later version holds in its place" in refusal(
        copy
    )


def test_a_placement_without_consent_stands_in_both_laws_and_is_the_committees_everywhere(copy):
    kind = CATALOGUE.measure("anbringelse_uden_samtykke")
    places = {place.regime: place.section for place in kind.paragraphs}
    assert places == {Regime.SERVICELOVEN: "58", Regime.BARNETS_LOV: "47"}
    for regime in Regime:
        (basis,) = CATALOGUE.basis_of(kind.key, regime)
        assert basis.is_committee
        assert not basis.needs_consent
    path = copy / "law/decision-rights.toml"
    text = path.read_text("utf-8")
    before, after = text.split('key = "S-B0"', 1)
    path.write_text(before + 'key = "S-B0"' + after.replace("authority_head", "team_leader", 1))
    assert "profile silkeborg-2020: the committee decides on measure anbringelse_uden" in refusal(
        copy
    )
