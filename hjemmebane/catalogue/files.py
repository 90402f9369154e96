"""The files of catalogue/: read as TOML, held against their schemas, named in every complaint."""

import hashlib
import json
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry, Resource

REPOSITORY = Path(__file__).resolve().parents[2] / "catalogue"
SCHEMAS = REPOSITORY / "schemas"
FOLDERS = {
    "law": "law",
    "profiles": "profile",
    "programmes": "programme",
    "instruments": "instrument",
    "methods": "method",
    "services": "service",
    "letters": "letter",
}
# Files of a folder that follow a schema of their own.
OWN_SCHEMA = {"measures.toml": "measure", "decision-rights.toml": "grant"}
SINGLE_FILES = {"roles.toml": "roles", "retention.toml": "retention", "ladder.toml": "ladder"}

Table = Mapping[str, Any]


class CatalogueError(ValueError):
    """The catalogue cannot be used; each problem is one sentence that names its file."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


@dataclass(frozen=True, slots=True)
class CatalogueFile:
    """One file as it was read: its kind, its name for people, its content."""

    kind: str
    name: str
    table: Table
    digest: str
    directory: Path


def read_files(directories: Sequence[Path]) -> tuple[list[CatalogueFile], list[str]]:
    """Return every file of the directories that follows its schema, and what is wrong."""
    files: list[CatalogueFile] = []
    problems: list[str] = []
    for directory in directories:
        if not directory.is_dir():
            problems.append(f"{directory}: no such folder")
        for kind, path in _paths(directory):
            try:
                files.append(read_file(kind, path, directory))
            except CatalogueError as error:
                problems += error.problems
    return files, problems


def read_file(kind: str, path: Path, directory: Path) -> CatalogueFile:
    """Return one file of a directory; raise CatalogueError where it does not follow its schema."""
    name = f"{directory.name}/{path.relative_to(directory).as_posix()}"
    content = path.read_bytes()
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise CatalogueError([f"{name}: is not TOML: {error}"]) from error
    faults = schema_faults(kind, table)
    if faults:
        raise CatalogueError([f"{name}: {fault}" for fault in faults])
    return CatalogueFile(kind, name, table, hashlib.sha256(content).hexdigest(), directory)


def _paths(directory: Path) -> Iterable[tuple[str, Path]]:
    for folder, kind in FOLDERS.items():
        for path in sorted((directory / folder).glob("*.toml")):
            yield OWN_SCHEMA.get(path.name, kind) if kind == "law" else kind, path
    for filename, kind in SINGLE_FILES.items():
        if (directory / filename).is_file():
            yield kind, directory / filename


def schema_faults(kind: str, table: Table) -> list[str]:
    """Return what the schema of a kind forbids in a table, each with its place in the file."""
    validator = _validators().get(kind)
    if validator is None:
        return []
    errors = sorted(validator.iter_errors(plain(table)), key=lambda error: error.json_path)
    return [f"{error.json_path}: {error.message}" for error in errors]


@cache
def _validators() -> dict[str, Draft202012Validator]:
    schemas = {
        path.name.removesuffix(".schema.json"): json.loads(path.read_text("utf-8"))
        for path in sorted(SCHEMAS.glob("*.schema.json"))
    }
    resources = [
        (f"{kind}.schema.json", Resource.from_contents(schema)) for kind, schema in schemas.items()
    ]
    registry: Registry[Any] = Registry().with_resources(resources)
    return {
        kind: Draft202012Validator(schema, registry=registry) for kind, schema in schemas.items()
    }


def plain(value: object) -> object:
    """Return TOML's dates as text, which is what JSON Schema knows."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime | date | time) else value


def content_hash(files: Iterable[CatalogueFile]) -> str:
    """Return one hash for all files together; it changes when any of them does."""
    lines = sorted(f"{file.name} {file.digest}" for file in files)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()
