"""The one question between the registers, as the unit's duty contact sees it."""

from dataclasses import dataclass
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.intake.models import NotifiedChild, NotifiedChildQuerySet
from hjemmebane.records.intake.queries.duty import is_duty_contact
from hjemmebane.records.people.queries import PersonCard, cards_by_id


@dataclass(frozen=True, slots=True)
class KnownQuestionRow:
    """A question to be answered yes or no: which child, asked when."""

    public_id: str
    card: PersonCard
    asked_at: datetime


def _asked_of(user: User) -> NotifiedChildQuerySet:
    """Return the children whose question waits for an answer that is this user's to give."""
    units = [unit for unit in units_of(user) if is_duty_contact(user, unit)]
    return NotifiedChild.objects.filter(
        known_question__to_unit__in=units, known_question__answered_at=None
    )


def known_questions(user: User) -> tuple[KnownQuestionRow, ...]:
    """Return the questions that wait for this duty contact; the child leaves as a card."""
    found = list(
        _asked_of(user).select_related("known_question").order_by("known_question__at", "pk")
    )
    cards = cards_by_id([c.person_id for c in found if c.person_id], user, "kendt-spørgsmål")
    return tuple(
        KnownQuestionRow(
            str(child.public_id),
            cards[child.person_id],
            child.known_question.at.astimezone(clock.ZONE),
        )
        for child in found
        if child.person_id and child.known_question
    )


def get_asked_child(public_id: object, user: User) -> NotifiedChild:
    """Return a child whose question is this user's to answer; raise NotVisible otherwise."""
    rows = _asked_of(user).select_related("known_question__to_unit", "person")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("known_question", public_id)
    return found
