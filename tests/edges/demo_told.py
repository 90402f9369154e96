"""Rows, generated or lived, told as values that can be compared."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from django.apps import apps

from hjemmebane import clock
from tests.edges.demo_replay import Replay

Row = dict[str, Any]


def told(
    table: str, rows: list[Row], names: dict[tuple[str, Any], str]
) -> Counter[tuple[Any, ...]]:
    """Return rows as values that can be compared: no ids, no moments of writing, keys by name."""
    model = apps.get_model(table)
    found: Counter[tuple[Any, ...]] = Counter()
    for row in rows:
        values = []
        for field in model._meta.concrete_fields:
            if _is_told(table, field):
                value = row.get(field.attname, field.get_default())
                label = field.related_model._meta.label if field.is_relation else ""
                target = label or KNOWN_BY_NUMBER.get(field.name, "")
                values.append((field.name, _plain(names.get((target, value), value))))
        found[tuple(values)] += 1
    return found


KNOWN_BY_NUMBER = {"course_id": "courses.Course", "meeting_id": "agenda.Meeting"}
NOT_TOLD = {
    *("id", "public_id", "version", "number", "source_id", "form_token", "next_due_at"),
    *("about_id", "satisfied_by_id", "superseded_by"),
}
MOMENTS_TOLD = {"starts_at", "ends_at", "trigger_at", "earlier_at", "due_at", "satisfied_at"}
NOT_TOLD_IN = {
    "cases.Case": {"from_dossier", "story", "story_agreed_on"},
    "cases.CaseStatusChange": {"at"},
}


def _is_told(table: str, field: Any) -> bool:
    if field.name in NOT_TOLD or field.name in NOT_TOLD_IN.get(table, ()):
        return False
    return not field.name.endswith("_at") or field.name in MOMENTS_TOLD


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).isoformat()
    return str(value) if isinstance(value, str) else value


def names_of(replay: Replay) -> tuple[dict[tuple[str, Any], str], dict[tuple[str, Any], str]]:
    """Return one name for each thing, by its generated id and by the id an action gave it."""
    generated, lived = defaultdict(str), defaultdict(str)
    for (table, number), made in replay.made.items():
        generated[table, number] = lived[table, made.pk] = f"{table} {number}"
    return dict(generated), dict(lived)
