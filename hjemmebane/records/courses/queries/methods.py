"""Methods a course may be worked by, who is trained in them, and those that were used."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import clock
from hjemmebane.catalogue import current
from hjemmebane.domain.methods import GATE_WORDS, GateState, Method, newest
from hjemmebane.records.access.models import Competence, User
from hjemmebane.records.cases.queries import is_placement_case
from hjemmebane.records.courses.models import Course, MethodUse


@dataclass(frozen=True, slots=True)
class MethodUseRow:
    """A method that was used; the summary is empty where the reader may not read notes."""

    title: str
    used_on: date
    used_by: str
    summary: str
    gate_words: str


def methods_of_day() -> tuple[Method, ...]:
    """Return the methods of the register that hold today."""
    return newest(current().methods, clock.today())


def trained_in(method: Method, user_ids: tuple[int, ...]) -> tuple[int, ...]:
    """Return those of some users who may use a method, in the order given."""
    if not method.competence:
        return user_ids
    rows = Competence.objects.filter(user_id__in=user_ids, key=method.competence)
    found = set(rows.values_list("user_id", flat=True))
    return tuple(pk for pk in user_ids if pk in found)


def is_in_placement_case(course: Course) -> bool:
    """Return whether a child of the case is placed, or a placement is decided."""
    return is_placement_case(course.dossier)


def method_uses(course: Course, user: User) -> tuple[MethodUseRow, ...]:
    """Return the methods used on a course the reader has reached, latest first."""
    rows = MethodUse.objects.filter(course=course).select_related("used_by")
    readable = set(MethodUse.objects.with_text_for(user).filter(course=course).values_list("pk"))
    return tuple(
        MethodUseRow(
            title=current().method(row.key, row.method_version).title,
            used_on=row.used_on,
            used_by=row.used_by.name,
            summary=row.summary if (row.pk,) in readable else "",
            gate_words=GATE_WORDS[GateState(row.gate)],
        )
        for row in rows.order_by("-used_on", "-pk")
    )
