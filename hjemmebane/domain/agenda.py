"""Meetings and tasks: what they can be, and when a meeting may do without the family."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.prose_dates import clock_time, listed, short


class MeetingKind(StrEnum):
    """What a meeting is for."""

    START = "start"
    NETWORK = "network"
    FOLLOW_UP = "follow_up"
    PHASE_FOLLOW_UP = "phase_follow_up"
    STATUS = "status"
    CHILD_TALK = "child_talk"
    TEAM = "team"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the kind in Danish."""
        return MEETING_LABELS[self]


MEETING_LABELS = {
    MeetingKind.START: "Opstartsmøde",
    MeetingKind.NETWORK: "Netværksmøde",
    MeetingKind.FOLLOW_UP: "Opfølgningsmøde",
    MeetingKind.PHASE_FOLLOW_UP: "Møde sidst i fasen",
    MeetingKind.STATUS: "Statusmøde",
    MeetingKind.CHILD_TALK: "Samtale med barnet",
    MeetingKind.TEAM: "Teammøde",
    MeetingKind.OTHER: "Møde",
}


class MeetingState(StrEnum):
    """Where a meeting stands."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """Return the state in Danish."""
        return {"planned": "aftalt", "held": "holdt", "cancelled": "aflyst"}[self.value]


class MeetingReply(StrEnum):
    """What somebody asked to a meeting answers."""

    YES = "yes"
    NO = "no"
    OTHER_TIME = "other_time"

    @property
    def label(self) -> str:
        """Return the answer in Danish."""
        return REPLY_LABELS[self]


REPLY_LABELS = {
    MeetingReply.YES: "Kommer",
    MeetingReply.NO: "Kommer ikke",
    MeetingReply.OTHER_TIME: "Foreslår en anden tid",
}


@dataclass(frozen=True, slots=True)
class SeatReply:
    """What one of the family has answered, if anything, and the time they would rather meet."""

    name: str
    reply: MeetingReply | None = None
    proposed_at: datetime | None = None


def replies_in_words(replies: Sequence[SeatReply]) -> str:
    """Return how the invitation stands: "1 af 2 har sagt ja, Frida mangler"; empty for nobody."""
    if not replies:
        return ""
    yes = [one for one in replies if one.reply is MeetingReply.YES]
    silent = [one.name for one in replies if one.reply is None]
    away = [one.name for one in replies if one.reply is MeetingReply.NO]
    parts = [f"{len(yes)} af {len(replies)} har sagt ja"]
    parts += [f"{listed(silent)} mangler"] if silent else []
    parts += [f"{listed(away)} kan ikke"] if away else []
    parts += [_proposal(one) for one in replies if one.reply is MeetingReply.OTHER_TIME]
    return ", ".join(parts)


def _proposal(reply: SeatReply) -> str:
    if reply.proposed_at is None:
        return f"{reply.name} vil hellere en anden tid"
    day = short(local_day(reply.proposed_at))
    return f"{reply.name} foreslår {day} kl. {clock_time(reply.proposed_at)}"


class AbsenceGround(StrEnum):
    """Why a meeting about a family may be held without it: a lawful exception, logged."""

    FAMILY_AGREED = "family_agreed"
    CHILD_IN_DANGER = "child_in_danger"
    ACUTE = "acute"
    FAMILY_STAYED_AWAY = "family_stayed_away"
    LAW = "law"

    @property
    def label(self) -> str:
        """Return the ground in Danish."""
        return ABSENCE_LABELS[self]


ABSENCE_LABELS = {
    AbsenceGround.FAMILY_AGREED: "Familien har sagt ja til, at vi mødes uden den",
    AbsenceGround.CHILD_IN_DANGER: "Det ville bringe barnet i fare",
    AbsenceGround.ACUTE: "Det haster, og familien kunne ikke nås",
    AbsenceGround.FAMILY_STAYED_AWAY: "Familien var inviteret, men kom ikke",
    AbsenceGround.LAW: "Loven giver adgang til at dele oplysninger uden samtykke",
}


class MeetingCancelReason(StrEnum):
    """Why a meeting was cancelled."""

    FAMILY_ILL = "family_ill"
    FAMILY_DECLINED = "family_declined"
    WORKER_ABSENT = "worker_absent"
    MOVED = "moved"
    NOT_NEEDED = "not_needed"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the reason in Danish."""
        return CANCEL_LABELS[self]


CANCEL_LABELS = {
    MeetingCancelReason.FAMILY_ILL: "Sygdom i familien",
    MeetingCancelReason.FAMILY_DECLINED: "Familien meldte fra",
    MeetingCancelReason.WORKER_ABSENT: "En medarbejder kunne ikke",
    MeetingCancelReason.MOVED: "Flyttet til en anden dag",
    MeetingCancelReason.NOT_NEEDED: "Der var ikke længere brug for mødet",
    MeetingCancelReason.OTHER: "Andet",
}


@dataclass(frozen=True, slots=True)
class Seat:
    """One who is asked to a meeting or was there: a person, a worker, or words for a stranger."""

    person_id: int | None = None
    user_id: int | None = None
    label: str = ""


def is_family_there(seats: Iterable[Seat], family_ids: Iterable[int]) -> bool:
    """Return whether at least one of those the meeting is about sits at the table."""
    family = frozenset(family_ids)
    return any(seat.person_id in family for seat in seats if seat.person_id is not None)
