"""Write what a course is made of: strength of elements, focus points, topics, aim, target group."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from hjemmebane import clock
from hjemmebane.domain.elements import AT_REST, FocusEnd, RestReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, hold, log, may, once, refuse_twin
from hjemmebane.records.access.models import User
from hjemmebane.records.cases.models import Assessment, Goal
from hjemmebane.records.courses.actions.rules import (
    must_be_of_family,
    must_be_on_course,
    must_be_open,
    must_be_soon_enough,
    must_have_happened,
)
from hjemmebane.records.courses.models import (
    Course,
    CourseAim,
    CourseTopic,
    ElementStrength,
    FocusPoint,
    TargetAnswer,
)
from hjemmebane.records.courses.programmes import programme_of


@dataclass(frozen=True)
class Focus:
    """A focus point as it was made: whose words, the finding behind it, the goal before it."""

    words: str
    words_of: int
    assessment: Assessment
    finding: str
    goal: Goal


@action("course.set_strength")
def set_strength(
    *,
    by: User,
    course: Course,
    element: str,
    level: int,
    on: date,
    reason: RestReason | None = None,
    text: str = "",
) -> ElementStrength:
    """Turn a core element up or down; only rest asks for a reason, low never does (S1-SFB-18)."""
    name = "course.set_strength"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    must_be_soon_enough(name, on, course)
    must_have_happened(name, on)
    programme = programme_of(course)
    if programme.element(element) is None:
        raise Refused(name, "unknown_element")
    if not 0 <= level < len(programme.intensity):
        raise Refused(name, "unknown_strength")
    if level == AT_REST and reason is None:
        raise Refused(name, "rest_needs_reason")
    said = {
        "level": level,
        "from_on": on,
        "reason": reason if reason and level == AT_REST else "",
        "text": text,
    }
    hold(course)
    # What stood before may be said again; what stands now need not be.
    rows = ElementStrength.objects.filter(course=course, element=element)
    latest = rows.order_by("-pk").values_list("pk", flat=True)[:1]
    refuse_twin(name, rows.filter(pk__in=list(latest), **said))
    row = ElementStrength.objects.create(
        course=course,
        element=element,
        **said,
        noted_by=by,
        noted_at=clock.now(),
    )
    log(by=by, about=row, reason=row.reason, facts={"course": course.public_id, "level": level})
    return row


@action("course.make_focus")
def make_focus(
    *, by: User, course: Course, focus: Focus, form_token: UUID | None = None
) -> FocusPoint:
    """Make a focus point with the family; the finding and the goal are both of this case."""
    name = "course.make_focus"
    known = FocusPoint.objects.filter(form_token=form_token).first() if form_token else None
    if known is not None:
        log(by=by, about=known)
        return known
    row = _write_focus(name, course, focus, by, form_token=form_token)
    log(by=by, about=row, facts={"course": course.public_id, "goal": focus.goal.public_id})
    return row


@action("course.correct_focus")
def correct_focus(*, by: User, point: FocusPoint, focus: Focus) -> FocusPoint:
    """Write a focus point anew; what stood before stays, with the day it was written over."""
    name = "course.correct_focus"
    _must_stand(name, point, by)
    row = _write_focus(name, point.course, focus, by, corrects=point)
    _close(point, by, FocusEnd.CORRECTED)
    log(by=by, about=row, facts={"corrects": point.public_id})
    return row


@action("course.end_focus")
def end_focus(*, by: User, point: FocusPoint, reason: FocusEnd, text: str = "") -> FocusPoint:
    """End a focus point with why; it stays told among those that were."""
    name = "course.end_focus"
    _must_stand(name, point, by)
    if reason is FocusEnd.CORRECTED:
        raise Refused(name, "unknown_focus_end")
    _close(point, by, reason, text)
    log(by=by, about=point, reason=reason)
    return point


def _must_stand(name: str, point: FocusPoint, by: User) -> None:
    must_be_open(name, point.course)
    must_be_on_course(name, point.course, by)
    hold(point)
    if point.ended_on is not None:
        raise Refused(name, "focus_ended")


def _close(point: FocusPoint, by: User, reason: FocusEnd, text: str = "") -> None:
    point.ended_on, point.end_reason = clock.today(), reason
    point.end_text, point.ended_by = text, by
    point.save(update_fields=["ended_on", "end_reason", "end_text", "ended_by"])


def _write_focus(
    name: str, course: Course, focus: Focus, by: User, **more: UUID | FocusPoint | None
) -> FocusPoint:
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    if not programme_of(course).focus_points:
        raise Refused(name, "no_focus_points")
    [person] = must_be_of_family(name, course, [focus.words_of])
    if focus.goal.dossier_id != course.dossier_id or focus.goal.ended_on:
        raise Refused(name, "unknown_goal")
    if focus.assessment.case.dossier_id != course.dossier_id or not focus.finding.strip():
        raise Refused(name, "no_finding")
    with once(name):
        return FocusPoint.objects.create(
            course=course,
            words=focus.words,
            words_of_id=person,
            assessment=focus.assessment,
            finding=focus.finding,
            goal=focus.goal,
            made_on=clock.today(),
            noted_by=by,
            **more,
        )


@action("course.write_topic")
def write_topic(*, by: User, course: Course, key: str, text: str) -> CourseTopic:
    """Write what stands on a topic of the programme now; what stood before stays in the record."""
    name = "course.write_topic"
    _must_be_near(name, course, by)
    if programme_of(course).topic(key) is None:
        raise Refused(name, "unknown_topic")
    newest = course.topics.filter(key=key).order_by("-pk").first()
    if newest is not None and newest.text == text:
        log(by=by, about=newest)
        return newest
    row = CourseTopic.objects.create(
        course=course, key=key, text=text, noted_by=by, noted_at=clock.now()
    )
    log(by=by, about=row, facts={"course": course.public_id, "key": key})
    return row


@action("course.set_aim")
def set_aim(*, by: User, course: Course, aim: str, reason: str = "") -> CourseAim:
    """State the long-term aim; a change of it says why (S3-MSF-06)."""
    name = "course.set_aim"
    _must_be_near(name, course, by)
    if aim not in {item.key for item in programme_of(course).aims}:
        raise Refused(name, "unknown_aim")
    newest = course.aims.order_by("-pk").first()
    if newest is not None and newest.aim == aim:
        log(by=by, about=newest)
        return newest
    if newest is not None and not reason.strip():
        raise Refused(name, "aim_needs_reason")
    row = CourseAim.objects.create(
        course=course,
        aim=aim,
        reason=reason,
        from_on=clock.today(),
        noted_by=by,
        noted_at=clock.now(),
    )
    log(by=by, about=row, reason=aim, facts={"course": course.public_id})
    return row


@action("course.answer_target")
def answer_target(*, by: User, course: Course, holds: Collection[str], reason: str = "") -> int:
    """Answer each point for and against; what speaks against asks why and stops nobody."""
    name = "course.answer_target"
    _must_be_near(name, course, by)
    programme = programme_of(course)
    known = programme.target_titles
    if not known or not set(holds) <= set(known):
        raise Refused(name, "unknown_target_point")
    if programme.speaks_against(holds) and not reason.strip():
        raise Refused(name, "doubt_needs_reason")
    against = set(programme.speaks_against(holds))
    for key in known:
        TargetAnswer.objects.update_or_create(
            course=course,
            key=key,
            defaults={
                "holds": key in holds,
                "reason": reason if key in against else "",
                "noted_by": by,
                "noted_at": clock.now(),
            },
        )
    log(by=by, about=course, reason=reason, facts={"against": len(against)})
    return len(against)


def _must_be_near(name: str, course: Course, by: User) -> None:
    """Refuse a therapist who is not on the course; an adviser reached it through the case."""
    must_be_open(name, course)
    if not may(by, "course.decide_outcome"):
        must_be_on_course(name, course, by)
