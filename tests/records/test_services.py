"""A person chooses a service and says why; what is free is noted by those who run it."""

import pytest

from hjemmebane.catalogue import current
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.service_catalogue import ChoiceReason, Need, Problem, TargetGroup
from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.cases import actions, queries
from hjemmebane.records.cases.models import Case, ServiceChoice
from tests.cast import World
from tests.records.cases_story import a_case, a_decision, fresh, screened

NEED = Need(Step.parse("3"), TargetGroup.FAMILY, frozenset({Problem.CONFLICT}), 9)


def chosen(world: World, case: Case, who: str = "anna", **changes: object) -> ServiceChoice:
    values: dict[str, object] = {
        "service": current().service("familiebehandling"),
        "need": NEED,
        "reasons": [ChoiceReason.FITS_NEED, ChoiceReason.FAMILY_WISH],
        "text": "Familien har hørt om det fra naboen.",
    }
    return actions.choose_service(by=fresh(world.users[who]), case=case, **{**values, **changes})


@pytest.fixture
def case(world: World) -> Case:
    """Return Selma's case with an assessment begun."""
    found = screened(world, a_case(world))
    a_decision(world, found)
    return found


def test_a_choice_keeps_its_reasons_and_what_spoke_for_and_against(world: World, case: Case):
    row = chosen(world, case)
    assert row.reasons == ["fits_need", "family_wish"]
    assert "Står på trin 3, som I har valgt" in row.for_it
    assert row.against == ["Vi ved ikke, om der er plads"]
    (told,) = queries.choices_of(case, fresh(world.anna))
    assert (told.title, told.by) == ("Familiebehandling", "Anna Lund")
    assert AuditLine.objects.filter(action="service.choose").count() == 1


@pytest.mark.req("S2-CON-07")
def test_no_step_is_chosen_before_the_whole_was_looked_at(world: World):
    with pytest.raises(Refused) as refusal:
        chosen(world, a_case(world))
    assert refusal.value.key == "assessment_missing"
    assert not ServiceChoice.objects.exists()


@pytest.mark.req("S2-STP-08")
def test_no_step_is_forbidden_and_a_placement_may_be_chosen(world: World, case: Case):
    told = {suggestion.service.key for suggestion in queries.suggested(NEED)}
    assert {"fritidsmentor", "familiebehandling", "plejefamilie"} <= told
    row = chosen(world, case, service=current().service("plejefamilie"))
    assert "Er mere indgribende: trin 5 i stedet for 3" in row.against


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"reasons": []}, "choice_reason_missing"),
        ({"reasons": [ChoiceReason.OTHER], "text": "  "}, "choice_words_missing"),
        ({"need": Need()}, "need_missing"),
        ({"need": Need(Step.parse("3"), TargetGroup.FAMILY)}, "need_missing"),
    ],
)
def test_a_choice_without_a_need_or_a_reason_is_refused(
    world: World, case: Case, changes: dict[str, object], key: str
):
    with pytest.raises(Refused) as refusal:
        chosen(world, case, **changes)
    assert refusal.value.key == key
    assert not ServiceChoice.objects.exists()


def test_who_does_not_work_with_the_case_chooses_nothing_in_it(world: World, case: Case):
    for who in ("erik", "dorte", "gry"):
        with pytest.raises(Refused):
            chosen(world, case, who)
    assert queries.choices_of(case, fresh(world.erik)) == ()


def test_what_is_learnt_is_counted_over_all_and_silent_while_few(world: World, case: Case):
    for _ in range(2):
        chosen(world, case)
    assert queries.learnt_of("familiebehandling") == ()
    chosen(world, case, reasons=[ChoiceReason.FREE_NOW])
    assert queries.learnt_of("familiebehandling") == (
        "Valgt 3 gange",
        "Det passer bedst til behovet: 2",
        "Familien ønsker det: 2",
        "Der er plads nu: 1",
    )


def test_those_who_run_services_note_what_is_free(world: World):
    service = current().service("familiebehandling")
    for free in (4, 3):
        actions.note_free_places(by=fresh(world.pia), service=service, free=free)
    assert queries.free_places() == {"familiebehandling": 3}
    with pytest.raises(Refused):
        actions.note_free_places(by=fresh(world.anna), service=service, free=2)


@pytest.mark.parametrize("free", [-1, 41])
def test_more_free_than_there_are_is_refused(world: World, free: int):
    with pytest.raises(Refused) as refusal:
        actions.note_free_places(
            by=fresh(world.pia), service=current().service("familiebehandling"), free=free
        )
    assert refusal.value.key == "places_off"
    assert queries.free_places() == {}


def test_a_service_without_a_queue_has_no_places_to_note(world: World):
    with pytest.raises(Refused):
        actions.note_free_places(
            by=fresh(world.gry), service=current().service("aaben-raadgivning"), free=1
        )
