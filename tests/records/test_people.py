"""Persons: two registers, sealed numbers, masked values, consent and disclosure."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import override_settings

from hjemmebane import clock
from hjemmebane.domain.access import Register, Relation
from hjemmebane.domain.identity import BadNumber, age_on, birthday, fold, read_number, sort_key
from hjemmebane.domain.people import (
    ConsentHow,
    DisclosureGround,
    Masked,
    NumberKind,
    PartyRole,
    RevealReason,
)
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.actions import restrict, tie
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.people import actions, queries
from hjemmebane.records.people.models import Consent, Disclosure, PersonNumber
from hjemmebane.records.people.reach import reach_of
from tests.cast import LONG_AGO, World


def test_modulus_11_only_warns() -> None:
    assert read_number("0105651234").warnings == ("mod11",)
    assert read_number("010565-1234").born_on == date(1965, 5, 1)


def test_replacement_numbers_are_read() -> None:
    read = read_number("6105651234")
    assert (read.kind, read.born_on) == (NumberKind.REPLACEMENT, date(1965, 5, 1))


@pytest.mark.parametrize("text", ["", "123", "3113651234", "abcdefghij", "0145651234"])
def test_what_cannot_be_a_number_is_refused(text: str) -> None:
    with pytest.raises(BadNumber):
        read_number(text)


def test_the_demos_impossible_month_is_read_only_where_allowed() -> None:
    assert read_number("0145651234", allow_demo=True).born_on == date(1965, 5, 1)


@pytest.mark.parametrize(
    ("digits", "year"), [("0101360000", 1936), ("0101364000", 2036), ("0101585000", 1858)]
)
def test_the_century_stands_in_the_seventh_digit(digits: str, year: int) -> None:
    assert read_number(digits).born_on.year == year


def test_born_on_leap_day_turns_a_year_older_on_1_march() -> None:
    born = date(2012, 2, 29)
    assert birthday(born, 15) == date(2027, 3, 1)
    assert (age_on(born, date(2027, 2, 28)), age_on(born, date(2027, 3, 1))) == (14, 15)


def test_names_are_found_and_ordered_the_danish_way() -> None:
    assert fold("Ågård") == fold("Aagaard")
    names = ["Åby", "Zoega", "Aagaard", "Ørsted", "Ærø", "Berg"]
    ordered = sorted(names, key=lambda name: sort_key(name, ""))
    assert ordered == ["Berg", "Zoega", "Ærø", "Ørsted", "Åby", "Aagaard"]


def test_a_number_is_sealed_and_found_only_exactly(world: World) -> None:
    row = PersonNumber.objects.get(person=world.frida_holm)
    assert b"0245880000" not in bytes(row.sealed)
    assert queries.numbers_of(world.frida_holm) == ["0245880000"]
    assert queries.person_with_number("024588-0000", Register.AUTHORITY) == world.frida_holm
    assert queries.person_with_number("024588-0001", Register.AUTHORITY) is None


def test_the_same_number_has_another_index_in_the_other_register(world: World) -> None:
    assert queries.person_with_number("0245880000", Register.PREVENTION) is None
    actions.add_number(by=SYSTEM, person=world.ida_berg, number="0245880000")
    indexes = set(PersonNumber.objects.values_list("index", flat=True))
    assert len(indexes) == 2


def test_a_number_belongs_to_one_person_in_a_register(world: World) -> None:
    with pytest.raises(Refused, match="number_taken"):
        actions.add_number(by=SYSTEM, person=world.jonas_holm, number="0245880000")


def test_a_person_may_have_several_numbers_or_none(world: World) -> None:
    assert queries.numbers_of(world.jonas_holm) == []
    actions.add_number(by=SYSTEM, person=world.frida_holm, number="0245880002")
    assert set(queries.numbers_of(world.frida_holm)) == {"0245880000", "0245880002"}


@pytest.fixture
def own_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the test a key ring of its own, so that changing keys changes nobody else's."""
    monkeypatch.setenv("HJEMMEBANE_KEYS", str(tmp_path))
    keyring.ensure_keys(tmp_path)


def test_numbers_are_found_while_and_after_the_keys_are_changed(
    own_keys: None, world: World
) -> None:
    keyring.add_key("index")
    keyring.add_key("seal")
    assert queries.person_with_number("0245880000", Register.AUTHORITY) == world.frida_holm
    actions.rotate_numbers(by=SYSTEM)
    row = PersonNumber.objects.get(person=world.frida_holm)
    assert row.index_key == keyring.ring().newest("index")
    assert queries.person_with_number("0245880000", Register.AUTHORITY) == world.frida_holm
    assert queries.numbers_of(world.frida_holm) == ["0245880000"]


@override_settings(ALLOW_DEMO_NUMBERS=False)
def test_demo_numbers_are_refused_outside_the_demo(world: World) -> None:
    with pytest.raises(Refused, match="bad_number"):
        actions.add_number(by=SYSTEM, person=world.jonas_holm, number="0145651234")


def test_a_person_of_one_register_is_never_party_to_the_other(world: World) -> None:
    with pytest.raises(Refused, match="other_register"):
        actions.add_party(
            by=SYSTEM,
            person=world.ida_berg,
            dossier=world.dossiers["selma_case"],
            role=PartyRole.NETWORK,
            from_on=LONG_AGO,
        )


def test_a_protected_address_leaves_as_a_mask_and_in_clear_only_by_a_logged_reveal(
    world: World,
) -> None:
    _tie_nadia(world)
    page = queries.person_page(world.ida_berg.public_id, world.nadia)
    assert isinstance(page.address, Masked)
    assert "Zskjultvej" not in repr(page)
    clear = actions.reveal_address(
        by=world.nadia, public_id=world.ida_berg.public_id, reason=RevealReason.VISIT
    )
    assert "Zskjultvej 1" in clear
    assert AuditLine.objects.order_by("-pk")[0].action == "person.reveal_address"


def test_a_child_living_with_a_protected_parent_shows_no_address_either(world: World) -> None:
    _tie_nadia(world)
    homes = queries.homes_of(world.berg, world.nadia)
    assert [str(home.address) for home in homes] == ["Beskyttet adresse"]


def _tie_nadia(world: World) -> None:
    _tie_to_berg(world, "nadia")


def _tie_to_berg(world: World, who: str) -> None:
    tie(
        by=SYSTEM,
        user=world.users[who],
        dossier=world.dossiers["berg"],
        relation=Relation.PREVENTION,
        title="forebygger",
        from_on=clock.today(),
    )


@pytest.mark.req("S2-CON-20")
def test_nothing_crosses_areas_without_consent_or_a_stated_ground(world: World) -> None:
    with pytest.raises(Refused, match="no_ground"):
        _share(world, DisclosureGround.CONSENT)
    with pytest.raises(Refused, match="no_ground"):
        _share(world, DisclosureGround.LAW)
    assert not Disclosure.objects.exists()


@pytest.mark.req("S2-CON-20")
def test_a_valid_consent_lets_it_cross_and_is_logged(world: World) -> None:
    consent = _consent(world)
    made = _share(world, DisclosureGround.CONSENT, consent)
    line = AuditLine.objects.order_by("-pk")[0]
    assert (line.action, line.about_id) == ("disclosure.make", str(made.public_id))


@pytest.mark.req("S2-CON-20")
def test_consent_holds_for_that_unit_that_person_and_that_time_only(world: World) -> None:
    consent = _consent(world)
    with pytest.raises(Refused):
        _share(world, DisclosureGround.CONSENT, consent, unit="daycare")
    with pytest.raises(Refused):
        _share(world, DisclosureGround.CONSENT, consent, person="viggo")
    with clock.at(clock.now() + timedelta(days=91)), pytest.raises(Refused):
        _share(world, DisclosureGround.CONSENT, consent)
    actions.withdraw_consent(by=world.anna, consent=consent)
    with pytest.raises(Refused):
        _share(world, DisclosureGround.CONSENT, consent)


def _consent(world: World) -> Consent:
    return actions.give_consent(
        by=world.anna,
        person=world.frida_holm,
        about=world.selma,
        dossier=world.dossiers["selma_case"],
        to_unit=world.units["school"],
        what="Selmas mål i skolen",
        purpose="Fælles plan",
        until_on=clock.today() + timedelta(days=90),
        how=ConsentHow.SPOKEN,
    )


def _share(
    world: World,
    ground: DisclosureGround,
    consent: Consent | None = None,
    unit: str = "school",
    person: str = "selma",
) -> Disclosure:
    return actions.disclose(
        by=world.anna,
        ground=ground,
        dossier=world.dossiers["selma_case"],
        to_unit=world.units[unit],
        what="Selmas mål i skolen",
        person=world.persons[person],
        consent=consent,
    )


@pytest.mark.req("S0-FHF-10")
def test_parents_children_and_network_are_persons_of_their_own(world: World) -> None:
    dossier = world.dossiers["selma_case"]
    grandmother = actions.register_person(
        by=world.anna,
        register=Register.AUTHORITY,
        given_name="Karen",
        family_name="Holm",
        born_on=date(1950, 3, 1),
    )
    actions.add_party(
        by=world.anna,
        person=grandmother,
        dossier=dossier,
        role=PartyRole.NETWORK,
        from_on=LONG_AGO,
    )
    rows = queries.parties_of(dossier, world.anna)
    assert [(row.card.given_name, row.role) for row in rows] == [
        ("Selma Zselma", "child"),
        ("Jonas Zjonas", "custody_parent"),
        ("Frida Zfrida", "custody_parent"),
        ("Karen", "network"),
    ]


def test_each_card_handed_out_is_noted_as_a_look_up(world: World) -> None:
    with lookups.collecting() as reading:
        queries.members_of(world.holm, world.anna)
    assert world.selma.pk in reading.persons


@pytest.mark.req("S2-CON-01")
def test_erik_from_another_team_reaches_nothing_of_the_holm_family(world: World) -> None:
    assert not queries.visible_persons(world.erik).exists()
    assert queries.search_names("Frida", world.erik) == []
    with pytest.raises(NotVisible):
        queries.get_person(world.selma.public_id, world.erik)


@pytest.mark.req("S2-AAB-01")
def test_the_authority_never_reaches_the_prevention_register(world: World) -> None:
    for who in ("anna", "camilla", "rune", "kirsten", "dorte", "pia"):
        assert queries.search_names("Zida", world.users[who]) == []
    assert [str(card) for card in queries.search_names("Zida", world.gry)] == ["Ida Zida Berg"]


@pytest.mark.req("S2-AAB-01")
def test_prevention_never_reaches_the_register_of_the_authority(world: World) -> None:
    for who in ("gry", "nadia"):
        registers = queries.visible_persons(world.users[who]).values_list("register", flat=True)
        assert set(registers) <= {Register.PREVENTION}
        assert queries.search_names("Zselma", world.users[who]) == []
    assert [str(card) for card in queries.search_names("Zselma", world.anna)]


def test_own_kin_bars_even_the_head_of_the_authority(world: World) -> None:
    assert queries.visible_persons(world.rune).filter(pk=world.selma.pk).exists()
    actions.bar_kin(by=world.sofie, user=world.rune, person=world.frida_holm)
    rune = type(world.rune).objects.get(pk=world.rune.pk)
    assert not queries.visible_persons(rune).filter(pk=world.selma.pk).exists()


def test_a_restricted_case_reaches_named_staff_only(world: World) -> None:
    dossier = world.dossiers["selma_case"]
    restrict(by=world.camilla, dossier=dossier, reason="kendt familie")
    assert queries.visible_persons(world.anna).filter(pk=world.selma.pk).exists()
    for who in (world.rune, world.camilla):
        found = queries.visible_persons(who).filter(parties__dossier=dossier)
        assert not found.filter(pk=world.selma.pk).exists()


def test_a_parent_reaches_themself_and_their_own_children_only(world: World) -> None:
    def seen(user: object) -> set[str]:
        names = queries.visible_persons(user).values_list("given_name", flat=True)  # type: ignore[arg-type]
        return {name.split()[0] for name in names}

    assert seen(world.frida) == {"Frida", "Selma", "Viggo", "Oliver"}
    assert seen(world.jonas) == {"Jonas", "Selma", "Viggo"}
    assert seen(world.lars_user) == {"Lars"}
    assert seen(world.oliver_user) == {"Oliver"}
    assert seen(world.karl_user) == {"Karl"}


def test_reach_is_resolved_in_two_queries(world: World, django_assert_num_queries: object) -> None:
    camilla = type(world.camilla).objects.get(pk=world.camilla.pk)
    with django_assert_num_queries(2):  # type: ignore[operator]
        reach_of(camilla)


def test_who_reaches_all_cases_finds_by_each_part_of_a_name_and_elsewhere_by_a_tie(
    world: World,
) -> None:
    found = [str(card) for card in queries.search_names("holm zf", world.rune)]
    assert found == [str(queries.person_card(world.frida_holm, world.rune))]
    assert queries.search_names("holm zida", world.rune) == []
    assert queries.search_names("zida", world.rune) == []
    _tie_to_berg(world, "rune")
    rune = type(world.rune).objects.get(pk=world.rune.pk)
    assert [str(card) for card in queries.search_names("zida", rune)] == ["Ida Zida Berg"]


def test_the_page_of_one_who_lives_with_a_protected_person_masks_the_address(world: World) -> None:
    _tie_nadia(world)
    assert isinstance(queries.person_page(world.noah.public_id, world.nadia).address, Masked)
    viggo = queries.person_page(world.viggo.public_id, world.anna)
    assert viggo.address == "Zmorvej 2, 9999 Lindeborg"
