"""What holds for every test: one database at a time, no network, a count of what ran."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest_plugins = ["tests.cast"]

RAN = Path(__file__).resolve().parent.parent / "var" / "tests"
LOCAL = ("127.0.0.1", "::1", "localhost")


def database() -> str:
    """Return which database this run is on."""
    return "postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that the other database alone can run (tests/only_one_database.txt)."""
    other = "only_sqlite" if database() == "postgresql" else "only_postgres"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Write down what ran, so that the two databases can be compared (scripts/same_tests.py)."""
    if not os.environ.get("COUNT_TESTS"):
        return
    reports = [
        report for kind in ("passed", "failed") for report in terminalreporter.getreports(kind)
    ]
    ran = sorted({report.nodeid for report in reports if report.when == "call"})
    RAN.mkdir(parents=True, exist_ok=True)
    with (RAN / f"{database()}.txt").open("a", encoding="utf-8") as file:
        file.writelines(f"{name}\n" for name in ran)
    terminalreporter.write_line(f"{len(ran)} tests ran on {database()}.")


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """Refuse every connection that would leave this machine."""
    connect = socket.socket.connect

    def connect_locally(self: socket.socket, address: Any) -> None:
        if isinstance(address, tuple) and address[0] not in LOCAL:
            raise AssertionError(f"A test reached for {address[0]}: nothing may leave the machine.")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_locally)
        yield


@pytest.fixture(autouse=True)
def _own_heads_file(settings: Any, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test its own heads file, so that none writes into the demo's."""
    settings.AUDIT_HEADS_FILE = tmp_path_factory.mktemp("audit") / "heads.txt"


@pytest.fixture(autouse=True)
def _no_throttle(settings: Any) -> None:
    """Let a test knock as often as it likes; those about limits switch them on."""
    settings.THROTTLE = False
