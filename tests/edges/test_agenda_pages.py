"""A deadline opens to its reasons; the catalogue is there for every worker to read."""

import uuid
from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils.html import escape

from hjemmebane import clock
from hjemmebane.catalogue import current
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.agenda import actions
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.actions import refresh_all_next_due
from hjemmebane.records.cases.models import Case
from hjemmebane.records.cases.models.case import NO_DUE
from tests.cast import World, signed_in
from tests.records.cases_story import a_case, a_measure, screened


def follow_up(world: World) -> Obligation:
    held = clock.moment(date(2026, 8, 26))
    about = ("follow_up", uuid.UUID(int=2))
    dossier = world.dossiers["selma_case"]
    row = actions.start_obligation(
        by=SYSTEM,
        dossier=dossier,
        rule_key="F4",
        trigger_at=held,
        about=about,
        chosen_due_at=date(2027, 1, 15),
    )
    actions.start_obligation(
        by=SYSTEM, dossier=dossier, rule_key="L-F4", trigger_at=held, about=about
    )
    return row


def text(answer) -> str:
    return BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)


@pytest.mark.req("S2-HER-11")
def test_a_deadline_opens_to_rule_law_sum_and_the_clock_beside(world: World) -> None:
    row = follow_up(world)
    page = text(signed_in(world.anna).get(reverse("staff:obligation", args=[row.public_id])))
    assert "Opfølgning, Selma Zselma Holm" in page
    assert "Barnets lov § 95, stk. 3" in page
    assert "Fredag 15. januar 2027 er valgt 26. august 2026." in page
    assert "Den første gælder: torsdag 26. november 2026." in page
    assert "Regel F4, version 1, fra 1.1.2024" in page


def test_the_paper_page_holds_the_way_to_check_it_by_hand(world: World) -> None:
    row = follow_up(world)
    url = reverse("staff:obligation_paper", args=[row.public_id])
    assert "Slå datoen op i referatet" in text(signed_in(world.anna).get(url))


@pytest.mark.parametrize("who", ["erik", "pia", "nadia", "kirsten", "sofie", "frida"])
@pytest.mark.parametrize("name", ["staff:obligation", "staff:obligation_paper"])
def test_a_deadline_of_a_case_is_a_404_for_everyone_else(world: World, who: str, name: str) -> None:
    row = follow_up(world)
    answer = signed_in(world.users[who]).get(reverse(name, args=[row.public_id]))
    assert answer.status_code == 404
    assert b"Zselma" not in answer.content


def test_every_rule_can_be_read_with_its_examples(world: World) -> None:
    browser = signed_in(world.dorte)
    index = text(browser.get(reverse("staff:catalogue")))
    for rule in current().rules:
        page = text(browser.get(reverse("staff:catalogue_rule", args=[rule.key, rule.version])))
        assert rule.source in page
        if rule.profile in {None, "lindeborg", "grundprofil"}:
            assert f"{rule.key} {rule.name}" in index


def test_every_profile_and_measure_can_be_read(world: World) -> None:
    browser = signed_in(world.dorte)
    for key in current().profiles:
        answer = browser.get(reverse("staff:catalogue_profile", args=[key]))
        assert answer.status_code == 200
    assert "Serviceloven § 52, stk. 3, nr. 3" in text(
        browser.get(reverse("staff:catalogue_measures"))
    )


@pytest.mark.parametrize("path", ["/katalog/regler/XX/1/", "/katalog/profiler/xx/"])
def test_what_is_not_in_the_catalogue_is_a_404(world: World, path: str) -> None:
    assert signed_in(world.dorte).get(path).status_code == 404


def measured(world: World) -> Obligation:
    a_measure(world, screened(world, a_case(world)))
    return Obligation.objects.get(rule_key="F3")


def lift(world: World, row: Obligation, **data: str):
    url = reverse("staff:obligation_lift", args=[row.public_id])
    return signed_in(world.anna).post(url, data)


def test_a_deadline_is_lifted_with_a_reason_and_the_case_list_follows(world: World) -> None:
    row = measured(world)
    case = Case.objects.get()
    before = case.next_due_at
    for other in Obligation.objects.exclude(pk=row.pk).filter(dossier=case.dossier):
        lift(world, other, kind="no_object", reason="Prøve")

    assert lift(world, row, kind="no_object", reason="").status_code == 422
    assert lift(world, row, kind="no_object", reason="Familien er flyttet").status_code == 303

    case.refresh_from_db()
    assert (before != NO_DUE, case.next_due_at) == (True, NO_DUE)
    page = text(signed_in(world.anna).get(reverse("staff:obligation", args=[row.public_id])))
    assert "Familien er flyttet" in page
    assert "Undtag fristen" not in page


def test_only_an_exception_the_rule_knows_can_be_chosen(world: World) -> None:
    row = measured(world)
    assert lift(world, row, kind="anonymous", reason="Prøve").status_code == 422
    row.refresh_from_db()
    assert row.exception == ""


def test_what_is_met_is_not_written_over(world: World) -> None:
    row = measured(world)
    about = ("measure", row.about_id)
    actions.satisfy(by=SYSTEM, dossier=row.dossier, rule_keys=["F3"], at=clock.now(), with_=about)
    assert lift(world, row, kind="no_object", reason="Prøve").status_code == 422


@pytest.mark.parametrize("who", ["dorte", "erik", "pia"])
def test_nobody_else_lifts_a_deadline(world: World, who: str) -> None:
    row = measured(world)
    url = reverse("staff:obligation_lift", args=[row.public_id])
    assert signed_in(world.users[who]).get(url).status_code == 404


@pytest.mark.req("S2-HER-29")
def test_the_nightly_reckoning_corrects_a_next_deadline_that_stands_wrong(
    world: World, free_hand: None
) -> None:
    measured(world)
    case = Case.objects.get()
    right = case.next_due_at
    Case.objects.update(next_due_at=NO_DUE)

    assert refresh_all_next_due(by=SYSTEM, unit=world.units["authority"]) == 1
    case.refresh_from_db()
    assert case.next_due_at == right
    assert refresh_all_next_due(by=SYSTEM, unit=world.units["authority"]) == 0


def test_the_page_of_measures_gives_each_its_kle_number_and_where_it_is_from(world: World) -> None:
    page = signed_in(world.anna).get(reverse("staff:catalogue_measures")).content.decode()
    measure = current().measure("familiebehandling")
    row = page[page.index(f"{measure.title}</th>") :]
    assert "<td>27.27.09</td>" in row[: row.index("</tr>")]
    assert escape(measure.source) in page
