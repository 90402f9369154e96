"""A unit's courses in numbers, for its head: how many run, visits, families a worker."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from hjemmebane import clock
from hjemmebane.domain.access import ON_COURSE, Level, RoleKey
from hjemmebane.domain.contacts import ContactState
from hjemmebane.records.access.models import Tie, Unit, User
from hjemmebane.records.access.queries import running, staff_with_role
from hjemmebane.records.courses.models import Contact, Course
from hjemmebane.records.courses.models.course import of_dossier
from hjemmebane.records.courses.programmes import programme_of

DAYS = 7
A_YEAR = timedelta(days=365)
COUNTED = (Level.NUMBERS, Level.NAMES, Level.ORDER, Level.YES)
WORKERS = (RoleKey.THERAPIST, RoleKey.PREVENTION_WORKER)


@dataclass(frozen=True, slots=True)
class ProgrammeCount:
    """How many courses of a programme run, how many past their end, how many began in a year.

    `source_a_year` is how many families a year the programme's own source tells of.
    """

    title: str
    running: int
    past_end: int
    begun_in_a_year: int = 0
    source_a_year: int | None = None


@dataclass(frozen=True, slots=True)
class UnitNumbers:
    """A unit this week: courses by programme, visits, and courses a worker, by name."""

    unit: str
    programmes: tuple[ProgrammeCount, ...]
    held: int
    lost: int
    ahead: int
    without_note: int
    workers: tuple[tuple[str, int], ...]


def unit_numbers(unit: Unit, user: User) -> UnitNumbers:
    """Return a unit's numbers where the reader may count its courses; no family is named."""
    today = clock.today()
    counted = (
        Course.objects.filter(of_dossier(user, "dossier", *COUNTED), unit=unit)
        .filter(started_on__lte=today)
        .only("pk", "programme_key", "programme_version", "expected_end_on")
    )
    courses = list(counted.filter(ended_on__isnull=True))
    begun = list(counted.filter(started_on__gt=today - A_YEAR))
    visits = _visits(courses)
    return UnitNumbers(
        unit=unit.name,
        programmes=_programmes(courses, begun),
        held=visits["held"],
        lost=visits["lost"],
        ahead=visits["ahead"],
        without_note=visits["without_note"],
        workers=_workers(unit, courses),
    )


def _programmes(courses: Sequence[Course], begun: Sequence[Course]) -> tuple[ProgrammeCount, ...]:
    today = clock.today()
    programmes = [programme_of(course) for course in begun]
    began = Counter(one.title for one in programmes)
    # An older version may tell no number: what a newer one tells stands.
    source = {one.title: one.families_a_year for one in programmes if one.families_a_year}
    running_, past = Counter[str](), Counter[str]()
    for course in courses:
        title = programme_of(course).title
        running_[title] += 1
        past[title] += course.expected_end_on is not None and course.expected_end_on < today
    return tuple(
        ProgrammeCount(t, running_[t], past[t], began[t], source.get(t)) for t in sorted(running_)
    )


def _visits(courses: Sequence[Course]) -> Counter[str]:
    """Return the visits of the past and the coming seven days by how they stand."""
    now = clock.now()
    span = (now - timedelta(days=DAYS), now + timedelta(days=DAYS))
    rows = Contact.objects.filter(course__in=courses, starts_at__range=span)
    counts: Counter[str] = Counter()
    for state, starts_at in rows.values_list("state", "starts_at"):
        if state == ContactState.HELD:
            counts["held"] += 1
        elif state != ContactState.PLANNED:
            counts["lost"] += starts_at <= now
        else:
            counts["without_note" if starts_at <= now else "ahead"] += 1
    return counts


def _workers(unit: Unit, courses: Sequence[Course]) -> tuple[tuple[str, int], ...]:
    """Return each worker of the unit by name with the number of running courses."""
    ties = Tie.objects.filter(
        running(clock.today()), course_id__in=[c.pk for c in courses], relation__in=ON_COURSE
    )
    pairs = set(ties.values_list("user_id", "course_id"))
    counts = Counter(user_id for user_id, _ in pairs)
    return tuple((one.name, counts[one.pk]) for one in staff_with_role(*WORKERS, unit=unit))
