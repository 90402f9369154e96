"""Contacts: planned, written, cancelled, moved; what counts and who reads the text."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hjemmebane import clock
from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.goals import Judgement
from hjemmebane.domain.refusals import NotVisible, Refused, Stale
from hjemmebane.records.cases.models import GoalProgress
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Contact, Course
from tests.cast import MORNING, World
from tests.records.cases_story import a_goal, fresh
from tests.records.courses_story import (
    a_contact,
    a_course,
    a_prevention_course,
    appointment,
    note,
)

DAY = date(2026, 11, 20)
TOMORROW = date(2026, 11, 25)


def standing(course: Course, world: World):
    return queries.standings([course])[course.pk]


@pytest.mark.req("S4-SIH-08", "S2-AAB-19")
def test_two_workers_on_one_contact_make_one_contact(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, DAY, workers=[world.dorte.pk, world.esben.pk])
    assert standing(course, world).contacts.used == 1
    [row] = queries.contacts_of(course, fresh(world.dorte))
    assert row.workers == ("Dorte Kjær", "Esben Friis")


def test_cancelled_moved_and_nobody_home_do_not_count(world: World) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    made = [
        actions.plan_contact(by=by, course=course, appointment=appointment(world, DAY))
        for _ in range(3)
    ]
    actions.cancel_contact(by=by, contact=made[0], version=1, reason=CancelReason.FAMILY_ILL)
    actions.nobody_home(by=by, contact=made[1], version=1)
    new = appointment(world, TOMORROW)
    actions.move_contact(by=by, contact=made[2], version=1, appointment=new)
    states = {row.state for row in queries.contacts_of(course, by)}
    assert states == {
        ContactState.CANCELLED,
        ContactState.NOBODY_HOME,
        ContactState.MOVED,
        ContactState.PLANNED,
    }
    assert standing(course, world).contacts.used == 0


@pytest.mark.req("S4-SIH-06", "S4-SIH-12", "S4-SIH-13")
def test_place_and_invited_are_chosen_for_each_next_contact(world: World) -> None:
    course = a_course(world)
    next_time = appointment(
        world, TOMORROW, setting="school", invited=[world.selma.pk], others=["Hanne, lærer"]
    )
    a_contact(world, course, DAY, next=next_time)
    upcoming = queries.course_page(course, fresh(world.dorte)).next_contact
    assert upcoming is not None
    assert upcoming.setting_title == "I skole eller dagtilbud"
    assert [card.id for card in upcoming.invited] == [world.selma.pk]
    assert upcoming.others == ("Hanne, lærer",)


def test_a_planned_contact_becomes_the_held_one_and_keeps_who_was_invited(world: World) -> None:
    course = a_course(world)
    by = fresh(world.dorte)
    plan = appointment(world, DAY, invited=[world.selma.pk, world.frida_holm.pk])
    contact = actions.plan_contact(by=by, course=course, appointment=plan)
    written = note(world, DAY, there=[world.frida_holm.pk], about=[world.selma.pk])
    actions.write_contact(by=by, course=course, note=written, contact=contact, version=1)
    [row] = queries.contacts_of(course, by)
    assert row.is_held
    assert {card.id for card in row.invited} == {world.selma.pk, world.frida_holm.pk}
    assert {card.id for card in row.there} == {world.frida_holm.pk}


def test_a_goal_touched_is_progress_on_the_goal_and_one_untouched_is_nothing(
    world: World,
) -> None:
    course = a_course(world)
    case = course.measure.case  # type: ignore[union-attr]  # it has one
    touched = a_goal(world, case)
    a_goal(world, case, own_words="Vi vil spise sammen")
    a_contact(world, course, clock.today(), goals={touched.pk: Judgement.BACK})
    [row] = queries.contacts_of(course, fresh(world.dorte))
    assert [(g.own_words, g.judgement) for g in row.goals] == [
        ("Vi vil have ro om aftenen", Judgement.BACK)
    ]
    [progress] = GoalProgress.objects.all()
    assert (progress.goal_id, progress.judgement) == (touched.pk, "back")


def test_the_same_note_sent_twice_is_one_contact(world: World) -> None:
    course = a_course(world)
    token = uuid4()
    named = {"by": fresh(world.dorte), "course": course, "note": note(world, DAY)}
    one = actions.write_contact(form_token=token, **named)
    assert actions.write_contact(form_token=token, **named).pk == one.pk
    assert Contact.objects.count() == 1


def test_the_second_worker_to_write_the_same_planned_contact_is_told(world: World) -> None:
    course = a_course(world)
    plan = appointment(world, DAY, workers=[world.dorte.pk, world.esben.pk])
    contact = actions.plan_contact(by=fresh(world.dorte), course=course, appointment=plan)
    also = Contact.objects.get(pk=contact.pk)
    named = {"course": course, "note": note(world, DAY), "version": 1}
    actions.write_contact(by=fresh(world.dorte), contact=contact, **named)
    with pytest.raises(Stale):
        actions.write_contact(by=fresh(world.esben), contact=also, **named)


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"setting": "månen"}, "unknown_setting"),
        ({"methods": ["hypnose"]}, "unknown_method"),
        ({"minutes": 0}, "bad_length"),
        ({"workers": []}, "not_on_course"),
        ({"starts_at": clock.moment(TOMORROW, 9)}, "not_yet"),
        ({"starts_at": clock.moment(date(2026, 9, 1), 9)}, "before_start"),
        ({"home": "6f6c2f1e-3a53-4d8e-9a0e-0d9d2e3f4a5b"}, "not_of_family"),
        ({"goals": {999_999: Judgement.SAME}}, "not_of_family"),
    ],
)
def test_a_contact_that_cannot_be_is_refused_and_nothing_is_written(
    world: World, changes, key
) -> None:
    course = a_course(world)
    with pytest.raises(Refused) as found:
        a_contact(world, course, DAY, **changes)
    assert found.value.key == key
    assert not Contact.objects.exists()


def test_persons_and_workers_of_others_are_refused(world: World) -> None:
    course = a_course(world)
    for changes, key in (
        ({"there": [world.oliver.pk]}, "not_of_family"),
        ({"workers": [world.mette.pk]}, "not_on_course"),
    ):
        with pytest.raises(Refused) as found:
            a_contact(world, course, DAY, **changes)
        assert found.value.key == key


def test_a_worker_on_another_course_cannot_write_in_this_one(world: World) -> None:
    course = a_course(world)
    with pytest.raises(Refused) as found:
        actions.write_contact(by=fresh(world.mette), course=course, note=note(world, DAY))
    assert found.value.key == "not_on_course"


def test_a_note_is_corrected_for_a_day_and_then_added_to_and_both_stay(world: World) -> None:
    course = a_course(world)
    contact = a_contact(world, course, DAY)
    by = fresh(world.dorte)
    actions.edit_note(by=by, contact=contact, version=1, text="Rettet", agreed_next="")
    with clock.at(MORNING + timedelta(hours=25)):
        with pytest.raises(Refused) as found:
            actions.edit_note(by=by, contact=contact, version=2, text="Igen", agreed_next="")
        assert found.value.key == "too_late_to_edit"
        actions.add_addendum(by=by, contact=contact, text="Der var også en kusine")
        [row] = queries.contacts_of(course, by)
    assert row.note == "Rettet"
    assert [addendum.text for addendum in row.addenda] == ["Der var også en kusine"]


def test_another_workers_note_is_not_mine_to_correct(world: World) -> None:
    contact = a_contact(world, a_course(world), DAY)
    with pytest.raises(Refused) as found:
        actions.edit_note(
            by=fresh(world.esben), contact=contact, version=1, text="x", agreed_next=""
        )
    assert found.value.key == "not_your_note"


def test_the_adviser_sees_that_a_contact_was_held_and_not_its_text(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, DAY, text="Zhemmeligt", agreed_next="Zaftale")
    [own] = queries.contacts_of(course, fresh(world.esben))
    [seen] = queries.contacts_of(course, fresh(world.anna))
    assert own.note == "Zhemmeligt"
    assert seen.is_held
    assert (seen.note, seen.agreed_next, seen.may_read_text) == ("", "", False)


@pytest.mark.parametrize("who", ["erik", "mette", "nadia", "rune", "pia"])
def test_a_contact_does_not_exist_for_those_not_on_the_course(world: World, who) -> None:
    contact = a_contact(world, a_course(world), DAY)
    with pytest.raises(NotVisible):
        queries.get_contact(contact.public_id, fresh(world.users[who]))


def test_the_prevention_leader_reads_the_notes_of_her_unit(world: World) -> None:
    course = a_prevention_course(world)
    a_contact(world, course, DAY, text="Råd om aftener")
    [row] = queries.contacts_of(course, fresh(world.gry))
    assert row.note == "Råd om aftener"


def test_my_day_shows_my_visits_with_what_was_agreed_last(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, DAY, agreed_next="Tøjet lægges frem")
    by = fresh(world.dorte)
    actions.plan_contact(
        by=by, course=course, appointment=appointment(world, clock.today(), others=[])
    )
    day = clock.midnight(clock.today())
    [visit] = queries.visits_for(by, day, day + timedelta(days=1))
    assert visit.agreed_last == "Tøjet lægges frem"
    assert visit.needs_note
    assert visit.family_name == "Holm"
    assert queries.visits_for(fresh(world.mette), day, day + timedelta(days=1)) == ()


def test_days_since_the_last_held_contact_are_counted(world: World) -> None:
    course = a_course(world)
    a_contact(world, course, date(2026, 11, 4))
    [silent] = queries.days_since_last_contact(fresh(world.dorte))
    assert (silent.days, silent.last_on) == (20, date(2026, 11, 4))


def test_plain_facts_of_contacts_carry_ids_and_no_names(world: World) -> None:
    course = a_course(world)
    contact = a_contact(
        world,
        course,
        DAY,
        there=[world.frida_holm.pk],
        methods=["practice"],
        workers=[world.dorte.pk, world.esben.pk],
    )
    [data] = queries.contact_facts(course)
    assert (data.public_id, data.on, data.state) == (contact.public_id, DAY, ContactState.HELD)
    assert data.person_ids_there == (world.frida_holm.pk,)
    assert len(data.worker_ids) == 2
    assert data.methods == ("Øve sammen",)
