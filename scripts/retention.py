"""Hold every column against catalogue/retention.toml.

    python -m scripts.retention           print the lines that are missing, ready to paste
    python -m scripts.retention --write   add them, with the class of the model's other columns
                                          or a first guess, and drop lines of columns that are gone

The class is a proposal: whoever adds a column reads it, and a jurist may change it as data.
"""

import argparse
import os
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from django.apps import apps

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "catalogue" / "retention.toml"
MARK = (
    "# ---- the columns, table by table; `python -m scripts.retention --write` keeps the order ----"
)

# A first guess by record; the model's own columns win once one of them stands in the file.
BY_RECORD = {
    "access": "staff",
    "people": "person",
    "intake": "enquiry",
    "feedback": "course",
    "courses": "course",
    "reports": "case",
}
BY_MODEL = {
    "AuditLine": "audit",
    "AuditSeal": "audit",
    "LookupRequest": "lookup",
    "LookupPerson": "lookup",
    "Dossier": "case",
    "Tie": "case",
    "BreakGlass": "lookup",
    "Draft": "draft",
    "FeedbackLink": "link",
    "JobProgress": "technical",
    "OutgoingPost": "case",
    "Consent": "case",
    "Disclosure": "case",
    "PersonNumber": "person",
}


def main(arguments: list[str]) -> int:
    """Print or write what is missing; return 1 where something was."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the missing lines")
    options = parser.parse_args(arguments)
    if options.write:
        write()
        return 0
    print(paste_ready() or "Every column has a retention class.")
    return 1 if paste_ready() else 0


def columns() -> dict[str, list[str]]:
    """Return each table of ours with its columns."""
    return {
        f"{model._meta.app_label}.{model.__name__}": [
            field.name for field in model._meta.local_concrete_fields
        ]
        for model in apps.get_models(include_auto_created=True)
        if model.__module__.startswith("hjemmebane.")
    }


def foreign_tables() -> list[str]:
    """Return the tables that libraries brought; each is kept as a whole."""
    return sorted(
        f"{model._meta.app_label}.{model.__name__}"
        for model in apps.get_models(include_auto_created=True)
        if not model.__module__.startswith("hjemmebane.") and model._meta.managed
    )


def read() -> dict[str, Any]:
    """Return the file as it stands."""
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def rules(policy: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return each table's columns with their class."""
    return {
        f"{app}.{model}": fields
        for app, models in policy.get("columns", {}).items()
        for model, fields in models.items()
    }


def missing(policy: dict[str, Any]) -> dict[str, list[str]]:
    """Return the columns that have no class, table by table."""
    known = rules(policy)
    found = {
        table: [name for name in names if name not in known.get(table, {})]
        for table, names in columns().items()
    }
    return {table: names for table, names in found.items() if names}


def stale(policy: dict[str, Any]) -> list[str]:
    """Return the lines whose column or table is gone."""
    have = columns()
    gone = [
        f"{table}.{name}"
        for table, fields in rules(policy).items()
        for name in fields
        if name not in have.get(table, [])
    ]
    return gone + sorted(set(policy.get("tables", {})) - set(foreign_tables()))


def guess(table: str, policy: dict[str, Any]) -> str:
    """Return the class of the table's other columns, or a first guess."""
    record, model = table.split(".")
    others = list(rules(policy).get(table, {}).values())
    return others[0] if others else BY_MODEL.get(model, BY_RECORD.get(record, "case"))


def paste_ready() -> str:
    """Return the missing lines as they would stand in the file."""
    policy = read()
    lines = [
        f"[columns.{table}]\n"
        + "\n".join(f'{name} = "{guess(table, policy)}"' for name in names)
        + "\n"
        for table, names in missing(policy).items()
    ]
    tables = [name for name in foreign_tables() if name not in policy.get("tables", {})]
    lines += [f'under [tables]: "{name}" = "technical"' for name in tables]
    return "\n".join(lines)


def write() -> None:
    """Write the file anew below its mark; classes and reasons above it are kept as they are."""
    policy = read()
    head = re.split(re.escape(MARK), FILE.read_text(encoding="utf-8"))[0]
    FILE.write_text(head + MARK + "\n\n" + "\n".join(_body(policy)) + "\n", encoding="utf-8")


def _body(policy: dict[str, Any]) -> Iterator[str]:
    yield "# Tables that libraries brought, each as a whole."
    yield "[tables]"
    for name in foreign_tables():
        yield f'"{name}" = "{policy.get("tables", {}).get(name, "technical")}"'
    known = rules(policy)
    for table, names in sorted(columns().items()):
        yield f"\n[columns.{table}]"
        for name in names:
            yield f'{name} = "{known.get(table, {}).get(name) or guess(table, policy)}"'


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hjemmebane.config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
