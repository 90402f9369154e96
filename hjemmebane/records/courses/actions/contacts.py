"""Plan contacts, write what happened, cancel and move; a held contact counts once."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.contacts import TWO, CancelReason, ContactState, TwoReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log, once, refuse_twin, save_version
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Goal
from hjemmebane.records.courses.actions.contact_rows import fill_note, invite, set_workers
from hjemmebane.records.courses.actions.filming import must_have_said_yes
from hjemmebane.records.courses.actions.notes import Appointment, Note
from hjemmebane.records.courses.actions.rules import (
    LONGEST_MINUTES,
    must_be_of_family,
    must_be_on_course,
    must_be_open,
    must_be_soon_enough,
    must_be_workers,
    must_have_happened,
)
from hjemmebane.records.courses.models import Contact, ContactAddendum, Course
from hjemmebane.records.courses.programmes import programme_of

FREE_CORRECTION = timedelta(hours=24)


@action("contact.plan")
def plan_contact(
    *,
    by: User,
    course: Course,
    appointment: Appointment,
    form_token: UUID | None = None,
    after: Contact | None = None,
) -> Contact:
    """Plan the next contact: place and invited are chosen each time (S4-SIH-06, -12).

    Where two come for their safety and no reason is said, it is the one of the contact `after`
    which this one comes. Raises Refused `two_needed` or `two_reason_missing`.
    """
    known = Contact.objects.filter(form_token=form_token).first() if form_token else None
    if known is not None:
        log(by=by, about=known)
        return known
    must_be_on_course("contact.plan", course, by)
    where = _where_and_when("contact.plan", course, appointment)
    where |= _safety("contact.plan", appointment, after)
    with once("contact.plan"):
        contact = Contact.objects.create(course=course, form_token=form_token, **where)
    set_workers(contact, must_be_workers("contact.plan", course, appointment.workers))
    invited = must_be_of_family("contact.plan", course, appointment.invited)
    invite(contact, invited, appointment.others)
    log(by=by, about=contact)
    return contact


@action("contact.write")
def write_contact(
    *,
    by: User,
    course: Course,
    note: Note,
    contact: Contact | None = None,
    version: int = 1,
    form_token: UUID | None = None,
) -> Contact:
    """Write down a contact that took place, planned before or not, and plan the next in one go."""
    name = "contact.write"
    known = Contact.objects.filter(form_token=form_token).first() if form_token else None
    if known is not None:
        log(by=by, about=known)
        return known
    must_be_on_course(name, course, by)
    where = _where_and_when(name, course, note)
    must_have_happened(name, note.starts_at)
    _check_methods(course, note)
    must_have_said_yes(name, course, note, by)
    held = {
        **where,
        "state": ContactState.HELD,
        "is_formal": note.is_formal,
        "note": note.text,
        "agreed_next": note.agreed_next,
        "written_at": clock.now(),
        "written_by": by,
    }
    if contact is None:
        with once(name):
            contact = Contact.objects.create(course=course, form_token=form_token, **held)
    else:
        _must_be_planned(name, contact)
        save_version(contact, version, **held)
    set_workers(contact, must_be_workers(name, course, note.workers))
    persons = must_be_of_family(name, course, [*note.there, *note.about])
    fill_note(contact, note, set(persons), by)
    log(by=by, about=contact, facts={"course": course.public_id, "formal": note.is_formal})
    if note.next is not None:
        plan_contact(by=by, course=course, appointment=note.next, after=contact)
    return contact


@action("contact.edit_note")
def edit_note(*, by: User, contact: Contact, version: int, text: str, agreed_next: str) -> Contact:
    """Correct one's own note within its first day; later an addendum is the way."""
    if contact.written_by_id != by.pk:
        raise Refused("contact.edit_note", "not_your_note")
    if contact.written_at is None or clock.now() - contact.written_at > FREE_CORRECTION:
        raise Refused("contact.edit_note", "too_late_to_edit")
    save_version(contact, version, note=text, agreed_next=agreed_next)
    log(by=by, about=contact)
    return contact


@action("contact.add_addendum")
def add_addendum(*, by: User, contact: Contact, text: str) -> ContactAddendum:
    """Add to a note; what was written stays."""
    must_be_on_course("contact.add_addendum", contact.course, by)
    if contact.state != ContactState.HELD or not text.strip():
        raise Refused("contact.add_addendum", "nothing_to_add")
    hold(contact)
    refuse_twin("contact.add_addendum", contact.addenda.filter(text=text, written_by=by))
    addendum = ContactAddendum.objects.create(
        contact=contact, text=text, written_at=clock.now(), written_by=by
    )
    log(by=by, about=contact)
    return addendum


@action("contact.cancel")
def cancel_contact(
    *, by: User, contact: Contact, version: int, reason: CancelReason, text: str = ""
) -> Contact:
    """Cancel a planned contact with a reason; it does not count."""
    must_be_on_course("contact.cancel", contact.course, by)
    _must_be_planned("contact.cancel", contact)
    save_version(
        contact, version, state=ContactState.CANCELLED, cancel_reason=reason, cancel_text=text
    )
    log(by=by, about=contact, reason=reason)
    return contact


@action("contact.nobody_home")
def nobody_home(*, by: User, contact: Contact, version: int, text: str = "") -> Contact:
    """Note that nobody was home; it does not count, and it says nothing of why."""
    must_be_on_course("contact.nobody_home", contact.course, by)
    _must_be_planned("contact.nobody_home", contact)
    must_have_happened("contact.nobody_home", contact.starts_at)
    save_version(contact, version, state=ContactState.NOBODY_HOME, cancel_text=text)
    log(by=by, about=contact)
    return contact


@action("contact.move")
def move_contact(*, by: User, contact: Contact, version: int, appointment: Appointment) -> Contact:
    """Move a planned contact: the old one stays as moved, the new one is planned."""
    _must_be_planned("contact.move", contact)
    new = plan_contact(by=by, course=contact.course, appointment=appointment, after=contact)
    save_version(contact, version, state=ContactState.MOVED, moved_to=new)
    log(by=by, about=contact, facts={"to": new.public_id})
    return new


def _where_and_when(name: str, course: Course, place: Appointment | Note) -> dict[str, Any]:
    """Return the columns that say when and where; refuse what cannot be."""
    must_be_open(name, course)
    must_be_soon_enough(name, place.starts_at, course)
    if not 1 <= place.minutes <= LONGEST_MINUTES:
        raise Refused(name, "bad_length")
    if place.setting not in {setting.key for setting in programme_of(course).settings}:
        raise Refused(name, "unknown_setting")
    home = course.family.households.filter(public_id=place.home).first() if place.home else None
    if place.home and home is None:
        raise Refused(name, "not_of_family")
    return {
        "starts_at": place.starts_at,
        "minutes": place.minutes,
        "setting": place.setting,
        "household": home,
        "place": place.place,
    }


def _safety(name: str, planned: Appointment, after: Contact | None) -> dict[str, Any]:
    """Return the columns that say that two come, and why; refuse one who would come alone."""
    if planned.two is None:
        return {}
    if len(set(planned.workers)) < TWO:
        raise Refused(name, "two_needed")
    reason, text = planned.two.reason, planned.two.text
    if reason is None and after is not None and after.needs_two:
        reason, text = TwoReason(after.two_reason), after.two_text
    if reason is None:
        raise Refused(name, "two_reason_missing")
    return {"needs_two": True, "two_reason": reason, "two_text": text}


def _check_methods(course: Course, note: Note) -> None:
    known = {method.key for method in programme_of(course).methods}
    if set(note.methods) - known:
        raise Refused("contact.write", "unknown_method")
    known_goals = Goal.objects.filter(pk__in=note.goals, dossier=course.dossier_id)
    if known_goals.count() != len(note.goals):
        raise Refused("contact.write", "not_of_family")


def _must_be_planned(name: str, contact: Contact) -> None:
    if contact.state != ContactState.PLANNED:
        raise Refused(name, "not_planned")
