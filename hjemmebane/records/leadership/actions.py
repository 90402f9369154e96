"""What-ifs, asked by a leader and answered by a job; and the control of a unit's deadlines."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.crypto import get_random_string

from hjemmebane import clock
from hjemmebane.domain.difference_reasons import SeenReason
from hjemmebane.domain.documents import JobKind
from hjemmebane.domain.duty_control import Difference
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
from hjemmebane.records.access.models import Dossier, Unit, User
from hjemmebane.records.documents.actions import order_job
from hjemmebane.records.documents.models import JobProgress
from hjemmebane.records.leadership.control import dossier_names
from hjemmebane.records.leadership.models import ControlRun, DutyDifference, WhatIf
from hjemmebane.records.leadership.queries import what_if_limits

SEED_DIGITS = 9
DOSSIERS_TOLD = 40
AT_ONCE = 500


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
def control_deadlines(
    *, by: Actor, unit: Unit, found: Mapping[int, Sequence[Difference]]
) -> ControlRun:
    """Keep what a control of a unit's deadlines found, by dossier; return the run.

    A daily job, that has reckoned before it writes. What stood before and is not found is gone
    from now; what is found and did not stand opens, also where the same was gone before.
    """
    hold(unit)
    dossiers = Dossier.objects.filter(unit=unit).count()
    run = ControlRun.objects.create(unit=unit, ran_at=clock.now(), dossiers=dossiers)
    standing = {
        _sides(row): row.pk for row in DutyDifference.objects.standing().filter(dossier__unit=unit)
    }
    rows = [_row(run, dossier, one) for dossier, ones in found.items() for one in ones]
    fresh = {_sides(row): row for row in rows}
    gone = [pk for sides, pk in standing.items() if sides not in fresh]
    for start in range(0, len(gone), AT_ONCE):
        DutyDifference.objects.filter(pk__in=gone[start : start + AT_ONCE]).update(gone_in=run)
    new = [row for sides, row in fresh.items() if sides not in standing]
    DutyDifference.objects.bulk_create(new, batch_size=AT_ONCE)
    told = sorted(dossier_names(list(found)).values())[:DOSSIERS_TOLD]
    kinds = Counter(row.kind for row in rows)
    facts = {"differences": dict(kinds), "dossiers": told, "new": len(new), "gone": len(gone)}
    log(by=by, about=unit, facts=facts)
    return run


def _row(run: ControlRun, dossier: int, one: Difference) -> DutyDifference:
    return DutyDifference(
        dossier_id=dossier,
        kind=one.kind.value,
        rule_key=one.rule.key,
        rule_version=one.rule.version,
        about=one.about,
        trigger_at=one.trigger_at,
        by_events=one.by_events,
        as_kept=one.as_kept,
        kept_id=UUID(one.kept) if one.kept else None,
        found_in=run,
    )


def _sides(row: DutyDifference) -> tuple[object, ...]:
    """Return what makes two differences the same: the duty, and what each side says of it."""
    duty = (row.dossier_id, row.kind, row.rule_key, row.rule_version, row.about, row.trigger_at)
    return (*duty, row.by_events, row.as_kept, row.kept_id)


@action("difference.note_seen")
def note_difference_seen(
    *, by: User, difference: DutyDifference, reason: SeenReason, text: str = ""
) -> DutyDifference:
    """Note that a leader has looked at a difference, what she found, and what she wrote of it.

    Raises Refused `difference_gone`, `difference_seen`.
    """
    hold(difference)
    if difference.gone_in_id is not None:
        raise Refused("difference.note_seen", "difference_gone")
    if difference.seen_at is not None:
        raise Refused("difference.note_seen", "difference_seen")
    difference.seen_by, difference.seen_at = by, clock.now()
    difference.seen_reason, difference.seen_text = reason.value, text.strip()
    difference.save(update_fields=["seen_by", "seen_at", "seen_reason", "seen_text"])
    log(by=by, about=difference, facts={"reason": reason.value, "rule": difference.rule_key})
    return difference
