"""What-ifs, asked by a leader and answered by a job; and the control of a unit's deadlines."""

from collections import Counter

from django.utils.crypto import get_random_string

from hjemmebane import clock
from hjemmebane.domain.documents import JobKind
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.what_if import Forecast, WhatIfQuestion, faults, forecast_to_data
from hjemmebane.records.access.acting import (
    PRESSED_AGAIN_WITHIN,
    Actor,
    action,
    hold,
    log,
    refuse_twin,
)
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.documents.actions import order_job
from hjemmebane.records.documents.models import JobProgress
from hjemmebane.records.leadership.control import control, dossier_names
from hjemmebane.records.leadership.models import WhatIf
from hjemmebane.records.leadership.queries import what_if_limits

SEED_DIGITS = 9
DOSSIERS_TOLD = 40


@action("what_if.ask")
def ask_what_if(*, by: User, question: WhatIfQuestion, seed: int | None = None) -> JobProgress:
    """Ask what another rhythm of follow-ups would bring; a job reckons it.

    Raises Refused with the gravest of `interval_past_law`, `interval_too_short`,
    `cases_each_off`, `hours_each_off`; `already_saved` where it was asked this minute.
    """
    found = faults(question, what_if_limits(clock.today()))
    if found:
        raise Refused("what_if.ask", found[0])
    asked = {
        "interval_months": question.interval_months,
        "now_months": question.now_months,
        "stage": question.stage,
        "cases_each": question.cases_each,
        "hours_each": question.hours_each,
        "months": question.months,
    }
    hold(by)
    just_now = clock.now() - PRESSED_AGAIN_WITHIN
    mine = WhatIf.objects.filter(asked_by=by, asked_at__gte=just_now, **asked)
    refuse_twin("what_if.ask", mine)
    row = WhatIf.objects.create(
        asked_by=by,
        asked_at=clock.now(),
        **asked,
        # Kept with the question, so that the answer can be made again, number by number.
        seed=seed or int(get_random_string(SEED_DIGITS, "123456789")),
    )
    log(by=by, about=row, facts={"months": question.interval_months, "stage": question.stage})
    return order_job(by=by, kind=JobKind.WHAT_IF, subject=row)


@action("what_if.answer")
def answer_what_if(*, by: Actor, what_if: WhatIf, forecast: Forecast) -> WhatIf:
    """Keep the answer that a job reckoned."""
    what_if.result = forecast_to_data(forecast)
    what_if.made_at = clock.now()
    what_if.save(update_fields=["result", "made_at"])
    log(by=by, about=what_if)
    return what_if


@action("unit.control_deadlines")
def control_deadlines(*, by: Actor, unit: Unit) -> int:
    """Reckon a unit's deadlines anew from what happened; return how many were kept otherwise.

    A daily job. The dossiers stand in the log by number; what each side says is named by
    `make verify-deadlines`, since it is only true of the moment it is asked.
    """
    found = dict(control([unit]))
    names = dossier_names(list(found))
    kinds = Counter(one.kind.value for differences in found.values() for one in differences)
    told = sorted(names.values())[:DOSSIERS_TOLD]
    log(by=by, about=unit, facts={"differences": dict(kinds), "dossiers": told})
    return kinds.total()
