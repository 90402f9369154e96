"""Twelve weeks of intensive help at home: from the decided measure to the adviser's choice."""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys.conftest import Begin
from tests.journeys.stage import Stage, Visitor

pytestmark = pytest.mark.journey

ADVISER, FIRST, SECOND = "Anna Lund", "Dorte Kjær", "Esben Friis"
CONCERN = "Vi er bekymrede for, om Selma får sovet."
FOCUS = "Vi går i seng uden skænderi"
FINDING = "Aftenerne ender i skænderi, og Selma sover først klokken 23."
GOAL = "Vi vil have ro om aftenen"
WEEK_5 = clock.moment(date(2026, 12, 22), 15, 0)
WEEK_9 = clock.moment(date(2027, 1, 19), 15, 0)
WEEK_12 = clock.moment(date(2027, 2, 9), 15, 0)


def test_the_twelve_weeks_run_in_phases_and_tracks_and_end_with_the_advisers_choice(
    begin: Begin,
) -> None:
    stage = begin("help to run as a course")
    anna_begins_the_course(stage)
    the_concern_is_said_openly(stage)
    a_finding_is_tied_to_a_goal(stage)
    stage.move_to(WEEK_5)
    the_second_phase_begins(stage)
    stage.move_to(WEEK_9)
    the_third_phase_begins(stage)
    stage.move_to(WEEK_12)
    the_report_and_the_status_meeting(stage)
    anna_chooses_what_comes_after(stage)


def anna_begins_the_course(stage: Stage) -> None:
    """The team is chosen by role; the tracks run side by side from the first week."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Begynd forløb", within="Forløb")
        anna.choose("Indsatstype", "Intensiv hjemmebaseret indsats")
        anna.press("Videre")
        team = anna.page.get_by_role("group", name="Familiebehandler")
        for name in (FIRST, SECOND):
            team.get_by_label(name).check()
        anna.select("Enhed", "Familiehuset")
        anna.press("Begynd forløbet")
        anna.sees("Forløbet er begyndt", "uge 1 af 12", "fase 1, motivation")
        anna.sees("Afklaring og afdækning", "Behandling og rådgivning")
        anna.keep("course")
        anna.stop("uge-1")


def the_concern_is_said_openly(stage: Stage) -> None:
    """The start meeting is held; the mother reads the concern in the words she heard there."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        a_meeting_is_held(dorte, "startmøde", "2026-11-24", "09:00")
        dorte.follow("Vores bekymring, sagt åbent")
        dorte.fill("Vores bekymring, sagt åbent", CONCERN)
        dorte.press("Gem")
        dorte.sees(CONCERN, within="Det, vi har skrevet ned")
    with stage.as_person("Frida", phone=True) as frida:
        frida.go("/min-side/")
        frida.sees(CONCERN)
        frida.stop("min-side-bekymring")


def a_finding_is_tied_to_a_goal(stage: Stage) -> None:
    """A focus point in the mother's words, between what was found and the goal it serves."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        dorte.follow("Lav et fokuspunkt")
        dorte.fill("Fokuspunktet med familiens egne ord", FOCUS)
        dorte.choose("Hvis ord er det?", "Frida Zfrida, mor")
        dorte.page.get_by_role("group", name="Undersøgelsen").get_by_role("radio").first.check()
        dorte.fill("Det, der er fundet", FINDING)
        dorte.page.get_by_role("group", name="Målet, det hører til").get_by_role(
            "radio"
        ).first.check()
        dorte.stop("fokuspunkt")
        dorte.press("Gem fokuspunktet")
        dorte.sees(FOCUS, FINDING, GOAL, within="Fokuspunkter")


def a_meeting_is_held(worker: Visitor, title: str, day: str, hour: str = "10:00") -> None:
    """Plan the meeting the course asks for, and write that it was held with the family."""
    worker.follow("Find tid", within=worker.page.locator(".dec li", has_text=title))
    worker.fill("Dag", day)
    worker.fill("Klokken", hour)
    worker.press("Planlæg mødet")
    worker.sees("Mødet er planlagt")
    worker.follow(title, within="Møder")
    worker.fill("Aftaler", "Vi begynder med aftenerne.")
    worker.press("Gem")
    worker.sees("holdt", within="Møder")


def a_phase_begins(worker: Visitor) -> None:
    """Begin the phase that the course page asks about, today."""
    worker.follow("Fasen begynder", within="Hvad skal besluttes")
    worker.press("Gem")
    worker.sees("Fasens start er gemt")


def the_second_phase_begins(stage: Stage) -> None:
    """Weeks 1–4 end with a meeting; in weeks 5–8 the interplay is mapped."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        a_meeting_is_held(dorte, "opfølgningsmøde", "2026-12-22")
        a_phase_begins(dorte)
        dorte.sees("uge 5 af 12", "fase 2, afdækning")
        dorte.stop("uge-5")


def the_third_phase_begins(stage: Stage) -> None:
    """Weeks 9–12: support goes on while the report is written."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        a_phase_begins(dorte)
        dorte.sees("uge 9 af 12", "fase 3, afslutning")


def the_report_and_the_status_meeting(stage: Stage) -> None:
    """The report says how far the parents can meet the child's needs; they meet about it."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        dorte.sees("uge 12 af 12")
        dorte.sees("i hvilket omfang forældrene kan møde barnets behov")
        dorte.follow("Rapport", within="Det næste, og hvorfor")
        dorte.press("Meld færdig")
        dorte.sees("Det er noteret")
        a_meeting_is_held(dorte, "statusmøde", "2027-02-09")
        dorte.sees("Hvad skal der ske bagefter?", within="Hvad skal besluttes")
        dorte.stop("uge-12")
        dorte.follow("Afslut forløbet")
        dorte.choose("Hvorfor?", "Som planlagt")
        dorte.press("Afslut")
        assert dorte.page.locator("[data-errors]").count(), "it ended without the adviser's choice"


def anna_chooses_what_comes_after(stage: Stage) -> None:
    """Nothing is chosen for the adviser; with her choice the course may end."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("course")
        anna.follow("Tag stilling")
        assert anna.page.locator("main :checked").count() == 0, "a choice was made beforehand"
        anna.choose("Hvad skal der ske?", "Fortsat hjemmebaseret indsats")
        anna.fill(
            "Hvorfor, og hvilke andre muligheder", "Familien har ro om aftenen de fleste dage."
        )
        anna.stop("tag-stilling")
        anna.press("Gem valget")
        anna.sees("Fortsat hjemmebaseret indsats", within="Når ugerne er gået")
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        dorte.follow("Afslut forløbet")
        dorte.choose("Hvorfor?", "Som planlagt")
        dorte.press("Afslut")
        dorte.sees("Forløbet er afsluttet")
