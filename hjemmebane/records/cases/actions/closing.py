"""Closing a case: no help runs, and nothing that was to be done is left without a word."""

from collections.abc import Mapping
from uuid import UUID

from hjemmebane import catalogue, clock
from hjemmebane.domain.case_closing import LAPSED, Fate, Settled, Settlement, fate_of
from hjemmebane.domain.case_status import CaseEvent
from hjemmebane.domain.cases import ClosingReason
from hjemmebane.domain.deadlines import ExceptionKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log, save_version
from hjemmebane.records.access.actions import close_dossier
from hjemmebane.records.agenda.actions import set_not_applicable
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.actions.deadlines import lift, open_obligations, refresh_next_due
from hjemmebane.records.cases.actions.events import EventText, note_event
from hjemmebane.records.cases.actions.guards import require_case_work
from hjemmebane.records.cases.actions.status import move_status
from hjemmebane.records.cases.models import Case, Measure
from hjemmebane.records.cases.queries.closing import can_be_met

NAME = "case.close"
NOTHING: Mapping[UUID, Settled] = {}


@action("case.close")
def close_case(
    *,
    by: Actor,
    case: Case,
    version: int,
    reason: ClosingReason,
    settled: Mapping[UUID, Settled] = NOTHING,
) -> Case:
    """Close a case with a word for each deadline that stands open; refused while a measure runs.

    `settled`: by the deadline's public id, whether it was met and on which day, or why it is
    lifted. What only holds while help runs lapses by itself; a party's own clock runs on. Raises
    Refused `measures_running`, `deadlines_open` where one is not settled, `met_day_missing`,
    `not_met_here` for one that a page of its own tells of, `met_before_it_began`.
    """
    require_case_work(NAME, case, by)
    if Measure.objects.filter(case=case, ended_on__isnull=True).exists():
        raise Refused(NAME, "measures_running")
    ours = [row for row in open_obligations(case.dossier) if _fate(row) is not Fate.RUN_ON]
    lapsing = [row for row in ours if _fate(row) is Fate.LAPSE]
    rest = [row for row in ours if _fate(row) is Fate.SETTLE]
    if any(row.public_id not in settled for row in rest):
        raise Refused(NAME, "deadlines_open")
    lift(by, lapsing, ExceptionKind.MEASURES_ENDED, LAPSED)
    for row in rest:
        _settle(by, case, row, settled[row.public_id])
    if any(_fate(row) is Fate.SETTLE for row in open_obligations(case.dossier)):
        raise Refused(NAME, "deadlines_open")
    refresh_next_due(by=by, case=case)
    save_version(case, version, closed_at=clock.now(), closing_reason=reason)
    move_status(by, case, CaseEvent.CLOSED)
    close_dossier(by=by, dossier=case.dossier)
    said = {row.rule_key: settled[row.public_id].how.value for row in rest}
    log(by=by, about=case, reason=reason, facts={"settled": said, "lapsed": len(lapsing)})
    return case


def _fate(row: Obligation) -> Fate:
    return fate_of(catalogue.current().rule(row.rule_key, row.rule_version))


def _settle(by: Actor, case: Case, row: Obligation, said: Settled) -> None:
    """Write on a deadline that it was met that day, or why it is lifted."""
    row.refresh_from_db()
    if row.satisfied_at is not None:
        return  # the same event met another of them
    if said.how is not Settlement.MET:
        set_not_applicable(by=by, obligation=row, reason=said.reason)
        return
    rule = catalogue.current().rule(row.rule_key, row.rule_version)
    if said.met_on is None:
        raise Refused(NAME, "met_day_missing")
    if not can_be_met(rule):
        raise Refused(NAME, "not_met_here")
    text = EventText(kind=rule.satisfied_by, happened_on=said.met_on, text=said.text.strip())
    note_event(by=by, case=case, text=text)
    row.refresh_from_db()
    if row.satisfied_at is None:
        raise Refused(NAME, "met_before_it_began")
