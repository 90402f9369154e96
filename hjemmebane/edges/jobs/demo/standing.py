"""Where each case stands, and since when: reckoned from its rows when all of them are there."""

from collections import defaultdict
from datetime import date, datetime

from hjemmebane.domain.access import Relation, UnitKind
from hjemmebane.domain.case_status import CaseLife, events_of, history
from hjemmebane.domain.follow_up import FollowUpOutcome
from hjemmebane.edges.jobs.demo.book import Book, Row
from hjemmebane.edges.jobs.demo.town import at
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.queries import units_of_kind
from hjemmebane.records.agenda.actions import lapse_of_parties
from hjemmebane.records.cases.actions import recount

# The hours at which the demo's people write what has only a day.
FINISHED, DECIDED, BEGUN, ENDED = 12, 14, 8, 15


def note_standing(book: Book) -> None:
    """Write the status of every case of a book, and its history."""
    rows = {
        table: _by_case(book.of(f"cases.{table}"))
        for table in ("Screening", "Assessment", "Decision", "Measure")
    }
    ties = [row for row in book.of("access.Tie") if row["relation"] == Relation.ADVISER]
    advisers = {row["dossier_id"]: row["user_id"] for row in ties}
    ended = _endings(book)
    for case in book.of("cases.Case"):
        for moment, status in history(events_of(_life(case, rows, ended))):
            case["status"] = status
            book.add(
                "cases.CaseStatusChange",
                case_id=case["id"],
                status=status,
                at=max(moment, case["opened_at"]),
                by_id=advisers.get(case["dossier_id"]),
            )


def first_night() -> None:
    """Do what the night does for every authority unit, when all its rows are written.

    Clocks of parties whose time is out are closed, and the cases are counted.
    """
    for unit in units_of_kind(UnitKind.AUTHORITY):
        lapse_of_parties(by=SYSTEM, unit=unit)
        recount(by=SYSTEM, unit=unit)


def _by_case(rows: list[Row]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row["case_id"]].append(row)
    return found


def _endings(book: Book) -> dict[int, datetime]:
    """Return when each measure that a follow-up ended was written off: as the follow-up closed."""
    closed = {row["id"]: row["closed_at"] for row in book.of("cases.FollowUp")}
    return {
        row["measure_id"]: closed[row["follow_up_id"]]
        for row in book.of("cases.FollowUpMeasure")
        if row["outcome"] == FollowUpOutcome.END and closed[row["follow_up_id"]]
    }


def _life(case: Row, rows: dict[str, dict[int, list[Row]]], ended: dict[int, datetime]) -> CaseLife:
    of = {table: found.get(case["id"], []) for table, found in rows.items()}
    screened = [row["decided_at"] for row in of["Screening"]]
    return CaseLife(
        opened_at=case["opened_at"],
        closed_at=case["closed_at"],
        screened_at=(screened[0] or case["opened_at"]) if screened else None,
        assessments=tuple(
            (screened[0] if screened else case["opened_at"], _hour(row["finished_on"], FINISHED))
            for row in of["Assessment"]
        ),
        decided_at=tuple(at(row["decided_on"], DECIDED) for row in of["Decision"]),
        measures=tuple(
            (at(row["started_on"], BEGUN), ended.get(row["id"]) or _hour(row["ended_on"], ENDED))
            for row in of["Measure"]
        ),
    )


def _hour(day: date | None, hour: int) -> datetime | None:
    return at(day, hour) if day else None
