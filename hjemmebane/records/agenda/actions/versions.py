"""A new version of a rule, and what it does to what runs under the old: kept, reckoned or asked."""

from collections.abc import Iterable

from hjemmebane import clock
from hjemmebane.domain.deadlines import DeadlineRule
from hjemmebane.domain.refusals import Refused
from hjemmebane.domain.versions import Running
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.access.models import Unit, User
from hjemmebane.records.agenda.actions.guards import require_unsettled
from hjemmebane.records.agenda.actions.obligations import supersede
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries import newer_versions, running_before, under


@action("obligation.adopt_versions")
def adopt_new_versions(*, by: Actor, unit: Unit) -> int:
    """Reckon a unit's running obligations anew where a new version says so; return how many.

    A daily job. What the new version cannot reckon (a day nobody has chosen) is left as it was.
    """
    moved = []
    for rule in newer_versions(clock.today(), Running.RE_RECKON):
        for row in running_before(rule, Obligation.objects.filter(dossier__unit=unit)):
            if under(rule, row) is not None:
                moved.append(_adopt(by, row, rule).public_id)
    log(by=by, about=unit, facts={"moved": len(moved)})
    return len(moved)


@action("obligation.choose_version")
def choose_version(
    *, by: User, rule: DeadlineRule, obligations: Iterable[Obligation], adopt: bool
) -> int:
    """Let what runs follow the new version of its rule, or stay under its own; return how many.

    Raises Refused `nothing_chosen`, or `next_date_missing` where the new version needs a day that
    nobody has chosen.
    """
    rows = list(obligations)
    if not rows:
        raise Refused("obligation.choose_version", "nothing_chosen")
    for row in rows:
        followed = _adopt(by, row, rule) if adopt else _keep(row, rule)
        log(by=by, about=followed, facts={"rule": rule.key, "to": rule.version, "adopt": adopt})
    return len(rows)


def _adopt(by: Actor, row: Obligation, rule: DeadlineRule) -> Obligation:
    why = rule.on_running.why if rule.on_running else ""
    return supersede(by=by, obligation=row, version=rule.version, reason=why)


def _keep(row: Obligation, rule: DeadlineRule) -> Obligation:
    hold(row)
    require_unsettled("obligation.choose_version", row)
    row.kept_before_version = rule.version
    row.save(update_fields=["kept_before_version"])
    return row
