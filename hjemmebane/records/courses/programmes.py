"""The programme a course is run by: the version it began with, whatever came later."""

from dataclasses import replace
from datetime import date

from hjemmebane import catalogue
from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.course_rounds import with_rounds
from hjemmebane.domain.meeting_types import MeetingType
from hjemmebane.domain.programmes import NETWORK_MEETING, MilestoneKind, Programme
from hjemmebane.records.courses.models import Course

NETWORK_MEETING_TITLE = "Netværksmøde"
OTHER_MEETING = "other_meeting"
KINDS = {
    "start_meeting": MeetingKind.START,
    NETWORK_MEETING: MeetingKind.NETWORK,
    "phase1_follow_up": MeetingKind.PHASE_FOLLOW_UP,
    "status_meeting": MeetingKind.STATUS,
}
OTHER_MEETING_TITLE = "Andet møde"


def programme_of(course: Course) -> Programme:
    """Return the version of the programme that the course began with."""
    return catalogue.current().programme(course.programme_key, course.programme_version)


def programme_run(course: Course) -> Programme:
    """Return the programme with each round of its last phase that the course has begun."""
    programme = programme_of(course)
    if not programme.phases or not programme.phases[-1].repeatable:
        return programme
    return with_rounds(programme, course.phases.values_list("phase", flat=True))


def programmes_offered(register: str, on: date) -> list[Programme]:
    """Return the newest version of each programme a new course may start on."""
    found = [item for item in _newest_on(on).values() if item.register == register]
    return sorted(found, key=lambda programme: programme.title)


def programmes_for_families(on: date) -> list[Programme]:
    """Return what the municipality offers on the day, in both registers, by title."""
    return sorted(_newest_on(on).values(), key=lambda programme: programme.title)


def programme_offered(key: str, on: date) -> Programme | None:
    """Return the version a course that begins on the day is run by; None where none is offered."""
    return _newest_on(on).get(key)


def _newest_on(on: date) -> dict[str, Programme]:
    newest: dict[str, Programme] = {}
    for found in catalogue.current().programmes:
        known = newest.get(found.key)
        is_newer = known is None or known.valid_from < found.valid_from
        if found.offered_on(on) and is_newer:
            newest[found.key] = found
    return newest


def meeting_titles(programme: Programme) -> dict[str, str]:
    """Return the meetings a course may have, by key: the programme's own, network and other."""
    own = {m.key: m.title for m in programme.milestones if m.kind is MilestoneKind.MEETING}
    return {
        **own,
        NETWORK_MEETING: own.get(NETWORK_MEETING, NETWORK_MEETING_TITLE),
        OTHER_MEETING: OTHER_MEETING_TITLE,
    }


def meeting_type(programme: Programme, key: str) -> MeetingType:
    """Return what belongs to a meeting of a course: the profile's word, and the programme's."""
    kind = KINDS.get(key, MeetingKind.OTHER)
    found = catalogue.current_profile().meeting(kind)
    milestone = programme.milestone(key)
    return replace(found, parties=milestone.parties) if milestone else found
