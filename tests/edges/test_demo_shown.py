"""What a visitor must be able to look at in the running demo: each programme, and what it asks."""

from collections import defaultdict
from datetime import date

import pytest

from hjemmebane import catalogue
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.coordination_week import WeekEntry, clashes
from hjemmebane.domain.course_team import role_lacks
from hjemmebane.edges.jobs.demo.municipality import make

ANCHOR = date(2026, 11, 24)
MOST_A_WEEK = 20


@pytest.fixture(scope="module")
def rows():
    return make(1, 300, ANCHOR).rows


@pytest.fixture(scope="module")
def running(rows):
    found = defaultdict(list)
    for course in rows["courses.Course"]:
        if course["ended_on"] is None:
            found[course["programme_key"]].append(course)
    return found


def by_course(rows, table):
    found = defaultdict(list)
    for row in rows[table]:
        found[row["course_id"]].append(row)
    return found


def test_every_programme_that_is_offered_runs_with_a_family_that_is_visited(rows, running):
    contacts = by_course(rows, "courses.Contact")
    offered = [p for p in catalogue.current().programmes if p.offered_on(ANCHOR)]
    assert len({one.key for one in offered}) == 15
    for programme in offered:
        courses = running[programme.key]
        assert courses, programme.key
        held = [
            contact
            for course in courses
            for contact in contacts[course["id"]]
            if contact["state"] is ContactState.HELD
        ]
        assert held, programme.key


def test_every_running_course_has_the_roles_its_programme_requires(rows, running):
    places = by_course(rows, "courses.TeamPlace")
    law = catalogue.current()
    for course in (one for courses in running.values() for one in courses):
        programme = law.programme(course["programme_key"], course["programme_version"])
        counts = defaultdict(int)
        for place in places[course["id"]]:
            counts[place["role"]] += 1
        assert not role_lacks(programme, counts), course["programme_key"]


def test_a_composed_team_says_for_each_of_them_which_difficulty_is_the_reason(rows, running):
    (course,) = running["flexible-family-treatment"]
    places = by_course(rows, "courses.TeamPlace")[course["id"]]
    assert {place["role"] for place in places} == {
        "therapist",
        "practical_support",
        "health_visitor",
        "volunteer",
    }
    assert all(place["reason"] and place["hours_a_week"] for place in places)
    assert [place["way"] for place in places if place["role"] == "health_visitor"] == [
        "ansat i familiegruppen"
    ]


def test_one_course_stands_still_now_and_nobody_visits_it_meanwhile(rows, running):
    (pause,) = rows["courses.CoursePause"]
    (course,) = running["ordinary-family-treatment"]
    assert (pause["course_id"], pause["to_on"]) == (course["id"], None)
    assert pause["from_on"] < ANCHOR
    days = [c["starts_at"].date() for c in by_course(rows, "courses.Contact")[course["id"]]]
    assert max(days) < pause["from_on"]


def test_a_familys_week_has_a_clash_to_settle_and_one_that_was_settled(rows):
    tasks = {row["id"]: row for row in rows["cases.CoordinationTask"]}
    units = {row["id"]: row["name"] for row in rows["access.Unit"]}
    at_unit = {row["user_id"]: units.get(row["unit_id"]) for row in rows["access.RoleAssignment"]}
    (settled,) = rows["cases.ClashSettlement"]
    plan = next(
        row["id"] for row in rows["cases.CoordinationPlan"] if row["case_id"] == settled["case_id"]
    )
    entries = [
        WeekEntry(
            at_unit[task["user_id"]],
            date(2026, 11, 23 + slot["weekday"]),
            slot["text"],
            slot["starts"],
            slot["ends"],
            frozenset({slot["person_id"]}),
        )
        for slot in rows["cases.TaskSlot"]
        if (task := tasks[slot["task_id"]])["plan_id"] == plan
    ]
    marks = [clash.mark for clash in clashes(entries, MOST_A_WEEK)]
    assert len(marks) == 2
    assert settled["mark"] in marks
