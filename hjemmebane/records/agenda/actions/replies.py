"""Answering an invitation to a meeting: by oneself, or written down by a worker who was told."""

from datetime import datetime, timedelta

from hjemmebane import clock
from hjemmebane.domain.access import UserKind
from hjemmebane.domain.agenda import MeetingReply, MeetingState
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions.guards import require_at_work
from hjemmebane.records.agenda.models import Meeting, MeetingPerson
from hjemmebane.records.people.models import Person

NAME = "meeting.reply"
FURTHEST = timedelta(days=366)


@action(NAME)
def reply_to_meeting(
    *,
    by: User,
    meeting: Meeting,
    person: Person,
    reply: MeetingReply,
    proposed_at: datetime | None = None,
) -> MeetingPerson:
    """Keep what somebody asked to a meeting answers; a later answer takes the place of the first.

    Raises Refused `not_yours` for another's seat, `meeting_not_planned`, `meeting_begun`,
    `time_missing` and `date_out_of_reach` where another time is proposed.
    """
    now = clock.now()
    if by.kind == UserKind.FAMILY:
        if by.person_id != person.pk:
            raise Refused(NAME, "not_yours")
    else:
        require_at_work(NAME, meeting.dossier, by)
    if meeting.state != MeetingState.PLANNED:
        raise Refused(NAME, "meeting_not_planned")
    if meeting.starts_at <= now:
        raise Refused(NAME, "meeting_begun")
    seat = MeetingPerson.objects.filter(meeting=meeting, person=person).first()
    if seat is None:
        raise Refused(NAME, "not_yours")
    seat.proposed_at = _proposed(reply, proposed_at, now)
    seat.reply, seat.replied_at, seat.replied_by = reply, now, by
    seat.save(update_fields=["reply", "replied_at", "replied_by", "proposed_at"])
    log(by=by, about=meeting, facts={"person": person.public_id, "reply": reply})
    return seat


def _proposed(reply: MeetingReply, at: datetime | None, now: datetime) -> datetime | None:
    if reply is not MeetingReply.OTHER_TIME:
        return None
    if at is None:
        raise Refused(NAME, "time_missing")
    if not now < at <= now + FURTHEST:
        raise Refused(NAME, "date_out_of_reach")
    return at
