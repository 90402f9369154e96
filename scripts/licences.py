"""List what the product stands on: name, version, licence, why. `make licences` writes the page.

Read from what is installed: the packages that requirements/base.txt locks, and those the front end
is built from. A licence that is not known to go with EUPL-1.2 ends with an error.
"""

import json
import re
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "dependencies.md"
LOCK = ROOT / "requirements" / "base.txt"
REASONS = ROOT / "requirements" / "base.in"
FRONT = ROOT / "package.json"
LOCKED = re.compile(r"^([\w.-]+)==([^\s;\\]+)\s*(;?)", re.MULTILINE)
REASON = re.compile(r"^([\w.-]+)[^#\n]*#\s*(.+)$", re.MULTILINE)

# May be used by, and handed out beside, a work under EUPL-1.2: permissive ones, and those whose
# duty to share stays with the library itself (LGPL, MPL).
GOES_WITH_EUPL = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "0BSD", "CC0-1.0", "Zlib", "ISC", "PSF-2.0", "Apache-2.0"),
        *("BSD", "BSD-2-Clause", "BSD-3-Clause", "MPL-1.1", "MPL-2.0", "EUPL-1.2"),
        *("LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "OFL-1.1"),
    }
)
WORDS = {
    "MIT License": "MIT",
    "BSD License": "BSD",
    "Apache Software License": "Apache-2.0",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Mozilla Public License 1.1 (MPL 1.1)": "MPL-1.1",
    "GNU Lesser General Public License v2 or later (LGPLv2+)": "LGPL-2.1-or-later",
    "GNU General Public License v2 or later (GPLv2+)": "GPL-2.0-or-later",
}
HEAD = """# What it stands on

Written by `make licences` from what is installed. A test holds the page to it, and refuses a
licence that does not go with EUPL-1.2. Tools for development are in `requirements/dev.in`, each
with its reason.

| package | version | licence | why |
|---|---|---|---|
"""


@dataclass(frozen=True, slots=True)
class Part:
    """One package of others."""

    name: str
    version: str
    licence: str
    why: str

    @property
    def is_fit(self) -> bool:
        """Return whether one of the licences it may be used under goes with ours."""
        return any(
            all(one.strip("() ") in GOES_WITH_EUPL for one in choice.split(" AND "))
            for choice in self.licence.split(" OR ")
        )


def parts() -> list[Part]:
    """Return every package in production, those of Python first."""
    return [*_python(), *_front()]


def page() -> str:
    """Return the page."""
    rows = (f"| {p.name} | {p.version} | {p.licence} | {p.why} |\n" for p in parts())
    return HEAD + "".join(rows)


def licence_of(name: str) -> str:
    """Return a package's licence as it says itself, in SPDX words where it can be read so."""
    about = metadata.metadata(name)
    if "License-Expression" in about:
        return about["License-Expression"]
    classed = [c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if "License ::" in c]
    known = [WORDS[one] for one in classed if one in WORDS]
    free = about["License"].strip() if "License" in about else ""
    if free in GOES_WITH_EUPL:
        return free
    return " OR ".join(known) or "unknown"


def _python() -> list[Part]:
    reasons = {_plain(n): why for n, why in REASON.findall(REASONS.read_text(encoding="utf-8"))}
    locked = LOCKED.findall(LOCK.read_text(encoding="utf-8"))
    there = {_plain(d.metadata["Name"]) for d in metadata.distributions()}
    users = _users([name for name, _, _ in locked], there)
    found = []
    for name, version, marker in locked:
        if marker and _plain(name) not in there:
            continue  # for another machine than this kind
        why = reasons.get(_plain(name)) or f"needed by {', '.join(users.get(_plain(name), ['?']))}"
        found.append(Part(name, version, licence_of(name), why.strip()))
    return found


def _users(names: list[str], there: set[str]) -> dict[str, list[str]]:
    users: dict[str, list[str]] = {}
    for name in names:
        for need in metadata.requires(name) or () if _plain(name) in there else ():
            wanted = _plain(re.split(r"[\s\[;(<>=!~]", need)[0])
            if name not in users.setdefault(wanted, []):
                users[wanted].append(name)
    return users


def _front() -> list[Part]:
    asked = json.loads(FRONT.read_text(encoding="utf-8"))["dependencies"]
    found = []
    for name, version in sorted(asked.items()):
        told = json.loads((ROOT / "node_modules" / name / "package.json").read_text("utf-8"))
        found.append(Part(name, version, str(told.get("license", "unknown")), FRONT_WHY[name]))
    return found


FRONT_WHY = {
    "dkfds": "the look of Danish public services: styles, icons and fonts",
    "htmx.org": "parts of pages without a script of our own",
}


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def main() -> int:
    """Write the page; end with an error where a licence is unknown or does not fit."""
    PAGE.write_text(page(), encoding="utf-8")
    unfit = [part for part in parts() if not part.is_fit]
    for part in unfit:
        print(f"{part.name}: {part.licence} does not go with EUPL-1.2, or is unknown")
    print(f"{PAGE.relative_to(ROOT)}: {len(parts())} packages, {len(unfit)} unfit")
    return bool(unfit)


if __name__ == "__main__":
    sys.exit(main())
