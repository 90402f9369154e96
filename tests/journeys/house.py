"""Houses for journeys: tables made once and copied, and the cast with a scene to begin from."""

import json
import shutil
from datetime import datetime
from pathlib import Path

from scripts.demo_server import FIRST_MORNING, DemoServer


class MadeServer(DemoServer):
    """A server in which the cast live, and in which a scene was made (`tests/journeys/made.py`)."""

    def __init__(self, empty: Path | None, moment: datetime = FIRST_MORNING) -> None:
        super().__init__(families=0, moment=moment)
        self.empty = empty

    def make(self, scene: str) -> dict[str, str]:
        """Make the cast and a scene; return where its things are."""
        furnish(self, self.empty)
        made = self.run("-m", "tests.journeys.made", scene)
        found: dict[str, str] = json.loads(made.splitlines()[-1])
        return found


def furnish(server: DemoServer, empty: Path | None) -> None:
    """Prepare a server; where an empty house is given its tables are copied, not made anew."""
    if empty:
        shutil.copytree(empty, server.folder, dirs_exist_ok=True)
    if server.families:
        server.prepare()
    elif not empty:
        server.prepare_empty()


def keep_empty(folder: Path) -> Path:
    """Make an empty house in a folder, keys and tables, unless somebody has already."""
    if not folder.exists():
        server = DemoServer(families=0)
        try:
            server.prepare_empty()
            shutil.copytree(server.folder, folder)
        finally:
            server.remove()
    return folder
