"""Groups of families: seats, queue, who came; and no family known to another."""

from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.groups import GroupKind, PlaceState
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access import lookups
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Course, Group, GroupPlace, GroupSession
from tests.cast import ANCHOR, World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, a_prevention_course

YESTERDAY = clock.moment(ANCHOR - timedelta(days=1), 16)


def a_group(world: World, **changes: Any) -> Group:
    """Return a group that prevention holds together with Familiehuset."""
    text = {"kind": GroupKind.COURSE, "title": "De Utrolige År", "seats": 2}
    text |= {key: changes.pop(key) for key in ("seats", "kind") if key in changes}
    values = {"unit": world.units["prevention"], "co_host": world.units["provider"], **changes}
    said = actions.GroupText(starts_on=date(2026, 11, 1), **text)
    return actions.open_group(by=fresh(world.nadia), text=said, **values)


def seated(world: World, group: Group, course: Course, who: str, aim: str = "Ro") -> GroupPlace:
    return actions.ask_for_place(by=fresh(world.users[who]), group=group, course=course, aim=aim)


def a_session(world: World, group: Group) -> GroupSession:
    return actions.plan_session(
        by=fresh(world.nadia), group=group, starts_at=YESTERDAY, minutes=120, theme="Lege"
    )


def refused(function: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        function(**named)
    return found.value.key


@pytest.mark.req("S2-AAB-31")
def test_a_group_held_by_two_units_is_seen_in_both_and_in_no_third(world: World) -> None:
    group = a_group(world)
    for who in ("nadia", "gry", "dorte"):
        (row,) = queries.groups_of(fresh(world.users[who]))
        assert row.host == "Tidlig Forebyggelse og Familiehuset"
    assert queries.groups_of(fresh(world.thomas)) == ()
    with pytest.raises(NotVisible):
        queries.get_group(group.public_id, fresh(world.thomas))


@pytest.mark.req("S2-AAB-28")
def test_a_full_group_has_a_queue_and_who_leaves_gives_the_seat_to_the_first(world: World) -> None:
    group = a_group(world, seats=1)
    berg, holm = a_prevention_course(world), a_course(world)
    first = seated(world, group, berg, "nadia")
    second = seated(world, group, holm, "dorte")
    assert (first.state, second.state) == (PlaceState.SEATED, PlaceState.WAITING)
    actions.leave_group(by=fresh(world.nadia), place=first, on=ANCHOR)
    second.refresh_from_db()
    assert (second.state, second.seated_on) == (PlaceState.SEATED, ANCHOR)
    assert GroupPlace.objects.get(pk=first.pk).left_on == ANCHOR


@pytest.mark.req("S1-SFB-16", "S2-AAB-28")
def test_each_worker_notes_and_sees_their_own_families_and_a_number_of_the_others(
    world: World,
) -> None:
    group = a_group(world, kind=GroupKind.MULTI_FAMILY)
    berg = seated(world, group, a_prevention_course(world), "nadia", "Ida vil turde sige fra")
    holm = seated(world, group, a_course(world), "dorte", "Rolige morgener")
    session = a_session(world, group)
    actions.note_attendance(by=fresh(world.dorte), session=session, asked=[holm], there=[holm.pk])
    with lookups.collecting() as seen:
        page = queries.group_page(group, fresh(world.dorte))
    (row,) = page.places
    assert (row.family_name, row.aim, row.came, page.others) == ("Holm", "Rolige morgener", 1, 1)
    assert seen.persons == {world.selma.pk}
    named = {"session": session, "asked": [berg], "there": []}
    assert refused(actions.note_attendance, by=fresh(world.dorte), **named) == "not_on_course"


@pytest.mark.req("S1-SFB-16")
def test_a_family_is_shown_its_own_place_and_nothing_of_the_others(world: World) -> None:
    group = a_group(world)
    seated(world, group, a_prevention_course(world), "nadia", "Ida vil turde sige fra")
    seated(world, group, a_course(world), "dorte", "Rolige morgener")
    assert [place.aim for place in queries.own_places(fresh(world.ida))] == [
        "Ida vil turde sige fra"
    ]
    assert [place.aim for place in queries.own_places(fresh(world.frida))] == ["Rolige morgener"]
    assert queries.own_places(fresh(world.karl_user)) == ()


def test_the_place_of_a_family_one_does_not_reach_does_not_exist(world: World) -> None:
    group = a_group(world)
    place = seated(world, group, a_prevention_course(world), "nadia")
    with pytest.raises(NotVisible):
        queries.get_place(group, place.public_id, fresh(world.dorte))


def test_a_family_has_one_place_in_a_group_and_may_come_back(world: World) -> None:
    group, course = a_group(world), a_prevention_course(world)
    place = seated(world, group, course, "nadia")
    more = {"by": fresh(world.nadia), "group": group, "course": course}
    assert refused(actions.ask_for_place, aim="Ro", **more) == "has_place"
    actions.leave_group(by=fresh(world.nadia), place=place, on=ANCHOR)
    assert refused(actions.leave_group, by=fresh(world.nadia), place=place, on=ANCHOR) == "has_left"
    assert seated(world, group, course, "nadia").state == PlaceState.SEATED


def test_who_is_not_on_the_course_asks_for_no_place_and_nobody_without_an_aim(
    world: World,
) -> None:
    group, course = a_group(world), a_prevention_course(world)
    more = {"group": group, "course": course}
    assert (
        refused(actions.ask_for_place, by=fresh(world.dorte), aim="Ro", **more) == "not_on_course"
    )
    assert refused(actions.ask_for_place, by=fresh(world.nadia), aim=" ", **more) == "no_aim"
    assert not GroupPlace.objects.exists()


def test_a_group_that_cannot_be_is_refused(world: World) -> None:
    for changes, key in (
        ({"seats": 0}, "bad_seats"),
        ({"seats": 41}, "bad_seats"),
        ({"co_host": world.units["prevention"]}, "same_host"),
    ):
        assert refused(a_group, world=world, **changes) == key
    assert not Group.objects.exists()


def test_a_session_lies_in_the_groups_time_and_once_at_an_hour(world: World) -> None:
    group = a_group(world)
    a_session(world, group)
    assert refused(a_session, world=world, group=group) == "already_saved"
    early = {"starts_at": clock.moment(date(2026, 10, 1), 9), "minutes": 60}
    by = fresh(world.nadia)
    assert refused(actions.plan_session, by=by, group=group, **early) == "before_group_starts"


def test_who_waits_was_at_no_session(world: World) -> None:
    group = a_group(world, seats=1)
    seated(world, group, a_prevention_course(world), "nadia")
    waits = seated(world, group, a_course(world), "dorte")
    named = {"session": a_session(world, group), "asked": [waits], "there": []}
    assert refused(actions.note_attendance, by=fresh(world.dorte), **named) == "not_seated"


@pytest.mark.req("S1-SFB-16")
def test_who_came_to_a_group_has_had_one_contact_on_its_own_course_whoever_noted_it(
    world: World,
) -> None:
    group, course = a_group(world), a_course(world)
    other = a_prevention_course(world)
    place = seated(world, group, course, "dorte")
    seated(world, group, other, "nadia")
    named = {"session": a_session(world, group), "asked": [place]}
    for who in (world.dorte, world.esben):
        actions.note_attendance(by=fresh(who), there=[place.pk], **named)
    [row] = queries.contacts_of(course, fresh(world.dorte))
    assert (row.place, row.is_held, row.is_in_group) == ("De Utrolige År", True, True)
    assert set(row.worker_ids) == {world.dorte.pk, world.esben.pk}
    assert queries.standings([course])[course.pk].contacts.used == 1
    assert queries.contacts_of(other, fresh(world.nadia)) == ()
    assert queries.contact_facts(course)[0].setting == "I en gruppe"


def test_an_attendance_that_is_taken_back_counts_no_more_and_given_again_counts_once(
    world: World,
) -> None:
    group, course = a_group(world), a_prevention_course(world)
    place = seated(world, group, course, "nadia")
    named = {"by": fresh(world.nadia), "session": a_session(world, group), "asked": [place]}
    for there, used in (([place.pk], 1), ([], 0), ([place.pk], 1)):
        actions.note_attendance(there=there, **named)
        assert queries.standings([course])[course.pk].contacts.used == used
    assert len(queries.contacts_of(course, fresh(world.nadia))) == 1


def test_a_day_of_several_families_is_delivery_of_the_element_where_the_programme_has_it(
    world: World,
) -> None:
    group = a_group(world, kind=GroupKind.MULTI_FAMILY)
    workers = [(world.dorte, "familiebehandler"), (world.esben, "tovholder")]
    course = a_course(world, programme_key="strengthened-family-treatment", workers=workers)
    place = seated(world, group, course, "dorte")
    named = {"session": a_session(world, group), "asked": [place], "there": [place.pk]}
    actions.note_attendance(by=fresh(world.dorte), **named)
    assert queries.contacts_of(course, fresh(world.dorte))[0].method_keys == ("multi_family",)


def test_a_session_before_the_course_began_is_no_contact_of_it(world: World) -> None:
    group, course = a_group(world), a_prevention_course(world, started_on=ANCHOR)
    place = seated(world, group, course, "nadia")
    named = {"session": a_session(world, group), "asked": [place], "there": [place.pk]}
    actions.note_attendance(by=fresh(world.nadia), **named)
    assert queries.contacts_of(course, fresh(world.nadia)) == ()
