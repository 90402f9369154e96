"""The log of look-ups: the trace of a peek cannot be taken away unseen."""

from datetime import timedelta

import pytest

from hjemmebane import clock
from hjemmebane.records.access import lookups, seals
from hjemmebane.records.access.models import AuditSeal, LookupPerson, LookupRequest
from tests.cast import World
from tests.records.seal_attacks import alter, attack, found, look, said


@pytest.fixture
def peek(world: World) -> LookupRequest:
    """Return one look-up in the middle of some, all sealed."""
    look(world)
    request = look(world, "erik", "selma", "viggo", "oliver")
    look(world)
    seals.seal_lines()
    return request


def test_look_ups_are_sealed_as_a_page_writes_them(world: World) -> None:
    with lookups.reading(user=world.anna, route="staff:person"):
        lookups.show([world.selma.pk])
    seals.seal_lines()
    seal = AuditSeal.objects.get(chain="look")
    assert seal.line_ids == str(LookupRequest.objects.get().pk)
    assert found() == []


def test_a_look_up_taken_away_is_found_and_named(peek: LookupRequest) -> None:
    attack("DELETE FROM access_lookupperson WHERE request_id = %s", peek.pk)
    attack("DELETE FROM access_lookuprequest WHERE id = %s", peek.pk)
    (finding,) = found()
    assert (finding.kind, finding.rows, finding.seal) == ("removed", str(peek.pk), 1)
    assert f"removed: look-up {peek.pk}, seal 1 of the look chain" in str(finding)


def test_one_person_taken_out_of_a_look_up_is_found_and_named(peek: LookupRequest) -> None:
    person = LookupPerson.objects.filter(request=peek).order_by("pk")[1]
    attack("DELETE FROM access_lookupperson WHERE id = %s", person.pk)
    (finding,) = found()
    assert (finding.kind, finding.rows, finding.since) == ("altered", str(peek.pk), peek.at)


def test_a_person_put_into_an_old_look_up_is_found(peek: LookupRequest, world: World) -> None:
    sql = "INSERT INTO access_lookupperson (request_id, person_id) VALUES (%s, %s)"
    attack(sql, peek.pk, world.lars.pk)
    assert said()["altered"].rows == str(peek.pk)


@pytest.mark.parametrize(
    "change", ["user_id = {other}", "why = 'tilsyn'", "route = 'x'", "is_refused = NOT is_refused"]
)
def test_who_looked_when_where_and_why_cannot_be_altered(
    peek: LookupRequest, world: World, change: str
) -> None:
    alter("access_lookuprequest", change.format(other=world.bo.pk), peek.pk)
    assert said()["altered"].rows == str(peek.pk)


def test_a_look_up_blamed_on_another_by_exchange_is_found(peek: LookupRequest) -> None:
    attack(
        "UPDATE access_lookupperson SET request_id = %s WHERE request_id = %s", peek.pk - 1, peek.pk
    )
    findings = [finding for finding in found() if finding.kind == "altered"]
    assert {finding.rows for finding in findings} == {str(peek.pk), str(peek.pk - 1)}


def test_a_look_up_invented_afterwards_is_found(peek: LookupRequest, world: World) -> None:
    """To blame a colleague, or to make a random check look kept."""
    yesterday = clock.now() - timedelta(days=1)
    with clock.at(yesterday):
        false = look(world, "bo")
    seals.seal_lines()
    assert said()["backdated"].rows == str(false.pk)


def test_look_ups_cut_off_with_their_seal_are_a_missing_tail(peek: LookupRequest) -> None:
    attack("DELETE FROM access_lookupperson")
    attack("DELETE FROM access_lookuprequest")
    attack("DELETE FROM audit_seal WHERE chain = 'look'")
    (finding,) = found()
    assert (finding.kind, finding.chain, finding.seal) == ("missing tail", "look", 1)
