"""What a partner says about the work together: heard by those on the course, and by nobody else."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction

from hjemmebane import clock
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import Tie
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import CoordinationTask
from hjemmebane.records.courses.models import Course
from hjemmebane.records.feedback import actions, queries
from hjemmebane.records.feedback.actions import Given
from hjemmebane.records.feedback.lines import answer_lines
from hjemmebane.records.feedback.models import Response
from hjemmebane.records.feedback.partners import partner_page, tasks_asked_about
from hjemmebane.records.reports.queries.facts import closing_facts
from tests.cast import MORNING, World
from tests.records.cases_story import fresh
from tests.records.control_story import a_plan
from tests.records.reports_story import a_running_course, ended

pytestmark = pytest.mark.django_db
DAYS = 30


@pytest.fixture
def course(world: World) -> Course:
    """Return a running course of the Holm family."""
    return a_running_course(world)


def a_task(world: World, course: Course, partner: Any) -> CoordinationTask:
    """Return a partner's task in the running coordination plan of the course's case."""
    assert course.measure is not None
    case, by = course.measure.case, fresh(world.anna)
    if not CoordinationTask.objects.exists():
        a_plan(world, case)
        cases.activate_coordination_plan(by=by, case=case)
    return cases.add_coordination_task(
        by=by,
        case=case,
        text=cases.TaskText("Fast voksen om morgenen"),
        owner=cases.Owner(user=partner, unit=world.units["school"]),
        ground=cases.Ground(law="Barnets lov § 91"),
    )


@pytest.fixture
def task(world: World, course: Course) -> CoordinationTask:
    """Return Hanne's task."""
    return a_task(world, course, world.hanne)


def answered(
    world: World, task: CoordinationTask, token: UUID | None = None, **given: Any
) -> Response:
    """Return what Hanne answers about her task."""
    return actions.answer_as_partner(
        by=fresh(world.hanne), task=task, given=Given(**given), form_token=token or uuid4()
    )


@pytest.mark.req("S2-AAB-26")
def test_a_partner_is_heard_by_the_workers_on_the_course(
    world: World, course: Course, task: CoordinationTask
) -> None:
    answered(world, task, values={"keeps_word": 4, "whom_to_call": 9}, text="Ring før kl. 9")
    (row,) = queries.responses_of(course, fresh(world.dorte))
    assert (row.who, row.is_partner, row.text) == (
        "Hanne Storm, Engskolen",
        True,
        "Ring før kl. 9",
    )
    assert [(one.question, one.value) for one in row.answers] == [
        ("Gør vi det, vi har aftalt med dig?", 4),
        ("Ved du, hvem du skal ringe til?", 9),
    ]


def test_a_partners_words_are_read_for_danger_the_day_they_come(
    world: World, task: CoordinationTask
) -> None:
    response = answered(world, task, text="Hun tør ikke gå hjem")
    duty = Obligation.objects.get(rule_key="D1", about_id=response.public_id)
    assert duty.trigger_at == response.answered_at
    assert [row.who for row in queries.to_read_for_danger(fresh(world.dorte))] == [
        "Hanne Storm, Engskolen"
    ]
    actions.read_for_danger(by=fresh(world.dorte), response=response, danger_found=False)
    assert queries.to_read_for_danger(fresh(world.dorte)) == []


def test_the_adviser_sees_how_a_partners_numbers_develop_and_not_the_words(
    world: World, course: Course, task: CoordinationTask
) -> None:
    response = answered(world, task, values={"helps_daily": 6}, text="Zhannes ord")
    (row,) = queries.trend_of_course(course, fresh(world.anna))
    assert (row.who, row.trend.last) == ("Hanne Storm, Engskolen", 6)
    assert queries.responses_of(course, fresh(world.anna)) == []
    with pytest.raises(NotVisible):
        queries.get_response(response.public_id, fresh(world.anna))


@pytest.mark.parametrize("who", ["frida", "jonas", "selma_user", "line", "erik", "rune"])
def test_neither_the_family_nor_another_partner_sees_a_partners_answer(
    world: World, course: Course, task: CoordinationTask, who: str
) -> None:
    a_task(world, course, world.line)
    response = answered(world, task, values={"keeps_word": 4}, text="Ord")
    reader = fresh(world.users[who])
    with pytest.raises(NotVisible):
        queries.get_response(response.public_id, reader)
    assert list(Response.objects.trend_visible_to(reader)) == []


def test_a_partner_sees_their_own_last_answer_and_nothing_the_family_said(
    world: World, course: Course, task: CoordinationTask
) -> None:
    link = actions.make_link(by=fresh(world.dorte), course=course, person=world.frida_holm)
    actions.answer_link(by=SYSTEM, link=link, given=Given(values={"useful": 7}, text="Fridas"))
    own = answered(world, task, values={"keeps_word": 4}, text="Ring før kl. 9")
    hanne = fresh(world.hanne)
    assert list(Response.objects.visible_to(hanne)) == [own]
    assert list(Response.objects.trend_visible_to(hanne)) == [own]
    last = partner_page(task.public_id, hanne).last
    assert last is not None
    assert (last.answers, last.text) == (
        (("Gør vi det, vi har aftalt med dig?", 4),),
        "Ring før kl. 9",
    )


def test_an_answer_is_out_of_a_partners_sight_when_they_leave_the_family(
    world: World, task: CoordinationTask
) -> None:
    answered(world, task, values={"keeps_word": 4})
    for tie in Tie.objects.filter(user=world.hanne):
        access.untie(by=SYSTEM, tie=tie, on=clock.today())
    with clock.at(MORNING + timedelta(days=1)):
        assert list(Response.objects.visible_to(fresh(world.hanne))) == []
        with pytest.raises(NotVisible):
            partner_page(task.public_id, fresh(world.hanne))


def test_a_partner_answers_once_a_task_in_the_days_of_the_profile(
    world: World, task: CoordinationTask
) -> None:
    answered(world, task, values={"keeps_word": 4})
    with clock.at(MORNING + timedelta(days=DAYS - 1)):
        with pytest.raises(Refused, match="answered_lately"):
            answered(world, task, values={"keeps_word": 5})
        assert not partner_page(task.public_id, fresh(world.hanne)).may_answer
    with clock.at(MORNING + timedelta(days=DAYS)):
        answered(world, task, values={"keeps_word": 5})
    assert Response.objects.count() == 2


def test_the_same_form_sent_twice_is_one_answer(world: World, task: CoordinationTask) -> None:
    token = uuid4()
    answered(world, task, token, values={"keeps_word": 4})
    with pytest.raises(Refused, match="answer_already_sent"):
        answered(world, task, token, values={"keeps_word": 4})
    assert Response.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({}, "nothing_answered"),
        ({"values": {"keeps_word": 11}}, "answer_out_of_scale"),
        ({"values": {"useful": 5}}, "answer_out_of_scale"),
        ({"text": "x" * 4_001}, "text_too_long"),
    ],
)
def test_what_does_not_belong_to_the_questions_is_refused(
    world: World, task: CoordinationTask, given: dict[str, Any], refusal: str
) -> None:
    with pytest.raises(Refused, match=refusal):
        answered(world, task, **given)
    assert not Response.objects.exists()


def test_without_a_running_course_nobody_is_asked(
    world: World, course: Course, task: CoordinationTask
) -> None:
    hanne = fresh(world.hanne)
    assert tasks_asked_about([str(task.public_id)], hanne) == {str(task.public_id)}
    ended(world, course)
    assert tasks_asked_about([str(task.public_id)], hanne) == frozenset()
    with pytest.raises(NotVisible):
        answered(world, task, values={"keeps_word": 4})


def test_only_a_partner_answers_as_one_and_only_about_their_own_task(
    world: World, course: Course, task: CoordinationTask
) -> None:
    a_task(world, course, world.line)
    given = {"task": task, "given": Given(values={"keeps_word": 1}), "form_token": uuid4()}
    with pytest.raises(NotVisible):
        actions.answer_as_partner(by=fresh(world.line), **given)
    for who in (world.frida, world.dorte):
        with pytest.raises(Refused, match="not_allowed"):
            actions.answer_as_partner(by=fresh(who), **given)


def test_what_a_partner_said_stands_in_nothing_the_family_reads(
    world: World, course: Course, task: CoordinationTask
) -> None:
    response = answered(world, task, values={"keeps_word": 4}, text="Ord")
    actions.note_change(by=fresh(world.dorte), response=response, what_changed="Fast ringetid")
    facts = closing_facts(ended(world, course), fresh(world.dorte))
    assert (facts.answers, facts.changes, facts.quotes) == ((), (), ())
    assert answer_lines([course.dossier_id], fresh(world.dorte)) == ()
    (row,) = queries.responses_of(course, fresh(world.dorte))
    assert [text for _, text in row.changes] == ["Fast ringetid"]


def test_an_answer_has_exactly_one_giver(world: World, task: CoordinationTask) -> None:
    response = answered(world, task, values={"keeps_word": 4})
    for change in ({"person": world.frida_holm}, {"user": None}, {"task": None}):
        with pytest.raises(IntegrityError), transaction.atomic(), writing():
            Response.objects.filter(pk=response.pk).update(**change)
