"""The database away, busy or full: one Danish sentence, nothing half written, and on by itself."""

import errno
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client

from hjemmebane.config.errors import FAULTS
from hjemmebane.edges.jobs.loop import JobLoop
from hjemmebane.gateways.faults import fault_of
from hjemmebane.records.access import actions
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import AuditLine, Draft
from hjemmebane.records.access.upkeep import note_backup
from hjemmebane.records.documents import vault
from tests.cast import World

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def away() -> Iterator[None]:
    """Let the database be where nobody answers, for the block."""
    told, open_one = connection.settings_dict, connection.connection
    kept = dict(told)
    connection.connection = None
    told["NAME" if connection.vendor == "sqlite" else "PORT"] = (
        "/nowhere/at/all.sqlite3" if connection.vendor == "sqlite" else "1"
    )
    try:
        yield
    finally:
        told.clear()
        told.update(kept)
        connection.connection = open_one
        connection.close_if_unusable_or_obsolete()


@contextmanager
def full() -> Iterator[None]:
    """Let the database have no room for a draft, for the block."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA page_count")
            pages = cursor.fetchone()[0]
            cursor.execute(f"PRAGMA max_page_count = {pages}")
            try:
                yield
            finally:
                cursor.execute("PRAGMA max_page_count = 4294967294")
        return
    refuse = """CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        RAISE EXCEPTION 'could not extend file: No space left' USING ERRCODE = '53100'; END $$;
        CREATE TRIGGER no_room BEFORE INSERT ON access_draft EXECUTE FUNCTION no_room()"""
    with connection.cursor() as cursor:
        cursor.execute(refuse)
        try:
            yield
        finally:
            cursor.execute("DROP FUNCTION no_room() CASCADE")


def visitor(world: World) -> Client:
    """Return Anna's browser; faults are answered as a user meets them."""
    browser = Client(raise_request_exception=False)
    browser.force_login(world.anna)
    return browser


def test_a_database_that_is_away_is_said_in_one_sentence_and_comes_back_by_itself(
    world: World,
) -> None:
    browser = visitor(world)
    with away():
        answer = browser.get("/")
        health = browser.get("/healthz")
    assert answer.status_code == 503
    assert FAULTS["away"][0] in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Zselma" not in answer.content.decode()
    assert (health.status_code, health.json()["database"]) == (503, "away")
    assert browser.get("/").status_code == 200
    assert browser.get("/healthz").json()["status"] == "ok"


def test_a_form_sent_while_the_database_is_away_promises_nothing(world: World) -> None:
    browser = visitor(world)
    with away():
        answer = browser.post("/kladde/?side=/x/", {"text": "Noget"})
    assert answer.status_code == 503
    assert "se efter, om det blev gemt" in answer.content.decode()
    assert not Draft.objects.exists()


def test_a_full_disk_is_said_in_one_sentence_and_nothing_is_half_written(world: World) -> None:
    browser = visitor(world)
    lines = AuditLine.objects.count()
    long = {"text": "Noget langt. " * 1400}
    with full():
        answer = browser.post("/kladde/?side=/x/", long)
    assert answer.status_code == 503
    assert "ikke plads på serveren" in answer.content.decode()
    assert not Draft.objects.exists()
    assert AuditLine.objects.count() == lines
    assert browser.post("/kladde/?side=/x/", long).status_code == 204


def test_the_job_process_waits_for_the_database_and_goes_on(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    loop = JobLoop(interval=0.05)
    with away():
        for _ in range(3):
            loop.bear(loop.turn)
        assert (loop.fault, loop.wait >= 0.3) == ("away", True)
    loop.bear(loop.turn)
    assert (loop.fault, loop.wait) == (None, 0.05)
    said = [record.getMessage() for record in caplog.records if "jobs" in record.getMessage()]
    assert said == ["jobs wait: away", "jobs go on after: away"]


def test_a_fault_of_ours_is_not_taken_for_one_of_the_database(world: World) -> None:
    def broken() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM no_such_table")

    with pytest.raises(Exception, match="no_such_table") as raised, transaction.atomic():
        broken()
    assert fault_of(raised.value) is None
    with pytest.raises(type(raised.value)), transaction.atomic():
        JobLoop().bear(broken)


def test_each_fault_is_known_by_what_the_database_says() -> None:
    assert fault_of(OperationalError("database is locked")) == "busy"
    assert fault_of(OperationalError("database or disk is full")) == "full"
    assert fault_of(OperationalError("disk I/O error")) == "away"
    assert fault_of(OSError(errno.ENOSPC, "No space left on device")) == "full"
    assert fault_of(ValueError("no")) is None
    on_top = RuntimeError("on top")
    on_top.__cause__ = OSError(errno.ENOSPC, "below")
    assert fault_of(on_top) == "full"


@pytest.fixture
def small_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Any]]:
    """Give the vault a disk of 1 MB; where nothing may be mounted, a disk that fails to sync."""
    place = tmp_path / "files"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(place)]
    mounted = (
        os.geteuid() == 0
        and subprocess.run(mount, capture_output=True, check=False).returncode == 0
    )
    monkeypatch.setattr("django.conf.settings.FILES_DIR", place)

    def no_sync(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if not mounted:
        monkeypatch.setattr(os, "fsync", no_sync)
    yield lambda: [path for path in place.rglob("*") if path.is_file()]
    if mounted:
        subprocess.run(["umount", str(place)], check=True)


def test_a_file_that_does_not_fit_leaves_nothing_behind(small_disk: Callable[[], Any]) -> None:
    with pytest.raises(OSError, match="No space") as raised:
        vault.put(b"x" * 3_000_000, b"file:1")
    assert fault_of(raised.value) == "full"
    assert small_disk() == []


def test_an_action_whose_line_does_not_fit_is_not_done(world: World) -> None:
    lines = AuditLine.objects.count()
    with full(), pytest.raises(OperationalError) as raised:
        actions.save_draft(by=world.anna, key="/x/", text="Langt. " * 2600)
    assert fault_of(raised.value) == "full"
    assert (Draft.objects.count(), AuditLine.objects.count()) == (0, lines)
    note_backup(by=SYSTEM, facts={})
    assert AuditLine.objects.count() == lines + 1
