"""Goals and how they go, for cases and prevention courses alike."""

from collections import defaultdict

from hjemmebane.domain.goals import (
    GoalArea,
    HowFar,
    Judgement,
    ProgressPoint,
    RaterKind,
    Stance,
    goal_standing,
)
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.cases.models import Goal, GoalProgress, GoalStance
from hjemmebane.records.cases.queries.rows import GoalView
from hjemmebane.records.people.queries import PersonCard, cards_by_id


def goals_of(
    dossier: Dossier, user: User, *, course_id: int | None = None, only_running: bool = False
) -> tuple[GoalView, ...]:
    """Return the goals of a dossier the reader may see, running ones first, in order of age.

    With a course: the goals of that course and those of the whole dossier.
    """
    rows = Goal.objects.visible_to(user).filter(dossier=dossier)
    if course_id is not None:
        rows = rows.filter(course_id=course_id) | rows.filter(course_id__isnull=True)
    if only_running:
        rows = rows.filter(ended_on__isnull=True)
    goals = list(rows.order_by("agreed_on", "pk"))
    goals.sort(key=lambda goal: goal.ended_on is not None)
    points = _points([goal.pk for goal in goals])
    stances = _stances([goal.pk for goal in goals])
    speakers = cards_by_id([goal.words_of_id for goal in goals if goal.words_of_id], user)
    return tuple(
        GoalView(
            goal.pk,
            str(goal.public_id),
            goal.own_words,
            goal.professional_words,
            speakers.get(goal.words_of_id) if goal.words_of_id else None,
            GoalArea(goal.area),
            goal.agreed_on,
            goal.ended_on,
            goal.course_id,
            goal_standing(points[goal.pk]),
            tuple(points[goal.pk]),
            goal.version,
            stances.get(goal.pk),
        )
        for goal in goals
    )


def _points(goal_ids: list[int]) -> dict[int, list[ProgressPoint]]:
    found: dict[int, list[ProgressPoint]] = defaultdict(list)
    for row in GoalProgress.objects.filter(goal_id__in=goal_ids).order_by("on", "pk"):
        judgement = Judgement(row.judgement) if row.judgement else None
        point = ProgressPoint(row.on, row.value, judgement, RaterKind(row.rater_kind))
        found[row.goal_id].append(point)
    return found


def _stances(goal_ids: list[int]) -> dict[int, Stance]:
    """Return what the parents said last of each goal."""
    rows = GoalStance.objects.filter(goal_id__in=goal_ids).order_by("on", "pk")
    return {row.goal_id: Stance(HowFar(row.sees), HowFar(row.wants), row.on) for row in rows}


def get_goal(dossier: Dossier, public_id: object, user: User) -> Goal:
    """Return a goal of a dossier; raise NotVisible otherwise."""
    rows = Goal.objects.visible_to(user).filter(dossier=dossier, public_id=str(public_id))
    goal = rows.select_related("dossier").first()
    if goal is None:
        raise NotVisible("goal", public_id)
    return goal


def speaker_of(goal: Goal, user: User) -> PersonCard | None:
    """Return whose words a goal is in; to show the words is to show the person."""
    return cards_by_id([goal.words_of_id], user).get(goal.words_of_id) if goal.words_of_id else None
