"""From the reception unit to prevention, where it fits and the problem is delimited (S2-AAB-11)."""

from django.utils.translation import gettext_noop as told

from hjemmebane import clock
from hjemmebane.domain.access import Register, UnitKind
from hjemmebane.domain.intake import (
    ChildGiven,
    ConcernSource,
    CrossingGround,
    DangerAnswer,
    EnquiryGiven,
    EnquirySource,
    ReferralGiven,
)
from hjemmebane.domain.people import ConsentHow, DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.access.queries import unit_of_kind
from hjemmebane.records.intake.actions.consents import CONSENT_LASTS, named_person
from hjemmebane.records.intake.actions.enquiries import receive_enquiry
from hjemmebane.records.intake.models import NotifiedChild
from hjemmebane.records.people.actions import disclose, give_consent
from hjemmebane.records.people.models import Consent, Person

NAME = "notified_child.refer"
WHAT_IS_TOLD = told("barnets navn og fødselsdag, det afgrænsede problem og hvem der kan ringes til")
GROUNDS = {
    CrossingGround.CONSENT: DisclosureGround.CONSENT,
    CrossingGround.LAW: DisclosureGround.LAW,
}


@action(NAME)
def refer_to_prevention(
    *, by: User, notified_child: NotifiedChild, given: ReferralGiven, giver: Person | None = None
) -> NotifiedChild:
    """Refer a notified child's family to prevention, by consent or on a stated ground.

    What is written for prevention crosses, and nothing of the notification or its assessment.
    Raises Refused `assess_first`, `child_in_danger`, `already_referred`, `problem_missing`,
    `no_ground`, `child_not_identified`.
    """
    hold(notified_child)
    _require_fit(notified_child, given)
    child, prevention = notified_child.person, unit_of_kind(UnitKind.PREVENTION)
    if child is None:
        raise Refused(NAME, "child_not_identified")
    is_by_consent = given.ground is CrossingGround.CONSENT
    consent = _consent(by, notified_child, child, given, giver, prevention)
    notified_child.referral = disclose(
        by=by,
        ground=GROUNDS[given.ground],
        dossier=notified_child.notification.dossier,
        to_unit=prevention,
        what=WHAT_IS_TOLD,
        person=child,
        consent=consent,
        reason="" if is_by_consent else given.reason,
    )
    notified_child.acted_at = notified_child.acted_at or clock.now()
    notified_child.save(update_fields=["referral", "acted_at"])
    name = f"{child.given_name} {child.family_name}".strip()
    _receive(by, given, ChildGiven(name, child.born_on, notified_child.age_given))
    log(by=by, about=notified_child, reason=given.ground)
    return notified_child


@action("referral.pass_on")
def refer_self_referral(*, by: User, child: ChildGiven, given: ReferralGiven) -> None:
    """Pass on a family that turned to the reception unit itself and asks for this help.

    Nothing is kept at the authority: the family's own words go where the family wants them.
    """
    _require_problem("referral.pass_on", given)
    if given.ground is not CrossingGround.CONSENT:
        raise Refused("referral.pass_on", "no_ground")
    unit = unit_of_kind(UnitKind.RECEPTION)
    _receive(by, given, child)
    log(by=by, about=unit)


def _require_fit(notified_child: NotifiedChild, given: ReferralGiven) -> None:
    if notified_child.assessed_at is None:
        raise Refused(NAME, "assess_first")
    if notified_child.is_in_danger:
        raise Refused(NAME, "child_in_danger")
    if notified_child.referral_id is not None:
        raise Refused(NAME, "already_referred")
    if given.ground not in GROUNDS:
        raise Refused(NAME, "no_ground")
    _require_problem(NAME, given)


def _require_problem(name: str, given: ReferralGiven) -> None:
    if not given.problem.strip():
        raise Refused(name, "problem_missing")


def _consent(
    by: User,
    notified_child: NotifiedChild,
    child: Person,
    given: ReferralGiven,
    giver: Person | None,
    prevention: Unit,
) -> Consent | None:
    """Record who said yes: somebody of the register, or the one named as the contact."""
    if given.ground is not CrossingGround.CONSENT:
        return None
    if giver is None and not given.contact_name.strip():
        raise Refused(NAME, "no_ground")
    return give_consent(
        by=by,
        person=giver or named_person(given.contact_name, Register.AUTHORITY, by),
        about=child,
        dossier=notified_child.notification.dossier,
        to_unit=prevention,
        what=WHAT_IS_TOLD,
        purpose="Forebyggende hjælp",
        until_on=clock.today() + CONSENT_LASTS,
        how=ConsentHow.SPOKEN,
    )


def _receive(by: User, given: ReferralGiven, child: ChildGiven) -> None:
    receive_enquiry(
        by=by,
        given=EnquiryGiven(
            source=EnquirySource.STAFF,
            concern_source=ConcernSource.RECEPTION,
            danger_answer=DangerAnswer.NO,
            text=given.text,
            children=(child,),
            contact_name=given.contact_name,
            contact_phone=given.contact_phone,
            own_motivation=given.own_motivation,
            problem=given.problem,
            has_family_agreed=given.ground is CrossingGround.CONSENT,
        ),
    )
