"""Where a case stands: moved by what happens in it, or set by hand; counted as it moves."""

from collections import Counter

from django.db.models import Count

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.case_status import CaseEvent, CaseStatus, Standing, after, status_fault
from hjemmebane.domain.refusals import Refused, Stale
from hjemmebane.records.access.acting import Actor, action, add_to, hold, log, save_version
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.cases.actions.flow import case_left, case_opened, recount_flow
from hjemmebane.records.cases.actions.guards import require_short
from hjemmebane.records.cases.models import Case, CaseCount, CaseStatusChange, Measure
from hjemmebane.records.cases.queries.cases import level_of

REASON_MAX = 300
SET = "case.set_status"
Key = tuple[int | None, bool, str]


@action(SET)
def set_status(
    *,
    by: Actor,
    case: Case,
    version: int,
    seen: CaseStatus,
    status: CaseStatus,
    reason: str = "",
) -> Case:
    """Set where a case stands, by hand; it never says what the record does not hold.

    `seen` and `version` are what the one who sets it has read. Raises Refused `status_same`,
    `status_needs_measure`, `status_help_runs`, `status_closes_with_reason`, `case_closed`.
    """
    require_journal(SET, case, by)
    if case.status != seen:
        raise Stale(SET, case)
    runs = Measure.objects.filter(case=case, ended_on__isnull=True).exists()
    require_settable(Standing(CaseStatus(case.status), runs), status)
    if len(reason) > REASON_MAX:
        raise Refused(SET, "too_long")
    require_short(SET, reason)
    was = case.status
    save_version(case, version, status=status)
    _note_move(case, was, _change(by, case, status, is_by_hand=True, reason=reason))
    log(by=by, about=case, reason=reason, facts={"status": status, "was": was})
    return case


def require_journal(name: str, case: Case, by: Actor) -> None:
    """Refuse unless the actor keeps this open case's journal; keep the case meanwhile."""
    hold(case)
    _require_notes(name, case, by)
    if case.closed_at is not None:
        raise Refused(name, "case_closed")


def _require_notes(name: str, case: Case, by: Actor) -> None:
    if isinstance(by, User) and level_of(case.dossier, by, Aspect.CASE_NOTE) != Level.YES:
        raise Refused(name, "not_allowed")


def require_settable(standing: Standing, status: CaseStatus) -> None:
    """Refuse a status that cannot be set by hand where a case stands."""
    fault = status_fault(standing, status)
    if fault:
        raise Refused(SET, fault)


def begin_status(by: Actor, case: Case) -> None:
    """Note that a new case was received, and at once set where it stands, if that is elsewhere.

    Part of the action that opens it, which has asked whether the status can be set.
    """
    changes = [_change(by, case, CaseStatus.RECEIVED)]
    if case.status != CaseStatus.RECEIVED:
        _require_notes(SET, case, by)
        changes.append(_change(by, case, CaseStatus(case.status), is_by_hand=True))
    CaseStatusChange.objects.bulk_create(changes)
    count_moved(case.dossier, "", case.status)
    case_opened(case)


def move_status(by: Actor, case: Case, event: CaseEvent) -> None:
    """Move a case to where an event leads; part of the action in which it happens."""
    was = CaseStatus(Case.objects.filter(pk=case.pk).values_list("status", flat=True)[0])
    wanted = after(was, event)
    if wanted is not was:
        Case.objects.filter(pk=case.pk).update(status=wanted)
        case.status = wanted
        _note_move(case, was, _change(by, case, wanted))


def _change(
    by: Actor, case: Case, status: CaseStatus, *, is_by_hand: bool = False, reason: str = ""
) -> CaseStatusChange:
    return CaseStatusChange(
        case=case,
        status=status,
        at=clock.now(),
        by=by if isinstance(by, User) else None,
        is_by_hand=is_by_hand,
        reason=reason,
    )


def _note_move(case: Case, was: str, change: CaseStatusChange) -> None:
    change.save()
    count_moved(case.dossier, was, change.status)
    if change.status == CaseStatus.CLOSED:
        case_left(case)


def count_moved(dossier: Dossier, was: str, status: str) -> None:
    """Move one case from one count to another.

    The counts of a team are locked together first, so that two moves never wait for each other;
    a new case touches one count alone.
    """
    place = {
        "unit_id": dossier.unit_id,
        "team_id": dossier.team_id,
        "is_restricted": dossier.is_restricted,
    }
    if was:
        rows = CaseCount.objects.select_for_update(no_key=True).filter(**place).order_by("pk")
        list(rows.values_list("pk"))
        add_to(CaseCount, {**place, "status": was}, number=-1)
    if status:
        add_to(CaseCount, {**place, "status": status}, number=1)


@action("case.recount")
def recount(*, by: Actor, unit: Unit) -> int:
    """Count a unit's cases anew and put right what differs; return how many counts did.

    A nightly job: the counts are right by the actions that keep them, and this proves it.
    """
    locked = CaseCount.objects.select_for_update(no_key=True).filter(unit=unit).order_by("pk")
    kept: dict[Key, int] = {
        (row.team_id, row.is_restricted, row.status): row.number for row in locked
    }
    found = (
        Case.objects.filter(dossier__unit=unit)
        .order_by()
        .values_list("dossier__team_id", "dossier__is_restricted", "status")
        .annotate(number=Count("pk"))
    )
    counted: Counter[Key] = Counter({(t, r, s): number for t, r, s, number in found})
    wrong = sorted((key for key in {*counted, *kept} if counted[key] != kept.get(key, 0)), key=repr)
    for key in wrong:
        place = dict(zip(("team_id", "is_restricted", "status"), key, strict=True))
        more = counted[key] - kept.get(key, 0)
        add_to(CaseCount, {**place, "unit_id": unit.pk}, number=more)
    CaseCount.objects.filter(unit=unit).update(checked_at=clock.now())
    months = recount_flow(unit)
    facts = {"corrected": [[*key, kept.get(key, 0), counted[key]] for key in wrong[:20]]}
    log(by=by, about=unit, facts=facts | {"months": months})
    return len(wrong) + months
