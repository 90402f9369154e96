"""A course without a case: twelve of twelve contacts, the leader's extension, and its end."""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys import hands
from tests.journeys.conftest import Begin
from tests.journeys.stage import Stage, Visitor

pytestmark = pytest.mark.journey

WORKER, LEADER = "Nadia Aziz", "Gry Bech"
WHY = "Skolen skal nå at tage over"
A_WEEK_LATER = clock.moment(date(2026, 12, 1), 16, 0)


def test_a_course_reaches_twelve_contacts_is_extended_by_the_leader_and_ends(begin: Begin) -> None:
    stage = begin("nine contacts of twelve")
    the_frame_is_nearly_used(stage)
    nadia_asks_for_more(stage)
    gry_agrees(stage)
    stage.move_to(A_WEEK_LATER)
    nadia_goes_on_and_ends(stage)
    no_case_came_of_it(stage)


def the_frame_is_nearly_used(stage: Stage) -> None:
    """The course that came of the enquiry counts its contacts: ten warns, twelve says stop."""
    with stage.as_person(WORKER, phone=True) as nadia:
        nadia.back_to("enquiry")
        nadia.sees("Forløb begyndt")
        nadia.back_to("course")
        nadia.sees("9 af 12 kontakter brugt", within="Rammen")
        for number, words in ((10, "Kun 2 tilbage"), (11, "Kun 1 tilbage"), (12, "Stop og tænk")):
            nadia_writes_a_contact(nadia)
            nadia.back_to("course")
            nadia.sees(f"{number} af 12 kontakter brugt", words, within="Rammen")
        nadia.sees("12 af 12", within="Hvad skal besluttes")
        nadia.stop("tolv-af-tolv")


def nadia_writes_a_contact(nadia: Visitor) -> None:
    """Write a contact; what is known is chosen beforehand."""
    nadia.follow("Skriv kontakt")
    nadia.fill("Kort om besøget", "Vi øvede morgenen. Asta pakkede selv tasken.")
    nadia.press("Gem notat")
    nadia.sees("Notatet er gemt")


def nadia_asks_for_more(stage: Stage) -> None:
    """Nadia asks her leader for four contacts more, and says why."""
    with stage.as_person(WORKER, phone=True) as nadia:
        nadia.follow("Forlæng")
        nadia.sees("12 af 12 kontakter brugt")
        nadia.fill("Kontakter i alt", "12")
        nadia.choose("Hvorfor?", "Netværket skal nå at overtage")
        nadia.press("Send til lederen")
        assert nadia.page.locator("[data-errors]").count(), "no more than before was asked for"
        nadia.fill("Kontakter i alt", "16")
        nadia.fill("Mere om det", WHY)
        nadia.stop("forlaeng")
        nadia.press("Send til lederen")
        nadia.sees("Ønsket er sendt til lederen", "12 af 12 kontakter brugt")


def gry_agrees(stage: Stage) -> None:
    """Gry finds the wish in her menu, reads it, and agrees."""
    with stage.as_person(LEADER) as gry:
        gry.go("/")
        gry.page.locator(".menu summary").click()
        gry.follow("Forlængelser")
        gry.sees("Familien Krog", "16 kontakter i alt", WORKER)
        gry.stop("forlaengelser")
        gry.follow("Familien Krog")
        gry.sees(WHY)
        gry.choose("Hvad aftaler I?", "Forlæng")
        gry.press("Gem")
        gry.sees("Det er aftalt")
        gry.sees("12 af 16 kontakter brugt", within="Rammen")


def nadia_goes_on_and_ends(stage: Stage) -> None:
    """The thirteenth contact is within the frame; the course ends where the goals are met."""
    with stage.as_person(WORKER, phone=True) as nadia:
        nadia.back_to("course")
        nadia_writes_a_contact(nadia)
        nadia.back_to("course")
        nadia.sees("13 af 16 kontakter brugt", within="Rammen")
        hands.end_course(nadia, "Målene er nået")
        nadia.stop("forloebet-afsluttet")


def no_case_came_of_it(stage: Stage) -> None:
    """The authority's adviser finds neither case nor family."""
    with stage.as_person("Anna Lund") as anna:
        anna.go("/sager/?vis=alle")
        anna.does_not_see("Krog")
        answer = anna.page.goto(stage.notes["course"])
        assert answer is not None
        assert answer.status == 404
