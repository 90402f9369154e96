"""A greater Lindeborg: told family by family, the same however it is cut, and right at any size."""

from collections import Counter, defaultdict
from datetime import date, datetime
from typing import Any

import pytest

from hjemmebane import catalogue, clock
from hjemmebane.domain.identity import read_number
from hjemmebane.edges.jobs.demo import filling
from hjemmebane.edges.jobs.demo.book import TABLES, WITHOUT_PUBLIC_ID
from hjemmebane.edges.jobs.demo.districts import ADVISERS_IN_TEAM, AUTHORITY_FAMILIES
from hjemmebane.edges.jobs.demo.families import number_of
from hjemmebane.edges.jobs.demo.greater import Greater, Scale
from hjemmebane.edges.jobs.demo.lengths import VISITS_IN_BRIEF
from hjemmebane.edges.jobs.demo.traces import CONTACT_STATES, DONE
from hjemmebane.records.access.bulk import shape
from hjemmebane.records.access.roles import rights_table

ANCHOR = date(2026, 11, 24)
MORNING = clock.moment(ANCHOR, 9, 30)
STEPS = ("Screening", "Assessment", "Decision", "Measure", "ActionPlan", "FollowUp")
# Families of the first district, of the second, and of the last, some at a time.
SAMPLE = ((0, 200), (600, 100), (24_000, 100))
Row = dict[str, Any]


class Sample:
    """The cast and chunks of a municipality of 20,000 cases, joined as they would be written."""

    def __init__(self) -> None:
        self.greater = Greater(Scale(20_000, 20, 1, ANCHOR, 2_000))
        clerk = filling.clerk_for(self.greater)
        self.rows = {table: list(self.greater.cast.book.of(table)) for table in TABLES}
        for first, size in SAMPLE:
            books, told = filling.tell(self.greater, first, size)
            for table, rows in filling.joined(books, clerk.place(told)).items():
                self.rows[table] += rows
        self.dossiers = {row["id"]: row for row in self["access.Dossier"]}

    def __getitem__(self, table: str) -> list[Row]:
        return self.rows[table]

    def by(self, table: str, key: str) -> dict[Any, list[Row]]:
        """Return the rows of a table by one column."""
        found = defaultdict(list)
        for row in self[table]:
            found[row[key]].append(row)
        return found


@pytest.fixture(scope="module")
def sample() -> Sample:
    return Sample()


def test_ids_run_without_a_gap_and_public_ids_are_given_once(sample):
    seen: set[Any] = set()
    for table, rows in sample.rows.items():
        assert [row["id"] for row in rows] == list(range(1, len(rows) + 1)), table
        if table not in WITHOUT_PUBLIC_ID:
            public = [row["public_id"] for row in rows]
            assert len(set(public)) == len(public), table
            assert all(found.version == 4 for found in public)
            seen.update(public)
    assert len(seen) > 30_000


def test_every_pointer_leads_to_a_row_of_the_same_family(sample):
    ids = {table: len(rows) for table, rows in sample.rows.items()}
    family_of = {row["dossier_id"]: row["family_id"] for row in sample["cases.Case"]}
    for table, rows in sample.rows.items():
        for column, target in shape(table).points:
            for row in rows:
                assert row.get(column) is None or 0 < row[column] <= ids[target], (table, column)
    courses = [r for r in sample["courses.Course"] if r["dossier_id"] in family_of]
    assert courses
    assert all(row["family_id"] == family_of[row["dossier_id"]] for row in courses)
    numbers = [row["number"] for row in sample["cases.Case"]]
    assert len(set(numbers)) == len(numbers)
    assert all(row["number"].endswith(f"-{row['dossier_id']:06d}") for row in sample["cases.Case"])


def test_every_open_case_has_custody_holders_an_adviser_of_its_team_and_its_next_day(sample):
    holders = sample.by("people.Custody", "child_id")
    parties = sample.by("people.Party", "dossier_id")
    ties = sample.by("access.Tie", "dossier_id")
    duties = sample.by("agenda.Obligation", "dossier_id")
    team_of = {row["user_id"]: row["team_id"] for row in sample["access.RoleAssignment"]}
    told = sample["cases.Case"][len(sample.greater.cast.book.of("cases.Case")) :]
    open_cases = [row for row in told if row["closed_at"] is None]
    assert len(open_cases) > 150
    for case in open_cases:
        number = case["dossier_id"]
        roles = {row["person_id"]: str(row["role"]) for row in parties[number]}
        assert roles[case["child_id"]] == "child"
        for row in holders[case["child_id"]]:
            assert roles[row["holder_id"]] == "custody_parent"
        assert holders[case["child_id"]]
        (adviser,) = [
            row for row in ties[number] if row["relation"] == "adviser" and not row["to_on"]
        ]
        assert team_of[adviser["user_id"]] == sample.dossiers[number]["team_id"]
        left = [
            row["due_at"]
            for row in duties[number]
            if not (row["satisfied_at"] or row["superseded_by_id"] or row["not_applicable_reason"])
            and row["rule_key"] not in catalogue.current().keys_of_others
        ]
        assert case.get("next_due_at") == min(left, default=None), case["number"]


def test_no_two_persons_have_one_number_and_it_tells_their_birthday(sample):
    numbers = [row["digits"] for row in sample["people.PersonNumber"]]
    assert len(set(numbers)) == len(numbers) == len(sample["people.Person"])
    born = {row["id"]: row["born_on"] for row in sample["people.Person"]}
    for row in sample["people.PersonNumber"]:
        assert read_number(row["digits"], allow_demo=True).born_on == born[row["person_id"]]


@pytest.mark.parametrize(("head", "born_on"), [("245175", 1975), ("245116", 2016)])
def test_numbers_of_one_day_last_for_thousands_and_keep_their_century(head, born_on):
    given = [number_of(head, place) for place in (1, 999, 1_000, 2_999)]
    assert len(set(given)) == 4
    for digits in given:
        assert read_number(digits, allow_demo=True).born_on.year == born_on
    with pytest.raises(ValueError, match="no number is left"):
        number_of(head, 5_000)


def test_both_laws_occur_and_nothing_stands_in_both_registers(sample):
    assert {row["law"] for row in sample["cases.Decision"]} == {"serviceloven", "barnets_lov"}
    register = {row["id"]: row["register"] for row in sample["people.Person"]}
    families = {row["id"]: row["register"] for row in sample["people.Family"]}
    assert set(register.values()) == {"authority", "prevention"}
    for row in sample["people.Party"]:
        assert register[row["person_id"]] == sample.dossiers[row["dossier_id"]]["register"]
    for row in sample["people.FamilyMember"]:
        assert register[row["person_id"]] == families[row["family_id"]]
    for row in sample["people.Relation"]:
        assert register[row["person_id"]] == register[row["other_id"]]
    relations = defaultdict(set)
    for row in sample["access.Tie"]:
        relations[row["user_id"]].add(str(row["relation"]))
    assert not any({"prevention", "adviser"} <= found for found in relations.values())


def test_nothing_in_the_logs_lies_after_this_morning_and_every_action_named_exists(sample):
    lines = sample["access.AuditLine"]
    assert len(lines) > 5_000
    assert max(row["at"] for row in lines) <= MORNING
    known = rights_table().actions
    named = {action for done in DONE.values() for action, *_ in done} | {*CONTACT_STATES.values()}
    assert named <= set(known)
    public = {
        str(row["public_id"]) for rows in sample.rows.values() for row in rows if "public_id" in row
    }
    assert all(row["about_id"] in public for row in lines)
    looks = sample["access.LookupRequest"]
    assert len(looks) > 200
    assert max(row["at"] for row in looks) <= MORNING


def test_a_case_has_about_as_many_events_as_were_asked_for():
    means = []
    for events in (12, 20, 36):
        greater = Greater(Scale(20_000, events, 1, ANCHOR))
        books = [greater.family(number) for number in range(500)]
        found = [book for book in books if book.of("cases.Case")]
        tables = ["courses.Contact", "agenda.Meeting", *(f"cases.{step}" for step in STEPS)]
        rows = sum(len(book.of(table)) for book in found for table in tables)
        means.append(rows / sum(len(book.of("cases.Case")) for book in found) / events)
    assert all(0.85 < mean < 1.15 for mean in means), means


def test_an_adviser_holds_about_35_open_cases_and_a_team_about_280():
    greater = Greater(Scale(2_000, 12, 1, ANCHOR))
    clerk = filling.clerk_for(greater)
    book = greater.cast.book
    ties, dossiers = list(book.of("access.Tie")), list(book.of("access.Dossier"))
    districts = 2
    size = AUTHORITY_FAMILIES * districts * 25 // 16
    books, told = filling.tell(greater, 0, size)
    rows = filling.joined(books, clerk.place(told))
    kept = {row["id"]: row for row in [*dossiers, *rows["access.Dossier"]]}
    held = Counter(
        row["user_id"]
        for row in [*ties, *rows["access.Tie"]]
        if row["relation"] == "adviser" and not row["to_on"]
        if kept[row["dossier_id"]]["kind"] == "case" and not kept[row["dossier_id"]]["closed_at"]
    )
    teams = [
        [held[adviser["id"]] for adviser in district.advisers]
        for district in greater.districts[:districts]
    ]
    for team in teams:
        assert len(team) == ADVISERS_IN_TEAM
        assert all(24 <= number <= 46 for number in team), team
        assert 260 <= sum(team) <= 310, sum(team)


def test_one_family_has_two_thousand_events(sample):
    (family,) = [row for row in sample["people.Family"] if row["name"] == "Langkjær"]
    (case,) = [row for row in sample["cases.Case"] if row["family_id"] == family["id"]]
    (course,) = [row for row in sample["courses.Course"] if row["family_id"] == family["id"]]
    contacts = [row for row in sample["courses.Contact"] if row["course_id"] == course["id"]]
    follow_ups = [row for row in sample["cases.FollowUp"] if row["case_id"] == case["id"]]
    assert 1_990 <= len(contacts) + 2 * len(follow_ups) + 4 <= 2_010
    moments = Counter(row["starts_at"] for row in contacts)
    assert max(moments.values()) == 1


def told_as_written(**how: int) -> dict[str, list[Any]]:
    """Return what would be written of a small municipality, however it is cut, numbers apart."""
    greater = Greater(Scale(90, 20, 5, ANCHOR))
    found: dict[str, list[Any]] = defaultdict(list)
    for batch in filling.batches(greater, filling.clerk_for(greater), **how):
        for table, packed in batch.packed.items():
            if table != "people.PersonNumber":  # sealed with chance, as it must be
                found[table] += packed.splitlines() if isinstance(packed, bytes) else packed
    return dict(found)


def test_the_rows_are_the_same_however_they_are_cut_and_by_how_many_processes():
    whole = told_as_written(workers=0, chunk=200)
    assert told_as_written(workers=0, chunk=7) == whole
    assert told_as_written(workers=2, chunk=16) == whole
    cast = len(Greater(Scale(90, 20, 5, ANCHOR)).cast.book.of("cases.Case"))
    assert len(whole["cases.Case"]) == 90 - cast


def test_dates_stand_in_order_on_any_anchor_day():
    for anchor in (date(2026, 2, 28), date(2028, 2, 29)):
        greater = Greater(Scale(500, 20, 2, anchor))
        now: datetime = clock.moment(anchor, 9, 30)
        for number in range(120):
            book = greater.family(number)
            for case in book.of("cases.Case"):
                opened_on = case["opened_at"].astimezone(clock.ZONE).date()
                assert case["aware_on"] <= opened_on <= anchor
                assert case["closed_at"] is None or case["opened_at"] < case["closed_at"] <= now
            for measure in book.of("cases.Measure"):
                assert measure["ended_on"] is None or measure["started_on"] <= measure["ended_on"]
            for contact in book.of("courses.Contact"):
                assert contact["written_at"] is None or contact["starts_at"] < contact["written_at"]


def test_a_brief_life_has_visits_duties_and_looks_but_no_reports_and_no_answers():
    greater = Greater(Scale(1_000_000, 5, 1, ANCHOR))
    books, told = filling.tell(greater, 0, 50)
    rows = filling.joined(books, filling.clerk_for(greater).place(told))
    cases = len(rows["cases.Case"])
    assert sum(map(len, rows.values())) < 200 * cases
    for table in ("courses.Contact", "agenda.Obligation", "access.LookupPerson"):
        assert len(rows[table]) > cases, table
    for table in ("documents.Report", "documents.Passage", "feedback.Answer"):
        assert not rows[table], table
    held = Counter(row["course_id"] for row in rows["courses.Contact"] if row["written_at"])
    assert max(held.values()) <= VISITS_IN_BRIEF + 1  # a visit that was moved is held the day after
