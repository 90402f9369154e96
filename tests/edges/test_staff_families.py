"""Familier: the list, the search and the family page, each as far as the reader's rights go."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, Relation
from hjemmebane.domain.cases import MeasureEndReason
from hjemmebane.domain.goals import RaterKind
from hjemmebane.domain.people import PartyRole
from hjemmebane.edges.staff.families.reading import read_family
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import Dossier, LookupRequest, User
from hjemmebane.records.agenda import actions as agenda
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.cases.models import Case
from hjemmebane.records.courses.models import Course
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Family, NameToken
from tests.cast import ANCHOR, LONG_AGO, World, signed_in
from tests.many import many_families
from tests.records.cases_story import a_case, a_goal, a_measure, fresh, screened
from tests.records.courses_story import a_contact, a_course, a_prevention_course

MOST_QUERIES = 26
STORY = "Vi gik fra hinanden i foråret. Siden har morgenerne været svære."
NOTE = "Zvi øvede morgenen"


def url(family: Family) -> str:
    return f"/familier/{family.public_id}/"


def page_of(user: User, path: str) -> str:
    answer = signed_in(user).get(path)
    assert answer.status_code == 200, path
    return str(answer.content.decode())


@pytest.fixture
def holm(world: World) -> Family:
    """Return the Holm family on a course with a story, a goal, a contact and a task."""
    course = a_course(world)
    case = Case.objects.get(dossier=course.dossier)
    anna = fresh(world.anna)
    cases.write_story(by=anna, case=case, version=case.version, story=STORY, agreed_on=ANCHOR)
    goal = a_goal(world, case, agreed_on=ANCHOR - timedelta(days=10))
    for day, value in ((ANCHOR - timedelta(days=9), 4), (ANCHOR, 6)):
        cases.record_progress(
            by=anna,
            goal=goal,
            on=day,
            rater_kind=RaterKind.PARENT,
            person=world.frida_holm,
            value=value,
        )
    a_contact(world, course, ANCHOR - timedelta(days=4))
    for who, what in ((world.dorte, "Øv afleveringen"), (world.anna, "Ring til skolen")):
        cases.add_coordination_task(
            by=anna,
            case=case,
            text=cases.TaskText(what, how="Hver mandag", together_with="Jonas"),
            owner=cases.Owner(user=who),
            ground=cases.Ground(law="Barnets lov § 91"),
        )
    return world.families["holm"]


# --- The list


def listed(page: str) -> list[str]:
    return re.findall(r'<th scope="row"><a href="[^"]+">(.*?)</a>', page)


def test_the_list_costs_the_same_at_100_and_at_3000_families(world: World, free_hand: None) -> None:
    client = signed_in(world.camilla)
    many_families(world, 100)
    client.get("/familier/")
    with CaptureQueriesContext(connection) as few:
        client.get("/familier/")
    many_families(world, 2_900)
    with CaptureQueriesContext(connection) as many:
        page = client.get("/familier/").content.decode()
    assert len(listed(page)) == 100
    assert len(many) == len(few)
    assert not [query for query in many if "COUNT(" in query["sql"].upper()]


def test_pages_follow_each_other_without_gap_or_repeat(world: World, free_hand: None) -> None:
    many_families(world, 120)
    client, path, seen = signed_in(world.camilla), "/familier/", []
    while path:
        page = client.get(path).content.decode()
        seen += listed(page)
        found = re.search(r'href="([^"]+)" rel="next"', page)
        path = found[1].replace("&amp;", "&") if found else ""
    assert seen == [f"Familien Nr{n + 2:05d}" for n in range(120)]


def test_a_family_with_two_cases_stands_once_by_its_nearest_deadline(world: World) -> None:
    a_case(world, aware_on=ANCHOR)
    sooner = a_case(world, child="viggo", aware_on=ANCHOR - timedelta(days=60))
    page = page_of(world.anna, "/familier/")
    assert listed(page) == ["Familien Holm"]
    assert sooner.number in page


def test_prevention_lists_its_families_by_name_and_first_letter(world: World) -> None:
    assert listed(page_of(world.gry, "/familier/")) == ["Familien Berg"]
    assert listed(page_of(world.gry, "/familier/?bogstav=a-d")) == ["Familien Berg"]
    assert listed(page_of(world.gry, "/familier/?bogstav=e-h")) == []


@pytest.mark.parametrize("asked", ["?efter=x", "?efter=2026|1", "?bogstav=%C3%86", "?efter=|9" * 9])
def test_an_address_made_by_hand_is_no_error(world: World, asked: str) -> None:
    for who in ("anna", "gry"):
        assert signed_in(world.users[who]).get(f"/familier/{asked}").status_code == 200


# --- Who sees what


@pytest.mark.parametrize("who", ["erik", "bo", "mette", "thomas", "gry", "nadia", "sofie", "ivan"])
def test_somebody_without_a_tie_finds_no_family(world: World, holm: Family, who: str) -> None:
    client = signed_in(world.users[who])
    assert client.get(url(holm)).status_code == 404
    assert "Holm" not in client.get("/familier/").content.decode()
    answer = client.post("/soeg/", {"q": "Zselma"})
    assert "Holm" not in answer.content.decode()


def test_a_look_that_was_refused_is_kept(world: World, holm: Family) -> None:
    signed_in(world.erik).get(url(holm))
    assert LookupRequest.objects.filter(user=world.erik, is_refused=True).exists()


def test_the_adviser_sees_that_a_visit_was_held_and_not_what_was_written(
    world: World, holm: Family
) -> None:
    assert "Seneste kontakter" in page_of(world.anna, url(holm))
    assert NOTE not in page_of(world.anna, url(holm))
    assert NOTE in page_of(world.dorte, url(holm))


def test_the_providers_head_sees_names_and_nothing_more(world: World, holm: Family) -> None:
    page = page_of(world.pia, url(holm))
    assert "Selma Zselma Holm" in page
    assert "Dorte Kjær" in page
    hidden = (STORY, NOTE, "Vi vil have ro", "Rolige aftener", "Øv afleveringen", "Trin nu")
    for words in (*hidden, "Zmorvej", "9 år", "Samtykker", "Hvem har kigget"):
        assert words not in page
    assert listed(page_of(world.pia, "/familier/")) == ["Familien Holm"]
    assert "9 år" not in page_of(world.pia, "/familier/")
    assert "9 år" not in search(world.pia, "Zselma").content.decode()


@pytest.mark.req("S0-FHF-37")
@pytest.mark.parametrize("who", ["anna", "dorte", "esben", "camilla"])
def test_all_who_work_with_the_family_see_each_others_tasks(
    world: World, holm: Family, who: str
) -> None:
    page = page_of(world.users[who], url(holm))
    tasks = page[page.index("Hvem gør hvad") :]
    for words in ("Øv afleveringen", "Dorte Kjær", "Ring til skolen", "Anna Lund", "Hver mandag"):
        assert words in tasks


@pytest.mark.req("S2-HER-28")
@pytest.mark.parametrize("who", ["anna", "dorte", "camilla"])
def test_whoever_joins_meets_the_familys_own_story_first(
    world: World, holm: Family, who: str
) -> None:
    page = page_of(world.users[who], url(holm))
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", page)
    assert headings[0] == "Kort fortalt"
    assert STORY in page
    assert "Læst og godkendt af familien 24. nov. 2026" in page


def test_prevention_sees_its_family_with_a_course_and_no_case(world: World) -> None:
    a_prevention_course(world)
    berg = world.families["berg"]
    page = page_of(world.nadia, url(berg))
    assert "Forebyggende" in page
    assert "Kort fortalt" not in page
    for who in ("anna", "camilla", "rune", "kirsten"):
        assert signed_in(world.users[who]).get(url(berg)).status_code == 404


def test_a_protected_address_is_a_mask_that_leads_to_where_a_reason_is_asked(world: World) -> None:
    a_prevention_course(world)
    page = page_of(world.nadia, url(world.families["berg"]))
    assert "Zskjultvej" not in page
    assert "Beskyttet adresse" in page
    assert f"/personer/{world.ida_berg.public_id}/" in page


def test_a_closed_circle_is_marked(world: World, holm: Family, free_hand: None) -> None:
    assert "Lukket kreds" not in page_of(world.anna, url(holm))
    Dossier.objects.filter(courses__family=holm).update(is_restricted=True)
    assert "Lukket kreds" in page_of(world.anna, url(holm))


def test_who_notified_is_not_among_those_around_the_family(world: World, holm: Family) -> None:
    dossier = access.open_dossier(
        by=SYSTEM,
        kind=DossierKind.NOTIFICATION,
        register=Register.AUTHORITY,
        unit=world.units["reception"],
    )
    people.add_party(
        by=SYSTEM, person=world.selma, dossier=dossier, role=PartyRole.CHILD, from_on=LONG_AGO
    )
    for who, relation in (("hanne", Relation.PARTNER), ("anna", Relation.ADVISER)):
        access.tie(
            by=SYSTEM,
            user=world.users[who],
            dossier=dossier,
            relation=relation,
            title="underretter",
            from_on=LONG_AGO,
        )
    assert "Hanne Storm" not in page_of(world.anna, url(holm))


def test_a_masked_name_masks_the_familys_name_too(world: World) -> None:
    a_prevention_course(world)
    by = fresh(world.nadia)
    people.protect(by=by, person=world.noah, name=True, address=True)
    page = page_of(world.gry, "/familier/")
    assert "Berg" not in page
    assert "Familie med beskyttet navn" in page
    assert "Noah" in page_of(world.nadia, url(world.families["berg"]))


# --- The pictures


@pytest.mark.req("S2-STP-12")
def test_the_ladder_is_read_off_the_measures_and_follows_them(world: World) -> None:
    case = screened(world, a_case(world))
    path = url(world.families["holm"])
    assert "Trin nu" not in page_of(world.anna, path)
    measure = a_measure(world, case, ladder_step="3b")
    page = page_of(world.anna, path)
    assert "Trin nu: 3b" in page
    assert "– → 3b" in page
    assert "Rolige aftener" in page
    cases.end_measure(
        by=fresh(world.anna),
        measure=measure,
        on=clock.today(),
        reason=MeasureEndReason.GOALS_REACHED,
    )
    with clock.at(clock.moment(ANCHOR + timedelta(days=1), 9)):
        assert "Trin nu: intet" in page_of(world.anna, path)


def test_every_contact_on_the_timeline_is_a_link_and_a_line_of_its_table(
    world: World, holm: Family
) -> None:
    contact = Course.objects.get(family=holm).contacts.get()
    page = page_of(world.anna, url(holm))
    drawn = page[page.index('id="tidslinjen"') : page.index('id="tidslinje-tabel"')]
    table = page[page.index('id="tidslinje-tabel"') : page.index('id="maal"')]
    assert f"/kontakter/{contact.public_id}/" in drawn
    assert f"/kontakter/{contact.public_id}/" in table
    assert "20. nov. 2026" in table


@pytest.mark.parametrize("zoom", ["alt", "18m", "9m", "forloeb", "4u", "", "%00"[1:], "x" * 900])
def test_the_window_of_time_is_chosen_by_links(world: World, holm: Family, zoom: str) -> None:
    page = page_of(world.anna, f"{url(holm)}?zoom={zoom}")
    chosen = zoom if zoom in {"alt", "18m", "9m", "forloeb", "4u"} else "9m"
    assert f'zoom={chosen}#tidslinjen" aria-current="true"' in page


def test_each_rater_has_a_picture_of_their_own_and_no_average_is_made(
    world: World, holm: Family
) -> None:
    page = page_of(world.anna, url(holm))
    goals = page[page.index('id="maal"') :]
    assert "Frida om »Vi vil have ro om aftenen«: 4 (15. nov. 2026), 6 (24. nov. 2026)" in goals
    assert "gennemsnit" in goals


def test_of_two_clocks_for_one_thing_the_first_stands_with_the_other_inside(
    world: World, holm: Family
) -> None:
    dossier = Course.objects.get(family=holm).dossier
    for rule, chosen in (("F4", ANCHOR + timedelta(days=150)), ("L-F4", None)):
        agenda.start_obligation(
            by=SYSTEM,
            dossier=dossier,
            rule_key=rule,
            trigger_at=clock.midnight(ANCHOR),
            about=("follow_up", dossier.public_id),
            person=world.selma,
            chosen_due_at=chosen,
        )
    page = page_of(world.anna, url(holm))
    deadlines = page[page.index('id="frister"') : page.index('id="hvem-goer-hvad"')]
    assert deadlines.count("Opfølgning, egen regel, Selma") > 0
    assert "Opfølgning, Selma" not in deadlines
    assert "Den første gælder" in deadlines


def test_the_page_is_one_document_with_names_for_its_parts(world: World, holm: Family) -> None:
    page = page_of(world.anna, url(holm))
    assert page.count("<h1") == 1
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert "<title>Familien Holm" in page


def test_the_page_reads_in_few_queries_however_much_has_happened(
    world: World, holm: Family
) -> None:
    counts = []
    course = Course.objects.get(family=holm)
    for _ in range(2):
        user = fresh(world.anna)
        with CaptureQueriesContext(connection) as queries:
            read_family(holm.public_id, user)
        counts.append(len(queries))
        for day in range(5, 25):
            a_contact(world, course, ANCHOR - timedelta(days=day))
        if len(counts) == 1:
            a_case(world, child="viggo")
    assert counts[0] == counts[1]
    assert counts[0] <= MOST_QUERIES


# --- The search


def found(page: str) -> list[str]:
    part = page[page.index('id="fundet"') :] if 'id="fundet"' in page else ""
    return re.findall(r"<b>(.*?)</b>", part)


def search(user: User, text: str) -> Any:
    return signed_in(user).post("/soeg/", {"q": text})


@pytest.mark.parametrize("text", ["Zsel", "sel", "zselma hol", "HOLM se"])
def test_a_name_is_found_by_the_beginning_of_any_part(world: World, text: str) -> None:
    page = search(world.anna, text).content.decode()
    assert found(page) == ["Selma Zselma Holm"]
    assert f"/personer/{world.selma.public_id}/" in page
    assert url(world.families["holm"]) in page


def test_a_name_is_not_found_by_its_middle(world: World) -> None:
    assert found(search(world.anna, "elma").content.decode()) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "mindst 2 bogstaver"),
        ("H", "mindst 2 bogstaver"),
        ("  ", "mindst 2 bogstaver"),
        ("024588", "ti cifre"),
        ("024588-000", "ti cifre"),
        ("x" * 200, ""),
    ],
)
def test_too_little_to_go_by_is_refused_in_a_sentence(world: World, text: str, says: str) -> None:
    answer = search(world.anna, text)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "data-errors" in answer.content.decode()


def test_a_whole_number_finds_its_person_and_part_of_it_nobody(world: World) -> None:
    page = search(world.anna, "024588-0000").content.decode()
    assert found(page) == ["Frida Zfrida Holm"]
    assert found(search(world.erik, "0245880000").content.decode()) == []


def test_nothing_is_searched_from_an_address(world: World) -> None:
    page = page_of(world.anna, "/soeg/?q=Zselma")
    assert "Zselma" not in page


def test_a_search_leaves_its_trace_without_its_words(world: World) -> None:
    search(world.anna, "Zselma")
    request = LookupRequest.objects.filter(user=world.anna).latest("at")
    assert request.search_index
    assert "selma" not in request.search_index.lower()


def test_a_protected_name_is_found_by_those_tied_to_it_alone(world: World) -> None:
    a_prevention_course(world)
    by = fresh(world.nadia)
    people.protect(by=by, person=world.noah, name=True, address=True)
    assert found(search(world.nadia, "Znoah").content.decode()) == ["Noah Znoah Berg"]
    assert found(search(world.gry, "Znoah").content.decode()) == []
    assert NameToken.objects.filter(token__startswith="znoah").exists()
