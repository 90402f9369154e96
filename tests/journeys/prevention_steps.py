"""The first way in: a parent asks for help, and gets it without a case."""

from tests.journeys import hands
from tests.journeys.stage import Stage, Visitor

CHILD = "Storm Lykke"
PARENT = "Trine Lykke"
LEADER = "Gry Bech"
WORKER = "Nadia Aziz"
OWN_WORDS = "Vi vil kunne spise aftensmad uden at råbe"
ASKS = (
    "Læreren siger, at Storm er ked af det i frikvarteret. Herhjemme ender hver aften i skænderi, "
    "og jeg ved ikke, hvordan vi kommer ud af det."
)
MOST_QUESTIONS = 20


def a_parent_asks(stage: Stage) -> None:
    """A mother writes on the public form, on her phone, without signing in."""
    with stage.as_person(phone=True) as trine:
        trine.go("/henvend/")
        trine.sees("Er et barn i fare nu?", "112", "ingen sag, men vi skriver ned")
        trine.stop("01-henvendelse")
        trine.choose("Er et barn i fare nu?", "Nej")
        trine.select("Hvem er du?", "Forælder")
        trine.fill("Hvad drejer det sig om?", ASKS)
        trine.fill("Hvad vil I gerne selv", OWN_WORDS)
        trine.fill("Barnets navn", CHILD)
        trine.fill("Eller alder", "9")
        trine.fill("Dit navn", PARENT)
        trine.fill("Din telefon", "00 00 12 34")
        trine.tick("Familien ved det")
        trine.press("Send")
        trine.sees("Tak, vi har modtaget det", "I dag læser en medarbejder")
        trine.stop("02-tak")
        assert not trine.context.cookies(), "the public door left a trace on the phone"


def it_is_read_for_danger(stage: Stage) -> None:
    """Gry reads it for danger the day it comes."""
    with stage.as_person(LEADER) as gry:
        gry.go("/henvendelser/")
        gry.sees(CHILD, within="Skal læses for fare i dag")
        gry.stop("03-henvendelser")
        gry.follow(CHILD, within="Skal læses for fare i dag")
        gry.sees("Storm er ked af det", OWN_WORDS)
        gry.keep("enquiry")
        gry.follow("Læs for fare")
        gry.choose("Er der tegn på", "Nej")
        gry.press("Gem")
        gry.go("/henvendelser/")
        gry.sees(CHILD, within="Ugens bord")


def it_is_taken_in(stage: Stage) -> None:
    """The weekly table takes it in, and the allocation board gives it to Nadia."""
    with stage.as_person(LEADER) as gry:
        gry.back_to("enquiry")
        gry.follow("Vurder")
        gry.choose("Vil familien det selv", "Ja")
        gry.choose("afgrænset", "Ja")
        gry.choose("Hvad gør vi?", "Ind i Tidlig Forebyggelse")
        gry.choose("Hvorfor?", "Passer til målgruppen")
        gry.select("hvad skal medarbejderen kunne", "familiesamtaler")
        gry.stop("04-ugens-bord")
        gry.press("Gem")
        gry.sees("Ind i Tidlig Forebyggelse")
        gry.go("/henvendelser/fordeling/")
        gry.sees(CHILD, "Forslag:", within="Nye familier")
        gry.stop("05-fordeling")
        waits = gry.page.locator("article", has_text=CHILD)
        gry.press(f"Giv til {WORKER}", within=waits)
        gry.sees(f"{WORKER} har fået familien")


def nadia_begins(stage: Stage) -> None:
    """Nadia speaks to the family, writes it in, and begins a § 30 course: no case, a goal."""
    with stage.as_person(WORKER) as nadia:
        nadia.back_to("enquiry")
        nadia.follow("Skriv første kontakt")
        nadia.press("Gem")
        nadia.sees("Første kontakt efter")
        nadia.follow("Skriv familien ind")
        nadia.press("Skriv ind")
        nadia.sees("Familien er skrevet ind")
        nadia.follow("Begynd forløb")
        nadia.choose("Indsatstype", "Forebyggende forløb")
        nadia.press("Videre")
        nadia.press("Begynd forløbet")
        nadia.sees("Forløbet er begyndt")
        nadia.keep("prevention course")
        nadia.follow("Aftal mål")
        nadia.fill("Målet med familiens egne ord", OWN_WORDS)
        nadia.choose("Hvis ord er det?", "Trine")
        nadia.fill("Fagligt sagt", "Rolige måltider med faste rammer")
        nadia.choose("Handler om", "Hverdagen")
        nadia.press("Gem mål")
        nadia.sees(OWN_WORDS, within="Mål")
        nadia.stop("06-forebyggende-forloeb")


def nadia_visits(stage: Stage) -> None:
    """Nadia writes a contact and hands over a link for the family's own answer."""
    with stage.as_person(WORKER, phone=True) as nadia:
        nadia.back_to("prevention course")
        nadia.follow("Skriv kontakt")
        nadia.choose(f"»{OWN_WORDS}«", "Fremad")
        nadia.fill("Kort om besøget", "Vi dækkede bord sammen. Storm valgte maden.")
        nadia.press("Gem notat")
        nadia.sees("Notatet er gemt")
        address = a_link_for(nadia, "Trine")
    with stage.as_person(phone=True) as trine:
        answer_by_link(trine, address, OWN_WORDS, 6)


def a_link_for(worker: Visitor, name: str) -> str:
    """Make a link for one person's answer and return its address."""
    course = worker.page.url.rstrip("/")
    worker.go(f"{course}/feedback/")
    worker.page.get_by_role("group", name="Hvem skal svare?").get_by_label(name).check()
    worker.press("Lav link og kode")
    worker.stop("07-link")
    return worker.page.get_by_label("Adressen").input_value()


def answer_by_link(person: Visitor, address: str, goal: str, value: int) -> None:
    """Answer one question a page, back and on again; the link opens nothing the second time."""
    person.go(address)
    person.sees("Der er ingen forkerte svar", "ikke valideret", "1 af")
    person.stop("08-svar-foerste")
    person.press("Spring over")
    person.press("Tilbage")
    for _ in range(MOST_QUESTIONS):
        if person.page.get_by_text(f"»{goal}«").count():
            break
        person.press("Spring over")
    person.stop("08-svar")
    person.press(str(value))
    for _ in range(MOST_QUESTIONS):
        if person.page.get_by_role("textbox").count():
            break
        person.press("Spring over")
    person.sees("Skriv med dine egne ord")
    person.stop("08-svar-ord")
    person.press("Send svar")
    person.sees("Tak for dit svar")
    answer = person.page.goto(address)
    assert answer is not None
    assert answer.status == 410, "a used link opened again"
    person.sees("Linket er brugt")


def nadia_ends(stage: Stage) -> None:
    """The course ends where it was agreed to: no decision, no case."""
    with stage.as_person(WORKER) as nadia:
        hands.end_course(nadia, "Målene er nået", course="prevention course")
        nadia.stop("09-forebyggende-forloeb-slut")
    with stage.as_person("Anna Lund") as anna:
        anna.go("/sager/?vis=alle")
        anna.does_not_see(CHILD, "Lykke")
