"""Ten generated families live again through the real actions: both ways give the same rows."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps

from hjemmebane import clock
from hjemmebane.edges.jobs.demo.municipality import make
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.bulk import write_demo
from tests.edges.demo_replay import STAFF_TABLES, Replay
from tests.edges.demo_told import names_of, told

ANCHOR = date(2026, 11, 24)
AUTHORITY, PREVENTION = 7, 3
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    return make(1, 120, ANCHOR).rows


def chosen(rows: dict[str, list[Row]]) -> list[Row]:
    """Return families whose whole life lies in people, cases and courses."""
    coordinated = {row["case_id"] for row in rows["cases.CoordinationPlan"]}
    cases: dict[int, list[Row]] = {}
    for row in rows["cases.Case"]:
        cases.setdefault(row["family_id"], []).append(row)
    changed = {row["dossier_id"] for row in rows["access.Tie"] if row["to_on"]}
    begun = {row["id"]: row["started_on"] for row in rows["courses.Course"]}
    joined = {
        row["dossier_id"]
        for row in rows["access.Tie"]
        if row["course_id"] and row["from_on"] > begun[row["course_id"]]
    }
    restricted = {row["id"] for row in rows["access.Dossier"] if row["is_restricted"]}
    fitting = [
        family
        for family in rows["people.Family"][2:]
        if all(
            row["from_dossier_id"] is None
            and row["id"] not in coordinated
            and row["dossier_id"] not in changed | joined | restricted
            for row in cases.get(family["id"], [])
        )
    ]
    with_case = [family for family in fitting if family["id"] in cases]
    without = [family for family in fitting if family["register"] == "prevention"]
    extended = {row["course_id"] for row in rows["courses.Extension"]}
    longer = {row["family_id"] for row in rows["courses.Course"] if row["id"] in extended}
    without.sort(key=lambda family: family["id"] not in longer)
    return with_case[:AUTHORITY] + without[:PREVENTION]


def generated(rows: dict[str, list[Row]], replay: Replay, table: str) -> list[Row]:
    """Return the generated rows of one family in a table, those the replayed actions make."""
    made = {key: {n for t, n in replay.made if t == key} for key in {t for t, _ in replay.made}}
    persons = {row["id"] for row in replay.persons}
    mine = {
        "person_id": persons,
        "child_id": persons,
        "dossier_id": made.get("access.Dossier", set()),
        "case_id": made.get("cases.Case", set()),
        "course_id": made.get("courses.Course", set()),
        "contact_id": made.get("courses.Contact", set()),
        "goal_id": made.get("cases.Goal", set()),
        "decision_id": made.get("cases.Decision", set()),
        "follow_up_id": made.get("cases.FollowUp", set()),
    }
    key = OWNED_BY[table]
    own = [row for row in rows[table] if row[key] in mine[key]]
    return [row for row in own if row.get("source_kind", row.get("about_kind")) != "response"]


SELDOM = frozenset({"courses.Extension"})
OWNED_BY = {
    "access.Tie": "dossier_id",
    "agenda.Obligation": "dossier_id",
    "people.NameToken": "person_id",
    "people.FamilyMember": "person_id",
    "people.Residence": "person_id",
    "people.Relation": "person_id",
    "people.Custody": "child_id",
    "people.Party": "dossier_id",
    "people.Disclosure": "dossier_id",
    "cases.Case": "dossier_id",
    "cases.CaseStatusChange": "case_id",
    "cases.Screening": "case_id",
    "cases.Assessment": "case_id",
    "cases.ActionPlan": "case_id",
    "cases.Goal": "dossier_id",
    "cases.GoalProgress": "goal_id",
    "cases.Decision": "case_id",
    "cases.AlternativeConsidered": "decision_id",
    "cases.Measure": "case_id",
    "cases.FollowUp": "case_id",
    "cases.FollowUpGoal": "follow_up_id",
    "cases.FollowUpMeasure": "follow_up_id",
    "courses.Course": "dossier_id",
    "courses.CourseChild": "course_id",
    "courses.PhaseEvent": "course_id",
    "courses.MilestoneMark": "course_id",
    "courses.CourseMeeting": "course_id",
    "courses.PlannedWork": "course_id",
    "courses.Extension": "course_id",
    "courses.Contact": "course_id",
    "courses.ContactWorker": "contact_id",
    "courses.ContactPerson": "contact_id",
    "courses.ContactMethod": "contact_id",
    "courses.ContactGoal": "contact_id",
}


@pytest.mark.django_db
def test_the_real_actions_write_the_same_lives(rows):
    write_demo(by=SYSTEM, rows=[(table, rows[table]) for table in STAFF_TABLES])
    families = chosen(rows)
    assert len(families) == AUTHORITY + PREVENTION
    with clock.at(clock.moment(ANCHOR, 9, 30)):
        replays = [Replay(rows, family) for family in families]
        for replay in replays:
            replay.run()
    for table in OWNED_BY:
        model = apps.get_model(table)
        expected = told(table, [], {})
        for replay in replays:
            by_generated, _ = names_of(replay)
            expected += told(table, generated(rows, replay, table), by_generated)
        names = {key: name for replay in replays for key, name in names_of(replay)[1].items()}
        lived = told(table, list(model._default_manager.values()), names)
        assert (lived - expected, expected - lived) == ({}, {}), table
        assert expected or table in SELDOM
