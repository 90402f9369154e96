"""Make everything `make run` needs: environment, front-end files, system parts.

Standard library only, and nothing newer than Python 3.6 in its grammar: it must be able to say
that Python is too old. Each step leaves a stamp, so a second run costs almost nothing.
"""

import errno
import glob
import hashlib
import os
import shutil
import subprocess
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
UV = "uv==0.13.9"
OLDEST_PYTHON = (3, 11)
OLDEST_NODE = 20
NEEDED_MB = 1500
NO_ROOM = "There is no room left on the disk that holds {place}: free {needed} MB and try again."

# Debian package → a file or program that shows it is there.
SYSTEM_PARTS = (
    ("libpango-1.0-0", "/usr/lib/*/libpango-1.0.so.0"),
    ("libpangoft2-1.0-0", "/usr/lib/*/libpangoft2-1.0.so.0"),
    ("libharfbuzz-subset0", "/usr/lib/*/libharfbuzz-subset.so.0"),
    ("chromium", "/usr/bin/chromium"),
    ("postgresql-15", "/usr/lib/postgresql/1[5-9]/bin/initdb"),
    ("poppler-utils", "/usr/bin/pdftotext"),
)


class SetUpError(Exception):
    """Raised with the one sentence that tells what is wrong and what to do."""


def main():
    """Run every step; print one sentence and return 1 where one cannot be done."""
    try:
        check_python(sys.version_info[:3])
        check_node()
        if not (stamped("python", PYTHON_INPUTS) and stamped("assets", ASSET_INPUTS)):
            check_disk(ROOT, NEEDED_MB)
        make_environment()
        fetch_assets()
        compile_messages()
        install_system_parts()
    except SetUpError as error:
        print(str(error), file=sys.stderr)
        return 1
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        print(NO_ROOM.format(place=ROOT, needed=NEEDED_MB), file=sys.stderr)
        return 1
    return 0


def check_python(version):
    """Stop where Python is older than the code."""
    if tuple(version[:2]) < OLDEST_PYTHON:
        raise SetUpError(
            "Python {}.{} is too old: Hjemmebane needs Python {}.{} or newer "
            "(name another with `make run PYTHON=/path/to/python3`).".format(
                version[0], version[1], *OLDEST_PYTHON
            )
        )


def check_node():
    """Stop where Node or npm is missing or too old."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise SetUpError(
                "{} is missing: install Node {} with npm and try again.".format(
                    {"node": "Node", "npm": "npm"}[program], OLDEST_NODE
                )
            )
    said = subprocess.run(["node", "--version"], stdout=subprocess.PIPE, check=False)
    version = said.stdout.decode().strip().lstrip("v")
    if not version.split(".")[0].isdigit() or int(version.split(".")[0]) < OLDEST_NODE:
        raise SetUpError(
            f"Node {version} is too old: Hjemmebane needs Node {OLDEST_NODE} or newer."
        )


def check_disk(place, needed_mb):
    """Stop where the disk that holds the place has less room than needed."""
    if shutil.disk_usage(place).free < needed_mb * 1024 * 1024:
        raise SetUpError(NO_ROOM.format(place=place, needed=needed_mb))


# ---------------------------------------------------------------- stamps

PYTHON_INPUTS = ("requirements/base.txt", "requirements/dev.txt")
MESSAGE_INPUTS = ("scripts/messages.py", "locale/en/LC_MESSAGES/django.po")
ASSET_INPUTS = ("package.json", "package-lock.json", ".npmrc", "scripts/vendor.py")
STAMPS = {
    "python": os.path.join(VENV, "stamp"),
    "assets": os.path.join(ROOT, "node_modules", "stamp"),
    "messages": os.path.join(ROOT, "locale", "stamp"),
}


def digest(inputs):
    """Return what the inputs are now, with the Python that reads them."""
    found = hashlib.sha256(repr(sys.version_info[:2]).encode())
    for name in inputs:
        with open(os.path.join(ROOT, name), "rb") as file:
            found.update(file.read())
    return found.hexdigest()


def stamped(step, inputs):
    """Return whether the step was finished with these inputs."""
    try:
        with open(STAMPS[step]) as file:
            return file.read() == digest(inputs)
    except OSError:
        return False


def stamp(step, inputs):
    """Remember that the step was finished with these inputs."""
    with open(STAMPS[step], "w") as file:
        file.write(digest(inputs))


# ---------------------------------------------------------------- steps


def make_environment():
    """Make .venv from the lock files, every file checked by its hash."""
    if stamped("python", PYTHON_INPUTS):
        return
    say("Making the Python environment …")
    if not os.path.exists(PYTHON):
        run(
            [sys.executable, "-m", "venv", VENV],
            "Python's venv module is missing: run `apt-get install python3-venv` and try again.",
        )
    failed = "The Python packages could not be fetched: see above, check the network, try again."
    run([PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", UV], failed)
    lock = os.path.join(ROOT, "requirements", "dev.txt")
    install = [PYTHON, "-m", "uv", "pip", "install", "--quiet", "--python", PYTHON]
    run([*install, "--require-hashes", "-r", lock], failed)
    stamp("python", PYTHON_INPUTS)


def fetch_assets():
    """Fetch the front-end packages and copy what a page needs."""
    if stamped("assets", ASSET_INPUTS):
        return
    say("Fetching the front-end files …")
    failed = "The front-end packages could not be fetched: see above, check the network, try again."
    run(["npm", "ci", "--ignore-scripts", "--silent", "--no-audit", "--no-fund"], failed)
    run([PYTHON, os.path.join(ROOT, "scripts", "vendor.py")], failed)
    stamp("assets", ASSET_INPUTS)


def compile_messages():
    """Compile the translations the pages read; the library that does it is in the environment."""
    if stamped("messages", MESSAGE_INPUTS):
        return
    failed = "The translations in locale/ could not be compiled: see above, mend the file named."
    run([PYTHON, "-m", "scripts.messages", "--compile"], failed)
    stamp("messages", MESSAGE_INPUTS)


def install_system_parts():
    """Install what is missing with apt when it may, else name it and go on."""
    missing = missing_parts()
    if missing and may_install() and not tried_today(missing):
        say("Installing {} …".format(", ".join(missing)))
        apt_install(missing)
        missing = missing_parts()
    if missing:
        say(
            "Missing, and not installed because apt may not or could not: {}; PDF, browser "
            "journeys or PostgreSQL tests wait for them, the rest goes on.".format(
                ", ".join(missing)
            )
        )


def missing_parts():
    """Return the Debian packages that are not here."""
    return [package for package, shows in SYSTEM_PARTS if not glob.glob(shows)]


def may_install():
    """Return whether apt is here and we may use it."""
    if shutil.which("apt-get") is None:
        return False
    return os.geteuid() == 0 or sudo_works()


def sudo_works():
    """Return whether sudo works without asking for a password."""
    if shutil.which("sudo") is None:
        return False
    asked = subprocess.run(["sudo", "-n", "true"], stderr=subprocess.DEVNULL, check=False)
    return asked.returncode == 0


def tried_today(missing):
    """Return whether apt failed on just these parts within a day; remember this try."""
    note = os.path.join(ROOT, "var", "apt-tried")
    wanted = " ".join(missing)
    try:
        with open(note) as file:
            if file.read() == wanted and time.time() - os.path.getmtime(note) < 86400:
                return True
    except OSError:
        pass
    os.makedirs(os.path.dirname(note), exist_ok=True)
    with open(note, "w") as file:
        file.write(wanted)
    return False


def apt_install(packages):
    """Ask apt for the packages; what it cannot do shows in what is still missing."""
    before = [] if os.geteuid() == 0 else ["sudo", "-n"]
    before += ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = ["install", "-y", "--no-install-recommends", *packages]
    for command in (["update"], install):
        subprocess.run([*before, *command], stdout=subprocess.DEVNULL, check=False)


def run(command, sentence):
    """Run a command in the project's folder; stop with the sentence where it fails."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        check_disk(ROOT, 50)
        raise SetUpError(sentence)


def say(text):
    """Print a line at once."""
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
