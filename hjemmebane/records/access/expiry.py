"""Removing what is old enough: whole months of a chain, by one named action, never a line."""

from dataclasses import dataclass
from datetime import date, datetime

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.gateways import keyring
from hjemmebane.records.access import chains, expiry_marks, heads
from hjemmebane.records.access.acting import Actor, action, log
from hjemmebane.records.access.append_only import TABLES, lifted
from hjemmebane.records.access.chains import Chain
from hjemmebane.records.access.expiry_marks import ABOUT, Mark
from hjemmebane.records.access.heads import RESTORED, Head
from hjemmebane.records.access.models import AuditSeal, LookupPerson
from hjemmebane.records.access.spans import size, unpack

KEEP_YEARS = 5  # classes `audit` and `lookup` in catalogue/retention.toml; a test holds them equal


@dataclass(slots=True)
class _Segment:
    """The part of a chain that a line is about."""

    public_id: str
    audit_kind: str = ABOUT


@action("audit.expire")
def expire_month(*, by: Actor, chain: Chain, month: date) -> int:
    """Remove a chain's rows up to the end of a month; its last seal stays. Return how many went.

    `month` is any day of it. Raises Refused where the month is not five years gone, or where
    nothing that old is sealed.
    """
    end = clock.moment(_first_of_next(month), 0)
    if _first_of_next(month) > _years_ago(clock.today(), KEEP_YEARS):
        raise Refused("audit.expire", "month_too_young")
    last = _last_seal_before(chain, end)
    if last is None:
        raise Refused("audit.expire", "nothing_expired")
    with lifted(*TABLES):
        removed = _remove(chain, last)
    mark, key = Mark(last.number, last.digest), keyring.ring().newest("audit")
    facts = {
        "month": f"{month:%Y-%m}",
        "rows": removed,
        "seal": mark.number,
        "digest": mark.digest,
        "key": key,
        "signature": expiry_marks.signature(chain, mark, key),
    }
    log(by=by, about=_Segment(chain.value), facts=facts)
    return removed


def _first_of_next(month: date) -> date:
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _years_ago(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _last_seal_before(chain: Chain, end: datetime) -> AuditSeal | None:
    """Return the last seal before the first that covers anything from `end` on."""
    own = AuditSeal.objects.filter(chain=chain).order_by("number")
    kept = own.filter(until_at__gte=end).first()
    old = own.filter(number__lt=kept.number) if kept else own
    last = old.last()
    mark = expiry_marks.newest(chain)
    return None if last is None or (mark and mark.number >= last.number) else last


def _remove(chain: Chain, last: AuditSeal) -> int:
    old = AuditSeal.objects.filter(chain=chain, number__lte=last.number)
    removed = 0
    for ids in old.order_by("number").values_list("line_ids", flat=True):
        spans = unpack(ids)
        for first, end in spans:
            if chain is Chain.LOOK:
                LookupPerson.objects.filter(request_id__gte=first, request_id__lte=end)._raw_delete(
                    LookupPerson.objects.db
                )
            chains.model_of(chain)._base_manager.filter(pk__gte=first, pk__lte=end).delete()
        removed += size(spans)
    old.filter(number__lt=last.number).delete()
    return removed


@action("audit.note_restored")
def note_restored(*, by: Actor, reason: str) -> None:
    """Write down that an older backup was put back, so that the seals it lacks are accounted for.

    Run once after a restore, with the heads file of before it in place.
    """
    now, key = clock.now(), keyring.ring().newest("audit")
    ends = []
    for chain in Chain:
        last = AuditSeal.objects.filter(chain=chain).order_by("-number").first()
        number, digest, line = (last.number, last.digest, last.last_line) if last else (0, "-", 0)
        ends.append(Head(RESTORED, chain, number, digest, line, now, key))
        log(by=by, about=_Segment(chain.value), reason=reason, facts={"restored_to": number})
    heads.note_restored(ends)
