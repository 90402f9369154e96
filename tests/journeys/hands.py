"""What hands write in the forms that several journeys meet: told once, each with its own words.

A form is filled and left to be looked at (`write_…`), or sent too (the rest).
"""

from dataclasses import dataclass

from tests.journeys.stage import Visitor

THERAPISTS = ("Dorte Kjær", "Esben Friis")
PROVIDER = "Familiehuset"


@dataclass(frozen=True, slots=True)
class Findings:
    """What an assessment says."""

    looked_into: str
    by_whom: str
    found: str
    child_says: str
    parents_say: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class Help:
    """What help is decided on, for whom, and what else was weighed."""

    measure: str
    step: str
    purpose: str
    weeks: int
    child: str
    parents: tuple[str, ...]
    other: str
    why_not: str
    grounds: str = ""
    child_says: str = ""


def write_notification(teacher: Visitor, child: str, concern: str, *reasons: str) -> None:
    """Write from the school that one is worried about a child."""
    teacher.go("/samarbejde/")
    teacher.follow("Skriv underretning")
    teacher.choose("Er et barn i fare nu?", "Nej")
    teacher.fill("Barnets navn", child)
    for reason in reasons:
        teacher.choose("Hvad bekymrer dig?", reason)
    teacher.fill("Hvad drejer det sig om?", concern)


def send_notification(teacher: Visitor) -> None:
    """Send it, and see that it came."""
    teacher.press("Send underretning")
    teacher.sees("Underretningen er sendt")


def find_the_child(reception: Visitor, number: str) -> None:
    """Find in the register, by number, whom a notification is about."""
    reception.follow("Find i registeret")
    reception.fill("Personnummer", number)
    reception.press("Gem")
    reception.sees("Barnet er fundet i registeret")


def assess_danger(reception: Visitor, ground: str) -> None:
    """Assess that the child is in no danger, and that there is to be a case."""
    reception.follow("Vurder")
    reception.choose("Er barnets sundhed", "Nej")
    reception.fill("Hvad bygger vurderingen på?", ground)
    reception.choose("Hvad sker der nu?", "Åbn sag med screening")
    reception.press("Gem vurderingen")
    reception.sees("Vurderingen er gemt")


def write_opening(reception: Visitor, adviser: str) -> None:
    """Write whose case it is to be, and how heavy."""
    reception.follow("Åbn sag")
    reception.choose("Hvor tung", "Middel")
    reception.select("Team", "Nord")
    reception.select("Rådgiver", adviser)


def open_case(reception: Visitor) -> None:
    """Open the case."""
    reception.press("Åbn sag")
    reception.sees("Sagen er åbnet")


def find_the_case(adviser: Visitor, child: str) -> None:
    """Find the child's case on one's list, and remember it."""
    adviser.go("/sager/")
    adviser.follow(child)
    adviser.keep("case")


def screen(adviser: Visitor, known: str) -> None:
    """Screen the case with what is known in sight: needs are to be looked into (§ 19)."""
    adviser.follow("Skriv screening")
    adviser.sees(known)
    adviser.choose("æresrelateret", "Nej")
    adviser.choose("Hvad skal der ske nu?", "Afdækning (§ 19)")
    adviser.choose("Hvorfor?", "Behovet er afgrænset")
    adviser.press("Gem")
    adviser.sees("Screeningen er gemt")


def write_assessment(adviser: Visitor, findings: Findings) -> None:
    """Write what was looked into, by whom, what each said, what it comes to."""
    adviser.back_to("case")
    adviser.follow("Skriv videre", within="Afdækning og undersøgelse")
    adviser.fill("Hvad er undersøgt?", findings.looked_into)
    adviser.fill("Af hvem?", findings.by_whom)
    adviser.fill("Hvad har I fundet ud af?", findings.found)
    adviser.fill("Barnets syn", findings.child_says)
    adviser.fill("Forældrenes syn", findings.parents_say)
    adviser.fill("Konklusion", findings.conclusion)


def finish_assessment(adviser: Visitor) -> None:
    """Finish the assessment."""
    adviser.press("Afslut")
    adviser.sees("Den er afsluttet")


def write_help(adviser: Visitor, given: Help) -> None:
    """Write what help is decided on: all are heard, the parents agree, another way was weighed."""
    adviser.select("Indsats og lovgrundlag", given.measure)
    adviser.select("Trin på indsatstrappen", given.step)
    adviser.choose("Sigte", "Behandling: noget skal ændre sig")
    adviser.fill("Formål", given.purpose)
    adviser.fill("Forventet varighed i uger", str(given.weeks))
    if given.grounds:
        adviser.fill("Begrundelse", given.grounds)
    if given.child_says:
        adviser.fill("Barnets syn", given.child_says)
    for person in (given.child, *given.parents):
        adviser.choose(f"Er {person} hørt?", "Ja")
    for parent in given.parents:
        adviser.choose(f"Siger {parent} ja til hjælpen?", "Ja")
    adviser.fill("Anden mulighed 1", given.other)
    adviser.fill("Hvorfor ikke mulighed 1?", given.why_not)


def write_decision(adviser: Visitor, given: Help, *, plan: str) -> None:
    """Write a decision on help, and whether there is to be a plan."""
    adviser.back_to("case")
    adviser.follow("Ny afgørelse")
    write_help(adviser, given)
    adviser.choose("Skal der laves en barnets plan", plan)


def begin_help(adviser: Visitor) -> None:
    """Begin the help that was decided on."""
    adviser.follow("Begynd indsatsen", within="Afgørelser")
    adviser.select("Hvem udfører indsatsen?", PROVIDER)
    adviser.press("Begynd")
    adviser.sees("Indsatsen er begyndt", PROVIDER)


def agree_on_goal(adviser: Visitor, words: str, whose: str, professional: str) -> None:
    """Write a goal in somebody's own words, beside the professional wording."""
    adviser.back_to("case")
    adviser.follow("Nyt mål")
    adviser.fill("Målet med familiens egne ord", words)
    adviser.choose("Hvis ord er det?", whose)
    adviser.fill("Faglig formulering", professional)
    adviser.choose("Hvad handler det om?", "Barnets trivsel")
    adviser.press("Gem")
    adviser.sees(words, professional, within="Mål")


# ------------------------------------------------------------------------------------- a course


def write_course(adviser: Visitor) -> None:
    """Write the intensive course on the help that was decided, with two therapists."""
    adviser.back_to("case")
    adviser.follow("Begynd forløb", within="Forløb")
    adviser.choose("Indsatstype", "Intensiv hjemmebaseret indsats")
    adviser.press("Videre")
    team = adviser.page.get_by_role("group", name="Familiebehandler")
    for name in THERAPISTS:
        team.get_by_label(name).check()
    adviser.select("Enhed", PROVIDER)


def begin_course(adviser: Visitor) -> None:
    """Begin the course, and remember it."""
    adviser.press("Begynd forløbet")
    adviser.sees("Forløbet er begyndt")
    adviser.keep("course")


def hold_meeting(
    worker: Visitor, title: str, day: str, hour: str, agreed: str, others: str = ""
) -> None:
    """Plan the meeting that the course asks for, and write that it was held with the family."""
    worker.follow("Find tid", within=worker.page.locator(".dec li", has_text=title))
    worker.fill("Dag", day)
    worker.fill("Klokken", hour)
    worker.press("Planlæg mødet")
    worker.sees("Mødet er planlagt")
    worker.follow(title, within="Møder")
    worker.fill("Aftaler", agreed)
    if others:
        worker.fill("Andre, der kom", others)
    worker.press("Gem")
    worker.sees("holdt", within="Møder")


def begin_phase(worker: Visitor, words: str = "Fasen begynder") -> None:
    """Begin the phase that the course page asks about, today."""
    worker.follow(words, within="Hvad skal besluttes")
    worker.press("Gem")
    worker.sees("Fasens start er gemt")


def write_choice(adviser: Visitor, choice: str, why: str) -> None:
    """Choose what comes after the course, where nothing is chosen beforehand."""
    adviser.back_to("course")
    adviser.follow("Tag stilling")
    assert adviser.page.locator("main :checked").count() == 0, "a choice was made beforehand"
    adviser.choose("Hvad skal der ske?", choice)
    adviser.fill("Hvorfor, og hvilke andre", why)


def save_choice(adviser: Visitor) -> None:
    """Save the choice."""
    adviser.press("Gem valget")
    adviser.sees("Valget er gemt")


def end_course(worker: Visitor, reason: str = "Som planlagt", *, course: str = "course") -> None:
    """End a course."""
    worker.back_to(course)
    worker.follow("Afslut forløbet")
    worker.choose("Hvorfor?", reason)
    worker.press("Afslut")
    worker.sees("Forløbet er afsluttet")
