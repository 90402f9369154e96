"""A notification on the Friday evening before Easter: each deadline is the right day across it.

Easter 2027: Thursday 25 and Friday 26 March, Sunday 28 and Monday 29 are holidays; Saturday 27 is
a hverdag. The receipt's six hverdage after Friday 19 are 20, 22, 23, 24, 27 and 30 March.
"""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys.conftest import Begin
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

TEACHER, RECEPTION, ADVISER, LEADER = "Hanne Storm", "Kirsten Bang", "Anna Lund", "Camilla Riis"
CHILD, MOTHER, FATHER = "Selma Zselma Holm", "Frida Zfrida Holm", "Jonas Zjonas Holm"
SELMAS_NUMBER = "1442178004"
CONCERN = "Selma græder og vil ikke hjem på påskeferie."
OWN_WORDS = "Jeg vil gerne have ro om aftenen"
FRIDAY_EVENING = clock.moment(date(2027, 3, 19), 19, 30)
SATURDAY = clock.moment(date(2027, 3, 20), 10, 0)
AFTER_EASTER = clock.moment(date(2027, 3, 30), 9, 0)
A_WEEK_BEFORE_THE_FOLLOW_UP = clock.moment(date(2027, 6, 22), 9, 0)


def test_every_deadline_is_the_right_day_from_friday_evening_to_the_chosen_rhythm(
    begin: Begin,
) -> None:
    stage = begin("Selma has a number", FRIDAY_EVENING)
    hanne_notifies(stage)
    the_clock_runs_through_the_weekend(stage)
    stage.move_to(SATURDAY)
    kirsten_assesses(stage)
    anna_screens(stage)
    stage.move_to(AFTER_EASTER)
    the_receipt_is_sent_on_its_last_day(stage)
    anna_finds_out(stage)
    anna_decides(stage)
    anna_begins_and_plans(stage)
    stage.move_to(A_WEEK_BEFORE_THE_FOLLOW_UP)
    anna_follows_up_and_chooses_a_rhythm(stage)


def hanne_notifies(stage: Stage) -> None:
    """Hanne writes on the Friday evening; the school is closed from then on."""
    with stage.as_person(TEACHER) as hanne:
        hanne.go("/samarbejde/")
        hanne.follow("Skriv underretning")
        hanne.choose("Er et barn i fare nu?", "Nej")
        hanne.fill("Barnets navn", CHILD)
        hanne.choose("Hvad bekymrer dig?", "Manglende omsorg")
        hanne.fill("Hvad drejer det sig om?", CONCERN)
        hanne.press("Send underretning")
        hanne.sees("Underretningen er sendt")


def the_clock_runs_through_the_weekend(stage: Stage) -> None:
    """24 hours are 24 hours; the receipt's hverdage step over the holidays."""
    with stage.as_person(RECEPTION) as kirsten:
        kirsten.go("/underretninger/")
        kirsten.sees(CHILD, "24 t tilbage")
        kirsten.follow(CHILD)
        kirsten.keep("notification")
        kirsten.sees("senest", "20. mar")
        kirsten.sees("30. mar", within="Kvittering")
        kirsten.stop("fredag-aften")


def kirsten_assesses(stage: Stage) -> None:
    """On Saturday morning Kirsten assesses whether the child is in danger, in time."""
    with stage.as_person(RECEPTION) as kirsten:
        kirsten.back_to("notification")
        kirsten.follow("Find i registeret")
        kirsten.fill("Personnummer", SELMAS_NUMBER)
        kirsten.press("Gem")
        kirsten.follow("Vurder")
        kirsten.choose("Er barnets sundhed", "Nej")
        kirsten.fill("Hvad bygger vurderingen på?", "Talt med mor lørdag. Ingen akut fare.")
        kirsten.choose("Hvad sker der nu?", "Åbn sag med screening")
        kirsten.press("Gem vurderingen")
        kirsten.sees("Vurderingen er gemt")
        kirsten.follow("Åbn sag")
        kirsten.choose("Hvor tung", "Middel")
        kirsten.select("Team", "Nord")
        kirsten.select("Rådgiver", ADVISER)
        kirsten.press("Åbn sag")
        kirsten.sees("Sagen er åbnet")


def anna_screens(stage: Stage) -> None:
    """The case is Anna's; she screens it the same day."""
    with stage.as_person(ADVISER) as anna:
        anna.go("/sager/")
        anna.follow(CHILD)
        anna.keep("case")
        anna.follow("Skriv screening")
        anna.choose("æresrelateret", "Nej")
        anna.choose("Hvad skal der ske nu?", "Afdækning (§ 19)")
        anna.choose("Hvorfor?", "Behovet er afgrænset")
        anna.press("Gem")
        anna.sees("Screeningen er gemt")


def the_receipt_is_sent_on_its_last_day(stage: Stage) -> None:
    """The first Tuesday after Easter is the last day, and no day too late."""
    with stage.as_person(RECEPTION) as kirsten:
        kirsten.back_to("notification")
        kirsten.sees("30. mar", within="Kvittering")
        kirsten.press("Kvitteringen er sendt")
        kirsten.sees("Kvitteringen er noteret som sendt")
        kirsten.does_not_see("over tiden")


def anna_finds_out(stage: Stage) -> None:
    """The assessment is finished, with the child's own words."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Skriv videre", within="Afdækning og undersøgelse")
        anna.fill("Hvad er undersøgt?", "Aftenerne hjemme")
        anna.fill("Af hvem?", "Rådgiver og forældre")
        anna.fill("Hvad har I fundet ud af?", "Aftenerne er svære.")
        anna.fill("Barnets syn", OWN_WORDS)
        anna.fill("Forældrenes syn", "De vil gerne have hjælp.")
        anna.fill("Konklusion", "Familien har brug for hjælp til aftenerne.")
        anna.press("Afslut")
        anna.sees("Den er afsluttet")


def anna_decides(stage: Stage) -> None:
    """Anna decides on help and a plan: three months for the plan, not counted in hverdage."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Ny afgørelse")
        anna.select("Indsats og lovgrundlag", "amiliebehandling")
        anna.select("Trin på indsatstrappen", "3b")
        anna.choose("Sigte", "Behandling: noget skal ændre sig")
        anna.fill("Formål", "Ro om aftenen")
        anna.fill("Forventet varighed i uger", "20")
        anna.choose("Skal der laves en barnets plan", "Ja")
        for person in (CHILD, MOTHER, FATHER):
            anna.choose(f"Er {person} hørt?", "Ja")
        for parent in (MOTHER, FATHER):
            anna.choose(f"Siger {parent} ja til hjælpen?", "Ja")
        anna.fill("Anden mulighed 1", "Aflastning")
        anna.fill("Hvorfor ikke mulighed 1?", "Familien vil selv.")
        anna.press("Træf afgørelse")
        anna.sees("Barnets plan", "ons. 30. juni", within="Frister")
        anna.stop("afgoerelse-efter-paaske")


def anna_begins_and_plans(stage: Stage) -> None:
    """The measure begins: the first follow-up within three months. The plan is written."""
    with stage.as_person(ADVISER) as anna:
        anna.follow("Begynd indsatsen", within="Afgørelser")
        anna.select("Hvem udfører indsatsen?", "Familiehuset")
        anna.press("Begynd")
        anna.sees("Første opfølgning", "ons. 30. juni", within="Frister")
        anna.follow("Skriv planen")
        anna.fill("Formål", "Selma og forældrene har ro om aftenen.")
        anna.press("Gem")
        anna.sees("Planen er gemt")
        anna.stop("plan-efter-paaske")


def anna_follows_up_and_chooses_a_rhythm(stage: Stage) -> None:
    """The follow-up proposes the case's own rhythm, talked over with the leader."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Vælg, hvor tit der følges op")
        anna.fill("Hvor mange uger mellem opfølgningerne?", "6")
        anna.fill("Sagens art og tyngde", "Middel; aftenerne er endnu skrøbelige.")
        anna.select("Drøftet med", LEADER)
        anna.stop("rytme")
        anna.press("Vælg rytmen")
        anna.sees("Hver 6. uge", LEADER)
        anna.back_to("case")
        anna.follow("Formel opfølgning")
        anna.press("Begynd")
        anna.choose("Er barnet hørt?", "Ja, ved opfølgningen")
        anna.choose("Er forældrene hørt?", "Ja, ved opfølgningen")
        anna.choose("Hvad sker der nu?", "Fortsætter")
        anna.choose("Hvorfor?", "Den hjælper")
        anna.choose("Kan vi gå et trin ned", "Ja, snart")
        proposed = anna.page.get_by_label("Næste opfølgning").first.input_value()
        assert proposed == "2027-08-03", "six weeks after the day it was held"
        anna.choose("Hvorfor den dag?", "Noget er ved at ændre sig")
        anna.press("Luk opfølgningen")
        anna.sees("Opfølgningen er lukket")
        anna.sees("Opfølgning", "tirs. 3. aug.", within="Frister")
        anna.stop("fulgt-op")
