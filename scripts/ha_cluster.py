"""Three PostgreSQL nodes under Patroni, etcd and HAProxy on loopback, from the files in deploy/ha.

Everything lies in a temporary folder, is started and ended by process id, and leaves nothing.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from string import Template
from typing import Any

import psycopg
import requests

from scripts.postgres import newest_programs

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "deploy" / "ha"
HOST = "127.0.0.1"
NODES = ("node1", "node2", "node3")
PROGRAMS = ("etcd", "patroni", "haproxy")
PATIENCE = 120.0
SETTLED = 12
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class ClusterFailed(Exception):
    """The cluster did not do what it must."""


class Cluster:
    """A cluster of three nodes; ports are counted from a first one."""

    def __init__(self, first_port: int) -> None:
        programs = newest_programs()
        if programs is None:
            raise ClusterFailed("PostgreSQL 15 is missing.")
        self.folder = Path(tempfile.mkdtemp(prefix="hjemmebane-ha-"))
        self.password = secrets.token_urlsafe(16)
        ports = dict(zip(NODES, range(first_port + 10, first_port + 13), strict=True))
        rest = dict(zip(NODES, range(first_port + 20, first_port + 23), strict=True))
        self.ports, self.rest, self.leader_port = ports, rest, first_port + 30
        self.values: dict[str, Any] = {
            "folder": self.folder,
            "host": HOST,
            "network": f"{HOST}/32",
            "etcd_port": first_port,
            "etcd_peer_port": first_port + 1,
            "leader_port": self.leader_port,
            "programs": programs,
            "password": self.password,
            **{f"port{number}": ports[node] for number, node in enumerate(NODES, 1)},
            **{f"rest_port{number}": rest[node] for number, node in enumerate(NODES, 1)},
        }
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.log = (self.folder / "log").open("ab")

    def start(self) -> None:
        """Start everything and wait until three members run, two of them streaming."""
        self._fill("etcd.yml", "etcd.yml")
        self._fill("haproxy.cfg", "haproxy.cfg")
        for node in NODES:
            own = {"node": node, "port": self.ports[node], "rest_port": self.rest[node]}
            self._fill("patroni.yml", f"{node}.yml", **own)
        self._give_to_server()
        self._begin("etcd", "etcd", "--config-file", str(self.folder / "etcd.yml"))
        for node in NODES:
            self.start_node(node)
        self.wait_until_whole()
        self._begin("haproxy", "haproxy", "-db", "-f", str(self.folder / "haproxy.cfg"))
        self._make_role()

    def start_node(self, node: str) -> None:
        """Start a node's Patroni, which starts its PostgreSQL."""
        self._begin(node, "patroni", str(self.folder / f"{node}.yml"))

    def url(self) -> str:
        """Return the address of the leader, whoever it is."""
        return f"postgres://hjemmebane:{self.password}@{HOST}:{self.leader_port}/postgres"

    def members(self) -> dict[str, dict[str, Any]]:
        """Return what the cluster says of its members; empty where nobody answers."""
        for node in NODES:
            with contextlib.suppress(requests.RequestException, ValueError):
                answer = requests.get(f"http://{HOST}:{self.rest[node]}/cluster", timeout=3)
                return {member["name"]: member for member in answer.json()["members"]}
        return {}

    def leader(self) -> str:
        """Return the node that leads, or nothing."""
        found = self.members().items()
        return next((name for name, told in found if told["role"] == "leader"), "")

    def standby(self) -> str:
        """Return the node that has every acknowledged write."""
        found = self.members().items()
        return next((name for name, told in found if told["role"] == "sync_standby"), "")

    def wait_until_whole(self) -> float:
        """Wait for a leader, a synchronous standby and a third member; return how long it took."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            roles = sorted(
                told["role"]
                for told in self.members().values()
                if told["state"] in ("running", "streaming")
            )
            if roles == ["leader", "replica", "sync_standby"]:
                return time.monotonic() - began
            time.sleep(0.3)
        raise ClusterFailed(f"The cluster is not whole: {self.members()}\n{self.logged()}")

    def kill(self, node: str, *, with_patroni: bool = True) -> None:
        """Kill a node's PostgreSQL as a power cut would, its Patroni before it or not."""
        lines = (self.folder / node / "postmaster.pid").read_text().splitlines()
        if with_patroni:
            self.processes[node].kill()
            self.processes[node].wait()
        os.kill(int(lines[0]), signal.SIGKILL)

    def switch_over(self) -> None:
        """Let the synchronous standby take over in order."""
        told = {"leader": self.leader(), "candidate": self.standby()}
        url = f"http://{HOST}:{self.rest[told['leader']]}/switchover"
        answer = requests.post(url, json=told, timeout=60)
        if answer.status_code != 200:
            raise ClusterFailed(f"The switchover was refused: {answer.text}")

    def stop(self) -> None:
        """Stop everything that was started, and take the folder away."""
        for name in (*NODES, "haproxy", "etcd"):
            process = self.processes.get(name)
            if process and process.poll() is None:
                process.terminate()
                try:
                    process.wait(timeout=30)
                except subprocess.TimeoutExpired:
                    process.kill()
                    process.wait()
        for node in NODES:
            self._end_server(node)
        self.log.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def logged(self) -> str:
        """Return the end of what the processes said."""
        self.log.flush()
        return (self.folder / "log").read_text(errors="replace")[-3000:]

    def _end_server(self, node: str) -> None:
        """End a PostgreSQL of ours whose Patroni was killed."""
        with contextlib.suppress(OSError, ValueError, IndexError):
            lines = (self.folder / node / "postmaster.pid").read_text().splitlines()
            if lines[1] == str(self.folder / node):
                os.kill(int(lines[0]), signal.SIGQUIT)
                time.sleep(1)

    def _fill(self, example: str, name: str, **own: Any) -> None:
        text = Template((EXAMPLES / example).read_text()).safe_substitute({**self.values, **own})
        path = self.folder / name
        path.write_text(text)
        path.chmod(0o600)

    def _give_to_server(self) -> None:
        if os.geteuid() == 0:
            server = pwd.getpwnam("postgres")
            for path in (self.folder, *self.folder.iterdir()):
                os.chown(path, server.pw_uid, server.pw_gid)

    def _begin(self, name: str, *command: str) -> None:
        who: dict[str, Any] = {"user": "postgres", "group": "postgres", "extra_groups": []}
        self.processes[name] = subprocess.Popen(
            command,
            stdout=self.log,
            stderr=self.log,
            cwd=self.folder,
            env={"PATH": PATH, "HOME": str(self.folder), "LC_ALL": "C.UTF-8"},
            start_new_session=True,
            **(who if os.geteuid() == 0 else {}),
        )

    def _make_role(self) -> None:
        """Make the role of the web and job processes, through the address that they will use."""
        address = f"host={HOST} port={self.leader_port} user=postgres dbname=postgres"
        address = f"{address} password={self.password} target_session_attrs=read-write"
        # HAProxy takes every node for good until it has asked each of them.
        end, in_a_row = time.monotonic() + PATIENCE, 0
        while in_a_row < SETTLED:
            try:
                psycopg.connect(address).close()
                in_a_row += 1
            except psycopg.OperationalError as error:
                in_a_row = 0
                if time.monotonic() > end:
                    raise ClusterFailed(f"{error}\n{self.logged()}") from error
            time.sleep(0.3)
        with psycopg.connect(address) as server:
            server.execute(f"CREATE ROLE hjemmebane LOGIN CREATEDB PASSWORD '{self.password}'")


def missing_programs() -> list[str]:
    """Return the programs that are not here."""
    return [name for name in PROGRAMS if shutil.which(name, path=PATH) is None]
