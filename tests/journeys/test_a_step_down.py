"""A step down the ladder, talked over at a follow-up, granted at once, and drawn for the family."""

import pytest

from tests.journeys import hands
from tests.journeys.conftest import Begin
from tests.journeys.hands import PROVIDER, Help
from tests.journeys.stage import Stage, Visitor

pytestmark = pytest.mark.journey

ADVISER = "Anna Lund"
CHILD, MOTHER, FATHER = "Selma Zselma Holm", "Frida Zfrida Holm", "Jonas Zjonas Holm"
EVERYDAY = "Selma går til håndbold med klassen om torsdagen"
ADVICE = Help(
    measure="Konsulentbistand",
    step="2",
    purpose="Frida og Jonas holder aftenerne selv og ringer, når det går skævt.",
    weeks=12,
    child=CHILD,
    parents=(MOTHER, FATHER),
    other="Familiebehandling i 12 uger mere",
    why_not="Familien kan selv nu.",
    grounds="Familien har nået målene og vil klare mere selv.",
    child_says="Det går godt nu",
)


def test_a_family_moves_a_step_down_at_a_follow_up_and_the_move_is_drawn(begin: Begin) -> None:
    stage = begin("help on step three")
    anna_asks_the_three_questions(stage)
    anna_grants_the_lower_step(stage)
    anna_closes_the_follow_up(stage)
    the_move_is_drawn(stage)


def anna_asks_the_three_questions(stage: Stage) -> None:
    """The follow-up asks: a step down? combine? strengthen everyday life? It needs an answer."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Formel opfølgning")
        anna.press("Begynd")
        anna.sees(
            "Kan vi gå et trin ned ad indsatstrappen?",
            "Skal vi kombinere indsatser fra flere trin?",
            "Hvad gør vi for, at barnet har en almindelig hverdag?",
            within="Indsatstrappen",
        )
        anna.press("Luk opfølgningen")
        assert anna.page.locator("[data-errors]").count(), "it closed without an answer"
        anna.choose("Er barnet hørt?", "Ja, ved opfølgningen")
        anna.choose("Er forældrene hørt?", "Ja, ved opfølgningen")
        anna.choose("Hvordan går det?", "Fremad")
        anna.choose("Hvad sker der nu?", "Slutter")
        anna.choose("Hvorfor?", "Målene er nået")
        anna.choose("Kan vi gå et trin ned", "Ja, nu")
        anna.choose("Skal vi kombinere", "Nej, ét trin er nok")
        anna.fill("Hvad gør vi for, at barnet har en almindelig hverdag?", EVERYDAY)
        anna.stop("opfoelgning-trappen")
        anna.press("Gem, og skriv videre senere")
        anna.sees("Opfølgningen er åben")


def anna_grants_the_lower_step(stage: Stage) -> None:
    """Help on step 2 is within what Anna may grant: it begins the same day."""
    with stage.as_person(ADVISER) as anna:
        anna.follow("Bevilg hjælp nu")
        hands.write_help(anna, ADVICE)
        anna.select("Hvem udfører indsatsen?", PROVIDER)
        anna.stop("bevilg-nu")
        anna.press("Bevilg")
        anna.sees("Hjælpen er bevilget, brevene er lavet, og den er begyndt")


def anna_closes_the_follow_up(stage: Stage) -> None:
    """What was written stands; the new measure is judged too, and the next day is chosen."""
    with stage.as_person(ADVISER) as anna:
        everyday = anna.page.get_by_label("Hvad gør vi for, at barnet har en almindelig hverdag?")
        assert everyday.input_value() == EVERYDAY
        new = anna.scope("Konsulentbistand og familierettede indsatser")
        new.get_by_role("group", name="Hvad sker der nu?").get_by_label("Fortsætter").check()
        new.get_by_role("group", name="Hvorfor?").get_by_label("Den hjælper", exact=True).check()
        anna.fill("Næste opfølgning", "2027-02-23")
        anna.choose("Hvorfor den dag?", "Noget er ved at ændre sig")
        anna.press("Luk opfølgningen")
        anna.sees("Opfølgningen er lukket")
        anna.sees(EVERYDAY, "23. februar 2027", within="Formelle opfølgninger")


def the_move_is_drawn(stage: Stage) -> None:
    """The family page draws the step down, with its day and reason, also as words."""
    for phone in (False, True):
        with stage.as_person(ADVISER, phone=phone) as anna:
            anna.go(stage.notes["family"])
            drawn(anna)
            anna.stop(f"familien-et-trin-ned-{'390' if phone else '1440'}")


def drawn(anna: Visitor) -> None:
    """See the ladder stand on step 2, come down from 3b today."""
    ladder = anna.page.locator("#trin")
    anna.sees("Trin nu: 2", within=ladder)
    anna.sees("↓ 3b → 2", "sluttede: Målene er nået", within=ladder)
    drawing = ladder.locator("svg").locator("visible=true").first
    assert drawing.locator("a").count() > 1, "the marks of the drawing lead nowhere"
