"""Rows, generated or lived, told as values that can be compared."""

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from django.apps import apps

from hjemmebane import clock
from tests.edges.demo_replay import Replay
from tests.edges.demo_replay_words import UUID_IN_TEXT

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
                value = names.get((target, value), value)
                values.append((field.name, _plain(value, names)))
        found[tuple(values)] += 1
    return found


KNOWN_BY_NUMBER = {"course_id": "courses.Course", "meeting_id": "agenda.Meeting"}
NOT_TOLD = {
    *("id", "public_id", "version", "number", "form_token", "next_due_at", "token_hash"),
    *("superseded_by", "review_since"),
}
MOMENTS_TOLD = {"starts_at", "ends_at", "trigger_at", "earlier_at", "due_at", "satisfied_at"}
# Goals agreed on one day stand in the order of their public ids, which nobody chooses.
NOT_TOLD_IN = {
    "cases.Case": {"story", "story_agreed_on"},
    "documents.Passage": {"order"},
    "cases.CaseStatusChange": {"at"},
}


def _is_told(table: str, field: Any) -> bool:
    if field.name in NOT_TOLD or field.name in NOT_TOLD_IN.get(table, ()):
        return False
    return not field.name.endswith("_at") or field.name in MOMENTS_TOLD


def _plain(value: Any, names: dict[tuple[str, Any], str]) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(clock.ZONE).isoformat()
    if isinstance(value, UUID):
        return names.get(("", value), "something")
    if isinstance(value, str):
        return UUID_IN_TEXT.sub(lambda found: names.get(("", UUID(found[0])), "?"), str(value))
    return value


def names_of(replay: Replay) -> tuple[dict[tuple[str, Any], str], dict[tuple[str, Any], str]]:
    """Return one name for each thing, by its generated ids and by those an action gave it."""
    generated, lived = {}, {}
    for (table, number), made in replay.made.items():
        name = f"{table} {number}"
        generated[table, number] = lived[table, made.pk] = name
        row = replay.rows[table][number - 1]
        if "public_id" in row:
            generated["", row["public_id"]] = lived["", made.public_id] = name
    return generated, lived
