"""Moving a running deadline where its rule lets it, and telling the event behind it anew."""

from datetime import date, datetime
from uuid import UUID

from hjemmebane import catalogue, clock
from hjemmebane.catalogue import NotInCatalogueError
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.deadlines import MoveKind, due_at
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.moving import CannotMoveError, Moved, check_move, paused_to
from hjemmebane.domain.refusals import Refused
from hjemmebane.records.access.acting import Actor, action, hold, log
from hjemmebane.records.access.models import Dossier
from hjemmebane.records.agenda.actions.guards import require_at_work, require_unsettled
from hjemmebane.records.agenda.actions.obligations import again
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.reckoning import moments_of, reckoned_due, rule_of


@action("obligation.move")
def move_obligation(
    *, by: Actor, obligation: Obligation, kind: MoveKind, until_on: date, reason: str
) -> Obligation:
    """Extend a deadline to a day, or pause it from today until a day, where its rule lets it.

    The day it had stays in the row before. Raises Refused `reason_missing`, `rule_does_not_move`,
    `moved_too_late`, `moved_not_later`, `moved_too_far`.
    """
    name = "obligation.move"
    hold(obligation)
    require_at_work(name, obligation.dossier, by)
    require_unsettled(name, obligation)
    if not reason.strip():
        raise Refused(name, "reason_missing")
    rule, calendar, now = rule_of(obligation), catalogue.current_calendar(), clock.now()
    current = reckoned_due(obligation)
    first = due_at(rule, dict(moments_of(obligation)), calendar, chosen_on=obligation.chosen_on)
    is_pause = kind is MoveKind.PAUSE
    to = paused_to(current, local_day(now), until_on) if is_pause else until_on
    moved = Moved(kind, to, reason)
    try:
        check_move(rule, first, current, moved, at=now, calendar=calendar)
    except CannotMoveError as refusal:
        raise Refused(name, refusal.key) from refusal
    fresh = again(obligation, moved_to=to, moved_kind=kind, moved_reason=reason)
    facts = {"kind": kind, "was_due_at": obligation.due_at, "due_at": fresh.due_at}
    log(by=by, about=fresh, reason=reason, facts=facts)
    return fresh


@action("obligation.correct")
def correct_event(
    *,
    by: Actor,
    dossier: Dossier,
    event: EventKind,
    about: tuple[str, UUID],
    at: datetime,
    reason: str,
) -> list[Obligation]:
    """Tell an event anew: every deadline it began or met is reckoned again, met ones too.

    The rows before stay as they were. Each stands under the version of its rule that held on the
    new day. Raises Refused `reason_missing`, `in_the_future`, `no_rule_that_day`.
    """
    name = "obligation.correct"
    require_at_work(name, dossier, by)
    if not reason.strip():
        raise Refused(name, "reason_missing")
    if at > clock.now():
        raise Refused(name, "in_the_future")
    kind, public_id = about
    rows = Obligation.objects.current().filter(dossier=dossier).select_for_update()
    own = rows.filter(about_kind=kind, about_id=public_id)
    # What the same thing began that moment under another name (a child placed) moves with it.
    moments = [row.trigger_at for row in own if row.trigger_kind == event]
    begun = list(own.filter(trigger_at__in=moments).exclude(trigger_at=at))
    # What the thing both began and, by another event of its own, met is told anew once.
    by_it = rows.filter(satisfied_by_kind=kind, satisfied_by_id=public_id).exclude(satisfied_at=at)
    met = list(by_it.exclude(pk__in=[row.pk for row in begun]))
    fresh = [_begun_anew(name, row, at, reason) for row in begun]
    fresh += [again(row, satisfied_at=at, corrected_reason=reason) for row in met]
    facts = {"about": [kind, public_id], "at": at, "again": [row.public_id for row in fresh]}
    log(by=by, about=dossier, reason=reason, facts=facts)
    return fresh


def _begun_anew(name: str, row: Obligation, at: datetime, reason: str) -> Obligation:
    try:
        rule = catalogue.current().rule_on(row.rule_key, local_day(at))
    except NotInCatalogueError as missing:
        raise Refused(name, "no_rule_that_day") from missing
    return again(row, trigger_at=at, rule_version=rule.version, corrected_reason=reason)
