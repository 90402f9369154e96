"""Receiving a notification: written down, its children named, its deadlines started."""

import uuid
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.access import DossierKind, Register, Relation, UnitKind, UserKind
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.intake import (
    NotificationGiven,
    are_plausible_children,
    is_plausible_receipt,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, once
from hjemmebane.records.access.actions import open_dossier, tie
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.agenda.actions import except_obligation, start_obligation
from hjemmebane.records.intake.models import (
    Enquiry,
    Notification,
    NotificationReason,
    NotifiedChild,
)

ASSESS_RULE = "U1"
RECEIPT_RULE = "U2"


@action("notification.receive")
def receive_notification(
    *,
    by: Actor,
    given: NotificationGiven,
    received_at: datetime | None = None,
    reporter_unit: Unit | None = None,
    from_enquiry: Enquiry | None = None,
    form_token: uuid.UUID | None = None,
) -> Notification:
    """Write down a notification and start its deadlines: 24 hours per child, receipt per notice."""
    now = clock.now()
    _check(given, received_at or now, now, form_token)
    given = given.without_traces()
    reporter = by if isinstance(by, User) and not given.is_anonymous else None
    with once("notification.receive", "already_sent"):
        notification = Notification.objects.create(
            form_token=form_token,
            dossier=open_dossier(
                by=by,
                kind=DossierKind.NOTIFICATION,
                register=Register.AUTHORITY,
                unit=unit_of_kind(UnitKind.RECEPTION),
            ),
            source=given.source,
            concern_source=given.concern_source,
            is_anonymous=given.is_anonymous,
            reporter_name=given.reporter_name,
            reporter_contact=given.reporter_contact,
            reporter_unit=reporter_unit,
            reporter=reporter,
            text=given.text,
            suspects_violence=given.hints_at_violence,
            danger_answer=given.danger_answer,
            received_at=received_at or now,
            registered_at=now,
            registered_by=by if isinstance(by, User) else None,
            from_enquiry=from_enquiry,
        )
    NotificationReason.objects.bulk_create(
        NotificationReason(notification=notification, key=key) for key in set(given.reasons)
    )
    _name_children(notification, given, by)
    _start_receipt(notification, by)
    _let_partner_follow(notification, by)
    log(by=by, about=notification, facts={"children": len(given.children)})
    return notification


def _check(
    given: NotificationGiven, received_at: datetime, now: datetime, form_token: uuid.UUID | None
) -> None:
    name = "notification.receive"
    if form_token and Notification.objects.filter(form_token=form_token).exists():
        raise Refused(name, "already_sent")
    if not given.children:
        raise Refused(name, "no_child_named")
    if not given.reasons:
        raise Refused(name, "no_reason_chosen")
    if not is_plausible_receipt(received_at, now):
        raise Refused(name, "received_at_impossible")
    if not are_plausible_children(given.children, now.date()):
        raise Refused(name, "birthday_impossible")


def _name_children(notification: Notification, given: NotificationGiven, by: Actor) -> None:
    """Name each child and start its own 24-hour clock (barnets lov § 136)."""
    for child in given.children:
        named = NotifiedChild.objects.create(
            notification=notification,
            name_given=child.name,
            born_on_given=child.born_on,
            age_given=child.age,
        )
        start_obligation(
            by=by,
            dossier=notification.dossier,
            rule_key=ASSESS_RULE,
            trigger_at=notification.received_at,
            about=("notified_child", named.public_id),
        )


def _start_receipt(notification: Notification, by: Actor) -> None:
    """Start the receipt's deadline; nobody can be written to when the notice is anonymous."""
    receipt = start_obligation(
        by=by,
        dossier=notification.dossier,
        rule_key=RECEIPT_RULE,
        trigger_at=notification.received_at,
        about=("notification", notification.public_id),
    )
    if notification.is_anonymous:
        except_obligation(
            by=by, obligation=receipt, exception=ExceptionKind.ANONYMOUS, reason="anonym"
        )


def _let_partner_follow(notification: Notification, by: Actor) -> None:
    """Let a partner see their own notification and its receipt, and nothing else of it."""
    if isinstance(by, User) and by.kind == UserKind.PARTNER and not notification.is_anonymous:
        tie(
            by=by,
            user=by,
            dossier=notification.dossier,
            relation=Relation.PARTNER,
            title="underretter",
            from_on=clock.today(),
        )
