"""What a partner sees of what they sent themselves: their own words and the receipt."""

from dataclasses import dataclass
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.intake import EnquiryState
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access import lookups
from hjemmebane.records.access.models import User
from hjemmebane.records.intake.models import Enquiry, Notification


@dataclass(frozen=True, slots=True)
class OwnEnquiry:
    """A partner's own enquiry, and whether it has been taken up."""

    public_id: str
    children: tuple[str, ...]
    received_at: datetime
    text: str
    is_read: bool
    is_taken_up: bool


@dataclass(frozen=True, slots=True)
class OwnNotification:
    """A partner's own notification and its receipt; never what the authority found."""

    public_id: str
    children: tuple[str, ...]
    received_at: datetime
    text: str
    reasons: tuple[str, ...]
    receipt_sent_at: datetime | None


def own_enquiries(user: User) -> tuple[OwnEnquiry, ...]:
    """Return the enquiries a partner has sent, newest first."""
    rows = Enquiry.objects.visible_to(user).filter(received_by=user)
    return tuple(
        _enquiry(row) for row in rows.prefetch_related("children").order_by("-received_at", "-pk")
    )


def own_enquiry(public_id: object, user: User) -> OwnEnquiry:
    """Return one of a partner's own enquiries; raise NotVisible otherwise."""
    rows = Enquiry.objects.visible_to(user).filter(received_by=user, public_id=str(public_id))
    found = rows.prefetch_related("children").first()
    if found is None:
        raise NotVisible("enquiry", public_id)
    return _enquiry(found)


def _enquiry(row: Enquiry) -> OwnEnquiry:
    return OwnEnquiry(
        public_id=str(row.public_id),
        children=tuple(child.name for child in row.children.all()),
        received_at=row.received_at.astimezone(clock.ZONE),
        text=row.text,
        is_read=row.danger_read_at is not None,
        is_taken_up=row.state not in (EnquiryState.NEW, EnquiryState.READ),
    )


def own_notifications(user: User) -> tuple[OwnNotification, ...]:
    """Return the notifications a partner has sent, newest first."""
    rows = Notification.objects.visible_to(user).filter(reporter=user)
    found = list(rows.prefetch_related("children", "reasons").order_by("-received_at", "-pk"))
    return tuple(_notification(row) for row in found)


def own_notification(public_id: object, user: User) -> OwnNotification:
    """Return one of a partner's own notifications; raise NotVisible otherwise."""
    rows = Notification.objects.visible_to(user).filter(reporter=user, public_id=str(public_id))
    found = rows.prefetch_related("children", "reasons").first()
    if found is None:
        raise NotVisible("notification", public_id)
    return _notification(found)


def _notification(row: Notification) -> OwnNotification:
    # The partner's own words name the child, so showing them is a look at the child.
    lookups.show(child.person_id for child in row.children.all() if child.person_id)
    return OwnNotification(
        public_id=str(row.public_id),
        children=tuple(child.name_given for child in row.children.all()),
        received_at=row.received_at.astimezone(clock.ZONE),
        text=row.text,
        reasons=tuple(reason.key for reason in row.reasons.all()),
        receipt_sent_at=row.receipt_sent_at,
    )
