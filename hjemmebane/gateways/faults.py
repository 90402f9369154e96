"""What is wrong when the database or the disk does not do its part, told from the error alone.

Only faults that go over by themselves, or that operations mend, have a name here; a fault of ours
(a missing table, a broken constraint) has none and stays an error.
"""

import errno
import shutil
from typing import Final, Literal

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError

Fault = Literal["away", "busy", "full"]

NO_ROOM: Final = frozenset({errno.ENOSPC, errno.EDQUOT})
LEAST_ROOM: Final = 256 * 1024
UNREADABLE: Final = frozenset({errno.EIO, errno.EROFS})
# PostgreSQL's own codes: https://www.postgresql.org/docs/15/errcodes-appendix.html
FULL_CODES: Final = frozenset({"53100"})
BUSY_CODES: Final = frozenset({"40001", "40P01", "55P03", "57014", "53300"})
# A leader that has become a replica, or that is stopping, refuses with these.
AWAY_CODES: Final = frozenset({"25006", "57P01", "57P02", "57P03", "57P05"})
AWAY_WORDS: Final = ("unable to open database", "disk i/o error", "readonly database")


def fault_of(error: BaseException | None) -> Fault | None:
    """Return which fault an error tells of, looked for along its causes; None where it is ours."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        found = _of_one(error)
        if found:
            return found
        error = error.__cause__ or error.__context__
    return None


def _of_one(error: BaseException) -> Fault | None:
    if isinstance(error, OSError) and not isinstance(error, ConnectionError):
        if error.errno in NO_ROOM:
            return "full"
        return "away" if error.errno in UNREADABLE else None
    if isinstance(error, DatabaseError | InterfaceError):
        return _of_database(error)
    return None


def _of_database(error: Exception) -> Fault | None:
    code = getattr(error.__cause__, "sqlstate", None)
    words = str(error).lower()
    if code in FULL_CODES or "disk is full" in words or "no space left" in words:
        return "full"
    if code in BUSY_CODES or "is locked" in words:
        return "busy"
    if any(part in words for part in AWAY_WORDS):
        # SQLite on a full disk may fail at opening its log before it fails at writing.
        return "full" if _is_without_room() else "away"
    if code in AWAY_CODES:
        return "away"
    # On PostgreSQL a connection that cannot be made, or broke, carries no code at all.
    lost = isinstance(error, OperationalError | InterfaceError) and code is None
    return "away" if lost and type(error.__cause__).__module__.startswith("psycopg") else None


def _is_without_room() -> bool:
    try:
        return shutil.disk_usage(settings.VAR_DIR).free < LEAST_ROOM
    except OSError:
        return False
