"""An event of a case told anew: on its own row, and in every deadline it began or met."""

from datetime import date

from hjemmebane import clock
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.agenda.actions import correct_event
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.cases.actions.deadlines import refresh_next_due
from hjemmebane.records.cases.actions.guards import require_case_work, require_day
from hjemmebane.records.cases.models import Case, FollowUp, Measure
from hjemmebane.records.cases.queries.corrections import CORRECTED


@action("case.correct_event")
def correct_case_event(
    *, by: Actor, case: Case, obligation: Obligation, on: date, reason: str
) -> Case:
    """Correct the day of the event that began a deadline of the case, with a reason.

    Raises Refused `not_corrected_here` for an event that stands in a letter or came from outside,
    `ends_before_begin` for a measure that had ended by then.
    """
    name = "case.correct_event"
    require_case_work(name, case, by)
    event = EventKind(obligation.trigger_kind)
    if obligation.dossier_id != case.dossier_id or event not in CORRECTED:
        raise Refused(name, "not_corrected_here")
    require_day(name, on, case.child)
    _on_its_own_row(name, case, event, obligation, on)
    correct_event(
        by=by,
        dossier=case.dossier,
        event=event,
        about=(obligation.about_kind, obligation.about_id),
        at=clock.midnight(on),
        reason=reason,
    )
    log(by=by, about=case, reason=reason, facts={"event": event, "on": on})
    return refresh_next_due(by=by, case=case)


def _on_its_own_row(
    name: str, case: Case, event: EventKind, obligation: Obligation, on: date
) -> None:
    if event is EventKind.BECAME_AWARE:
        case.aware_on = on
        case.save(update_fields=["aware_on"])
    elif event is EventKind.MEASURE_STARTED:
        measure = Measure.objects.get(case=case, public_id=obligation.about_id)
        if measure.ended_on is not None and measure.ended_on < on:
            raise Refused(name, "ends_before_begin")
        measure.started_on = on
        measure.save(update_fields=["started_on"])
    else:
        FollowUp.objects.filter(case=case, public_id=obligation.about_id).update(held_on=on)
