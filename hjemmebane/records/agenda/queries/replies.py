"""How an invitation stands: who of the family has answered what."""

from collections.abc import Mapping

from hjemmebane.domain.agenda import MeetingReply, SeatReply, replies_in_words
from hjemmebane.records.agenda.models import Meeting, MeetingPerson
from hjemmebane.records.people.queries import PersonCard


def seat_reply(seat: MeetingPerson, card: PersonCard) -> SeatReply:
    """Return what one of the family has answered."""
    reply = MeetingReply(seat.reply) if seat.reply else None
    return SeatReply(str(card.given_name), reply, seat.proposed_at)


def replies_of(meeting: Meeting, cards: Mapping[int, PersonCard]) -> str:
    """Return in words who of those asked has said yes, and who has not answered."""
    seats = [seat for seat in meeting.persons.all() if seat.person_id in cards]
    return replies_in_words([seat_reply(seat, cards[seat.person_id or 0]) for seat in seats])
