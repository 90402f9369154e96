"""From the rows of the queries to what other systems are told."""

from typing import Any

from hjemmebane.domain.case_status import CaseStatus
from hjemmebane.records.agenda.queries import ObligationRow
from hjemmebane.records.cases.queries import CaseLine, CaseWhole, NoteRow
from hjemmebane.records.people.queries import NameCard, PersonCard


def person(card: NameCard | PersonCard) -> dict[str, Any]:
    """Return a person by name."""
    return {
        "id": card.public_id,
        "name": str(card.name),
        "born_on": card.born_on,
        "is_protected": card.is_protected,
    }


def version_of(number: int, status: str) -> str:
    """Return the version of a case: it changes when anybody moves the status."""
    return f"{number}-{status}"


def read_version(text: str) -> tuple[int, str]:
    """Return the number and the status that a version names."""
    number, _, status = text.strip('"').partition("-")
    return int(number), status


def case(line: CaseLine) -> dict[str, Any]:
    """Return a case as a list tells it."""
    adviser = line.adviser
    return {
        "id": line.public_id,
        "number": line.number,
        "status": line.status,
        "version": version_of(line.version, line.status),
        "weight": line.weight,
        "aware_on": line.aware_on,
        "opened_at": line.opened_at,
        "closed_at": line.closed_at,
        "next_due_at": line.next_due_at,
        "unit": line.unit,
        "team": {"id": line.team_id, "name": line.team},
        "adviser": {"id": adviser.public_id, "name": adviser.name} if adviser else None,
        "child": person(line.child),
    }


def whole(found: CaseWhole) -> dict[str, Any]:
    """Return a case with its persons and history."""
    return {
        **case(found.line),
        "persons": [{**person(card), "role": role} for card, role in found.persons],
        "history": [
            {
                "status": one.status,
                "at": one.at,
                "by": one.by,
                "is_by_hand": one.is_by_hand,
                "reason": one.reason,
            }
            for one in found.history
        ],
    }


def note(row: NoteRow) -> dict[str, Any]:
    """Return a note of the journal."""
    return {
        "id": row.public_id,
        "kind": row.kind,
        "is_formal": row.is_formal,
        "happened_at": row.happened_at,
        "written_at": row.written_at,
        "written_by": row.written_by,
        "with_whom": row.with_whom,
        "text": row.text,
        "corrected_at": row.corrected_at,
        "addenda": [
            {"text": one.text, "written_at": one.written_at, "written_by": one.written_by}
            for one in row.addenda
        ],
    }


def obligation(row: ObligationRow, case_id: str | None) -> dict[str, Any]:
    """Return a duty, with the law behind it."""
    return {
        "id": row.public_id,
        "case_id": case_id,
        "rule": row.rule_key,
        "rule_version": row.rule_version,
        "title": row.title,
        "law": row.law_text,
        "due_at": row.due_at,
        "is_whole_day": row.is_whole_day,
        "state": row.state,
        "satisfied_at": row.satisfied_at,
        "person": person(row.person) if row.person else None,
    }


def current(case: Any) -> dict[str, str]:
    """Return what stands now, for whoever wrote on an older version."""
    status = CaseStatus(case.status)
    return {"status": status.value, "version": version_of(case.version, status)}
