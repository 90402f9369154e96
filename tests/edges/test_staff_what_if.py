"""The page where a leader asks what another rhythm of follow-ups would bring."""

import pytest
from bs4 import BeautifulSoup

from hjemmebane.edges.jobs.loop import JobLoop
from hjemmebane.records.leadership.models import WhatIf
from tests.cast import World, signed_in

PLACE = "/hvad-hvis/"
GIVEN = {
    "interval": "4",
    "stage": "mandatory",
    "cases_each": "",
    "hours_each": "6",
    "months": "24",
}


@pytest.mark.django_db(transaction=True)
def test_a_leader_asks_waits_and_reads_the_answer_with_what_it_rests_on(world: World):
    client = signed_in(world.camilla)
    sent = client.post(PLACE, GIVEN)
    assert sent.status_code == 303
    JobLoop().turn()
    progress = client.get(sent["Location"]).content.decode()
    assert "Se svaret" in progress
    what_if = WhatIf.objects.get()
    page = BeautifulSoup(client.get(f"{PLACE}{what_if.public_id}/").content, "html.parser")
    assert "4 måneder i stedet for 3" in page.h1.get_text()
    assert len(page.select(".chart-forecast table tbody tr")) == 24 * len(
        page.select(".chart-forecast")
    )
    assert "Det bygger svaret på" in page.get_text()
    assert page.find(string=lambda words: words and "80 ud af 100" in words)


def test_the_page_opens_on_the_municipalitys_own_rhythm_and_hours(world: World):
    page = BeautifulSoup(signed_in(world.rune).get(PLACE).content, "html.parser")
    assert page.find(id="id_interval")["value"] == "3"
    assert page.find(id="id_hours_each")["value"] == "6"


def test_a_rhythm_longer_than_the_law_comes_back_with_a_sentence(world: World):
    sent = signed_in(world.camilla).post(PLACE, {**GIVEN, "interval": "7"})
    assert sent.status_code == 422
    assert "Ud over 6 måneder skal datoen vælges og begrundes" in sent.content.decode()
    assert not WhatIf.objects.exists()


@pytest.mark.parametrize("interval", ["", "abc", "1e9", "-3", "99999999999999999999"])
def test_what_is_no_number_of_months_is_not_asked(world: World, interval: str):
    sent = signed_in(world.camilla).post(PLACE, {**GIVEN, "interval": interval})
    assert sent.status_code == 422
    assert not WhatIf.objects.exists()


def test_those_who_do_not_lead_are_told_that_the_page_does_not_exist(world: World):
    client = signed_in(world.anna)
    assert client.get(PLACE).status_code == 404
    assert client.post(PLACE, GIVEN).status_code == 404
