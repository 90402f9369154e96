"""Telling people of deadlines, once each, and noting that they have read it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.agenda.models import Obligation, Reminder
from hjemmebane.records.agenda.queries.telling import ToTell


@action("reminder.send")
def send_reminders(
    *, by: Actor, unit: Unit, to_tell: Sequence[ToTell], sent_at: datetime | None = None
) -> int:
    """Tell people of a unit's deadlines; what was met meanwhile, or told already, is left out."""
    ids = {one.obligation_id for one in to_tell}
    still = set(Obligation.objects.unsettled().filter(pk__in=ids).values_list("pk", flat=True))
    now = sent_at or clock.now()
    rows = [
        Reminder(
            obligation_id=one.obligation_id,
            about=one.telling.key,
            kind=one.telling.kind,
            receiver_id=one.telling.receiver,
            sent_at=now,
        )
        for one in to_tell
        if one.obligation_id in still
    ]
    Reminder.objects.bulk_create(rows, ignore_conflicts=True)
    log(by=by, about=unit, facts=dict(Counter(row.kind for row in rows)))
    return len(rows)


@action("reminder.read")
def read_reminders(*, by: User, reminders: Sequence[Reminder]) -> int:
    """Note that somebody has read what they were told. Raises Refused `nothing_chosen`."""
    if not reminders:
        raise Refused("reminder.read", "nothing_chosen")
    rows = Reminder.objects.filter(pk__in=[row.pk for row in reminders], receiver=by)
    number = rows.filter(read_at__isnull=True).update(read_at=clock.now())
    log(by=by, about=by, facts={"read": number})
    return number
