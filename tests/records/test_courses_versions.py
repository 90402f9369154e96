"""What the newest programmes hold: barriers, network, purpose, competences, film."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import models

from hjemmebane import catalogue, clock
from hjemmebane.catalogue.files import REPOSITORY
from hjemmebane.domain.agenda import Seat
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.goals import GoalArea, RaterKind
from hjemmebane.domain.network import Closeness, NetworkGiven
from hjemmebane.domain.people import ConsentKind, DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access import actions as access
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.roles import rights_table
from hjemmebane.records.cases import actions as cases
from hjemmebane.records.courses import actions, queries
from hjemmebane.records.courses.models import Contact, Course
from hjemmebane.records.people import actions as people
from hjemmebane.records.people.models import Consent
from hjemmebane.records.people.queries.network import network_in
from tests.cast import ANCHOR, World
from tests.records.cases_story import a_goal, fresh
from tests.records.courses_story import a_contact, a_course, measure_for, note
from tests.records.test_courses_aims import flexible, page

START = date(2026, 10, 5)
BASED_ON = 'based_on = "intensive-home-based 3"'
DISABILITY = (
    '{ key = "disability", title = "Et barn har en funktionsnedsættelse", weight = "gains" },'
)


def standing(world: World, course: Course, element: str) -> Any:
    return next(one for one in page(world, course).content.elements if one.key == element)


@pytest.mark.req("S0-FHF-25")
def test_why_a_family_cannot_use_an_institution_is_recorded(world: World) -> None:
    course = flexible(world)
    needs = ["heavy_complex", "alternatives_weighed"]
    for key, words in (
        ("no_transport", "de kan ikke komme derhen"),
        ("not_with_others_now", "det er svært at være sammen med andre lige nu"),
        ("not_with_others", "det er varigt svært at være sammen med andre"),
    ):
        actions.answer_target(by=fresh(world.dorte), course=course, holds=[*needs, key])
        [told] = page(world, course).content.gains
        assert told == f"Familien kan ikke bruge en institution: {words}"


@pytest.mark.req("S0-FHF-31")
def test_the_network_process_used_and_what_the_network_does_are_recorded(world: World) -> None:
    course = flexible(world)
    before = standing(world, course, "network").delivered
    a_contact(world, course, date(2026, 10, 8), methods=["family_council"], others=["Mormor Inge"])
    assert page(world, course).contacts[0].methods == (
        "Familierådslagning: familien lægger selv planen",
    )
    assert standing(world, course, "network").delivered == before + 1
    text = "Mormor Inge henter Selma om tirsdagen"
    actions.write_topic(by=fresh(world.dorte), course=course, key="network_process", text=text)
    topics = {row.key: row for row in page(world, course).content.topics}
    assert (topics["network_process"].text, topics["network_process"].family_reads) == (text, True)
    given = NetworkGiven("Inge", "mormor", closeness=Closeness.WEEKLY, support="Henter Selma")
    people.add_network_person(by=fresh(world.dorte), dossier=course.dossier, given=given)
    [row] = network_in([course.dossier_id], fresh(world.dorte))
    assert row.support == "Henter Selma"


@pytest.mark.req("S1-SFB-03")
def test_the_purpose_is_measured_by_the_familys_goals_and_by_no_placement(world: World) -> None:
    course = a_course(
        world,
        programme_key="strengthened-family-treatment",
        workers=[(world.dorte, "familiebehandler"), (world.esben, "tovholder")],
    )
    case = course.measure.case
    goal = a_goal(world, case, course_id=course.pk, agreed_on=START, area=GoalArea.EVERYDAY_LIFE)
    for day, value in ((START, 3), (ANCHOR, 6)):
        cases.record_progress(
            by=fresh(world.dorte), goal=goal, on=day, rater_kind=RaterKind.PARENT, value=value
        )

    def told() -> dict[str, str]:
        return {part.title: part.words for part in page(world, course).purposes}

    assert told() == {
        "Ro i familien": "1 mål: fra 3 til 6",
        "Forældrenes trivsel": "intet mål om det endnu",
        "Børnenes trivsel": "intet mål om det endnu",
        "En anbringelse er undgået": "ingen anbringelse siden 5. okt. 2026",
    }
    measure = course.measure
    measure.pk, measure.public_id = None, uuid4()
    measure.ladder_step, measure.started_on = "5", ANCHOR
    with writing():
        measure.save()
    assert told()["En anbringelse er undgået"] == "anbragt 24. nov. 2026"


@pytest.mark.req("S2-FAV-11")
def test_who_treats_families_at_home_is_asked_for_three_competences(world: World) -> None:
    course = a_course(world)
    lacks = "Ingen familiebehandler på holdet er uddannet i {}."
    words = {
        "special-pedagogy": "specialpædagogik",
        "knowledge-based": "vidensbaserede metoder",
        "home-work": "arbejde i hjemmet",
    }
    gaps = page(world, course).team_gaps
    assert {lacks.format(one) for one in words.values()} <= set(gaps)
    for key, said in words.items():
        access.add_competence(by=SYSTEM, user=world.dorte, key=key, since_on=START)
        assert lacks.format(said) not in page(world, course).team_gaps


@pytest.mark.req("S2-FAV-05")
def test_a_head_sees_how_many_began_in_a_year_beside_what_the_source_tells(world: World) -> None:
    a_course(world)
    [row] = queries.unit_numbers(world.units["provider"], fresh(world.pia)).programmes
    assert (row.begun_in_a_year, row.source_a_year) == (1, 11)
    older = {"measure": measure_for(world, "viggo"), "children": [world.viggo.pk]}
    a_course(world, started_on=date(2026, 3, 2), **older)
    [row] = queries.unit_numbers(world.units["provider"], fresh(world.pia)).programmes
    assert (row.begun_in_a_year, row.source_a_year) == (2, 11)
    with clock.at(clock.moment(START + timedelta(days=366), 9)):
        [row] = queries.unit_numbers(world.units["provider"], fresh(world.pia)).programmes
        assert (row.running, row.begun_in_a_year) == (2, 0)


@pytest.fixture
def wider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add a municipality's own variant: families with a disability, and more network meetings."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    shipped = REPOSITORY / "programmes" / "intensive-home-based-3.toml"
    text = shipped.read_text(encoding="utf-8")
    for stands, own in (
        ('key = "intensive-home-based"', 'key = "intensive-wider"'),
        ("focus_points = true", f"{BASED_ON}\nnetwork_meetings = 3\nfocus_points = true"),
        ("criterion = [\n", f"criterion = [\n{DISABILITY}\n"),
    ):
        assert stands in text
        text = text.replace(stands, own, 1)
    (folder / "intensive-wider.toml").write_text(text, encoding="utf-8")
    monkeypatch.setenv("HJEMMEBANE_CATALOGUE_DIRS", f"{REPOSITORY}:{tmp_path}")
    catalogue.current.cache_clear()
    rights_table.cache_clear()
    yield
    monkeypatch.undo()
    catalogue.current.cache_clear()
    rights_table.cache_clear()


@pytest.mark.req("S2-FAV-37")
def test_a_municipality_widens_the_target_group_and_the_network_meetings(
    wider: None, world: World
) -> None:
    course = a_course(world, programme_key="intensive-wider")
    holds = ["placement_near", "serious_distress", "disability"]
    assert actions.answer_target(by=fresh(world.dorte), course=course, holds=holds) == 0
    found = page(world, course)
    assert found.content.gains == ("Et barn har en funktionsnedsættelse",)
    assert found.standing.network_meetings.words.startswith("0 af 3 netværksmøder holdt")


@pytest.mark.req("S3-MSF-23")
def test_parents_authority_provider_and_place_are_parties_to_the_assessment(world: World) -> None:
    course = a_course(world, programme_key="parents-of-placed-children", started_on=START)
    by = fresh(world.dorte)
    plan = actions.MeetingPlan(
        "change_assessment",
        clock.moment(date(2026, 11, 20), 10),
        persons=[world.frida_holm.pk],
        users=[world.anna.pk, world.dorte.pk],
        others=["plejemor Ulla"],
    )
    row = actions.plan_course_meeting(by=by, course=course, plan=plan)
    present = [Seat(person_id=world.frida_holm.pk), Seat(user_id=world.anna.pk)]
    present += [Seat(user_id=world.dorte.pk), Seat(label="plejemor Ulla")]
    actions.hold_course_meeting(by=by, row=row, version=1, there=present)
    [item] = [one for one in page(world, course).standing.due if one.key == "change_assessment"]
    assert item.state is DueState.DONE
    assert item.absent == ()
    assert [p.value for p in item.parties] == ["parent", "adviser", "worker", "placement"]


def filmed(
    world: World, course: Course, yes: list[int], there: list[int], days: int = 0
) -> Contact:
    written = note(
        world,
        date(2026, 11, 20) + timedelta(days=days),
        methods=["video_feedback"],
        there=there,
        film_yes=yes,
    )
    return actions.write_contact(by=fresh(world.dorte), course=course, note=written)


@pytest.mark.req("S4-SIH-17")
def test_nobody_is_filmed_without_a_yes_and_that_it_happened_is_kept(world: World) -> None:
    course = a_course(world, programme_key="home-support", measure=measure_for(world))
    frida, selma = world.frida_holm.pk, world.selma.pk
    with pytest.raises(Refused, match="film_needs_yes"):
        filmed(world, course, [frida], [frida, selma])
    with pytest.raises(Refused, match="film_needs_parent"):
        filmed(world, course, [selma], [selma])
    assert not Contact.objects.exists()
    assert not Consent.objects.exists()
    filmed(world, course, [frida, selma], [frida, selma])
    rows = Consent.objects.order_by("about_id").values_list("about", "given_by", "kind")
    assert sorted(rows) == sorted([(frida, frida, "film"), (selma, frida, "film")])
    assert page(world, course).contacts[0].method_keys == ("video_feedback",)
    filmed(world, course, [], [frida, selma], days=1)
    assert Consent.objects.count() == 2
    for consent in Consent.objects.filter(about=selma):
        people.withdraw_consent(by=fresh(world.dorte), consent=consent)
    with pytest.raises(Refused, match="film_needs_yes"):
        filmed(world, course, [], [frida, selma], days=2)


@pytest.mark.req("S4-SIH-17")
def test_no_film_can_be_kept_and_a_yes_to_film_shares_nothing(world: World) -> None:
    course = a_course(world, programme_key="home-support", measure=measure_for(world))
    filmed(world, course, [world.frida_holm.pk], [world.frida_holm.pk])
    kept = {field for field in Contact._meta.get_fields() if isinstance(field, models.FileField)}
    assert kept == set()
    consent = Consent.objects.get(kind=ConsentKind.FILM)
    with pytest.raises(Refused, match="no_ground"):
        people.disclose(
            by=fresh(world.dorte),
            ground=DisclosureGround.CONSENT,
            dossier=course.dossier,
            to_unit=course.unit,
            what="film",
            person=world.frida_holm,
            consent=consent,
        )
