"""That a family came to a group is a contact on its own course: once, whoever noted it."""

from hjemmebane import clock
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CancelReason, ContactState
from hjemmebane.domain.groups import GROUP_SETTING, MULTI_FAMILY_METHOD, GroupKind
from hjemmebane.records.access.acting import log, save_version
from hjemmebane.records.access.models import User
from hjemmebane.records.courses.models import (
    Contact,
    ContactMethod,
    ContactWorker,
    Course,
    GroupAttendance,
    GroupSession,
)
from hjemmebane.records.courses.programmes import programme_of

TAKEN_BACK = "Rettet: familien var der ikke"


def keep_contact(attendance: GroupAttendance, by: User) -> None:
    """Let the contact of an attendance follow what was noted; call with the place held.

    The family's own course tells that it was in the group, and nothing of who else came. A session
    outside the course's time makes no contact. Two of its workers who note the same session are
    two workers on one contact.
    """
    course, contact = attendance.place.course, attendance.contact
    if attendance.was_there and contact is None:
        if not _lies_in(course, attendance.session):
            return
        contact = _made(attendance, by)
    elif attendance.was_there and contact is not None:
        if contact.state != ContactState.HELD:
            save_version(
                contact, contact.version, state=ContactState.HELD, cancel_reason="", cancel_text=""
            )
    elif contact is not None and contact.state == ContactState.HELD:
        save_version(
            contact,
            contact.version,
            state=ContactState.CANCELLED,
            cancel_reason=CancelReason.OTHER,
            cancel_text=TAKEN_BACK,
        )
    if contact is None:
        return
    if attendance.was_there:
        ContactWorker.objects.get_or_create(contact=contact, user=by)
    log(by=by, about=contact, facts={"group": attendance.session.group.public_id})


def _lies_in(course: Course, session: GroupSession) -> bool:
    day = local_day(session.starts_at)
    return course.ended_on is None and course.started_on <= day


def _made(attendance: GroupAttendance, by: User) -> Contact:
    session, course = attendance.session, attendance.place.course
    contact = Contact.objects.create(
        course=course,
        state=ContactState.HELD,
        starts_at=session.starts_at,
        minutes=session.minutes,
        setting=GROUP_SETTING,
        place=session.group.title,
        written_at=clock.now(),
        written_by=by,
    )
    is_of_many = session.group.kind == GroupKind.MULTI_FAMILY
    if is_of_many and any(m.key == MULTI_FAMILY_METHOD for m in programme_of(course).methods):
        ContactMethod.objects.create(contact=contact, key=MULTI_FAMILY_METHOD)
    attendance.contact = contact
    attendance.save(update_fields=["contact"])
    return contact
