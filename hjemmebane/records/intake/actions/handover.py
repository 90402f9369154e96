"""From prevention to the authority: one notification per child, and nothing more than is lawful."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.translation import gettext_noop as told

from hjemmebane import clock
from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.intake import ChildGiven, EnquiryState, NotificationGiven
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.intake.actions.clocks import lift_clocks
from hjemmebane.records.intake.actions.notifications import receive_notification
from hjemmebane.records.intake.models import Enquiry, Notification
from hjemmebane.records.people.actions import disclose
from hjemmebane.records.people.models import Consent

WHAT_IS_TOLD = told("barnets navn og alder, bekymringen og hvad den bygger på")
DUTY_REASON = "Underretningspligt, barnets lov § 133"
SENT_ON = "Henvendelsen er sendt videre til myndigheden"
OPEN_STATES = frozenset({EnquiryState.NEW, EnquiryState.READ, EnquiryState.TRIAGED})


def hand_over(
    *,
    by: User,
    enquiry: Enquiry,
    children: Sequence[ChildGiven],
    given: NotificationGiven,
    ground: DisclosureGround,
    consent: Consent | None = None,
) -> list[Notification]:
    """Make a notification of each child and log the passing on; call inside an action.

    What the family said of its own wish and problem stays behind: only `given.text` is carried.
    """
    if not children:
        raise Refused("enquiry.notify", "no_child_named")
    if enquiry.notifications.exists():
        raise Refused("enquiry.notify", "already_handed_over")
    made = [_one(by, enquiry, child, given, ground, consent) for child in children]
    enquiry.state = EnquiryState.FORWARDED
    enquiry.closed_at = clock.now()
    enquiry.save(update_fields=["state", "closed_at"])
    lift_clocks(enquiry, SENT_ON, by)
    return made


def _one(
    by: User,
    enquiry: Enquiry,
    child: ChildGiven,
    given: NotificationGiven,
    ground: DisclosureGround,
    consent: Consent | None,
) -> Notification:
    notification = receive_notification(
        by=by,
        given=replace(given, children=(child,)),
        reporter_unit=enquiry.dossier.unit,
        from_enquiry=enquiry,
    )
    disclose(
        by=by,
        ground=ground,
        dossier=enquiry.dossier,
        to_unit=unit_of_kind(UnitKind.RECEPTION),
        what=WHAT_IS_TOLD,
        consent=consent,
        reason=DUTY_REASON if ground is DisclosureGround.NOTIFICATION_DUTY else "",
    )
    return notification
