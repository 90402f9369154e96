"""Personer om barnet: found or written, custody said, and its lack told wherever it matters."""

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, LookupPerson
from hjemmebane.records.cases import actions
from hjemmebane.records.cases.models import Case
from hjemmebane.records.intake import actions as intake
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Custody, Household, Party, Person, Residence
from tests.cast import World, signed_in
from tests.page_forms import read_forms
from tests.records.cases_story import a_case, fresh
from tests.records.intake_story import notification_given
from tests.records.reports_story import a_report

MISSING = "Ingen forældremyndighedsindehaver er registreret"
pytestmark = pytest.mark.django_db


@pytest.fixture
def anna(world: World) -> Client:
    """Return Anna's browser."""
    return signed_in(world.anna)


@pytest.fixture
def case(world: World) -> Case:
    """Return the case of a child that the register knew nobody around."""
    return actions.open_case_for_child(
        by=fresh(world.anna),
        given_name="Karla",
        family_name="Ny",
        born_on=clock.today().replace(year=2018),
        aware_on=clock.today(),
        team=world.teams["nord"],
        adviser=world.anna,
    )


def url(name: str, case: Case, *more: object) -> str:
    """Return an address under a case."""
    return reverse(f"staff:{name}", args=[case.public_id, *more])


def page(client: Client, address: str) -> str:
    """Return the words of a page."""
    return said(client.get(address))


def said(answer: Any) -> str:
    """Return the words of an answer, without mark-up."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode())
    return " ".join(text.split())


def mother(**changes: object) -> dict[str, object]:
    """Return the form of a new mother with custody."""
    return {
        "given_name": "Karen",
        "family_name": "Ny",
        "kind": "mother",
        "custody": "yes",
        "street": "Engvej 1",
        "postal_code": "9999",
        "town": "Lindeborg",
        "child_share": "hele tiden",
        **changes,
    }


def test_the_lack_of_a_custody_holder_is_said_until_one_is_written(
    anna: Client, case: Case
) -> None:
    for address in (reverse("staff:case", args=[case.public_id]), url("case_people", case)):
        assert MISSING in page(anna, address)
    assert f"{MISSING}: Karla" in page(anna, reverse("staff:myday"))
    answer = anna.post(url("case_person_add", case), mother())
    assert (answer.status_code, answer.headers["Location"]) == (303, url("case_people", case))
    for address in (
        reverse("staff:case", args=[case.public_id]),
        url("case_people", case),
        reverse("staff:myday"),
    ):
        assert MISSING not in page(anna, address)
    words = page(anna, url("case_people", case))
    assert "Karen Ny , mor" in words
    assert "Hos Karen, hele tiden" in words


def test_somebody_out_of_reach_is_found_by_the_whole_number_and_that_is_a_look(
    world: World, anna: Client, case: Case
) -> None:
    lone = people.register_person(
        by=SYSTEM,
        register="authority",
        given_name="Lone",
        family_name="Ny",
        born_on=None,
        cpr="0245881111",
    )
    looks = LookupPerson.objects.filter(person_id=lone.pk)
    assert "Ingen fundet" in said(anna.post(url("case_person_find", case), {"q": "Lone"}))
    assert not looks.exists()
    found = anna.post(url("case_person_find", case), {"q": "024588-1111"})
    assert "Lone Ny" in said(found)
    assert looks.exists()
    form = next(f for f in read_forms(found.content) if f.fields.get("who"))
    picked = anna.post(url("case_person_add", case), form.filled())
    assert "Tilføj Lone Ny" in said(picked)
    assert "given_name" not in picked.content.decode()
    token = read_forms(picked.content)[-1].filled()["who"]
    answer = anna.post(
        url("case_person_add", case), {"who": token, "kind": "mother", "custody": "yes"}
    )
    assert answer.status_code == 303
    assert Custody.objects.get(child=case.child).holder == lone
    again = said(anna.post(url("case_person_find", case), {"q": "0245881111"}))
    assert "Personen står allerede på sagen" in again


def test_a_found_person_is_no_key_to_another_case_or_for_another_reader(
    world: World, anna: Client, case: Case
) -> None:
    found = anna.post(url("case_person_find", case), {"q": "0245880000"})
    form = next(f for f in read_forms(found.content) if f.fields.get("who"))
    sent = form.filled()
    other = a_case(world, child="viggo")
    assert anna.post(url("case_person_add", other), sent).status_code == 404
    assert signed_in(world.bo).post(url("case_person_add", case), sent).status_code == 404
    forged = {**sent, "who": f"{sent['who']}x"}
    assert anna.post(url("case_person_add", case), forged).status_code == 404


def test_nobody_of_the_other_register_is_found(world: World, anna: Client, case: Case) -> None:
    people.add_number(by=SYSTEM, person=world.ida_berg, number="0444901111")
    for text in ("0444901111", "Ida"):
        words = said(anna.post(url("case_person_find", case), {"q": text}))
        assert "Ingen fundet" in words
        assert "Zida" not in words


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"given_name": ""}, "Skriv både fornavn og efternavn"),
        ({"kind": ""}, "Vælg, hvad personen er for barnet"),
        ({"kind": "boss"}, "Vælg, hvad personen er for barnet"),
        ({"custody": ""}, "Svar ja eller nej"),
        ({"cpr": "123"}, "Personnummeret kan ikke læses"),
        ({"cpr": "0245880000"}, "Personnummeret findes allerede"),
        ({"born_on": "2999-01-01"}, "Fødselsdagen kan ikke passe"),
        ({"custody_from": "9999-12-31"}, "for langt ude i fremtiden"),
        ({"custody_from": "2001-01-01"}, "før barnets fødsel"),
        ({"street": ""}, "Skriv vej og nummer"),
        ({"kind": "sibling"}, "Søskende kan ikke have forældremyndigheden"),
        ({"email": "nej"}, "gyldig e-mail"),
    ],
)
def test_what_cannot_be_is_said_in_a_sentence_and_nothing_is_written(
    anna: Client, case: Case, changes: dict[str, object], words: str
) -> None:
    before = (AuditLine.objects.count(), Person.objects.count())
    answer = anna.post(url("case_person_add", case), mother(**changes))
    assert answer.status_code == 422
    assert words in said(answer)
    assert (AuditLine.objects.count(), Person.objects.count()) == before


def test_a_double_is_hinted_and_a_tick_says_it_is_another(
    world: World, anna: Client, case: Case
) -> None:
    like = mother(
        given_name="Frida Zfrida", family_name="Holm", born_on=world.frida_holm.born_on.isoformat()
    )
    answer = anna.post(url("case_person_add", case), like)
    assert answer.status_code == 422
    assert "Der findes allerede en med det navn" in said(answer)
    assert anna.post(url("case_person_add", case), {**like, "is_another": "on"}).status_code == 303


def test_what_a_parent_who_notified_told_is_not_asked_again(world: World, anna: Client) -> None:
    from_parent = notification_given(
        concern_source="parent", reporter_name="Karen Ny", reporter_contact="00 11 22 33"
    )
    case = opened_from(world, from_parent)
    answer = anna.get(url("case_person_add", case))
    assert "Forælder, der skrev Karen Ny, 00 11 22 33" in said(answer)
    form = read_forms(answer.content)[-1].filled()
    assert (form["given_name"], form["family_name"], form["phone"]) == (
        ["Karen"],
        ["Ny"],
        ["00 11 22 33"],
    )


def opened_from(world: World, given: Any) -> Case:
    """Return the case opened from a notification."""
    child = intake.receive_notification(by=SYSTEM, given=given).children.get()
    return actions.open_case_for_child(
        by=fresh(world.kirsten),
        notified_child=child,
        given_name="Asta",
        family_name="Ny",
        born_on=child.born_on_given,
        aware_on=clock.today(),
        team=world.teams["nord"],
        adviser=world.anna,
    )


def test_a_person_is_changed_step_by_step_on_the_case(world: World, anna: Client) -> None:
    case = a_case(world)
    jonas = world.jonas_holm
    steps = {
        "case_person": {
            "version": 1,
            "given_name": "Jonas",
            "family_name": "Holm",
            "phone": "00 55",
            "language": "pl",
            "needs_interpreter": "on",
        },
        "case_person_relation": {"kind": "step_parent", "from_on": "2026-11-30"},
        "case_person_homes": {"home_0": "hele tiden", "home_1": "", "from_on": "2026-11-24"},
        "case_person_custody": {"on": "2026-11-24"},
        "case_person_end": {"on": "2026-11-24", "leaves_family": "on"},
    }
    for name, sent in steps.items():
        address = url(name, case, jonas.public_id)
        assert anna.get(address).status_code == 200
        answer = anna.post(address, sent)
        assert (name, answer.status_code) == (name, 303)
    words = page(anna, url("case_people", case))
    assert "00 55" in words
    assert "polsk, tolk" in words
    assert not Custody.objects.filter(holder=jonas, child=case.child, to_on=None).exists()
    hers, his = Household.objects.filter(family=world.holm).order_by("pk")
    assert Residence.objects.get(person=jonas, household=hers).share == "hele tiden"
    assert Residence.objects.get(person=jonas, household=his).to_on is not None
    assert Party.objects.filter(person=jonas, dossier=case.dossier).exclude(to_on=None).exists()


def test_the_loser_of_two_who_change_a_person_sees_both(world: World, anna: Client) -> None:
    case = a_case(world)
    address = url("case_person", case, world.jonas_holm.public_id)
    sent = {"version": 1, "given_name": "Jonas", "family_name": "Holm", "phone": "00 11"}
    assert anna.post(address, sent).status_code == 303
    lost = signed_in(world.camilla).post(address, {**sent, "phone": "00 22"})
    assert lost.status_code == 409
    assert "00 11" in said(lost)
    assert "00 22" in lost.content.decode()


def test_the_child_itself_has_no_relation_custody_or_end(world: World, anna: Client) -> None:
    case = a_case(world)
    for name in ("case_person_relation", "case_person_custody", "case_person_end"):
        assert anna.get(url(name, case, case.child.public_id)).status_code == 404
    assert anna.get(url("case_person_homes", case, case.child.public_id)).status_code == 200


def test_a_protected_person_shows_no_name_and_no_address_on_the_list(
    world: World, anna: Client, case: Case
) -> None:
    hidden = {"has_protected_name": "on", "has_protected_address": "on"}
    anna.post(url("case_person_add", case), mother(**hidden))
    words = page(signed_in(world.camilla), url("case_people", case))
    assert "Beskyttet navn" in words
    assert "Karen" not in words
    assert "Engvej" not in words
    assert "Engvej" not in page(anna, url("case_people", case))


def test_a_provider_reads_who_is_around_the_child_only_where_the_order_carries_it(
    world: World, case: Case
) -> None:
    for who in ("erik", "pia", "nadia", "hanne"):
        assert signed_in(world.users[who]).get(url("case_people", case)).status_code in (403, 404)


def test_the_closing_report_says_that_nobody_can_read_it_and_the_adviser_mends_it(
    world: World, anna: Client, free_hand: None
) -> None:
    report = a_report(world)
    address = reverse("staff:report", args=[report.public_id])
    assert MISSING not in page(signed_in(world.dorte), address)
    Custody.objects.all().delete()
    words = page(signed_in(world.dorte), address)
    assert MISSING in words
    assert "Bed barnets rådgiver" in words
    laid = reverse("staff:report_to_family", args=[report.public_id])
    assert signed_in(world.dorte).post(laid).status_code == 422


def test_the_adviser_is_led_from_the_report_to_where_it_is_mended(
    world: World, anna: Client, free_hand: None
) -> None:
    report = a_report(world)
    signed_in(world.dorte).post(reverse("staff:report_to_family", args=[report.public_id]))
    Custody.objects.all().delete()
    answer = anna.get(reverse("staff:report", args=[report.public_id]))
    assert MISSING in said(answer)
    case = Case.objects.get(dossier_id=report.dossier_id)
    assert url("case_people", case) in answer.content.decode()


def test_roles_of_added_people_follow_what_was_said(anna: Client, case: Case) -> None:
    for given, kind, custody, role in (
        ("Karen", "mother", "yes", PartyRole.CUSTODY_PARENT),
        ("Kurt", "father", "unknown", PartyRole.PARENT),
        ("Kim", "half_sibling", "", PartyRole.SIBLING),
        ("Inge", "grandparent", "", PartyRole.NETWORK),
    ):
        sent = mother(
            given_name=given, kind=kind, custody=custody, street="", postal_code="", town=""
        )
        assert anna.post(url("case_person_add", case), sent).status_code == 303
        assert Party.objects.get(person__given_name=given, dossier=case.dossier).role == role
