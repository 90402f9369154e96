"""A day of several families: seats and queue, who came, and no family known to another."""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys.conftest import Begin
from tests.journeys.stage import Stage, Visitor

pytestmark = pytest.mark.journey

PREVENTION, THERAPIST = "Nadia Aziz", "Dorte Kjær"
GROUP = "Lørdag i gymnastiksalen"
HOLM_AIM = "Vi vil kunne grine sammen igen"
BERG_AIM = "Noah vil lege uden at blive vred"
DAHL_AIM = "Vi vil møde nogen, der har det som os"
HOLM, BERG, DAHL = ("Selma", HOLM_AIM), ("Noah", "Ida", BERG_AIM), ("Mikkel", "Dahl", DAHL_AIM)
THE_DAY_AFTER = clock.moment(date(2026, 11, 29), 10, 0)


def test_families_share_a_day_and_none_of_them_learns_of_the_others(begin: Begin) -> None:
    stage = begin("three families on courses")
    nadia_opens_the_group(stage)
    families_get_seats_until_there_are_no_more(stage)
    each_family_sees_its_own_place_alone(stage)
    stage.move_to(THE_DAY_AFTER)
    each_worker_notes_their_own_families(stage)
    who_leaves_gives_the_seat_on(stage)


def nadia_opens_the_group(stage: Stage) -> None:
    """Nadia opens a group of two seats with Familiehuset, and lays its first day."""
    with stage.as_person(PREVENTION) as nadia:
        nadia.go("/")
        nadia.follow("Grupper")
        nadia.follow("Ny gruppe")
        nadia.fill("Gruppens navn", GROUP)
        nadia.choose("Hvad er det?", "Flerfamilieaktivitet med behandlingssigte")
        nadia.select("Sammen med", "Familiehuset")
        nadia.fill("Pladser til familier", "2")
        nadia.stop("ny-gruppe")
        nadia.press("Opret gruppen")
        nadia.sees("Gruppen er oprettet", "0 af 2 pladser er taget")
        nadia.page.wait_for_url("**/grupper/*-*/*")
        nadia.keep("group", nadia.page.url.partition("#")[0])
        nadia.follow("Læg en gang")
        nadia.fill("Dag", "2026-11-28")
        nadia.fill("Klokken", "10:00")
        nadia.fill("Emne", "Lege, der kræver to")
        nadia.press("Gem")
        nadia.sees("Gangen er lagt", "Lege, der kræver to")


def families_get_seats_until_there_are_no_more(stage: Stage) -> None:
    """Nadia asks for the Bergs, Dorte for the Holms; the Dahls, who come third, wait."""
    with stage.as_person(PREVENTION) as nadia:
        a_place_for(nadia, "Berg", BERG_AIM)
        nadia.sees("har plads", within="Grupper")
    with stage.as_person(THERAPIST) as dorte:
        a_place_for(dorte, "Holm", HOLM_AIM)
        dorte.sees("har plads", within="Grupper")
        dorte.follow(GROUP, within="Grupper")
        dorte.sees("Selma", HOLM_AIM, "1 anden familie, som du ikke er på", within="Familier")
        dorte.does_not_see(*BERG)
        dorte.stop("gruppe")
    with stage.as_person(PREVENTION) as nadia:
        a_place_for(nadia, "Dahl", DAHL_AIM)
        nadia.sees("på venteliste", within="Grupper")
        nadia.back_to("group")
        nadia.sees(
            "Noah",
            BERG_AIM,
            "Mikkel",
            DAHL_AIM,
            "1 anden familie, som du ikke er på",
            within="Familier",
        )
        nadia.does_not_see(*HOLM)


def a_place_for(worker: Visitor, name: str, aim: str) -> None:
    """Ask for a place from the family's course page."""
    worker.back_to(f"course of {name}")
    worker.follow("Plads i en gruppe")
    worker.page.get_by_role("radio", name=GROUP).check()
    worker.fill("Hvad skal familien have ud af det?", aim)
    worker.press("Bed om plads")
    worker.sees("Det er noteret")


def each_family_sees_its_own_place_alone(stage: Stage) -> None:
    """Each mother reads on her own page when and what for; not a word of the others."""
    for name, own, others in (("Ida", BERG_AIM, HOLM), ("Frida", HOLM_AIM, BERG)):
        with stage.as_person(name, phone=True) as mother:
            mother.go("/min-side/")
            mother.sees(GROUP, own, "Lege, der kræver to", within="Din gruppe")
            mother.does_not_see(*others, *DAHL)
            mother.stop(f"min-side-{name.lower()}")


def each_worker_notes_their_own_families(stage: Stage) -> None:
    """Each worker is asked of their own families, and told a number of the others."""
    theirs = ((PREVENTION, "Noah Znoah Berg", HOLM), (THERAPIST, "Selma Zselma Holm", BERG))
    for who, name, others in theirs:
        with stage.as_person(who) as worker:
            worker.back_to("group")
            worker.follow("Fremmøde", within="Gange")
            worker.does_not_see(*others, "Mikkel")
            worker.choose("Hvem kom?", name)
            worker.stop(f"fremmoede-{name[:4].lower()}")
            worker.press("Gem")
            worker.sees("kom 1 af 1 gange", within="Familier")


def who_leaves_gives_the_seat_on(stage: Stage) -> None:
    """The Bergs stop, as they may when they like; the Dahls have waited longest."""
    with stage.as_person(PREVENTION) as nadia:
        nadia.back_to("group")
        nadia.follow("Familien stopper", within=nadia.page.locator(".last", has_text="Noah"))
        nadia.press("Gem")
        nadia.sees("Det er noteret")
        nadia.back_to("group")
        nadia.sees("Har plads", within=nadia.page.locator(".last", has_text="Mikkel"))
        nadia.sees("Stoppet", within=nadia.page.locator(".last", has_text="Noah"))
    with stage.as_person("Ida", phone=True) as ida:
        ida.go("/min-side/")
        ida.does_not_see(GROUP, *HOLM, *DAHL)
