"""Look-ups: every person shown is noted as the page is made, and kept before it leaves."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from django.db import transaction

from hjemmebane import clock
from hjemmebane.records.access.acting import held_roles, one_turn, roles_of
from hjemmebane.records.access.models import LookupPerson, LookupRequest, User
from hjemmebane.records.access.roles import rights_table

WHY_MAX = 40


@dataclass(slots=True)
class Reading:
    """What one request has shown so far."""

    persons: set[int] = field(default_factory=set)
    why: str = ""
    refused_about: str = ""
    search_index: str = ""


_reading: ContextVar[Reading | None] = ContextVar("reading", default=None)


def show(person_ids: Iterable[int], why: str = "") -> None:
    """Note that persons are being shown to whoever asked; outside a request nothing is noted."""
    reading = _reading.get()
    if reading is not None:
        reading.persons.update(person_ids)
        reading.why = reading.why or why


def note_refusal(about: str) -> None:
    """Note that the reader asked for something out of reach."""
    reading = _reading.get()
    if reading is not None:
        reading.refused_about = about


def note_search(index: str) -> None:
    """Note the blind index of a search, never its text."""
    reading = _reading.get()
    if reading is not None:
        reading.search_index = index


@contextmanager
def collecting() -> Iterator[Reading]:
    """Collect what the block shows."""
    reading = Reading()
    token = _reading.set(reading)
    try:
        yield reading
    finally:
        _reading.reset(token)


@contextmanager
def reading(*, user: User | None, route: str, why: str = "") -> Iterator[Reading]:
    """Collect what the block shows, and keep it when the block is done (for jobs)."""
    with collecting() as collected:
        collected.why = why
        yield collected
        keep(collected, user=user, route=route)


def keep(
    collected: Reading, *, user: User | None, route: str, standing: tuple[str, str] | None = None
) -> None:
    """Write the look-up rows of one request; committed before the answer leaves.

    `standing` is the reader's role in words and unit, where they are known already.
    """
    if not (collected.persons or collected.refused_about):
        return
    role, unit_name = standing or _standing(user)
    with one_turn(), transaction.atomic(savepoint=False):
        request = LookupRequest.objects.create(
            user=user,
            at=clock.now(),
            route=route,
            why=collected.why[:WHY_MAX],
            role=role,
            unit_name=unit_name,
            is_refused=bool(collected.refused_about),
            refused_about=collected.refused_about[:80],
            search_index=collected.search_index,
        )
        LookupPerson.objects.bulk_create(
            LookupPerson(request=request, person_id=number) for number in sorted(collected.persons)
        )


def shown() -> tuple[int, ...]:
    """Return the ids of the persons this request has shown so far."""
    reading = _reading.get()
    return tuple(sorted(reading.persons)) if reading else ()


def keep_now(*, user: User, route: str, standing: tuple[str, str]) -> None:
    """Keep what the request has shown so far in the transaction that runs, and start afresh."""
    reading = _reading.get()
    if reading is not None:
        keep(reading, user=user, route=route, standing=standing)
        reading.persons, reading.refused_about = set(), ""


def _standing(user: User | None) -> tuple[str, str]:
    """Return the reader's role in words and unit, as the family will see them."""
    if user is None:
        return "", ""
    roles = sorted(roles_of(user))
    titles = rights_table().titles
    role = user.profession or (titles.get(roles[0], roles[0]) if roles else "")  # type: ignore[call-overload]  # stored keys are roles
    unit = next((held.unit_name for held in held_roles(user) if held.unit_name), "")
    return str(role)[:60], unit
