"""A family helped on to another professional, and other professions' eyes on a case."""

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.cases import ScreeningOutcome, ScreeningReason
from hjemmebane.domain.professionals import (
    FamilyAgreed,
    Profession,
    ReviewStage,
    SignpostReason,
    SignpostTo,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.models import AuditLine, User
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case, InterdisciplinaryReview, Signposting
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_measure, closed, fresh
from tests.records.courses_story import a_contact, a_course, a_prevention_course


def signpost(**changes: Any) -> actions.SignpostText:
    given: dict[str, Any] = {
        "given_on": clock.today(),
        "to_kind": SignpostTo.PPR,
        "to_whom": "Psykologen på Engskolen",
        "reason": SignpostReason.LEARNING,
        "reason_text": "Han vil ikke i skole",
        "family_agreed": FamilyAgreed.NO,
    }
    return actions.SignpostText(**{**given, **changes})


def review(**changes: Any) -> actions.ReviewText:
    given: dict[str, Any] = {
        "stage": ReviewStage.START,
        "profession": Profession.HEALTH_VISITING,
        "given_on": clock.today(),
        "who": "Ulla, sundhedsplejerske",
        "text": "Hun tager ikke på.",
    }
    return actions.ReviewText(**{**given, **changes})


def words(user: User, address: str, panel: str) -> str:
    answer = signed_in(user).get(address)
    found = BeautifulSoup(answer.content, "html.parser").find(id=panel)
    return found.get_text(" ", strip=True) if found else ""


def case_page(case: Case) -> str:
    return reverse("staff:case", args=[case.public_id])


@pytest.mark.req("S2-HER-06")
def test_a_hand_on_is_read_on_the_case_and_the_family_with_to_whom_why_and_the_familys_answer(
    world: World,
) -> None:
    case = a_case(world)
    actions.log_signposting(by=fresh(world.anna), dossier=case.dossier, text=signpost())
    family = reverse("staff:family", args=[world.families["holm"].public_id])
    for address in (case_page(case), family):
        told = words(world.anna, address, "videre")
        assert "PPR: Psykologen på Engskolen" in told
        assert "Skole og læring: Han vil ikke i skole" in told
        assert "Familien var ikke enig." in told
    [line] = AuditLine.objects.filter(action="signposting.log")
    assert '"agreed": "no", "to": "ppr"' in line.facts


@pytest.mark.req("S2-HER-06")
def test_a_worker_logs_it_from_an_informal_contact_and_comes_back_to_it(world: World) -> None:
    course = a_course(world)
    contact = a_contact(world, course, clock.today() - timedelta(days=1))
    client = signed_in(world.dorte)
    at = reverse("staff:contact", args=[contact.public_id])
    page = BeautifulSoup(client.get(at).content, "html.parser")
    link = page.find("a", string="Skriv, at du hjalp familien videre til en anden fagperson")
    sent = client.post(
        link["href"],
        {
            "to_kind": "health",
            "to_whom": "",
            "reason": "advice",
            "reason_text": "",
            "family_agreed": "yes",
            "given_on": clock.today().isoformat(),
        },
    )
    assert (sent.status_code, sent["Location"]) == (303, at)
    row = Signposting.objects.get()
    assert (row.dossier_id, row.logged_by) == (course.dossier_id, world.dorte)


def test_prevention_logs_it_in_its_own_register(world: World) -> None:
    course = a_prevention_course(world)
    row = actions.log_signposting(by=fresh(world.nadia), dossier=course.dossier, text=signpost())
    assert not Signposting.objects.visible_to(fresh(world.anna)).filter(pk=row.pk).exists()
    assert Signposting.objects.visible_to(fresh(world.gry)).filter(pk=row.pk).exists()


def test_who_has_no_part_in_the_family_neither_logs_nor_reads_it(world: World) -> None:
    case = a_case(world)
    actions.log_signposting(by=fresh(world.anna), dossier=case.dossier, text=signpost())
    for user in (world.erik, world.thomas):
        assert not Signposting.objects.visible_to(fresh(user)).exists()
        with pytest.raises(Refused, match="not_allowed"):
            actions.log_signposting(by=fresh(user), dossier=case.dossier, text=signpost())
    address = reverse("staff:signposting", args=[case.dossier.public_id])
    assert signed_in(world.erik).get(address).status_code == 404
    assert signed_in(world.kirsten).get(address).status_code == 404


def test_a_hand_on_is_not_logged_ahead_or_in_a_closed_case(world: World) -> None:
    case = a_case(world)
    text = signpost(given_on=clock.today() + timedelta(days=1))
    with pytest.raises(Refused, match="in_the_future"):
        actions.log_signposting(by=fresh(world.anna), dossier=case.dossier, text=text)
    closed(world, case)
    case.dossier.refresh_from_db()
    with pytest.raises(Refused, match="case_closed"):
        actions.log_signposting(by=fresh(world.anna), dossier=case.dossier, text=signpost())
    assert not Signposting.objects.exists()


# --- Other professions


@pytest.mark.req("S2-CON-08")
def test_where_nobody_else_has_looked_it_is_told_at_each_stage_and_nothing_is_held_back(
    world: World,
) -> None:
    case = a_case(world)
    assert "Ingen andre faggrupper har belyst sagen ved start." in words(
        world.anna, case_page(case), "faggrupper"
    )
    text = actions.ScreeningText(
        is_honour_suspected=False,
        outcome=ScreeningOutcome.CHILD_ASSESSMENT,
        reason=ScreeningReason.NEED_COMPLEX,
    )
    actions.screen(by=fresh(world.anna), case=case, text=text)
    a_measure(world, case)  # nothing stands in the way
    told = words(world.anna, case_page(case), "faggrupper")
    assert "Ingen andre faggrupper har bidraget til den børnefaglige undersøgelse." in told
    assert "siden hjælpen begyndte" in told
    for stage in ReviewStage:
        actions.note_review(by=fresh(world.anna), case=case, text=review(stage=stage))
    told = words(world.anna, case_page(case), "faggrupper")
    assert "Ingen andre" not in told
    assert told.count("Sundhedspleje , Ulla, sundhedsplejerske") == 3
    for stage in ReviewStage:
        assert stage.label in told


def test_a_contribution_is_written_on_its_page_once(world: World) -> None:
    case = a_case(world)
    address = reverse("staff:case_reviews", args=[case.public_id])
    given = {
        "stage": "start",
        "profession": "school",
        "who": "",
        "text": "",
        "given_on": clock.today().isoformat(),
    }
    client = signed_in(world.anna)
    assert [client.post(address, given).status_code for _ in range(2)] == [303, 303]
    assert InterdisciplinaryReview.objects.get().profession == Profession.SCHOOL
    assert client.post(address, {**given, "profession": "wizard"}).status_code == 422


def test_only_the_authority_writes_who_contributed(world: World) -> None:
    case = a_case(world)
    for user in (world.erik, world.dorte, world.kirsten):
        with pytest.raises(Refused):
            actions.note_review(by=fresh(user), case=case, text=review())
    assert not InterdisciplinaryReview.objects.exists()
