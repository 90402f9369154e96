"""Screening and assessment."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.case_status import CaseEvent
from hjemmebane.domain.cases import (
    AssessmentKind,
    ScreeningOutcome,
    ScreeningReason,
    ViewWaiver,
    is_childs_view_missing,
)
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.decision_rights import is_enough
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, once, save_version
from hjemmebane.records.access.deputies import decides_as
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import except_obligation
from hjemmebane.records.agenda.models import ObligationQuerySet
from hjemmebane.records.cases.actions.deadlines import (
    close_for,
    lift,
    open_obligations,
    refresh_next_due,
)
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.actions.status import move_status
from hjemmebane.records.cases.models import Assessment, Case, Screening
from hjemmebane.records.cases.queries.options import authority_of_assessment

NO_MORE_NEEDED = "Screeningen viste, at der ikke skal mere til."


@dataclass(frozen=True, slots=True)
class ScreeningText:
    """What a screening says."""

    is_honour_suspected: bool
    outcome: ScreeningOutcome | None = None
    reason: ScreeningReason | None = None
    reason_text: str = ""
    risk_assessed_on: date | None = None
    risk_text: str = ""


@action("case.screen")
def screen(*, by: Actor, case: Case, text: ScreeningText, version: int = 0) -> Screening:
    """Record the screening of a case (barnets lov § 18); its outcome settles what follows.

    Written first with `version` 0, changed with the version it was read at. Raises Refused
    `screening_reason_missing`, `risk_text_missing`, `already_screened`.
    """
    name = "case.screen"
    require_case_work(name, case, by)
    require_short(name, text.reason_text, text.risk_text)
    if text.outcome and not text.reason:
        raise Refused(name, "screening_reason_missing")
    if text.risk_assessed_on is not None:
        require_day(name, text.risk_assessed_on, case.child)
        if not text.risk_text.strip():
            raise Refused(name, "risk_text_missing")
    row = _write_screening(name, case, text, version, by)
    move_status(by, case, CaseEvent.SCREENED)
    log(by=by, about=row, facts={"outcome": text.outcome})
    if text.outcome:
        _follow(by, case, row, text.outcome)
    return row


def _write_screening(
    name: str, case: Case, text: ScreeningText, version: int, by: Actor
) -> Screening:
    fields = {
        "is_honour_suspected": text.is_honour_suspected,
        "risk_assessed_on": text.risk_assessed_on,
        "risk_text": text.risk_text,
        "outcome": text.outcome or "",
        "reason": text.reason or "",
        "reason_text": text.reason_text,
        "decided_at": clock.now() if text.outcome else None,
        "decided_by": by if text.outcome and isinstance(by, User) else None,
    }
    row = Screening.objects.filter(case=case).first()
    if row is None:
        with once(name):
            return Screening.objects.create(case=case, **fields)
    if row.outcome and text.outcome != row.outcome:
        raise Refused(name, "already_screened")
    if row.outcome:
        fields |= {"decided_at": row.decided_at, "decided_by": row.decided_by}
    save_version(row, version, **fields)
    return row


def _follow(by: Actor, case: Case, row: Screening, outcome: ScreeningOutcome) -> None:
    """Start the assessment asked for, or lift the duty where nothing more is needed."""
    if outcome is ScreeningOutcome.NOTHING_MORE:
        lift(by, awareness_duties(case), ExceptionKind.MEASURES_ENDED, NO_MORE_NEEDED)
        refresh_next_due(by=by, case=case)
    elif not Assessment.objects.filter(case=case).exists():
        is_whole = outcome is ScreeningOutcome.CHILD_ASSESSMENT
        kind = AssessmentKind.BFU if is_whole else AssessmentKind.AFDAEKNING
        start_assessment(by=by, case=case, kind=kind, started_on=clock.today())


def awareness_duties(case: Case) -> ObligationQuerySet:
    """Return the open duties that began when the municipality became aware of the child."""
    return open_obligations(case.dossier).filter(trigger_kind=EventKind.BECAME_AWARE)


@action("assessment.start")
def start_assessment(
    *, by: Actor, case: Case, kind: AssessmentKind, started_on: date
) -> Assessment:
    """Start an afdækning or a child assessment."""
    name = "assessment.start"
    require_case_work(name, case, by)
    require_day(name, started_on, case.child)
    _require_right_to_start(name, by, kind, started_on)
    with once(name, "assessment_running"):
        row = Assessment.objects.create(case=case, kind=kind, started_on=started_on)
    move_status(by, case, CaseEvent.ASSESSMENT_STARTED)
    log(by=by, about=row, facts={"kind": kind})
    return row


def _require_right_to_start(name: str, by: Actor, kind: AssessmentKind, on: date) -> None:
    """Refuse a child assessment to whom the municipality does not give the right to begin one."""
    if kind is not AssessmentKind.BFU or not isinstance(by, User):
        return
    needed = authority_of_assessment(on).role
    own, stood_in = decides_as(by)
    if needed is not RoleKey.ADVISER and not is_enough(own | stood_in, needed):
        raise Refused(name, "higher_rank_needed")


@dataclass(frozen=True, slots=True)
class AssessmentText:
    """What an assessment says."""

    looked_into: str = ""
    by_whom: str = ""
    findings: str = ""
    childs_view: str = ""
    child_view_waiver: ViewWaiver | None = None
    child_view_waiver_text: str = ""
    parents_view: str = ""
    conclusion: str = ""
    provisional_on: date | None = None

    def fields(self) -> dict[str, object]:
        """Return the columns it fills."""
        return {
            "looked_into": self.looked_into,
            "by_whom": self.by_whom,
            "findings": self.findings,
            "childs_view": self.childs_view,
            "child_view_waiver": self.child_view_waiver or "",
            "child_view_waiver_text": self.child_view_waiver_text,
            "parents_view": self.parents_view,
            "conclusion": self.conclusion,
            "provisional_on": self.provisional_on,
        }


@action("assessment.write")
def write_assessment(
    *, by: Actor, assessment: Assessment, version: int, text: AssessmentText
) -> Assessment:
    """Write on in an assessment that is not finished."""
    name = "assessment.write"
    _require_writable(name, by, assessment, text)
    was_provisional = assessment.provisional_on is not None
    save_version(assessment, version, **text.fields())
    if text.provisional_on is not None and not was_provisional:
        _note_provisional(by, assessment.case, text.provisional_on)
    log(by=by, about=assessment)
    return assessment


def _note_provisional(by: Actor, case: Case, on: date) -> None:
    """Hold the four months in waiting by a provisional assessment (barnets lov § 20, stk. 3)."""
    for obligation in awareness_duties(case):
        except_obligation(
            by=by,
            obligation=obligation,
            exception=ExceptionKind.PROVISIONAL_ASSESSMENT,
            at=clock.midnight(on),
        )


@action("assessment.finish")
def finish_assessment(
    *, by: Actor, assessment: Assessment, version: int, text: AssessmentText, finished_on: date
) -> Assessment:
    """Finish an assessment: findings, the child's and parents' view, and a conclusion.

    Raises Refused `childs_view_missing`, `parents_view_missing`, `conclusion_missing`,
    `ends_before_start`.
    """
    name = "assessment.finish"
    _require_writable(name, by, assessment, text)
    _require_whole(name, text)
    require_day(name, finished_on, assessment.case.child)
    if finished_on < assessment.started_on:
        raise Refused(name, "ends_before_begin")
    save_version(assessment, version, **text.fields(), finished_on=finished_on)
    about = ("assessment", assessment.public_id)
    close_for(
        EventKind.ASSESSMENT_FINISHED, by=by, case=assessment.case, with_=about, on=finished_on
    )
    move_status(by, assessment.case, CaseEvent.ASSESSMENT_FINISHED)
    log(by=by, about=assessment)
    refresh_next_due(by=by, case=assessment.case, told=[finished_on])
    return assessment


def _require_writable(name: str, by: Actor, assessment: Assessment, text: AssessmentText) -> None:
    require_case_work(name, assessment.case, by)
    require_short(name, *(value for value in text.fields().values() if isinstance(value, str)))
    if assessment.finished_on is not None:
        raise Refused(name, "assessment_finished")
    if text.parents_view.strip():
        require_contact_allowed(name, assessment.case.dossier)
    if text.provisional_on is not None:
        require_day(name, text.provisional_on, assessment.case.child)


def _require_whole(name: str, text: AssessmentText) -> None:
    if is_childs_view_missing(text.childs_view, text.child_view_waiver or ""):
        raise Refused(name, "childs_view_missing")
    missing = {
        "looked_into_missing": text.looked_into,
        "by_whom_missing": text.by_whom,
        "findings_missing": text.findings,
        "parents_view_missing": text.parents_view,
        "conclusion_missing": text.conclusion,
    }
    for key, value in missing.items():
        if not value.strip():
            raise Refused(name, key)
