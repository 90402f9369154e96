"""The programme a course is run by: the version it began with, whatever came later."""

from datetime import date

from hjemmebane import catalogue
from hjemmebane.domain.course import NETWORK_MEETING
from hjemmebane.domain.programmes import MilestoneKind, Programme
from hjemmebane.records.courses.models import Course

NETWORK_MEETING_TITLE = "Netværksmøde"
OTHER_MEETING = "other_meeting"
OTHER_MEETING_TITLE = "Andet møde"


def programme_of(course: Course) -> Programme:
    """Return the version of the programme that the course began with."""
    return catalogue.current().programme(course.programme_key, course.programme_version)


def programmes_offered(register: str, on: date) -> list[Programme]:
    """Return the newest version of each programme a new course may start on."""
    newest: dict[str, Programme] = {}
    for found in catalogue.current().programmes:
        if found.register == register and found.offered_on(on):
            known = newest.get(found.key)
            if known is None or known.valid_from < found.valid_from:
                newest[found.key] = found
    return sorted(newest.values(), key=lambda programme: programme.title)


def meeting_titles(programme: Programme) -> dict[str, str]:
    """Return the meetings a course may have, by key: the programme's own, network and other."""
    own = {m.key: m.title for m in programme.milestones if m.kind is MilestoneKind.MEETING}
    return {
        **own,
        NETWORK_MEETING: own.get(NETWORK_MEETING, NETWORK_MEETING_TITLE),
        OTHER_MEETING: OTHER_MEETING_TITLE,
    }
