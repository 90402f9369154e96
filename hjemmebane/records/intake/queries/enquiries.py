"""Enquiries as the prevention unit sees them: to be read, on the table, on the board."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import Aspect, Level, RoleKey
from hjemmebane.domain.allocation import Limits, Need, Proposal, Worker, propose
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernToAction,
    DangerAnswer,
    EnquiryState,
    TriageOutcome,
    TriagePoint,
    code_fingerprint,
    concern_to_action,
    target_group_test,
)
from hjemmebane.domain.paging import read_place, write_place
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.access.queries import (
    competences_of,
    load_of,
    staff_with_role,
    units_of,
)
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.intake.models import Enquiry, EnquiryQuerySet
from hjemmebane.records.intake.queries.children import KnownChild, known_child
from hjemmebane.records.people.models import FamilyMember
from hjemmebane.records.people.queries import PersonCard, members_of
from hjemmebane.records.people.reach import reach_of

OPEN_MAX = 200
PAGE = 50


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """One enquiry in a list: what it says of itself, and how long it has waited."""

    public_id: str
    concern_source: str
    is_anonymous: bool
    who: str
    children: tuple[ChildGiven, ...]
    problem: str
    received_at: datetime
    danger_answer: DangerAnswer
    read_by: datetime
    is_late: bool
    is_danger_found: bool
    state: EnquiryState
    points: tuple[TriagePoint, ...]
    version: int


@dataclass(frozen=True, slots=True)
class TriageTable:
    """The week: what waits to be read for danger, and what waits for a decision."""

    unread: tuple[EnquiryRow, ...]
    to_triage: tuple[EnquiryRow, ...]
    advice_to_answer: tuple[EnquiryRow, ...]
    running: tuple[EnquiryRow, ...]


@dataclass(frozen=True, slots=True)
class EnquiryList:
    """A page of enquiries; `after` leads to the next one, or is empty."""

    rows: tuple[EnquiryRow, ...]
    after: str


@dataclass(frozen=True, slots=True)
class AllocationRow:
    """One accepted enquiry on the board: to whom it could go, or went, and the first contact."""

    row: EnquiryRow
    need: Need
    proposals: tuple[Proposal, ...]
    worker_name: str
    allocated_at: datetime | None
    first_contact_at: datetime | None
    course_dossier_id: str


@dataclass(frozen=True, slots=True)
class AllocationBoard:
    """The week's new families beside the workers' loads."""

    waiting: tuple[AllocationRow, ...]
    allocated: tuple[AllocationRow, ...]
    workers: tuple[Worker, ...]
    limits: Limits


@dataclass(frozen=True, slots=True)
class EnquiryPage:
    """Everything about one enquiry that the unit may read."""

    row: EnquiryRow
    text: str
    own_motivation: str
    contact: tuple[str, str, str]
    partner_unit: str
    has_family_agreed: bool
    danger_read_at: datetime | None
    danger_read_by: str
    danger_note: str
    triaged_at: datetime | None
    triaged_by: str
    is_motivated: bool | None
    is_delimited: bool | None
    outcome: str
    reason: str
    triage_text: str
    needed_competence: str
    worker_id: int | None
    worker_name: str
    allocated_at: datetime | None
    allocation_reason: str
    first_contact_at: datetime | None
    family: tuple[PersonCard, ...]
    family_name: str
    course_id: int | None
    course_dossier_id: str
    answered_at: datetime | None
    text_deleted_at: datetime | None
    closed_at: datetime | None
    was_notified: bool
    known: tuple[KnownChild, ...]


@dataclass(frozen=True, slots=True)
class AdviceCounts:
    """How many asked without a name, and how many of them have an answer; nobody is kept."""

    asked: int
    answered: int


def whole_enquiries(user: User) -> EnquiryQuerySet:
    """Return the enquiries the user reads in full, not only as the one who wrote them."""
    reach = reach_of(user)
    return Enquiry.objects.filter(reach.q("dossier", Aspect.PREVENTION_COURSE, Level.YES))


def get_enquiry(public_id: object, user: User) -> Enquiry:
    """Return an enquiry the user reads in full; raise NotVisible otherwise."""
    rows = whole_enquiries(user).filter(public_id=str(public_id))
    found = rows.select_related("dossier__unit").first()
    if found is None:
        raise NotVisible("enquiry", public_id)
    return found


def _row(
    enquiry: Enquiry, read_by: dict[int, datetime], age_limit: int, now: datetime
) -> EnquiryRow:
    children = tuple(ChildGiven(c.name, c.born_on, c.age) for c in enquiry.children.all())
    answer = DangerAnswer(enquiry.danger_answer)
    received_at = enquiry.received_at.astimezone(clock.ZONE)
    due_at = read_by.get(enquiry.dossier_id, enquiry.received_at).astimezone(clock.ZONE)
    return EnquiryRow(
        public_id=str(enquiry.public_id),
        concern_source=enquiry.concern_source,
        is_anonymous=enquiry.is_anonymous,
        who=enquiry.contact_name,
        children=children,
        problem=enquiry.problem,
        received_at=received_at,
        danger_answer=answer,
        read_by=due_at,
        is_late=enquiry.danger_read_at is None and now > due_at,
        is_danger_found=bool(enquiry.is_danger_found),
        state=EnquiryState(enquiry.state),
        points=target_group_test(
            children,
            now.date(),
            age_limit,
            is_motivated=enquiry.is_motivated,
            is_delimited=enquiry.is_delimited,
        ),
        version=enquiry.version,
    )


def _rows(enquiries: Iterable[Enquiry]) -> tuple[EnquiryRow, ...]:
    """Return the rows; names given of a family since registered count as looking at it."""
    found = list(enquiries)
    families = [enquiry.family for enquiry in found if enquiry.family]
    if families:
        members = FamilyMember.objects.filter(family__in=families)
        lookups.show(members.values_list("person_id", flat=True), "henvendelse")
    limit, now, read_by = _age_limit(), clock.now(), _reading_clocks(found)
    return tuple(_row(enquiry, read_by, limit, now) for enquiry in found)


def _reading_clocks(found: list[Enquiry]) -> dict[int, datetime]:
    """Return when each enquiry must be read for danger, by its dossier."""
    rows = Obligation.objects.current().filter(
        dossier_id__in=[enquiry.dossier_id for enquiry in found],
        trigger_kind=EventKind.ENQUIRY_RECEIVED,
    )
    return dict(rows.values_list("dossier_id", "due_at"))


def _age_limit() -> int:
    return catalogue.current().profile.number("target_group.age_limit")


def triage_table(user: User) -> TriageTable:
    """Return what waits in the unit: danger first, then the oldest.

    What nobody has read is asked for first, so that it stands here however long the queue is.
    """
    found = list(
        whole_enquiries(user)
        .filter(closed_at__isnull=True)
        .exclude(state__in=[EnquiryState.STARTED, EnquiryState.FORWARDED, EnquiryState.CLOSED])
        .select_related("family")
        .prefetch_related("children")
        .order_by(F("danger_read_at").asc(nulls_first=True), "received_at", "pk")[:OPEN_MAX]
    )
    found.sort(key=lambda enquiry: (enquiry.received_at, enquiry.pk))
    rows = {e.pk: row for e, row in zip(found, _rows(found), strict=True)}
    unread = [rows[e.pk] for e in found if e.danger_read_at is None]
    is_read = [e for e in found if e.danger_read_at is not None]
    advice = [e for e in is_read if e.is_anonymous and e.answered_at is None]
    in_triage = [e for e in is_read if e.state == EnquiryState.READ and not e.is_anonymous]
    running = [e for e in is_read if e.triage_outcome == TriageOutcome.ACCEPT]
    order = {DangerAnswer.YES: 0, DangerAnswer.UNSURE: 1, DangerAnswer.NO: 2}
    return TriageTable(
        unread=tuple(sorted(unread, key=lambda row: (order[row.danger_answer], row.received_at))),
        to_triage=tuple(rows[e.pk] for e in in_triage),
        advice_to_answer=tuple(rows[e.pk] for e in advice),
        running=tuple(rows[e.pk] for e in running),
    )


def enquiries_done(user: User, after: str = "", limit: int = PAGE) -> EnquiryList:
    """Return a page of the enquiries that are finished, the newest first."""
    rows = whole_enquiries(user).filter(
        Q(closed_at__isnull=False)
        | Q(state__in=[EnquiryState.STARTED, EnquiryState.FORWARDED, EnquiryState.CLOSED])
    )
    start = read_place(after)
    if start:
        moment, number = start
        rows = rows.filter(received_at__lte=moment).exclude(
            Q(received_at=moment) & Q(pk__gte=number)
        )
    with_parts = rows.select_related("family").prefetch_related("children")
    found = list(with_parts.order_by("-received_at", "-pk")[: limit + 1])
    page = found[:limit]
    last = write_place(page[-1].received_at, page[-1].pk) if len(found) > limit else ""
    return EnquiryList(_rows(page), last)


def allocation_board(user: User) -> AllocationBoard:
    """Return the accepted enquiries with a ranked proposal each, and the workers' loads."""
    found = list(
        whole_enquiries(user)
        .filter(triage_outcome=TriageOutcome.ACCEPT, closed_at__isnull=True, course_id=None)
        .select_related("allocated_to", "family", "course_dossier")
        .prefetch_related("children")
        .order_by("triaged_at", "pk")[:OPEN_MAX]
    )
    workers = workers_of(units_of(user))
    profile = catalogue.current().profile
    limits = Limits(
        fewest=profile.number("family_capacity.min"), most=profile.number("family_capacity.max")
    )
    rows = [
        _allocation_row(enquiry, row, workers, limits)
        for enquiry, row in zip(found, _rows(found), strict=True)
    ]
    return AllocationBoard(
        waiting=tuple(row for row in rows if row.allocated_at is None),
        allocated=tuple(row for row in rows if row.allocated_at is not None),
        workers=workers,
        limits=limits,
    )


def _allocation_row(
    enquiry: Enquiry, row: EnquiryRow, workers: tuple[Worker, ...], limits: Limits
) -> AllocationRow:
    need = Need.of(enquiry.needed_competence)
    return AllocationRow(
        row=row,
        need=need,
        proposals=propose(workers, need, limits),
        worker_name=enquiry.allocated_to.name if enquiry.allocated_to else "",
        allocated_at=enquiry.allocated_at,
        first_contact_at=enquiry.first_contact_at,
        course_dossier_id=_dossier_id(enquiry),
    )


def workers_of(units: Iterable[Unit]) -> tuple[Worker, ...]:
    """Return the workers of the units: families on a course, and those allocated but not begun."""
    users = [
        user for unit in units for user in staff_with_role(RoleKey.PREVENTION_WORKER, unit=unit)
    ]
    competences, loads = competences_of(users), load_of(users)
    waiting = dict(
        Enquiry.objects.filter(allocated_to__in=users, closed_at=None, course_dossier=None)
        .filter(course_id=None)
        .values_list("allocated_to_id")
        .annotate(Count("pk"))
    )
    return tuple(
        Worker(
            key=user.pk,
            name=user.name,
            families=loads[user.pk] + waiting.get(user.pk, 0),
            competences=competences[user.pk],
        )
        for user in users
    )


def enquiry_page(public_id: object, user: User) -> EnquiryPage:
    """Return one enquiry in full; its registered family leaves as cards."""
    rows = whole_enquiries(user).select_related(
        "dossier__unit",
        "partner_unit",
        "danger_read_by",
        "triaged_by",
        "allocated_to",
        "family",
        "course_dossier",
    )
    found = (
        rows.prefetch_related("children__known_question").filter(public_id=str(public_id)).first()
    )
    if found is None:
        raise NotVisible("enquiry", public_id)
    return EnquiryPage(
        row=_rows([found])[0],
        text=found.text,
        own_motivation=found.own_motivation,
        contact=(found.contact_name, found.contact_phone, found.contact_email),
        partner_unit=found.partner_unit.name if found.partner_unit else "",
        has_family_agreed=found.family_agreed,
        danger_read_at=found.danger_read_at,
        danger_read_by=_name(found.danger_read_by),
        danger_note=found.danger_note,
        triaged_at=found.triaged_at,
        triaged_by=_name(found.triaged_by),
        is_motivated=found.is_motivated,
        is_delimited=found.is_delimited,
        outcome=found.triage_outcome,
        reason=found.triage_reason,
        triage_text=found.triage_text,
        needed_competence=found.needed_competence,
        worker_id=found.allocated_to_id,
        worker_name=_name(found.allocated_to),
        allocated_at=found.allocated_at,
        allocation_reason=found.allocation_reason,
        first_contact_at=found.first_contact_at,
        family=tuple(members_of(found.family, user)) if found.family else (),
        family_name=found.family.name if found.family else "",
        course_id=found.course_id,
        course_dossier_id=_dossier_id(found),
        answered_at=found.answered_at,
        text_deleted_at=found.text_deleted_at,
        closed_at=found.closed_at,
        was_notified=found.notifications.exists(),
        known=tuple(known_child(child) for child in found.children.all()),
    )


def _dossier_id(enquiry: Enquiry) -> str:
    return str(enquiry.course_dossier.public_id) if enquiry.course_dossier else ""


def enquiry_of_dossier(dossier: Dossier) -> Enquiry | None:
    """Return the enquiry that a prevention dossier was opened for, for other records' rules."""
    return Enquiry.objects.filter(course_dossier=dossier).first()


def _name(user: User | None) -> str:
    return user.name if user else ""


def advice_counts(user: User) -> AdviceCounts:
    """Return how much anonymous advice was asked for and given."""
    numbers = (
        whole_enquiries(user)
        .filter(is_anonymous=True)
        .aggregate(asked=Count("pk"), answered=Count("pk", filter=Q(answered_at__isnull=False)))
    )
    return AdviceCounts(asked=numbers["asked"], answered=numbers["answered"])


def answer_for_code(code: str) -> str | None:
    """Return the answer to anonymous advice by its code; None without one, or not yet answered."""
    if not code.strip():
        return None
    found = Enquiry.objects.filter(
        is_anonymous=True, answer_code_hash=code_fingerprint(code)
    ).first()
    return found.answer or "" if found else None


def enquiry_concern_to_action(user: User) -> ConcernToAction:
    """Return days from enquiry to first contact, for those taken in."""
    rows = whole_enquiries(user).filter(triage_outcome=TriageOutcome.ACCEPT)
    return concern_to_action(
        (received.astimezone(clock.ZONE), acted.astimezone(clock.ZONE) if acted else None)
        for received, acted in rows.values_list("received_at", "first_contact_at")
    )
