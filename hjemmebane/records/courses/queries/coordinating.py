"""Who coordinates the help of a family, and which of its goals pull apart."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import Register
from hjemmebane.domain.goal_conflicts import (
    CONFLICT_CHOICE_WORDS,
    COORDINATOR,
    ConflictChoice,
)
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.queries.family import FamilyCase, cases_of_family
from hjemmebane.records.courses.models import GoalConflict, TeamPlace


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """Two goals that pull apart, by id, and how it stands."""

    public_id: str
    goal_id: int
    against_id: int
    why: str
    marked_by: str
    marked_at: datetime
    choice: str
    reason: str
    settled_by: str
    settled_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Return whether nobody has settled it yet."""
        return self.settled_at is None


def coordinators_of(family_id: int) -> dict[int, str]:
    """Return who coordinates a family's running courses, by user id.

    In an authority case it is the programme's coordinator; where there is no case, and so no
    adviser, it is whoever works on the course.
    """
    rows = (
        TeamPlace.objects.filter(
            running(clock.today()),
            course__family_id=family_id,
            course__ended_on__isnull=True,
            user__isnull=False,
        )
        .filter(Q(role=COORDINATOR) | Q(course__dossier__register=Register.PREVENTION))
        .order_by("pk")
    )
    return dict(rows.values_list("user_id", "user__name"))


def may_coordinate(family_id: int, user: User) -> bool:
    """Return whether a user settles what pulls apart: its coordinator, or who works its case."""
    return coordinates(user, coordinators_of(family_id), cases_of_family(family_id, user))


def coordinates(user: User, holders: Collection[int], cases: Iterable[FamilyCase]) -> bool:
    """Return what `may_coordinate` does, where coordinators and cases have been read."""
    works = (case.may_work and case.closed_at is None for case in cases)
    return user.pk in holders or any(works)


def conflicts_in(family_id: int, user: User) -> tuple[ConflictRow, ...]:
    """Return the conflicts of a family's goals in reach, open ones first, then the newest."""
    rows = (
        GoalConflict.objects.visible_to(user)
        .filter(family_id=family_id)
        .select_related("marked_by", "settled_by")
        .order_by("-marked_at", "-pk")
    )
    return tuple(sorted(map(conflict_row, rows), key=lambda row: not row.is_open))


def conflict_row(row: GoalConflict) -> ConflictRow:
    """Return a conflict as its page shows it."""
    return ConflictRow(
        public_id=str(row.public_id),
        goal_id=row.goal_id,
        against_id=row.against_id,
        why=row.why,
        marked_by=row.marked_by.name,
        marked_at=row.marked_at,
        choice=CONFLICT_CHOICE_WORDS[ConflictChoice(row.choice)] if row.choice else "",
        reason=row.reason,
        settled_by=row.settled_by.name if row.settled_by else "",
        settled_at=row.settled_at,
    )


def get_conflict(family_id: int, public_id: object, user: User) -> GoalConflict:
    """Return a conflict of a family's goals in reach; raise NotVisible otherwise."""
    rows = GoalConflict.objects.visible_to(user).filter(
        family_id=family_id, public_id=str(public_id)
    )
    found = rows.select_related("family", "marked_by", "settled_by").first()
    if found is None:
        raise NotVisible("goal_conflict", public_id)
    return found
