"""Closing a case: each open deadline is met, lifted, lapses or runs on, and none goes unsaid."""

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup

from hjemmebane import clock
from hjemmebane.domain.case_closing import Settled, Settlement
from hjemmebane.domain.cases import ClosingReason, MeasureEndReason, NotifiedHow
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda.actions import start_obligation
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, NotedEvent
from hjemmebane.records.cases.models.case import NO_DUE
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_decision, a_measure, closed, fresh
from tests.records.control_story import assert_alike, later

MOVED_ON = date(2026, 11, 20)


def close(world: World, case: Case, settled: dict[UUID, Settled]) -> Case:
    return actions.close_case(
        by=fresh(world.anna),
        case=case,
        version=Case.objects.get(pk=case.pk).version,
        reason=ClosingReason.NO_NEED,
        settled=settled,
    )


def refused(key: str, world: World, case: Case, settled: dict[UUID, Settled]) -> None:
    with pytest.raises(Refused, match=key):
        close(world, case, settled)
    case.refresh_from_db()
    assert case.closed_at is None


def duty(case: Case, rule_key: str) -> Obligation:
    return Obligation.objects.current().get(dossier=case.dossier, rule_key=rule_key)


def a_moved_family(world: World) -> Case:
    """Return a case where papers are to be sent on, and the assessment is not made."""
    case = a_case(world)
    sent_by = clock.today() + timedelta(14)
    text = actions.EventText(kind=EventKind.FAMILY_MOVED, happened_on=MOVED_ON, chosen_on=sent_by)
    actions.note_event(by=fresh(world.anna), case=case, text=text)
    return case


def test_a_case_with_an_open_deadline_nobody_has_spoken_of_is_not_closed(world: World) -> None:
    case = a_moved_family(world)
    refused("deadlines_open", world, case, {})
    refused("deadlines_open", world, case, {duty(case, "B1").public_id: Settled(Settlement.MOVED)})
    assert duty(case, "B1").not_applicable_at is None


def test_what_is_not_needed_any_more_is_lifted_with_the_reason_and_own_words(world: World) -> None:
    case = a_case(world)
    said = Settled(Settlement.NO_NEED, "Farmor hjælper nu")
    close(world, case, {duty(case, "B1").public_id: said})
    case.refresh_from_db()
    assert case.closed_at == clock.now()
    row = duty(case, "B1")
    assert row.not_applicable_at == clock.now()
    why = "Sagen er lukket: der er ikke brug for det mere. Farmor hjælper nu"
    assert row.not_applicable_reason == why
    assert case.next_due_at == NO_DUE
    assert_alike()
    with later(400):
        assert_alike()


def test_what_was_met_is_noted_on_the_day_it_was_and_the_control_agrees(world: World) -> None:
    case = a_moved_family(world)
    sent_on = MOVED_ON + timedelta(2)
    close(
        world,
        case,
        {
            duty(case, "U5").public_id: Settled(Settlement.MET, "Sendt med post", sent_on),
            duty(case, "B1").public_id: Settled(Settlement.MOVED),
        },
    )
    assert duty(case, "U5").satisfied_at == clock.midnight(sent_on)
    noted = NotedEvent.objects.get(kind=EventKind.PAPERS_SENT)
    assert (noted.happened_on, noted.text) == (sent_on, "Sendt med post")
    assert_alike()


def test_what_is_said_to_be_met_has_a_day_it_can_have_been_met_on(world: World) -> None:
    case = a_moved_family(world)
    papers, assessment = duty(case, "U5").public_id, duty(case, "B1").public_id
    lifted = {assessment: Settled(Settlement.MOVED)}
    met = {"without": None, "before": MOVED_ON - timedelta(1), "ahead": clock.today()}
    met["ahead"] = clock.today() + timedelta(1)
    faults = {"without": "met_day_missing", "before": "met_before_it_began"}
    for name, day in met.items():
        key = faults.get(name, "in_the_future")
        refused(key, world, case, {**lifted, papers: Settled(Settlement.MET, "", day)})
    assert not NotedEvent.objects.filter(kind=EventKind.PAPERS_SENT).exists()
    told_here = {papers: Settled(Settlement.MOVED)}
    told_here[assessment] = Settled(Settlement.MET, "", clock.today())
    refused("not_met_here", world, case, told_here)


def test_what_only_holds_while_help_runs_lapses_by_itself_and_says_why(world: World) -> None:
    case = a_case(world)
    start_obligation(
        by=SYSTEM,
        dossier=case.dossier,
        rule_key="F3",
        trigger_at=clock.midnight(clock.today()),
        about=("measure", uuid4()),
        person=case.child,
    )
    close(world, case, {duty(case, "B1").public_id: Settled(Settlement.NO_NEED)})
    row = duty(case, "F3")
    assert row.exception == "measures_ended"
    assert row.not_applicable_reason != ""
    assert row.exception_reason == "Sagen er lukket, og ingen indsats løber"


def test_the_partys_own_time_to_complain_runs_on(world: World) -> None:
    case = a_case(world)
    made = a_decision(world, case)
    anna = fresh(world.anna)
    actions.give_decision(by=anna, decision=made, on=clock.today(), how=NotifiedHow.LETTER)
    closed(world, case)
    row = duty(case, "K1")
    assert (row.satisfied_at, row.not_applicable_reason) == (None, "")
    assert_alike()


def test_a_case_after_its_help_closes_with_the_control_in_agreement(world: World) -> None:
    case = a_case(world)
    measure = a_measure(world, case)
    with later(30):
        actions.end_measure(
            by=fresh(world.anna),
            measure=measure,
            on=clock.today(),
            reason=MeasureEndReason.GOALS_REACHED,
        )
        closed(world, case)
        assert_alike()
    with later(500):
        assert_alike()
        open_now = Obligation.objects.unsettled().ours().filter(dossier=case.dossier)
        assert not open_now.exists()


# --- The page


def page_of(world: World, case: Case) -> BeautifulSoup:
    answer = signed_in(fresh(world.anna)).get(f"/sager/{case.public_id}/luk/")
    return BeautifulSoup(answer.content, "html.parser")


def test_the_form_names_each_open_deadline_and_asks_one_tap_of_each(world: World) -> None:
    case = a_moved_family(world)
    page = page_of(world, case)
    assert "2 frister står åbne. Vælg, hvad der sker med hver af dem." in page.get_text()
    papers = page.select(f"input[name='hvordan-{duty(case, 'U5').public_id}']")
    assert [box["value"] for box in papers] == [one.value for one in Settlement]
    assert len(papers) <= 6
    bfu = page.select(f"input[name='hvordan-{duty(case, 'B1').public_id}']")
    assert "met" not in [box["value"] for box in bfu]
    assert "Er den nået, så skriv det i sagen først" in page.get_text()
    assert "onsdag 17. marts 2027, Barnets lov § 20" in page.get_text(" ", strip=True)


def test_the_page_closes_when_every_deadline_has_its_word_and_not_before(world: World) -> None:
    case = a_moved_family(world)
    papers, bfu = duty(case, "U5").public_id, duty(case, "B1").public_id
    client, address = signed_in(fresh(world.anna)), f"/sager/{case.public_id}/luk/"
    form = {"version": str(case.version), "reason": "moved", f"hvordan-{bfu}": "moved"}
    half = client.post(address, form)
    assert half.status_code == 422
    assert f"hvordan-{papers}" in half.content.decode()
    undated = client.post(address, {**form, f"hvordan-{papers}": "met"})
    assert undated.status_code == 422
    assert "Skriv, hvilken dag fristen blev nået." in undated.content.decode()
    case.refresh_from_db()
    assert case.closed_at is None
    whole = {**form, f"hvordan-{papers}": "met", f"dag-{papers}": "2026-11-22"}
    assert client.post(address, whole).status_code == 303
    case.refresh_from_db()
    assert case.closed_at is not None
    assert duty(case, "U5").satisfied_at == clock.midnight(date(2026, 11, 22))


def test_the_page_says_what_lapses_and_what_runs_on(world: World) -> None:
    case = a_case(world)
    made = a_decision(world, case)
    anna = fresh(world.anna)
    actions.give_decision(by=anna, decision=made, on=clock.today(), how=NotifiedHow.LETTER)
    words = page_of(world, case).get_text(" ", strip=True)
    assert "Klagefrist" in words
    assert "Løber videre: det er ikke vores frist" in words
