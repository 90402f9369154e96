"""The children of an enquiry, and the one question about each to the authority."""

from dataclasses import dataclass
from datetime import datetime

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.intake.models import EnquiryChild
from hjemmebane.records.people.reach import reach_of


@dataclass(frozen=True, slots=True)
class KnownChild:
    """Whether the authority was asked about a child, and its yes or no."""

    public_id: str
    name: str
    asked_at: datetime | None
    answer: str
    answered_at: datetime | None


def get_enquiry_child(public_id: object, user: User) -> EnquiryChild:
    """Return a child of an enquiry the user reads in full; raise NotVisible otherwise."""
    reach = reach_of(user)
    near = reach.q("enquiry__dossier", Aspect.PREVENTION_COURSE, Level.YES)
    rows = EnquiryChild.objects.filter(near, public_id=str(public_id))
    found = rows.select_related("enquiry__dossier").first()
    if found is None:
        raise NotVisible("enquiry_child", public_id)
    return found


def known_child(child: EnquiryChild) -> KnownChild:
    """Return what is known of the question about a child."""
    question = child.known_question
    return KnownChild(
        str(child.public_id),
        child.name,
        question.at.astimezone(clock.ZONE) if question else None,
        question.answer if question else "",
        question.answered_at.astimezone(clock.ZONE) if question and question.answered_at else None,
    )
