"""Writes of other systems: one under each key, and the same answer when the key comes again."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db import IntegrityError

from hjemmebane import clock
from hjemmebane.domain.refusals import Refused
from hjemmebane.gateways import keyring
from hjemmebane.records.access import lookups
from hjemmebane.records.access.acting import Actor, action, all_or_nothing, log
from hjemmebane.records.access.models import IdempotencyKey, ServiceAccount, Unit

KEPT_FOR = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a write answered, and the persons it shows (ids)."""

    status: int
    body: str
    persons: tuple[int, ...] = ()


def answered_once(
    account: ServiceAccount, key: str, fingerprint: str, write: Callable[[], Answer]
) -> tuple[Answer, bool]:
    """Write once under a key, and keep the answer in the same transaction; tell if it is new.

    The same key with the same fingerprint gets the answer kept; with another, Refused
    `key_reused`. A write that is refused keeps nothing, so that it may be tried again. Of two at
    once the second waits for the first at the key's own row.
    """
    try:
        with all_or_nothing():
            row = _taken(account, key, fingerprint)
            answer = write()
            told = json.dumps([answer.body, answer.persons])
            row.status = answer.status
            row.answer = keyring.seal(told.encode(), _context(account, key))
            row.save(update_fields=["status", "answer"])
            return answer, True
    except _KeyUsed:
        return _kept(account, key, fingerprint), False


class _KeyUsed(Exception):
    """The key has been used: what was begun under it now is rolled back."""


def _taken(account: ServiceAccount, key: str, fingerprint: str) -> IdempotencyKey:
    try:
        return IdempotencyKey.objects.create(
            account=account, key=key, fingerprint=fingerprint, made_at=clock.now()
        )
    except IntegrityError as error:
        raise _KeyUsed from error


def _kept(account: ServiceAccount, key: str, fingerprint: str) -> Answer:
    row = IdempotencyKey.objects.get(account=account, key=key)
    if row.fingerprint != fingerprint:
        raise Refused("api.write", "key_reused")
    body, persons = json.loads(keyring.unseal(bytes(row.answer), _context(account, key)))
    lookups.show(persons)
    return Answer(row.status, body, tuple(persons))


def _context(account: ServiceAccount, key: str) -> bytes:
    return f"answer:{account.pk}:{key}".encode()


@action("service_account.forget_answers")
def forget_answers(*, by: Actor, unit: Unit) -> int:
    """Remove the answers kept for longer than a day; return how many (a nightly job)."""
    old = IdempotencyKey.objects.filter(made_at__lt=clock.now() - KEPT_FOR)
    removed, _ = old.delete()
    log(by=by, about=unit, facts={"removed": removed})
    return removed
