"""The four flows of a case on its own pages: screening, risk first, two helps at once, the wait."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.cases import AssessmentKind, MeasureEndReason, NotifiedHow
from hjemmebane.domain.decision_parties import ConsentAnswer, PartyPlace
from hjemmebane.domain.follow_up import FollowUpOutcome, Heard
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, Measure
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, a_goal, a_measure, fresh, screened
from tests.records.control_story import assert_alike, later
from tests.records.test_cases_follow_up import a_follow_up, close, whole


@pytest.fixture
def anna(world: World) -> Client:
    return signed_in(world.anna)


def at(name: str, case: Case, *more: object) -> str:
    return reverse(f"staff:{name}", args=[case.public_id, *more])


def panel(client: Client, case: Case, anchor: str) -> str:
    page = BeautifulSoup(client.get(at("case", case)).content, "html.parser")
    found = page.find(id=anchor)
    return found.get_text(" ", strip=True) if found else ""


def screening(**changes: Any) -> dict[str, Any]:
    given = {
        "version": 0,
        "honour": "no",
        "risk_assessed_on": "",
        "risk_text": "",
        "outcome": "",
        "reason": "",
        "reason_text": "",
    }
    return {**given, **changes}


def four_months(case: Case) -> Obligation:
    row: Obligation = Obligation.objects.current().get(dossier=case.dossier, rule_key="B1")
    return row


# --- § 18 → nothing more, § 19 or § 20


@pytest.mark.parametrize(
    ("outcome", "reason", "kind", "told"),
    [
        ("nothing_more", "need_met", None, "Ikke begyndt."),
        ("afdaekning", "need_delimited", AssessmentKind.AFDAEKNING, "Afdækning"),
        ("child_assessment", "need_complex", AssessmentKind.BFU, "Børnefaglig undersøgelse"),
    ],
)
def test_each_outcome_of_the_screening_leads_where_the_law_says(
    world: World,
    anna: Client,
    outcome: str,
    reason: str,
    kind: AssessmentKind | None,
    told: str,
) -> None:
    case = a_case(world)
    given = screening(outcome=outcome, reason=reason)
    assert anna.post(at("case_screening", case), given).status_code == 303
    assert [row.kind for row in case.assessments.all()] == ([kind] if kind else [])
    assert told in panel(anna, case, "undersoegelse")
    assert bool(four_months(case).not_applicable_reason) == (kind is None)
    again = screening(version=1, outcome="afdaekning", reason="other")
    if outcome != "afdaekning":
        assert anna.post(at("case_screening", case), again).status_code == 422
    assert_alike()


def test_an_outcome_without_a_reason_is_asked_for_one_and_nothing_begins(
    world: World, anna: Client
) -> None:
    case = a_case(world)
    answer = anna.post(at("case_screening", case), screening(outcome="child_assessment"))
    assert answer.status_code == 422
    assert not case.assessments.exists()


# --- Risk first


def test_no_parent_is_heard_asked_or_told_before_the_risk_is_assessed_and_then_each_is(
    world: World, anna: Client
) -> None:
    case = screened(world, a_case(world), is_honour_suspected=True)
    word = actions.PartyWord(
        PartyPlace.CUSTODY_PARENT,
        world.frida_holm.pk,
        heard=Heard.YES,
        consent=ConsentAnswer.YES,
    )
    with pytest.raises(Refused, match="risk_not_assessed"):
        a_decision(world, case, parties=[word])
    assert not case.decisions.exists()
    silent = actions.PartyWord(
        PartyPlace.CUSTODY_PARENT, world.frida_holm.pk, heard=Heard.NOT_POSSIBLE
    )
    made = a_decision(world, case, parties=[silent])
    told = {"by": fresh(world.anna), "decision": made, "on": clock.today()}
    with pytest.raises(Refused, match="risk_not_assessed"):
        actions.note_notified(**told, how=NotifiedHow.LETTER)
    with pytest.raises(Refused, match="risk_not_assessed"):
        actions.note_consent(**told, person=world.frida_holm, answer=ConsentAnswer.YES)
    given = screening(
        version=1,
        honour="yes",
        outcome="afdaekning",
        reason="need_delimited",
        risk_assessed_on=clock.today().isoformat(),
        risk_text="Ingen akut fare. Mor kan kontaktes.",
    )
    assert anna.post(at("case_screening", case), given).status_code == 303
    assert "Ingen kontakt til forældre" not in anna.get(at("case", case)).content.decode()
    made.refresh_from_db()
    made.case.refresh_from_db()
    actions.note_consent(**told, person=world.frida_holm, answer=ConsentAnswer.YES)
    actions.note_notified(**told, how=NotifiedHow.LETTER)


def test_a_meeting_with_parents_waits_for_the_risk_on_its_own_page(
    world: World, anna: Client
) -> None:
    case = screened(world, a_case(world), is_honour_suspected=True)
    form = {
        "mark": uuid4(),
        "own_words": "Ro",
        "professional_words": "",
        "words_of": str(world.frida_holm.public_id),
        "area": "everyday_life",
        "agreed_on": clock.today().isoformat(),
    }
    assert anna.post(at("goal_new", case), form).status_code == 422
    assert "Ingen kontakt til forældre" in anna.get(at("case", case)).content.decode()


# --- Two helps at once


def test_two_measures_run_side_by_side_each_with_its_clock_and_ends_by_itself(
    world: World, anna: Client
) -> None:
    case = a_case(world)
    a_goal(world, case)
    home = a_measure(world, case)
    advice = a_measure(world, case, measure_key="konsulentbistand", ladder_step="2")
    firsts = Obligation.objects.unsettled().filter(
        dossier=case.dossier, about_id__in=[home.public_id, advice.public_id]
    )
    assert {row.about_id for row in firsts} == {home.public_id, advice.public_id}
    now = panel(anna, case, "trappen")
    assert "Hjemmebaserede indsatser" in now
    assert "Forebyggende indsatser" in now
    form = {
        "ended_on": clock.today().isoformat(),
        "reason": MeasureEndReason.GOALS_REACHED.value,
        "end_text": "",
    }
    assert anna.post(at("measure_end", case, advice.public_id), form).status_code == 303
    left = Obligation.objects.unsettled().filter(dossier=case.dossier)
    assert not left.filter(about_id=advice.public_id).exists()
    assert left.filter(about_id=home.public_id).exists()
    assert Measure.objects.get(pk=home.pk).ended_on is None
    with later(40):
        row = a_follow_up(world, case)
        words = whole(case, FollowUpOutcome.CONTINUE)
        assert [word.measure_id for word in words.measures] == [home.pk]
        close(world, row, words)
        assert_alike()


def test_a_follow_up_of_two_measures_says_a_word_of_each(world: World) -> None:
    case = a_case(world)
    home = a_measure(world, case)
    a_measure(world, case, measure_key="konsulentbistand", ladder_step="2")
    row = a_follow_up(world, case)
    text = whole(case, FollowUpOutcome.CONTINUE)
    short = [word for word in text.measures if word.measure_id == home.pk]
    with pytest.raises(Refused, match="outcome_missing"):
        close(world, row, whole(case, FollowUpOutcome.CONTINUE, measures=short))


# --- Four months, and a provisional assessment


def test_a_provisional_assessment_at_four_months_is_written_told_and_later_finished(
    world: World, anna: Client
) -> None:
    case = a_case(world)
    given = screening(outcome="child_assessment", reason="need_complex")
    anna.post(at("case_screening", case), given)
    row = case.assessments.get()
    due = four_months(case)
    days = (due.due_at - clock.now()).days
    with later(days):
        form = {"version": 1, "provisional_on": clock.today().isoformat(), "do": "save"}
        client = signed_in(world.anna)
        assert client.post(at("assessment", case, row.public_id), form).status_code == 303
        page = client.get(reverse("staff:obligation", args=[due.public_id])).content.decode()
        assert "Undtaget" in page
        assert_alike()
    with later(days + 30):
        client = signed_in(world.anna)
        form = {
            "version": 2,
            "looked_into": "Hverdagen",
            "by_whom": "Anna",
            "findings": "Aftenerne er svære",
            "childs_view": "Jeg vil have ro",
            "parents_view": "Vi vil have hjælp",
            "conclusion": "Hjælp i hjemmet",
            "provisional_on": (clock.today() - timedelta(days=30)).isoformat(),
            "do": "finish",
        }
        assert client.post(at("assessment", case, row.public_id), form).status_code == 303
        assert four_months(case).satisfied_at is not None
        assert_alike()
