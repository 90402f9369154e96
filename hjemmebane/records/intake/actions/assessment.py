"""Each notified child: who it is, in danger or not, what follows; and the notifier's receipt."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.intake import DangerAssessment
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.agenda.actions import satisfy
from hjemmebane.records.intake.actions.notifications import ASSESS_RULE, RECEIPT_RULE
from hjemmebane.records.intake.models import Notification, NotifiedChild
from hjemmebane.records.people.actions import add_party, register_person
from hjemmebane.records.people.models import Person
from hjemmebane.records.people.queries import person_with_number


@action("notified_child.identify")
def identify_child(
    *,
    by: Actor,
    notified_child: NotifiedChild,
    person: Person | None = None,
    given_name: str = "",
    family_name: str = "",
    born_on: date | None = None,
    cpr: str = "",
) -> NotifiedChild:
    """Say who a notified child is: a person already in the register, or a new one."""
    name = "notified_child.identify"
    hold(notified_child)
    if notified_child.person_id is not None:
        raise Refused(name, "already_identified")
    person = person or (person_with_number(cpr, Register.AUTHORITY) if cpr else None)
    if person is None:
        if not given_name:
            raise Refused(name, "name_missing")
        person = register_person(
            by=by,
            register=Register.AUTHORITY,
            given_name=given_name,
            family_name=family_name,
            born_on=born_on,
            cpr=cpr,
        )
    add_party(
        by=by,
        person=person,
        dossier=notified_child.notification.dossier,
        role=PartyRole.CHILD,
        from_on=clock.today(),
    )
    notified_child.person = person
    notified_child.save(update_fields=["person"])
    log(by=by, about=notified_child, facts={"person": person.public_id})
    return notified_child


@action("notified_child.assess")
def assess_danger(
    *, by: Actor, notified_child: NotifiedChild, assessment: DangerAssessment
) -> NotifiedChild:
    """Record the 24-hour assessment of one child; this closes that child's clock (§ 136)."""
    name = "notified_child.assess"
    if not isinstance(by, User):
        raise Refused(name, "named_person_needed")
    hold(notified_child)
    if notified_child.assessed_at is not None:
        raise Refused(name, "already_assessed")
    if assessment.is_in_danger and not assessment.acute_action:
        raise Refused(name, "acute_action_missing")
    now = clock.now()
    notified_child.assessed_at, notified_child.assessed_by = now, by
    notified_child.is_in_danger = assessment.is_in_danger
    notified_child.acute_action = assessment.acute_action
    notified_child.assessment_text = assessment.text
    notified_child.outcome = assessment.outcome
    notified_child.save(
        update_fields=[
            "assessed_at",
            "assessed_by",
            "is_in_danger",
            "acute_action",
            "assessment_text",
            "outcome",
        ]
    )
    about = ("notified_child", notified_child.public_id)
    satisfy(
        by=by,
        dossier=notified_child.notification.dossier,
        rule_keys=[ASSESS_RULE],
        at=now,
        with_=about,
        about=about,
    )
    log(
        by=by,
        about=notified_child,
        facts={"danger": assessment.is_in_danger, "outcome": assessment.outcome},
    )
    return notified_child


@action("notification.send_receipt")
def send_receipt(*, by: Actor, notification: Notification) -> Notification:
    """Note that whoever notified has had their receipt (§ 138)."""
    name = "notification.send_receipt"
    hold(notification)
    if notification.is_anonymous:
        raise Refused(name, "anonymous_no_receipt")
    if notification.receipt_sent_at is not None:
        raise Refused(name, "receipt_already_sent")
    now = clock.now()
    notification.receipt_sent_at = now
    notification.receipt_sent_by = by if isinstance(by, User) else None
    notification.save(update_fields=["receipt_sent_at", "receipt_sent_by"])
    about = ("notification", notification.public_id)
    satisfy(
        by=by,
        dossier=notification.dossier,
        rule_keys=[RECEIPT_RULE],
        at=now,
        with_=about,
        about=about,
    )
    log(by=by, about=notification)
    return notification


@action("notified_child.mark_case_opened")
def mark_case_opened(
    *, by: Actor, notified_child: NotifiedChild, case_dossier: Dossier
) -> NotifiedChild:
    """Note the case a notification led to for one child: the first action on the concern."""
    hold(notified_child)
    notified_child.case_dossier = case_dossier
    notified_child.acted_at = notified_child.acted_at or clock.now()
    notified_child.save(update_fields=["case_dossier", "acted_at"])
    log(by=by, about=notified_child, facts={"dossier": case_dossier.public_id})
    return notified_child
