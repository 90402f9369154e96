"""The mirror question of the weekly table: is the child known to the authority?"""

from django.utils.translation import gettext_noop as told

from hjemmebane.domain.access import UnitKind
from hjemmebane.domain.intake import CrossingGround
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import unit_of_kind, units_of
from hjemmebane.records.intake.actions.consents import family_consent
from hjemmebane.records.intake.actions.known import NO, YES
from hjemmebane.records.intake.models import EnquiryChild
from hjemmebane.records.people.actions import answer_disclosure, disclose

QUESTION = told("Kendt i myndigheden? Barnets navn og fødselsdag")
WHY = {
    CrossingGround.CONSENT: "",
    CrossingGround.DANGER: "Vurdering af, om der skal underrettes, barnets lov § 133",
}
GROUNDS = {
    CrossingGround.CONSENT: DisclosureGround.CONSENT,
    CrossingGround.DANGER: DisclosureGround.DANGER_ASSESSMENT,
}


@action("enquiry_child.ask_if_known")
def ask_authority(*, by: User, child: EnquiryChild, ground: CrossingGround) -> EnquiryChild:
    """Put the one question to the reception unit on a stated ground; the family is told.

    The child's name and birthday are what is told, never the enquiry.
    """
    name = "enquiry_child.ask_if_known"
    hold(child)
    enquiry = child.enquiry
    if enquiry.is_anonymous or not child.name:
        raise Refused(name, "nobody_to_ask_about")
    if child.known_question_id is not None:
        raise Refused(name, "question_already_asked")
    if enquiry.closed_at is not None:
        raise Refused(name, "already_closed")
    if ground not in GROUNDS:
        raise Refused(name, "no_ground")
    is_by_consent = ground is CrossingGround.CONSENT
    child.known_question = disclose(
        by=by,
        ground=GROUNDS[ground],
        dossier=enquiry.dossier,
        to_unit=unit_of_kind(UnitKind.RECEPTION),
        what=QUESTION,
        consent=family_consent(enquiry, QUESTION, by) if is_by_consent else None,
        reason=WHY[ground],
        is_told_to_family=True,
    )
    child.save(update_fields=["known_question"])
    log(by=by, about=child, reason=ground)
    return child


@action("enquiry_child.answer_if_known")
def answer_for_authority(*, by: User, child: EnquiryChild, is_known: bool) -> EnquiryChild:
    """Answer yes or no for the reception unit, and nothing more."""
    name = "enquiry_child.answer_if_known"
    hold(child)
    question = child.known_question
    if question is None:
        raise Refused(name, "not_asked")
    if question.to_unit not in units_of(by):
        raise Refused(name, "only_reception")
    if question.answered_at is not None:
        raise Refused(name, "already_answered")
    answer_disclosure(by=by, disclosure=question, answer=YES if is_known else NO)
    log(by=by, about=child, facts={"known": is_known})
    return child
