"""The case pages: shown, sent, refused in a clear sentence, and overtaken."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.cases import CaseWeight
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    NotificationGiven,
    NotificationReasonKey,
    NotificationSource,
)
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import (
    Case,
    CoordinationTask,
    Decision,
    Goal,
    Measure,
    Screening,
)
from hjemmebane.records.intake.actions import receive_notification
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Party
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, a_goal, a_measure, fresh, screened


def url(name: str, *args: object) -> str:
    return reverse(f"staff:{name}", args=[str(arg) for arg in args])


@pytest.fixture
def case(world: World) -> Case:
    return screened(world, a_case(world))


@pytest.fixture
def help_given(world: World, case: Case) -> tuple[Goal, Measure]:
    return a_goal(world, case), a_measure(world, case)


@pytest.fixture
def anna(world: World) -> Client:
    return signed_in(world.anna)


def errors(answer: Any) -> str:
    """Return what the page says is wrong, all of it in one summary on top."""
    return " ".join(re.findall(r"data-errors>.*?</div>", answer.content.decode(), re.S))


def written() -> int:
    return AuditLine.objects.count()


def goal_form(**changes: object) -> dict[str, object]:
    return {
        "mark": uuid4(),
        "version": 0,
        "own_words": "Vi vil have ro om aftenen",
        "words_of": "",
        "professional_words": "",
        "area": "everyday_life",
        "agreed_on": clock.today().isoformat(),
        **changes,
    }


# --- Opening


def test_a_case_is_opened_as_it_is_typed(world: World, anna: Client) -> None:
    answer = anna.post(url("case_open"), opening(world))
    assert answer.status_code == 303
    assert Case.objects.get().child.given_name == "Karla"
    page = anna.get(answer.headers["Location"])
    assert "Karla Ny" in page.content.decode()


def opening(world: World, **changes: object) -> dict[str, object]:
    return {
        "given_name": "Karla",
        "family_name": "Ny",
        "born_on": "2018-04-04",
        "cpr": "",
        "aware_on": clock.today().isoformat(),
        "weight": CaseWeight.MIDDLE,
        "team": world.teams["nord"].public_id,
        "adviser": world.anna.public_id,
        **changes,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"aware_on": "i går"},
        {"aware_on": "9999-12-31"},
        {"aware_on": "2017-01-01"},
        {"given_name": "x" * 90_000},
        {"team": uuid4()},
        {"adviser": "drop table"},
        {"cpr": "12345"},
    ],
)
def test_an_opening_that_cannot_be_right_writes_nothing(
    world: World, anna: Client, change: dict[str, object]
) -> None:
    before = written()
    answer = anna.post(url("case_open"), opening(world, **change))
    assert answer.status_code == 422
    assert errors(answer)
    assert (Case.objects.count(), written()) == (0, before)


def test_a_megabyte_of_text_is_turned_away(world: World, anna: Client, case: Case) -> None:
    before = written()
    answer = anna.post(url("goal_new", case.public_id), goal_form(own_words="x" * 1_000_000))
    assert answer.status_code in (413, 422)
    assert (Goal.objects.count(), written()) == (0, before)


# --- Who may see


@pytest.mark.parametrize("who", ["erik", "pia", "sofie", "kirsten", "nadia", "frida", "hanne"])
def test_those_without_a_tie_find_no_such_page(world: World, case: Case, who: str) -> None:
    browser = signed_in(world.users[who])
    for name in ("case", "follow_up", "decision_new", "coordination", "goal_new", "case_close"):
        answer = browser.get(url(name, case.public_id))
        assert answer.status_code == 404
        assert "Zselma" not in answer.content.decode()


def test_what_was_not_seen_is_not_written(world: World, case: Case) -> None:
    before = written()
    answer = signed_in(world.erik).post(url("goal_new", case.public_id), goal_form())
    assert answer.status_code == 404
    assert (Goal.objects.count(), written()) == (0, before)


def test_ids_of_another_family_name_nothing(world: World, anna: Client, case: Case) -> None:
    viggo = a_case(world, child="viggo")
    goal, decision = a_goal(world, viggo), a_decision(world, viggo)
    measure = a_measure(world, viggo)
    for name, other in (
        ("goal_edit", goal),
        ("goal_progress", goal),
        ("measure_start", decision),
        ("measure_end", measure),
        ("assessment", viggo.assessments.get()),
    ):
        assert anna.get(url(name, case.public_id, other.public_id)).status_code == 404


# --- Screening


def test_suspicion_is_told_on_the_case_page_until_the_risk_is_assessed(
    world: World, anna: Client
) -> None:
    found = screened(world, a_case(world), is_honour_suspected=True)
    page = anna.get(url("case", found.public_id)).content.decode()
    assert "Ingen kontakt til forældre eller netværk" in page
    answer = anna.post(
        url("goal_new", found.public_id), goal_form(words_of=world.frida_holm.public_id)
    )
    assert answer.status_code == 422
    assert "før risikoen er vurderet" in errors(answer)


def test_the_loser_of_a_race_sees_both_versions(world: World, anna: Client, case: Case) -> None:
    form = {
        "version": 1,
        "honour": "no",
        "outcome": "afdaekning",
        "reason": "need_unclear",
        "reason_text": "Mit",
        "risk_text": "",
        "risk_assessed_on": "",
    }
    address = url("case_screening", case.public_id)
    assert anna.post(address, {**form, "reason_text": "Andres"}).status_code == 303
    answer = anna.post(address, form)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "Mit" in page
    assert "Andres" in page
    assert Screening.objects.get().reason_text == "Andres"


# --- Goals


def test_a_goal_sent_twice_is_one_goal(world: World, anna: Client, case: Case) -> None:
    form = goal_form(words_of=world.frida_holm.public_id)
    answers = [anna.post(url("goal_new", case.public_id), form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert Goal.objects.get().words_of == world.frida_holm


@pytest.mark.parametrize(
    "change",
    [
        {"own_words": ""},
        {"area": "guldur"},
        {"agreed_on": "9999-12-31"},
        {"agreed_on": "2010-01-01"},
        {"agreed_on": "31/31"},
        {"mark": "x"},
        {"words_of": uuid4()},
    ],
)
def test_a_goal_that_cannot_be_right_says_so(
    anna: Client, case: Case, change: dict[str, object]
) -> None:
    answer = anna.post(url("goal_new", case.public_id), goal_form(**change))
    assert answer.status_code == 422
    assert not Goal.objects.exists()


def test_progress_is_written_on_the_goal(world: World, anna: Client, case: Case) -> None:
    goal = a_goal(world, case)
    form = {
        "mark": uuid4(),
        "on": clock.today().isoformat(),
        "rater_kind": "parent",
        "value": "4",
        "judgement": "forward",
        "note": "",
    }
    address = url("goal_progress", case.public_id, goal.public_id)
    assert anna.post(address, form).status_code == 303
    assert "fra 4 til 4" in anna.get(url("case", case.public_id)).content.decode()


# --- Decision, measure


def heard_and_agreed() -> dict[str, object]:
    """Return what the form says of those with custody: heard, and yes to the help."""
    holders = Party.objects.filter(dossier=Case.objects.get().dossier, role="custody_parent")
    keys = list(holders.values_list("person_id", flat=True))
    heard = {f"heard_{key}": "yes" for key in keys}
    return heard | {f"consent_{key}": "yes" for key in keys}


def decision_form(**changes: object) -> dict[str, object]:
    return {
        **heard_and_agreed(),
        "mark": uuid4(),
        "kind": "start",
        "decided_on": clock.today().isoformat(),
        "measure_key": "familiebehandling",
        "ladder_step": "3",
        "aim": "treatment",
        "purpose": "Rolige aftener",
        "expected_duration_weeks": "12",
        "grounds": "Afdækningen viser det.",
        "childs_view": "Jeg vil have ro",
        "replaces": "nothing",
        "plan_needed": "no",
        "option1": "Aflastning",
        "why1": "Familien har netværk",
        **changes,
    }


def test_a_decision_is_made_and_its_measure_begins(world: World, anna: Client, case: Case) -> None:
    answer = anna.post(url("decision_new", case.public_id), decision_form())
    assert answer.status_code == 303
    decision = Decision.objects.get()
    start = {
        "mark": uuid4(),
        "provider": world.units["provider"].public_id,
        "started_on": clock.today().isoformat(),
        "everyday_life_note": "",
    }
    address = url("measure_start", case.public_id, decision.public_id)
    assert [anna.post(address, start).status_code for _ in range(2)] == [303, 303]
    assert Measure.objects.count() == 1
    page = anna.get(url("case", case.public_id)).content.decode()
    assert "Barnets lov § 32, stk. 1, nr. 5" in page
    assert page.count("siger ja til hjælpen: ja") == 2


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"childs_view": ""}, "Skriv barnets syn"),
        ({"plan_needed": ""}, "§ 91"),
        ({"ladder_step": "6"}, "kan ikke stå på det trin"),
        ({"decided_on": "9999-12-31"}, "fremtiden"),
        ({"expected_duration_weeks": "12 uger"}, ""),
        ({"option1": ""}, ""),
        ({"measure_key": "guldur"}, ""),
    ],
)
def test_a_decision_that_lacks_something_says_what(
    anna: Client, case: Case, change: dict[str, object], says: str
) -> None:
    before = written()
    answer = anna.post(url("decision_new", case.public_id), decision_form(**change))
    assert answer.status_code == 422
    assert says in errors(answer)
    assert (Decision.objects.count(), written()) == (0, before)


def test_what_the_assessment_says_is_not_asked_again(
    world: World, anna: Client, case: Case
) -> None:
    text = actions.AssessmentText(childs_view="Jeg vil sove", conclusion="Der er brug for ro")
    row = case.assessments.get()
    actions.write_assessment(by=fresh(world.anna), assessment=row, version=1, text=text)
    page = anna.get(url("decision_new", case.public_id)).content.decode()
    assert "Jeg vil sove" in page
    assert "Der er brug for ro" in page


# --- Coordination


def test_a_coordination_plan_without_a_plan_behind_it_says_why(
    world: World, anna: Client, case: Case
) -> None:
    answer = anna.post(url("coordination_activate", case.public_id))
    assert answer.status_code == 422
    assert "barnets plan" in answer.content.decode()


def test_a_partners_task_needs_a_ground(world: World, anna: Client, case: Case) -> None:
    form = {
        "mark": uuid4(),
        "owner": f"user:{world.hanne.public_id}",
        "what": "Ring hver fredag",
        "how": "",
        "together_with": "",
        "when_text": "",
        "due_on": "",
        "goal": "",
        "consent": "",
        "ground_text": "",
    }
    answer = anna.post(url("coordination", case.public_id), form)
    assert answer.status_code == 422
    assert "hverken samtykke eller lovgrundlag" in errors(answer)
    assert not CoordinationTask.objects.exists()
    given = {**form, "ground_text": "Barnets lov § 91"}
    assert anna.post(url("coordination", case.public_id), given).status_code == 303
    task = CoordinationTask.objects.get()
    done = url("coordination_task_done", case.public_id, task.public_id)
    assert anna.post(done).status_code == 303
    assert "Færdig" in anna.get(url("coordination", case.public_id)).content.decode()


# --- Every page, and the list


def test_every_page_of_a_case_has_one_heading(
    world: World, case: Case, help_given: tuple[Goal, Measure]
) -> None:
    leader = signed_in(world.camilla)
    decision = Decision.objects.get()
    running = case.assessments.get()
    goal, measure = help_given
    pages = [
        (name, ())
        for name in (
            "case",
            "case_close",
            "case_adviser",
            "case_circle",
            "case_story",
            "case_screening",
            "case_plan",
            "goal_new",
            "decision_new",
            "coordination",
            "follow_up",
            "follow_up_move",
            "follow_up_rhythm",
            "case_event",
        )
    ]
    pages += [
        ("goal_edit", (goal,)),
        ("goal_end", (goal,)),
        ("goal_progress", (goal,)),
        ("measure_start", (decision,)),
        ("measure_end", (measure,)),
        ("assessment", (running,)),
    ]
    for name, more in pages:
        answer = leader.get(url(name, case.public_id, *(row.public_id for row in more)))
        assert answer.status_code == 200, name
        assert answer.content.decode().count("<h1") == 1, name


def test_the_list_shows_only_cases_in_reach(world: World, case: Case) -> None:
    assert case.number in signed_in(world.anna).get(url("cases")).content.decode()
    assert case.number in signed_in(world.camilla).get(url("cases") + "?vis=alle").content.decode()
    assert case.number not in signed_in(world.erik).get(url("cases") + "?vis=alle").content.decode()


def some_cases(world: World, count: int) -> None:
    for number in range(count):
        child = people.register_person(
            by=SYSTEM,
            register="authority",  # type: ignore[arg-type]
            given_name=f"Barn{number}",
            family_name="Mange",
            born_on=clock.today() - timedelta(days=3000),
        )
        actions.open_case_for_child(
            by=SYSTEM,
            aware_on=clock.today(),
            team=world.teams["nord"],
            adviser=world.anna,
            given_name=child.given_name,
            family_name="Mange",
            born_on=child.born_on,
        )


def test_the_list_asks_the_database_equally_often_however_many_cases(world: World) -> None:
    counts = []
    for more in (3, 30):
        some_cases(world, more)
        browser = signed_in(world.anna)
        browser.get(url("cases"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(url("cases"))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_the_notification_says_is_shown_beside_and_filled_in(world: World) -> None:
    given = NotificationGiven(
        source=NotificationSource.PARTNER,
        concern_source=ConcernSource.SCHOOL,
        reasons=(next(iter(NotificationReasonKey)),),
        text="Karla kommer ofte uden mad",
        children=(ChildGiven(name="Karla Ny", born_on=clock.today() - timedelta(days=3000)),),
        danger_answer=DangerAnswer.NO,
    )
    notification = receive_notification(by=SYSTEM, given=given)
    child = notification.children.get()
    address = f"{url('case_open')}?barn={child.public_id}"
    kirsten = signed_in(world.kirsten)
    page = kirsten.get(address).content.decode()
    assert "Karla kommer ofte uden mad" in page
    assert 'value="Karla"' in page
    assert f'value="{clock.today().isoformat()}"' in page
    assert kirsten.post(address, opening(world)).status_code == 303
    child.refresh_from_db()
    case = Case.objects.get()
    assert (child.person, child.case_dossier) == (case.child, case.dossier)
    assert (
        "Karla kommer ofte uden mad"
        in signed_in(world.anna).get(url("case_screening", case.public_id)).content.decode()
    )


def test_an_address_that_names_no_child_finds_nothing(anna: Client) -> None:
    for nonsense in ("x", "1' OR 1=1", uuid4()):
        assert anna.get(url("case_open"), {"barn": nonsense}).status_code == 404
