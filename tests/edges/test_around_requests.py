"""Around every request: headers, bad input, look-ups before the answer leaves."""

import logging

import pytest
from django.test import Client
from django.urls import reverse

from hjemmebane.config.logs import WithoutPersons
from hjemmebane.records.access.models import LookupPerson, LookupRequest
from tests.cast import World, signed_in


def test_the_content_policy_allows_nothing_inline(world: World) -> None:
    policy = Client().get(reverse("sign_in")).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_pages_are_never_kept_by_a_browser_or_proxy(world: World) -> None:
    answer = signed_in(world.anna).get(reverse("staff:person", args=[world.selma.public_id]))
    assert answer.headers["Cache-Control"] == "no-store, private"


def test_health_tells_that_database_and_catalogue_are_there(db: None) -> None:
    assert Client().get("/healthz").json()["status"] == "ok"


def test_showing_a_person_leaves_a_look_up_of_each_person_shown(world: World) -> None:
    signed_in(world.anna).get(reverse("staff:person", args=[world.selma.public_id]))
    request = LookupRequest.objects.get(user=world.anna)
    assert (request.route, request.role, request.unit_name) == (
        "staff:person",
        "Rådgiver",
        "Familieafdelingen",
    )
    shown = set(LookupPerson.objects.filter(request=request).values_list("person_id", flat=True))
    assert world.selma.pk in shown


def test_a_refused_look_is_a_404_and_is_logged(world: World) -> None:
    answer = signed_in(world.erik).get(reverse("staff:person", args=[world.selma.public_id]))
    assert answer.status_code == 404
    assert b"Zselma" not in answer.content
    assert LookupRequest.objects.get(user=world.erik).is_refused


@pytest.mark.parametrize("text", ["a\0b", "x" * 200_000])
def test_signs_no_form_can_mean_are_refused_in_one_sentence(world: World, text: str) -> None:
    url = reverse("staff:break_glass")
    answer = signed_in(world.anna).post(url, {"number": text, "reason": "acute"})
    assert 400 <= answer.status_code < 500
    assert "Intet er gemt" in answer.content.decode()


@pytest.mark.parametrize("path", ["/%00", "/personer/x%00/", "/personer/999999999999999999999/"])
def test_odd_addresses_are_plain_errors(world: World, path: str) -> None:
    assert signed_in(world.anna).get(path).status_code in (400, 404)


def test_logs_carry_no_numbers_addresses_or_query_strings() -> None:
    record = logging.LogRecord("x", 20, "x", 1, "%s", ("/soeg?q=Frida 020588-1234 a@b.dk",), None)
    WithoutPersons().filter(record)
    assert "Frida" not in record.getMessage()
    assert "1234" not in record.getMessage()
    assert "a@b.dk" not in record.getMessage()


def test_a_form_without_its_token_is_refused(world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.anna)
    assert client.post(reverse("staff:break_glass"), {"number": "1"}).status_code == 403
