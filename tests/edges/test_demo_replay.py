"""Fifty generated families live again through the real actions: both ways give the same rows."""

from collections import Counter, defaultdict
from datetime import date
from typing import Any

import pytest
from django.apps import apps

from hjemmebane import clock
from hjemmebane.edges.jobs.demo.municipality import TOLD, make
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.bulk import write_demo
from tests.edges.demo_replay import Replay, staff_rows
from tests.edges.demo_told import names_of, told

ANCHOR = date(2026, 11, 24)
AUTHORITY, PREVENTION, SHARDS = 34, 16, 5
# Families visited more often come last: fifty lives are to take a minute, not three.
MOST_VISITS = 30
Row = dict[str, Any]


@pytest.fixture(scope="module")
def rows() -> dict[str, list[Row]]:
    return make(1, 300, ANCHOR).rows


def chosen(rows: dict[str, list[Row]]) -> list[Row]:
    """Return families whose whole life follows from actions: no change of hands on the way."""
    cases: dict[int, list[Row]] = {}
    for row in rows["cases.Case"]:
        cases.setdefault(row["family_id"], []).append(row)
    changed = {
        row["dossier_id"]
        for row in rows["access.Tie"]
        if row["to_on"] and row["relation"] == "adviser"
    }
    begun = {row["id"]: row["started_on"] for row in rows["courses.Course"]}
    joined = {
        row["dossier_id"]
        for row in rows["access.Tie"]
        if row["course_id"] and row["from_on"] > begun[row["course_id"]]
    }
    restricted = {row["id"] for row in rows["access.Dossier"] if row["is_restricted"]}
    fitting = rows["people.Family"][TOLD:]
    # A report is drawn with the name of a protected child for those on the case; the store's
    # sentences never say it.
    hidden = {
        member["family_id"]
        for member in rows["people.FamilyMember"]
        if rows["people.Person"][member["person_id"] - 1]["has_protected_name"]
    }
    with_case = [
        family
        for family in fitting
        if family["id"] in cases and family["id"] not in hidden
        if not {row["dossier_id"] for row in cases[family["id"]]} & (changed | joined | restricted)
    ]
    of: dict[int, list[Row]] = defaultdict(list)
    for row in rows["courses.Contact"]:
        of[row["course_id"]].append(row)
    # What the registration of an enquiry cannot say of a person is said later, by hand.
    more = {
        member["family_id"]
        for member in rows["people.FamilyMember"]
        if _says_more(rows["people.Person"][member["person_id"] - 1])
    }
    without = [f for f in fitting if f["register"] == "prevention" and f["id"] not in more]
    extended = {row["course_id"] for row in rows["courses.Extension"]}
    longer = {row["family_id"] for row in rows["courses.Course"] if row["id"] in extended}
    without.sort(key=lambda family: family["id"] not in longer)
    twice = _twice_a_day(rows)
    with_case = [family for family in with_case if family["id"] not in twice]
    without = [family for family in without if family["id"] not in twice]
    visits = Counter(row["family_id"] for row in rows["courses.Course"] for _ in of[row["id"]])
    with_case.sort(key=lambda family: visits[family["id"]] > MOST_VISITS)
    return with_case[:AUTHORITY] + without[:PREVENTION]


def _twice_a_day(rows: dict[str, list[Row]]) -> set[int]:
    """Return families seen or heard twice on one day: a report tells those in no set order."""
    family_of = {row["id"]: row["family_id"] for row in rows["courses.Course"]}
    days = Counter(
        (row["course_id"], "", row["starts_at"].astimezone(clock.ZONE).date())
        for row in rows["courses.Contact"]
    )
    days += Counter(
        (row["course_id"], f"{row['person_id']} {row['instrument_key']}", row["answered_at"].date())
        for row in rows["feedback.Response"]
    )
    return {family_of[course] for (course, _, _), times in days.items() if times > 1}


def _says_more(person: Row) -> bool:
    flags = ("has_protected_name", "has_protected_address", "needs_interpreter", "companion")
    return person["language"] != "da" or any(person[flag] for flag in flags)


def generated(rows: dict[str, list[Row]], replay: Replay, table: str) -> list[Row]:
    """Return the generated rows of one family in a table, those the replayed actions make."""
    key = OWNED_BY[table]
    owner = table if key == "id" else OWNERS.get(f"{table}.{key}", OWNERS[key])
    mine = {number for known, number in replay.made if known == owner}
    return [row for row in rows[table] if row[key] in mine]


OWNERS = {
    "person_id": "people.Person",
    "child_id": "people.Person",
    "family_id": "people.Family",
    "dossier_id": "access.Dossier",
    "notification_id": "intake.Notification",
    "enquiry_id": "intake.Enquiry",
    "case_id": "cases.Case",
    "plan_id": "cases.CoordinationPlan",
    "cases.PlanRevision.plan_id": "cases.ActionPlan",
    "course_id": "courses.Course",
    "contact_id": "courses.Contact",
    "goal_id": "cases.Goal",
    "decision_id": "cases.Decision",
    "follow_up_id": "cases.FollowUp",
    "meeting_id": "agenda.Meeting",
    "response_id": "feedback.Response",
    "report_id": "documents.Report",
    "passage_id": "documents.Passage",
}
OWNED_BY = {
    "access.Dossier": "id",
    "people.Person": "id",
    "people.Family": "id",
    "people.Household": "family_id",
    "people.Consent": "dossier_id",
    "agenda.Meeting": "dossier_id",
    "agenda.MeetingPerson": "meeting_id",
    "intake.Enquiry": "dossier_id",
    "intake.EnquiryChild": "enquiry_id",
    "intake.Notification": "dossier_id",
    "intake.NotificationReason": "notification_id",
    "intake.NotifiedChild": "notification_id",
    "cases.CoordinationPlan": "case_id",
    "cases.CoordinationTask": "plan_id",
    "feedback.FeedbackLink": "course_id",
    "feedback.Response": "course_id",
    "feedback.Answer": "response_id",
    "feedback.FeedbackAct": "response_id",
    "documents.Report": "course_id",
    "documents.Passage": "report_id",
    "documents.PassageSource": "passage_id",
    "documents.FamilyReading": "report_id",
    "documents.OutgoingPost": "report_id",
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
    "cases.PlanRevision": "plan_id",
    "cases.Goal": "dossier_id",
    "cases.GoalProgress": "goal_id",
    "cases.Decision": "case_id",
    "cases.AlternativeConsidered": "decision_id",
    "cases.Measure": "case_id",
    "cases.FollowUp": "case_id",
    "cases.NotedEvent": "case_id",
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
@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_real_actions_write_the_same_lives(rows, shard):
    families = chosen(rows)
    assert len(families) == AUTHORITY + PREVENTION
    write_demo(by=SYSTEM, rows=staff_rows(rows))
    with clock.at(clock.moment(ANCHOR, 9, 30)):
        replays = [Replay(rows, family) for family in families[shard::SHARDS]]
        for replay in replays:
            replay.run()
    known = [names_of(replay) for replay in replays]
    names = {key: name for _, lived in known for key, name in lived.items()}
    different = {}
    for table in OWNED_BY:
        model = apps.get_model(table)
        expected = told(table, [], {})
        for replay, (by_generated, _) in zip(replays, known, strict=True):
            expected += told(table, generated(rows, replay, table), by_generated)
        lived = told(table, list(model._default_manager.values()), names)
        if lived != expected:
            different[table] = {"lived": lived - expected, "generated": expected - lived}
    assert different == {}


def test_the_fifty_came_in_were_helped_asked_reported_and_coordinated(rows):
    families = {family["id"] for family in chosen(rows)}
    cases = [row for row in rows["cases.Case"] if row["family_id"] in families]
    dossiers = {row["dossier_id"] for row in cases}
    courses = {row["id"] for row in rows["courses.Course"] if row["family_id"] in families}
    numbers = {row["id"] for row in cases}
    counted = {
        "notified": sum(row["from_dossier_id"] is not None for row in cases),
        "enquired": sum(row["family_id"] in families for row in rows["intake.Enquiry"]),
        "coordinated": sum(row["case_id"] in numbers for row in rows["cases.CoordinationPlan"]),
        "consented": sum(row["dossier_id"] in dossiers for row in rows["people.Consent"]),
        "met": sum(row["dossier_id"] in dossiers for row in rows["agenda.Meeting"]),
        "answered": sum(row["course_id"] in courses for row in rows["feedback.Response"]),
        "reported": sum(row["course_id"] in courses for row in rows["documents.Report"]),
    }
    assert min(counted.values()) > 3, counted
