"""Ready words for Henvendelser: what its templates show, said once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.allocation import load_warning
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernToAction,
    DangerAnswer,
    EnquiryState,
    TriageOutcome,
    TriagePoint,
)
from hjemmebane.domain.people import PartyRole
from hjemmebane.records.access.acting import may
from hjemmebane.records.intake.queries import (
    AllocationBoard,
    AllocationRow,
    EnquiryPage,
    EnquiryRow,
    KnownChild,
    TriageTable,
)
from hjemmebane.ui import words
from hjemmebane.ui.intake_words import CONCERN, DANGER, TRIAGE, TRIAGE_REASONS
from hjemmebane.ui.rows import Action

if TYPE_CHECKING:
    from hjemmebane.records.access.models import User

FEW = 5
STATES = {
    EnquiryState.NEW: "Ny",
    EnquiryState.READ: "Læst",
    EnquiryState.TRIAGED: "Taget ind",
    EnquiryState.ALLOCATED: "Fordelt",
    EnquiryState.CONTACTED: "Kontaktet",
    EnquiryState.STARTED: "Forløb begyndt",
    EnquiryState.FORWARDED: "Sendt videre",
    EnquiryState.ADVISED: "Har fået råd",
    EnquiryState.CLOSED: "Lukket",
}


@dataclass(frozen=True)
class Line:
    """One enquiry in a list, in words."""

    public_id: str
    href: str
    title: str
    who: str
    came: str
    waits: str
    danger: str
    is_danger: bool
    is_late: bool
    points: tuple[tuple[str, str], ...]
    state: str


@dataclass(frozen=True)
class BoardLine:
    """One family on the allocation board, in words."""

    line: Line
    need: str
    proposals: tuple[Any, ...]
    worker: str
    first_contact: str
    is_contact_late: bool
    next_step: Action | None


def crumbs() -> list[tuple[str, str]]:
    """Return the way back to Henvendelser."""
    return [("Henvendelser", reverse("staff:enquiries"))]


def tabs(current: str) -> list[tuple[str, str, bool]]:
    """Return the views of Henvendelser."""
    url = reverse("staff:enquiries")
    views = (
        ("Ugens bord", url, "enquiries"),
        ("Fordeling", reverse("staff:allocation"), "allocation"),
        ("Afsluttede", f"{url}?vis=afsluttede", "done"),
    )
    return [(text, address, name == current) for text, address, name in views]


# The right each step on an enquiry's way takes.
RIGHTS = {
    "enquiry_read": "enquiry.read",
    "enquiry_notify": "enquiry.notify",
    "advice_reply": "advice.answer",
    "enquiry_triage": "enquiry.triage",
    "enquiry_contact": "enquiry.contact",
    "enquiry_family": "enquiry.register_family",
    "course_start": "course.start",
}


def enquiry_actions() -> tuple[Action, ...]:
    """Return what may be begun from Henvendelser."""
    return (Action("Skriv henvendelse ned", reverse("staff:enquiry_new"), kind="primary"),)


def child_words(child: ChildGiven) -> str:
    """Return a child in words: name, and age when it is known."""
    name = child.name or "Et barn"
    if child.born_on:
        return f"{name}, født {words.short_date(child.born_on)}"
    return f"{name}, {child.age} år" if child.age is not None else name


def line(row: EnquiryRow) -> Line:
    """Return an enquiry as a line."""
    children = words.listing([child_words(child) for child in row.children])
    title = children or ("Anonym henvendelse" if row.is_anonymous else row.who or "Henvendelse")
    return Line(
        public_id=row.public_id,
        href=reverse("staff:enquiry", args=[row.public_id]),
        title=title,
        who=f"{CONCERN[row.concern_source]}{', anonym' if row.is_anonymous else ''}",
        came=words.moment(row.received_at),
        waits=_waits((clock.today() - row.received_at.date()).days),
        danger=str(DANGER[row.danger_answer]),
        is_danger=row.danger_answer is not DangerAnswer.NO,
        is_late=row.is_late,
        points=point_words(row.points) if row.state is not EnquiryState.NEW else (),
        state=STATES[row.state],
    )


def _waits(days: int) -> str:
    return f"{words.count(days, 'dag', 'dage')} siden" if days else "I dag"


def point_words(points: tuple[TriagePoint, ...]) -> tuple[tuple[str, str], ...]:
    """Return each of the three points with yes, no or not known."""
    said = {True: "ja", False: "nej", None: "ikke vurderet"}
    return tuple((point.text, said[point.is_met]) for point in points)


def table_rows(table: TriageTable) -> dict[str, list[Line]]:
    """Return the week's table as lines."""
    return {
        "unread": [line(row) for row in table.unread],
        "to_triage": [line(row) for row in table.to_triage],
        "advice": [line(row) for row in table.advice_to_answer],
        "running": [line(row) for row in table.running],
    }


def days_in_words(measured: ConcernToAction) -> str:
    """Return days from concern to action in a sentence; few are not counted out."""
    if measured.acted < FEW or measured.median_days is None:
        return f"Færre end {FEW} er nået til handling endnu, så tiden regnes ikke ud."
    middle = f"{measured.median_days:g}".replace(".", ",")
    return (
        f"Fra bekymring til første handling går der {middle} dage (midten af {measured.acted}); "
        f"længst {words.count(measured.longest_days or 0, 'dag', 'dage')}. "
        f"{measured.waiting} venter."
    )


def first_contact_words(allocated_at: datetime, first_contact_at: datetime | None) -> str:
    """Return the time from allocation to the first contact, or how long it has run."""
    end = first_contact_at or clock.now()
    taken = words.span(max(end - allocated_at, timedelta()))
    return f"Første kontakt efter {taken}" if first_contact_at else f"Uret har løbet {taken}"


def board_words(board: AllocationBoard, user: "User") -> dict[str, Any]:
    """Return the allocation board in words."""
    return {
        "waiting": [board_line(row) for row in board.waiting],
        "allocated": [board_line(row) for row in board.allocated],
        "workers": [
            {
                "name": worker.name,
                "families": worker.families,
                "most": board.limits.most_for(worker),
                "warning": load_warning(worker, board.limits),
            }
            for worker in board.workers
        ],
        "can_give": may(user, "enquiry.allocate"),
        "tabs": tabs("allocation"),
        "worker_headers": ["Medarbejder", "Familier", ""],
        "fewest": board.limits.fewest,
        "most": board.limits.most,
    }


def board_line(row: AllocationRow) -> BoardLine:
    """Return one family on the board."""
    is_new_day = bool(row.allocated_at and clock.today() > local_day(row.allocated_at))
    return BoardLine(
        line=line(row.row),
        need=row.need.words or "Intet særligt",
        proposals=row.proposals,
        worker=row.worker_name,
        first_contact=first_contact_words(row.allocated_at, row.first_contact_at)
        if row.allocated_at
        else "",
        is_contact_late=is_new_day and row.first_contact_at is None,
        next_step=next_step(row),
    )


def next_step(row: AllocationRow) -> Action | None:
    """Return the one next step for an allocated family."""
    number = row.row.public_id
    if row.first_contact_at is None:
        return Action("Skriv første kontakt", reverse("staff:enquiry_contact", args=[number]))
    if not row.course_dossier_id:
        return Action("Skriv familien ind", reverse("staff:enquiry_family", args=[number]))
    return Action("Begynd forløb", reverse("staff:course_start", args=[row.course_dossier_id]))


def reason_for(board: AllocationBoard, public_id: str, worker: int) -> str:
    """Return the proposal's reason for the worker chosen, as it stood on the board."""
    for row in (*board.waiting, *board.allocated):
        if row.row.public_id == public_id:
            return next((p.reason for p in row.proposals if p.worker.key == worker), "")
    return ""


def enquiry_words(page: EnquiryPage, user: "User") -> dict[str, Any]:
    """Return one enquiry in words, with the steps that lie open."""
    return {
        "line": line(page.row),
        "facts": [*_who(page), *_triaged(page), *_allocated(page)],
        "steps": _steps(page, user),
        "children": [child_words(child) for child in page.row.children],
        "known": _known(page, user),
        "is_open": page.closed_at is None and page.row.state is not EnquiryState.STARTED,
    }


def _who(page: EnquiryPage) -> list[tuple[str, str]]:
    name, phone, email = page.contact
    rows = [("Kom", words.moment(page.row.received_at)), ("Fra", line(page.row).who)]
    if page.partner_unit:
        rows.append(("Sted", page.partner_unit))
    reach = words.listing([text for text in (name, phone, email) if text])
    if reach:
        rows.append(("Kontakt", reach))
    rows.append(("Barn i fare nu?", str(DANGER[page.row.danger_answer])))
    if page.danger_read_at:
        read = f"{words.moment(page.danger_read_at)} af {page.danger_read_by}"
        rows.append(("Læst for fare", f"{read}. {page.danger_note}".strip()))
    return rows


def _triaged(page: EnquiryPage) -> list[tuple[str, str]]:
    if not page.triaged_at:
        return []
    why = f"{TRIAGE_REASONS[page.reason]}. {page.triage_text}".strip()
    return [
        ("Vurderet", f"{words.short_date(page.triaged_at)} af {page.triaged_by}"),
        ("Afgjort", TRIAGE[page.outcome]),
        ("Hvorfor", why),
    ]


def _allocated(page: EnquiryPage) -> list[tuple[str, str]]:
    if not page.allocated_at:
        return []
    return [
        ("Fordelt til", f"{page.worker_name}. {page.allocation_reason}".strip()),
        ("Første kontakt", first_contact_words(page.allocated_at, page.first_contact_at)),
    ]


def _known(page: EnquiryPage, user: "User") -> list[tuple[str, str, str]]:
    """Return for each named child whether the authority was asked, and where to ask."""
    can_ask = may(user, "enquiry_child.ask_if_known") and page.closed_at is None
    rows = []
    for child in page.known:
        if not child.name or page.row.is_anonymous:
            continue
        href = reverse("staff:mirror_ask", args=[child.public_id])
        is_open = can_ask and child.asked_at is None
        rows.append((child.name, _known_words(child), href if is_open else ""))
    return [row for row in rows if row[1] or row[2]]


def _known_words(child: KnownChild) -> str:
    if child.asked_at is None:
        return ""
    if child.answered_at is None:
        return f"spurgt {words.moment(child.asked_at)}, intet svar endnu"
    answer = "kendt" if child.answer == "yes" else "ikke kendt"
    return f"{answer}, {words.moment(child.answered_at)}. Familien får det at vide"


def _steps(page: EnquiryPage, user: "User") -> list[Action]:
    """Return the next step first, of those the reader may take; danger can be said till the end."""
    offered = list(_next(page))
    if page.closed_at is None and not page.was_notified:
        offered.append(("Gør til underretning", "enquiry_notify"))
    names = [(text, name) for text, name in offered if may(user, RIGHTS[name])]
    return [
        Action(text, reverse(f"staff:{name}", args=[_number(name, page)]), kind=kind)
        for (text, name), kind in zip(names, ["primary", *["second"] * len(names)], strict=False)
    ]


def _number(name: str, page: EnquiryPage) -> str:
    """Return what an address asks for: the course begins in a dossier of its own."""
    return page.course_dossier_id if name == "course_start" else page.row.public_id


def _next(page: EnquiryPage) -> list[tuple[str, str]]:
    state = page.row.state
    if state is EnquiryState.NEW:
        return [("Læs for fare", "enquiry_read")]
    if state is EnquiryState.READ and page.row.is_anonymous:
        return [("Svar", "advice_reply")]
    if state is EnquiryState.READ:
        return [("Vurder", "enquiry_triage")]
    if page.outcome != TriageOutcome.ACCEPT or page.closed_at is not None:
        return []
    return _next_of_accepted(page)


def _next_of_accepted(page: EnquiryPage) -> list[tuple[str, str]]:
    if page.allocated_at is None:
        return []
    if page.first_contact_at is None:
        return [("Skriv første kontakt", "enquiry_contact")]
    if not page.family_name:
        return [("Skriv familien ind", "enquiry_family")]
    return [("Begynd forløb", "course_start")] if page.course_id is None else []


def members_given(page: EnquiryPage) -> dict[str, Any]:
    """Return what the enquiry already says of the family, so that nothing is asked twice."""
    initial: dict[str, Any] = {}
    people = [(child.name, child.born_on, PartyRole.CHILD) for child in page.row.children]
    people.append((page.contact[0], None, PartyRole.CUSTODY_PARENT))
    for number, (name, born_on, role) in enumerate(people, start=1):
        given, _, family = name.rpartition(" ")
        initial[f"given{number}"], initial[f"family{number}"] = given or family, family
        initial[f"born{number}"], initial[f"role{number}"] = born_on, role
        initial["name"] = family or initial.get("name", "")
    return initial
