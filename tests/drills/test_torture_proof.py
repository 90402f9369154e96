"""The torture's proof turns red for each thing it is there to find."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from hjemmebane import clock
from hjemmebane.records.access.guard import writing
from hjemmebane.records.cases.models import CaseNote
from scripts.torture.callers import Tally
from scripts.torture.inside import stands
from scripts.torture.proof import Stands, judged
from tests.cast import World
from tests.edges.api_story import a_caller, a_case
from tests.records.seal_attacks import attack

pytestmark = pytest.mark.django_db

MARK = "Prøve 1"


@pytest.fixture
def promised(world: World) -> Tally:
    """Return what an account was promised that wrote three notes and read the case twice."""
    caller = a_caller(world, "nord")
    opened = caller.post("/cases", a_case(world))
    case = f"/cases/{json.loads(opened.content)['id']}"
    tally = Tally(caller.account.user.pk)
    for number in range(3):
        text = f"{MARK} note {number}"
        body = {"kind": "note", "text": text, "happened_at": clock.now().isoformat()}
        assert caller.post(f"{case}/notes", body).status_code == 201
        tally.sent.append(text)
        tally.acknowledged.append(text)
    for _ in range(2):
        assert caller.get(case).status_code == 200
        tally.reads += 1
        tally.reads_acknowledged += 1
    tally.answers.update({200: 2, 201: 3})
    return tally


def broken(tally: Tally, change: Callable[[Stands], Any] = lambda found: None) -> list[str]:
    """Return what the proof says of what stands now, or of what is changed in it."""
    found = stands(MARK)
    change(found)
    said: list[str] = judged([tally], found)["broken"]
    return said


def test_what_was_promised_and_stands_is_whole(promised: Tally) -> None:
    figures = judged([promised], stands(MARK))
    assert figures["broken"] == []
    assert (figures["acknowledged"], figures["look_ups_kept"]) == (3, 2)


def test_an_acknowledged_note_that_is_gone_is_lost(promised: Tally) -> None:
    attack("DELETE FROM cases_casenote WHERE text = %s", promised.sent[1])
    assert broken(promised) == ["1 acknowledged notes are lost"]


def test_a_note_that_stands_twice_is_doubled(promised: Tally) -> None:
    note = CaseNote.objects.get(text=promised.sent[0])
    note.pk, note.public_id = None, uuid4()
    with writing():
        note.save(force_insert=True)
    assert broken(promised) == ["1 notes stand twice"]


def test_a_note_that_nobody_sent_is_found(promised: Tally) -> None:
    promised.sent.remove(promised.acknowledged.pop())
    assert broken(promised) == ["1 notes stand that nobody sent"]


def test_an_acknowledged_read_without_its_look_up_is_found(promised: Tally) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM access_lookuprequest")
        newest = cursor.fetchone()[0]
    attack("DELETE FROM access_lookupperson WHERE request_id = %s", newest)
    attack("DELETE FROM access_lookuprequest WHERE id = %s", newest)
    assert "1 look-ups are kept of 2 reads acknowledged and 2 asked for" in broken(promised)


def test_more_look_ups_than_reads_are_found(promised: Tally) -> None:
    promised.reads = promised.reads_acknowledged = 1
    assert broken(promised) == ["2 look-ups are kept of 1 reads acknowledged and 1 asked for"]


def test_a_look_up_altered_after_it_was_sealed_is_found(promised: Tally) -> None:
    assert broken(promised) == []
    attack("UPDATE access_lookuprequest SET unit_name = 'Andre' WHERE user_id = %s", promised.user)
    assert any(said.startswith("altered") for said in broken(promised))


def test_a_call_that_ended_in_a_fault_of_ours_is_found(promised: Tally) -> None:
    promised.answers[500] += 1
    assert broken(promised) == ["1 answers 500"]
