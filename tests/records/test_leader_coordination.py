"""Leaders of two units meet again and again; no child is offered the same thing twice unseen."""

from datetime import timedelta
from typing import Any

import pytest

from hjemmebane import clock
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.courses import queries
from hjemmebane.records.leadership import coordination as leaders
from hjemmebane.records.leadership.models import LeaderMeeting
from tests.cast import ANCHOR, MORNING, World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_course, a_prevention_course


def planned(world: World, **changes: Any) -> LeaderMeeting:
    values = {
        "by": fresh(world.gry),
        "unit": world.units["prevention"],
        "partner": world.units["provider"],
        "starts_at": MORNING - timedelta(days=1),
    }
    return leaders.plan_leader_meeting(**{**values, **changes})


def refused(function: Any, *given: Any, **named: Any) -> str:
    with pytest.raises(Refused) as found:
        function(*given, **named)
    return found.value.key


@pytest.mark.req("S2-AAB-32")
def test_the_leaders_meeting_comes_back_and_is_asked_for_when_it_is_too_long_ago(
    world: World,
) -> None:
    assert "endnu" in leaders.meeting_is_due(leaders.leader_meetings(fresh(world.gry)), ANCHOR)
    row = planned(world)
    again = MORNING + timedelta(days=28)
    leaders.hold_leader_meeting(
        by=fresh(world.gry), meeting=row, version=1, decisions="PPR først", next_at=again
    )
    ahead, held = leaders.leader_meetings(fresh(world.pia))
    assert (held.is_held, held.decisions, ahead.starts_at) == (True, "PPR først", again)
    assert leaders.meeting_is_due((ahead, held), ANCHOR) == ""
    assert leaders.meeting_is_due((held,), ANCHOR + timedelta(days=29)) == ""
    assert "31 dage siden" in leaders.meeting_is_due((held,), ANCHOR + timedelta(days=30))


def test_only_who_leads_one_of_the_units_plans_and_sees_it(world: World) -> None:
    assert refused(planned, world, by=fresh(world.pia)) == "not_your_unit"
    row = planned(world)
    for who in (world.gry, world.pia):
        assert leaders.get_leader_meeting(row.public_id, fresh(who)) == row
    for who in (world.nadia, world.camilla, world.dorte):
        with pytest.raises(NotVisible):
            leaders.get_leader_meeting(row.public_id, fresh(who))


def test_a_meeting_that_cannot_be_is_refused(world: World) -> None:
    planned(world)
    assert refused(planned, world) == "already_saved"
    assert refused(planned, world, partner=world.units["prevention"]) == "same_host"
    far = MORNING + timedelta(days=9999)
    assert refused(planned, world, starts_at=far) == "date_out_of_reach"
    ahead = planned(world, starts_at=MORNING + timedelta(days=1))
    named = {"by": fresh(world.gry), "version": 1, "decisions": ""}
    assert refused(leaders.hold_leader_meeting, meeting=ahead, **named) == "meeting_in_future"
    row = LeaderMeeting.objects.order_by("pk")[0]
    early = {"next_at": row.starts_at}
    assert refused(leaders.hold_leader_meeting, meeting=row, **named, **early) == "next_not_later"


@pytest.mark.req("S2-AAB-32")
def test_what_another_unit_runs_for_the_child_is_told_to_who_reaches_it_and_to_nobody_else(
    world: World,
) -> None:
    course = a_course(world)
    [row] = queries.offers_for([world.selma.pk], fresh(world.anna))
    assert (row.unit, row.course_public_id) == ("Familiehuset", str(course.public_id))
    for who in (world.nadia, world.gry, world.thomas):
        assert queries.offers_for([world.selma.pk], fresh(who)) == ()


@pytest.mark.req("S2-AAB-32")
def test_a_child_that_two_units_help_is_listed_and_one_that_one_unit_helps_is_not(
    world: World,
) -> None:
    first = a_prevention_course(world)
    assert queries.offered_twice(fresh(world.gry)) == ()
    a_prevention_course(world, programme_key="advice-family-structure", unit=world.units["school"])
    [found] = queries.offered_twice(fresh(world.gry))
    assert found.child.id == world.noah.pk
    assert str(first.public_id) in {row.course_public_id for row in found.offers}
    assert len({row.unit for row in found.offers}) == 2
    assert queries.offered_twice(fresh(world.thomas)) == ()


def test_a_moment_is_danish(world: World) -> None:
    row = planned(world, starts_at=clock.moment(ANCHOR, 14))
    assert row.starts_at.astimezone(clock.ZONE).hour == 14
