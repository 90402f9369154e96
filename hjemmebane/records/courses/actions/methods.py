"""Note that a method was used: by someone trained in it, and a test only after the question."""

from dataclasses import dataclass, field
from datetime import date

from hjemmebane import clock
from hjemmebane.catalogue import current
from hjemmebane.domain.methods import (
    GateAnswers,
    Method,
    gate_refusal,
    gate_state,
    is_summary,
    newest,
)
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, once
from hjemmebane.records.access.models import Competence, User
from hjemmebane.records.cases.queries import is_placement_case
from hjemmebane.records.courses.actions.rules import (
    must_be_on_course,
    must_be_open,
    must_be_soon_enough,
    must_be_workers,
    must_have_happened,
)
from hjemmebane.records.courses.models import Course, MethodUse

LONGEST_SUMMARY = 2000


@dataclass(frozen=True)
class MethodNote:
    """What is said of a method used: the day, the trained worker (user id), and a summary."""

    key: str
    on: date
    used_by: int
    summary: str
    answers: GateAnswers = field(default_factory=GateAnswers)


@action("course.note_method")
def note_method(*, by: User, course: Course, note: MethodNote) -> MethodUse:
    """Note that a method was used on a course; a summary in words is all that is kept of it.

    Raises Refused `test_gate_placement`, `test_gate_unanswered` or `test_gate_viso` before a
    psychological test in a case where a placement is considered (law 408/2025), `not_trained`,
    `unknown_method_of_day` or `not_a_summary`.
    """
    name = "course.note_method"
    must_be_open(name, course)
    must_be_on_course(name, course, by)
    method = _method(name, note)
    is_placed = is_placement_case(course.dossier)
    if stopped := gate_refusal(method, note.answers, is_placed=is_placed):
        raise Refused(name, stopped)
    must_be_soon_enough(name, note.on, course)
    must_have_happened(name, note.on)
    must_be_workers(name, course, [note.used_by])
    _must_be_trained(name, method, note)
    if not is_summary(note.summary) or len(note.summary) > LONGEST_SUMMARY:
        raise Refused(name, "not_a_summary")
    with once(name):
        used = MethodUse.objects.create(
            course=course,
            key=method.key,
            method_version=method.version,
            used_on=note.on,
            used_by_id=note.used_by,
            summary=note.summary,
            gate=gate_state(method, note.answers, is_placed=is_placed),
            noted_by=by,
            noted_at=clock.now(),
        )
    log(by=by, about=used, facts={"course": course.public_id, "method": method.key})
    return used


def _method(name: str, note: MethodNote) -> Method:
    for method in newest(current().methods, note.on):
        if method.key == note.key:
            return method
    raise Refused(name, "unknown_method_of_day")


def _must_be_trained(name: str, method: Method, note: MethodNote) -> None:
    if not method.competence:
        return
    trained = Competence.objects.filter(
        user_id=note.used_by, key=method.competence, since_on__lte=note.on
    )
    if not trained.exists():
        raise Refused(name, "not_trained")
