"""The API where two meet at one key, and where the database is away."""

import json

import pytest
from django.http import HttpResponse

from hjemmebane.records.access.models import IdempotencyKey
from hjemmebane.records.cases.models import Case
from tests.cast import World
from tests.edges.api_story import a_caller, a_case, a_child
from tests.edges.test_faults import away
from tests.records.two_at_once import statuses, together

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_database_that_is_away_is_a_problem_with_a_time_to_wait_and_the_key_may_come_again(
    world: World,
) -> None:
    caller, key = a_caller(world, "nord"), "indlevering-1"
    caller.client.raise_request_exception = False
    before = Case.objects.count()
    with away():
        read = caller.get("/cases")
        sent = caller.post("/cases", a_case(world), key)
    for answer in (read, sent):
        told = json.loads(answer.content)
        assert answer.status_code == 503
        assert answer.headers["Content-Type"].startswith("application/problem+json")
        assert int(answer.headers["Retry-After"]) > 0
        assert (told["status"], told["code"]) == (503, "database_away")
        assert told["detail"]
    assert caller.post("/cases", a_case(world), key).status_code == 201
    assert caller.post("/cases", a_case(world), key).headers["Idempotency-Replayed"] == "true"
    assert Case.objects.count() == before + 1


@pytest.mark.only_postgres
def test_two_with_one_key_at_once_write_once_and_are_told_the_same(world: World) -> None:
    caller, body, before = a_caller(world, "nord"), a_case(world), Case.objects.count()

    def send() -> HttpResponse:
        return caller.post("/cases", body, "samme-noegle")

    one, other = together(send, send, at=IdempotencyKey)
    assert statuses([one, other]) == [201, 201]
    assert one.content == other.content
    assert [a.headers.get("Idempotency-Replayed") for a in (one, other)].count("true") == 1
    assert Case.objects.count() == before + 1


@pytest.mark.only_postgres
def test_two_with_one_key_for_different_things_write_one_and_the_other_is_told(
    world: World,
) -> None:
    caller, before = a_caller(world, "nord"), Case.objects.count()
    bodies = [a_case(world, persons=[a_child(given_name=name)]) for name in ("Alma", "Ellen")]
    results = together(
        *[lambda body=body: caller.post("/cases", body, "samme-noegle") for body in bodies],
        at=IdempotencyKey,
    )
    assert statuses(results) == [201, 409]
    (refused,) = [answer for answer in results if answer.status_code == 409]
    assert json.loads(refused.content)["code"] == "key_reused"
    assert Case.objects.count() == before + 1
