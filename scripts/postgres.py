"""Start a throw-away PostgreSQL, run a command with DATABASE_URL set, stop it again.

    python scripts/postgres.py python -m scripts.fuzz
    python scripts/postgres.py --forgetful pytest tests/records

A real server with what production has: fsync and synchronous_commit on. One that is forgetful does
not wait for the disk: for tests, which lose nothing that matters when the machine falls.
"""

import os
import pwd
import random
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

USER = "hjemmebane"
PORTS = range(20_000, 32_000)
TRIES = 100
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main(command: list[str]) -> int:
    """Run the command against a fresh server and return its exit code."""
    forgetful = command[:1] == ["--forgetful"]
    command = command[forgetful:]
    programs = newest_programs()
    if programs is None:
        print("PostgreSQL 15 is missing: run `apt-get install postgresql-15`.", file=sys.stderr)
        return 1
    folder = Path(tempfile.mkdtemp(prefix="hjemmebane-pg-"))
    try:
        port = free_port()
        start(programs, folder, port, **(FORGETFUL if forgetful else {}))
        try:
            url = f"postgres://{USER}@127.0.0.1:{port}/postgres"
            environment = {**os.environ, "DATABASE_URL": url}
            return subprocess.run(command, env=environment, check=False).returncode
        finally:
            stop(programs, folder / "data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def newest_programs() -> Path | None:
    """Return the folder of the newest PostgreSQL's programs, 15 at least."""
    found = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    versions = {int(path.parent.name): path for path in found if path.parent.name.isdigit()}
    newest = max(versions, default=0)
    return versions[newest] if newest >= 15 else None


def start(programs: Path, folder: Path, port: int, **more: str) -> None:
    """Make a database cluster in the folder and serve it on loopback only; `more` are settings."""
    if os.geteuid() == 0:
        server = pwd.getpwnam("postgres")
        os.chown(folder, server.pw_uid, server.pw_gid)
    data = folder / "data"
    as_server(
        *(programs / "initdb", "-D", data, "-U", USER, "-A", "trust", "-E", "UTF8"),
        *("--locale=C.UTF-8", "--no-instructions"),
    )
    serve(programs, folder, data, port, **more)


def serve(programs: Path, folder: Path, data: Path, port: int, **more: str) -> None:
    """Serve the database cluster that lies in `data`, on loopback only, until it is stopped."""
    settings = {
        "listen_addresses": "127.0.0.1",
        "port": str(port),
        "unix_socket_directories": str(folder),
        "fsync": "on",
        "synchronous_commit": "on",
        "max_connections": "60",
        "timezone": "UTC",
        **more,
    }
    options = " ".join(f"-c {name}='{value}'" for name, value in settings.items())
    log = folder / "log"
    as_server(programs / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")


def stop(programs: Path, data: Path) -> None:
    """Stop the server of a database cluster; a plain SIGTERM would wait for clients for ever."""
    as_server(programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop")


def as_server(*command: str | Path) -> None:
    """Run one of PostgreSQL's programs, which refuse to run as root."""
    who = {"user": "postgres", "group": "postgres", "extra_groups": []}
    extra = who if os.geteuid() == 0 else {}
    subprocess.run(
        [str(part) for part in command],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd="/",
        **extra,  # type: ignore[call-overload]
    )


def free_port() -> int:
    """Return a port that nobody uses, below those the machine lends to whoever calls out.

    A browser's call could be lent a port in the moment a server is stopped to be started again.
    """
    for port in random.sample(PORTS, TRIES):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port
    raise OSError("no port is free")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
