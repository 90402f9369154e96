"""Two at once: calls on connections of their own that really meet."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from contextvars import copy_context
from typing import Any

from django.db import connection, models

from hjemmebane.domain.refusals import Refused
from hjemmebane.ui.refusals import known, sentence

PATIENCE = 10.0
WAITING = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@contextmanager
def held_back(*tables: type[models.Model]) -> Iterator[None]:
    """Hold every write and lock on some tables back until the block ends; reading goes on."""
    gate = connection.copy()
    try:
        gate.set_autocommit(False)
        with gate.cursor() as cursor:
            for table in tables:
                cursor.execute(f'LOCK TABLE "{table._meta.db_table}" IN EXCLUSIVE MODE')
        yield
        gate.rollback()
    finally:
        gate.close()


def together(*calls: Callable[[], Any], at: type[models.Model]) -> list[Any]:
    """Return what each call gave or raised when all went for a table at the same moment."""
    with ThreadPoolExecutor(len(calls)) as pool:
        with held_back(at):
            running = [pool.submit(copy_context().run, on_own_connection, call) for call in calls]
            until_they_wait(running)
        wait(running, PATIENCE)
        return [one.exception() or one.result() for one in running]


def on_own_connection(call: Callable[[], Any]) -> Any:
    """Return what a call gives; the thread's connection is closed after it."""
    try:
        return call()
    finally:
        connection.close()


def until_they_wait(running: list[Future[Any]]) -> None:
    """Return when every call either waits for a lock or has ended; both must have met."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        with connection.cursor() as cursor:
            cursor.execute(WAITING)
            waiting = cursor.fetchone()[0]
        if waiting + sum(one.done() for one in running) >= len(running):
            assert waiting, [one.exception() for one in running if one.done()]
            return
        time.sleep(0.01)
    raise AssertionError("The calls never met at the lock.")


def refused(results: list[Any]) -> Refused:
    """Return the one refusal among the results, which must say something of its own in Danish."""
    (found,) = [one for one in results if isinstance(one, Exception)]
    assert isinstance(found, Refused), repr(found)
    assert found.key in known()
    assert sentence(found.key)
    return found


def statuses(results: list[Any]) -> list[int]:
    """Return the statuses of answers, lowest first."""
    assert not [one for one in results if isinstance(one, Exception)], results
    return sorted(one.status_code for one in results)


def loser(results: list[Any]) -> str:
    """Return the page that the one who came second was shown."""
    (answer,) = [one for one in results if one.status_code != 303]
    return str(answer.content.decode())
