"""A notification written down wrongly: when it was received, and whom the concern came from."""

from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.corrections import TEXT_MAX, Corrected, reason_words
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.intake import ConcernSource, is_plausible_receipt
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log, save_version
from hjemmebane.records.agenda.actions import Why, correct_event, keep_correction
from hjemmebane.records.agenda.actions.guards import require_at_work
from hjemmebane.records.intake.models import Notification, NotifiedChild

NAME = "notification.correct"


@action(NAME)
def correct_notification(
    *,
    by: Actor,
    notification: Notification,
    version: int,
    received_at: datetime,
    concern_source: ConcernSource,
    why: Why,
) -> Notification:
    """Correct when a notification came, or whom the concern came from; what it said stays readable.

    The clock of each child and of the receipt is reckoned again from the moment it came, with
    history: what is late then is seen as late. Raises Refused `nothing_corrected`,
    `received_at_impossible`, `received_after_answer`.
    """
    require_at_work(NAME, notification.dossier, by)
    hold(notification)
    was_at, was_from = notification.received_at, notification.concern_source
    if (received_at, concern_source) == (was_at, was_from):
        raise Refused(NAME, "nothing_corrected")
    if len(why.text) > TEXT_MAX:
        raise Refused(NAME, "too_long")
    _require_possible(notification, received_at)
    save_version(notification, version, received_at=received_at, concern_source=concern_source)
    if received_at != was_at:
        _clocks_anew(by, notification, received_at, why)
        _keep(by, notification, Corrected.RECEIVED_AT, was_at, received_at, why)
    if concern_source != was_from:
        _keep(by, notification, Corrected.CONCERN_SOURCE, was_from, concern_source, why)
    log(by=by, about=notification, reason=why.reason, facts={"was": was_at, "now": received_at})
    return notification


def _require_possible(notification: Notification, at: datetime) -> None:
    """Refuse a moment after it was written down, or after something was done with it."""
    latest = min(notification.registered_at, clock.now())
    if not is_plausible_receipt(at, latest):
        raise Refused(NAME, "received_at_impossible")
    children = NotifiedChild.objects.filter(notification=notification)
    done = [*children.values_list("assessed_at", flat=True), notification.receipt_sent_at]
    if any(moment is not None and moment < at for moment in done):
        raise Refused(NAME, "received_after_answer")


def _clocks_anew(by: Actor, notification: Notification, at: datetime, why: Why) -> None:
    children = NotifiedChild.objects.filter(notification=notification).order_by("pk")
    about = [
        ("notified_child", public_id) for public_id in children.values_list("public_id", flat=True)
    ]
    for one in (*about, ("notification", notification.public_id)):
        correct_event(
            by=by,
            dossier=notification.dossier,
            event=EventKind.NOTIFICATION_RECEIVED,
            about=one,
            at=at,
            reason=reason_words(why.reason, why.text),
        )


def _keep(
    by: Actor, notification: Notification, what: Corrected, was: object, became: object, why: Why
) -> None:
    words = [one.isoformat() if isinstance(one, datetime) else str(one) for one in (was, became)]
    keep_correction(
        by=by,
        dossier=notification.dossier,
        about=("notification", notification.public_id),
        what=what,
        was=words[0],
        became=words[1],
        why=why,
    )
