"""Accounts of other systems, made and closed by the administrator on the pages of staff."""

import re

from django.test import Client
from django.urls import reverse

from hjemmebane.domain.service_accounts import Scope
from hjemmebane.records.access.models import AuditLine, ServiceAccount
from tests.cast import World, signed_in

LIST, NEW = reverse("staff:systems"), reverse("staff:system_new")
TOKEN = re.compile(r"hb_[0-9a-f]{10}_[A-Za-z0-9_-]{43}")


def sent(world: World, **more: object) -> dict[str, object]:
    return {
        "name": "Fagsystemet",
        "purpose": "Henter sager til ledelsens tal",
        "scopes": [Scope.CASES_READ],
        "places": [f"team-{world.teams['nord'].public_id}"],
        "days": "90",
        **more,
    }


def asked_with(token: str) -> int:
    return Client(headers={"Authorization": f"Bearer {token}"}).get("/api/v1/cases").status_code


def test_the_key_is_shown_once_opens_the_api_and_opens_nothing_when_closed(world: World) -> None:
    sofie = signed_in(world.sofie)
    made = sofie.post(NEW, sent(world))
    found = TOKEN.search(made.content.decode())
    assert found
    token = found[0]
    assert made.status_code == 200
    assert "no-store" in made.headers["Cache-Control"]
    assert asked_with(token) == 200
    listed = sofie.get(LIST).content.decode()
    assert "Fagsystemet" in listed
    assert "Nord" in listed
    assert TOKEN.search(listed + sofie.get(NEW).content.decode()) is None
    account = ServiceAccount.objects.get()
    assert account.made_by == world.sofie
    closed = sofie.post(reverse("staff:system_close", args=[account.public_id]))
    assert closed.status_code == 303
    assert asked_with(token) == 401
    lines = AuditLine.objects.filter(action__startswith="service_account.", by_id=world.sofie.pk)
    assert set(lines.values_list("action", flat=True)) == {
        "service_account.make",
        "service_account.revoke",
    }


def test_a_form_sent_twice_makes_one_account(world: World) -> None:
    sofie = signed_in(world.sofie)
    sofie.post(NEW, sent(world))
    again = sofie.post(NEW, sent(world))
    assert again.status_code == 422
    assert "hedder det allerede" in again.content.decode()
    assert ServiceAccount.objects.count() == 1


def test_an_account_without_reach_or_for_longer_than_a_year_is_refused(world: World) -> None:
    sofie = signed_in(world.sofie)
    for more in ({"places": []}, {"scopes": []}, {"days": "400"}, {"places": ["team-x"]}):
        assert sofie.post(NEW, sent(world, **more)).status_code == 422, more
    assert ServiceAccount.objects.count() == 0


def test_nobody_but_the_administrator_sees_or_makes_accounts(world: World) -> None:
    for who in ("anna", "camilla", "rune", "ivan", "pia", "gry"):
        client = signed_in(world.users[who])
        assert client.get(LIST).status_code == 404, who
        assert client.post(NEW, sent(world)).status_code == 404, who
    assert ServiceAccount.objects.count() == 0


def test_an_account_closed_twice_says_so_and_its_name_is_free_again(world: World) -> None:
    sofie = signed_in(world.sofie)
    sofie.post(NEW, sent(world))
    close = reverse("staff:system_close", args=[ServiceAccount.objects.get().public_id])
    sofie.post(close)
    assert "allerede lukket" in sofie.post(close, follow=True).content.decode()
    assert sofie.post(NEW, sent(world)).status_code == 200
