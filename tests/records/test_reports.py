"""The closing report across the records: filled from what was recorded, read, and sent."""

from datetime import date

import pytest

from hjemmebane.domain.documents import PostChannel, ReportState
from hjemmebane.domain.goals import GoalEndReason
from hjemmebane.domain.people import RelationKind
from hjemmebane.domain.refusals import NotVisible, Refused
from hjemmebane.records.cases.actions import agree_goal, end_goal
from hjemmebane.records.cases.models import Goal, GoalProgress
from hjemmebane.records.courses.models import Contact, ContactGoal, ContactPerson, Course
from hjemmebane.records.documents import actions as documents
from hjemmebane.records.documents import queries
from hjemmebane.records.documents.models import JobProgress, OutgoingPost, Report
from hjemmebane.records.feedback.actions import Given, note_change
from hjemmebane.records.people.models import Relation
from hjemmebane.records.reports import actions
from hjemmebane.records.reports.queries import (
    course_of_report,
    own_goals,
    readers_of,
    source_rows,
)
from tests.cast import World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, a_course
from tests.records.reports_story import (
    OWN_WORDS,
    a_goal,
    a_report,
    a_running_course,
    answers,
    ended,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(world: World) -> Report:
    """Return the filled draft of a finished course."""
    return a_report(world)


def texts(report: Report, world: World) -> dict[str, str]:
    """Return the report's texts by key."""
    return {row.key: row.text for row in Report.objects.get(pk=report.pk).passages.all()}


@pytest.mark.req("S4-SIH-14")
def test_the_report_opens_filled_with_what_was_recorded(world: World, report: Report) -> None:
    said = texts(report, world)
    assert said["period"] == (
        "Forløbet Støtte i hjemmet begyndte den 5. oktober 2026 og sluttede "
        "den 20. november 2026, efter syv uger."
    )
    assert said["contacts"] == (
        "Der blev holdt tre kontakter fra den 8. oktober 2026 til den 2. november 2026."
    )
    assert said["workers"] == "To familiebehandlere har arbejdet sammen med familien."
    frida = world.frida_holm.public_id
    assert said[f"feedback:{frida}:useful"] == (
        "På spørgsmålet »Fik du noget med, du kan bruge i morgen?« svarede mor to gange: "
        "4 (15. oktober) og 7 (2. november)."
    )


@pytest.mark.req("S4-SIH-14")
def test_a_sentence_changes_when_its_record_goes_and_shows_its_sources(
    world: World, report: Report, free_hand: None
) -> None:
    passage = report.passages.get(key="contacts")
    assert source_rows(passage)[0].words == "Kontakt den 8. oktober 2026, holdt"
    gone = Contact.objects.order_by("starts_at")[0]
    ContactPerson.objects.filter(contact=gone).delete()
    ContactGoal.objects.filter(contact=gone).delete()
    gone.workers.all().delete()
    GoalProgress.objects.all().delete()
    gone.delete()
    actions.fill_again(by=fresh(world.dorte), course=course_of_report(report), report=report)
    assert texts(report, world)["contacts"] == (
        "Der blev holdt to kontakter fra den 15. oktober 2026 til den 2. november 2026."
    )


def test_a_running_course_has_no_closing_report(world: World) -> None:
    course = a_running_course(world)
    with pytest.raises(Refused, match="course_not_ended"):
        actions.fill_closing_report(by=fresh(world.dorte), course=course)
    assert not Report.objects.exists()


def test_the_adviser_does_not_write_the_report(world: World) -> None:
    course = ended(world, a_running_course(world))
    with pytest.raises(Refused, match="not_allowed"):
        actions.fill_closing_report(by=fresh(world.anna), course=course)


def test_the_readers_are_the_custody_holders_who_took_part(world: World, report: Report) -> None:
    found = {reader.person_id for reader in readers_of(course_of_report(report))}
    assert found == {world.frida_holm.pk, world.jonas_holm.pk}


def test_a_custody_holder_who_never_took_part_does_not_hold_the_report_back(world: World) -> None:
    course = a_course(world, programme_key="home-support")
    a_contact(world, course, date(2026, 10, 8), there=[world.frida_holm.pk])
    found = {reader.person_id for reader in readers_of(ended(world, course))}
    assert found == {world.frida_holm.pk}


def test_one_parents_answers_are_not_in_the_others_copy(world: World, report: Report) -> None:
    actions.lay_report_before_family(
        by=fresh(world.dorte), course=course_of_report(report), report=report
    )
    frida = " ".join(row.text for row in queries.passages_of(report, fresh(world.frida)))
    jonas = " ".join(row.text for row in queries.passages_of(report, fresh(world.jonas)))
    assert "svarede mor" in frida
    assert "mor " not in jonas.lower()
    assert "Far var med" in jonas


def test_a_childs_answers_are_never_in_the_parents_copies(world: World) -> None:
    course = a_running_course(world)
    answers(world, course, world.selma, Given(values={"useful": 2}))
    report = actions.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))
    actions.lay_report_before_family(
        by=fresh(world.dorte), course=course_of_report(report), report=report
    )
    for parent in (world.frida, world.jonas):
        shown = " ".join(row.text for row in queries.passages_of(report, fresh(parent)))
        assert "svarede" not in shown


def test_words_stand_in_the_report_only_when_the_person_said_yes(world: World) -> None:
    course = a_running_course(world)
    kept = answers(world, course, world.frida_holm, Given(text="Zhemmeligt"))[0]
    answers(world, course, world.frida_holm, Given(text="Det hjalp os", may_quote=True))
    note_change(by=fresh(world.dorte), response=kept, what_changed="Vi kom senere")
    report = actions.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))
    said = " ".join(texts(report, world).values())
    assert "»Det hjalp os«" in said
    assert "»Vi kom senere«" in said
    assert "Zhemmeligt" not in said


@pytest.mark.req("S4-SIH-16")
def test_the_report_goes_to_the_family_and_the_adviser_and_its_files_are_ordered(
    world: World, report: Report
) -> None:
    course = course_of_report(report)
    actions.lay_report_before_family(by=fresh(world.dorte), course=course, report=report)
    for name in ("frida", "jonas"):
        user = fresh(world.users[name])
        documents.mark_read(by=user, reading=queries.own_reading(report, user))
    actions.send_closing_report(by=fresh(world.dorte), course=course, report=report)
    sent = OutgoingPost.objects.order_by("pk")
    assert [(row.to_person, row.to_user, row.channel) for row in sent] == [
        (world.frida_holm, None, PostChannel.PORTAL),
        (world.jonas_holm, None, PostChannel.PORTAL),
        (None, world.anna, PostChannel.INTERNAL),
    ]
    assert report.state == ReportState.SENT
    assert JobProgress.objects.get().subject_id == report.public_id


def test_a_report_of_one_course_is_not_read_by_a_worker_on_another(
    world: World, report: Report
) -> None:
    with pytest.raises(NotVisible):
        queries.get_report(report.public_id, fresh(world.thomas))


def test_a_sentence_of_one_adults_own_goal_is_that_adults_alone(world: World) -> None:
    course = a_running_course(world)
    goal = a_goal(world, course, "Jeg vil sove bedre", of=world.frida_holm)
    report = actions.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))
    passage = report.passages.get(key=f"goal:{goal.public_id}")
    assert passage.own_of == world.frida_holm
    assert report.passages.get(text__contains=OWN_WORDS, key__startswith="goal:").own_of is None


def test_two_parents_of_one_word_are_told_apart_by_name(world: World, free_hand: None) -> None:
    Relation.objects.filter(person=world.jonas_holm).update(kind=RelationKind.MOTHER)
    said = " ".join(texts(a_report(world), world).values())
    assert "Jonas Zjonas var med" in said
    assert "Mor var med" not in said


def test_a_goal_on_the_case_that_no_contact_touched_is_told_with_its_record(
    world: World, free_hand: None
) -> None:
    course = a_running_course(world)
    goal = of_case(world, course, date(2026, 10, 7))
    report = actions.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))
    said = texts(report, world)
    assert "Der blev aftalt to mål" in said["areas"]
    assert said[f"goal:{goal.public_id}"] == (
        "Målet »Selma møder til tiden« blev aftalt den 7. oktober 2026."
    )
    untouched = report.passages.get(key=f"worked_on:{goal.public_id}")
    assert untouched.text == "Ved ingen kontakt er det skrevet, at vi arbejdede med det."
    assert [row.record_id for row in untouched.sources.all()] == [goal.public_id]
    goal.delete()
    actions.fill_again(by=fresh(world.dorte), course=course_of_report(report), report=report)
    assert f"goal:{goal.public_id}" not in texts(report, world)


@pytest.mark.parametrize(
    ("agreed_on", "ended_on"),
    [(date(2026, 11, 21), None), (date(2026, 9, 1), date(2026, 10, 4))],
)
def test_a_goal_of_the_case_from_before_or_after_the_course_is_not_told(
    world: World, agreed_on: date, ended_on: date | None
) -> None:
    course = a_running_course(world)
    goal = of_case(world, course, agreed_on)
    if ended_on:
        end_goal(by=fresh(world.anna), goal=goal, on=ended_on, reason=GoalEndReason.CHANGED)
    report = actions.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))
    assert f"goal:{goal.public_id}" not in texts(report, world)


def of_case(world: World, course: Course, agreed_on: date) -> Goal:
    """Return a goal agreed on the case itself, on no course."""
    return agree_goal(
        by=fresh(world.anna),
        dossier=course.dossier,
        own_words="Selma møder til tiden",
        professional_words="",
        words_of=None,
        agreed_on=agreed_on,
    )


def test_a_parent_sees_shared_goals_and_own_but_not_the_other_parents(world: World) -> None:
    course = a_running_course(world)
    a_goal(world, course, "Jeg vil sove bedre", of=world.frida_holm)
    assert [goal.own_words for goal in own_goals(fresh(world.frida))] == [
        OWN_WORDS,
        "Jeg vil sove bedre",
    ]
    assert [goal.own_words for goal in own_goals(fresh(world.jonas))] == [OWN_WORDS]


def test_contacts_that_fell_away_because_the_course_ended_are_nobodys_absence(
    world: World,
) -> None:
    course = a_running_course(world)
    a_contact(world, course, date(2026, 11, 10), there=[world.frida_holm.pk])
    report = actions.fill_closing_report(by=fresh(world.dorte), course=ended(world, course))
    assert "not_held" not in texts(report, world)
