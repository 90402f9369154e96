"""Goals and how they go."""

from datetime import date
from uuid import UUID, uuid4

from hjemmebane import clock
from hjemmebane.domain.goals import (
    GoalArea,
    GoalEndReason,
    HowFar,
    Judgement,
    RaterKind,
    is_value_allowed,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import (
    Actor,
    action,
    log,
    once,
    refuse_twin,
    save_version,
)
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.actions.guards import (
    require_contact_allowed,
    require_day,
    require_goal_work,
    require_short,
)
from hjemmebane.records.cases.models import ActionPlan, Case, Goal, GoalProgress, GoalStance
from hjemmebane.records.people.models import Party, Person


@action("goal.agree")
def agree_goal(
    *,
    by: Actor,
    dossier: Dossier,
    own_words: str,
    professional_words: str,
    words_of: Person | None,
    agreed_on: date,
    area: GoalArea = GoalArea.EVERYDAY_LIFE,
    course_id: int | None = None,
    plan: ActionPlan | None = None,
    public_id: UUID | None = None,
) -> Goal:
    """Agree a goal in the family's own words, with the professional wording beside.

    `public_id` is the form's own one-time mark: the same form sent twice is one goal.
    """
    name = "goal.agree"
    require_goal_work(name, dossier, by)
    require_short(name, own_words, professional_words)
    if not own_words.strip():
        raise Refused(name, "own_words_missing")
    child = _speaker_checked(name, dossier, words_of)
    require_day(name, agreed_on, child)
    with once(name):
        goal = Goal.objects.create(
            public_id=public_id or uuid4(),
            dossier=dossier,
            course_id=course_id,
            plan=plan,
            own_words=own_words.strip(),
            words_of=words_of,
            professional_words=professional_words.strip(),
            area=area,
            agreed_on=agreed_on,
        )
    log(by=by, about=goal, facts={"dossier": dossier.public_id})
    return goal


def _speaker_checked(name: str, dossier: Dossier, words_of: Person | None) -> Person | None:
    """Return the case's child; refuse a speaker of another family, or a parent held back from."""
    case = Case.objects.filter(dossier=dossier).select_related("child").first()
    child = case.child if case else None
    if words_of is None:
        return child
    if not Party.objects.filter(dossier=dossier, person=words_of, to_on__isnull=True).exists():
        raise Refused(name, "not_of_this_family")
    if words_of != child:
        require_contact_allowed(name, dossier)
    return child


@action("goal.change")
def change_goal(
    *,
    by: Actor,
    goal: Goal,
    version: int,
    own_words: str,
    professional_words: str,
    area: GoalArea,
) -> Goal:
    """Change a goal's wording."""
    name = "goal.change"
    require_goal_work(name, goal.dossier, by)
    require_short(name, own_words, professional_words)
    if not own_words.strip():
        raise Refused(name, "own_words_missing")
    save_version(
        goal,
        version,
        own_words=own_words.strip(),
        professional_words=professional_words.strip(),
        area=area,
    )
    log(by=by, about=goal)
    return goal


@action("goal.end")
def end_goal(*, by: Actor, goal: Goal, on: date, reason: GoalEndReason) -> Goal:
    """End a goal with a reason; it stays in the history."""
    name = "goal.end"
    require_goal_work(name, goal.dossier, by)
    require_day(name, on)
    if goal.ended_on is not None:
        raise Refused(name, "already_ended")
    if on < goal.agreed_on:
        raise Refused(name, "ends_before_begin")
    save_version(goal, goal.version, ended_on=on, end_reason=reason)
    log(by=by, about=goal, reason=reason)
    return goal


@action("goal.record_progress")
def record_progress(
    *,
    by: Actor,
    goal: Goal,
    on: date,
    rater_kind: RaterKind,
    value: int | None = None,
    judgement: Judgement | None = None,
    note: str = "",
    person: Person | None = None,
    source: tuple[str, UUID] | None = None,
    public_id: UUID | None = None,
) -> GoalProgress:
    """Record how a goal goes on a day: 0–10, a judgement, or both."""
    name = "goal.record_progress"
    require_goal_work(name, goal.dossier, by)
    require_short(name, note)
    require_day(name, on)
    if value is None and judgement is None:
        raise Refused(name, "progress_missing")
    if not is_value_allowed(value):
        raise Refused(name, "off_the_scale")
    if on < goal.agreed_on:
        raise Refused(name, "before_the_goal")
    kind, number = source or ("", None)
    with once(name):
        row = GoalProgress.objects.create(
            public_id=public_id or uuid4(),
            goal=goal,
            on=on,
            rater_kind=rater_kind,
            person=person,
            user=by if isinstance(by, User) and person is None else None,
            value=value,
            judgement=judgement or "",
            note=note,
            source_kind=kind,
            source_id=number,
        )
    log(by=by, about=goal, facts={"on": on})
    return row


@action("goal.note_stance")
def note_stance(*, by: User, goal: Goal, sees: HowFar, wants: HowFar, on: date) -> GoalStance:
    """Note whether the parents see what a goal is about and want to work with it (S3-MSF-08).

    What they said before stays; the newest day counts.
    """
    name = "goal.note_stance"
    require_goal_work(name, goal.dossier, by)
    require_contact_allowed(name, goal.dossier)
    require_day(name, on)
    if goal.ended_on is not None:
        raise Refused(name, "already_ended")
    if on < goal.agreed_on:
        raise Refused(name, "before_the_goal")
    said = {"sees": sees, "wants": wants, "on": on}
    newest = goal.stances.order_by("-on", "-pk").values_list("pk", flat=True)[:1]
    refuse_twin(name, goal.stances.filter(pk__in=list(newest), **said))
    row = GoalStance.objects.create(goal=goal, **said, noted_by=by, noted_at=clock.now())
    log(by=by, about=goal, reason=sees, facts={"wants": wants, "on": on})
    return row
