"""Twelve weeks of intensive help at home: from the school's referral to the adviser's choice."""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys import hands
from tests.journeys.conftest import Begin
from tests.journeys.hands import Findings, Help
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

TEACHER, RECEPTION, ADVISER = "Hanne Storm", "Kirsten Bang", "Anna Lund"
FIRST, _ = hands.THERAPISTS
CHILD, MOTHER, FATHER = "Selma Zselma Holm", "Frida Zfrida Holm", "Jonas Zjonas Holm"
SELMAS_NUMBER = "1442178004"
REFERRAL = "Selma falder i søvn i timerne og siger, at der er skænderi hver aften."
CONCERN = "Vi er bekymrede for, om Selma får sovet."
FOCUS = "Vi går i seng uden skænderi"
FINDING = "Aftenerne ender i skænderi, og Selma sover først klokken 23."
GOAL = "Vi vil have ro om aftenen"
AGREED = "Vi begynder med aftenerne."
ASSESSMENT = Findings(
    looked_into="Aftenerne hjemme og søvnen",
    by_whom="Rådgiver, lærer og forældre",
    found=FINDING,
    child_says="Jeg vil gerne have, at der er stille, når jeg skal sove.",
    parents_say="Vi er trætte og vil gerne have hjælp.",
    conclusion="Familien har brug for tæt hjælp hjemme.",
)
HELP = Help(
    measure="amiliebehandling",
    step="3b",
    purpose="Ro om aftenen, så Selma sover.",
    weeks=12,
    child=CHILD,
    parents=(MOTHER, FATHER),
    other="Almindelig familiebehandling",
    why_not="Den er ikke tæt nok nu.",
)
WEEK_5 = clock.moment(date(2026, 12, 22), 15, 0)
WEEK_9 = clock.moment(date(2027, 1, 19), 15, 0)
WEEK_12 = clock.moment(date(2027, 2, 9), 15, 0)


def test_the_twelve_weeks_run_in_phases_and_tracks_and_end_with_the_advisers_choice(
    begin: Begin,
) -> None:
    stage = begin("Selma has a number")
    the_school_refers_and_a_case_is_opened(stage)
    anna_finds_out_and_decides(stage)
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


def the_school_refers_and_a_case_is_opened(stage: Stage) -> None:
    """Hanne writes what she sees; Kirsten assesses it the same day and gives it to Anna."""
    with stage.as_person(TEACHER) as hanne:
        hands.write_notification(hanne, CHILD, REFERRAL, "Manglende omsorg")
        hands.send_notification(hanne)
    with stage.as_person(RECEPTION) as kirsten:
        kirsten.go("/underretninger/")
        kirsten.follow(CHILD)
        hands.find_the_child(kirsten, SELMAS_NUMBER)
        hands.assess_danger(kirsten, "Talt med skole og mor i dag.")
        hands.write_opening(kirsten, ADVISER)
        hands.open_case(kirsten)


def anna_finds_out_and_decides(stage: Stage) -> None:
    """Anna screens, finds out, decides on intensive help, begins it, and agrees on a goal."""
    with stage.as_person(ADVISER) as anna:
        hands.find_the_case(anna, CHILD)
        hands.screen(anna, REFERRAL)
        hands.write_assessment(anna, ASSESSMENT)
        hands.finish_assessment(anna)
        hands.write_decision(anna, HELP, plan="Ja")
        anna.press("Træf afgørelse")
        hands.begin_help(anna)
        hands.agree_on_goal(anna, GOAL, MOTHER, "Rolige aftener med faste rammer")


def anna_begins_the_course(stage: Stage) -> None:
    """The team is chosen by role; the tracks run side by side from the first week."""
    with stage.as_person(ADVISER) as anna:
        hands.write_course(anna)
        hands.begin_course(anna)
        anna.sees("uge 1 af 12", "fase 1, motivation")
        anna.sees("Afklaring og afdækning", "Behandling og rådgivning")
        anna.stop("uge-1")


def the_concern_is_said_openly(stage: Stage) -> None:
    """The start meeting is held; the mother reads the concern in the words she heard there."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        hands.hold_meeting(dorte, "startmøde", "2026-11-24", "09:00", AGREED)
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


def the_second_phase_begins(stage: Stage) -> None:
    """Weeks 1–4 end with a meeting; in weeks 5–8 the interplay is mapped."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        hands.hold_meeting(dorte, "opfølgningsmøde", "2026-12-22", "10:00", AGREED)
        hands.begin_phase(dorte)
        dorte.sees("uge 5 af 12", "fase 2, afdækning")
        dorte.stop("uge-5")


def the_third_phase_begins(stage: Stage) -> None:
    """Weeks 9–12: support goes on while the report is written."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        hands.begin_phase(dorte)
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
        hands.hold_meeting(dorte, "statusmøde", "2027-02-09", "10:00", AGREED)
        dorte.sees("Hvad skal der ske bagefter?", within="Hvad skal besluttes")
        dorte.stop("uge-12")
        dorte.follow("Afslut forløbet")
        dorte.choose("Hvorfor?", "Som planlagt")
        dorte.press("Afslut")
        assert dorte.page.locator("[data-errors]").count(), "it ended without the adviser's choice"


def anna_chooses_what_comes_after(stage: Stage) -> None:
    """Nothing is chosen for the adviser; with her choice the course may end."""
    with stage.as_person(ADVISER) as anna:
        choice = "Fortsat hjemmebaseret indsats"
        hands.write_choice(anna, choice, "Familien har ro om aftenen de fleste dage.")
        anna.stop("tag-stilling")
        hands.save_choice(anna)
        anna.sees(choice, within="Når ugerne er gået")
    with stage.as_person(FIRST) as dorte:
        hands.end_course(dorte)
