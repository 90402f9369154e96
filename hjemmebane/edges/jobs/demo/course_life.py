"""The courses under a measure: home support that tapers, and the twelve intensive weeks."""

from datetime import date, timedelta

from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.contacts import CourseEndReason, FrequencySource
from hjemmebane.domain.programmes import NETWORK_MEETING
from hjemmebane.edges.jobs.demo.book import Row
from hjemmebane.edges.jobs.demo.courses import (
    CourseFile,
    begin_phase,
    end_course,
    mark,
    start_course,
)
from hjemmebane.edges.jobs.demo.feedback import feedback
from hjemmebane.edges.jobs.demo.life import Life
from hjemmebane.edges.jobs.demo.meetings import Seats, hold, plan
from hjemmebane.edges.jobs.demo.staff import (
    HOME_THERAPISTS,
    INTENSIVE_THERAPISTS,
    SUPPLIER_STAFF,
)
from hjemmebane.edges.jobs.demo.texts import general
from hjemmebane.edges.jobs.demo.town import at, later
from hjemmebane.edges.jobs.demo.visits import Pace, visit

INTENSIVE, HOME_SUPPORT = "intensive-home-based", "home-support"
LEAST_WEEKS_TO_STOP = 35


def run(
    life: Life, programme: str, measures: list[Row], started_on: date, ends_on: date | None
) -> CourseFile:
    """Write the course that carries out the measures of a family, to be reported on when over."""
    town, rng = life.town, life.rng
    is_intensive = programme == INTENSIVE
    workers = _workers(life, is_running=ends_on is None, is_intensive=is_intensive)
    unit = "supplier" if workers[0] in SUPPLIER_STAFF else "provider"
    is_set = rng.random() < 0.15 and not is_intensive
    file = start_course(
        town,
        life.home,
        life.main.dossier,
        programme,
        unit,
        started_on,
        life.children(),
        workers,
        life.theme,
        measure=measures[0],
        agreed_needs=rng.choice(general("needs")),
        frequency_source=FrequencySource.ADVISER_SET if is_set else FrequencySource.AGREED,
        frequency_days=7 if is_set else None,
        frequency_text="",
    )
    for measure in measures[1:]:
        measure["course_id"] = file.course["id"]
    file.goals = list(life.main.goals)
    last = _last_day(life, started_on, ends_on)
    if is_intensive:
        _intensive(life, file, last)
    else:
        _home_support(life, file, last)
    feedback(town, rng, file)
    if last is None:
        town.running.append(file)
    else:
        _end(life, file, last, is_early=ends_on is not None and last < ends_on - timedelta(days=20))
        life.over.append(file)
    return file


def _workers(life: Life, *, is_running: bool, is_intensive: bool) -> list[str]:
    town, rng = life.town, life.rng
    if is_intensive:
        if not is_running:
            return rng.sample(INTENSIVE_THERAPISTS, 2)
        first = town.least_loaded(list(INTENSIVE_THERAPISTS))
        return [first, town.least_loaded([k for k in INTENSIVE_THERAPISTS if k != first])]
    if not is_running:
        return rng.sample(HOME_THERAPISTS, rng.choice((1, 1, 2)))
    return [town.least_loaded(list(HOME_THERAPISTS))]


def _last_day(life: Life, started_on: date, ends_on: date | None) -> date | None:
    """Return the course's last day: just before the follow-up, or early by the family's wish."""
    rng = life.rng
    if ends_on is None:
        return None
    if rng.random() < 0.07 and (ends_on - started_on).days > 2 * LEAST_WEEKS_TO_STOP:
        return life.town.working_day(later(started_on, rng, LEAST_WEEKS_TO_STOP, 60))
    return max(started_on, ends_on - timedelta(days=rng.randint(1, 4)))


def _home_support(life: Life, file: CourseFile, last: date | None) -> None:
    town, rng = life.town, life.rng
    start_meeting(life, file, later(file.start, rng, 1, 12))
    silent = rng.randint(29, 47) if last is None and rng.random() < 0.12 else 0
    pace = Pace(
        pairs=0.35,
        jitter=(-1, 3),
        goes_well=rng.uniform(0.45, 0.8),
        silent_days=silent,
    )
    visit(town, rng, file, last, pace)
    if rng.random() < 0.5:
        network_meeting(life, file, later(file.start, rng, 40, 75), last)


def _intensive(life: Life, file: CourseFile, last: date | None) -> None:
    town, rng = life.town, life.rng
    start_meeting(life, file, file.start + timedelta(days=rng.randint(0, 3)))
    visit(town, rng, file, last, Pace(pairs=0.6, jitter=(0, 1), ahead=3, goes_well=0.6))
    drift = rng.choice((0, 0, 0, 2, 4, 7))
    first_ends = file.start + timedelta(days=27 + drift)
    stop = min(last or town.anchor, town.anchor - timedelta(days=1))
    for phase, day in (
        ("assessment", first_ends + timedelta(days=1)),
        ("closing", file.start + timedelta(days=56 + drift)),
    ):
        if day <= stop:
            reason = "Fase 1 trak ud på grund af sygdom" if drift and phase == "assessment" else ""
            begin_phase(town, file, phase, day, reason)
    _course_meeting(life, file, "phase1_follow_up", MeetingKind.PHASE_FOLLOW_UP, first_ends, last)
    if rng.random() < 0.8:
        network_meeting(life, file, file.start + timedelta(days=rng.randint(36, 52)), last)
    report_on = town.working_day(file.start + timedelta(days=rng.randint(68, 76)))
    if report_on <= stop:
        mark(town, file, "final_report", report_on)
    _course_meeting(
        life, file, "status_meeting", MeetingKind.STATUS, file.start + timedelta(days=80), last
    )


def start_meeting(life: Life, file: CourseFile, on: date) -> None:
    """Write the meeting a course begins with."""
    _course_meeting(life, file, "start_meeting", MeetingKind.START, on, None)


def network_meeting(life: Life, file: CourseFile, on: date, last: date | None) -> None:
    """Write a network meeting of the course, where the course still runs that day."""
    labels = life.rng.sample(("mormor", "nabo", "klasselærer", "farbror", "klubmedarbejder"), 2)
    _course_meeting(life, file, NETWORK_MEETING, MeetingKind.NETWORK, on, last, labels)


def _course_meeting(
    life: Life,
    file: CourseFile,
    key: str,
    kind: MeetingKind,
    on: date,
    last: date | None,
    labels: list[str] | None = None,
) -> None:
    town, rng = life.town, life.rng
    day = town.working_day(on)
    if last is not None and day > last:
        return
    starts_at = at(day, rng.choice((9, 10, 13, 14, 15)))
    seats = Seats(file.parents(), [life.adviser, *file.workers], labels or ())
    texts = general("start_meeting" if key == "start_meeting" else "meeting")
    if town.is_past(starts_at):
        meeting = hold(
            town,
            file.dossier,
            kind,
            starts_at,
            seats,
            course=file.course,
            key=key,
            place="Familiehuset",
            agreements=rng.choice(texts),
        )
    else:
        meeting = plan(
            town,
            file.dossier,
            kind,
            starts_at,
            seats,
            course=file.course,
            key=key,
            place="Familiehuset",
        )
    file.meetings.append((key, meeting, seats))


def _end(life: Life, file: CourseFile, last: date, *, is_early: bool) -> None:
    rng = life.rng
    texts = general("end")
    if file.programme.outcomes:
        _outcome(life, file, last, is_early=is_early)
    if is_early:
        end_course(file, last, CourseEndReason.FAMILY_STOPPED, texts[3])
        return
    reason, text = rng.choice(
        (
            (CourseEndReason.AS_PLANNED, texts[1]),
            (CourseEndReason.GOALS_MET, texts[0]),
            (CourseEndReason.OTHER_HELP, texts[4]),
        )
    )
    end_course(file, last, reason, text)


def _outcome(life: Life, file: CourseFile, last: date, *, is_early: bool) -> None:
    keys = [choice.key for choice in file.programme.outcomes]
    place = 4 if is_early else life.rng.choices((0, 1, 2, 3), (45, 25, 18, 12))[0]
    texts = general("outcome_text")
    file.course.update(
        outcome=keys[place],
        outcome_text=texts[min(place, len(texts) - 1)] if place < 4 else general("end")[3],
        outcome_on=last,
        outcome_by_id=life.town.users[life.adviser]["id"],
    )
