"""A grant that needs the leader: asked for, seen with its age, answered by the deputy, told."""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys import hands
from tests.journeys.conftest import Begin
from tests.journeys.hands import Help
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

ADVISER, LEADER, DEPUTY = "Anna Lund", "Camilla Riis", "Bo Madsen"
CHILD, MOTHER, FATHER = "Selma Zselma Holm", "Frida Zfrida Holm", "Jonas Zjonas Holm"
PURPOSE = "Selma er hos farmor hver anden weekend, så alle får ro."
STAY = Help(
    measure="Støtteophold",
    step="4",
    purpose=PURPOSE,
    weeks=26,
    child=CHILD,
    parents=(MOTHER, FATHER),
    other="Aflastning i hjemmet",
    why_not="Selma vil gerne til farmor.",
    grounds="Familien har brug for en pause.",
    child_says="Jeg vil gerne sove hos farmor",
)
THREE_DAYS_LATER = clock.moment(date(2026, 11, 27), 9, 0)


def test_a_decision_that_needs_the_leader_is_answered_by_the_deputy_while_the_leader_is_away(
    begin: Begin,
) -> None:
    stage = begin("a screened case")
    anna_decides(stage)
    camilla_lets_bo_answer(stage)
    stage.move_to(THREE_DAYS_LATER)
    camilla_sees_its_age(stage)
    bo_answers(stage)
    the_letters_are_made(stage)


def anna_decides(stage: Stage) -> None:
    """Anna writes the decision; it waits for the leader, and the measure cannot begin."""
    with stage.as_person(ADVISER) as anna:
        hands.write_decision(anna, STAY, plan="Nej")
        anna.press("Træf afgørelse")
        anna.sees("Venter på lederens svar", within="Afgørelser")
        assert anna.page.get_by_role("link", name="Begynd indsatsen").count() == 0
        anna.stop("afgoerelse-venter")


def camilla_lets_bo_answer(stage: Stage) -> None:
    """Camilla goes away: Bo answers in her place for the days."""
    with stage.as_person(LEADER) as camilla:
        camilla.go("/")
        camilla.follow("Afgørelser")
        camilla.sees(CHILD, "kom i dag", PURPOSE)
        camilla.follow("Hvem svarer, når du er væk?")
        camilla.select("Hvem er stedfortræder?", DEPUTY)
        camilla.fill("Fra og med", "2026-11-25")
        camilla.fill("Til og med", "2026-12-04")
        camilla.press("Gem")
        camilla.sees("Stedfortræderen er skrevet på", DEPUTY)
        camilla.stop("stedfortraeder")
    with stage.as_person(DEPUTY) as bo:
        bo.go("/")
        assert bo.page.get_by_role("link", name="Afgørelser").count() == 0, "before the first day"


def camilla_sees_its_age(stage: Stage) -> None:
    """The queue says how long it has waited, and that this is too long."""
    with stage.as_person(LEADER) as camilla:
        camilla.go("/")
        camilla.follow("Afgørelser")
        camilla.sees("ventet 3 dage", within=CHILD)
        camilla.sees("3 dage", within="Svartid")
        camilla.stop("afgoerelser-venter")


def bo_answers(stage: Stage) -> None:
    """Bo, the deputy of these days, says yes."""
    with stage.as_person(DEPUTY) as bo:
        bo.go("/")
        bo.follow("Afgørelser")
        bo.sees(PURPOSE, "ventet 3 dage", within=CHILD)
        bo.press("Godkend", within=CHILD)
        bo.sees(f"Godkendt af {DEPUTY}", within="Afgørelser")


def the_letters_are_made(stage: Stage) -> None:
    """Anna sees the yes, reads the letters through, tells the family, and may begin."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.sees(f"Godkendt af {DEPUTY}", within="Afgørelser")
        anna.follow("Se brevene", within="Afgørelser")
        anna.sees(MOTHER, FATHER, PURPOSE, "klage", "4 uger")
        anna.stop("breve")
        anna.follow("Skriv, at familien har fået brevene")
        anna.choose("Hvordan", "Digital Post")
        anna.press("Gem")
        anna.sees("Familien er underrettet", within="Afgørelser")
        anna.sees("Begynd indsatsen", within="Afgørelser")
