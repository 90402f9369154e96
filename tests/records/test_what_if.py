"""A leader asks what-if of the teams in reach; what is read and kept names nobody."""

import json
from datetime import date, timedelta

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.domain.deadlines import RuleStage
from hjemmebane.domain.documents import JobState
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.domain.what_if import WhatIfQuestion
from hjemmebane.edges.jobs.loop import JobLoop
from hjemmebane.records.cases.models import Case, FollowUp
from hjemmebane.records.documents.actions import cancel_job
from hjemmebane.records.leadership import actions, queries
from hjemmebane.records.leadership.models import WhatIf
from tests.cast import World
from tests.records.cases_story import a_case, a_measure, fresh, screened

QUESTION = WhatIfQuestion(4, 3, RuleStage.MANDATORY, 6, 12)


def asked(world: World, who: str = "camilla", **changes: object) -> WhatIf:
    values = {name: getattr(QUESTION, name) for name in QUESTION.__slots__} | changes
    job = actions.ask_what_if(by=fresh(world.users[who]), question=WhatIfQuestion(**values), seed=1)
    return WhatIf.objects.get(public_id=job.subject_id)


def followed_up(case: Case, on: date) -> None:
    FollowUp.objects.create(
        case=case,
        held_on=on,
        next_on=on + timedelta(days=91),
        next_reason="local_rule",
        closed_at=clock.midnight(on),
        step_down="not_yet",
    )


@pytest.fixture
def case(world: World, free_hand: None) -> Case:
    """Return Selma's case with help for two years, followed up each quarter."""
    found = screened(world, a_case(world))
    measure = a_measure(world, found)
    measure.started_on = clock.today() - timedelta(days=700)
    measure.save()
    for quarter in range(7, 0, -1):
        followed_up(found, clock.today() - timedelta(days=91 * quarter))
    return found


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"interval_months": 7}, "interval_past_law"),
        ({"interval_months": 0}, "interval_too_short"),
        ({"cases_each": 0}, "cases_each_off"),
        ({"cases_each": 101}, "cases_each_off"),
        ({"hours_each": 0}, "hours_each_off"),
    ],
)
def test_a_question_the_law_or_sense_forbids_is_refused_and_nothing_is_kept(
    world: World, changes: dict[str, object], key: str
):
    with pytest.raises(Refused) as refusal:
        asked(world, **changes)
    assert refusal.value.key == key
    assert not WhatIf.objects.exists()


def test_the_limit_is_read_from_the_law_in_force():
    limits = queries.what_if_limits(date(2026, 11, 24))
    assert (limits.follow_up_months, limits.first_months) == (6, 3)
    assert catalogue.current().rule("F4", 1).soft_limit is not None


def test_only_leaders_of_the_authority_may_ask(world: World):
    for who in ("anna", "pia", "gry", "dorte", "sofie", "ivan"):
        with pytest.raises(Refused):
            asked(world, who)
    asked(world, "rune")


def test_the_history_holds_days_and_teams_and_no_person(world: World, case: Case):
    history = queries.follow_up_history(fresh(world.camilla), clock.today())
    assert [(team.name, team.advisers) for team in history.teams] == [("Team Nord", 2)]
    (life,) = history.cases
    assert len(life.held) == 7
    assert life.ended_on is None
    assert "elma" not in repr(history)


def test_another_teams_leader_counts_nothing_of_it(world: World, case: Case):
    assert queries.follow_up_history(fresh(world.erik), clock.today()).cases == ()
    assert len(queries.follow_up_history(fresh(world.rune), clock.today()).cases) == 1


def test_a_restricted_case_is_not_counted(world: World, case: Case):
    case.dossier.is_restricted = True
    case.dossier.save()
    assert queries.follow_up_history(fresh(world.rune), clock.today()).cases == ()


@pytest.mark.django_db(transaction=True)
def test_the_job_answers_in_counts_and_only_the_asker_sees_it(world: World, case: Case):
    what_if = asked(world)
    JobLoop().turn()
    kept = queries.get_what_if(what_if.public_id, fresh(world.camilla))
    answer = queries.answer_of(kept)
    assert answer is not None
    assert [(part.name, part.running) for part in answer.parts] == [("Team Nord", 1)]
    assert answer.parts[0].last_year.held == 4
    assert "elma" not in json.dumps(kept.result)
    with pytest.raises(NotVisible):
        queries.get_what_if(what_if.public_id, fresh(world.rune))


@pytest.mark.django_db(transaction=True)
def test_a_question_that_is_stopped_has_no_answer(world: World, case: Case):
    what_if = asked(world)
    job = queries.job_of(what_if)
    assert job is not None
    cancel_job(by=fresh(world.camilla), job=job)
    JobLoop().turn()
    job.refresh_from_db()
    what_if.refresh_from_db()
    assert (job.state, what_if.result) == (JobState.CANCELLED, None)
