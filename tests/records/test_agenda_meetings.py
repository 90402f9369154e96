"""Meetings with families and tasks around them."""

from datetime import timedelta

import pytest

from hjemmebane.domain.agenda import (
    AbsenceGround,
    MeetingCancelReason,
    MeetingKind,
    MeetingState,
    Seat,
    is_family_there,
)
from hjemmebane.domain.refusals import NotVisible, Refused, Stale
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda import actions, queries
from hjemmebane.records.agenda.models import Meeting
from tests.cast import ANCHOR, MORNING, World

YESTERDAY = MORNING - timedelta(days=1)


def plan(world: World, *seats: Seat, starts_at=YESTERDAY, **more) -> Meeting:
    return actions.plan_meeting(
        by=world.anna,
        dossier=world.dossiers["selma_case"],
        kind=MeetingKind.OTHER,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        seats=seats,
        **more,
    )


def hold(world: World, meeting: Meeting, *there: Seat, version=1, **more) -> Meeting:
    return actions.hold_meeting(
        by=world.anna, meeting=meeting, version=version, there=there, **more
    )


@pytest.mark.req("S2-AAB-24")
def test_a_meeting_about_a_family_is_held_with_it(world: World) -> None:
    meeting = plan(world, Seat(user_id=world.anna.pk))
    with pytest.raises(Refused, match="family_absent"):
        hold(world, meeting, Seat(user_id=world.anna.pk), Seat(label="Klasselærer"))
    meeting.refresh_from_db()
    assert meeting.state == MeetingState.PLANNED


def test_one_of_the_family_is_enough(world: World) -> None:
    meeting = plan(world, Seat(person_id=world.frida_holm.pk), Seat(person_id=world.jonas_holm.pk))
    hold(world, meeting, Seat(person_id=world.jonas_holm.pk), agreements="Vi prøver igen.")
    row = queries.meetings_of(meeting.dossier, world.anna)[0]
    assert (row.family_present, row.agreements) == (True, "Vi prøver igen.")
    assert [str(seat.person) for seat in row.seats if seat.was_there] == ["Jonas Zjonas Holm"]


@pytest.mark.req("S2-AAB-24")
def test_a_lawful_ground_is_kept_where_the_family_was_not_there(world: World) -> None:
    meeting = plan(world)
    hold(world, meeting, Seat(user_id=world.anna.pk), absence_ground=AbsenceGround.CHILD_IN_DANGER)
    row = queries.meetings_of(meeting.dossier, world.anna)[0]
    assert row.absence_words == "Det ville bringe barnet i fare"


def test_a_person_of_another_family_is_not_the_family(world: World) -> None:
    assert not is_family_there([Seat(person_id=1), Seat(user_id=2)], [2, 3])
    assert is_family_there([Seat(person_id=3)], [2, 3])


def test_someone_who_came_unasked_gets_a_seat(world: World) -> None:
    meeting = plan(world, Seat(person_id=world.frida_holm.pk))
    hold(world, meeting, Seat(person_id=world.frida_holm.pk), Seat(label="Mormor"))
    words = {seat.words for seat in queries.meetings_of(meeting.dossier, world.anna)[0].seats}
    assert "Mormor" in words


def test_a_meeting_in_the_future_is_not_held_yet(world: World) -> None:
    meeting = plan(world, starts_at=MORNING + timedelta(hours=1))
    with pytest.raises(Refused, match="meeting_in_future"):
        hold(world, meeting, Seat(person_id=world.frida_holm.pk))


def test_the_second_to_save_is_told_what_stands(world: World) -> None:
    meeting = plan(world)
    mine, theirs = Meeting.objects.get(pk=meeting.pk), Meeting.objects.get(pk=meeting.pk)
    hold(world, mine, Seat(person_id=world.selma.pk))
    with pytest.raises(Stale):
        actions.cancel_meeting(
            by=world.anna, meeting=theirs, version=1, reason=MeetingCancelReason.OTHER
        )


def test_a_held_meeting_is_not_cancelled_afterwards(world: World) -> None:
    meeting = plan(world)
    hold(world, meeting, Seat(person_id=world.selma.pk))
    with pytest.raises(Refused, match="meeting_not_planned"):
        actions.cancel_meeting(
            by=world.anna, meeting=meeting, version=2, reason=MeetingCancelReason.OTHER
        )


@pytest.mark.parametrize("hours", [0, -1])
def test_a_meeting_ends_after_it_starts(world: World, hours: int) -> None:
    with pytest.raises(Refused, match="meeting_ends_before_start"):
        actions.plan_meeting(
            by=world.anna,
            dossier=world.dossiers["selma_case"],
            kind=MeetingKind.START,
            starts_at=MORNING,
            ends_at=MORNING + timedelta(hours=hours),
            seats=(),
        )


@pytest.mark.parametrize("who", ["erik", "pia", "nadia"])
def test_only_those_on_the_case_plan_its_meetings(world: World, who: str) -> None:
    with pytest.raises(Refused, match="not_yours"):
        actions.plan_meeting(
            by=world.users[who],
            dossier=world.dossiers["selma_case"],
            kind=MeetingKind.START,
            starts_at=MORNING,
            ends_at=MORNING + timedelta(hours=1),
            seats=(),
        )


def test_a_parent_sees_the_meetings_they_are_asked_to_and_no_other(world: World) -> None:
    asked = plan(world, Seat(person_id=world.frida_holm.pk))
    plan(world, Seat(person_id=world.jonas_holm.pk))
    rows = queries.meetings_of(asked.dossier, world.frida)
    assert [row.public_id for row in rows] == [str(asked.public_id)]
    with pytest.raises(NotVisible):
        queries.get_meeting(asked.public_id, world.lars_user)


def test_my_meetings_are_those_i_sit_at(world: World) -> None:
    mine = plan(world, Seat(user_id=world.anna.pk))
    plan(world, Seat(user_id=world.bo.pk))
    rows = queries.meetings_for(world.anna, YESTERDAY, MORNING)
    assert [row.public_id for row in rows] == [str(mine.public_id)]


def test_a_task_is_added_shown_to_its_owner_and_finished(world: World) -> None:
    dossier = world.dossiers["selma_case"]
    task = actions.add_task(
        by=world.anna, dossier=dossier, title="Ring til skolen", owner=world.bo, due_on=ANCHOR
    )
    assert [row.title for row in queries.tasks_for(world.bo, ANCHOR)] == ["Ring til skolen"]
    actions.finish_task(by=world.bo, task=task, version=1)
    assert queries.tasks_for(world.bo, ANCHOR) == []
    assert queries.tasks_of(dossier, world.anna)[0].done_at == MORNING


def test_nobodys_task_is_refused(world: World) -> None:
    with pytest.raises(Refused, match="owner_missing"):
        actions.add_task(by=SYSTEM, dossier=world.dossiers["selma_case"], title="Ring")


def test_a_family_members_task_is_theirs_to_see(world: World) -> None:
    dossier = world.dossiers["selma_case"]
    actions.add_task(by=world.anna, dossier=dossier, title="Læse højt", person=world.jonas_holm)
    assert [row.title for row in queries.tasks_of(dossier, world.jonas)] == ["Læse højt"]
    assert queries.tasks_of(dossier, world.frida) == []
