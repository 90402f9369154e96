"""Out: the closing report drawn, edited, read by the family before anyone, then sent."""

from tests.journeys.course_steps import CHANGED, FIRST
from tests.journeys.stage import Stage
from tests.journeys.vang import FATHER, MOTHER

OWN = "Marianne har selv fundet en nabo, der kan træde til om natten."
REMARK = "Det er rigtigt, at vi sover nu. Skriv også, at farmor hjælper."


def dorte_opens_the_report(stage: Stage) -> None:
    """The report opens filled from what was recorded; each sentence names its records."""
    with stage.as_person(FIRST) as dorte:
        dorte.go(f"{stage.notes['course'].rstrip('/')}/rapport/")
        dorte.press("Udfyld rapporten")
        dorte.keep("report")
        dorte.sees("Forløbet", "Samarbejdet", "Temaer", "Bygger på")
        dorte.sees(CHANGED)
        dorte.stop("34-rapport-udkast")
        dorte.follow("Bygger på")
        dorte.sees("Det bygger sætningen på")
        dorte.stop("35-saetningens-kilder")
        dorte.back_to("report")
        dorte.fill("Dine egne ord", OWN)
        dorte.press("Sæt ind i rapporten")
        dorte.sees("Medarbejderens ord", OWN)
        dorte.press("Giv familien rapporten at læse")
        dorte.sees("Familien kan nu læse rapporten", "har ikke læst den endnu")
        dorte.press("Send til familien og rådgiveren")
        dorte.does_not_see("Rapporten er sendt")
        dorte.sees("har ikke læst den endnu")


def the_family_reads(stage: Stage) -> None:
    """Both parents read it in the portal; the mother's remark is kept in her words."""
    with stage.as_person(MOTHER, phone=True) as marianne:
        marianne.go("/min-side/")
        marianne.sees("Hej Marianne", "Vi sender den ikke til nogen, før du har læst den")
        marianne.stop("36-familiens-side")
        marianne.follow("Læs rapporten")
        marianne.sees(OWN)
        marianne.page.locator("textarea").first.fill(REMARK)
        marianne.stop("37-familien-laeser")
        marianne.press("Jeg har læst rapporten")
        marianne.sees("Det er gemt, at du har læst rapporten")
    with stage.as_person(FATHER, phone=True) as peter:
        peter.go("/min-side/")
        peter.follow("Læs rapporten")
        peter.does_not_see(REMARK)
        peter.press("Jeg har læst rapporten")
        peter.sees("Det er gemt, at du har læst rapporten")


def the_report_is_sent(stage: Stage) -> None:
    """Now it may be sent; the files are made by the job process."""
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("report")
        dorte.sees(REMARK, "har læst rapporten")
        dorte.press("Send til familien og rådgiveren")
        dorte.sees("Sendt til", MOTHER, "Anna Lund")
        dorte.stop("38-rapport-sendt")
    stage.server.work_off_jobs()
    with stage.as_person(FIRST) as dorte:
        dorte.back_to("report")
        dorte.sees("PDF", "Word", within="Filer")


def the_family_sees_who_looked(stage: Stage) -> None:
    """The family sees role, unit, time and reason of everyone who looked, and no name."""
    with stage.as_person(MOTHER, phone=True) as marianne:
        marianne.go("/min-side/")
        marianne.sees("Sendt")
        marianne.follow("Se hele listen")
        marianne.sees("Familiehuset", "Familieafdelingen")
        marianne.does_not_see("Dorte Kjær", "Anna Lund")
        marianne.stop("39-hvem-har-set")
