"""The team of a course: who holds which role, what is missing, who could come."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import ON_COURSE, Relation
from hjemmebane.domain.course import team_gaps
from hjemmebane.domain.course_team import (
    TEAM_REASON_WORDS,
    Candidate,
    Placed,
    TeamReason,
    changed_midway,
    training_gaps,
    worker_role,
)
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Tie, User
from hjemmebane.records.access.queries import TeamRow, competences_of, load_of, staff_with_role
from hjemmebane.records.courses.models import Course, TeamPlace
from hjemmebane.records.people.models import Family


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on the team as it is told; `user_id` is None for one without an account."""

    public_id: str
    role: str
    role_title: str
    user_id: int | None
    name: str
    way: str
    hours_a_week: int | None
    reason: str
    text: str
    from_on: date
    to_on: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether the place is held on the day."""
        return self.from_on <= day and (self.to_on is None or day <= self.to_on)

    @property
    def words(self) -> str:
        """Return “familiebehandler, 6 timer om ugen, ansat i familiegruppen”."""
        hours = f"{self.hours_a_week} timer om ugen" if self.hours_a_week else ""
        return ", ".join(part for part in (self.role_title, hours, self.way) if part)


def team_places(course: Course, programme: Programme) -> tuple[PlaceRow, ...]:
    """Return every place on a course's team, the longest held first; those that ended too."""
    titles = {role.key: role.title for role in programme.roles}
    return tuple(
        PlaceRow(
            public_id=str(row.public_id),
            role=row.role,
            role_title=titles.get(row.role, row.role),
            user_id=row.user_id,
            name=row.user.name if row.user else row.name,
            way=row.way,
            hours_a_week=row.hours_a_week,
            reason=TEAM_REASON_WORDS[TeamReason(row.reason)] if row.reason else "",
            text=row.text,
            from_on=row.from_on,
            to_on=row.to_on,
        )
        for row in course.team.select_related("user").order_by("from_on", "pk")
    )


def get_team_place(course: Course, public_id: object) -> TeamPlace:
    """Return a place on the team of a course one has reached; raise NotVisible otherwise."""
    found = course.team.filter(public_id=str(public_id)).select_related("course", "user").first()
    if found is None:
        raise NotVisible("team_place", public_id)
    return found


def team_prompts(
    programme: Programme, places: Sequence[PlaceRow], team: Iterable[TeamRow], course: Course
) -> tuple[str, ...]:
    """Return what the team lacks, in words: roles, training, and a role that changed midway."""
    day = min(clock.today(), course.ended_on or clock.today())
    counts = Counter(row.role for row in places if row.holds_on(max(day, course.started_on)))
    titles = Counter(row.title.lower() for row in team if row.relation == Relation.ADVISER)
    counts.update({r.key: titles[r.title.lower()] for r in programme.roles if r.is_of_case})
    trained = _trained(places) if any(role.trained for role in programme.roles) else {}
    placed = [
        Placed(r.role, r.name, r.from_on, r.to_on, trained.get(r.user_id or 0, frozenset()))
        for r in places
    ]
    placed += _advisers(programme, course)
    return (
        *team_gaps(programme, counts),
        *training_gaps(programme, placed, day),
        *changed_midway(programme, placed, day),
    )


def _advisers(programme: Programme, course: Course) -> list[Placed]:
    """Return who has advised the family since the course began, in the roles that are to stay."""
    roles = {r.title.lower(): r.key for r in programme.roles if r.is_of_case and r.stays}
    if not roles:
        return []
    since = Q(to_on__isnull=True) | Q(to_on__gte=course.started_on)
    rows = Tie.objects.filter(since, dossier=course.dossier_id, relation=Relation.ADVISER)
    return [
        Placed(roles[row.title.lower()], row.user.name, row.from_on, row.to_on)
        for row in rows.select_related("user").order_by("from_on", "pk")
        if row.title.lower() in roles
    ]


def _trained(places: Sequence[PlaceRow]) -> dict[int, frozenset[str]]:
    return competences_of(User.objects.filter(pk__in={r.user_id for r in places if r.user_id}))


def candidates_for(
    register: str, family: Family, user: User
) -> tuple[tuple[Candidate, ...], dict[str, User]]:
    """Return who could take a place on a course with a family, and the users by public id."""
    users = {worker.pk: worker for worker in staff_with_role(worker_role(register))}
    families, trained = load_of(users.values()), competences_of(users.values())
    courses = Course.objects.filter(family=family).values("pk")
    ties = Tie.objects.filter(course_id__in=courses, relation__in=ON_COURSE, user_id__in=users)
    known = set(ties.values_list("user_id", flat=True))
    found = tuple(
        Candidate(
            key=str(worker.public_id),
            name=worker.name,
            profession=worker.profession,
            families=families[pk],
            competences=trained[pk],
            is_known=pk in known,
            is_asking=pk == user.pk,
        )
        for pk, worker in users.items()
    )
    return found, {str(worker.public_id): worker for worker in users.values()}
