"""Areas, units and roles: who is apart from whom, and what joins them."""

from datetime import date

import pytest

from hjemmebane.domain.access import Aspect, Level, Register, Relation, RoleKey, UserKind
from hjemmebane.domain.people import ConsentHow, DisclosureGround, PartyRole
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import members_of_team
from hjemmebane.records.access.roles import rights_table
from hjemmebane.records.cases.queries import goals_of
from hjemmebane.records.people import actions as people
from hjemmebane.records.people import queries
from hjemmebane.records.people.reach import reach_of
from tests.cast import LONG_AGO, World, tie_therapist
from tests.records.cases_story import a_case, a_goal


def reached(user: User) -> set[str]:
    """Return the first names of everybody a reader reaches."""
    fresh = User.objects.get(pk=user.pk)
    names = queries.visible_persons(fresh).values_list("given_name", flat=True)
    return {name.split()[0] for name in names}


@pytest.mark.req("S2-CON-01")
def test_the_authority_reaches_its_own_cases_by_team(world: World) -> None:
    assert {"Selma", "Viggo", "Oliver"} <= reached(world.anna)
    assert reached(world.camilla) == reached(world.anna)
    assert reached(world.erik) == set()


@pytest.mark.req("S2-CON-02")
def test_a_provider_reaches_only_the_family_whose_course_they_are_on(world: World) -> None:
    assert reached(world.dorte) == set()
    tie_therapist(world, "dorte", "selma_case", 1)
    assert reached(world.dorte) == {"Selma", "Frida", "Jonas"}
    assert reached(world.esben) == set()


@pytest.mark.req("S2-CON-03")
def test_universal_services_reach_no_case(world: World) -> None:
    assert reached(world.hanne) == set()
    assert rights_table().level(Aspect.CASE_EXISTS, Relation.PARTNER) == Level.NO


@pytest.mark.req("S2-CON-04")
def test_what_joins_the_areas_is_a_consent_and_a_disclosure_that_is_kept(world: World) -> None:
    dossier = world.dossiers["selma_case"]
    consent = people.give_consent(
        by=world.anna,
        person=world.frida_holm,
        about=world.selma,
        dossier=dossier,
        to_unit=world.units["school"],
        what="Fælles plan",
        purpose="Rolige morgener",
        until_on=date(2027, 1, 1),
        how=ConsentHow.WRITTEN,
    )
    people.disclose(
        by=world.anna,
        ground=DisclosureGround.CONSENT,
        dossier=dossier,
        to_unit=world.units["school"],
        what="Fælles plan",
        person=world.selma,
        consent=consent,
    )
    rows = queries.disclosures_of(dossier, for_family=True)
    assert [(row.to_unit.name, row.ground) for row in rows] == [("Engskolen", "consent")]


@pytest.mark.req("S2-HER-33")
def test_a_team_leader_may_close_the_circle_and_an_adviser_may_not(world: World) -> None:
    dossier = world.dossiers["selma_case"]
    with pytest.raises(Refused, match="not_allowed"):
        access.restrict(by=world.anna, dossier=dossier, reason="kendt familie")
    access.restrict(by=world.camilla, dossier=dossier, reason="kendt familie")
    dossier.refresh_from_db()
    assert dossier.is_restricted


@pytest.mark.req("S2-SIL-03")
def test_each_level_of_leadership_reaches_its_own(world: World) -> None:
    assert reached(world.rune) >= {"Selma", "Viggo", "Oliver"}
    assert "everything" not in repr(reach_of(world.camilla).spans[Relation.ADVISER]).replace(
        "everything=False", ""
    )
    assert reach_of(world.pia).spans[Relation.PROVIDER_HEAD].units == {world.units["provider"].pk}
    assert rights_table().level(Aspect.CONTACT_TEXT, Relation.PROVIDER_HEAD) == Level.REASON


@pytest.mark.req("S0-FHF-01")
def test_a_family_team_holds_both_authority_and_treatment_staff(world: World) -> None:
    access.give_role(
        by=world.sofie,
        user=world.dorte,
        role=RoleKey.THERAPIST,
        unit=world.units["provider"],
        team=world.teams["nord"],
        from_on=LONG_AGO,
    )
    roles = {role for _, role in members_of_team(world.teams["nord"])}
    assert {"adviser", "team_leader", "therapist"} <= roles
    assert {"therapist"}.isdisjoint(role for _, role in members_of_team(world.teams["syd"]))


@pytest.mark.req("S0-FHF-08")
def test_a_volunteer_is_written_down_as_one_who_helps_and_reaches_nothing(world: World) -> None:
    volunteer = people.register_person(
        by=world.anna,
        register=Register.AUTHORITY,
        given_name="Tove",
        family_name="Lind",
        born_on=date(1960, 1, 1),
    )
    case = a_case(world)
    a_goal(world, case, words_of=world.selma)
    people.add_party(
        by=world.anna,
        person=volunteer,
        dossier=case.dossier,
        role=PartyRole.NETWORK,
        from_on=LONG_AGO,
    )
    user = access.create_user(
        by=SYSTEM,
        email="tove.lind@lindeborg.example",
        name="Tove",
        kind=UserKind.FAMILY,
        person_id=volunteer.pk,
    )
    assert "Tove" in reached(world.anna)
    assert reached(user) == {"Tove"}
    assert goals_of(case.dossier, user) == ()
    assert len(goals_of(case.dossier, world.anna)) == 1


def test_no_role_may_do_what_is_not_in_the_table() -> None:
    table = rights_table()
    assert not table.may(frozenset(RoleKey), "family.delete")


def test_one_role_never_reaches_both_registers() -> None:
    table = rights_table()
    for relation in (Relation.ADVISER, Relation.AUTHORITY_HEAD, Relation.THERAPIST):
        assert table.level(Aspect.PREVENTION_COURSE, relation) == Level.NO
