"""The weekly allocation, the first contact, and the way on into a course."""

from collections.abc import Sequence
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, Relation, RoleKey
from hjemmebane.domain.intake import EnquiryState, MemberGiven, TriageOutcome
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, forget, hold, log
from hjemmebane.records.access.actions import close_dossier, open_dossier, tie, untie
from hjemmebane.records.access.models import Dossier, Tie, User
from hjemmebane.records.access.queries import staff_with_role
from hjemmebane.records.intake.actions.clocks import lift_clocks, start_contact, stop_contact
from hjemmebane.records.intake.models import Enquiry
from hjemmebane.records.people.actions import add_party, create_family, register_person
from hjemmebane.records.people.models import Person

WORKER_TITLE = "forebyggelsesmedarbejder"
FAMILY_STOPPED = "Familien ønsker ikke mere"
STARTED_UNWRITTEN = "Forløbet begyndte, før den første kontakt var skrevet"
RUNNING_STATES = frozenset({EnquiryState.ALLOCATED, EnquiryState.CONTACTED})


@action("enquiry.allocate")
def allocate(
    *, by: Actor, enquiry: Enquiry, worker: User, reason: str = "", only_if_free: bool = False
) -> Enquiry:
    """Give an accepted enquiry to a worker of the unit; the first contact's timer starts.

    With `only_if_free` it is refused when somebody has been given it meanwhile.
    """
    hold(enquiry)
    if only_if_free and enquiry.allocated_to_id is not None:
        raise Refused("enquiry.allocate", "allocated_meanwhile")
    accepted = enquiry.triage_outcome == TriageOutcome.ACCEPT
    if not accepted or enquiry.state not in RUNNING_STATES | {EnquiryState.TRIAGED}:
        raise Refused("enquiry.allocate", "not_accepted")
    if enquiry.allocated_to_id == worker.pk:
        raise Refused("enquiry.allocate", "already_allocated")
    if not _is_worker(worker, enquiry):
        raise Refused("enquiry.allocate", "not_in_unit")
    _end_ties(enquiry, by)
    now = clock.now()
    for dossier in (enquiry.dossier, enquiry.course_dossier):
        if dossier is not None:
            _tie_worker(worker, dossier, by)
    enquiry.allocated_to, enquiry.allocated_at = worker, enquiry.allocated_at or now
    enquiry.allocation_reason = reason[:300]
    if enquiry.state == EnquiryState.TRIAGED:
        enquiry.state = EnquiryState.ALLOCATED
    enquiry.save(update_fields=["allocated_to", "allocated_at", "allocation_reason", "state"])
    start_contact(enquiry, worker, by)
    log(by=by, about=enquiry, facts={"worker": worker.public_id})
    return enquiry


def _tie_worker(worker: User, dossier: Dossier, by: Actor) -> None:
    tie(
        by=by,
        user=worker,
        dossier=dossier,
        relation=Relation.PREVENTION,
        title=WORKER_TITLE,
        from_on=clock.today(),
    )
    forget(worker)


def _is_worker(worker: User, enquiry: Enquiry) -> bool:
    roles = (RoleKey.PREVENTION_WORKER, RoleKey.PREVENTION_LEADER)
    return staff_with_role(*roles, unit=enquiry.dossier.unit).filter(pk=worker.pk).exists()


def _end_ties(enquiry: Enquiry, by: Actor) -> None:
    """End the ties of whoever had the family: only one has it at a time."""
    dossiers = [d for d in (enquiry.dossier, enquiry.course_dossier) if d is not None]
    for row in Tie.objects.filter(dossier__in=dossiers, title=WORKER_TITLE, to_on=None):
        untie(by=by, tie=row, on=clock.today())
        forget(row.user)


@action("enquiry.contact")
def register_first_contact(*, by: Actor, enquiry: Enquiry, at: datetime) -> Enquiry:
    """Note when the family was first spoken to; that stops the timer started by allocation."""
    hold(enquiry)
    if enquiry.allocated_at is None:
        raise Refused("enquiry.contact", "not_allocated")
    if enquiry.first_contact_at is not None:
        raise Refused("enquiry.contact", "already_contacted")
    if not enquiry.received_at <= at <= clock.now():
        raise Refused("enquiry.contact", "contact_at_impossible")
    enquiry.first_contact_at, enquiry.state = at, EnquiryState.CONTACTED
    enquiry.save(update_fields=["first_contact_at", "state"])
    stop_contact(enquiry, at, by)
    log(by=by, about=enquiry)
    return enquiry


@action("enquiry.register_family")
def register_family(
    *, by: Actor, enquiry: Enquiry, name: str, members: Sequence[MemberGiven]
) -> Enquiry:
    """Put the family of an accepted enquiry in the prevention register, and there only."""
    hold(enquiry)
    if enquiry.triage_outcome != TriageOutcome.ACCEPT or enquiry.state == EnquiryState.CLOSED:
        raise Refused("enquiry.register_family", "not_accepted")
    if enquiry.family_id is not None:
        raise Refused("enquiry.register_family", "already_registered")
    if not members:
        raise Refused("enquiry.register_family", "no_member")
    enquiry.course_dossier = _course_dossier(enquiry, by)
    persons = [_register(member, enquiry, by) for member in members]
    enquiry.family = create_family(by=by, register=Register.PREVENTION, name=name, members=persons)
    enquiry.save(update_fields=["family", "course_dossier"])
    log(by=by, about=enquiry, facts={"family": enquiry.family.public_id})
    return enquiry


def _course_dossier(enquiry: Enquiry, by: Actor) -> Dossier:
    """Open the dossier that the course will hang on; whoever has the family works in it."""
    dossier = open_dossier(
        by=by,
        kind=DossierKind.PREVENTION,
        register=Register.PREVENTION,
        unit=enquiry.dossier.unit,
    )
    if enquiry.allocated_to is not None:
        _tie_worker(enquiry.allocated_to, dossier, by)
    return dossier


def _register(member: MemberGiven, enquiry: Enquiry, by: Actor) -> Person:
    """Put one member in the register, party to the enquiry and to the course to come."""
    person = register_person(
        by=by,
        register=Register.PREVENTION,
        given_name=member.given_name,
        family_name=member.family_name,
        born_on=member.born_on,
    )
    for dossier in (enquiry.dossier, enquiry.course_dossier):
        if dossier is not None:
            add_party(
                by=by, person=person, dossier=dossier, role=member.role, from_on=clock.today()
            )
    return person


@action("enquiry.mark_started")
def mark_started(*, by: Actor, enquiry: Enquiry, course_id: int) -> Enquiry:
    """Note the course an enquiry became; called by the one that starts the course."""
    hold(enquiry)
    if enquiry.family_id is None:
        raise Refused("enquiry.mark_started", "family_not_registered")
    if enquiry.course_id is not None:
        raise Refused("enquiry.mark_started", "already_started")
    enquiry.course_id, enquiry.started_at = course_id, clock.now()
    enquiry.state = EnquiryState.STARTED
    enquiry.save(update_fields=["course_id", "started_at", "state"])
    lift_clocks(enquiry, STARTED_UNWRITTEN, by)
    log(by=by, about=enquiry, facts={"course": course_id})
    return enquiry


@action("enquiry.stop")
def stop_enquiry(*, by: Actor, enquiry: Enquiry) -> Enquiry:
    """Close an enquiry because the family wants no more; no reason is asked of them."""
    hold(enquiry)
    if enquiry.closed_at is not None or enquiry.state == EnquiryState.STARTED:
        raise Refused("enquiry.stop", "already_closed")
    if enquiry.danger_read_at is None:
        raise Refused("enquiry.stop", "danger_not_read")
    enquiry.state, enquiry.closed_at = EnquiryState.CLOSED, clock.now()
    enquiry.save(update_fields=["state", "closed_at"])
    lift_clocks(enquiry, FAMILY_STOPPED, by)
    _end_ties(enquiry, by)
    close_dossier(by=by, dossier=enquiry.dossier)
    log(by=by, about=enquiry)
    return enquiry
