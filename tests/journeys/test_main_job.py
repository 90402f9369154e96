"""From a teacher's concern to the sent report: in the browser, with JavaScript on and off."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scripts.demo_server import DemoServer
from tests.journeys.conftest import FEW_FAMILIES, serving
from tests.journeys.stage import Stage
from tests.journeys.steps import MAIN_JOB

pytestmark = pytest.mark.journey


@pytest.fixture
def fresh_town(empty: Path | None) -> Iterator[DemoServer]:
    """Serve a demo municipality in which nobody has walked yet."""
    with serving(FEW_FAMILIES, empty) as server:
        yield server


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_main_job_is_walked_from_concern_to_sent_report(
    fresh_town: DemoServer, browser: Browser, javascript: bool
) -> None:
    stage = Stage(fresh_town, browser, javascript=javascript)
    try:
        for step in MAIN_JOB:
            step(stage)
    finally:
        stage.close()
    stage.nothing_found()
    assert fresh_town.logged_errors() == []
