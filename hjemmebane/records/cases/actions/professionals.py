"""Helping a family on to another professional, and keeping who threw light on a case."""

from dataclasses import asdict, dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.professionals import (
    WHO_MAX,
    FamilyAgreed,
    Profession,
    ReviewStage,
    SignpostReason,
    SignpostTo,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, refuse_twin
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_day,
    require_goal_work,
    require_short,
)
from hjemmebane.records.cases.models import Case, InterdisciplinaryReview, Signposting

REASON_TEXT_MAX = 300


@dataclass(frozen=True, slots=True)
class SignpostText:
    """To whom a family was helped on, when, why, and whether it agreed."""

    given_on: date
    to_kind: SignpostTo
    reason: SignpostReason
    family_agreed: FamilyAgreed
    to_whom: str = ""
    reason_text: str = ""


@dataclass(frozen=True, slots=True)
class ReviewText:
    """What one of another profession contributed, at which stage of the case."""

    stage: ReviewStage
    profession: Profession
    given_on: date
    who: str = ""
    text: str = ""


@action("signposting.log")
def log_signposting(*, by: Actor, dossier: Dossier, text: SignpostText) -> Signposting:
    """Log that an informal contact helped a family on to another professional (S2-HER-06).

    By whoever works with the family, in a case or in a course without one. A family that did not
    agree is helped on all the same, and that is told. Raises Refused `too_long`, and for the day.
    """
    name = "signposting.log"
    require_goal_work(name, dossier, by)
    if len(text.to_whom) > WHO_MAX or len(text.reason_text) > REASON_TEXT_MAX:
        raise Refused(name, "too_long")
    require_day(name, text.given_on)
    said = asdict(text)
    refuse_twin(name, Signposting.objects.filter(dossier=dossier, **said))
    row = Signposting.objects.create(
        dossier=dossier,
        **said,
        logged_by=by if isinstance(by, User) else None,
        logged_at=clock.now(),
    )
    log(by=by, about=row, facts={"to": text.to_kind, "agreed": text.family_agreed})
    return row


@action("case.note_review")
def note_review(*, by: Actor, case: Case, text: ReviewText) -> InterdisciplinaryReview:
    """Note who of another profession contributed to a case, and at which stage (S2-CON-08).

    Raises Refused `too_long`, and for a day before the child's birth or ahead.
    """
    name = "case.note_review"
    require_case_work(name, case, by)
    require_short(name, text.text)
    if len(text.who) > WHO_MAX:
        raise Refused(name, "too_long")
    require_day(name, text.given_on, case.child)
    said = asdict(text)
    refuse_twin(name, InterdisciplinaryReview.objects.filter(case=case, **said))
    row = InterdisciplinaryReview.objects.create(
        case=case,
        **said,
        noted_by=by if isinstance(by, User) else None,
        noted_at=clock.now(),
    )
    log(by=by, about=row, facts={"stage": text.stage, "profession": text.profession})
    return row
