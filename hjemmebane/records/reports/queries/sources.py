"""What a passage rests on, in words: a kind, a day, and never a name."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.contacts import CONTACT_STATE_WORDS, ContactState
from hjemmebane.domain.prose_dates import full
from hjemmebane.records.access.models import Tie
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.models import FollowUp, Goal
from hjemmebane.records.courses.models import Contact, Course, Extension
from hjemmebane.records.documents.models import Passage
from hjemmebane.records.feedback.models import FeedbackAct, Response


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One record behind a passage."""

    kind: str
    public_id: UUID
    words: str


def source_rows(passage: Passage) -> list[SourceRow]:
    """Return the records a passage, fetched by right, rests on, in the order of their kinds."""
    found: dict[str, list[UUID]] = {}
    for source in passage.sources.order_by("pk"):
        found.setdefault(source.record_kind, []).append(source.record_id)
    return [row for kind, ids in found.items() for row in _rows(kind, ids)]


def _rows(kind: str, ids: Iterable[UUID]) -> list[SourceRow]:
    wanted = list(ids)
    words = WORDS[kind](wanted) if kind in WORDS else {}
    return [SourceRow(kind, number, words.get(number, "En post, der er væk")) for number in wanted]


def _on(moment: datetime | date) -> str:
    day = local_day(moment)
    return f"den {full(day)}"


def _contacts(ids: list[UUID]) -> dict[UUID, str]:
    rows = Contact.objects.filter(public_id__in=ids)
    return {
        r.public_id: f"Kontakt {_on(r.starts_at)}, {CONTACT_STATE_WORDS[ContactState(r.state)]}"
        for r in rows
    }


def _meetings(ids: list[UUID]) -> dict[UUID, str]:
    rows = Meeting.objects.filter(public_id__in=ids)
    return {r.public_id: f"{MeetingKind(r.kind).label} {_on(r.starts_at)}" for r in rows}


WORDS: dict[str, Callable[[list[UUID]], dict[UUID, str]]] = {
    "contact": _contacts,
    "meeting": _meetings,
    "course": lambda ids: {
        r.public_id: f"Forløbet, begyndt {_on(r.started_on)}"
        for r in Course.objects.filter(public_id__in=ids)
    },
    "tie": lambda ids: {
        r.public_id: f"{r.title.capitalize()} på forløbet fra {_on(r.from_on)}"
        for r in Tie.objects.filter(public_id__in=ids)
    },
    "goal": lambda ids: {
        r.public_id: f"Mål aftalt {_on(r.agreed_on)}"
        for r in Goal.objects.filter(public_id__in=ids)
    },
    "response": lambda ids: {
        r.public_id: f"Svar givet {_on(r.answered_at)}"
        for r in Response.objects.filter(public_id__in=ids)
    },
    "feedback_act": lambda ids: {
        r.public_id: f"Ændring skrevet {_on(r.at)}"
        for r in FeedbackAct.objects.filter(public_id__in=ids)
    },
    "follow_up": lambda ids: {
        r.public_id: f"Formel opfølgning {_on(r.held_on)}"
        for r in FollowUp.objects.filter(public_id__in=ids)
    },
    "extension": lambda ids: {
        r.public_id: f"Forlængelse aftalt {_on(r.decided_at or r.asked_at)}"
        for r in Extension.objects.filter(public_id__in=ids)
    },
}
