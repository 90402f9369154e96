"""The second way in: the school notifies, and the authority opens a case and decides on help."""

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
TASK = "Ringer hjem samme dag, hvis Elias ikke er kommet"
LAW_WITHOUT_CONSENT = "Barnets lov § 138"


def hanne_notifies(stage: Stage) -> None:
    """Hanne writes a notification from the school and sees when a receipt comes."""
    with stage.as_person(TEACHER) as hanne:
        hanne.go("/samarbejde/")
        hanne.follow("Skriv underretning")
        hanne.sees("vurderes inden 24 timer")
        hanne.choose("Er et barn i fare nu?", "Nej")
        hanne.fill("Barnets navn", CHILD)
        hanne.choose("Hvad bekymrer dig?", "Fravær fra skole eller dagtilbud")
        hanne.choose("Hvad bekymrer dig?", "Manglende omsorg")
        hanne.fill("Hvad drejer det sig om?", CONCERN)
        hanne.stop("10-underretning")
        hanne.press("Send underretning")
        hanne.sees("Underretningen er sendt", "Kommer inden 6 hverdage")
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
        kirsten.follow("Find i registeret")
        kirsten.fill("Personnummer", CHILD_NUMBER)
        kirsten.press("Gem")
        kirsten.sees("Barnet er fundet i registeret")
        kirsten.follow("Vurder")
        kirsten.choose("Er barnets sundhed", "Nej")
        kirsten.fill("Hvad bygger vurderingen på?", "Talt med skole og mor i dag. Ingen akut fare.")
        kirsten.choose("Hvad sker der nu?", "Åbn sag med screening")
        kirsten.press("Gem vurderingen")
        kirsten.sees("Vurderingen er gemt")
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
        kirsten.follow("Åbn sag")
        kirsten.sees("Elias sover i timerne")
        kirsten.choose("Hvor tung", "Middel")
        kirsten.select("Team", "Nord")
        kirsten.select("Rådgiver", ADVISER)
        kirsten.stop("15-aabn-sag")
        kirsten.press("Åbn sag")
        kirsten.sees("Sagen er åbnet")
    with stage.as_person(ADVISER) as anna:
        anna.go("/sager/")
        anna.follow(CHILD)
        anna.keep("case")
    anna_adds_the_father(stage)
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.sees(CHILD, MOTHER, FATHER, within="Mennesker omkring barnet")
        anna.follow("Skriv screening")
        anna.sees("Elias sover i timerne")
        anna.choose("æresrelateret", "Nej")
        anna.choose("Hvad skal der ske nu?", "Afdækning (§ 19)")
        anna.choose("Hvorfor?", "Behovet er afgrænset")
        anna.press("Gem")
        anna.sees("Screeningen er gemt", "Afdækning (§ 19)")
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
        anna.back_to("case")
        anna.follow("Skriv videre", within="Afdækning og undersøgelse")
        anna.fill("Hvad er undersøgt?", "Søvn, fravær og hverdagen hjemme")
        anna.fill("Af hvem?", "Rådgiver, skole og forældre")
        anna.fill("Hvad har I fundet ud af?", FINDINGS)
        anna.fill("Barnets syn", CHILDS_VIEW)
        anna.fill("Forældrenes syn", "Mor vil gerne have hjælp. Far er enig.")
        anna.fill("Konklusion", CONCLUSION)
        anna.stop("17-afdaekning")
        anna.press("Afslut")
        anna.sees("Den er afsluttet", CHILDS_VIEW)


def anna_agrees_goals(stage: Stage) -> None:
    """Two goals in the family's own words beside the professional wording."""
    with stage.as_person(ADVISER) as anna:
        for words, whose, professional in (
            (OWN_WORDS, CHILD, PROFESSIONAL),
            (MOTHERS_WORDS, MOTHER, "Mor har støtte til morgen og nat"),
        ):
            anna.back_to("case")
            anna.follow("Nyt mål")
            anna.fill("Målet med familiens egne ord", words)
            anna.choose("Hvis ord er det?", whose)
            anna.fill("Faglig formulering", professional)
            anna.choose("Hvad handler det om?", "Barnets trivsel")
            anna.press("Gem")
            anna.sees(words, professional, within="Mål")
        anna.stop("18-maal")


def anna_decides(stage: Stage) -> None:
    """A decision with its legal basis and step, and the measure it starts."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Ny afgørelse")
        anna.select("Indsats og lovgrundlag", "amiliebehandling")
        anna.select("Trin på indsatstrappen", "3b")
        anna.choose("Sigte", "Behandling: noget skal ændre sig")
        anna.fill("Formål", "Ro om natten og støtte til mor, så Elias kan være barn.")
        anna.fill("Forventet varighed i uger", "12")
        anna.choose("Træder den i stedet for", "Anbringelse")
        anna.choose("Skal der laves en barnets plan", "Ja")
        anna.choose("Er Elias Vang hørt?", "Ja")
        for parent in (MOTHER, FATHER):
            anna.choose(f"Er {parent} hørt?", "Ja")
            anna.choose(f"Siger {parent} ja til hjælpen?", "Ja")
        anna.fill("Anden mulighed 1", "Aflastning hos en plejefamilie")
        anna.fill("Hvorfor ikke mulighed 1?", "Elias vil hjem, og mor vil selv.")
        anna.stop("19-afgoerelse")
        anna.press("Træf afgørelse")
        anna.sees("Ny indsats", within="Afgørelser")
        anna.follow("Begynd indsatsen")
        anna.select("Hvem udfører indsatsen?", "Familiehuset")
        anna.press("Begynd")
        anna.sees("Indsatsen er begyndt", "Familiehuset")
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
