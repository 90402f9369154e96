"""The family page's week, its clashes, who has read the story, and what a page may cost."""

import re
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane.domain.network import NetworkGiven
from hjemmebane.domain.story import StoryHeard
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case, ClashSettlement, CoordinationTask
from hjemmebane.records.courses.models import Course
from hjemmebane.records.people import actions as people
from tests.cast import ANCHOR, World, signed_in
from tests.records.cases_story import a_case, fresh
from tests.records.courses_story import a_contact, a_course
from tests.records.test_coordinating import strengthened

# Two of them only where the week has a clash: how it was settled, and who coordinates.
MOST_READS = 27
NEXT_TUESDAY = ANCHOR + timedelta(days=7)


@pytest.fixture
def case(world: World) -> Case:
    return Case.objects.get(dossier=a_course(world).dossier)


def home(world: World) -> str:
    return f"/familier/{world.families['holm'].public_id}/"


def task(world: World, case: Case, what: str, owner: cases.Owner) -> CoordinationTask:
    return cases.add_coordination_task(
        by=fresh(world.anna),
        case=case,
        text=cases.TaskText(what),
        owner=owner,
        ground=cases.Ground(law="Barnets lov § 91"),
    )


def hour(world: World, row: CoordinationTask, starts: int, ends: int, text: str) -> None:
    words = cases.SlotText(1, time(starts), time(ends), text, NEXT_TUESDAY)
    cases.add_task_slot(by=fresh(world.anna), task=row, text=words, person=world.frida_holm)


@pytest.fixture
def clashing(world: World, case: Case) -> Case:
    return clash_in(world, case)


def clash_in(world: World, case: Case) -> Case:
    practice = task(world, case, "Praktik", cases.Owner(unit=world.units["daycare"]))
    fetching = task(world, case, "Henter Viggo", cases.Owner(user=world.dorte))
    hour(world, practice, 8, 16, "Praktik")
    hour(world, fetching, 14, 15, "Frida henter")
    return case


def test_the_first_week_with_a_clash_is_shown_and_says_who_settles_it(
    world: World, clashing: Case
) -> None:
    page = signed_in(world.anna).get(home(world)).content.decode()
    assert "Hvem gør hvad i uge 49" in page
    assert page.count("is-clash") == 2
    assert "Frida skal være flere steder den 1. dec." in page
    assert "Løses af Anna Lund sammen med Kastanjen og Familiehuset." in page
    assert f'href="/sager/{clashing.public_id}/koordinering/"' in page


def test_another_week_is_chosen_by_a_link_and_a_strange_one_is_this_week(
    world: World, clashing: Case
) -> None:
    client = signed_in(world.anna)
    this = client.get(f"{home(world)}?uge={ANCHOR}").content.decode()
    assert "Hvem gør hvad i uge 48" in this
    assert "is-clash" not in this
    link = re.search(r'href="([^"]+)">Ugen efter', this)
    assert link
    assert "i uge 49" in client.get(link[1]).content.decode()
    for strange in ("x", "9999-12-31", "0001-01-01"):
        assert client.get(f"{home(world)}?uge={strange}").status_code == 200


def test_ending_the_hour_settles_the_clash(world: World, clashing: Case) -> None:
    client = signed_in(world.anna)
    plan = client.get(f"/sager/{clashing.public_id}/koordinering/").content.decode()
    ends = re.findall(r'action="([^"]+/koordinering/tid/[^"]+/slut/)"', plan)
    assert len(ends) == 2
    assert client.post(ends[0]).status_code == 303
    assert (
        "Afslut tiden" in client.get(f"/sager/{clashing.public_id}/koordinering/").content.decode()
    )


def settle_address(page: str) -> str:
    found = re.search(r'href="([^"]+/konflikt/[^"]+)"', page)
    assert found
    return found[1].replace("&amp;", "&")


def test_a_clash_is_settled_by_a_choice_and_the_page_says_by_whom(
    world: World, clashing: Case
) -> None:
    client = signed_in(world.anna)
    address = settle_address(client.get(home(world)).content.decode())
    assert "Frida skal være flere steder" in client.get(address).content.decode()
    assert client.post(address, {"text": "Dorte henter"}).status_code == 422
    assert client.post(address, {"choice": "moved", "text": "x" * 301}).status_code == 422
    assert not ClashSettlement.objects.exists()
    said = {"choice": "help", "text": "Dorte henter Viggo om tirsdagen"}
    assert client.post(address, said).status_code == 303
    assert client.post(address, said).status_code == 422, "said twice it is one thing said"
    assert ClashSettlement.objects.count() == 1
    page = client.get(home(world)).content.decode()
    assert "Løst: En anden træder til: Dorte henter Viggo om tirsdagen. Anna Lund" in page
    assert "Løs på ny" in page
    assert "Løses af" not in page


def test_a_clash_that_is_another_opens_anew(world: World, clashing: Case) -> None:
    client = signed_in(world.anna)
    address = settle_address(client.get(home(world)).content.decode())
    client.post(address, {"choice": "help"})
    row = CoordinationTask.objects.get(what="Henter Viggo")
    slot = row.slots.get()
    cases.end_task_slot(by=fresh(world.anna), slot=slot)
    hour(world, row, 15, 16, "Frida henter")
    page = client.get(home(world)).content.decode()
    assert "Løst:" not in page
    assert "Løses af Anna Lund" in page
    assert client.get(address).status_code == 404


def test_only_who_works_on_the_case_settles_a_clash(world: World, clashing: Case) -> None:
    address = settle_address(signed_in(world.anna).get(home(world)).content.decode())
    for who in ("dorte", "erik", "nadia"):
        client = signed_in(world.users[who])
        assert "/konflikt/" not in client.get(home(world)).content.decode()
        assert client.get(address).status_code in {403, 404}
    strange = address.replace(address.split("/konflikt/")[1].split("/")[0], "0" * 40)
    assert signed_in(world.anna).get(strange).status_code == 404


def test_a_worker_gives_a_task_its_hour_by_a_form(world: World, case: Case) -> None:
    row = task(world, case, "Henter Viggo", cases.Owner(user=world.dorte))
    client = signed_in(world.anna)
    address = f"/sager/{case.public_id}/koordinering/{row.public_id}/tid/"
    sent = {"weekday": "1", "starts": "14:30", "ends": "15:00", "from_on": str(NEXT_TUESDAY)}
    assert client.post(address, {**sent, "ends": "14:00"}).status_code == 422
    assert client.post(address, {**sent, "weekday": "8"}).status_code == 422
    assert (
        client.post(address, {**sent, "person": str(world.frida_holm.public_id)}).status_code == 303
    )
    [slot] = row.slots.all()
    assert (slot.starts, slot.person) == (time(14, 30), world.frida_holm)


def test_who_has_read_the_story_stands_under_it_by_name(world: World, case: Case) -> None:
    client = signed_in(world.anna)
    cases.write_story(
        by=fresh(world.anna), case=case, version=case.version, story="Vi gik.", agreed_on=None
    )
    assert "Ikke læst med familien endnu" in client.get(home(world)).content.decode()
    address = f"/sager/{case.public_id}/historie/laest/"
    sent = {"person": str(world.frida_holm.public_id), "heard": "agreed", "read_on": str(ANCHOR)}
    assert client.post(address, {**sent, "heard": "maybe"}).status_code == 422
    assert client.post(address, sent).status_code == 303
    cases.note_story_read(
        by=fresh(world.anna),
        case=case,
        person=world.selma,
        heard=StoryHeard.ALOUD,
        read_on=ANCHOR,
        note="ændrede én sætning",
    )
    page = client.get(home(world)).content.decode()
    assert "Læst og godkendt: Frida 24. nov." in page
    assert "Læst højt og godkendt: Selma 24. nov. · ændrede én sætning" in page


def test_the_marks_say_from_whom_a_childs_case_is_kept(world: World, case: Case) -> None:
    a_case(world, child="oliver")
    page = signed_in(world.anna).get(home(world)).content.decode()
    assert "Deles ikke med Jonas</b>: sagen om Oliver" in page


def reads(world: World) -> int:
    client = signed_in(world.anna)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(home(world)).status_code == 200
    return sum(query["sql"].lstrip("(").startswith("SELECT") for query in queries)


def test_the_whole_page_reads_in_few_queries_however_much_has_happened(
    world: World, clashing: Case
) -> None:
    people.add_network_person(
        by=fresh(world.dorte),
        dossier=clashing.dossier,
        given=NetworkGiven("Mormor", "mormor"),
        told_by=world.frida_holm,
    )
    course = Course.objects.get(dossier=clashing.dossier)
    a_contact(world, course, ANCHOR - timedelta(days=4))
    few = reads(world)
    for day in range(5, 25):
        a_contact(world, course, ANCHOR - timedelta(days=day))
    assert reads(world) == few
    assert few <= MOST_READS


def test_contacts_older_than_the_window_are_not_read_but_the_latest_always_are(
    world: World, case: Case
) -> None:
    course = Course.objects.get(dossier=case.dossier)
    old = a_contact(world, course, ANCHOR - timedelta(days=40))
    path = f"/kontakter/{old.public_id}/"
    client = signed_in(world.dorte)
    assert path in client.get(f"{home(world)}?zoom=4u").content.decode()
    a_contact(world, course, ANCHOR - timedelta(days=2))
    assert path in client.get(f"{home(world)}?zoom=9m").content.decode()


def test_the_coordinator_of_the_course_settles_a_clash_and_is_named_for_it(world: World) -> None:
    clash_in(world, Case.objects.get(dossier=strengthened(world).dossier))
    page = signed_in(world.dorte).get(home(world)).content.decode()
    assert "Løses af Dorte" in page
    address = settle_address(page)
    assert signed_in(world.esben).get(address).status_code == 404
    assert signed_in(world.dorte).post(address, {"choice": "help"}).status_code == 303
    assert ClashSettlement.objects.get().settled_by == world.dorte
