"""Parents of a placed child: change, and two rounds of holding on to it, to a known choice."""

from datetime import date

import pytest

from hjemmebane import clock
from tests.journeys import hands
from tests.journeys.conftest import Begin
from tests.journeys.stage import Stage

pytestmark = pytest.mark.journey

THERAPIST, ADVISER = "Dorte Kjær", "Anna Lund"
AGREED = "Forældrene holder fast; vi ses sjældnere."
FOSTER = "Plejemor"
CONDITIONS = "Aftenerne er rolige, og Selma bliver hentet til tiden."
AFTER_CHANGE = clock.moment(date(2027, 3, 9), 15, 0)
AFTER_THE_FIRST_ROUND = clock.moment(date(2027, 6, 29), 15, 0)
AFTER_THE_SECOND_ROUND = clock.moment(date(2027, 10, 19), 15, 0)


def test_parents_of_a_placed_child_go_through_change_and_two_rounds_of_maintenance(
    begin: Begin,
) -> None:
    stage = begin("parents of a placed child")
    the_aim_is_said_and_change_begins(stage)
    the_parents_read_it_in_plain_words(stage)
    stage.move_to(AFTER_CHANGE)
    change_is_assessed_and_the_first_round_begins(stage)
    stage.move_to(AFTER_THE_FIRST_ROUND)
    the_first_round_is_assessed_and_another_begins(stage)
    stage.move_to(AFTER_THE_SECOND_ROUND)
    the_second_round_is_assessed(stage)
    anna_chooses_what_comes_after(stage)


def the_aim_is_said_and_change_begins(stage: Stage) -> None:
    """One long-term aim, what must change in plain words, and the weeks of change begin."""
    with stage.as_person(THERAPIST) as dorte:
        dorte.back_to("course")
        dorte.sees("Hvad er det langsigtede mål?", within="Hvad skal besluttes")
        dorte.follow("Vælg", within="Hvad skal besluttes")
        dorte.page.get_by_label("Barnet kan komme hjem igen").check()
        dorte.press("Gem målet")
        dorte.sees("Målet er gemt")
        dorte.follow("Det, der skal ændres, hvis barnet skal hjem")
        dorte.fill("Det, der skal ændres, hvis barnet skal hjem", CONDITIONS)
        dorte.press("Gem")
        dorte.sees(CONDITIONS, within="Det, vi har skrevet ned")
        dorte.sees("Begynder fase 2", within="Hvad skal besluttes")
        hands.begin_phase(dorte)
        dorte.sees("fase 2, forandring")
        dorte.stop("forandring")


def the_parents_read_it_in_plain_words(stage: Stage) -> None:
    """Frida reads on her own page what must change; nobody promises her the child's gain."""
    with stage.as_person("Frida", phone=True) as frida:
        frida.go("/min-side/")
        frida.sees(CONDITIONS)
        frida.stop("min-side-forandring")


def change_is_assessed_and_the_first_round_begins(stage: Stage) -> None:
    """After fifteen weeks the change is assessed with the parents; support becomes less."""
    with stage.as_person(THERAPIST) as dorte:
        dorte.back_to("course")
        hands.hold_meeting(
            dorte, "vurdering efter forandringsfasen", "2027-03-09", "10:00", AGREED, FOSTER
        )
        hands.begin_phase(dorte)
        dorte.sees("fase 3, vedligeholdelse")
        dorte.stop("vedligeholdelse")


def the_first_round_is_assessed_and_another_begins(stage: Stage) -> None:
    """The round nears its end: is there need of another? There is."""
    with stage.as_person(THERAPIST) as dorte:
        dorte.back_to("course")
        hands.hold_meeting(
            dorte, "vurdering efter vedligeholdelse", "2027-06-29", "10:00", AGREED, FOSTER
        )
        dorte.sees("Skal der være en runde mere", within="Hvad skal besluttes")
        hands.begin_phase(dorte, "Ny runde begynder")
        dorte.sees("vedligeholdelse, 2. runde")
        dorte.stop("anden-runde")


def the_second_round_is_assessed(stage: Stage) -> None:
    """The second round is assessed too; the choice of what comes after is the adviser's."""
    with stage.as_person(THERAPIST) as dorte:
        dorte.back_to("course")
        hands.hold_meeting(
            dorte,
            "vurdering efter vedligeholdelse, 2. runde",
            "2027-10-19",
            "10:00",
            AGREED,
            FOSTER,
        )
        dorte.sees("Hvad skal der ske bagefter?", within="Hvad skal besluttes")


def anna_chooses_what_comes_after(stage: Stage) -> None:
    """Anna chooses with nothing chosen for her, and the course ends."""
    with stage.as_person(ADVISER) as anna:
        choice = "Arbejde videre mod hjemgivelse"
        hands.write_choice(anna, choice, "Forældrene har holdt fast i et år.")
        anna.stop("tag-stilling")
        hands.save_choice(anna)
        anna.sees(choice, within="Når ugerne er gået")
    with stage.as_person(THERAPIST) as dorte:
        hands.end_course(dorte)
        dorte.stop("afsluttet")
