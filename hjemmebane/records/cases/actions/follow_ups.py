"""The formal follow-up: started, written, and closed with a next day or with everything ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.cases import MeasureEndReason
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.follow_up import (
    Combine,
    FollowUpFacts,
    FollowUpOutcome,
    Heard,
    NextReason,
    OutcomeReason,
    StepDown,
    closing_faults,
)
from hjemmebane.domain.goals import Judgement, RaterKind, is_value_allowed
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, once, save_version
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.actions import supersede
from hjemmebane.records.agenda.models import Meeting
from hjemmebane.records.cases.actions.deadlines import (
    close_for,
    open_obligations,
    refresh_next_due,
    start_for,
)
from hjemmebane.records.cases.actions.goals import record_progress
from hjemmebane.records.cases.actions.guards import (
    require_case_work,
    require_contact_allowed,
    require_day,
    require_short,
)
from hjemmebane.records.cases.actions.measures import end_measure
from hjemmebane.records.cases.models import (
    Case,
    FollowUp,
    FollowUpGoal,
    FollowUpMeasure,
    Goal,
    Measure,
)
from hjemmebane.records.cases.queries.options import adviser_of

END_REASONS = {
    OutcomeReason.GOALS_REACHED: MeasureEndReason.GOALS_REACHED,
    OutcomeReason.NO_EFFECT: MeasureEndReason.NO_EFFECT,
    OutcomeReason.FAMILY_WISH: MeasureEndReason.FAMILY_WISH,
    OutcomeReason.NEED_CHANGED: MeasureEndReason.OTHER_HELP,
}


@action("follow_up.start")
def start_follow_up(
    *, by: Actor, case: Case, held_on: date, meeting: Meeting | None = None
) -> FollowUp:
    """Start writing a formal follow-up.

    Only a meeting that was called as formal counts: `not_formal` otherwise.
    """
    name = "follow_up.start"
    require_case_work(name, case, by)
    require_contact_allowed(name, case.dossier)
    require_day(name, held_on, case.child)
    if meeting is not None:
        _require_formal(name, case, meeting)
    with once(name, "follow_up_running"):
        row = FollowUp.objects.create(
            case=case,
            held_on=held_on,
            held_by=by if isinstance(by, User) else None,
            meeting_id=meeting.pk if meeting else None,
        )
    log(by=by, about=row)
    return row


def _require_formal(name: str, case: Case, meeting: Meeting) -> None:
    if meeting.dossier_id != case.dossier_id:
        raise Refused(name, "not_of_this_family")
    if not meeting.is_formal:
        raise Refused(name, "not_formal")


@dataclass(frozen=True, slots=True)
class GoalWord:
    """How one goal is judged."""

    goal_id: int
    judgement: Judgement
    value: int | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class MeasureWord:
    """What is decided about one measure."""

    measure_id: int
    outcome: FollowUpOutcome
    reason: OutcomeReason
    text: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpText:
    """What a follow-up says so far."""

    goals: Sequence[GoalWord] = ()
    measures: Sequence[MeasureWord] = ()
    child_heard: Heard | None = None
    child_words: str = ""
    parents_heard: Heard | None = None
    parents_words: str = ""
    step_down: StepDown | None = None
    step_down_text: str = ""
    combine: Combine | None = None
    everyday_life: str = ""
    next_on: date | None = None
    next_reason: NextReason | None = None
    next_reason_text: str = ""

    def fields(self) -> dict[str, object]:
        """Return the columns it fills."""
        return {
            "child_heard": self.child_heard or "",
            "child_words": self.child_words,
            "parents_heard": self.parents_heard or "",
            "parents_words": self.parents_words,
            "step_down": self.step_down or "",
            "step_down_text": self.step_down_text,
            "combine": self.combine or "",
            "everyday_life": self.everyday_life,
            "next_on": self.next_on if self.next_reason else None,
            "next_reason": (self.next_reason or "") if self.next_on else "",
            "next_reason_text": self.next_reason_text,
        }


@action("follow_up.write")
def write_follow_up(
    *, by: Actor, follow_up: FollowUp, version: int, text: FollowUpText
) -> FollowUp:
    """Keep what is written so far; nothing is closed by it."""
    name = "follow_up.write"
    _require_writable(name, by, follow_up, text)
    _write(name, follow_up, version, text)
    log(by=by, about=follow_up)
    return follow_up


@action("follow_up.close")
def close_follow_up(
    *, by: Actor, follow_up: FollowUp, version: int, text: FollowUpText
) -> FollowUp:
    """Close a follow-up: each goal judged, each measure settled, the next day chosen.

    Raises Refused with the gravest of `outcome_missing`, `progress_missing`, `not_heard`,
    `step_down_missing`, `no_next_date`, `next_not_after`, `next_reason_missing`.
    Source: barnets lov § 95, stk. 1-5.
    """
    name = "follow_up.close"
    _require_writable(name, by, follow_up, text)
    faults = closing_faults(_facts(follow_up, text))
    if faults:
        raise Refused(name, faults[0])
    _write(name, follow_up, version, text)
    save_version(follow_up, follow_up.version, closed_at=clock.now())
    case = follow_up.case
    about = ("follow_up", follow_up.public_id)
    close_for(EventKind.FOLLOW_UP_HELD, by=by, case=case, with_=about, on=follow_up.held_on)
    _carry_out(by, follow_up, text)
    if text.next_on is not None:
        start_for(
            EventKind.FOLLOW_UP_HELD,
            by=by,
            case=case,
            about=about,
            on=follow_up.held_on,
            responsible=adviser_of(case),
            chosen_on=text.next_on,
        )
    log(by=by, about=follow_up, reason=text.next_reason or "")
    refresh_next_due(by=by, case=case, told=[follow_up.held_on])
    return follow_up


@action("follow_up.move_next")
def move_next_follow_up(
    *, by: Actor, case: Case, next_on: date, reason: NextReason, text: str = ""
) -> Case:
    """Choose another day for the next follow-up; the day chosen before stays in the history.

    The municipality's own longest interval keeps its clock beside it. Raises `nothing_to_move`.
    """
    name = "follow_up.move_next"
    require_case_work(name, case, by)
    require_short(name, text)
    require_day(name, next_on, case.child, may_lie_ahead=True)
    if next_on < clock.today():
        raise Refused(name, "next_not_after")
    rows = open_obligations(case.dossier).filter(about_kind="follow_up", chosen_on__isnull=False)
    found = list(rows)
    if not found:
        raise Refused(name, "nothing_to_move")
    for obligation in found:
        supersede(by=by, obligation=obligation, chosen_on=next_on, reason=reason)
    log(by=by, about=case, reason=f"{reason} {text}".strip())
    return refresh_next_due(by=by, case=case)


def _require_writable(name: str, by: Actor, follow_up: FollowUp, text: FollowUpText) -> None:
    case = follow_up.case
    require_case_work(name, case, by)
    if follow_up.closed_at is not None:
        raise Refused(name, "follow_up_closed")
    notes = [word.note for word in text.goals] + [word.text for word in text.measures]
    require_short(name, *notes, *(v for v in text.fields().values() if isinstance(v, str)))
    if text.next_on is not None:
        require_day(name, text.next_on, case.child, may_lie_ahead=True)
    if not all(is_value_allowed(word.value) for word in text.goals):
        raise Refused(name, "off_the_scale")
    _require_own(name, follow_up, text)


def _require_own(name: str, follow_up: FollowUp, text: FollowUpText) -> None:
    """Refuse goals and measures of another family."""
    goals, measures = _running(follow_up)
    if not {word.goal_id for word in text.goals} <= set(goals):
        raise Refused(name, "not_of_this_family")
    if not {word.measure_id for word in text.measures} <= set(measures):
        raise Refused(name, "not_of_this_family")


def _running(follow_up: FollowUp) -> tuple[dict[int, Goal], dict[int, Measure]]:
    """Return the goals and measures that run: what a follow-up must walk through."""
    case = follow_up.case
    goals = Goal.objects.filter(dossier=case.dossier_id, ended_on__isnull=True)
    measures = Measure.objects.filter(case=case, ended_on__isnull=True)
    return goals.select_related("dossier").in_bulk(), measures.in_bulk()


def _facts(follow_up: FollowUp, text: FollowUpText) -> FollowUpFacts:
    goals, measures = _running(follow_up)
    return FollowUpFacts(
        held_on=follow_up.held_on,
        is_formal=_is_formal(follow_up),
        child_heard=text.child_heard or "",
        parents_heard=text.parents_heard or "",
        step_down=text.step_down or "",
        running_goals=frozenset(goals),
        judged_goals=frozenset(word.goal_id for word in text.goals),
        running_measures=frozenset(measures),
        outcomes=tuple((word.measure_id, word.outcome) for word in text.measures),
        next_on=text.next_on,
        next_reason=text.next_reason or "",
    )


def _is_formal(follow_up: FollowUp) -> bool:
    """Return whether the meeting it was held at, if any, still stands as formal."""
    if follow_up.meeting_id is None:
        return True
    return Meeting.objects.filter(pk=follow_up.meeting_id, is_formal=True).exists()


def _write(name: str, follow_up: FollowUp, version: int, text: FollowUpText) -> None:
    save_version(follow_up, version, **text.fields())
    follow_up.goals.all().delete()
    follow_up.measures.all().delete()
    FollowUpGoal.objects.bulk_create(
        FollowUpGoal(
            follow_up=follow_up,
            goal_id=word.goal_id,
            judgement=word.judgement,
            value=word.value,
            note=word.note,
        )
        for word in text.goals
    )
    FollowUpMeasure.objects.bulk_create(
        FollowUpMeasure(
            follow_up=follow_up,
            measure_id=word.measure_id,
            outcome=word.outcome,
            reason_key=word.reason,
            reason=word.text,
        )
        for word in text.measures
    )


def _carry_out(by: Actor, follow_up: FollowUp, text: FollowUpText) -> None:
    """Put each judgement on its goal and end the measures that were to end."""
    goals, measures = _running(follow_up)
    for word in text.goals:
        goal = goals[word.goal_id]
        record_progress(
            by=by,
            goal=goal,
            on=max(follow_up.held_on, goal.agreed_on),
            rater_kind=RaterKind.WORKER,
            value=word.value,
            judgement=word.judgement,
            note=word.note,
            source=("follow_up", follow_up.public_id),
        )
    for settled in text.measures:
        if settled.outcome is FollowUpOutcome.END:
            measure = measures[settled.measure_id]
            end_measure(
                by=by,
                measure=measure,
                on=max(follow_up.held_on, measure.started_on),
                reason=END_REASONS.get(settled.reason, MeasureEndReason.OTHER),
                text=settled.text,
            )
