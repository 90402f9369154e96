"""Who is around the child of a case: added once, dated, and never more seen than custody gives."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.people import PartyRole, RelationKind
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, User
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case
from hjemmebane.records.cases.queries.day import cases_without_custody
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.actions import PersonFacts
from hjemmebane.records.people.models import (
    Custody,
    FamilyMember,
    Household,
    Party,
    Person,
    Relation,
    Residence,
)
from hjemmebane.records.people.queries import (
    around_child,
    find_in_authority,
    search_names,
    visible_persons,
)
from hjemmebane.records.people.reach import reach_of
from tests.cast import World
from tests.records.cases_story import a_case, fresh

BORN = date(2018, 4, 1)
NEW = actions.NewPerson("Karen", "Ny", date(1990, 3, 3))


@pytest.fixture
def case(world: World) -> Case:
    """Return the case of a child that the register knew nobody around."""
    return actions.open_case_for_child(
        by=fresh(world.anna),
        given_name="Karla",
        family_name="Ny",
        born_on=BORN,
        aware_on=clock.today(),
        team=world.teams["nord"],
        adviser=world.anna,
    )


def add(
    world: World,
    case: Case,
    who: Person | actions.NewPerson = NEW,
    kind: RelationKind = RelationKind.MOTHER,
    **more: Any,
) -> Person:
    """Return a person that Anna added around the child."""
    around = actions.Around(kind=kind, **{"has_custody": True, **more})
    return actions.add_person(by=fresh(world.anna), case=case, who=who, around=around)


def roles(case: Case, on: date | None = None) -> dict[str, str]:
    """Return the places in a case on a day, by given name."""
    day = on or clock.today()
    rows = Party.objects.filter(dossier=case.dossier, from_on__lte=day).exclude(to_on__lt=day)
    return dict(rows.values_list("person__given_name", "role"))


def test_a_mother_written_once_is_party_kin_custody_holder_and_at_home(
    world: World, case: Case
) -> None:
    mother = add(
        world,
        case,
        new_home=actions.NewHome("Engvej 1", "9999", "Lindeborg"),
        child_share="hele tiden",
        facts=PersonFacts(phone="00 11 22 33", language="ar", needs_interpreter=True),
    )
    assert roles(case) == {"Karla": PartyRole.CHILD, "Karen": PartyRole.CUSTODY_PARENT}
    custody = Custody.objects.get(child=case.child)
    assert (custody.holder, custody.from_on) == (mother, BORN)
    assert Relation.objects.get(person=mother).kind == RelationKind.MOTHER
    assert FamilyMember.objects.filter(family=case.family, person=mother).exists()
    home = Household.objects.get(family=case.family)
    lives = set(home.residents.values_list("person__given_name", "share"))
    assert lives == {("Karen", "hele tiden"), ("Karla", "hele tiden")}
    row = around_child(case.dossier, case.child, case.family, fresh(world.anna)).row(
        mother.public_id
    )
    assert (row.kin, row.phone, row.card.needs_interpreter) == ("mor", "00 11 22 33", True)
    assert visible_persons(fresh(world.anna)).filter(pk=mother.pk).exists()


def test_a_case_says_so_until_somebody_holds_custody_of_a_child_under_18(
    world: World, case: Case
) -> None:
    def missing() -> list[str]:
        rows = cases_without_custody([case.dossier_id], fresh(world.anna))
        return [str(card.given_name) for _, card in rows]

    assert missing() == ["Karla"]
    with clock.at(clock.moment(date(2036, 4, 1), 9)):
        assert missing() == []
    mother = add(world, case)
    assert missing() == []
    actions.end_custody(
        by=fresh(world.anna), case=case, person=mother, on=clock.today() - timedelta(days=1)
    )
    assert missing() == ["Karla"]


def test_custody_that_ends_takes_the_place_and_the_sight_with_it(world: World, case: Case) -> None:
    mother = add(world, case)
    user = User.objects.get(pk=world.frida.pk)
    today = clock.today()
    with clock.at(clock.now() + timedelta(days=10)):
        actions.end_custody(by=fresh(world.anna), case=case, person=mother, on=clock.today())
        assert roles(case)["Karen"] == PartyRole.CUSTODY_PARENT
    after = today + timedelta(days=11)
    assert roles(case, today)["Karen"] == PartyRole.CUSTODY_PARENT
    assert roles(case, after)["Karen"] == PartyRole.PARENT
    user.person_id = mother.pk
    with clock.at(clock.now() + timedelta(days=11)):
        reach = reach_of(user)
        assert [r.value for r in reach.spans] == ["parent"]
        assert not Person.objects.in_reach(reach).filter(pk=case.child_id).exists()


def test_custody_given_later_makes_a_parent_a_custody_parent_from_that_day(
    world: World, case: Case
) -> None:
    father = add(world, case, kind=RelationKind.FATHER, has_custody=False)
    assert roles(case)["Karen"] == PartyRole.PARENT
    day = clock.today() + timedelta(days=30)
    actions.give_custody(by=fresh(world.anna), case=case, person=father, from_on=day)
    assert roles(case)["Karen"] == PartyRole.PARENT
    assert roles(case, day)["Karen"] == PartyRole.CUSTODY_PARENT
    with pytest.raises(Refused) as refusal:
        actions.give_custody(by=fresh(world.anna), case=case, person=father)
    assert refusal.value.key == "already_there"


def test_somebody_known_is_found_by_the_whole_number_and_added_not_written_again(
    world: World, case: Case
) -> None:
    card = find_in_authority("0245880000", fresh(world.anna))
    assert card is not None
    assert card.id == world.frida_holm.pk
    before = Person.objects.count()
    add(world, case, world.frida_holm)
    assert Person.objects.count() == before
    assert roles(case) == {"Karla": "child", "Frida Zfrida": "custody_parent"}


def test_a_number_finds_nobody_of_the_other_register_and_nobodys_own_kin(
    world: World, case: Case
) -> None:
    people.add_number(by=SYSTEM, person=world.ida_berg, number="0444901111")
    assert find_in_authority("0444901111", fresh(world.anna)) is None
    people.bar_kin(by=SYSTEM, user=world.anna, person=world.frida_holm)
    assert find_in_authority("0245880000", fresh(world.anna)) is None


def test_nobody_of_the_prevention_register_is_added(world: World, case: Case) -> None:
    with pytest.raises(Refused) as refusal:
        add(world, case, world.ida_berg)
    assert refusal.value.key == "other_register"


def test_the_same_form_again_adds_nobody(world: World, case: Case) -> None:
    add(world, case)
    lines, persons = AuditLine.objects.count(), Person.objects.count()
    for who in (NEW, Person.objects.get(given_name="Karen")):
        with pytest.raises(Refused) as refusal:
            add(world, case, who)
        assert refusal.value.key == "already_there"
    assert (AuditLine.objects.count(), Person.objects.count()) == (lines, persons)


def test_a_likeness_in_reach_is_hinted_and_may_be_another(world: World, case: Case) -> None:
    like = actions.NewPerson("frida zfrida", "Holm", world.frida_holm.born_on)
    with pytest.raises(Refused) as refusal:
        add(world, case, like)
    assert refusal.value.key == "looks_like_another"
    other = actions.NewPerson("Frida Zfrida", "Holm", world.frida_holm.born_on, is_another=True)
    assert add(world, case, other) != world.frida_holm


def test_a_likeness_out_of_reach_is_not_hinted(world: World, case: Case) -> None:
    people.register_person(
        by=SYSTEM,
        register=Register.AUTHORITY,
        given_name="Karen",
        family_name="Ny",
        born_on=NEW.born_on,
    )
    assert add(world, case).pk


def test_one_form_holds_for_the_siblings_cases_too(world: World) -> None:
    selma, viggo = a_case(world, child="selma"), a_case(world, child="viggo")
    grandmother = actions.add_person(
        by=fresh(world.anna),
        case=selma,
        who=actions.NewPerson("Inge", "Holm"),
        around=actions.Around(kind=RelationKind.GRANDPARENT),
        siblings=[viggo],
    )
    places = Party.objects.filter(person=grandmother).values_list("dossier_id", "role")
    assert set(places) == {(one.dossier_id, PartyRole.NETWORK) for one in (selma, viggo)}
    assert not FamilyMember.objects.filter(person=grandmother).exists()


def test_a_half_sibling_joins_the_family_without_custody(world: World, case: Case) -> None:
    half = actions.NewPerson("Emil", "Ny", date(2012, 2, 2))
    emil = add(world, case, half, RelationKind.HALF_SIBLING, has_custody=False)
    assert FamilyMember.objects.filter(family=case.family, person=emil).exists()
    assert roles(case)["Emil"] == PartyRole.SIBLING
    with pytest.raises(Refused) as refusal:
        add(world, case, actions.NewPerson("Ida", "Ny"), RelationKind.SIBLING)
    assert refusal.value.key == "custody_without_relation"


def test_a_person_lives_in_two_homes_and_moves_from_one_on_a_day(world: World) -> None:
    case = a_case(world)
    hers, his = Household.objects.filter(family=world.holm).order_by("pk")
    today = clock.today()
    actions.set_homes(
        by=fresh(world.anna),
        case=case,
        person=world.selma,
        shares={hers: "9 af 14 dage", his: "5 af 14 dage"},
        from_on=today,
    )
    actions.set_homes(
        by=fresh(world.anna),
        case=case,
        person=world.selma,
        shares={hers: "", his: "hele tiden"},
        from_on=today + timedelta(days=20),
    )
    rows = Residence.objects.filter(person=world.selma).order_by("household_id", "from_on")
    found = [(row.household_id, row.share, row.to_on) for row in rows]
    assert found == [
        (hers.pk, "9 af 14 dage", today + timedelta(days=19)),
        (his.pk, "5 af 14 dage", today + timedelta(days=19)),
        (his.pk, "hele tiden", None),
    ]


def test_a_home_of_another_family_is_refused(world: World, case: Case) -> None:
    home = Household.objects.filter(family=world.families["holm"]).order_by("pk")[0]
    with pytest.raises(Refused) as refusal:
        add(world, case, homes=[home])
    assert refusal.value.key == "other_home"
    assert not Person.objects.filter(given_name="Karen").exists()


def test_a_protected_person_gives_a_protected_home(world: World, case: Case) -> None:
    facts = PersonFacts(has_protected_name=True, has_protected_address=True)
    add(world, case, facts=facts, new_home=actions.NewHome("Skjult 1"))
    home = Household.objects.get(family=case.family)
    assert (home.is_protected, home.label) == (True, "Et andet hjem")
    found = around_child(case.dossier, case.child, case.family, fresh(world.camilla))
    assert str(found.homes[0].address) == "Beskyttet adresse"
    assert "Beskyttet navn" in {str(row.card.name) for row in found.rows}


def test_the_second_of_two_who_change_a_person_is_told(world: World, case: Case) -> None:
    mother = add(world, case)
    facts = PersonFacts(phone="00 99 88 77")
    change = {"by": fresh(world.anna), "case": case, "person": mother, "version": mother.version}
    actions.change_person(**change, facts=facts, names=("Karen Marie", "Ny"))
    with pytest.raises(Stale):
        actions.change_person(**change, facts=PersonFacts(), names=None)
    assert Person.objects.get(pk=mother.pk).phone == "00 99 88 77"
    assert [str(card.name) for card in search_names("marie", fresh(world.anna))] == [
        "Karen Marie Ny"
    ]


def test_a_relation_written_wrong_is_put_right_and_one_that_ended_keeps_its_days(
    world: World, case: Case
) -> None:
    person = add(world, case, kind=RelationKind.NETWORK, has_custody=False)
    anna = fresh(world.anna)
    actions.set_relation(by=anna, case=case, person=person, kind=RelationKind.FATHER)
    assert roles(case)["Karen"] == PartyRole.PARENT
    day = clock.today() + timedelta(days=5)
    actions.set_relation(
        by=anna, case=case, person=person, kind=RelationKind.STEP_PARENT, from_on=day
    )
    rows = Relation.objects.filter(person=person).order_by("pk").values_list("kind", "to_on")
    assert list(rows) == [("father", day - timedelta(days=1)), ("step_parent", None)]
    assert roles(case, day)["Karen"] == PartyRole.NETWORK


def test_who_holds_custody_stays_and_others_cease_with_a_day(world: World, case: Case) -> None:
    mother = add(world, case)
    friend = add(
        world, case, actions.NewPerson("Ole", "Ven"), RelationKind.STEP_PARENT, has_custody=False
    )
    anna, today = fresh(world.anna), clock.today()
    for person, key in ((mother, "holds_custody"), (case.child, "child_stays")):
        with pytest.raises(Refused) as refusal:
            actions.end_person(by=anna, case=case, person=person, on=today)
        assert refusal.value.key == key
    actions.end_person(by=anna, case=case, person=friend, on=today, leaves_family=True)
    assert "Ole" not in roles(case, today + timedelta(days=1))
    assert FamilyMember.objects.get(person=friend).to_on == today


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(2001, 1, 1)])
def test_a_day_that_cannot_be_writes_nothing(world: World, case: Case, day: date) -> None:
    with pytest.raises(Refused):
        add(world, case, custody_from=day)
    mother = add(world, case)
    lines = AuditLine.objects.count()
    with pytest.raises(Refused):
        actions.end_custody(by=fresh(world.anna), case=case, person=mother, on=day)
    assert AuditLine.objects.count() == lines


@pytest.mark.parametrize("who", ["erik", "dorte", "pia", "kirsten", "nadia"])
def test_only_those_who_work_on_the_case_add_to_it(world: World, case: Case, who: str) -> None:
    with pytest.raises(Refused) as refusal:
        actions.add_person(
            by=fresh(world.users[who]),
            case=case,
            who=NEW,
            around=actions.Around(kind=RelationKind.MOTHER),
        )
    assert refusal.value.key == "not_allowed"


def test_a_sibling_of_the_same_notification_has_its_parents_without_being_asked(
    world: World, case: Case
) -> None:
    mother = add(world, case)
    second = actions.open_case_for_child(
        by=fresh(world.anna),
        given_name="Kalle",
        family_name="Ny",
        born_on=date(2020, 1, 1),
        aware_on=clock.today(),
        team=world.teams["nord"],
        adviser=world.anna,
        sibling=case.child,
    )
    assert second.family == case.family
    assert roles(second) == {"Kalle": PartyRole.CHILD, "Karen": PartyRole.CUSTODY_PARENT}
    held = Custody.objects.get(child=second.child)
    assert (held.holder, held.from_on) == (mother, date(2020, 1, 1))
    kinds = Relation.objects.filter(other=second.child).order_by("kind")
    assert [row.kind for row in kinds] == ["mother", "sibling"]
