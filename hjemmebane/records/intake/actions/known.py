"""The one question between the registers: is the child known to prevention?"""

from django.utils.translation import gettext_noop as told

from hjemmebane.domain.access import Register, UnitKind
from hjemmebane.domain.intake import NotToldReason
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.intake.models import NotifiedChild
from hjemmebane.records.intake.queries.duty import is_duty_contact
from hjemmebane.records.people.actions import answer_disclosure, disclose, link_known_as
from hjemmebane.records.people.models import Person

QUESTION = told("Kendt i Tidlig Forebyggelse?")
WHY = "Vurdering af fare inden 24 timer, barnets lov § 136"
YES, NO = "yes", "no"


@action("notified_child.ask_if_known")
def ask_if_known(
    *, by: User, notified_child: NotifiedChild, not_told: NotToldReason | None = None
) -> NotifiedChild:
    """Put the one question to prevention's duty contact; the child's name is what is told."""
    name = "notified_child.ask_if_known"
    hold(notified_child)
    if notified_child.person is None:
        raise Refused(name, "child_not_identified")
    if notified_child.known_question_id is not None:
        raise Refused(name, "question_already_asked")
    if notified_child.assessed_at is not None:
        raise Refused(name, "already_assessed")
    notified_child.known_question = disclose(
        by=by,
        ground=DisclosureGround.DANGER_ASSESSMENT,
        dossier=notified_child.notification.dossier,
        to_unit=unit_of_kind(UnitKind.PREVENTION),
        what=QUESTION,
        person=notified_child.person,
        reason=WHY,
        is_told_to_family=not_told is None,
    )
    notified_child.not_told_reason = not_told or ""
    notified_child.save(update_fields=["known_question", "not_told_reason"])
    log(by=by, about=notified_child)
    return notified_child


@action("known_question.answer")
def answer_if_known(
    *, by: User, notified_child: NotifiedChild, is_known: bool, known_person: Person | None = None
) -> NotifiedChild:
    """Answer yes or no for the unit; only its duty contact may. A match links the two persons."""
    name = "known_question.answer"
    hold(notified_child)
    question = notified_child.known_question
    if question is None or notified_child.person is None:
        raise Refused(name, "not_asked")
    if not is_duty_contact(by, question.to_unit):
        raise Refused(name, "only_duty_contact")
    if question.answered_at is not None:
        raise Refused(name, "already_answered")
    answer_disclosure(by=by, disclosure=question, answer=YES if is_known else NO)
    if is_known and known_person is not None:
        if known_person.register != Register.PREVENTION:
            raise Refused(name, "other_register")
        link_known_as(
            by=by,
            authority=notified_child.person,
            prevention=known_person,
            ground=DisclosureGround.DANGER_ASSESSMENT,
        )
    log(by=by, about=notified_child, facts={"known": is_known})
    return notified_child
