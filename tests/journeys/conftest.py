"""The journeys' server and browser: one of each for all journeys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from scripts.demo_server import DemoServer
from tests.browser import chromium

FEW_FAMILIES = 12
ENOUGH_FAMILIES = 100  # so that every kind of page has somebody to be about


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one Chromium for all journeys."""
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def town() -> Iterator[DemoServer]:
    """Serve a demo municipality, made anew for each module, on the standing day."""
    server = DemoServer(families=ENOUGH_FAMILIES)
    try:
        server.prepare()
        server.start()
        yield server
    finally:
        server.remove()
