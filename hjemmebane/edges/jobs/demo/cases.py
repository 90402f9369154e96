"""A case row by row, written as the actions of the cases record write it."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from hjemmebane import clock
from hjemmebane.domain.access import Area, DossierKind, Relation, RoleKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.cases import (
    AssessmentKind,
    CaseWeight,
    ClosingReason,
    DecisionKind,
    MeasureEndReason,
    NotifiedHow,
    Replaces,
    ScreeningOutcome,
    ScreeningReason,
)
from hjemmebane.domain.contacts import OrderAim
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.decision_rights import GrantAct
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.goals import GoalArea, GoalEndReason
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.measures import PlanNeed
from hjemmebane.domain.noted_events import DAYS_LOOKED_BACK, birthdays_between
from hjemmebane.domain.people import DisclosureGround, PartyRole
from hjemmebane.domain.regime import Regime
from hjemmebane.edges.jobs.demo import deadlines
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.dossiers import open_dossier, tie
from hjemmebane.edges.jobs.demo.families import Home, add_party
from hjemmebane.edges.jobs.demo.staff import leader_of, team_of
from hjemmebane.edges.jobs.demo.town import Town, at

ADVISER_TITLE = "rådgiver"
NO_MORE_NEEDED = "Screeningen viste, at der ikke skal mere til."
NO_PLAN_NEEDED = "Det er besluttet, at der ikke laves en plan (§ 91)."
MEASURE_ENDED = "Indsatsen er sluttet."
HEAD = "rune"
ORDER_TOLD = "bestilling: formål, mål, forventet varighed"
SCREENED = (13, 30)


@dataclass
class CaseFile:
    """A case with what hangs on it, while the generator writes its life."""

    case: Row
    dossier: Row
    child: Row
    home: Home
    adviser: str
    adviser_tie: Row
    goals: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    follow_ups: list[Row] = field(default_factory=list)
    plans: list[Row] = field(default_factory=list)

    def running_measures(self) -> list[Row]:
        """Return the measures that have not ended."""
        return [row for row in self.measures if row["ended_on"] is None]

    def running_goals(self) -> list[Row]:
        """Return the goals that have not ended."""
        return [row for row in self.goals if row["ended_on"] is None]


def open_case(
    town: Town,
    home: Home,
    child: Row,
    adviser: str,
    aware_on: date,
    opened_at: datetime,
    *,
    weight: CaseWeight = CaseWeight.MIDDLE,
    notification: Row | None = None,
    is_restricted: bool = False,
) -> CaseFile:
    """Open a case about a child: dossier, parties, adviser, and the four months of B1."""
    team = team_of(adviser)
    dossier = open_dossier(
        town, DossierKind.CASE, "authority", opened_at, team=team, is_restricted=is_restricted
    )
    day = local_day(opened_at)
    case = town.book.add(
        "cases.Case",
        number=f"{opened_at:%Y}-{dossier['id']:06d}",
        dossier_id=dossier["id"],
        child_id=child["id"],
        family_id=home.family["id"],
        from_dossier_id=notification["dossier_id"] if notification else None,
        aware_on=aware_on,
        opened_at=opened_at,
        closed_at=None,
        closing_reason="",
        weight=weight,
        story="",
        story_agreed_on=None,
    )
    add_party(town, child, dossier, PartyRole.CHILD, day)
    for holder in home.holders(child):
        add_party(town, holder, dossier, PartyRole.CUSTODY_PARENT, day)
    tied = tie(town, adviser, dossier, Relation.ADVISER, ADVISER_TITLE, day)
    file = CaseFile(case, dossier, child, home, adviser, tied)
    _start(town, file, EventKind.BECAME_AWARE, ("case", case["public_id"]), aware_on, opened_at)
    return file


def hand_notification(town: Town, notification: Row, file: CaseFile, day: date) -> None:
    """Let the adviser of a case, and the leader of their team, reach the notification behind it."""
    dossier = town.book.of("access.Dossier")[notification["dossier_id"] - 1]
    tie(town, file.adviser, dossier, Relation.ADVISER, ADVISER_TITLE, day)
    if not file.dossier["is_restricted"]:
        dossier["team_id"] = file.dossier["team_id"]


def _start(
    town: Town,
    file: CaseFile,
    event: EventKind,
    about: deadlines.About,
    on: date,
    created_at: datetime,
    chosen_on: date | None = None,
    measure: str = "",
) -> None:
    deadlines.start_for(
        town,
        event,
        dossier=file.dossier,
        about=about,
        on=on,
        created_at=created_at,
        person_id=file.child["id"],
        responsible=town.users[file.adviser],
        chosen_on=chosen_on,
        measure=measure,
    )


def screen(
    town: Town,
    file: CaseFile,
    on: date,
    outcome: ScreeningOutcome,
    reason: ScreeningReason,
    *,
    is_honour_suspected: bool = False,
) -> Row | None:
    """Write the screening; what is not nothing more starts an assessment the same day."""
    decided_at = at(on, *SCREENED)
    town.book.add(
        "cases.Screening",
        case_id=file.case["id"],
        is_honour_suspected=is_honour_suspected,
        risk_assessed_on=on if is_honour_suspected else None,
        risk_text="Risikoen er vurderet sammen med fagspecialisten." if is_honour_suspected else "",
        outcome=outcome,
        reason=reason,
        reason_text="",
        decided_at=decided_at,
        decided_by_id=town.users[file.adviser]["id"],
    )
    if outcome is ScreeningOutcome.NOTHING_MORE:
        for row in deadlines.unsettled(town, file.dossier):
            deadlines.lift(town, row, ExceptionKind.MEASURES_ENDED, NO_MORE_NEEDED, decided_at)
        return None
    is_whole = outcome is ScreeningOutcome.CHILD_ASSESSMENT
    return town.book.add(
        "cases.Assessment",
        case_id=file.case["id"],
        kind=AssessmentKind.BFU if is_whole else AssessmentKind.AFDAEKNING,
        started_on=on,
        finished_on=None,
        looked_into="",
        by_whom="",
        findings="",
        childs_view="",
        child_view_waiver="",
        child_view_waiver_text="",
        parents_view="",
        conclusion="",
        provisional_on=None,
    )


def finish_assessment(town: Town, file: CaseFile, assessment: Row, on: date, **text: str) -> None:
    """Finish the assessment; this closes the four months."""
    assessment.update(finished_on=on, **text)
    with_ = ("assessment", assessment["public_id"])
    deadlines.close_for(
        town,
        EventKind.ASSESSMENT_FINISHED,
        dossier=file.dossier,
        with_=with_,
        at=clock.midnight(on),
    )


def _followed(
    town: Town,
    file: CaseFile,
    on: date,
    measure_key: str,
    step: str,
    committee_on: date | None = None,
) -> dict[str, Any]:
    """Return who approved the decision, where a leader must, and when the family was given it.

    Where the committee decides, the head of the authority writes its answer in that day.
    """
    authority = town.law.authority(GrantAct.MEASURE, on, measure_key, Step.parse(step))
    is_leaders = authority.role is not RoleKey.ADVISER
    leader = town.users[HEAD if committee_on else leader_of(file.adviser)]["id"]
    said_on = committee_on or on
    told_on = said_on + timedelta(days=1)
    is_told = town.is_past(told_on)
    return {
        "authority_key": authority.key,
        "authority_role": authority.role,
        "asked_at": at(on, 14) if is_leaders else None,
        "declined_at": None,
        "declined_by_id": None,
        "declined_why": "",
        "approved_by_id": leader if is_leaders else None,
        "approved_at": at(said_on, 14) if is_leaders else None,
        "notified_at": clock.midnight(told_on) if is_told else None,
        "notified_how": list(NotifiedHow)[on.day % len(NotifiedHow)] if is_told else "",
    }


def decide(
    town: Town,
    file: CaseFile,
    on: date,
    measure_key: str,
    step: str,
    weeks: int,
    *,
    is_waiting: bool = False,
    **text: Any,
) -> Row:
    """Write a decision under the law of its day, with the alternatives that were weighed.

    `is_waiting`: the leader was asked and has not answered, so nobody was told either.
    """
    regime = town.law.regime_on(on).regime
    place = town.law.measure(measure_key).paragraph(regime)
    if place is None:
        raise LookupError(f"{measure_key} has no paragraph in {regime}")
    alternatives = text.pop("alternatives", ())
    decision = town.book.add(
        "cases.Decision",
        case_id=file.case["id"],
        decided_on=on,
        decided_by_id=town.users[file.adviser]["id"],
        measure_key=measure_key,
        law=place.regime,
        paragraph=place.section,
        subsection=place.subsection,
        number=place.number,
        ladder_step=step,
        expected_duration_weeks=weeks,
        **_followed(town, file, on, measure_key, step, text.get("committee_on")),
        **{
            "kind": DecisionKind.START,
            "aim": OrderAim.TREATMENT,
            "compensates": "",
            "replaces": Replaces.NOTHING,
            "replaces_text": "",
            "is_plan_needed": None,
            "is_custody_unknown": False,
            "plan_id": None,
            "committee_on": None,
            "child_view": "",
            "child_view_waiver": "",
            "child_view_waiver_text": "",
            **text,
        },
    )
    decision["is_before_plan"] = _in_haste(town, decision)
    _weigh(town, decision, alternatives)
    _start_plan_clock(town, file, decision, on)
    if is_waiting:
        decision.update(approved_by_id=None, approved_at=None, notified_at=None, notified_how="")
    if decision["notified_at"] is not None:
        _start_complaint_clock(town, file, decision)
    return decision


def _in_haste(town: Town, decision: Row) -> bool:
    """Return whether a decision under the old law was made before its plan (rule P1)."""
    needs = {basis.plan for basis in town.law.basis_of(decision["measure_key"], decision["law"])}
    is_old = decision["law"] == Regime.SERVICELOVEN
    return is_old and PlanNeed.BEFORE in needs and decision["plan_id"] is None


def _weigh(town: Town, decision: Row, alternatives: Any) -> None:
    for option, was_chosen, why in alternatives:
        town.book.add(
            "cases.AlternativeConsidered",
            decision_id=decision["id"],
            option=option,
            was_chosen=was_chosen,
            why=why,
        )


def _start_complaint_clock(town: Town, file: CaseFile, decision: Row) -> None:
    """Start the party's four weeks, where there is a decision to complain over."""
    kind = town.law.measure(decision["measure_key"])
    if any(town.law.basis(key).needs_decision for key in kind.basis):
        about, on = ("decision", decision["public_id"]), local_day(decision["notified_at"])
        _start(town, file, EventKind.DECISION_NOTIFIED, about, on, at(on, 9), measure=kind.key)


def _start_plan_clock(town: Town, file: CaseFile, decision: Row, on: date) -> None:
    """Start the plan's deadline; lifted where none is needed, met by one made for the decision."""
    about = ("decision", decision["public_id"])
    kind = town.law.measure(decision["measure_key"])
    in_haste = EventKind.URGENT_DECISION_MADE if decision["is_before_plan"] else None
    for event in filter(None, (EventKind.DECISION_MADE, kind.on_decision, in_haste)):
        _start(town, file, event, about, on, at(on, 14), measure=kind.key)
    for row in deadlines.unsettled(town, file.dossier):
        is_plan = row["about_id"] == decision["public_id"]
        is_plan = is_plan and row["trigger_kind"] == EventKind.DECISION_MADE
        if is_plan and decision["is_plan_needed"] is False:
            deadlines.lift(town, row, ExceptionKind.PLAN_NOT_NEEDED, NO_PLAN_NEEDED, at(on, 14))
    for plan in file.plans:
        if plan["id"] == decision["plan_id"]:
            _meet(town, file, plan, on, about)
        elif plan["made_on"] >= on:
            _meet(town, file, plan, plan["made_on"])


def _meet(
    town: Town, file: CaseFile, plan: Row, on: date, about: deadlines.About | None = None
) -> None:
    with_, moment = ("action_plan", plan["public_id"]), clock.midnight(on)
    event = EventKind.PLAN_MADE
    deadlines.close_for(town, event, dossier=file.dossier, with_=with_, at=moment, about=about)


def start_measure(
    town: Town, file: CaseFile, decision: Row, on: date, unit: str, everyday: str = ""
) -> Row:
    """Start the measure decided; the law of the starting day sets the first follow-up."""
    kind = town.law.measure(decision["measure_key"])
    measure = town.book.add(
        "cases.Measure",
        case_id=file.case["id"],
        decision_id=decision["id"],
        measure_key=decision["measure_key"],
        title=kind.name(decision["law"]),
        ladder_step=decision["ladder_step"],
        aim=decision["aim"],
        purpose=decision["purpose"],
        everyday_life_note=everyday,
        started_on=on,
        expected_end_on=on + timedelta(weeks=decision["expected_duration_weeks"]),
        chosen_on=None,
        ended_on=None,
        end_reason="",
        end_text="",
        provider_unit_id=town.units[unit]["id"],
        course_id=None,
    )
    if town.units[unit]["area"] == Area.PROVIDER:
        _pass_on_order(town, file, decision, unit, on)
    file.measures.append(measure)
    about = ("measure", measure["public_id"])
    for event in filter(None, (EventKind.MEASURE_STARTED, kind.on_start)):
        _start(town, file, event, about, on, at(on, 8), measure=kind.key)
    return measure


def _pass_on_order(town: Town, file: CaseFile, decision: Row, unit: str, on: date) -> None:
    place = town.law.measure(decision["measure_key"]).paragraph(decision["law"])
    law = str(decision["law"]).replace("_", " ").capitalize()
    town.book.add(
        "people.Disclosure",
        dossier_id=file.dossier["id"],
        about_id=file.child["id"],
        to_unit_id=town.units[unit]["id"],
        what=ORDER_TOLD,
        ground=DisclosureGround.ORDER,
        consent_id=None,
        reason=place.words.replace(place.law, law) if place else law,
        at=at(on, 8),
        by_id=town.users[file.adviser]["id"],
        is_told_to_family=True,
    )


def end_measure(
    town: Town, file: CaseFile, measure: Row, on: date, reason: MeasureEndReason, text: str = ""
) -> None:
    """End a measure; a first follow-up that nobody can hold any more no longer applies."""
    measure.update(ended_on=on, end_reason=reason, end_text=text)
    runs_on = bool(file.running_measures())
    for row in deadlines.unsettled(town, file.dossier):
        is_own = row["about_id"] == measure["public_id"]
        if is_own or (not runs_on and row["about_kind"] == "follow_up"):
            since = max(clock.midnight(on), row["trigger_at"])
            deadlines.lift(town, row, ExceptionKind.MEASURES_ENDED, MEASURE_ENDED, since)


def agree_goal(
    town: Town,
    dossier: Row,
    own_words: str,
    professional_words: str,
    words_of: Row | None,
    agreed_on: date,
    area: GoalArea | str,
    *,
    plan: Row | None = None,
    course: Row | None = None,
) -> Row:
    """Write a goal in the family's own words."""
    return town.book.add(
        "cases.Goal",
        dossier_id=dossier["id"],
        course_id=course["id"] if course else None,
        plan_id=plan["id"] if plan else None,
        own_words=own_words,
        words_of_id=words_of["id"] if words_of else None,
        professional_words=professional_words,
        area=area,
        agreed_on=agreed_on,
        ended_on=None,
        end_reason="",
    )


def end_goal(goal: Row, on: date, reason: GoalEndReason) -> None:
    """End a goal with a reason."""
    goal.update(ended_on=max(on, goal["agreed_on"]), end_reason=reason)


def close_case(town: Town, file: CaseFile, moment: datetime, reason: ClosingReason) -> None:
    """Close a case and its dossier, with a word for each deadline that stands open."""
    deadlines.settle_at_closing(town, file.dossier, moment)
    file.case.update(closed_at=moment, closing_reason=reason)
    file.dossier["closed_at"] = moment


def settle(town: Town, file: CaseFile) -> None:
    """Write the birthdays the law looks at and the next deadline, last of all.

    Without a deadline the column's default stands.
    """
    _note_birthdays(town, file)
    due = deadlines.next_due(town, file.dossier)
    if due is not None:
        file.case["next_due_at"] = due


def _note_birthdays(town: Town, file: CaseFile) -> None:
    """Begin what birthdays begin while the case is open; who turned ten was told their rights."""
    closed = file.case["closed_at"]
    after = local_day(file.case["opened_at"]) - timedelta(DAYS_LOOKED_BACK)
    until = local_day(closed) if closed else town.anchor
    for event, day in birthdays_between(file.child["born_on"], after, until):
        _start(town, file, event, ("person", file.child["public_id"]), day, at(day, 6))
        if event is EventKind.TURNED_10 and day < town.anchor:
            note_event(town, file, EventKind.RIGHTS_TOLD, day)


def note_event(town: Town, file: CaseFile, kind: EventKind, on: date) -> None:
    """Note what happened in a case and no other page writes; this closes what it meets."""
    row = town.book.add(
        "cases.NotedEvent",
        case_id=file.case["id"],
        kind=kind,
        happened_on=on,
        chosen_on=None,
        measure_key="",
        text="",
        noted_by_id=town.users[file.adviser]["id"],
        noted_at=at(on, 15),
    )
    deadlines.close_for(
        town,
        kind,
        dossier=file.dossier,
        with_=("noted_event", row["public_id"]),
        at=clock.midnight(on),
    )
