"""The follow-up page: every goal and measure is asked about, and nothing typed is lost."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.records.cases.models import Case, FollowUp, Goal, Measure
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_goal, a_measure, fresh, screened


def url(name: str, *args: object) -> str:
    return reverse(f"staff:{name}", args=[str(arg) for arg in args])


def errors(answer: Any) -> str:
    """Return what the page says is wrong, all of it in one summary on top."""
    return " ".join(re.findall(r"data-errors>.*?</div>", answer.content.decode(), re.S))


@pytest.fixture
def case(world: World) -> Case:
    return screened(world, a_case(world))


@pytest.fixture
def anna(world: World) -> Client:
    return signed_in(world.anna)


def follow_up_form(goal: Goal, measure: Measure, **changes: object) -> dict[str, object]:
    return {
        "version": 1,
        "do": "close",
        "child_heard": "yes",
        "child_words": "Bedre",
        "parents_heard": "yes",
        "parents_words": "",
        "step_down": "not_yet",
        "next_on": (clock.today() + timedelta(days=60)).isoformat(),
        "next_reason": "change_under_way",
        f"goal_{goal.pk}_judgement": "forward",
        f"goal_{goal.pk}_value": "6",
        f"measure_{measure.pk}_outcome": "continue",
        f"measure_{measure.pk}_reason": "works",
        **changes,
    }


@pytest.fixture
def help_given(world: World, case: Case) -> tuple[Goal, Measure]:
    return a_goal(world, case), a_measure(world, case)


def begin(anna: Client, case: Case) -> str:
    address = url("follow_up", case.public_id)
    answer = anna.post(address, {"held_on": clock.today().isoformat()})
    assert answer.status_code == 303
    return address


def test_a_follow_up_walks_every_goal_and_measure_and_is_closed(
    anna: Client, case: Case, help_given: tuple[Goal, Measure]
) -> None:
    address = begin(anna, case)
    page = anna.get(address).content.decode()
    assert help_given[0].own_words in page
    assert help_given[1].title in page
    assert anna.post(address, follow_up_form(*help_given)).status_code == 303
    assert FollowUp.objects.get().closed_at is not None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"next_on": "", "next_reason": ""}, "uden en dato for den næste"),
        ({"next_on": "9999-12-31"}, "fremtiden"),
        ({"next_on": "2026-11-01"}, "efter denne"),
        ({"child_heard": ""}, "hørt"),
        ({"step_down": ""}, "trin ned"),
        ({"version": "x"}, ""),
    ],
)
def test_a_follow_up_that_is_not_whole_stays_open_and_keeps_the_words(
    anna: Client,
    case: Case,
    help_given: tuple[Goal, Measure],
    change: dict[str, object],
    says: str,
) -> None:
    address = begin(anna, case)
    answer = anna.post(address, follow_up_form(*help_given, **change))
    assert answer.status_code == 422
    assert says in errors(answer)
    assert "Bedre" in answer.content.decode()
    assert FollowUp.objects.get().closed_at is None


def test_a_goal_not_judged_is_asked_for(
    anna: Client, case: Case, help_given: tuple[Goal, Measure]
) -> None:
    address = begin(anna, case)
    form = follow_up_form(*help_given, **{f"goal_{help_given[0].pk}_judgement": ""})
    answer = anna.post(address, form)
    assert answer.status_code == 422
    assert "Skriv for hvert mål" in answer.content.decode()


def test_a_half_written_follow_up_is_kept_and_a_stale_one_is_shown_with_both(
    anna: Client, case: Case, help_given: tuple[Goal, Measure]
) -> None:
    address = begin(anna, case)
    form = {"do": "save", "version": 1, "child_words": "Det går bedre"}
    assert anna.post(address, form).status_code == 303
    assert "Det går bedre" in anna.get(address).content.decode()
    answer = anna.post(address, {**form, "child_words": "Noget andet"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Det går bedre" in page
    assert "Noget andet" in page


@pytest.mark.req("S2-STP-11", "S2-SIL-23")
def test_every_follow_up_asks_down_combine_and_everyday_life_and_keeps_the_answers(
    world: World, case: Case, help_given: tuple[Goal, Measure]
) -> None:
    anna = signed_in(fresh(world.anna))
    place = begin(anna, case)
    page = anna.get(place).content.decode()
    for asked in (
        "Kan vi gå et trin ned ad indsatstrappen?",
        "Skal vi kombinere indsatser fra flere trin?",
        "Hvad gør vi for, at barnet har en almindelig hverdag?",
    ):
        assert asked in page
    given = {"combine": "yes", "everyday_life": "Hun går til svømning som før."}
    assert anna.post(place, follow_up_form(*help_given, **given)).status_code == 303
    held = FollowUp.objects.get()
    assert (held.combine, held.everyday_life) == ("yes", "Hun går til svømning som før.")
    assert "Hun går til svømning som før." in anna.get(f"/sager/{case.public_id}/").content.decode()
