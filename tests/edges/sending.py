"""Send a form and undo it: what was written, and what the answer says."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from bs4 import BeautifulSoup
from django.apps import apps
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from hjemmebane.records.access.models import AuditLine
from hjemmebane.records.access.unguarded import UNGUARDED_TABLES


@contextmanager
def undone() -> Iterator[None]:
    """Undo whatever the block wrote."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Writes:
    """Notes whether a statement wrote to a table that only actions write to."""

    def __init__(self) -> None:
        self.seen = False

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        """Run a statement and note what it was."""
        words = sql.split()
        if words and words[0] in {"INSERT", "UPDATE", "DELETE"}:
            table = words[1 if words[0] == "UPDATE" else 2].strip('"')
            self.seen = self.seen or table not in UNGUARDED_TABLES
        return execute(sql, params, many, context)


def rows() -> dict[str, int]:
    """Return how many rows each table has, save what was typed and not sent."""
    kept = [m for m in apps.get_models() if m._meta.db_table not in UNGUARDED_TABLES]
    counts = {m.__name__: m._default_manager.count() for m in kept if m.__name__ != "Draft"}
    counts["AuditLine"] = AuditLine.objects.exclude(action__startswith="draft.").count()
    return counts


def sent(client: Client, target: str, body: dict[str, Any] | str) -> HttpResponse:
    """Send a body, as names and values or raw as it goes over the wire; stay signed in."""
    kept = {name: morsel.value for name, morsel in client.cookies.items()}
    if isinstance(body, str):
        answer = client.post(target, body, content_type="application/x-www-form-urlencoded")
    else:
        answer = client.post(target, body)
    client.cookies.clear()
    client.cookies.load(kept)
    return answer


def looked_at(answer: HttpResponse) -> list[str]:
    """Return what is wrong with an answer by itself."""
    status = answer.status_code
    if status >= 500:
        return [f"answered {status}"]
    if status == 422 and not says_why(answer):
        return ["answered 422 without a sentence"]
    return []


def says_why(answer: HttpResponse) -> bool:
    """Return whether a page says in words what is wrong."""
    soup = BeautifulSoup(answer.content, "html.parser")
    return bool(soup.select_one("[role=alert]") or "Det blev ikke gemt" in soup.text)
