"""The leader's page of what waits, yes and no, and who answers while the leader is away."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, Decision
from hjemmebane.records.people.actions import end_custody
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, fresh

pytestmark = pytest.mark.django_db
FOUR = {"measure_key": "stoetteophold", "ladder_step": "4"}


def text(answer: Any) -> str:
    """Return the words of a page."""
    return " ".join(BeautifulSoup(answer.content, "html.parser").main.get_text(" ").split())


@pytest.fixture
def case(world: World) -> Case:
    """Return an open case about Selma."""
    return a_case(world)


@pytest.fixture
def decision(world: World, case: Case) -> Decision:
    """Return a decision that waits for the leader."""
    return a_decision(world, case, **FOUR)


@pytest.fixture
def camilla(world: World) -> Client:
    """Return the team leader, signed in."""
    return signed_in(world.camilla)


def of(name: str, case: Case, decision: Decision) -> str:
    return reverse(f"staff:{name}", args=[case.public_id, decision.public_id])


def test_the_leader_sees_who_waits_for_how_long_and_how_long_answers_take(
    world: World, camilla: Client, case: Case, decision: Decision
) -> None:
    with clock.at(clock.now() + timedelta(days=5)):
        page = text(signed_in(world.camilla).get(reverse("staff:decisions_waiting")))

    assert "Selma Zselma Holm" in page
    assert "ventet 5 dage" in page
    assert "Den ældste har ventet 5 dage" in page
    assert "Ingen svar endnu" in page
    assert "Anna Lund spurgte" in page


def test_what_waited_too_long_stands_over_the_time_on_the_leaders_day(
    world: World, case: Case, decision: Decision
) -> None:
    def rows(days: int) -> str:
        with clock.at(clock.now() + timedelta(days=days)):
            page = BeautifulSoup(signed_in(world.camilla).get("/").content, "html.parser")
        return " ".join(
            group.get_text(" ") for group in page.select("section, article") if "Over" in str(group)
        )

    title = "Godkend Støtteophold"
    assert title not in rows(0)
    assert title in rows(3)


@pytest.mark.parametrize(
    ("hours", "said"), [(0, "0 min."), (6, "6 t"), (30, "30 t"), (60, "2,5 dage")]
)
def test_a_quick_answer_is_told_in_hours_and_a_slow_one_in_days(
    world: World, camilla: Client, decision: Decision, hours: int, said: str
) -> None:
    with clock.at(clock.now() + timedelta(hours=hours)):
        actions.approve_decision(by=fresh(world.camilla), decision=decision)
        page = text(camilla.get(reverse("staff:decisions_waiting")))
    assert re.search(rf"\(median\)\s+{re.escape(said)}\s", page), page


def test_yes_stands_first_among_what_a_leader_can_answer(
    world: World, camilla: Client, decision: Decision
) -> None:
    page = BeautifulSoup(camilla.get(reverse("staff:decisions_waiting")).content, "html.parser")
    row = page.select_one("div.go")
    assert row is not None
    ways = [way.get_text(" ").split()[0] for way in row.select("button, a")]
    assert ways == ["Godkend", "Sig", "Læs"]


def test_a_no_needs_its_reason_and_reaches_the_advisers_day(
    world: World, camilla: Client, case: Case, decision: Decision
) -> None:
    no = of("decision_decline", case, decision)
    assert camilla.post(no, {"why": " "}).status_code == 422
    assert signed_in(world.anna).post(no, {"why": "Nej"}).status_code == 404

    assert camilla.post(no, {"why": "Prøv trin 3 først."}).status_code == 303

    page = text(signed_in(world.anna).get(reverse("staff:case", args=[case.public_id])))
    assert "har sagt nej: Prøv trin 3 først." in page
    assert "Begynd indsatsen" not in page
    assert "Prøv trin 3 først." in text(signed_in(world.anna).get("/"))


def test_the_second_yes_is_told_that_another_has_answered(
    world: World, camilla: Client, case: Case, decision: Decision
) -> None:
    yes = of("decision_approve", case, decision)
    assert "er godkendt" in text(camilla.post(yes, follow=True))
    again = signed_in(world.rune).post(yes, follow=True)
    assert "En anden leder har allerede svaret" in again.content.decode()


def test_a_leader_writes_a_deputy_on_and_off_and_the_deputy_has_the_page_meanwhile(
    world: World, camilla: Client, case: Case, decision: Decision
) -> None:
    here, queue = reverse("staff:deputies"), reverse("staff:decisions_waiting")
    days = {
        "from_on": clock.today().isoformat(),
        "to_on": (clock.today() + timedelta(days=7)).isoformat(),
    }
    assert signed_in(world.bo).get(queue).status_code == 404
    wrong = camilla.post(here, {"deputy": str(world.dorte.public_id), **days})
    assert wrong.status_code == 422

    camilla.post(here, {"deputy": str(world.bo.public_id), **days})
    assert "Bo Madsen" in text(camilla.get(here))
    assert "Selma Zselma Holm" in text(signed_in(fresh(world.bo)).get(queue))

    off = BeautifulSoup(camilla.get(here).content, "html.parser").select_one("form[action*=slut]")
    assert off is not None
    camilla.post(off["action"])
    assert "Ingen er stedfortræder" in text(camilla.get(here))
    assert signed_in(fresh(world.bo)).get(queue).status_code == 404


def test_the_page_of_what_waits_asks_the_database_as_often_for_two_as_for_one(
    world: World, camilla: Client, decision: Decision
) -> None:
    queue = reverse("staff:decisions_waiting")
    camilla.get(queue)
    with CaptureQueriesContext(connection) as one:
        camilla.get(queue)
    a_decision(world, a_case(world, child="viggo"), **FOUR)
    with CaptureQueriesContext(connection) as two:
        camilla.get(queue)
    assert len(two) == len(one)


def test_a_decision_goes_by_letter_complaint_and_reassessment(
    world: World, case: Case, decision: Decision
) -> None:
    anna, camilla = signed_in(world.anna), signed_in(world.camilla)
    letters, told = of("decision_letters", case, decision), of("decision_notified", case, decision)
    assert told not in anna.get(letters).content.decode()
    camilla.post(of("decision_approve", case, decision))
    page = text(anna.get(letters))
    assert "Du kan klage" in page
    assert "som det blev givet" not in page

    day = clock.today().isoformat()
    assert anna.post(told, {"on": day, "how": "letter"}).status_code == 303
    assert "som det blev givet" in text(anna.get(letters))

    new = of("complaint_new", case, decision)
    form = {"person": str(world.frida_holm.public_id), "received_on": day, "how": "spoken"}
    assert anna.post(new, {**form, "complaint": " "}).status_code == 422
    assert anna.post(new, {**form, "complaint": "Vi er uenige"}).status_code == 303
    case_page = anna.get(reverse("staff:case", args=[case.public_id]))
    assert "Klage modtaget" in text(case_page)

    answer = reverse("staff:complaint", args=[case.public_id, case.complaints.get().public_id])
    assert answer in case_page.content.decode()
    assert "Vi er uenige" in text(anna.get(answer))
    sent_on = {"outcome": "forwarded", "on": day, "reason": "Som før", "papers": ""}
    assert anna.post(answer, sent_on).status_code == 422
    assert anna.post(answer, {**sent_on, "papers": "Alt"}).status_code == 303
    assert "fastholdt og sendt til ankestyrelsen" in text(
        anna.get(reverse("staff:case", args=[case.public_id]))
    )


def test_help_is_granted_from_the_follow_up_page_the_same_day(world: World, case: Case) -> None:
    anna, day = signed_in(world.anna), clock.today().isoformat()
    here = reverse("staff:follow_up", args=[case.public_id])
    anna.post(here, {"held_on": day})
    grant = reverse("staff:follow_up_grant", args=[case.public_id])
    assert grant in anna.get(here).content.decode()
    sent = {
        "mark": uuid4(),
        "kind": "start",
        "decided_on": day,
        "started_on": day,
        "measure_key": "konsulentbistand",
        "ladder_step": "2",
        "aim": "treatment",
        "purpose": "Ro om morgenen",
        "expected_duration_weeks": "8",
        "grounds": "Set sammen",
        "childs_view": "Jeg vil gerne",
        "replaces": "nothing",
        "plan_needed": "no",
        "option1": "Ingenting",
        "why1": "Det haster",
        "told_how": "meeting",
        "provider": world.units["provider"].public_id,
    }
    people = [world.frida_holm.pk, world.jonas_holm.pk]
    sent |= {f"heard_{key}": "yes" for key in people}
    missing = anna.post(grant, sent)
    assert missing.status_code == 422
    assert not case.decisions.exists()

    assert anna.post(grant, {**sent, **{f"consent_{k}": "yes" for k in people}}).status_code == 303

    page = text(anna.get(reverse("staff:case", args=[case.public_id])))
    assert "Konsulentbistand og familierettede indsatser" in page
    assert "Familien er underrettet" in page


def test_the_page_asks_who_holds_custody_where_nobody_is_known_to(
    world: World, camilla: Client, case: Case
) -> None:
    page = reverse("staff:decision_new", args=[case.public_id])
    assert "Hvem har forældremyndigheden?" not in text(camilla.get(page))
    for holder in (world.frida_holm, world.jonas_holm):
        end_custody(
            by=SYSTEM, child=case.child, holder=holder, on=clock.today() - timedelta(days=1)
        )
    assert "Hvem har forældremyndigheden?" in text(camilla.get(page))
