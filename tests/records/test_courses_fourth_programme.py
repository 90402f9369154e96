"""A fourth programme is one file: it runs from start to closing with no change in Python."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.catalogue.files import REPOSITORY
from hjemmebane.domain.agenda import Seat
from hjemmebane.domain.contacts import CourseEndReason, ExtensionReason
from hjemmebane.domain.course_due import DueState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.roles import rights_table
from hjemmebane.records.courses import actions, queries
from tests.cast import World
from tests.records.cases_story import fresh
from tests.records.courses_story import a_contact, a_course

FOURTH = """
[[programme]]
key = "morning-help"
version = "2026"
title = "Morgenhjælp"
purpose = "Seks uger, hvor morgenen øves sammen."
relevant = "Når morgenerne er svære."
runs = "Først ser vi på, så øver vi."
ends = "Familien vælger, hvad de vil holde fast i."
owner = "Familiehuset"
valid_from = 2026-01-01
review_on = 2027-01-01
ladder_step = "3"
register = "authority"
measures = ["familiebehandling"]
closing_report = false
duration_weeks = 6
network_meetings = 1
source = { title = "Egen beskrivelse", place = "hele siden" }
evidence = { level = "described", words = "Ikke målt." }
contacts = { most = 3, warn_at = 2, extended_by = "teamlederen" }
rhythm = { kind = "fixed", step = [{ from_contact = 1, days = 7 }] }
legal_basis = [{ law = "Barnets lov", reference = "§ 32, stk. 1, nr. 5", valid_from = 2024-01-01 }]
role = [{ key = "therapist", title = "familiebehandler", least = 1, most = 2, visits = true }]
setting = [{ key = "home", title = "Hjemme" }, { key = "bus", title = "I bussen" }]
method = [{ key = "rehearse", title = "Øve morgenen" }]
track = [{ title = "Morgener", about = "Øve.", work = [
  { title = "Se på", from_week = 1, to_week = 2 },
] }]
phase = [
  { key = "look", title = "Se på", from_week = 1, to_week = 2, about = "Vi ser på." },
  { key = "rehearse", title = "Øve", from_week = 3, to_week = 6, about = "Vi øver." },
]
outcome = [{ key = "keep", title = "Hold fast" }, { key = "more", title = "Mere hjælp" }]

[[programme.milestone]]
key = "halfway"
title = "Midtvejsmøde"
kind = "meeting"
ends_phase = "look"
parties = ["parent", "worker"]
why = "Holder planen?"

[[programme.milestone]]
key = "plan_letter"
title = "Brev"
kind = "document"
week = 6
why = "Hvad vi så."

[[programme.example]]
title = "Første dag"
start = 2026-10-05
on = 2026-10-05
expect = { phase = "look" }
"""


@pytest.fixture
def fourth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Add the programme's file in a folder of the municipality's own."""
    folder = tmp_path / "programmes"
    folder.mkdir()
    (folder / "morning-help.toml").write_text(FOURTH, encoding="utf-8")
    monkeypatch.setenv("HJEMMEBANE_CATALOGUE_DIRS", f"{REPOSITORY}:{tmp_path}")
    catalogue.current.cache_clear()
    rights_table.cache_clear()
    yield
    monkeypatch.undo()
    catalogue.current.cache_clear()
    rights_table.cache_clear()


def test_a_programme_added_as_a_file_runs_from_start_to_closing(fourth: None, world: World) -> None:
    course = a_course(world, programme_key="morning-help")
    by = fresh(world.dorte)
    assert course.expected_end_on == date(2026, 11, 15)
    assert [work.title for work in course.works.all()] == ["Se på"]

    plan = actions.MeetingPlan(
        "halfway", clock.moment(date(2026, 10, 20), 15), persons=[world.frida_holm.pk]
    )
    row = actions.plan_course_meeting(by=by, course=course, plan=plan)
    there = [Seat(person_id=world.frida_holm.pk), Seat(user_id=world.dorte.pk)]
    actions.hold_course_meeting(by=by, row=row, version=1, there=there)
    actions.begin_phase(by=by, course=course, phase="rehearse", on=date(2026, 10, 21))
    for day in (6, 13, 22):
        a_contact(world, course, date(2026, 10, day), setting="bus", methods=["rehearse"])

    page = queries.course_page(queries.get_course(course.public_id, by), by)
    [held] = [item for item in page.standing.due if item.key == "halfway"]
    assert held.state is DueState.DONE
    assert held.words == "Sket 20. okt. 2026, 2 dage efter planen"
    assert page.standing.contacts.words.startswith("3 af 3 kontakter brugt. Stop og tænk")
    assert page.standing.drift_words == "9 dage efter plan"
    assert {row.methods for row in page.contacts} == {("Øve morgenen",)}

    wish = actions.ExtensionWish(ExtensionReason.PAUSE, new_limit=5)
    asked = actions.ask_for_extension(by=by, course=course, wish=wish)
    actions.decide_extension(by=fresh(world.camilla), extension=asked, is_agreed=True)
    actions.mark_milestone(by=by, course=course, key="plan_letter", on=date(2026, 11, 10))
    end = {"course": course, "on": date(2026, 11, 15), "reason": CourseEndReason.AS_PLANNED}
    with pytest.raises(Refused):
        actions.end_course(by=by, version=1, **end)
    actions.record_outcome(by=fresh(world.anna), course=course, version=1, outcome="keep")
    actions.end_course(by=by, version=2, **end)

    page = queries.course_page(queries.get_course(course.public_id, by), by)
    assert (page.outcome, page.course.ended_on) == ("Hold fast", date(2026, 11, 15))
    assert page.standing.contacts.short == "3 af 5"
    assert page.standing.week_words == "uge 6 af 6"


def test_a_course_whose_programme_was_retired_still_opens(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course = a_course(world)
    folder = tmp_path / "catalogue"
    shutil.copytree(REPOSITORY, folder)
    for version, since in (("2", "2026-01-01"), ("3", "2026-07-01")):
        path = folder / "programmes" / f"intensive-home-based-{version}.toml"
        text = path.read_text(encoding="utf-8")
        begins = f"valid_from = {since}\nreview"
        assert begins in text
        ends = f"valid_from = {since}\nvalid_to = 2026-09-30\nreview"
        path.write_text(text.replace(begins, ends, 1), encoding="utf-8")
    monkeypatch.setenv("HJEMMEBANE_CATALOGUE_DIRS", str(folder))
    catalogue.current.cache_clear()
    by = fresh(world.dorte)
    page = queries.course_page(queries.get_course(course.public_id, by), by)
    assert (page.programme.title, page.standing.weeks) == ("Intensiv hjemmebaseret indsats", 12)
    with pytest.raises(Refused, match="no_such_programme"):
        a_course(world, measure=course.measure)
    monkeypatch.undo()
    catalogue.current.cache_clear()
