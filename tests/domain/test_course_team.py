"""A team by the programme's roles: who stands chosen, what is missing, what is told."""

from datetime import date

import pytest

from hjemmebane.domain.course_team import (
    Candidate,
    Placed,
    changed_midway,
    chosen_ahead,
    may_be_a_name,
    ranked,
    role_for,
    role_lacks,
    training_gaps,
)
from hjemmebane.domain.programme_reading import programme_from
from hjemmebane.domain.programmes import Programme, Role
from tests.domain.programme_files import programme_table

DAY = date(2026, 11, 24)


def newest(key: str) -> Programme:
    return programme_from(programme_table(key))


def role(found: Programme, key: str) -> Role:
    return next(one for one in found.roles if one.key == key)


def candidate(key: str, profession: str = "Familiebehandler", **more: object) -> Candidate:
    return Candidate(key=key, name=key.title(), profession=profession, families=3, **more)


def test_a_course_lacks_only_the_roles_its_programme_requires() -> None:
    strengthened = newest("strengthened-family-treatment")
    assert [one.key for one in role_lacks(strengthened, {"therapist": 2})] == ["coordinator"]
    assert role_lacks(strengthened, {"coordinator": 1}) == []
    assert role_lacks(newest("flexible-family-treatment"), {}) == []


def test_the_fitting_profession_comes_first_then_training_then_who_knows_the_family() -> None:
    therapist = role(newest("strengthened-family-treatment"), "therapist")
    people = [
        candidate("ole", "Kontaktperson", is_known=True),
        candidate("jens"),
        candidate("dorte", is_known=True),
        candidate("rikke", competences=frozenset({"mentalisation"})),
    ]
    assert [one.key for one in ranked(therapist, people)] == ["rikke", "dorte", "jens", "ole"]


def test_only_who_asks_and_who_knows_the_family_stand_chosen_beforehand() -> None:
    therapist = role(newest("flexible-family-treatment"), "therapist")
    people = [
        candidate("jens"),
        candidate("dorte", is_known=True),
        candidate("esben", is_known=True),
        candidate("mads", is_asking=True),
        candidate("ole", "Kontaktperson", is_known=True),
    ]
    assert chosen_ahead(therapist, people) == ("mads", "dorte")


@pytest.mark.req("S1-SFB-02")
def test_a_competence_nobody_in_the_role_has_is_told_while_the_role_is_held() -> None:
    found = newest("strengthened-family-treatment")
    dorte = Placed("therapist", "Dorte", DAY)
    words = ["Ingen familiebehandler på holdet er uddannet i mentalisering."]
    assert training_gaps(found, [dorte], DAY) == words
    trained = Placed("therapist", "Esben", DAY, competences=frozenset({"mentalisation"}))
    assert training_gaps(found, [dorte, trained], DAY) == []
    left = Placed("therapist", "Esben", DAY, DAY, trained.competences)
    assert training_gaps(found, [dorte, left], date(2026, 12, 1)) == words


def test_a_role_that_was_to_be_the_same_person_all_the_way_tells_that_it_was_not() -> None:
    found = newest("strengthened-family-treatment")
    first = Placed("coordinator", "Dorte", DAY, date(2026, 11, 30))
    second = Placed("coordinator", "Esben", date(2026, 12, 1))
    assert changed_midway(found, [first, second], date(2026, 11, 30)) == []
    told = changed_midway(found, [first, second], date(2026, 12, 1))
    assert told == ["Skiftet undervejs: tovholder, Dorte til 30. nov. 2026."]
    therapist = Placed("therapist", "Dorte", DAY, date(2026, 11, 30))
    assert changed_midway(found, [therapist], date(2026, 12, 1)) == []


def test_a_name_alone_holds_a_role_that_reads_nothing_or_may_come_from_elsewhere() -> None:
    found = newest("flexible-family-treatment")
    named = [one.key for one in found.roles if may_be_a_name(one)]
    assert named == ["health_visitor", "volunteer"]


def test_a_title_that_is_no_role_takes_the_first_that_visits() -> None:
    found = newest("flexible-family-treatment")
    assert role_for(found, "Psykolog") == "psychologist"
    assert role_for(found, "rådgiver") == "counsellor"
    assert role_for(found, "noget andet") == "counsellor"
