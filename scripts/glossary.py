"""Print the glossary lines that are missing: one for each table of ours and each domain enum.

python -m scripts.glossary
"""

import enum
import importlib
import inspect
import os
import pkgutil
import re
import sys
from pathlib import Path

import django
from django.apps import apps

import hjemmebane.domain

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "glossary.md"
ROW = re.compile(r"^\|\s*(`[^|]+`)\s*\|\s*([^|]*?)\s*\|\s*([^|]*?)\s*\|")


def main() -> int:
    """Print the missing lines and return 1 where there are any."""
    lines = missing_lines()
    print("\n".join(lines) or "Every table and every enum has its word.")
    return 1 if lines else 0


def missing_lines() -> list[str]:
    """Return the lines to paste, each with what its docstring says."""
    have = words()
    wanted = {**models(), **enums()}
    return [
        f"| `{name}` | … | {says} |" for name, says in sorted(wanted.items()) if name not in have
    ]


def words() -> dict[str, tuple[str, str]]:
    """Return each code word of the glossary with its Danish word and meaning."""
    found: dict[str, tuple[str, str]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        row = ROW.match(line)
        if row:
            for name in re.findall(r"`([^`]+)`", row.group(1)):
                found[name] = (row.group(2), row.group(3))
    return found


def models() -> dict[str, str]:
    """Return every table of ours with the first line of its docstring."""
    return {
        model.__name__: first_line(model)
        for model in apps.get_models()
        if model.__module__.startswith("hjemmebane.")
    }


def enums() -> dict[str, str]:
    """Return every enum of the domain with the first line of its docstring."""
    found = {}
    for module in domain_modules():
        for name, thing in inspect.getmembers(importlib.import_module(module), inspect.isclass):
            if issubclass(thing, enum.Enum) and thing.__module__ == module:
                found[name] = first_line(thing)
    return found


def domain_modules() -> list[str]:
    """Return the name of every module in the domain."""
    package = hjemmebane.domain
    return [found.name for found in pkgutil.walk_packages(package.__path__, "hjemmebane.domain.")]


def first_line(thing: type) -> str:
    """Return what a class says of itself."""
    said = (thing.__doc__ or "").strip().splitlines()
    return said[0].replace("|", "/") if said and "(" not in said[0][:40] else "…"


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemmebane.config.settings")
    django.setup()
    sys.exit(main())
