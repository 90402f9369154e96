"""The write guard: a connection refuses to write outside an action, bar a short named list.

It is a rail for developers, not a wall against attackers: it reads the first word of SQL.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from hjemmebane.records.access.unguarded import UNGUARDED_TABLES

writing_allowed: ContextVar[bool] = ContextVar("writing_allowed", default=False)

_WRITES = re.compile(
    r"^\s*(?:INSERT(?:\s+OR\s+\w+)?\s+INTO|UPDATE|DELETE\s+FROM|REPLACE\s+INTO|TRUNCATE(?:\s+TABLE)?)"
    r"\s+[\"`]?([\w.]+)[\"`]?",
    re.IGNORECASE,
)
_WITH = re.compile(r"^\s*WITH\b", re.IGNORECASE)
_WORDS = re.compile(r"\b(INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


class UnguardedWrite(Exception):
    """Something wrote to a table outside an action."""


def guard_connection(sender: object, connection: Any, **kwargs: object) -> None:
    """Put the guard on a connection that has just opened, once."""
    if _refuse_writes not in connection.execute_wrappers:
        connection.execute_wrappers.insert(0, _refuse_writes)


@contextmanager
def writing(allowed: bool = True) -> Iterator[None]:
    """Let the block write (actions, migrations and test set-up), or forbid it again."""
    token = writing_allowed.set(allowed)
    try:
        yield
    finally:
        writing_allowed.reset(token)


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]
) -> Any:
    if not writing_allowed.get() and _writes_guarded_table(sql):
        raise UnguardedWrite(f"write outside an action: {sql[:80]}")
    return execute(sql, params, many, context)


def _writes_guarded_table(sql: str) -> bool:
    found = _WRITES.match(sql)
    if found:
        return found.group(1).lower() not in UNGUARDED_TABLES
    return bool(_WITH.match(sql) and _WORDS.search(sql))
