"""A kept connection to SQLite: it serves many requests, and leaves a file that was put aside."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.signals import request_started
from django.db import connections
from django.utils.connection import ConnectionProxy

from hjemmebane.config.settings import database

OTHER = "other"


@pytest.fixture
def other(tmp_path: Path, django_db_blocker: Any) -> Iterator[Any]:
    told = {**connections.databases["default"], **database(""), "NAME": tmp_path / "other.sqlite3"}
    _make(told["NAME"], "first")
    connections.databases[OTHER] = told
    with django_db_blocker.unblock():
        yield ConnectionProxy(connections, OTHER)
        connections[OTHER].close()
    del connections[OTHER]
    del connections.databases[OTHER]


def _make(path: Path, word: str) -> None:
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE said (word text)")
        made.execute("INSERT INTO said VALUES (?)", [word])
    made.close()


def _said(connection: Any) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT word FROM said")
        return str(cursor.fetchone()[0])


def test_the_next_request_keeps_the_connection_while_its_file_is_in_place(other: Any) -> None:
    assert _said(other) == "first"
    opened = other.connection

    request_started.send(sender=None, environ={})

    assert _said(other) == "first"
    assert other.connection is opened


@pytest.mark.parametrize("within", [False, True])
def test_a_file_put_aside_is_left_before_the_next_request(other: Any, within: bool) -> None:
    assert _said(other) == "first"
    path = Path(other.settings_dict["NAME"])
    path.rename(path.with_suffix(".aside"))
    _make(path, "second")

    if not within:
        request_started.send(sender=None, environ={})

    assert _said(other) == ("first" if within else "second")
