"""What the drills share: an installation, acts inside it, and a page read by a person."""

import json
import os
import platform
import re
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import requests

from hjemmebane import clock
from scripts.demo_server import ROOT, DemoServer

ACTS = (
    "import django, runpy; django.setup();"
    " runpy.run_module('scripts.drill_acts', run_name='__main__')"
)
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
PERSON = re.compile(r'name="user" value="([^"]+)"')
PATIENCE = 60


class DrillFailed(Exception):
    """The drill did not end as it must."""


class Installation(DemoServer):
    """A demo installation whose keys lie where they are said to; several may share one ring."""

    def __init__(self, families: int, keys: Path | None = None, *, filled: str = "") -> None:
        super().__init__(families, filled=filled)
        self.keys = keys or Path(filled or self.folder)

    @property
    def environment(self) -> dict[str, str]:
        """Return what its processes read."""
        own = {
            "HJEMMEBANE_KEYS": str(self.keys / "keys"),
            "HJEMMEBANE_BACKUP_KEYS": str(self.keys / "backup-keys"),
        }
        return {**super().environment, **own}

    def acts(self, *arguments: str) -> Any:
        """Do an act inside it (scripts/drill_acts.py) and return what it told."""
        return json.loads(self.run("-c", ACTS, *arguments))

    def commands(self, *commands: list[str]) -> list[str]:
        """Run commands of manage.py in one process, a command that begins with "!" must refuse.

        Returns what each said; raises DrillFailed where one ended otherwise than it must.
        """
        bare = [[word.removeprefix("!") for word in command] for command in commands]
        found = []
        for command, (went_well, said) in zip(
            commands, self.acts("commands", json.dumps(bare)), strict=True
        ):
            if went_well == command[0].startswith("!"):
                raise DrillFailed(f"{' '.join(command)}: {said}")
            found.append(said)
        return found

    def begin(self, *arguments: str) -> "subprocess.Popen[str]":
        """Begin an act inside it and return the running process."""
        return subprocess.Popen(
            [sys.executable, "-c", ACTS, *arguments],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )


def told(process: "subprocess.Popen[str]") -> Any:
    """Wait for an act that was begun and return what it told."""
    out, _ = process.communicate(timeout=PATIENCE * 10)
    if process.returncode:
        raise DrillFailed(f"an act ended with {process.returncode}")
    return json.loads(out)


def wait_for_lines(path: Path, lines: int) -> None:
    """Wait until a file has some lines."""
    end = time.monotonic() + PATIENCE
    while not path.exists() or len(path.read_text().splitlines()) < lines:
        if time.monotonic() > end:
            raise DrillFailed(f"{path.name} never had {lines} lines")
        time.sleep(0.05)


def read_a_page(server: DemoServer) -> str:
    """Sign in as the first of the demo's people and return their front page."""
    with requests.Session() as browser:
        door = browser.get(f"{server.address}/log-ind/", timeout=PATIENCE)
        token, person = TOKEN.search(door.text), PERSON.search(door.text)
        if door.status_code != 200 or not token or not person:
            raise DrillFailed(f"the door answered {door.status_code}")
        answer = browser.post(
            f"{server.address}/demo/ind/",
            data={"csrfmiddlewaretoken": token[1], "user": person[1]},
            timeout=PATIENCE,
        )
        if answer.status_code != 200 or "<h1" not in answer.text:
            raise DrillFailed(f"the front page answered {answer.status_code}")
        return answer.text


def report(found: dict[str, Any], command: str, path: Path | None) -> None:
    """Print figures as JSON, and keep them in a file with the command and machine behind them."""
    print(json.dumps(found, indent=1))
    if path:
        machine = f"{os.cpu_count()} cores, {platform.system()} {platform.machine()}"
        whole = {"command": command, "machine": machine, "on": str(clock.today()), **found}
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(whole, indent=1) + "\n")
