"""The clocks that are a party's own: closed when their time is out, opened where they were kept."""

from datetime import datetime
from uuid import UUID

from hjemmebane import catalogue, clock
from hjemmebane.domain.deadlines import DutyOf
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.models import Dossier, Unit
from hjemmebane.records.agenda.actions.obligations import again
from hjemmebane.records.agenda.models import Obligation

LAPSED = "Tiden løb ud, uden at parten brugte den."


@action("obligation.lapse")
def lapse_of_parties(*, by: Actor, unit: Unit) -> int:
    """Close a unit's clocks of parties whose time is out; return how many.

    A daily job. They stay seen as lapsed: what is lifted after its day was not lifted in time.
    """
    now = clock.now()
    rows = Obligation.objects.unsettled().filter(
        dossier__unit=unit, rule_key__in=_keys_of_parties(), due_at__lt=now
    )
    number = rows.update(not_applicable_reason=LAPSED, not_applicable_at=now)
    log(by=by, about=unit, facts={"lapsed": number})
    return number


@action("obligation.reopen")
def reopen_lapsed(*, by: Actor, dossier: Dossier, about: tuple[str, UUID], at: datetime) -> int:
    """Open a party's lapsed clocks again where what met them in time is told of only now."""
    kind, public_id = about
    rows = Obligation.objects.current().filter(
        dossier=dossier,
        about_kind=kind,
        about_id=public_id,
        rule_key__in=_keys_of_parties(),
        not_applicable_reason=LAPSED,
        due_at__gte=at,
    )
    opened = [again(row, not_applicable_reason="", not_applicable_at=None) for row in rows]
    log(by=by, about=dossier, facts={"reopened": [row.public_id for row in opened]})
    return len(opened)


def _keys_of_parties() -> set[str]:
    rules = catalogue.current().rules
    return {rule.key for rule in rules if rule.duty_of is DutyOf.PARTY}
