"""Feedback: a link used once, answers kept for their giver, free text read for danger."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from hjemmebane import clock
from hjemmebane.domain.intake import NotificationReasonKey
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.gateways import keyring
from hjemmebane.records.access.acting import PUBLIC
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.models import GoalProgress
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback import actions, queries
from hjemmebane.records.feedback.actions import Given
from hjemmebane.records.feedback.asking import hash_of
from hjemmebane.records.feedback.models import FeedbackLink, Response
from tests.cast import MORNING, World
from tests.records.cases_story import fresh
from tests.records.reports_story import a_goal, a_running_course, answers

pytestmark = pytest.mark.django_db


@pytest.fixture
def course(world: World) -> Course:
    """Return a running course of the Holm family."""
    return a_running_course(world)


def a_link(world: World, course: Course, person: Any = None) -> FeedbackLink:
    """Return a link for Frida, or another."""
    return actions.make_link(
        by=fresh(world.dorte), course=course, person=person or world.frida_holm
    )


@pytest.mark.req("S2-AAB-26")
def test_an_answer_through_a_link_is_kept_and_the_link_is_used_up(
    world: World, course: Course
) -> None:
    link = a_link(world, course)
    actions.answer_link(by=PUBLIC, link=link, given=Given(values={"useful": 7}))
    row = queries.responses_of(course, fresh(world.dorte))[0]
    assert [(answer.question, answer.value) for answer in row.answers] == [
        ("Fik du noget med, du kan bruge i morgen?", 7)
    ]
    with pytest.raises(Refused, match="link_used"):
        actions.answer_link(by=PUBLIC, link=link, given=Given(values={"useful": 1}))
    assert Response.objects.count() == 1


def test_a_link_does_not_open_after_its_days(world: World, course: Course) -> None:
    link = a_link(world, course)
    with clock.at(MORNING + timedelta(days=7)), pytest.raises(Refused, match="link_expired"):
        actions.answer_link(by=PUBLIC, link=link, given=Given(values={"useful": 7}))


def test_a_link_taken_back_does_not_open(world: World, course: Course) -> None:
    link = a_link(world, course)
    actions.revoke_link(by=fresh(world.dorte), link=link)
    with pytest.raises(Refused, match="link_used"):
        actions.answer_link(by=PUBLIC, link=link, given=Given(values={"useful": 7}))


def test_the_token_of_a_link_is_not_stored(world: World, course: Course) -> None:
    link = a_link(world, course)
    token = queries.links_of(course, fresh(world.dorte))[0].token
    stored = FeedbackLink.objects.filter(pk=link.pk).values().get()
    assert token not in {str(value) for value in stored.values()}
    assert queries.link_by_token(hash_of(token)) == link


def test_a_link_keeps_its_address_when_the_keys_are_changed(
    world: World, course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HJEMMEBANE_KEYS", str(tmp_path))
    keyring.ensure_keys(tmp_path)
    link = a_link(world, course)
    before = queries.links_of(course, fresh(world.dorte))[0].token
    keyring.add_key("index")
    assert queries.links_of(course, fresh(world.dorte))[0].token == before
    assert queries.link_by_token(hash_of(before)) == link


@pytest.mark.req("S2-AAB-26")
def test_nobody_else_in_the_family_sees_an_answer(world: World, course: Course) -> None:
    mine = answers(world, course, world.frida_holm, Given(values={"useful": 7}))[0]
    childs = answers(world, course, world.selma, Given(values={"useful": 2}))[0]
    assert queries.get_response(mine.public_id, fresh(world.frida)) == mine
    for reader, hidden in (
        (world.jonas, mine),
        (world.jonas, childs),
        (world.frida, childs),
        (world.selma_user, mine),
    ):
        with pytest.raises(NotVisible):
            queries.get_response(hidden.public_id, fresh(reader))


def test_the_adviser_sees_the_trend_and_not_the_words(world: World, course: Course) -> None:
    given = Given(values={"useful": 7}, text="Zfridas ord")
    hidden = answers(world, course, world.frida_holm, given)[0]
    rows = queries.trend_of_course(course, fresh(world.anna))
    assert [(row.question, row.trend.last) for row in rows] == [
        ("Fik du noget med, du kan bruge i morgen?", 7)
    ]
    assert queries.responses_of(course, fresh(world.anna)) == []
    with pytest.raises(NotVisible):
        queries.get_response(hidden.public_id, fresh(world.anna))


def test_another_teams_adviser_sees_nothing(world: World, course: Course) -> None:
    answers(world, course, world.frida_holm, Given(values={"useful": 7}))
    assert queries.trend_of_course(course, fresh(world.erik)) == []
    assert queries.links_of(course, fresh(world.erik)) == []


def test_a_child_gets_the_childrens_questions_and_not_the_parents_goals(
    world: World, course: Course
) -> None:
    a_goal(world, course, "Jeg vil drikke mindre kaffe", of=world.frida_holm)
    asked = queries.asked_of(course, world.selma)
    assert asked.instrument.key == "meeting-feedback-child"
    assert [goal.own_words for goal in asked.goals] == ["Vi kan komme ud ad døren uden at råbe"]


def test_a_number_on_a_goal_stands_on_the_goal_as_the_persons_own(
    world: World, course: Course
) -> None:
    goal = queries.asked_of(course, world.frida_holm).goals[0]
    answers(world, course, world.frida_holm, Given(goals={goal.public_id: 6}))
    row = GoalProgress.objects.get(goal__public_id=goal.public_id, source_kind="response")
    assert (row.value, row.person, row.rater_kind) == (6, world.frida_holm, "parent")
    assert queries.own_goal_ratings(fresh(world.frida))[goal.public_id].now == 6
    assert queries.own_goal_ratings(fresh(world.jonas)) == {}


@pytest.mark.parametrize(
    "given",
    [
        Given(),
        Given(values={"useful": 11}),
        Given(values={"made_up": 3}),
        Given(goals={uuid4(): 3}),
        Given(text="x" * 4_001),
    ],
)
def test_what_no_form_can_mean_is_refused_and_the_link_stays_open(
    world: World, course: Course, given: Given
) -> None:
    link = a_link(world, course)
    with pytest.raises(Refused):
        actions.answer_link(by=PUBLIC, link=link, given=given)
    link.refresh_from_db()
    assert link.used_at is None


def test_free_text_starts_a_clock_that_ends_when_a_named_person_has_read_it(
    world: World, course: Course
) -> None:
    response = answers(world, course, world.frida_holm, Given(text="Jeg er bange"))[0]
    duty = Obligation.objects.get(about_id=response.public_id)
    assert duty.due_at.astimezone(clock.ZONE).date() == clock.today()
    assert [row.text for row in queries.to_read_for_danger(fresh(world.dorte))] == ["Jeg er bange"]
    dorte = fresh(world.dorte)
    actions.read_for_danger(by=dorte, response=response, danger_found=True)
    duty.refresh_from_db()
    assert duty.satisfied_at is not None
    assert queries.to_read_for_danger(dorte) == []
    with pytest.raises(Refused, match="already_read"):
        actions.read_for_danger(by=dorte, response=response, danger_found=False)


def test_danger_in_an_answer_becomes_a_notification_of_each_child_by_one_act(
    world: World, course: Course
) -> None:
    response = answers(world, course, world.frida_holm, Given(text="Han slår Selma"))[0]
    dorte = fresh(world.dorte)
    with pytest.raises(Refused, match="reason_missing"):
        actions.notify(by=dorte, response=response, reasons=[], text="")
    made = actions.notify(
        by=dorte, response=response, reasons=[NotificationReasonKey.VIOLENCE], text=""
    )
    assert [(one.received_at, one.text) for one in made] == [(clock.now(), "Han slår Selma")]
    clocks = Obligation.objects.filter(dossier=made[0].dossier, rule_key="U1")
    assert [one.due_at - made[0].received_at for one in clocks] == [timedelta(hours=24)]
    response.refresh_from_db()
    assert response.danger_found is True


@pytest.mark.req("S2-AAB-27")
def test_the_worker_notes_what_changed_because_of_an_answer(world: World, course: Course) -> None:
    response = answers(world, course, world.frida_holm, Given(values={"useful": 3}))[0]
    dorte = fresh(world.dorte)
    actions.note_change(by=dorte, response=response, what_changed="Vi kommer senere om morgenen")
    row = queries.responses_of(course, dorte)[0]
    assert [text for _, text in row.changes] == ["Vi kommer senere om morgenen"]
    with pytest.raises(Refused, match="text_missing"):
        actions.note_change(by=dorte, response=response, what_changed="  ")


def test_answers_that_fall_are_told_first(world: World, course: Course) -> None:
    for value in (8, 7, 5):
        answers(world, course, world.frida_holm, Given(values={"hope": value, "useful": 6}))
    rows = queries.turned_for(fresh(world.dorte))
    assert [row.question for row in rows] == ["Tror du på, at det bliver lettere?"]


def test_the_same_signed_in_form_twice_is_one_answer(world: World, course: Course) -> None:
    given = {
        "by": fresh(world.frida),
        "course": course,
        "person": world.frida_holm,
        "given": Given(values={"useful": 7}),
        "form_token": uuid4(),
    }
    actions.answer_signed_in(**given)
    with pytest.raises(Refused, match="answer_already_sent"):
        actions.answer_signed_in(**given)
    assert Response.objects.count() == 1


def test_nobody_answers_for_somebody_else(world: World, course: Course) -> None:
    with pytest.raises(Refused, match="not_allowed"):
        actions.answer_signed_in(
            by=fresh(world.jonas),
            course=course,
            person=world.frida_holm,
            given=Given(values={"useful": 7}),
            form_token=uuid4(),
        )


@pytest.mark.req("S1-SFB-10")
def test_a_low_answer_is_asked_about_until_what_it_changed_is_written(
    world: World, course: Course
) -> None:
    def asked(who: str = "dorte") -> list[tuple[str, int]]:
        rows = queries.to_follow_up(course, fresh(world.users[who]))
        return [(row.who, row.trend.last) for row in rows]

    answers(world, course, world.frida_holm, Given(values={"useful": 5}))
    assert asked() == []
    with clock.at(MORNING + timedelta(days=1)):
        [low] = answers(world, course, world.frida_holm, Given(values={"useful": 4}))
        answers(world, course, world.selma, Given(values={"useful": 2}))
        assert sorted(value for _, value in asked()) == [2, 4]
        assert sorted(value for _, value in asked("anna")) == [2, 4]
        assert asked("erik") == []
        actions.note_change(by=fresh(world.dorte), response=low, what_changed="Vi kommer senere")
        assert [value for _, value in asked()] == [2]
    with clock.at(MORNING + timedelta(days=2)):
        answers(world, course, world.selma, Given(values={"useful": 3}))
        assert asked() == []
        answers(world, course, world.frida_holm, Given(values={"useful": 3}))
        assert [value for _, value in asked()] == [3]


@pytest.mark.req("S1-SFB-10")
def test_a_goal_or_a_partner_is_not_the_alliance(world: World, course: Course) -> None:
    goal = a_goal(world, course, "Vi sover")
    answers(world, course, world.frida_holm, Given(goals={goal.public_id: 0}))
    assert queries.to_follow_up(course, fresh(world.dorte)) == []
