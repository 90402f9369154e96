"""The journeys' servers and browser: whoever runs them side by side shares neither.

A server has a port, a data folder and a database of its own; each worker has its own browser.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.demo_server import FIRST_MORNING, DemoServer
from tests.browser import chromium
from tests.conftest import database
from tests.journeys.house import MadeServer, furnish, keep_empty
from tests.journeys.stage import Stage

FEW_FAMILIES = 12
ENOUGH_FAMILIES = 100  # so that every kind of page has somebody to be about

Begin = Callable[..., Stage]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all journeys of a worker."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Return an empty house, made once for all workers; on PostgreSQL each makes its own."""
    if database() == "postgresql":
        return None
    mine = tmp_path_factory.getbasetemp()
    shared = mine.parent if os.environ.get("PYTEST_XDIST_WORKER") else mine
    with (shared / "empty.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return keep_empty(shared / "empty")


@pytest.fixture(scope="module")
def town(empty: Path | None) -> Iterator[DemoServer]:
    """Serve a demo municipality, made anew for each module, on the standing day."""
    with serving(ENOUGH_FAMILIES, empty) as server:
        yield server


@contextmanager
def serving(families: int, empty: Path | None) -> Iterator[DemoServer]:
    """Serve a demo municipality of its own."""
    server = DemoServer(families)
    try:
        furnish(server, empty)
        server.start()
        yield server
    finally:
        server.remove()


@pytest.fixture
def begin(empty: Path | None, browser: Browser) -> Iterator[Begin]:
    """Return what begins a journey: the cast and a scene at a moment; it ends without a fault."""
    stages: list[Stage] = []

    def from_scene(scene: str, moment: datetime = FIRST_MORNING) -> Stage:
        server = MadeServer(empty, moment)
        stages.append(Stage(server, browser))
        stages[-1].notes.update(server.make(scene))
        server.start()
        return stages[-1]

    try:
        yield from_scene
        for stage in stages:
            stage.nothing_found()
            assert stage.server.logged_errors() == []
    finally:
        for stage in stages:
            stage.close()
            stage.server.remove()
