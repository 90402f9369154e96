"""A notification on the Friday evening before Easter: each deadline is the right day across it.

Easter 2027: Thursday 25 and Friday 26 March, Sunday 28 and Monday 29 are holidays; Saturday 27 is
a hverdag. The receipt's six hverdage after Friday 19 are 20, 22, 23, 24, 27 and 30 March.
"""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys import hands
from tests.journeys.conftest import Begin
from tests.journeys.hands import Findings, Help
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

TEACHER, RECEPTION, ADVISER, LEADER = "Hanne Storm", "Kirsten Bang", "Anna Lund", "Camilla Riis"
CHILD, MOTHER, FATHER = "Selma Zselma Holm", "Frida Zfrida Holm", "Jonas Zjonas Holm"
SELMAS_NUMBER = "1442178004"
CONCERN = "Selma græder og vil ikke hjem på påskeferie."
OWN_WORDS = "Jeg vil gerne have ro om aftenen"
ASSESSMENT = Findings(
    looked_into="Aftenerne hjemme",
    by_whom="Rådgiver og forældre",
    found="Aftenerne er svære.",
    child_says=OWN_WORDS,
    parents_say="De vil gerne have hjælp.",
    conclusion="Familien har brug for hjælp til aftenerne.",
)
HELP = Help(
    measure="amiliebehandling",
    step="3b",
    purpose="Ro om aftenen",
    weeks=20,
    child=CHILD,
    parents=(MOTHER, FATHER),
    other="Aflastning",
    why_not="Familien vil selv.",
)
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
        hands.write_notification(hanne, CHILD, CONCERN, "Manglende omsorg")
        hands.send_notification(hanne)


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
        hands.find_the_child(kirsten, SELMAS_NUMBER)
        hands.assess_danger(kirsten, "Talt med mor lørdag. Ingen akut fare.")
        hands.write_opening(kirsten, ADVISER)
        hands.open_case(kirsten)


def anna_screens(stage: Stage) -> None:
    """The case is Anna's; she screens it the same day."""
    with stage.as_person(ADVISER) as anna:
        hands.find_the_case(anna, CHILD)
        hands.screen(anna, CONCERN)


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
        hands.write_assessment(anna, ASSESSMENT)
        hands.finish_assessment(anna)


def anna_decides(stage: Stage) -> None:
    """Anna decides on help and a plan: three months for the plan, not counted in hverdage."""
    with stage.as_person(ADVISER) as anna:
        hands.write_decision(anna, HELP, plan="Ja")
        anna.press("Træf afgørelse")
        anna.sees("Barnets plan", "ons. 30. juni", within="Frister")
        anna.stop("afgoerelse-efter-paaske")


def anna_begins_and_plans(stage: Stage) -> None:
    """The measure begins: the first follow-up within three months. The plan is written."""
    with stage.as_person(ADVISER) as anna:
        hands.begin_help(anna)
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
