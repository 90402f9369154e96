"""The course: start meeting, a note on a phone, feedback by link, trend, formal follow-up."""

import re
import time

from tests.journeys import hands
from tests.journeys.case_steps import ADVISER, MOTHERS_WORDS, OWN_WORDS
from tests.journeys.prevention_steps import a_link_for, answer_by_link
from tests.journeys.stage import Stage
from tests.journeys.vang import FATHER

FIRST, SECOND = hands.THERAPISTS
MOST_SECONDS = 60
MOST_TAPS = 8
NOTE = "Elias sov hele natten. Vi lagde en plan for aftenen sammen med mor."
AGREED = "Mor prøver planen tre aftener"
CHANGED = "Vi kommer om aftenen i stedet"
NEXT_ON = "2027-05-11"


def the_course_begins(stage: Stage) -> None:
    """Anna starts the intensive course on the measure, with two therapists."""
    with stage.as_person(ADVISER) as anna:
        hands.write_course(anna)
        anna.stop("23-begynd-forloeb")
        hands.begin_course(anna)
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        dorte.sees("uge 1 af 12", "Familien Vang")
        dorte.sees("Startmøde", within="Det næste, og hvorfor")
        dorte.follow("Find tid")
        dorte.fill("Dag", "2026-11-26")
        dorte.fill("Klokken", "14:00")
        dorte.choose("Hvor", "Hjemme")
        dorte.press("Planlæg")
        dorte.follow("Planlæg besøg")
        dorte.fill("Dag", "2026-12-01")
        dorte.fill("Klokken", "08:00")
        dorte.page.get_by_role("group", name="Hvem kommer?").get_by_label(SECOND).check()
        dorte.press("Planlæg")
        dorte.sees("Besøget er planlagt")
        dorte.stop("24-forloeb")


def they_meet(stage: Stage) -> None:
    """The start meeting was held with the family; what was agreed is written down."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        dorte.follow("Startmøde", within="Møder")
        dorte.fill("Aftaler", "Vi begynder med aftenerne. Mor bestemmer dagene.")
        dorte.stop("25-startmoede")
        dorte.press("Gem")
        dorte.sees("Startmøde, holdt", within="Møder")


def dorte_writes_a_note(stage: Stage) -> None:
    """From Min dag to a saved note on a phone, in eight taps beside the text."""
    with stage.as_person(FIRST, phone=True) as dorte:
        dorte.go("/")
        dorte.sees("Vang", within="I dag")
        dorte.stop("26-min-dag-telefon")
        visit = dorte.scope("I dag").get_by_role("listitem").filter(has_text="Vang")
        began = time.monotonic()
        dorte.tap(visit.get_by_role("link", name="Skriv notat").first)
        dorte.sees("Fra dagens plan", "Familien Vang")
        dorte.stop("27-kontaktnotat")
        dorte.tap(dorte.chip(f"»{OWN_WORDS}«", "Fremad"))
        dorte.fill("Kort om besøget", NOTE)
        dorte.fill("Aftalt til næste gang", AGREED)
        dorte.tap(dorte.page.get_by_role("button", name="Gem notat"))
        dorte.sees("Notatet er gemt")
        assert dorte.taps <= MOST_TAPS, f"{dorte.taps} taps"
        took = time.monotonic() - began
        assert took < MOST_SECONDS, f"the note took {took:.0f} seconds"
        dorte.sees(AGREED)
        dorte.stop("28-forloeb-telefon")
    with stage.as_person(ADVISER) as anna:
        anna.back_to("course")
        anna.does_not_see(NOTE)


def marianne_answers(stage: Stage, value: int) -> None:
    """The mother answers by a link that opens one empty form."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("course")
        address = a_link_for(dorte, "Marianne")
    with stage.as_person(phone=True) as marianne:
        answer_by_link(marianne, address, MOTHERS_WORDS, value)


def first_feedback(stage: Stage) -> None:
    """The first answer stands low."""
    marianne_answers(stage, 3)


def the_trend_is_seen(stage: Stage) -> None:
    """After the next answer the trend shows; the workers read the answers, the adviser the line."""
    marianne_answers(stage, 6)
    with stage.as_person(FIRST) as dorte:
        feedback = f"{stage.notes['course'].rstrip('/')}/feedback/"
        dorte.go(feedback)
        dorte.sees("Marianne", within="Udvikling")
        dorte.stop("29-feedback")
        dorte.follow("Marianne", within="Svar")
        dorte.fill("Hvad ændrede I på grund af svaret?", CHANGED)
        dorte.press("Gem")
        dorte.sees("Det er skrevet", CHANGED)
    with stage.as_person(ADVISER) as anna:
        anna.go(feedback)
        anna.sees("Marianne", within="Udvikling")
        assert anna.page.get_by_role("link", name=re.compile("Marianne")).count() == 0


def anna_follows_up(stage: Stage) -> None:
    """The formal follow-up asks about every goal and measure, and does not close without."""
    with stage.as_person(ADVISER) as anna:
        anna.back_to("case")
        anna.follow("Formel opfølgning")
        anna.press("Begynd")
        anna.press("Luk opfølgningen")
        anna.sees("Næste opfølgning")
        assert anna.page.locator(".hb-error, [data-errors]").count(), "it closed without a word"
        anna.choose("Er barnet hørt?", "Ja, ved opfølgningen")
        anna.choose("Er forældrene hørt?", "Ja, ved opfølgningen")
        for question in anna.page.get_by_role("group", name="Hvordan går det?").all():
            question.get_by_label("Fremad").check()
        anna.choose("Hvad sker der nu?", "Fortsætter")
        anna.choose("Hvorfor?", "Den hjælper")
        anna.choose("Kan vi gå et trin ned", "Ja, snart")
        anna.fill("Næste opfølgning", NEXT_ON)
        anna.choose("Hvorfor den dag?", "Noget er ved at ændre sig")
        anna.stop("30-formel-opfoelgning")
        anna.press("Luk opfølgningen")
        anna.sees("Opfølgningen er lukket", "Næste opfølgning")
        anna.stop("31-sagen")
        why = "Hjemmet bærer nu. Netværket tager over."
        hands.write_choice(anna, "Almindelig familiebehandling", why)
        hands.save_choice(anna)


def the_family_page_is_whole(stage: Stage) -> None:
    """The family's page shows measures, goals and deadlines on one timeline."""
    with stage.as_person(ADVISER) as anna:
        anna.go("/familier/")
        anna.follow("Vang")
        anna.sees(OWN_WORDS, FATHER)
        anna.stop("32-familien")


def the_course_closes(stage: Stage) -> None:
    """The course ends, as planned."""
    with stage.as_person(FIRST) as dorte:
        hands.end_course(dorte)
        dorte.stop("33-forloeb-slut")
