"""Steer a course: phases, work in the tracks, milestones, and extensions a leader agrees to."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.domain.contacts import ExtensionReason
from hjemmebane.domain.course_rounds import next_round
from hjemmebane.domain.programmes import MilestoneKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, may, refuse_twin, save_version
from hjemmebane.records.access.models import User
from hjemmebane.records.courses.actions.rules import (
    must_be_on_course,
    must_be_open,
    must_be_soon_enough,
    must_have_happened,
)
from hjemmebane.records.courses.models import (
    Course,
    Extension,
    MilestoneMark,
    PhaseEvent,
    PlannedWork,
)
from hjemmebane.records.courses.programmes import programme_of, programme_run

MOST_CONTACTS = 200
LAST_WEEK = 520


@dataclass(frozen=True)
class ExtensionWish:
    """What is asked for: more contacts, a later end, or both; and why."""

    reason: ExtensionReason
    new_limit: int | None = None
    new_end_on: date | None = None
    text: str = ""


@action("course.begin_phase")
def begin_phase(*, by: User, course: Course, phase: str, on: date, reason: str = "") -> PhaseEvent:
    """Note the day a phase really began; the plan is guidance, so any day in order will do."""
    name = "course.begin_phase"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    must_be_soon_enough(name, on, course)
    must_have_happened(name, on)
    order = _phases_that_may_begin(course)
    if phase not in order[1:]:
        raise Refused(name, "unknown_phase")
    _must_be_in_order(course, order, phase, on)
    event, _ = PhaseEvent.objects.update_or_create(
        course=course,
        phase=phase,
        defaults={"started_on": on, "reason": reason, "noted_by": by, "noted_at": clock.now()},
    )
    log(by=by, about=event, reason=reason, facts={"course": course.public_id, "phase": phase})
    return event


@action("course.mark_milestone")
def mark_milestone(*, by: User, course: Course, key: str, on: date) -> MilestoneMark:
    """Note that a document of the programme was done; meetings and decisions mark themselves."""
    name = "course.mark_milestone"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    must_be_soon_enough(name, on, course)
    must_have_happened(name, on)
    milestone = programme_run(course).milestone(key)
    if milestone is None or milestone.kind is not MilestoneKind.DOCUMENT:
        raise Refused(name, "unknown_milestone")
    mark, _ = MilestoneMark.objects.update_or_create(
        course=course, key=key, defaults={"done_on": on, "noted_by": by, "noted_at": clock.now()}
    )
    log(by=by, about=mark, facts={"course": course.public_id, "key": key})
    return mark


@action("course.plan_work")
def plan_work(
    *, by: User, course: Course, track: str, title: str, from_week: int, to_week: int
) -> PlannedWork:
    """Add a piece of work to a track, as workers and parents plan it."""
    must_be_open("course.plan_work", course)
    must_be_on_course("course.plan_work", course, by)
    if track not in {item.title for item in programme_of(course).tracks}:
        raise Refused("course.plan_work", "unknown_track")
    _check_weeks("course.plan_work", from_week, to_week)
    what = {"track": track, "title": title, "from_week": from_week, "to_week": to_week}
    refuse_twin("course.plan_work", course.works.filter(**what))
    work = PlannedWork.objects.create(course=course, **what)
    log(by=by, about=work, facts={"course": course.public_id})
    return work


@action("course.move_work")
def move_work(
    *, by: User, work: PlannedWork, version: int, title: str, from_week: int, to_week: int
) -> PlannedWork:
    """Move or rename a piece of work in a track."""
    must_be_open("course.move_work", work.course)
    must_be_on_course("course.move_work", work.course, by)
    _check_weeks("course.move_work", from_week, to_week)
    save_version(work, version, title=title, from_week=from_week, to_week=to_week)
    log(by=by, about=work, facts={"course": work.course.public_id})
    return work


@action("course.ask_extension")
def ask_for_extension(*, by: User, course: Course, wish: ExtensionWish) -> Extension:
    """Ask for more contacts or a later end; it holds when a leader has agreed (S2-AAB-21)."""
    name = "course.ask_extension"
    must_be_open(name, course)
    if not may(by, "course.decide_extension"):
        must_be_on_course(name, course, by)
    _check_wish(name, course, wish)
    if course.extensions.filter(is_agreed__isnull=True).exists():
        raise Refused(name, "already_asked")
    extension = Extension.objects.create(
        course=course,
        new_limit=wish.new_limit,
        new_end_on=wish.new_end_on,
        reason=wish.reason,
        text=wish.text,
        asked_by=by,
        asked_at=clock.now(),
    )
    log(by=by, about=extension, reason=wish.reason, facts={"course": course.public_id})
    return extension


@action("course.decide_extension")
def decide_extension(*, by: User, extension: Extension, is_agreed: bool) -> Extension:
    """Agree to an extension or not, as a leader; the asking worker cannot agree to their own."""
    name = "course.decide_extension"
    must_be_open(name, extension.course)
    if not may(by, name):
        raise Refused(name, "not_allowed")
    decided = Extension.objects.filter(pk=extension.pk, is_agreed__isnull=True).update(
        is_agreed=is_agreed, decided_by=by, decided_at=clock.now()
    )
    if not decided:
        raise Refused(name, "already_decided")
    extension.refresh_from_db()
    log(
        by=by,
        about=extension,
        reason=extension.reason,
        facts={"course": extension.course.public_id, "agreed": is_agreed},
    )
    return extension


def _phases_that_may_begin(course: Course) -> list[str]:
    """Return the phases in order: those of the programme, its rounds so far, and one round more."""
    programme = programme_run(course)
    begun = course.phases.values_list("phase", flat=True)
    again = next_round(programme_of(course), begun)
    return [item.key for item in (*programme.phases, *([again] if again else []))]


def _must_be_in_order(course: Course, order: list[str], phase: str, on: date) -> None:
    place = order.index(phase)
    for event in course.phases.exclude(phase=phase):
        is_before = order.index(event.phase) < place
        if (is_before and event.started_on >= on) or (not is_before and event.started_on <= on):
            raise Refused("course.begin_phase", "phase_out_of_order")


def _check_weeks(name: str, from_week: int, to_week: int) -> None:
    if not 1 <= from_week <= to_week <= LAST_WEEK:
        raise Refused(name, "bad_weeks")


def _check_wish(name: str, course: Course, wish: ExtensionWish) -> None:
    if wish.new_limit is None and wish.new_end_on is None:
        raise Refused(name, "extension_empty")
    frame = programme_of(course).contacts
    if wish.new_limit is not None:
        if frame is None:
            raise Refused(name, "no_limit_to_extend")
        agreed = course.extensions.filter(is_agreed=True, new_limit__isnull=False)
        newest = agreed.order_by("-decided_at").values_list("new_limit", flat=True).first()
        if not (newest or frame.most) < wish.new_limit <= MOST_CONTACTS:
            raise Refused(name, "limit_not_higher")
    if wish.new_end_on is not None:
        must_be_soon_enough(name, wish.new_end_on, course)
        if course.expected_end_on and wish.new_end_on <= course.expected_end_on:
            raise Refused(name, "end_not_later")
