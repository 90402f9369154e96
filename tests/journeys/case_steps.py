"""The second way in: the school notifies, and the authority opens a case and decides on help."""

from tests.journeys import hands
from tests.journeys.hands import Findings, Help
from tests.journeys.stage import Stage
from tests.journeys.vang import CHILD, CHILD_NUMBER, FATHER, FATHER_NUMBER, MOTHER

TEACHER = "Hanne Storm"
RECEPTION = "Kirsten Bang"
ADVISER = "Anna Lund"
CONCERN = (
    "Elias sover i timerne og har været væk 9 dage på en måned. Han siger, at han passer sin "
    "lillebror om natten. Vi har talt med mor to gange."
)
OWN_WORDS = "Jeg vil gerne kunne sove og komme i skole"
MOTHERS_WORDS = "Jeg vil kunne stå op med Elias hver morgen"
PROFESSIONAL = "Elias har fast søvn og møder i skole hver dag"
FINDINGS = "Elias passer sin lillebror, når mor er syg. Far arbejder om natten."
CONCLUSION = "Familien har brug for tæt hjælp hjemme, så Elias kan sove og komme i skole."
CHILDS_VIEW = "Jeg er træt. Jeg vil gerne hjem til mor og have, at hun har det godt."
ASSESSMENT = Findings(
    looked_into="Søvn, fravær og hverdagen hjemme",
    by_whom="Rådgiver, skole og forældre",
    found=FINDINGS,
    child_says=CHILDS_VIEW,
    parents_say="Mor vil gerne have hjælp. Far er enig.",
    conclusion=CONCLUSION,
)
HELP = Help(
    measure="amiliebehandling",
    step="3b",
    purpose="Ro om natten og støtte til mor, så Elias kan være barn.",
    weeks=12,
    child=CHILD,
    parents=(MOTHER, FATHER),
    other="Aflastning hos en plejefamilie",
    why_not="Elias vil hjem, og mor vil selv.",
)
TASK = "Ringer hjem samme dag, hvis Elias ikke er kommet"
LAW_WITHOUT_CONSENT = "Barnets lov § 138"


def hanne_notifies(stage: Stage) -> None:
    """Hanne writes a notification from the school and sees when a receipt comes."""
    with stage.as_person(TEACHER) as hanne:
        reasons = ("Fravær fra skole eller dagtilbud", "Manglende omsorg")
        hands.write_notification(hanne, CHILD, CONCERN, *reasons)
        hanne.sees("vurderes inden 24 timer")
        hanne.stop("10-underretning")
        hands.send_notification(hanne)
        hanne.sees("Kommer inden 6 hverdage")
        hanne.keep("own notification")
        hanne.stop("11-sendt")


def kirsten_assesses(stage: Stage) -> None:
    """Kirsten sees the clock run, finds the child, assesses within 24 hours, sends the receipt."""
    with stage.as_person(RECEPTION) as kirsten:
        kirsten.go("/underretninger/")
        kirsten.sees(CHILD, "24 t tilbage")
        kirsten.stop("12-underretninger")
        kirsten.follow(CHILD)
        kirsten.keep("notification")
        kirsten.sees("Elias sover i timerne")
        kirsten.follow("Hvorfor?")
        kirsten.sees("136")
        kirsten.stop("13-fristen-forklaret")
        kirsten.back_to("notification")
        hands.find_the_child(kirsten, CHILD_NUMBER)
        hands.assess_danger(kirsten, "Talt med skole og mor i dag. Ingen akut fare.")
        kirsten.press("Kvitteringen er sendt")
        kirsten.sees("Kvitteringen er noteret som sendt")
        kirsten.stop("14-vurderet")
    with stage.as_person(TEACHER) as hanne:
        hanne.back_to("own notification")
        hanne.sees("Sendt", within="Kvittering")
        hanne.does_not_see("Talt med skole og mor i dag")


def anna_opens_the_case(stage: Stage) -> None:
    """The case is opened for Anna, with what is known; she screens it."""
    with stage.as_person(RECEPTION) as kirsten:
        kirsten.back_to("notification")
        hands.write_opening(kirsten, ADVISER)
        kirsten.sees("Elias sover i timerne")
        kirsten.stop("15-aabn-sag")
        hands.open_case(kirsten)
    with stage.as_person(ADVISER) as anna:
        hands.find_the_case(anna, CHILD)
    anna_adds_the_father(stage)
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.sees(CHILD, MOTHER, FATHER, within="Mennesker omkring barnet")
        hands.screen(anna, "Elias sover i timerne")
        anna.sees("Afdækning (§ 19)")
        anna.stop("16-screening")


def anna_adds_the_father(stage: Stage) -> None:
    """The father stands in the register, but not on the case: found by his number and added."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Personer om barnet")
        anna.sees(MOTHER, "mor", "Hjemme, hele tiden")
        anna.follow("Tilføj en person")
        anna.fill("Navn eller personnummer", FATHER_NUMBER)
        anna.press("Find")
        anna.sees(FATHER)
        anna.press("Vælg")
        anna.choose("Hvad er personen for barnet?", "Far")
        anna.choose("Har personen forældremyndighed?", "Ja")
        anna.choose("Bor i et af familiens hjem", "Hjemme: Rugvænget 4, 9999 Lindeborg")
        anna.stop("15b-far")
        anna.press("Gem")
        anna.sees("Personen er skrevet på sagen", FATHER)


def anna_finds_out(stage: Stage) -> None:
    """The assessment: what was looked into, by whom, what each said, what it comes to."""
    with stage.as_person(ADVISER) as anna:
        hands.write_assessment(anna, ASSESSMENT)
        anna.stop("17-afdaekning")
        hands.finish_assessment(anna)
        anna.sees(CHILDS_VIEW)


def anna_agrees_goals(stage: Stage) -> None:
    """Two goals in the family's own words beside the professional wording."""
    with stage.as_person(ADVISER) as anna:
        hands.agree_on_goal(anna, OWN_WORDS, CHILD, PROFESSIONAL)
        hands.agree_on_goal(anna, MOTHERS_WORDS, MOTHER, "Mor har støtte til morgen og nat")
        anna.stop("18-maal")


def anna_decides(stage: Stage) -> None:
    """A decision with its legal basis and step, and the measure it starts."""
    with stage.as_person(ADVISER) as anna:
        hands.write_decision(anna, HELP, plan="Ja")
        anna.choose("Træder den i stedet for", "Anbringelse")
        anna.stop("19-afgoerelse")
        anna.press("Træf afgørelse")
        anna.sees("Ny indsats", within="Afgørelser")
        hands.begin_help(anna)
        anna.stop("20-indsats")


def anna_coordinates(stage: Stage) -> None:
    """The coordination plan: Hanne gets a task, on stated ground, and sees it on her edge."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Skriv planen")
        anna.sees(CONCLUSION)
        anna.fill("Formål", "Elias sover og kommer i skole.")
        anna.press("Gem")
        anna.sees("Planen er gemt")
        anna.follow("Se og giv opgaver")
        anna.press("Tag planen i brug")
        anna.sees("taget i brug")
        anna.select("Hvem har opgaven?", TEACHER)
        anna.fill("Hvad?", TASK)
        anna.fill("Eller hjemmel i loven", LAW_WITHOUT_CONSENT)
        anna.press("Giv opgaven")
        anna.sees("Opgaven er givet", TASK)
        anna.stop("21-koordineringsplan")
    with stage.as_person(TEACHER, phone=True) as hanne:
        hanne.go("/samarbejde/")
        hanne.sees(TASK, within="Dine opgaver")
        hanne.does_not_see(FINDINGS, PROFESSIONAL)
        hanne.stop("22-samarbejde")
