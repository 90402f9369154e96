"""Fixed hours of the week, and who has read the family's story as it stands."""

from datetime import date, time, timedelta

import pytest

from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.domain.story import StoryHeard
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, CoordinationTask, StoryReading
from hjemmebane.records.cases.queries import coordination_of, get_slot
from hjemmebane.records.cases.queries.family import plan_parts_in, tasks_in
from tests.cast import ANCHOR, World
from tests.records.cases_story import a_case, fresh, screened

NINE, TEN = time(9), time(10)


@pytest.fixture
def case(world: World) -> Case:
    return screened(world, a_case(world))


@pytest.fixture
def task(world: World, case: Case) -> CoordinationTask:
    return actions.add_coordination_task(
        by=fresh(world.anna),
        case=case,
        text=actions.TaskText("Henter Viggo"),
        owner=actions.Owner(user=world.dorte),
    )


def slot_text(
    starts: time | None = NINE, ends: time | None = TEN, **more: date
) -> actions.SlotText:
    given = {"from_on": ANCHOR, **more}
    return actions.SlotText(1, starts, ends, "henter", **given)


def test_an_hour_stands_in_the_plan_and_on_the_family_page_until_it_is_ended(
    world: World, case: Case, task: CoordinationTask
) -> None:
    slot = actions.add_task_slot(
        by=fresh(world.anna), task=task, text=slot_text(), person=world.frida_holm
    )
    plan = coordination_of(case, fresh(world.anna))
    assert plan is not None
    assert plan.tasks[0].slots[0].words == "tirsdag 9.00–10.00, henter, fra 24.11.2026"
    [told] = tasks_in([case.dossier_id], fresh(world.anna))
    assert (told.slots[0].person_id, told.slots[0].starts) == (world.frida_holm.pk, NINE)
    actions.end_task_slot(by=fresh(world.anna), slot=slot)
    ended = coordination_of(case, fresh(world.anna))
    assert ended is not None
    assert ended.tasks[0].slots == ()


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (slot_text(TEN, NINE), "ends_before_begin"),
        (slot_text(None, NINE), "ends_before_begin"),
        (slot_text(to_on=ANCHOR - timedelta(days=1)), "ends_before_begin"),
        (slot_text(from_on=date(9999, 1, 1)), "day_too_far_ahead"),
    ],
)
def test_an_hour_that_cannot_be_is_refused(
    world: World, task: CoordinationTask, text: actions.SlotText, key: str
) -> None:
    with pytest.raises(Refused, match=key):
        actions.add_task_slot(by=fresh(world.anna), task=task, text=text)
    assert not task.slots.exists()


def test_only_who_works_on_the_case_sets_its_hours(world: World, task: CoordinationTask) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        actions.add_task_slot(by=fresh(world.erik), task=task, text=slot_text())
    slot = actions.add_task_slot(by=fresh(world.anna), task=task, text=slot_text())
    with pytest.raises(Refused, match="not_of_this_family"):
        actions.add_task_slot(by=fresh(world.anna), task=task, text=slot_text(), person=world.lars)
    for who in ("erik", "hanne", "pia"):
        with pytest.raises(NotVisible):
            get_slot(slot.public_id, fresh(world.users[who]))


def told(case: Case, world: World) -> list[tuple[int, StoryHeard]]:
    rows = plan_parts_in([case.dossier_id], fresh(world.anna)).readings
    return [(row.person_id, row.heard) for row in rows]


def note(world: World, case: Case, person: str, heard: StoryHeard) -> StoryReading:
    return actions.note_story_read(
        by=fresh(world.anna),
        case=case,
        person=world.persons[person],
        heard=heard,
        read_on=ANCHOR,
    )


def written(world: World, case: Case, story: str) -> Case:
    case.refresh_from_db()
    return actions.write_story(
        by=fresh(world.anna), case=case, version=case.version, story=story, agreed_on=None
    )


def test_each_of_the_family_reads_for_themselves_and_a_new_text_is_nobodys_yet(
    world: World, case: Case
) -> None:
    with pytest.raises(Refused, match="no_story"):
        note(world, case, "frida_holm", StoryHeard.AGREED)
    written(world, case, "Vi gik fra hinanden.")
    note(world, case, "frida_holm", StoryHeard.DISAGREE)
    note(world, case, "frida_holm", StoryHeard.AGREED)
    note(world, case, "selma", StoryHeard.ALOUD)
    frida, selma = world.frida_holm.pk, world.selma.pk
    assert told(case, world) == [(frida, StoryHeard.AGREED), (selma, StoryHeard.ALOUD)]
    written(world, case, "Vi gik fra hinanden. ")
    assert len(told(case, world)) == 2
    written(world, case, "Vi gik fra hinanden i foråret.")
    assert told(case, world) == []
    assert StoryReading.objects.count() == 3
    with pytest.raises(Refused, match="not_of_this_family"):
        note(world, case, "lars", StoryHeard.AGREED)
