"""Decisions, and the measures they start and end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from django.utils.translation import gettext_noop as told

from hjemmebane import catalogue
from hjemmebane.domain.access import Area
from hjemmebane.domain.case_status import CaseEvent
from hjemmebane.domain.cases import (
    DecisionKind,
    MeasureEndReason,
    Replaces,
    ViewWaiver,
    is_childs_view_missing,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.measures import MeasureKind, Paragraph
from hjemmebane.domain.people import DisclosureGround
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.acting import Actor, action, hold, log, once
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.cases.actions.deadlines import (
    close_for,
    lift,
    open_obligations,
    refresh_next_due,
    start_for,
)
from hjemmebane.records.cases.actions.decisions import authority_fields, require_approved
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.actions.parties import PartyWord, require_consent, write_parties
from hjemmebane.records.cases.actions.plans import is_before_plan, meet_by_own_plan, require_plan
from hjemmebane.records.cases.actions.status import move_status
from hjemmebane.records.cases.models import (
    ActionPlan,
    AlternativeConsidered,
    Assessment,
    Case,
    Decision,
    Measure,
)
from hjemmebane.records.cases.queries.options import (
    adviser_of,
    authority_of_measure,
    is_committees,
    steps_for,
)
from hjemmebane.records.people.actions import disclose
from hjemmebane.records.people.queries import is_custody_missing

LONGEST_WEEKS = 260
ORDER_TOLD = told("bestilling: formål, mål, forventet varighed")
MEASURE_ENDED = "Indsatsen er sluttet."
NO_PLAN_NEEDED = "Det er besluttet, at der ikke laves en plan (§ 91)."


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option that was weighed before the decision."""

    option: str
    was_chosen: bool
    why: str


@dataclass(frozen=True, slots=True)
class DecisionText:
    """What a decision says."""

    measure_key: str
    ladder_step: str
    aim: OrderAim
    purpose: str
    grounds: str
    expected_duration_weeks: int
    decided_on: date
    is_plan_needed: bool | None = None
    plan: ActionPlan | None = None
    child_view: str = ""
    child_view_waiver: ViewWaiver | None = None
    child_view_waiver_text: str = ""
    replaces: Replaces = Replaces.NOTHING
    replaces_text: str = ""
    compensates: str = ""
    kind: DecisionKind = DecisionKind.START
    alternatives: Sequence[Weighed] = ()
    parties: Sequence[PartyWord] = ()


@action("decision.make")
def decide(*, by: Actor, case: Case, text: DecisionText, public_id: UUID | None = None) -> Decision:
    """Decide on a measure (barnets lov § 32): basis, step, purpose, duration, the child's view.

    Raises Refused `childs_view_missing`, `assessment_missing`, `alternatives_missing`,
    `unknown_measure`, `unknown_step`, and what the plan asks for (`require_plan`).
    """
    name = "decision.make"
    require_case_work(name, case, by)
    _require_text(name, case, text)
    regime = catalogue.current().regime_on(text.decided_on).regime
    place = _place(name, text.measure_key, regime)
    _require_basis(name, case, text, regime)
    day, plan, is_needed = text.decided_on, text.plan, text.is_plan_needed
    require_plan(name, case, text.measure_key, day, plan=plan, is_needed=is_needed)
    if text.ladder_step not in {step.key for step in steps_for(text.measure_key)}:
        raise Refused(name, "unknown_step")
    with once(name):
        decision = _create(by, case, text, place, public_id)
    AlternativeConsidered.objects.bulk_create(
        AlternativeConsidered(
            decision=decision, option=a.option, was_chosen=a.was_chosen, why=a.why
        )
        for a in text.alternatives
    )
    write_parties(name, decision, text.parties)
    _tell_decision(by, decision)
    move_status(by, case, CaseEvent.DECIDED)
    log(by=by, about=decision, facts={"measure": text.measure_key, "law": place.words})
    refresh_next_due(by=by, case=case, told=[text.decided_on])
    return decision


def _tell_decision(by: Actor, decision: Decision) -> None:
    """Start the clocks of a decision and answer what was applied for.

    Where no plan was needed, the plan's deadline stands lifted, with the reason; where it was made
    for the decision, it is met the same day.
    """
    case, about = decision.case, ("decision", decision.public_id)
    kind = catalogue.current().measure(decision.measure_key)
    in_haste = EventKind.URGENT_DECISION_MADE if decision.is_before_plan else None
    for event in (EventKind.DECISION_MADE, kind.on_decision, in_haste):
        if event is None:
            continue
        close_for(event, by=by, case=case, with_=about, on=decision.decided_on)
        start_for(
            event,
            by=by,
            case=case,
            about=about,
            on=decision.decided_on,
            responsible=adviser_of(case),
            measure=decision.measure_key,
        )
    if decision.is_plan_needed is False:
        rows = open_obligations(case.dossier).filter(about_id=decision.public_id)
        plans = rows.filter(trigger_kind=EventKind.DECISION_MADE)
        lift(by, plans, ExceptionKind.PLAN_NOT_NEEDED, NO_PLAN_NEEDED)
    meet_by_own_plan(by, decision)


def _create(
    by: Actor, case: Case, text: DecisionText, place: Paragraph, public_id: UUID | None
) -> Decision:
    authority = authority_of_measure(text.measure_key, text.ladder_step, text.decided_on)
    return Decision.objects.create(
        **authority_fields(
            by, authority, is_committee=is_committees(text.measure_key, place.regime)
        ),
        public_id=public_id or uuid4(),
        case=case,
        kind=text.kind,
        decided_on=text.decided_on,
        decided_by=by if isinstance(by, User) else None,
        measure_key=text.measure_key,
        law=place.regime,
        paragraph=place.section,
        subsection=place.subsection,
        number=place.number,
        ladder_step=text.ladder_step,
        aim=text.aim,
        compensates=text.compensates,
        grounds=text.grounds,
        purpose=text.purpose.strip(),
        expected_duration_weeks=text.expected_duration_weeks,
        replaces=text.replaces,
        replaces_text=text.replaces_text,
        is_plan_needed=text.is_plan_needed,
        is_custody_unknown=is_custody_missing(case.child),
        plan=text.plan,
        is_before_plan=is_before_plan(text.measure_key, text.decided_on, text.plan),
        child_view=text.child_view.strip(),
        child_view_waiver=text.child_view_waiver or "",
        child_view_waiver_text=text.child_view_waiver_text,
    )


def _require_text(name: str, case: Case, text: DecisionText) -> None:
    require_short(
        name, text.purpose, text.grounds, text.child_view, text.compensates, text.replaces_text
    )
    require_day(name, text.decided_on, case.child)
    if is_childs_view_missing(text.child_view, text.child_view_waiver or ""):
        raise Refused(name, "childs_view_missing")
    if not text.purpose.strip():
        raise Refused(name, "purpose_missing")
    if not text.grounds.strip():
        raise Refused(name, "grounds_missing")
    if not 0 < text.expected_duration_weeks <= LONGEST_WEEKS:
        raise Refused(name, "duration_missing")
    if text.aim is not OrderAim.TREATMENT and not text.compensates.strip():
        raise Refused(name, "compensates_missing")
    if not any(a.option.strip() and a.why.strip() for a in text.alternatives):
        raise Refused(name, "alternatives_missing")


def _place(name: str, measure_key: str, regime: Regime) -> Paragraph:
    """Return where the measure stands in the law of the day."""
    kind: MeasureKind | None = catalogue.current().measures.get(measure_key)
    place = kind.paragraph(regime) if kind else None
    if place is None:
        raise Refused(name, "unknown_measure")
    return place


def _require_basis(name: str, case: Case, text: DecisionText, regime: Regime) -> None:
    """Refuse what the law of the day does not know, and what lacks the assessment it asks for."""
    current = catalogue.current()
    bases = [current.basis(key) for key in current.measure(text.measure_key).basis]
    of_the_law = [basis for basis in bases if basis.paragraph.regime is regime]
    here = [basis for basis in of_the_law if basis.holds_on(text.decided_on)]
    if of_the_law and not here:
        raise Refused(name, "unknown_measure")
    if any(b.needs_assessment for b in here) and not Assessment.objects.filter(case=case).exists():
        raise Refused(name, "assessment_missing")


@action("measure.start")
def start_measure(
    *,
    by: Actor,
    decision: Decision,
    provider_unit: Unit,
    started_on: date,
    everyday_life_note: str = "",
    chosen_on: date | None = None,
    public_id: UUID | None = None,
) -> Measure:
    """Start the measure that was decided; its start sets the clock of the first follow-up.

    The law of the starting day rules (F1 before 2024, F3 after). A placement begins the clocks of
    placements too; `chosen_on` is the day for what the law then asks for without setting one. The
    order to the provider is a disclosure on the ground of the order. Raises `next_not_after`.
    """
    name = "measure.start"
    case = decision.case
    require_case_work(name, case, by)
    require_short(name, everyday_life_note)
    _require_startable(name, decision, started_on, chosen_on)
    kind = catalogue.current().measure(decision.measure_key)
    with once(name):
        measure = Measure.objects.create(
            public_id=public_id or uuid4(),
            case=case,
            decision=decision,
            measure_key=decision.measure_key,
            title=kind.name(Regime(decision.law)),
            ladder_step=decision.ladder_step,
            aim=decision.aim,
            purpose=decision.purpose,
            everyday_life_note=everyday_life_note,
            started_on=started_on,
            expected_end_on=started_on + timedelta(weeks=decision.expected_duration_weeks),
            provider_unit=provider_unit,
            chosen_on=chosen_on if kind.on_start else None,
        )
    if provider_unit.area == Area.PROVIDER:
        _pass_on_order(by, measure)
    _tell_start(by, measure, kind)
    move_status(by, case, CaseEvent.MEASURE_STARTED)
    log(by=by, about=measure, facts={"step": decision.ladder_step, "unit": provider_unit.key})
    refresh_next_due(by=by, case=case, told=[started_on])
    return measure


def _require_startable(
    name: str, decision: Decision, started_on: date, chosen_on: date | None
) -> None:
    """Refuse a start before the decision or its approval, or without contact or consent."""
    case = decision.case
    require_contact_allowed(name, case.dossier)
    require_day(name, started_on, case.child)
    if started_on < (decision.committee_on or decision.decided_on):
        raise Refused(name, "before_the_decision")
    if chosen_on is not None and chosen_on <= started_on:
        raise Refused(name, "next_not_after")
    require_approved(name, decision)
    require_consent(name, decision)


def _tell_start(by: Actor, measure: Measure, kind: MeasureKind) -> None:
    """Start the clocks of a measure's start, and those of what else it is: a child placed."""
    case, about = measure.case, ("measure", measure.public_id)
    for event in (EventKind.MEASURE_STARTED, kind.on_start):
        if event is None:
            continue
        close_for(event, by=by, case=case, with_=about, on=measure.started_on)
        start_for(
            event,
            by=by,
            case=case,
            about=about,
            on=measure.started_on,
            responsible=adviser_of(case),
            chosen_on=measure.chosen_on if event is kind.on_start else None,
            measure=measure.measure_key,
        )


def _pass_on_order(by: Actor, measure: Measure) -> None:
    disclose(
        by=by,
        ground=DisclosureGround.ORDER,
        dossier=measure.case.dossier,
        to_unit=measure.provider_unit,
        what=ORDER_TOLD,
        person=measure.case.child,
        reason=measure.decision.legal_basis.words,
    )


@action("measure.attach_course")
def attach_course(*, by: Actor, measure: Measure, course_id: int) -> Measure:
    """Note which course carries the measure out."""
    measure.course_id = course_id
    measure.save(update_fields=["course_id"])
    log(by=by, about=measure, facts={"course": course_id})
    return measure


@action("measure.end")
def end_measure(
    *, by: Actor, measure: Measure, on: date, reason: MeasureEndReason, text: str = ""
) -> Measure:
    """End a measure; a first follow-up that nobody can hold any more no longer applies."""
    name = "measure.end"
    require_case_work(name, measure.case, by)
    require_short(name, text)
    require_day(name, on, measure.case.child)
    hold(measure)
    if measure.ended_on is not None:
        raise Refused(name, "already_ended")
    if on < measure.started_on:
        raise Refused(name, "ends_before_begin")
    measure.ended_on, measure.end_reason, measure.end_text = on, reason, text
    measure.save(update_fields=["ended_on", "end_reason", "end_text"])
    _lift_follow_ups(by, measure)
    if not Measure.objects.filter(case=measure.case, ended_on__isnull=True).exists():
        move_status(by, measure.case, CaseEvent.LAST_MEASURE_ENDED)
    log(by=by, about=measure, reason=reason)
    refresh_next_due(by=by, case=measure.case, told=[on])
    return measure


def _lift_follow_ups(by: Actor, measure: Measure) -> None:
    """Lift the measure's own first follow-up, and all follow-ups when nothing runs any more."""
    rows = open_obligations(measure.case.dossier)
    runs_on = Measure.objects.filter(case=measure.case, ended_on__isnull=True).exists()
    own = rows.filter(about_id=measure.public_id)
    lifted = own if runs_on else own | rows.filter(about_kind="follow_up")
    lift(by, lifted, ExceptionKind.MEASURES_ENDED, MEASURE_ENDED, on=measure.ended_on)
