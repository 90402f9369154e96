"""A real PostgreSQL is stopped under a real web server and job process, and started again."""

from collections.abc import Iterator

import pytest

from scripts.drill import Installation
from tests.drills.running import PREPARE, Database, Running, new_folder, remove, until


@pytest.fixture
def database() -> Iterator[Database]:
    """Return a PostgreSQL of the test's own."""
    folder = new_folder()
    made = Database(folder)
    yield made
    made.stop()
    remove(folder)


@pytest.fixture
def running(database: Database, monkeypatch: pytest.MonkeyPatch) -> Iterator[Running]:
    """Return an installation on it, web server and job process running."""
    monkeypatch.setenv("DATABASE_URL", database.url)
    house = Installation(0)
    house.run("-c", PREPARE)
    made = Running(house)
    yield made
    if not database.is_up:
        database.start()
    made.stop()
    house.remove()


def test_pages_and_jobs_survive_a_database_that_is_stopped_and_started(
    running: Running, database: Database
) -> None:
    until(lambda: running.logged("jobs started"))
    assert running.page().status_code == 200
    database.stop()
    answer = running.page()
    assert answer.status_code == 503
    assert "Databasen svarer ikke lige nu" in answer.text
    health = running.page("/healthz")
    assert (health.status_code, health.json()["database"]) == (503, "away")
    until(lambda: running.logged("jobs wait: away"))
    assert running.jobs.poll() is None
    assert not running.logged("Traceback")
    database.start()
    assert running.page().status_code == 200
    until(lambda: running.logged("jobs go on after: away"))
    assert running.jobs.poll() is None
