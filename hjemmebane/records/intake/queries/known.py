"""The one question between the registers, as the unit's duty contact sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from hjemmebane import clock
from hjemmebane.domain.access import Register, RoleKey
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.acting import roles_of
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import units_of
from hjemmebane.records.intake.models import EnquiryChild, NotifiedChild, NotifiedChildQuerySet
from hjemmebane.records.intake.queries.duty import is_duty_contact
from hjemmebane.records.people.models import NameToken, Person
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


CANDIDATES_MAX = 10


def _matches(child: NotifiedChild) -> QuerySet[Person]:
    """Return who in prevention may be the child: the same birthday, and a name in common."""
    asked = child.person
    if asked is None or asked.born_on is None:
        return Person.objects.none()
    shared = NameToken.objects.filter(person=asked).values("token")
    return Person.objects.filter(
        register=Register.PREVENTION, born_on=asked.born_on, tokens__token__in=shared
    ).distinct()


def known_candidates(child: NotifiedChild, user: User) -> tuple[PersonCard, ...]:
    """Return those in prevention's own register whom the duty contact may mean by yes.

    Call with a child got by `get_asked_child`; the asking unit sees none of them.
    """
    found = list(_matches(child).order_by("sort_key", "pk")[:CANDIDATES_MAX])
    return tuple(cards_by_id([person.pk for person in found], user, "kendt-spørgsmål").values())


def get_known_candidate(child: NotifiedChild, public_id: str) -> Person:
    """Return the one picked, of those who may be the child; raise NotVisible otherwise."""
    found = _matches(child).filter(public_id=public_id).first()
    if found is None:
        raise NotVisible("person", public_id)
    return found


@dataclass(frozen=True, slots=True)
class MirrorQuestionRow:
    """A child prevention asks about: its name and birthday as given, and nothing else."""

    public_id: str
    name: str
    born_on: date | None
    age: int | None
    asked_at: datetime


def _mirrored_to(user: User) -> QuerySet[EnquiryChild]:
    """Return the children whose mirror question waits for this user's unit."""
    if RoleKey.RECEPTION not in roles_of(user):
        return EnquiryChild.objects.none()
    return EnquiryChild.objects.filter(
        known_question__to_unit__in=units_of(user), known_question__answered_at=None
    ).select_related("known_question__to_unit")


def mirror_questions(user: User) -> tuple[MirrorQuestionRow, ...]:
    """Return the questions from prevention that wait for the reception unit."""
    rows = _mirrored_to(user).order_by("known_question__at", "pk")
    return tuple(_mirror_row(child) for child in rows)


def mirror_question(public_id: object, user: User) -> tuple[EnquiryChild, MirrorQuestionRow]:
    """Return one question from prevention; raise NotVisible where it is not the user's."""
    child = _mirrored_to(user).filter(public_id=str(public_id)).first()
    if child is None:
        raise NotVisible("mirror_question", public_id)
    return child, _mirror_row(child)


def _mirror_row(child: EnquiryChild) -> MirrorQuestionRow:
    asked_at = child.known_question.at if child.known_question else clock.now()
    return MirrorQuestionRow(
        str(child.public_id), child.name, child.born_on, child.age, asked_at.astimezone(clock.ZONE)
    )
