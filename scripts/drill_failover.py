"""The failover drill: the leader is killed while people write; nothing acknowledged may be lost.

    python -m scripts.drill_failover [--kills 3] [--json FILE]

Three PostgreSQL nodes under Patroni with one synchronous standby, HAProxy before them, and before
that the web server and writers with the settings of production. Ends with an error where a person
whose registering was acknowledged is lost or there twice, or the audit chain does not verify.
Prints as JSON how long nothing could be written after each blow.
"""

import argparse
import json
import os
import subprocess
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import requests

from scripts.drill import DrillFailed, Installation, report, told, wait_for_lines
from scripts.ha_cluster import Cluster, missing_programs

SCRIPTS = Path(__file__).resolve().parent
FIRST_PORT = 8200
FAMILIES = 5
WRITERS = 3
MOST_SECONDS = 900.0
SETTLED_LINES = 30
PACKAGES = ("etcd-server", "patroni", "haproxy")


def main() -> int:
    """Run the drill and print what it measured."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--port", type=int, default=FIRST_PORT, help="first of 31 ports")
    parser.add_argument("--json", type=Path, default=None)
    options = parser.parse_args()
    if missing_programs():
        install()
    if lacking := missing_programs():
        print(
            f"{', '.join(lacking)} missing, and apt may not or could not install it: the failover "
            f"drill needs the Debian packages {', '.join(PACKAGES)}.",
            file=sys.stderr,
        )
        return 1
    found = run(options.kills, options.port)
    report(found, "make drill-failover", options.json)
    return 0


def install() -> None:
    """Ask apt for what is missing, where it may be asked; set-up is read by older Pythons too."""
    program = "import setup, sys; setup.may_install() and setup.apt_install(sys.argv[1:])"
    subprocess.run([sys.executable, "-c", program, *PACKAGES], cwd=SCRIPTS, check=False)


def run(kills: int, port: int) -> dict[str, Any]:
    """Start the cluster and an installation on it, drill, and take both away."""
    began = time.monotonic()
    cluster = Cluster(port)
    try:
        cluster.start()
        started = time.monotonic() - began
        os.environ["DATABASE_URL"] = cluster.url()
        house = Installation(FAMILIES)
        try:
            house.prepare()
            found = drill(cluster, house, kills)
        finally:
            house.remove()
    finally:
        cluster.stop()
    seconds = {"cluster_started": round(started, 1), "in_all": round(time.monotonic() - began, 1)}
    return {**found, "seconds": seconds}


def drill(cluster: Cluster, house: Installation, kills: int) -> dict[str, Any]:
    """Kill the leader some times, and once let it hand over, under writers and a reader."""
    noted = house.folder / "noted"
    house.start()
    reader = Reader(f"{house.address}/log-ind/")
    writers = [house.begin("write", str(noted), str(MOST_SECONDS)) for _ in range(WRITERS)]
    reader.start()
    blows = []
    try:
        for number in range(kills):
            # Every third time only PostgreSQL dies and its Patroni must see to it.
            blows.append(blow(cluster, noted, with_patroni=number % 3 != 2))
        blows.append(hand_over(cluster, noted))
    finally:
        noted.with_name("noted.stop").touch()
        reader.stopping.set()
        done = [told(writer) for writer in writers]
        reader.join(timeout=30)
    house.commands(["jobs", "--once"], ["verify_audit"])
    seen = house.acts("persons", str(noted))
    for one in blows:
        one["seconds_without_writes"] = longest_gap(noted, one.pop("at"))
    found = {
        "acknowledged": seen["acknowledged"],
        "lost": seen["lost"],
        "doubled": seen["doubled"],
        "written_but_not_acknowledged": seen["written_but_not_acknowledged"],
        "refused_to_writers": sum(one["failed"] for one in done),
        "audit_chain": "verifies",
        "blows": blows,
        "pages": reader.told(),
    }
    if found["lost"] or found["doubled"]:
        raise DrillFailed(json.dumps(found, indent=1))
    return found


def blow(cluster: Cluster, noted: Path, *, with_patroni: bool) -> dict[str, Any]:
    """Kill the leader, see another lead and writing go on, bring the dead one back."""
    settle(noted)
    leader, at = cluster.leader(), time.time()
    cluster.kill(leader, with_patroni=with_patroni)
    settle(noted)
    if with_patroni:
        cluster.start_node(leader)
    whole = cluster.wait_until_whole()
    return {
        "what": f"kill -9 of {'Patroni and PostgreSQL' if with_patroni else 'PostgreSQL alone'}",
        "led_before": leader,
        "led_after": cluster.leader(),
        "seconds_until_three_again": round(whole, 1),
        "at": at,
    }


def hand_over(cluster: Cluster, noted: Path) -> dict[str, Any]:
    """Let the leader hand over in order, as before maintenance."""
    settle(noted)
    leader, at = cluster.leader(), time.time()
    cluster.switch_over()
    settle(noted)
    whole = cluster.wait_until_whole()
    return {
        "what": "switchover",
        "led_before": leader,
        "led_after": cluster.leader(),
        "seconds_until_three_again": round(whole, 1),
        "at": at,
    }


def settle(noted: Path) -> None:
    """Wait until writing goes on well."""
    now = len(noted.read_text().splitlines()) if noted.exists() else 0
    wait_for_lines(noted, now + SETTLED_LINES)


def longest_gap(noted: Path, at: float) -> float:
    """Return the longest time without an acknowledged write in the minute after a blow."""
    lines = noted.read_text().splitlines()
    times = sorted(float(line.split(" ")[1]) for line in lines)
    near = [moment for moment in times if at - 2 <= moment <= at + 60]
    return round(max((b - a for a, b in pairwise(near)), default=0.0), 1)


class Reader(threading.Thread):
    """Somebody who asks for a page ten times a second and counts what it meets."""

    def __init__(self, url: str) -> None:
        super().__init__(daemon=True)
        self.url = url
        self.stopping = threading.Event()
        self.met: dict[str, int] = {}
        self.sentence = False

    def run(self) -> None:
        """Ask until told to stop."""
        while not self.stopping.wait(0.1):
            try:
                answer = requests.get(self.url, timeout=30)
                key = str(answer.status_code)
                self.sentence |= "Databasen svarer ikke" in answer.text
            except requests.RequestException as error:
                key = type(error).__name__
            self.met[key] = self.met.get(key, 0) + 1

    def told(self) -> dict[str, Any]:
        """Return what was met."""
        return {"answers": dict(sorted(self.met.items())), "said_so_in_danish": self.sentence}


if __name__ == "__main__":
    sys.exit(main())
