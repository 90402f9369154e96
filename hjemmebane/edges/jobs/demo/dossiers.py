"""Dossiers and ties: what rights are given on, and who works with it."""

from datetime import date, datetime
from typing import Any

from hjemmebane.domain.access import DossierKind, Register, Relation
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.town import Town

REGISTERS = {
    DossierKind.CASE: Register.AUTHORITY,
    DossierKind.NOTIFICATION: Register.AUTHORITY,
    DossierKind.PREVENTION: Register.PREVENTION,
    DossierKind.ENQUIRY: Register.PREVENTION,
}


def open_dossier(
    town: Town,
    kind: DossierKind,
    unit: str,
    opened_at: datetime,
    *,
    team: str = "",
    is_restricted: bool = False,
) -> Row:
    """Write a dossier in a unit."""
    return town.book.add(
        "access.Dossier",
        kind=kind,
        register=REGISTERS[kind],
        unit_id=town.units[unit]["id"],
        team_id=town.teams[team]["id"] if team else None,
        is_restricted=is_restricted,
        opened_at=opened_at,
        closed_at=None,
    )


def tie(
    town: Town,
    user: str,
    dossier: Row,
    relation: Relation,
    title: str,
    from_on: date,
    **more: Any,
) -> Row:
    """Write a worker's place on a dossier, or on one course in it."""
    town.titles[dossier["id"], town.users[user]["id"]] = title
    return town.book.add(
        "access.Tie",
        user_id=town.users[user]["id"],
        dossier_id=dossier["id"],
        relation=relation,
        title=title,
        course_id=more.get("course_id"),
        from_on=from_on,
        to_on=more.get("to_on"),
    )
