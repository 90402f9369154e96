"""What was published stays as it was: `lock.json` holds the digest of each field of each version.

A running obligation or course keeps key and version; so the words and numbers under them may not
change. A rule, a programme, an instrument, a method, a service or a letter that is not in the
lock is a draft.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from hjemmebane.catalogue.files import CatalogueFile, Table, plain

LOCK = "lock.json"
DIGEST_LENGTH = 12
KINDS = {
    "law": "rule",
    "profile": "rule",
    "programme": "programme",
    "instrument": "instrument",
    "method": "method",
    "service": "service",
    "letter": "letter",
}
# What may change under a published version: the end of its time, who minds it, more examples.
LOOSE = frozenset({"valid_to", "owner", "review", "review_on", "example", "active", "withdrawn"})
# What a service costs, whom to ring and how much room it has changes without making it another.
LOOSE_IN = {"service": frozenset({"contact", "price", "places"})}
NAMED = frozenset({"key", "version"})

Lock = Mapping[str, Mapping[str, str]]


def published_entries(files: Iterable[CatalogueFile]) -> dict[str, dict[str, str]]:
    """Return for each version of what is published the digest of its fields."""
    return {
        name_of(KINDS[file.kind], row): {
            field: digest(value)
            for field, value in row.items()
            if field not in LOOSE | NAMED | LOOSE_IN.get(file.kind, frozenset())
        }
        for file in files
        if file.kind in KINDS
        for row in file.table.get(KINDS[file.kind], ())
    }


def name_of(kind: str, row: Table) -> str:
    """Return how a version is named in the lock and on the command line: `rule U1 2`."""
    return f"{kind} {row['key']} {row['version']}"


def digest(value: object) -> str:
    """Return a short hash of a field that does not hang on the order of its keys."""
    text = json.dumps(plain(value), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def read_lock(directories: Sequence[Path]) -> dict[str, dict[str, str]]:
    """Return what is published in the directories; a directory without a lock publishes nothing."""
    locked: dict[str, dict[str, str]] = {}
    for directory in directories:
        path = directory / LOCK
        if path.is_file():
            locked.update(json.loads(path.read_text("utf-8")))
    return locked


def lock_faults(files: Iterable[CatalogueFile], locked: Lock) -> list[str]:
    """Return a sentence for each published version that was changed or removed."""
    found = published_entries(files)
    faults = []
    for name, fields in locked.items():
        if name not in found:
            faults.append(f"{name}: is published and is gone; give it a valid_to instead")
            continue
        mine = found[name]
        changed = sorted(key for key in {*fields, *mine} if fields.get(key) != mine.get(key))
        if changed:
            faults.append(
                f"{name}: is published and was changed ({', '.join(changed)}); "
                "make a new version beside it"
            )
    return faults


def publish(directory: Path, files: Iterable[CatalogueFile], wanted: str) -> list[str]:
    """Write the versions `wanted` names into the directory's lock; return what is new in it.

    `wanted` is a whole name (`programme home-support 2`), a key (`home-support`), or `all`.
    Raises KeyError where nothing has that name. What is published already is never written over.
    """
    locked = read_lock([directory])
    here = published_entries(file for file in files if file.directory == directory)
    chosen = [name for name in here if wanted in {"all", name, name.split()[1]}]
    if not chosen:
        raise KeyError(wanted)
    fresh = [name for name in chosen if name not in locked]
    rows: dict[str, Any] = {**locked, **{name: here[name] for name in fresh}}
    text = json.dumps(rows, indent=1, sort_keys=True, ensure_ascii=False)
    (directory / LOCK).write_text(f"{text}\n", "utf-8")
    return fresh
