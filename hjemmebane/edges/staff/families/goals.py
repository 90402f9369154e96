"""Goals with a small picture for each person who rates them; no average is made."""

from collections import defaultdict
from datetime import date

from django.urls import reverse

from hjemmebane.domain.goals import RaterKind
from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.records.cases.queries.family import FamilyGoal, GoalMark
from hjemmebane.ui.charts.goals import GoalCurves, GoalMultiples, Rater, Rating
from hjemmebane.ui.rows import GoalRow
from hjemmebane.ui.words import MONTHS, short_day

SHAPES = ("dot", "ring", "diamond", "square", "triangle")
GROUPS = {RaterKind.WORKER: "Behandlere", RaterKind.PARTNER: "Skole og dagtilbud"}


def multiples(read: FamilyRead) -> GoalMultiples | None:
    """Return the running goals against all who rate them, where somebody has."""
    running = [goal for goal in read.goals if goal.ended_on is None]
    days = _days(running)
    if not days:
        return None
    raters = _raters(running, read)
    return GoalMultiples(
        goals=tuple(_curves(goal, read) for goal in running),
        raters=tuple(
            Rater(key, name, SHAPES[place % len(SHAPES)])
            for place, (key, name) in enumerate(raters.items())
        ),
        start=min(days),
        end=max(read.today, *days),
    )


def plain(read: FamilyRead) -> tuple[GoalRow, ...]:
    """Return the running goals in words alone, while nobody has rated them."""
    running = [goal for goal in read.goals if goal.ended_on is None]
    if _days(running):
        return ()
    return tuple(
        GoalRow(goal.own_words, goal.professional_words, _meta(goal, read), _href(goal, read))
        for goal in running
    )


def note(read: FamilyRead) -> str:
    """Return what the pictures show, and from when."""
    days = _days([goal for goal in read.goals if goal.ended_on is None])
    if not days:
        return ""
    first = f"{MONTHS[min(days).month - 1].capitalize()} {min(days).year}"
    return (
        f"Hver person vurderer selv fra 0 til 10. Der regnes intet gennemsnit. Fra {first.lower()}."
    )


def _days(goals: list[FamilyGoal]) -> list[date]:
    return [mark.on for goal in goals for mark in goal.marks]


def _key(mark: GoalMark) -> str:
    return f"p{mark.person_id}" if mark.person_id else mark.rater.value


def _raters(goals: list[FamilyGoal], read: FamilyRead) -> dict[str, str]:
    """Return who has rated, the family first, each with a name."""
    found: dict[str, str] = {}
    marks = [mark for goal in goals for mark in goal.marks]
    order = [RaterKind.PARENT, RaterKind.CHILD, RaterKind.PARTNER, RaterKind.WORKER]
    for mark in sorted(marks, key=lambda mark: (order.index(mark.rater), mark.person_id or 0)):
        name = read.first_name(mark.person_id) or GROUPS.get(mark.rater, mark.rater.label)
        found.setdefault(_key(mark), name)
    return found


def _curves(goal: FamilyGoal, read: FamilyRead) -> GoalCurves:
    ratings: dict[str, list[Rating]] = defaultdict(list)
    for mark in goal.marks:
        ratings[_key(mark)].append(Rating(mark.on, mark.value))
    return GoalCurves(
        own_words=goal.own_words,
        ratings=tuple((key, tuple(given)) for key, given in ratings.items()),
        professional_words=goal.professional_words,
        meta=_meta(goal, read),
        href=_href(goal, read),
    )


def _meta(goal: FamilyGoal, read: FamilyRead) -> str:
    name = read.first_name(goal.words_of_id)
    said = f"{name}s ord" if name else "Familiens ord"
    return f"{said} · aftalt {short_day(goal.agreed_on)} · {goal.area.label.lower()}"


def _href(goal: FamilyGoal, read: FamilyRead) -> str:
    """Return where the goal stands: its course, or the case it belongs to."""
    course = next((c for c in read.courses if c.id == goal.course_id), None)
    if course:
        return reverse("staff:course", args=[course.public_id])
    case = next((c for c in read.cases if c.dossier_id == goal.dossier_id and c.may_read), None)
    return f"{reverse('staff:case', args=[case.public_id])}#maal" if case else ""
