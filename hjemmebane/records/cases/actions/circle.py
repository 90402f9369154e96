"""Closing the circle around a case, with the notification behind it, and opening it again."""

from collections.abc import Iterator
from contextlib import contextmanager

from hjemmebane import clock
from hjemmebane.domain.access import CASE_LEADERS, Relation, RoleKey
from hjemmebane.domain.circle import CircleReason, OpenCircleReason
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import action, log, roles_of
from hjemmebane.records.access.actions import lift_restriction, restrict, tie
from hjemmebane.records.access.models import Dossier, User
from hjemmebane.records.access.roles import rights_table
from hjemmebane.records.cases.actions.flow import case_opened
from hjemmebane.records.cases.actions.guards import require_case_work, require_short
from hjemmebane.records.cases.actions.status import count_moved
from hjemmebane.records.cases.models import Case


@action("case.close_circle")
def close_circle(*, by: User, case: Case, reason: CircleReason, note: str = "") -> Case:
    """Let only those named on a case, and on the notification behind it, see either of them.

    Whoever closes the circle stands in it by name: a leader's reach of the team ends here, and
    somebody must be able to open it again. Raises Refused `circle_closed`.
    """
    name = "case.close_circle"
    require_case_work(name, case, by)
    require_short(name, note)
    if case.dossier.is_restricted:
        raise Refused(name, "circle_closed")
    words = f"{reason.label}: {note}" if note else reason.label
    behind = [dossier for dossier in (case.dossier, case.from_dossier) if dossier is not None]
    for dossier in behind:
        _name(by, dossier)
    with _counted_anew(case):
        for dossier in behind:
            restrict(by=by, dossier=dossier, reason=words)
    log(by=by, about=case, reason=words)
    return case


@action("case.open_circle")
def open_circle(*, by: User, case: Case, reason: OpenCircleReason, note: str = "") -> Case:
    """Let the wide roles see a case again; the notification too, unless a sibling's case keeps it.

    Raises Refused `circle_open`.
    """
    name = "case.open_circle"
    require_case_work(name, case, by)
    require_short(name, note)
    if not case.dossier.is_restricted:
        raise Refused(name, "circle_open")
    words = f"{reason.label}: {note}" if note else reason.label
    with _counted_anew(case):
        lift_restriction(by=by, dossier=case.dossier, reason=words)
    siblings = Case.objects.filter(from_dossier=case.from_dossier, dossier__is_restricted=True)
    if case.from_dossier is not None and not siblings.exists():
        lift_restriction(by=by, dossier=case.from_dossier, reason=words)
    log(by=by, about=case, reason=words)
    return case


@contextmanager
def _counted_anew(case: Case) -> Iterator[None]:
    """Take the case out of its count, and put it into the one it belongs to afterwards."""
    count_moved(case.dossier, case.status, "")
    case_opened(case, -1)
    yield
    count_moved(case.dossier, "", case.status)
    case_opened(case)


def _name(by: User, dossier: Dossier) -> None:
    """Tie who closes the circle to the dossier, where a tie does not stand already."""
    mine = dossier.ties.filter(user=by, relation=Relation.ADVISER, to_on__isnull=True)
    if not mine.exists():
        role = RoleKey(min(roles_of(by) & CASE_LEADERS))
        tie(
            by=by,
            user=by,
            dossier=dossier,
            relation=Relation.ADVISER,
            title=rights_table().titles[role].lower(),
            from_on=clock.today(),
        )
