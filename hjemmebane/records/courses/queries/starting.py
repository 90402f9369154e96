"""What is known when a course is to start, so that nothing is asked twice."""

from collections.abc import Mapping
from dataclasses import dataclass

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level, Register, Relation
from hjemmebane.domain.course_team import Candidate
from hjemmebane.domain.people import PartyRole
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.access.queries import running, team_of, units_of
from hjemmebane.records.cases.queries import measures_of
from hjemmebane.records.cases.queries.rows import MeasureRow
from hjemmebane.records.courses.models import Course, PlannedWork
from hjemmebane.records.courses.programmes import programmes_offered
from hjemmebane.records.courses.queries.team import candidates_for
from hjemmebane.records.people.models import Family, FamilyMember
from hjemmebane.records.people.queries import PartyRow, parties_of
from hjemmebane.records.people.reach import reach_of

CHILDREN = (PartyRole.CHILD,)


@dataclass(frozen=True, slots=True)
class CourseStart:
    """The dossier, its children and family, the measures to carry out, and who could come."""

    dossier: Dossier
    family: Family
    children: tuple[PartyRow, ...]
    measures: tuple[MeasureRow, ...]
    programmes: tuple[Programme, ...]
    candidates: tuple[Candidate, ...]
    users: Mapping[str, User]
    units: tuple[Unit, ...]
    advisers: tuple[str, ...]

    @property
    def is_prevention(self) -> bool:
        """Return whether the course is one without a case."""
        return self.dossier.register == Register.PREVENTION


def course_start(dossier_public_id: object, user: User) -> CourseStart:
    """Return what a new course in a dossier can be made of; raise NotVisible otherwise."""
    dossier = _dossier(dossier_public_id, user)
    children = tuple(parties_of(dossier, user, *CHILDREN))
    family = _family([row.card.id for row in children])
    if family is None:
        raise NotVisible("dossier", dossier_public_id)
    is_prevention = dossier.register == Register.PREVENTION
    taken = set(
        Course.objects.filter(dossier=dossier, ended_on__isnull=True).values_list(
            "measure_id", flat=True
        )
    )
    measures = () if is_prevention else measures_of(dossier, user)
    candidates, users = candidates_for(dossier.register, family, user)
    units = {row.pk: row for worker in users.values() for row in units_of(worker)}
    return CourseStart(
        dossier=dossier,
        family=family,
        children=children,
        measures=tuple(m for m in measures if m.is_running and m.id not in taken),
        programmes=tuple(programmes_offered(dossier.register, clock.today())),
        candidates=candidates,
        users=users,
        units=tuple(units.values()) or (dossier.unit,),
        advisers=tuple(
            f"{row.name}, {row.title}"
            for row in team_of(dossier)
            if row.relation == Relation.ADVISER
        ),
    )


def _dossier(public_id: object, user: User) -> Dossier:
    reach = reach_of(user)
    found = Dossier.objects.filter(public_id=str(public_id)).select_related("unit").first()
    if found is not None:
        is_prevention = found.register == Register.PREVENTION
        aspect = Aspect.PREVENTION_COURSE if is_prevention else Aspect.PLAN
        level = reach.level(
            aspect,
            dossier_id=found.pk,
            unit_id=found.unit_id,
            team_id=found.team_id,
            register=found.register,
            is_restricted=found.is_restricted,
        )
        if level == Level.YES:
            return found
    raise NotVisible("dossier", public_id)


def _family(child_ids: list[int]) -> Family | None:
    rows = FamilyMember.objects.filter(running(clock.today()), person_id__in=child_ids)
    row = rows.select_related("family").order_by("pk").first()
    return row.family if row else None


def get_work(course: Course, public_id: object) -> PlannedWork:
    """Return a piece of work of a course the reader has reached; raise NotVisible otherwise."""
    found = course.works.filter(public_id=str(public_id)).select_related("course").first()
    if found is None:
        raise NotVisible("work", public_id)
    return found
