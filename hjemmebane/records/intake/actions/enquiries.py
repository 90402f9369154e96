"""Enquiries: received, read for danger the day they come, turned into notifications."""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, Relation, UnitKind, UserKind
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    DangerAnswer,
    EnquiryGiven,
    EnquirySource,
    EnquiryState,
    NotificationGiven,
    NotificationReasonKey,
    NotificationSource,
    are_plausible_children,
    code_fingerprint,
)
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, forget, hold, log, once
from hjemmebane.records.access.actions import open_dossier, tie
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.intake.actions.clocks import (
    hand_reading_on,
    start_reading,
    stop_reading,
    who_reads,
)
from hjemmebane.records.intake.actions.handover import hand_over
from hjemmebane.records.intake.models import DutyContact, Enquiry, EnquiryChild, Notification
from hjemmebane.records.intake.queries.duty import duty_contacts, sees_by_role, who_answers

CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LENGTH = 12
DUTY_TITLE = "vagtkontakt"


@dataclass(frozen=True)
class Received:
    """An enquiry as received; the code is said once, to an anonymous asker, and never kept."""

    enquiry: Enquiry
    answer_code: str = ""


@action("enquiry.receive")
def receive_enquiry(
    *,
    by: Actor,
    given: EnquiryGiven,
    partner_unit: Unit | None = None,
    form_token: uuid.UUID | None = None,
) -> Received:
    """Write down an enquiry; an anonymous one keeps nothing that points at a person."""
    _check(given, form_token)
    given = given.without_traces()
    code = _new_code() if given.is_anonymous else ""
    unit = unit_of_kind(UnitKind.PREVENTION)
    dossier = open_dossier(by=by, kind=DossierKind.ENQUIRY, register=Register.PREVENTION, unit=unit)
    with once("enquiry.receive", "already_sent"):
        enquiry = Enquiry.objects.create(
            form_token=form_token,
            dossier=dossier,
            source=given.source,
            concern_source=given.concern_source,
            is_anonymous=given.is_anonymous,
            partner_unit=partner_unit,
            received_by=by if isinstance(by, User) and not given.is_anonymous else None,
            contact_name=given.contact_name,
            contact_phone=given.contact_phone,
            contact_email=given.contact_email,
            text=given.text,
            own_motivation=given.own_motivation,
            problem=given.problem,
            family_agreed=given.has_family_agreed,
            danger_answer=given.danger_answer,
            received_at=clock.now(),
            answer_code_hash=code_fingerprint(code) if code else "",
        )
    EnquiryChild.objects.bulk_create(
        EnquiryChild(enquiry=enquiry, name=c.name, born_on=c.born_on, age=c.age)
        for c in given.children
    )
    _let_in(dossier, given, by)
    start_reading(enquiry, by)
    log(by=by, about=enquiry, facts={"danger": given.danger_answer, "source": given.source})
    return Received(enquiry, code)


def _check(given: EnquiryGiven, form_token: uuid.UUID | None) -> None:
    name = "enquiry.receive"
    if form_token and Enquiry.objects.filter(form_token=form_token).exists():
        raise Refused(name, "already_sent")
    if given.lacks_family:
        raise Refused(name, "family_not_with")
    if not are_plausible_children(given.children, clock.today()):
        raise Refused(name, "birthday_impossible")


def _new_code() -> str:
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _let_in(dossier: Dossier, given: EnquiryGiven, by: Actor) -> None:
    """Let those who answer today read it, and a partner follow their own enquiry."""
    today = clock.today()
    for user in _to_let_in(dossier.unit):
        _tie_reader(user, dossier, by)
    is_own = given.source is EnquirySource.PARTNER and not given.is_anonymous
    if is_own and isinstance(by, User) and by.kind == UserKind.PARTNER:
        tie(
            by=by,
            user=by,
            dossier=dossier,
            relation=Relation.PARTNER,
            title="henvender",
            from_on=today,
        )


def _to_let_in(unit: Unit) -> list[User]:
    """Return those who answer for the unit today and do not see everything in it as its leader."""
    on_duty = duty_contacts(unit, clock.today())
    return [one for one in who_answers(unit) if one in on_duty or not sees_by_role(one, unit)]


def _tie_reader(user: User, dossier: Dossier, by: Actor) -> None:
    """Let a duty contact read an enquiry, today and tomorrow."""
    today = clock.today()
    tie(
        by=by,
        user=user,
        dossier=dossier,
        relation=Relation.PREVENTION,
        title=DUTY_TITLE,
        from_on=today,
        to_on=today + timedelta(days=1),
    )
    forget(user)


@action("enquiry.hand_unread_on")
def hand_unread_on(*, by: Actor, unit: Unit) -> int:
    """Give what nobody has read yet to whoever answers for the unit today; return how many.

    Called when the duty changes hands, and each night: what lies unread never lies with nobody.
    """
    reader, let_in = who_reads(unit), _to_let_in(unit)
    rows = Enquiry.objects.filter(dossier__unit=unit, danger_read_at=None, closed_at=None)
    unread = list(rows.select_related("dossier").order_by("pk"))
    for enquiry in unread:
        for user in let_in:
            _tie_again(user, enquiry.dossier, by)
        if reader is not None:
            hand_reading_on(enquiry, reader, by)
    log(by=by, about=unit, facts={"unread": len(unread)})
    return len(unread)


def _tie_again(user: User, dossier: Dossier, by: Actor) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    lasts = Q(to_on__isnull=True) | Q(to_on__gte=tomorrow)
    if not dossier.ties.filter(lasts, user=user, relation=Relation.PREVENTION).exists():
        _tie_reader(user, dossier, by)


@action("duty_contact.set")
def set_duty_contact(*, by: Actor, unit: Unit, user: User, from_on: date) -> DutyContact:
    """Make a worker the unit's duty contact from a day on, in place of the one before."""
    running_rows = DutyContact.objects.filter(Q(to_on__isnull=True) | Q(to_on__gte=from_on))
    before = running_rows.filter(unit=unit)
    before.filter(from_on__gte=from_on).delete()
    before.update(to_on=from_on - timedelta(days=1))
    made = DutyContact.objects.create(unit=unit, user=user, from_on=from_on)
    hand_unread_on(by=by, unit=unit)
    log(by=by, about=made, facts={"unit": unit.key, "user": user.public_id})
    return made


@action("enquiry.read")
def read_for_danger(
    *, by: Actor, enquiry: Enquiry, is_danger_found: bool, note: str = ""
) -> Enquiry:
    """Note that a named person has read an enquiry for danger, and what they found."""
    if not isinstance(by, User):
        raise Refused("enquiry.read", "named_person_needed")
    hold(enquiry)
    if enquiry.danger_read_at is not None:
        raise Refused("enquiry.read", "already_read")
    enquiry.danger_read_at, enquiry.danger_read_by = clock.now(), by
    enquiry.is_danger_found, enquiry.danger_note = is_danger_found, note
    enquiry.state = EnquiryState.READ
    enquiry.save(
        update_fields=[
            "danger_read_at",
            "danger_read_by",
            "is_danger_found",
            "danger_note",
            "state",
        ]
    )
    stop_reading(enquiry, enquiry.danger_read_at, by)
    log(by=by, about=enquiry, facts={"danger_found": is_danger_found})
    return enquiry


@action("enquiry.notify")
def turn_into_notification(
    *,
    by: User,
    enquiry: Enquiry,
    children: Sequence[ChildGiven],
    reasons: Sequence[NotificationReasonKey],
    text: str,
    suspects_violence: bool = False,
) -> list[Notification]:
    """Turn an enquiry into one notification per child named; no consent is asked for this.

    Each is received at the moment of this act, and the passing on is logged on the duty to notify
    (barnets lov § 133).
    """
    hold(enquiry)
    if enquiry.danger_read_at is None:
        read_for_danger(by=by, enquiry=enquiry, is_danger_found=True)
    made = hand_over(
        by=by,
        enquiry=enquiry,
        children=children,
        given=NotificationGiven(
            source=NotificationSource.STAFF,
            concern_source=ConcernSource(enquiry.concern_source),
            reasons=tuple(reasons),
            text=text,
            children=(),
            danger_answer=DangerAnswer.YES,
            is_anonymous=enquiry.is_anonymous,
            suspects_violence=suspects_violence,
        ),
        ground=DisclosureGround.NOTIFICATION_DUTY,
    )
    log(by=by, about=enquiry, facts={"notifications": [str(n.public_id) for n in made]})
    return made
