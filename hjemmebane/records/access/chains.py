"""What the seals cover: two chains, one of writes and one of look-ups with the persons shown.

A row is read as its id, its moment, and a digest over everything else that stands in it.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db import models

from hjemmebane.records.access.models import AuditLine, LookupPerson, LookupRequest
from hjemmebane.records.access.spans import Span

CHUNK = 2_000
LINE_COLUMNS = ("action", "by_id", "ordered_by_id", "about_kind", "about_id", "reason", "facts")
LOOK_COLUMNS = ("user_id", "route", "why", "unit_name", "role", "is_refused", "refused_about")


class Chain(StrEnum):
    """A chain of seals."""

    WRITE = "write"
    LOOK = "look"


WORDS = {Chain.WRITE: "line", Chain.LOOK: "look-up"}


@dataclass(frozen=True, slots=True)
class Row:
    """One line or look-up: id, moment, and the digest of what stands in it."""

    pk: int
    at: datetime
    content: bytes

    @property
    def digest(self) -> bytes:
        """Return the digest of the row in its place: content and id."""
        return place(self.pk, self.content)

    @property
    def mark(self) -> str:
        """Return the short mark by which a seal names the row."""
        return self.digest.hex()[:MARK]


MARK = 8


def place(pk: int, content: bytes) -> bytes:
    """Return the digest of a content at an id."""
    return hashlib.sha256(b"%d:" % pk + content).digest()


def model_of(chain: Chain) -> type[models.Model]:
    """Return the table whose rows a chain seals."""
    return AuditLine if chain is Chain.WRITE else LookupRequest


def rows(chain: Chain, spans: list[Span]) -> Iterator[Row]:
    """Yield the rows in runs of ids, in their order, a chunk at a time."""
    for first, last in spans:
        if chain is Chain.WRITE:
            yield from _lines(first, last)
        else:
            yield from _looks(first, last)


def ids(chain: Chain, above: int | None = None) -> Iterator[int]:
    """Yield the ids there are, in rising order."""
    found = model_of(chain)._base_manager.order_by("pk")
    found = found if above is None else found.filter(pk__gt=above)
    yield from found.values_list("pk", flat=True).iterator(CHUNK)


def _lines(first: int, last: int) -> Iterator[Row]:
    found = AuditLine.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    for pk, at, *values in found.values_list("pk", "at", *LINE_COLUMNS).iterator(CHUNK):
        yield Row(pk, at, _content(at, values))


def _looks(first: int, last: int) -> Iterator[Row]:
    found = LookupRequest.objects.filter(pk__gte=first, pk__lte=last).order_by("pk")
    shown = LookupPerson.objects.filter(request_id__gte=first, request_id__lte=last)
    people = groupby(
        shown.order_by("request_id", "pk")
        .values_list("request_id", "pk", "person_id")
        .iterator(CHUNK),
        key=itemgetter(0),
    )
    waiting = next(people, None)
    columns = ("pk", "at", *LOOK_COLUMNS, "search_index")
    for pk, at, *values in found.values_list(*columns).iterator(CHUNK):
        persons: list[Any] = []
        while waiting and waiting[0] <= pk:
            if waiting[0] == pk:
                persons = [row[1:] for row in waiting[1]]
            waiting = next(people, None)
        yield Row(pk, at, _content(at, [*values, persons]))


def _content(at: datetime, values: list[Any]) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps([moment, *values]).encode()).digest()
