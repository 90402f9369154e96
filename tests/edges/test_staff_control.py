"""The daily control on a page: what differs, who looked, what came back, whose it is to see."""

from datetime import timedelta
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane import clock
from hjemmebane.domain.access import Relation, RoleKey
from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.edges.jobs.loop import control_all_deadlines
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, Dossier, User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.models import Case
from hjemmebane.records.leadership.actions import note_difference_seen
from hjemmebane.records.leadership.differences import control_runs, differences_to_see
from hjemmebane.records.leadership.models import ControlRun, DutyDifference
from tests.cast import LONG_AGO, World, signed_in
from tests.records.cases_story import a_case, fresh

PLACE = "/frister/kontrol/"
LINE = "Kontrol af frister: 1 forskel"

pytestmark = pytest.mark.usefixtures("free_hand")


def push(case: Case, days: int) -> None:
    """Move the day of a case's first deadline by hand, as no action would."""
    rows = Obligation.objects.filter(dossier=case.dossier, rule_key="B1")
    for row in rows:
        rows.filter(pk=row.pk).update(due_at=row.due_at + timedelta(days))


def a_difference(world: World) -> Case:
    case = a_case(world)
    push(case, 30)
    control_all_deadlines()
    return case


def page_of(user: User, address: str = PLACE) -> BeautifulSoup:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def test_a_leader_reads_what_differs_since_when_and_both_sides_with_ways_to_each(
    world: World,
) -> None:
    case = a_difference(world)
    kept = Obligation.objects.get(dossier=case.dossier, rule_key="B1")
    with clock.at(clock.now() + timedelta(1)):
        control_all_deadlines()
        row = page_of(world.camilla).select_one("tbody tr")
        assert row is not None
        said = row.get_text(" ", strip=True)
        assert "Selma Zselma" in said
        assert "Fristen falder en anden dag" in said
        assert "Frist 17. april 2027" in said
        assert "frist 17. marts 2027" in said
        assert "tirs. 24. nov." in said
        page = page_of(world.camilla, str(row.a["href"]))
    ways = {link.get_text(): link["href"] for link in page.select(".plain-list a")}
    assert ways["Åbn fristen"] == f"/frister/{kept.public_id}/"
    assert ways["Åbn sagen"] == f"/sager/{case.public_id}/"
    assert ways["Se reglen"].startswith("/katalog/regler/B1/")


def test_the_leaders_day_counts_what_waits_and_says_nothing_of_nothing(world: World) -> None:
    case = a_case(world)
    control_all_deadlines()
    assert "Kontrol af frister:" not in page_of(world.camilla, "/").get_text()
    push(case, 30)
    control_all_deadlines()
    for leader in (world.camilla, world.rune):
        assert LINE in page_of(fresh(leader), "/").get_text()
    for other in (world.anna, world.gry, world.pia):
        assert "Kontrol af frister:" not in page_of(fresh(other), "/").main.get_text()


def test_a_leader_notes_what_she_found_and_it_waits_for_nobody_any_more(world: World) -> None:
    a_difference(world)
    row = DutyDifference.objects.get()
    address = f"{PLACE}{row.public_id}/"
    client = signed_in(world.camilla)
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "hvad som helst"}).status_code == 422
    sent = client.post(address, {"reason": "system_fault", "text": "Meldt til driften"})
    assert sent.status_code == 303
    row.refresh_from_db()
    assert (row.seen_by, row.seen_at) == (world.camilla, clock.now())
    assert (row.seen_reason, row.seen_text) == ("system_fault", "Meldt til driften")
    page = page_of(world.camilla).get_text(" ", strip=True)
    assert "Ingen forskelle venter på dig." in page
    assert "Meldt til driften. Camilla Riis, tirs. 24. nov." in page
    assert AuditLine.objects.filter(action="difference.note_seen").count() == 1
    again = client.post(address, {"reason": "other", "text": "En gang til"})
    assert again.status_code == 422
    assert "En anden har set den efter imens" in again.content.decode()
    row.refresh_from_db()
    assert row.seen_text == "Meldt til driften"


def test_no_more_than_six_things_can_be_found(world: World) -> None:
    a_difference(world)
    row = DutyDifference.objects.get()
    page = page_of(world.camilla, f"{PLACE}{row.public_id}/")
    assert len(page.select("input[name=reason]")) == len(SeenReason) == 6


def test_what_is_gone_is_closed_by_the_next_run_and_opens_anew_when_it_comes_back(
    world: World,
) -> None:
    case = a_difference(world)
    first = DutyDifference.objects.get()
    note_difference_seen(by=fresh(world.camilla), difference=first, reason=SeenReason.CORRECTED)
    control_all_deadlines()
    assert DutyDifference.objects.standing().get() == first
    push(case, -30)
    control_all_deadlines()
    first.refresh_from_db()
    assert first.gone_in == ControlRun.objects.filter(unit=case.dossier.unit).latest("pk")
    assert not DutyDifference.objects.standing().exists()
    push(case, 30)
    control_all_deadlines()
    again = DutyDifference.objects.standing().get()
    assert again != first
    assert again.seen_at is None
    assert LINE in page_of(fresh(world.camilla), "/").get_text()


def test_another_day_is_another_difference_though_the_first_was_looked_at(world: World) -> None:
    case = a_difference(world)
    first = DutyDifference.objects.get()
    note_difference_seen(by=fresh(world.camilla), difference=first, reason=SeenReason.OTHER)
    push(case, 10)
    control_all_deadlines()
    assert DutyDifference.objects.standing().get().seen_at is None


def test_what_is_gone_cannot_be_noted_as_seen(world: World) -> None:
    case = a_difference(world)
    first = DutyDifference.objects.get()
    push(case, -30)
    control_all_deadlines()
    with pytest.raises(Refused, match="difference_gone"):
        note_difference_seen(by=fresh(world.camilla), difference=first, reason=SeenReason.OTHER)


def test_a_leader_of_another_team_or_unit_sees_none_of_it(world: World) -> None:
    a_difference(world)
    row = DutyDifference.objects.get()
    access.give_role(
        by=SYSTEM,
        user=world.erik,
        role=RoleKey.TEAM_LEADER,
        unit=world.units["authority"],
        team=world.teams["syd"],
        from_on=LONG_AGO,
    )
    for other in (world.erik, world.gry):
        client = signed_in(fresh(other))
        page = client.get(PLACE)
        assert page.status_code == 200
        assert "Selma" not in page.content.decode()
        assert client.get(f"{PLACE}{row.public_id}/").status_code == 404
        assert client.post(f"{PLACE}{row.public_id}/", {"reason": "other"}).status_code == 404
    for other in (world.anna, world.kirsten, world.pia, world.ivan):
        assert signed_in(fresh(other)).get(PLACE).status_code == 404
    row.refresh_from_db()
    assert row.seen_at is None


def test_a_leader_who_also_works_on_a_case_of_another_team_sees_her_own_teams_only(
    world: World,
) -> None:
    case = a_difference(world)
    Dossier.objects.filter(pk=case.dossier.pk).update(team=world.teams["syd"])
    access.tie(
        by=SYSTEM,
        user=world.camilla,
        dossier=case.dossier,
        relation=Relation.ADVISER,
        title="anden rådgiver",
        from_on=LONG_AGO,
    )
    camilla = fresh(world.camilla)
    assert Case.objects.visible_to(camilla).filter(pk=case.pk).exists()
    assert differences_to_see(camilla).rows == ()


def test_each_run_is_kept_with_what_came_and_what_went(world: World) -> None:
    case = a_difference(world)
    push(case, -30)
    with clock.at(clock.now() + timedelta(1)):
        control_all_deadlines()
        last, first = (
            row for row in control_runs(fresh(world.camilla)) if row.unit == case.dossier.unit.name
        )
    assert (first.came, first.went) == (1, 0)
    assert (last.came, last.went) == (0, 1)
    assert last.dossiers == first.dossiers > 1
    assert control_runs(fresh(world.gry))[0].unit == "Tidlig Forebyggelse"


def test_fifty_differences_cost_as_many_queries_as_one_and_the_rest_is_a_page_on(
    world: World,
) -> None:
    a_difference(world)
    one = DutyDifference.objects.get()
    with CaptureQueriesContext(connection) as alone:
        differences_to_see(fresh(world.camilla))
    for number in range(60):
        one.pk, one.public_id, one.as_kept = None, uuid4(), f"Frist {number}"
        one.save(force_insert=True)
    with CaptureQueriesContext(connection) as many:
        page = differences_to_see(fresh(world.camilla))
    assert len(many) == len(alone)
    assert len(page.rows) == 50
    assert len(differences_to_see(fresh(world.camilla), page.after).rows) == 11
    shown = page_of(world.camilla)
    assert "61 forskelle" in shown.get_text()
    assert shown.select_one("nav.pager a[rel=next]") is not None
