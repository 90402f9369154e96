"""The shipped programmes and instruments, read straight from their files."""

import copy
import tomllib
from pathlib import Path
from typing import Any

CATALOGUE = Path(__file__).parents[2] / "catalogue"


def tables(folder: str, name: str) -> list[dict[str, Any]]:
    """Return the entries of every file of one kind."""
    found: list[dict[str, Any]] = []
    for path in sorted((CATALOGUE / folder).glob("*.toml")):
        found += tomllib.loads(path.read_text(encoding="utf-8"))[name]
    return found


def programme_table(key: str) -> dict[str, Any]:
    """Return a copy of one programme's entry, free to change."""
    entries = tables("programmes", "programme")
    return copy.deepcopy(next(entry for entry in entries if entry["key"] == key))


def instrument_table(key: str) -> dict[str, Any]:
    """Return a copy of one instrument's entry, free to change."""
    entries = tables("instruments", "instrument")
    return copy.deepcopy(next(entry for entry in entries if entry["key"] == key))
