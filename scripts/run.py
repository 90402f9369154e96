"""Bring the database and static files up to date, then run web server and job process.

Run by `make run` with the environment's own Python.
"""

import argparse
import errno
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

import django
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import OperationalError
from django.urls import reverse

from hjemmebane.gateways import keyring

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("HJEMMEBANE_VAR", ROOT / "var"))
NEEDED_MB = 100
NO_ROOM = f"There is no room left on the disk that holds {VAR}: free {NEEDED_MB} MB and try again."
SECONDS_TO_START = 60
SECONDS_TO_STOP = 15


class SetUpError(Exception):
    """Raised with the one sentence that tells what is wrong and what to do."""


def main() -> int:
    """Prepare and serve until asked to stop; print one sentence where that cannot be done."""
    options = read_options()
    try:
        port = None if options.prepare_only else read_port(os.environ.get("PORT", "8000"))
        check_disk()
        prepare(start_over=options.fresh)
        return serve(port) if port else 0
    except KeyboardInterrupt:
        return 130
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    except (OSError, OperationalError) as error:
        if not is_full(error):
            raise
        print(NO_ROOM, file=sys.stderr)
        return 1


def read_options() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fresh", action="store_true", help="throw the demo's data away first")
    parser.add_argument("--prepare-only", action="store_true", help="prepare, but do not serve")
    return parser.parse_args()


# ---------------------------------------------------------------- before anything is started


def read_port(text: str) -> int:
    """Return the port to serve on; stop where it is none, or taken."""
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SetUpError(f"PORT={text} is not a port: give a number from 1 to 65535.")
    port = int(text)
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EACCES:
                raise SetUpError(f"Port {port} may not be used: choose one above 1023.") from error
            raise SetUpError(
                f"Port {port} is busy: stop what uses it, or choose another with "
                f"`make run PORT={port + 1}`."
            ) from error
    return port


def check_disk() -> None:
    """Stop where the data's disk is as good as full."""
    VAR.mkdir(parents=True, exist_ok=True)
    if shutil.disk_usage(VAR).free < NEEDED_MB * 1024 * 1024:
        raise SetUpError(NO_ROOM)


def is_full(error: Exception) -> bool:
    """Return whether the error says that the disk is full."""
    return getattr(error, "errno", None) == errno.ENOSPC or "disk is full" in str(error)


def prepare(*, start_over: bool) -> None:
    """Migrate, collect static files, make the demo where the database is empty."""
    if start_over:
        throw_away()
    keyring.ensure_keys()
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_static()
    if not get_user_model()._default_manager.exists():
        print("Making the demo municipality …", flush=True)
        began = time.monotonic()
        call_command("demo")
        print(f"… made in {time.monotonic() - began:.0f} seconds.", flush=True)


def throw_away() -> None:
    """Remove everything the demo has made, its keys included."""
    if os.environ.get("DATABASE_URL"):
        raise SetUpError("`make fresh` throws away SQLite data only: unset DATABASE_URL first.")
    for path in VAR.iterdir():
        if path.name in {"apt-tried", "static", "static-stamp"}:
            continue
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def collect_static() -> None:
    """Collect static files unless nothing changed since last time."""
    stamp = VAR / "static-stamp"
    now = static_digest()
    if stamp.is_file() and stamp.read_text() == now and Path(str(settings.STATIC_ROOT)).is_dir():
        return
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.write_text(now)


def static_digest() -> str:
    """Return a mark that changes when any static file does."""
    found = hashlib.sha256()
    for path in sorted((ROOT / "hjemmebane").glob("**/static/**/*")):
        if path.is_file():
            about = path.stat()
            found.update(f"{path} {about.st_size} {about.st_mtime_ns}\n".encode())
    return found.hexdigest()


# ---------------------------------------------------------------- while it runs


def serve(port: int) -> int:
    """Run both processes until a signal comes or one of them ends; return the exit code."""
    stopping = Stopping()
    processes = {"web server": start(web_command(port)), "job process": start(job_command())}
    try:
        wait_until_it_answers(port, processes, stopping)
        if not stopping.asked:
            print_welcome(port)
        return watch(processes, stopping)
    finally:
        stop(processes)


class Stopping:
    """Remembers that Ctrl-C or SIGTERM came."""

    def __init__(self) -> None:
        self.asked = False
        signal.signal(signal.SIGINT, self.ask)
        signal.signal(signal.SIGTERM, self.ask)

    def ask(self, number: int, frame: FrameType | None) -> None:
        """Take the signal."""
        self.asked = True


def web_command(port: int) -> list[str]:
    """Return the web server's command line."""
    return [
        *(sys.executable, "-m", "gunicorn", "hjemmebane.config.wsgi"),
        *("--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"),
        *("--workers", "2", "--threads", "4", "--timeout", "60", "--graceful-timeout", "10"),
        *("--log-level", "warning", "--worker-tmp-dir", "/dev/shm"),  # noqa: S108 memory, not a file
        "--preload",
    ]


def job_command() -> list[str]:
    """Return the job process's command line."""
    return [sys.executable, str(ROOT / "manage.py"), "jobs"]


def start(command: list[str]) -> subprocess.Popen[bytes]:
    """Start a process that hears of Ctrl-C from us alone, so that both stop in order."""
    return subprocess.Popen(command, cwd=ROOT, start_new_session=True)


def wait_until_it_answers(
    port: int, processes: dict[str, subprocess.Popen[bytes]], stopping: Stopping
) -> None:
    """Return when the web server answers; stop where it does not."""
    deadline = time.monotonic() + SECONDS_TO_START
    while not stopping.asked and not answers(port):
        if time.monotonic() > deadline or processes["web server"].poll() is not None:
            raise SetUpError("The web server did not start: see above.")
        time.sleep(0.1)


def answers(port: int) -> bool:
    """Return whether anything answers on the port."""
    try:
        urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5)
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def print_welcome(port: int) -> None:
    """Print where to go."""
    print(
        f"\nHjemmebane runs on http://localhost:{port}\n"
        f"The demo people, one click each: http://localhost:{port}{reverse('sign_in')}\n"
        "Stop with Ctrl-C.",
        flush=True,
    )


def watch(processes: dict[str, subprocess.Popen[bytes]], stopping: Stopping) -> int:
    """Return 0 when asked to stop, 1 when a process ended by itself."""
    while not stopping.asked:
        for name, process in processes.items():
            if process.poll() is not None:
                print(f"The {name} ended with code {process.returncode}.", file=sys.stderr)
                return 1
        time.sleep(0.2)
    return 0


def stop(processes: dict[str, subprocess.Popen[bytes]]) -> None:
    """Ask both to stop, and end what does not."""
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    deadline = time.monotonic() + SECONDS_TO_STOP
    for process in processes.values():
        try:
            process.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemmebane.config.settings")
    os.environ.setdefault("HJEMMEBANE_DEMO", "1")
    sys.exit(main())
