"""The demo municipality: every generated life is walked, before a row of it is written."""

import itertools
import re
from collections import defaultdict
from datetime import date, timedelta
from typing import Any

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import ContactState
from hjemmebane.domain.course import NETWORK_MEETING
from hjemmebane.domain.course_phases import PhaseActual, phase_standings
from hjemmebane.domain.deadlines import due_at
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.identity import BadNumber, read_number
from hjemmebane.edges.jobs.demo import filling
from hjemmebane.edges.jobs.demo.book import TABLES
from hjemmebane.edges.jobs.demo.calibration import CALIBRATION
from hjemmebane.edges.jobs.demo.greater import Greater, Scale
from hjemmebane.edges.jobs.demo.municipality import make
from hjemmebane.edges.jobs.demo.texts import sentences

ANCHOR = date(2026, 11, 24)
MORNING = clock.moment(ANCHOR, 9, 30)
Row = dict[str, Any]


class Town:
    """The rows of a whole municipality, by table, with the joins the tests need."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self.rows = rows
        self.dossiers = {row["id"]: row for row in self["access.Dossier"]}
        self.users = {row["id"]: row["email"].split("@")[0] for row in self["access.User"]}

    def __getitem__(self, table: str) -> list[Row]:
        return self.rows[table]

    def by(self, table: str, key: str) -> dict[Any, list[Row]]:
        """Return the rows of a table by one column."""
        found = defaultdict(list)
        for row in self[table]:
            found[row[key]].append(row)
        return found

    def loads(self, relation: str, kind: str) -> dict[str, int]:
        """Return how many open dossiers each worker is tied to."""
        found: dict[str, set[int]] = defaultdict(set)
        for row in self["access.Tie"]:
            dossier = self.dossiers[row["dossier_id"]]
            is_open = dossier["closed_at"] is None and row["to_on"] is None
            if is_open and row["relation"] == relation and dossier["kind"] == kind:
                found[self.users[row["user_id"]]].add(dossier["id"])
        return {key: len(numbers) for key, numbers in found.items()}


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(make(1, 300, ANCHOR).rows)


@pytest.fixture(scope="module")
def chunks() -> Town:
    """Return the cast and some chunks of a municipality of 20,000 cases."""
    greater = Greater(Scale(20_000, 20, 1, ANCHOR, 2_000))
    clerk = filling.clerk_for(greater)
    rows = {table: list(greater.cast.book.of(table)) for table in TABLES}
    for first in (0, 9_000, 24_000):
        books, told = filling.tell(greater, first, 100)
        for table, own in filling.joined(books, clerk.place(told)).items():
            rows[table] += own
    return Town(rows)


@pytest.fixture(params=["the demo", "chunks of a greater one"])
def any_town(request: pytest.FixtureRequest, town: Town, chunks: Town) -> Town:
    return town if request.param == "the demo" else chunks


def day_of(moment: Any) -> date:
    return moment.astimezone(clock.ZONE).date()


def test_every_contact_and_meeting_lies_inside_its_course(any_town):
    courses = {row["id"]: row for row in any_town["courses.Course"]}
    days = [(row["course_id"], day_of(row["starts_at"])) for row in any_town["courses.Contact"]]
    days += [
        (row["course_id"], day_of(row["starts_at"]))
        for row in any_town["agenda.Meeting"]
        if row["course_id"]
    ]
    assert len(days) > 4_000
    for number, day in days:
        course = courses[number]
        assert course["started_on"] <= day, course["id"]
        assert course["ended_on"] is None or day <= course["ended_on"], course["id"]


def test_every_course_runs_in_order_and_ends_with_its_reason(any_town):
    for course in any_town["courses.Course"]:
        end = course["ended_on"]
        programme = catalogue.current().programme(
            course["programme_key"], course["programme_version"]
        )
        assert programme.offered_on(course["started_on"])
        assert course["started_on"] <= ANCHOR + timedelta(days=30)
        assert (end is None) == (course["end_reason"] == "")
        assert end is None or course["started_on"] <= end < ANCHOR
        if end is not None and programme.outcomes:
            assert course["outcome"] in {choice.key for choice in programme.outcomes}
            assert course["outcome_on"] <= end


def test_phases_begin_in_the_programmes_order_and_hold_the_contacts(any_town):
    contacts = any_town.by("courses.Contact", "course_id")
    events = any_town.by("courses.PhaseEvent", "course_id")
    for course in any_town["courses.Course"]:
        programme = catalogue.current().programme(
            course["programme_key"], course["programme_version"]
        )
        began = [(row["phase"], row["started_on"]) for row in events[course["id"]]]
        order = [phase.key for phase in programme.phases][1:]
        assert [key for key, _ in began] == order[: len(began)]
        days = [course["started_on"], *(day for _, day in began)]
        assert all(a < b for a, b in itertools.pairwise(days))
        if not programme.phases:
            continue
        last = min(course["ended_on"] or ANCHOR, ANCHOR)
        standings = phase_standings(
            programme.phases,
            course["started_on"],
            [PhaseActual(key, day) for key, day in began],
            last,
            course["ended_on"],
        )
        for row in contacts[course["id"]]:
            if row["state"] is ContactState.HELD:
                assert any(
                    s.actual_from
                    and s.actual_from <= day_of(row["starts_at"]) <= (s.actual_to or last)
                    for s in standings
                )


def test_home_support_tapers_and_intensive_weeks_are_dense(town):
    gaps: dict[str, list[list[int]]] = defaultdict(list)
    contacts = town.by("courses.Contact", "course_id")
    for course in town["courses.Course"]:
        held = sorted(
            day_of(row["starts_at"])
            for row in contacts[course["id"]]
            if row["state"] is ContactState.HELD
        )
        if course["ended_on"] and len(held) >= 14:
            gaps[course["programme_key"]].append(
                [(b - a).days for a, b in itertools.pairwise(held)]
            )
    home = gaps["home-support"]
    early = sum(sum(gap[:5]) for gap in home) / (5 * len(home))
    late = sum(sum(gap[-3:]) for gap in home) / (3 * len(home))
    assert early < 8 < late
    dense = [gap for course in gaps["intensive-home-based"] for gap in course]
    assert sum(dense) / len(dense) < 5


def test_held_contacts_are_written_after_they_happened_and_before_now(any_town):
    for row in any_town["courses.Contact"]:
        if row["state"] is ContactState.HELD:
            ended = row["starts_at"] + timedelta(minutes=row["minutes"])
            assert ended <= row["written_at"]
            assert row["starts_at"] <= MORNING
        if row["state"] is ContactState.PLANNED:
            assert day_of(row["starts_at"]) >= ANCHOR


def test_feedback_comes_after_its_contact_and_before_now(any_town):
    contacts = {row["id"]: row for row in any_town["courses.Contact"]}
    for row in any_town["feedback.Response"]:
        assert row["answered_at"] <= MORNING
        if row["contact_id"]:
            contact = contacts[row["contact_id"]]
            assert contact["course_id"] == row["course_id"]
            assert contact["starts_at"] < row["answered_at"]
    responses = {row["id"]: row for row in any_town["feedback.Response"]}
    for act in any_town["feedback.FeedbackAct"]:
        assert responses[act["response_id"]]["answered_at"] < act["at"] <= MORNING


def test_answers_lie_on_the_scale_of_their_instrument(any_town):
    responses = {row["id"]: row for row in any_town["feedback.Response"]}
    for answer in any_town["feedback.Answer"]:
        key = responses[answer["response_id"]]["instrument_key"]
        scale = catalogue.current().instrument(key).scale
        assert answer["value"] is None or scale.low <= answer["value"] <= scale.high


def test_every_due_moment_is_the_domains_own(any_town):
    law, calendar = catalogue.current(), catalogue.current_calendar()
    assert len(any_town["agenda.Obligation"]) > 1_500
    for row in any_town["agenda.Obligation"]:
        rule = law.rule(row["rule_key"], row["rule_version"])
        assert rule.holds_on(local_day(row["trigger_at"]))
        moments = {rule.trigger: row["trigger_at"]}
        if row["earlier_at"]:
            moments[rule.or_earlier] = row["earlier_at"]
        due = due_at(rule, moments, calendar, chosen_on=row["chosen_on"])
        assert (due.at, due.is_whole_day) == (row["due_at"], row["is_whole_day"])


def test_obligations_are_met_by_what_happened_and_some_are_late(any_town):
    rows = [row for row in any_town["agenda.Obligation"] if not row["superseded_by_id"]]
    for row in rows:
        assert row["satisfied_at"] is None or row["trigger_at"] <= row["satisfied_at"] <= MORNING
    late = [row for row in rows if row["satisfied_at"] and row["satisfied_at"] > row["due_at"]]
    open_rows = [r for r in rows if not r["satisfied_at"] and not r["not_applicable_reason"]]
    overdue = {row["rule_key"] for row in open_rows if row["due_at"] < MORNING}
    assert late
    assert {"B1", "F3"} <= overdue
    # A party's clock (K1) runs on when the case is closed; a nightly job ends it on its day.
    others = catalogue.current().keys_of_others
    closed = [r for r in open_rows if any_town.dossiers[r["dossier_id"]]["closed_at"]]
    assert {row["rule_key"] for row in closed} <= others


def test_some_follow_ups_of_the_demo_are_late_under_the_law_and_under_the_local_rule(town):
    overdue = {
        row["rule_key"]
        for row in town["agenda.Obligation"]
        if not (row["satisfied_at"] or row["superseded_by_id"] or row["not_applicable_reason"])
        if row["due_at"] < MORNING
    }
    assert {"B1", "F4", "L-F4"} <= overdue


def test_a_case_goes_from_concern_to_help_in_order(any_town):
    screenings = {row["case_id"]: row for row in any_town["cases.Screening"]}
    assessments = {row["case_id"]: row for row in any_town["cases.Assessment"]}
    measures = any_town.by("cases.Measure", "decision_id")
    cases = {row["id"]: row for row in any_town["cases.Case"]}
    for case in cases.values():
        screening, assessment = screenings.get(case["id"]), assessments.get(case["id"])
        days = [case["aware_on"], day_of(case["opened_at"])]
        days += [day_of(screening["decided_at"])] if screening else []
        if assessment:
            days += [assessment["started_on"]]
            days += [assessment["finished_on"]] if assessment["finished_on"] else []
        assert days == sorted(days), case["number"]
    for decision in any_town["cases.Decision"]:
        assert decision["decided_on"] >= assessments[decision["case_id"]]["started_on"]
        assert decision["child_view"] or decision["child_view_waiver"]
        for measure in measures[decision["id"]]:
            assert measure["started_on"] >= decision["decided_on"]
            assert measure["ended_on"] is None or measure["ended_on"] >= measure["started_on"]
    for measure in any_town["cases.Measure"]:
        closed_at = cases[measure["case_id"]]["closed_at"]
        assert closed_at is None or measure["ended_on"] <= day_of(closed_at)


def test_both_laws_occur_each_in_its_own_time(any_town):
    laws = {row["law"] for row in any_town["cases.Decision"]}
    assert laws == {"serviceloven", "barnets_lov"}
    for row in any_town["cases.Decision"]:
        assert (row["decided_on"] < date(2024, 1, 1)) == (row["law"] == "serviceloven")
    for plan in any_town["cases.ActionPlan"]:
        assert (plan["made_on"] < date(2024, 1, 1)) == (plan["kind"] == "handleplan")


def test_no_number_can_be_a_living_persons(any_town):
    numbers = [row["digits"] for row in any_town["people.PersonNumber"]]
    assert len(numbers) == len(set(numbers)) == len(any_town["people.Person"])
    born = {row["id"]: row["born_on"] for row in any_town["people.Person"]}
    for row in any_town["people.PersonNumber"]:
        with pytest.raises(BadNumber):
            read_number(row["digits"])
        assert read_number(row["digits"], allow_demo=True).born_on == born[row["person_id"]]


def test_the_registers_share_no_person_family_or_dossier(any_town):
    register = {row["id"]: row["register"] for row in any_town["people.Person"]}
    for row in any_town["people.Party"]:
        assert register[row["person_id"]] == any_town.dossiers[row["dossier_id"]]["register"]
    families = {row["id"]: row["register"] for row in any_town["people.Family"]}
    for row in any_town["people.FamilyMember"]:
        assert register[row["person_id"]] == families[row["family_id"]]
    for row in any_town["courses.Course"]:
        programme = catalogue.current().programme(row["programme_key"], row["programme_version"])
        assert any_town.dossiers[row["dossier_id"]]["register"] == programme.register
    relations = defaultdict(set)
    for row in any_town["access.Tie"]:
        relations[row["user_id"]].add(row["relation"])
    assert not any({"prevention", "adviser"} <= found for found in relations.values())
    assert {row["register"] for row in any_town["people.Person"]} == {"authority", "prevention"}


def test_loads_lie_where_the_sources_put_them(town):
    assert len(town["people.Family"]) == 300
    advisers = town.loads("adviser", "case")
    del advisers["bo"]  # who also follows up on a colleague's case
    assert all(22 <= number <= 35 for number in advisers.values()), advisers
    workers = town.loads("prevention", "prevention")
    assert all(6 <= number <= 12 for number in workers.values()), workers
    years = defaultdict(int)
    for row in town["courses.Course"]:
        if row["programme_key"] == "intensive-home-based":
            years[(ANCHOR - row["started_on"]).days // 365] += 1
    assert all(10 <= number <= 12 for number in years.values()), years


def test_a_prevention_course_keeps_to_twelve_contacts_or_its_leaders_word(any_town):
    contacts = any_town.by("courses.Contact", "course_id")
    extended = {row["course_id"]: row for row in any_town["courses.Extension"]}
    keys = any_town.by("courses.CourseMeeting", "course_id")
    for course in any_town["courses.Course"]:
        if course["programme_key"] != "prevention-30":
            continue
        held = [r for r in contacts[course["id"]] if r["state"] is ContactState.HELD]
        extension = extended.get(course["id"])
        assert len(held) <= (extension["new_limit"] if extension else 12)
        if extension:
            assert extension["decided_at"] < sorted(r["starts_at"] for r in held)[12]
        networks = [row for row in keys[course["id"]] if row["key"] == NETWORK_MEETING]
        assert len(networks) <= 2
    assert extended


def test_the_store_is_rich_and_no_text_is_left_unfilled(town):
    assert len(sentences()) >= 300
    notes = {row["note"] for row in town["courses.Contact"] if row["note"]}
    assert len(notes) > 1_000
    for rows in town.rows.values():
        for row in rows:
            for value in row.values():
                assert not isinstance(value, str) or not re.search(r"[{}]|lorem", value), value


def test_the_week_has_something_in_every_state(town):
    states = {str(row["state"]) for row in town["intake.Enquiry"]}
    assert {"new", "read", "triaged", "allocated", "contacted", "started", "advised"} <= states
    clocks = [
        row
        for row in town["agenda.Obligation"]
        if row["rule_key"] == "U1" and row["satisfied_at"] is None
    ]
    assert [MORNING - row["trigger_at"] for row in clocks] == [timedelta(hours=3)]
    receipts = [
        day_of(row["due_at"])
        for row in town["agenda.Obligation"]
        if row["rule_key"] == "U2" and row["satisfied_at"] is None and not row["exception"]
    ]
    assert ANCHOR in receipts


def test_there_are_families_of_every_kind(any_town):
    homes = any_town.by("people.Household", "family_id")
    assert any(len(rows) == 2 for rows in homes.values())
    kinds = {str(row["kind"]) for row in any_town["people.Relation"]}
    assert {"sibling", "half_sibling", "step_parent"} <= kinds
    people = any_town["people.Person"]
    assert any(row["has_protected_address"] and row["has_protected_name"] for row in people)
    assert any(row["needs_interpreter"] for row in people)
    assert any(row["companion"] for row in people)
    assert any(row["is_restricted"] for row in any_town["access.Dossier"])
    advisers = [r for r in any_town["access.Tie"] if r["relation"] == "adviser" and r["to_on"]]
    assert advisers
    steps = {row["ladder_step"] for row in any_town["cases.Measure"]}
    assert {"2", "3", "3b", "5"} <= steps


def test_nobody_has_a_password_and_all_nine_services_are_there(town):
    assert {row["password"] for row in town["access.User"]} == {"!"}
    assert len({row["service_type"] for row in town["access.Unit"]} - {""}) == 9
    staff = [row for row in town["access.User"] if row["kind"] in {"staff", "partner"}]
    assert 38 <= len(staff) <= 48


def test_the_same_seed_and_anchor_give_the_same_rows_and_another_seed_does_not():
    first, again, other = (make(seed, 20, ANCHOR).rows for seed in (3, 3, 4))
    assert first == again
    assert first["people.Person"] != other["people.Person"]


@pytest.mark.parametrize("anchor", [date(2026, 2, 28), date(2027, 1, 3), date(2028, 2, 29)])
def test_any_anchor_day_will_do(anchor):
    rows = make(1, 12, anchor).rows
    now = clock.moment(anchor, 9, 30)
    held = [row for row in rows["courses.Contact"] if row["state"] is ContactState.HELD]
    assert held
    assert all(row["starts_at"] <= now for row in held)


def test_the_demo_says_where_its_numbers_come_from():
    for place in ("Herning", "Aabenraa", "Favrskov", "opdigtet", "skøn"):
        assert place in CALIBRATION


def test_the_holm_family_stands_where_the_pictures_left_them(town):
    course = town["courses.Course"][1]
    assert (course["programme_key"], course["started_on"]) == (
        "intensive-home-based",
        date(2026, 10, 5),
    )
    assert (ANCHOR - course["started_on"]).days // 7 + 1 == 8
    (phase,) = town.by("courses.PhaseEvent", "course_id")[course["id"]]
    planned = course["started_on"] + timedelta(weeks=4)
    assert (phase["started_on"] - planned).days == 4
    dues = {
        row["rule_key"]: day_of(row["due_at"])
        for row in town["agenda.Obligation"]
        if row["dossier_id"] == course["dossier_id"] and row["satisfied_at"] is None
        if not row["superseded_by_id"] and row["trigger_kind"] is EventKind.FOLLOW_UP_HELD
    }
    assert dues == {"F4": date(2026, 12, 11), "L-F4": date(2026, 12, 11)}
    tomorrow = [
        row
        for row in town["agenda.Meeting"]
        if row["course_id"] == course["id"] and day_of(row["starts_at"]) > ANCHOR
    ]
    assert [(row["kind"], day_of(row["starts_at"])) for row in tomorrow] == [
        ("network", date(2026, 11, 25))
    ]


def test_karens_report_waits_for_jonas(town):
    report = town["documents.Report"][0]
    assert report["state"] == "family_review"
    persons = {row["id"]: row["given_name"] for row in town["people.Person"]}
    readings = town.by("documents.FamilyReading", "report_id")[report["id"]]
    read = {persons[row["person_id"]]: row["read_at"] is not None for row in readings}
    assert read == {"Frida": True, "Jonas": False}
    sources = {row["record_id"] for row in town["documents.PassageSource"]}
    known = {row["public_id"] for rows in town.rows.values() for row in rows if "public_id" in row}
    assert sources <= known


def test_the_berg_family_has_held_nine_of_twelve_and_the_father_is_no_party(town):
    persons = {
        row["given_name"]: row for row in town["people.Person"] if row["family_name"] == "Berg"
    }
    assert persons["Ida"]["has_protected_address"]
    parties = town.by("people.Party", "person_id")
    assert parties[persons["Karl"]["id"]] == []
    (number,) = {
        row["course_id"]
        for row in town["courses.CourseChild"]
        if row["person_id"] == persons["Noah"]["id"]
    }
    contacts = town.by("courses.Contact", "course_id")[number]
    assert sum(row["state"] is ContactState.HELD for row in contacts) == 9
