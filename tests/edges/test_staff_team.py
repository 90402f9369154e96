"""The pages of a course's team: chosen by role at the start, joined and changed later."""

from typing import Any

import pytest

from hjemmebane.domain.course_team import TeamReason
from hjemmebane.records.courses import actions
from hjemmebane.records.courses.actions import Seat
from hjemmebane.records.courses.models import Course, TeamPlace
from tests.cast import ANCHOR, World, signed_in
from tests.edges.staff_courses_forms import form_of, page_of
from tests.edges.test_staff_courses import texts, url
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, measure_for

FLEXIBLE = {"indsatstype": "flexible-family-treatment"}


def test_the_start_page_asks_for_each_role_and_keeps_who_was_chosen(world: World) -> None:
    measure = measure_for(world)
    client = signed_in(world.anna)
    address = url("course_start", measure.case.dossier.public_id)
    shown = texts(client.get(address, FLEXIBLE))
    for role in ("Familierådgiver", "Psykolog", "Sundhedsplejerske", "Praktisk støtteperson"):
        assert role in shown
    assert "På sagen i forvejen: Anna Lund" in shown
    data = form_of(client.get(address, FLEXIBLE)) | {
        "unit": ["provider"],
        "who_therapist": [str(world.dorte.public_id)],
        "who_health_visitor": [str(world.mette.public_id)],
        "hours_therapist": ["6"],
        "name_volunteer": ["Grethe Holm"],
        "team_reason": ["practical"],
    }
    assert client.post(address, data).status_code == 422, "how is the health visitor tied?"
    data["way_health_visitor"] = ["ansat i familiegruppen"]
    assert client.post(address, data).status_code == 303
    rows = TeamPlace.objects.order_by("pk").values_list("role", "user__name", "name", "way")
    assert list(rows) == [
        ("therapist", "Dorte Kjær", "", ""),
        ("health_visitor", "Mette Dahl", "", "ansat i familiegruppen"),
        ("volunteer", None, "Grethe Holm", ""),
    ]
    shown = texts(signed_in(world.dorte).get(url("course", Course.objects.get().public_id)))
    assert "familiebehandler, 6 timer om ugen" in shown
    assert "Grethe Holm" in shown


def test_a_therapist_of_the_family_stands_chosen_and_others_do_not(world: World) -> None:
    a_course(world, programme_key="home-support", workers=[(world.dorte, "familiebehandler")])
    measure = measure_for(world, child="viggo")
    address = url("course_start", measure.case.dossier.public_id)
    data = form_of(signed_in(world.anna).get(address, FLEXIBLE))
    assert data["who_therapist"] == [str(world.dorte.public_id)]
    assert "who_psychologist" not in data


def test_a_start_without_a_required_role_is_sent_back_at_that_role(world: World) -> None:
    measure = measure_for(world)
    client = signed_in(world.anna)
    address = url("course_start", measure.case.dossier.public_id)
    chosen = {"indsatstype": "strengthened-family-treatment"}
    data = form_of(client.get(address, chosen)) | {
        "unit": ["provider"],
        "who_therapist": [str(world.dorte.public_id)],
    }
    answer = client.post(address, data)
    assert answer.status_code == 422
    assert page_of(answer).select("#id_who_coordinator_error")
    data["who_coordinator"] = [str(world.dorte.public_id)]
    assert client.post(address, data).status_code == 303


def test_somebody_joins_changes_role_and_leaves(world: World) -> None:
    course = a_course(
        world,
        programme_key="strengthened-family-treatment",
        workers=[(world.dorte, "familiebehandler"), (world.esben, "tovholder")],
    )
    client = signed_in(world.dorte)
    address = url("course_team", course.public_id)
    shown = texts(client.get(address))
    assert "Ingen familiebehandler på holdet er uddannet i mentalisering." in shown
    data = form_of(client.get(address)) | {
        "role": ["therapist"],
        "who": [str(world.mette.public_id)],
    }
    assert client.post(address, data).status_code == 303
    place = TeamPlace.objects.get(user=world.mette)
    change = url("course_place", course.public_id, place.public_id)
    data = form_of(client.get(change))
    assert data["role"] == ["therapist"]
    assert client.post(change, data | {"role": ["coordinator"]}).status_code == 422, "same day"
    later = data | {"role": ["coordinator"], "day": ["2026-12-08"]}
    assert client.post(change, later).status_code == 303
    shown = texts(client.get(address))
    assert "Mette Dahl , familiebehandler, fra 24. nov. 2026 til 7. dec. 2026" in shown
    leave = url("course_place_leave", course.public_id, TeamPlace.objects.latest("pk").public_id)
    assert client.post(leave, {"day": ["2026-12-01"]}).status_code == 422
    assert client.post(leave, {"day": ["2026-12-20"]}).status_code == 303


@pytest.mark.parametrize("who", ["erik", "nadia", "sofie"])
def test_a_team_page_does_not_exist_for_others(world: World, who: str) -> None:
    course = a_course(world)
    place = course.team.order_by("pk")[0]
    client = signed_in(world.users[who])
    for name, more in (
        ("course_team", ()),
        ("course_place", (place.public_id,)),
        ("course_place_leave", (place.public_id,)),
    ):
        assert client.get(url(name, course.public_id, *more)).status_code == 404


def test_a_place_of_another_course_is_not_found(world: World) -> None:
    course = a_course(world)
    other = a_course(world, measure=measure_for(world, child="viggo"), children=[world.viggo.pk])
    place = other.team.order_by("pk")[0]
    address = url("course_place", course.public_id, place.public_id)
    assert signed_in(world.dorte).get(address).status_code == 404


def test_the_team_page_costs_the_same_whatever_its_size(
    world: World, django_assert_max_num_queries
) -> None:
    course = a_course(world)
    client = signed_in(world.dorte)
    address = url("course_team", course.public_id)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    seat = Seat("therapist", world.mette)
    actions.join_team(by=fresh(world.dorte), course=course, seat=seat, on=ANCHOR)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_the_head_of_the_unit_sees_who_is_on_the_team_and_nothing_of_why(world: World) -> None:
    start: dict[str, Any] = {"programme_key": "flexible-family-treatment", "workers": []}
    seat = Seat("therapist", world.dorte, reason=TeamReason.ILLNESS, text="Zvi er syg")
    course = a_course(world, seats=[seat], **start)
    client = signed_in(world.pia)
    address = url("course_team", course.public_id)
    shown = client.get(address).content.decode()
    assert "Dorte Kjær" in shown
    assert "familiebehandler" in shown
    for hidden in ("Zvi er syg", "Sygdom", "Frida", "Selma", "Giv plads"):
        assert hidden not in shown
    assert client.post(address, {}).status_code == 200
    home = client.get(f"/familier/{world.families['holm'].public_id}/").content.decode()
    assert address in home


def test_who_carries_a_course_on_says_who_is_in_the_role_it_does_not_begin_without(
    world: World,
) -> None:
    course = a_course(world, programme_key="home-support")
    client = signed_in(world.dorte)
    address = url("course_carry_on", course.public_id)
    data = form_of(client.get(address)) | {"programme": ["strengthened-family-treatment"]}
    answer = client.post(address, data)
    assert answer.status_code == 422
    field = "who_strengthened-family-treatment_coordinator"
    assert page_of(answer).select(f"#id_{field}_error")
    assert client.post(address, data | {field: [str(world.dorte.public_id)]}).status_code == 303
