"""Enquiries to the prevention unit, in every state, and the anonymous ones."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hjemmebane.domain.access import DossierKind, Relation
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.intake import (
    ConcernSource,
    DangerAnswer,
    EnquirySource,
    EnquiryState,
    TriageOutcome,
    TriageReason,
)
from hjemmebane.domain.people import PartyRole
from hjemmebane.edges.jobs.demo import deadlines
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.dossiers import open_dossier, tie
from hjemmebane.edges.jobs.demo.families import Home, add_party
from hjemmebane.edges.jobs.demo.town import Town

WORKER_TITLE, DUTY_TITLE = "forebyggelsesmedarbejder", "vagtkontakt"
READ_RULE, READ_AT_ONCE_RULE, CONTACT_RULE = "D1", "D2", "FK1"
# What an enquiry does not say on the day it comes.
NOT_YET: Row = {
    "danger_read_at": None,
    "danger_read_by_id": None,
    "is_danger_found": None,
    "danger_note": "",
    "state": EnquiryState.NEW,
    "triaged_at": None,
    "triaged_by_id": None,
    "is_motivated": None,
    "is_delimited": None,
    "triage_outcome": "",
    "triage_reason": "",
    "triage_text": "",
    "forward_ground": "",
    "needed_competence": "",
    "allocated_to_id": None,
    "allocated_at": None,
    "allocation_reason": "",
    "first_contact_at": None,
    "family_id": None,
    "course_dossier_id": None,
    "course_id": None,
    "started_at": None,
    "answer": "",
    "answered_at": None,
    "answer_code_hash": "",
    "closed_at": None,
    "text_deleted_at": None,
}


@dataclass(frozen=True, slots=True)
class Triage:
    """What the weekly table said."""

    outcome: TriageOutcome
    reason: TriageReason
    text: str
    competence: str = ""


def receive(
    town: Town,
    received_at: datetime,
    text: str,
    *,
    source: EnquirySource = EnquirySource.CITIZEN,
    concern_source: ConcernSource = ConcernSource.PARENT,
    contact_name: str = "",
    unit: str = "",
    **more: Any,
) -> Row:
    """Write an enquiry; it is to be read for danger the day it comes."""
    is_anonymous = more.get("is_anonymous", False)
    dossier = open_dossier(town, DossierKind.ENQUIRY, "prevention", received_at)
    partner = town.partners[unit] if unit and not is_anonymous else None
    received_by = partner["id"] if partner else None
    if more.get("received_by"):
        received_by = town.users[more["received_by"]]["id"]
    row = town.book.add(
        "intake.Enquiry",
        form_token=None,
        dossier_id=dossier["id"],
        source=source,
        concern_source=concern_source,
        is_anonymous=is_anonymous,
        partner_unit_id=town.units[unit]["id"] if unit else None,
        received_by_id=received_by,
        contact_name="" if is_anonymous else contact_name,
        contact_phone="" if is_anonymous else more.get("phone", "00 00 44 55"),
        contact_email="",
        text=text,
        own_motivation=more.get("own_motivation", ""),
        problem=more.get("problem", ""),
        family_agreed=unit != "",
        danger_answer=more.get("danger_answer", DangerAnswer.NO),
        received_at=received_at,
        **NOT_YET,
    )
    is_calm = row["danger_answer"] is DangerAnswer.NO
    _duty(town, READ_RULE if is_calm else READ_AT_ONCE_RULE, row, received_at, "gry")
    day = local_day(received_at)
    if partner is not None:
        key = next(key for key, user in town.users.items() if user is partner)
        tie(town, key, dossier, Relation.PARTNER, "henvender", day)
    until = day + timedelta(days=1)
    tie(town, "gry", dossier, Relation.PREVENTION, DUTY_TITLE, day, to_on=until)
    return row


def _duty(town: Town, rule: str, row: Row, at: datetime, by: str) -> None:
    deadlines.start_by_key(
        town,
        rule,
        trigger_at=at,
        dossier={"id": row["dossier_id"]},
        about=("enquiry", row["public_id"]),
        responsible=town.users[by],
    )


def _done(town: Town, event: EventKind, row: Row, at: datetime) -> None:
    about = ("enquiry", row["public_id"])
    dossier = {"id": row["dossier_id"]}
    deadlines.close_for(town, event, dossier=dossier, with_=about, at=at, about=about)


def name_child(town: Town, enquiry: Row, name: str, age: int, person: Row | None = None) -> None:
    """Name a child of an enquiry, as the one who wrote named it."""
    town.book.add(
        "intake.EnquiryChild",
        enquiry_id=enquiry["id"],
        name=name,
        born_on=person["born_on"] if person else None,
        age=None if person else age,
        person_id=None,
    )


def read(town: Town, row: Row, at: datetime, note: str, by: str = "gry") -> None:
    """Write that a named person has read it for danger."""
    row.update(
        danger_read_at=at,
        danger_read_by_id=town.users[by]["id"],
        is_danger_found=False,
        danger_note=note,
        state=EnquiryState.READ,
    )
    _done(town, EventKind.DANGER_READ, row, at)


def triage(town: Town, row: Row, at: datetime, said: Triage) -> None:
    """Write what the weekly table decided, and why."""
    is_in = said.outcome is TriageOutcome.ACCEPT
    row.update(
        triaged_at=at,
        triaged_by_id=town.users["gry"]["id"],
        is_motivated=said.reason is not TriageReason.NO_OWN_WISH,
        is_delimited=said.reason is not TriageReason.CONCERN_TOO_GREAT,
        triage_outcome=said.outcome,
        triage_reason=said.reason,
        triage_text=said.text,
        needed_competence=said.competence,
        state=EnquiryState.TRIAGED if is_in else EnquiryState.ADVISED,
        closed_at=None if is_in or row["is_anonymous"] else at,
    )


def allocate(town: Town, row: Row, at: datetime, worker: str) -> None:
    """Give an accepted enquiry to a worker; the first contact's timer starts."""
    dossier = {"id": row["dossier_id"]}
    tie(town, worker, dossier, Relation.PREVENTION, WORKER_TITLE, local_day(at))
    row.update(
        allocated_to_id=town.users[worker]["id"], allocated_at=at, state=EnquiryState.ALLOCATED
    )
    _duty(town, CONTACT_RULE, row, at, worker)


def first_contact(town: Town, row: Row, at: datetime) -> None:
    """Write when the family was first spoken to."""
    row.update(first_contact_at=at, state=EnquiryState.CONTACTED)
    _done(town, EventKind.FIRST_CONTACT, row, at)


def register(
    town: Town, row: Row, home: Home, roles: list[tuple[Row, PartyRole]], at: datetime
) -> Row:
    """Write the family into the register: parties, and the dossier the course will hang on."""
    dossier = open_dossier(town, DossierKind.PREVENTION, "prevention", at)
    worker = next(k for k, user in town.users.items() if user["id"] == row["allocated_to_id"])
    tie(town, worker, dossier, Relation.PREVENTION, WORKER_TITLE, local_day(at))
    for person, role in roles:
        for own in ({"id": row["dossier_id"]}, dossier):
            add_party(town, person, own, role, local_day(at))
    row.update(family_id=home.family["id"], course_dossier_id=dossier["id"])
    return dossier


def started(row: Row, course: Row, at: datetime) -> None:
    """Write the course an enquiry became."""
    row.update(
        course_id=course["id"],
        started_at=at,
        state=EnquiryState.STARTED,
    )


def answer(row: Row, at: datetime, text: str) -> None:
    """Write the advice an anonymous asker reads with a code."""
    row.update(answer=text, answered_at=at, state=EnquiryState.ADVISED)


def delete_text(row: Row, days: int) -> None:
    """Write that the text of anonymous advice is gone, as it must be."""
    row.update(
        text="",
        own_motivation="",
        problem="",
        answer="",
        closed_at=row["answered_at"],
        text_deleted_at=row["received_at"] + timedelta(days=days),
        state=EnquiryState.CLOSED,
    )
