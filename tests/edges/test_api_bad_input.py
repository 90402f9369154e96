"""The API spoken to in bad faith: a clear problem, a 4xx, and nothing written."""

import json
from typing import Any

import pytest
from django.test import Client
from django.test.utils import override_settings

from hjemmebane.edges.api import bearer
from hjemmebane.records.access.models import AuditLine, IdempotencyKey
from hjemmebane.records.cases.models import Case
from hjemmebane.records.people.models import Person
from tests.cast import World, signed_in
from tests.edges.api_story import ROOT, Caller, a_caller, a_case, a_child

AT_THE_END_OF_TIME = "WyJkdWUiLCI5OTk5LTEyLTMxVDAwOjAwOjAwKzAwOjAwIiwxXQ"


@pytest.fixture
def caller(world: World) -> Caller:
    made = a_caller(world, "nord")
    assert made.get("/teams").status_code == 200  # the hourly note of use is written here
    return made


def counts() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (Case, Person, AuditLine, IdempotencyKey))


def is_problem(answer: Any, status: int, code: str) -> bool:
    told = answer.json()
    assert (answer.status_code, told["code"]) == (status, code), answer.content
    assert answer["Content-Type"] == "application/problem+json"
    assert told["detail"]
    assert told["type"] == f"urn:hjemmebane:problem:{code}"
    return True


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"", 422, "invalid"),
        (b"{", 400, "bad_body"),
        (b"\xff\xfe", 400, "bad_body"),
        (b"[" * 100_000, 400, "body_too_deep"),
        (b'{"persons": ' + b"[" * 50 + b"]" * 50 + b"}", 400, "body_too_deep"),
        (b'{"a": NaN}', 400, "bad_body"),
        (b'{"a": ' + b"9" * 5000 + b"}", 400, "bad_body"),
        (b'"' + b"x" * 300_000 + b'"', 413, "body_too_large"),
        (b'"' + b"x" * 10_000_000 + b'"', 413, "body_too_large"),
        (b"[]", 422, "invalid"),
        (b"null", 422, "invalid"),
        (b"{}", 422, "invalid"),
    ],
)
def test_a_body_that_is_not_what_was_agreed_is_refused(
    caller: Caller, body: bytes, status: int, code: str
) -> None:
    before = counts()
    assert is_problem(caller.post("/cases", body), status, code)
    assert counts() == before


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("given_name", "A\0b"),
        ("given_name", "\ud800"),
        ("given_name", " "),
        ("given_name", "x" * 121),
        ("given_name", 7),
        ("born_on", "2018-02-30"),
        ("born_on", "99999-01-01"),
        ("cpr", "12345"),
        ("role", "king"),
        ("shoe_size", 42),
        ("id", "not-an-id"),
    ],
)
def test_a_field_that_cannot_be_kept_is_named_and_nothing_is_written(
    world: World, caller: Caller, field: str, value: object
) -> None:
    before = counts()
    answer = caller.post("/cases", a_case(world, persons=[a_child(**{field: value})]))
    assert is_problem(answer, 422, "invalid")
    assert any(field in error["where"] for error in answer.json()["errors"])
    if len(str(value)) > 2:
        assert str(value) not in json.dumps(answer.json()["errors"])
    assert counts() == before


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        ({"persons": []}, 422, "one_child_needed"),
        ({"persons": [a_child(), a_child()]}, 422, "one_child_needed"),
        ({"persons": [a_child(cpr="9999999999")]}, 422, "bad_number"),
        ({"aware_on": "2099-01-01"}, 422, "in_the_future"),
        ({"team_id": "00000000-0000-0000-0000-000000000000"}, 404, "not_found"),
        ({"adviser_id": "00000000-0000-0000-0000-000000000000"}, 422, "adviser_unknown"),
        ({"status": "help"}, 422, "invalid"),
        ({"unknown": 1}, 422, "invalid"),
    ],
)
def test_a_case_that_cannot_be_is_refused_whole(
    world: World, caller: Caller, more: dict[str, Any], status: int, code: str
) -> None:
    before = counts()
    assert is_problem(caller.post("/cases", a_case(world, **more)), status, code)
    assert counts() == before


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/cases?limit=0", 422, "invalid"),
        ("/cases?limit=101", 422, "invalid"),
        ("/cases?limit=36080068530811449344", 422, "invalid"),
        ("/cases?after=aaaaaaaa", 400, "bad_cursor"),
        ("/cases?after=%00", 422, "invalid"),
        ("/cases?sort=name", 422, "invalid"),
        ("/cases?due_before=0001-01-01", 422, "invalid"),
        ("/cases?opened_since=9999-12-31", 422, "invalid"),
        ("/cases?status=happy", 422, "invalid"),
        ("/cases?offset=1", 400, "unknown_query"),
        ("/cases/counts?x=1", 400, "unknown_query"),
        ("/cases/36080068530811449344", 404, "bad_address"),
        ("/cases/%00", 404, "bad_address"),
        ("/nowhere", 404, "bad_address"),
        (
            "/obligations?after=WyJkdWUiLCI5OTk5LTEyLTMxVDAwOjAwOjAwKzAwOjAwIiwxXQ",
            400,
            "bad_cursor",
        ),
    ],
)
def test_an_address_that_means_nothing_is_a_problem_and_no_fault(
    caller: Caller, path: str, status: int, code: str
) -> None:
    answer = caller.get(path)
    assert answer.status_code == status, answer.content
    assert not code or is_problem(answer, status, code)


def test_what_is_not_json_is_refused_by_its_kind(world: World, caller: Caller) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/json;charset=x"):
        answer = caller.client.post(
            f"{ROOT}/persons/search/name",
            json.dumps({"name": "al"}),
            content_type=kind,
            headers=caller.headers(),
        )
        assert is_problem(answer, 415, "not_json")


def test_a_write_without_its_key_is_refused(world: World, caller: Caller) -> None:
    for key in (None, "kort", "med mellemrum", "x" * 81):
        more = {"Idempotency-Key": key} if key else {}
        answer = caller.client.post(
            f"{ROOT}/cases",
            json.dumps(a_case(world)),
            content_type="application/json",
            headers=caller.headers(**more),
        )
        assert is_problem(answer, 422, "invalid")
    assert Case.objects.count() == 0


def test_a_method_that_is_not_offered_says_which_are(caller: Caller) -> None:
    answer = caller.client.delete(f"{ROOT}/cases", headers=caller.headers())
    assert is_problem(answer, 405, "method_not_allowed")
    assert set(answer["Allow"].replace(" ", "").split(",")) >= {"GET", "POST"}


def test_a_browser_that_is_signed_in_opens_nothing_here(world: World) -> None:
    answer = signed_in(world.anna).get(f"{ROOT}/cases")
    assert is_problem(answer, 401, "no_token")
    assert not answer.cookies


def test_answers_carry_the_headers_of_the_house_and_no_cookie(caller: Caller) -> None:
    answer = caller.get("/cases")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["Cache-Control"] == "no-store, private"
    assert not answer.cookies


def test_who_asks_too_often_is_told_when_to_come_back(caller: Caller) -> None:
    bearer.forget_pace()
    with override_settings(API_CALLS_PER_MINUTE=2):
        assert [caller.get("/teams").status_code for _ in range(2)] == [200, 200]
        answer = caller.get("/teams")
        assert is_problem(answer, 429, "too_many")
        assert 1 <= int(answer["Retry-After"]) <= 60
    bearer.forget_pace()


def test_the_description_names_every_answer_and_asks_no_other_host() -> None:
    answer = Client().get(f"{ROOT}/openapi.json")
    schema = answer.json()
    assert schema["openapi"] == "3.1.0"
    for path in schema["paths"].values():
        for one in path.values():
            assert one["security"] == [{"Bearer": []}]
            assert {"401", "403", "404", "429", "503"} <= set(one["responses"])
            for status, told in one["responses"].items():
                wanted = "application/problem+json" if int(status) >= 400 else "application/json"
                assert list(told["content"]) == [wanted]
