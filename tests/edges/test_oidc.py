"""Families sign in through an identity provider; here one that runs on this machine."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client, override_settings
from django.urls import reverse
from oidc_provider_mock import User as Citizen
from oidc_provider_mock import run_server_in_thread

from hjemmebane.config.settings import origins
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import User
from tests.cast import World, signed_in

# The provider's own libraries stand before a move; it runs in a thread of this process.
pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")

FRIDA, NOBODY, UNKNOWN = "0245880000", "0145990000", "sub-unknown"
ORIGINAL = dict(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"])
CITIZENS = (
    Citizen(sub="sub-frida", claims={"cpr": FRIDA, "email": "frida@privat.example", "name": "Zf"}),
    Citizen(sub="sub-nobody", claims={"cpr": NOBODY, "email": "anna@lindeborg.example"}),
    Citizen(sub="sub-without", claims={"email": "anna@lindeborg.example"}),
)


def providers(address: str) -> dict[str, Any]:
    """Return the settings of a municipality whose provider is at an address."""
    app = {
        "provider_id": "borger",
        "name": "MitID",
        "client_id": "hjemmebane",
        "secret": "hemmeligt",
        "settings": {"server_url": address},
    }
    return {"openid_connect": {**ORIGINAL, "APPS": [app]}}


@pytest.fixture
def provider(world: World) -> Iterator[str]:
    """Run a provider on loopback, and let the house know it."""
    cache.clear()
    with run_server_in_thread(user_claims=CITIZENS) as server:
        address = f"http://localhost:{server.server_port}"
        with override_settings(SOCIALACCOUNT_PROVIDERS=providers(address)):
            yield address


def come_back(client: Client, subject: str, **how: str) -> Any:
    """Go to the provider, say who one is there, and come back; return the answer."""
    away = client.post(reverse("openid_connect_login", args=["borger"]))
    back = requests.post(
        away.headers["Location"], data={"sub": subject, **how}, allow_redirects=False, timeout=5
    )
    found = urlsplit(back.headers["Location"])
    return client.get(f"{found.path}?{found.query}")


def landed(client: Client, answer: Any) -> str:
    """Return where a browser ends when it follows where it is sent."""
    while answer.status_code in {302, 303}:
        where = answer.headers["Location"]
        answer = client.get(where)
    return str(where) if answer.status_code == 200 else f"{answer.status_code} {where}"


def test_a_known_parent_lands_on_their_own_page(provider: str, world: World) -> None:
    client = Client()
    assert landed(client, come_back(client, "sub-frida")) == "/min-side/"
    assert client.session["_auth_user_id"] == str(world.frida.pk)


def test_the_same_parent_comes_in_again(provider: str, world: World) -> None:
    for client in (Client(), Client()):
        assert landed(client, come_back(client, "sub-frida")) == "/min-side/"


@pytest.mark.parametrize("subject", ["sub-nobody", "sub-without", UNKNOWN])
def test_a_number_we_do_not_know_gets_the_plain_page(provider: str, subject: str) -> None:
    client, before = Client(), User.objects.count()
    answer = come_back(client, subject)
    assert landed(client, answer).startswith("/log-ind/")
    assert "Vi kender dig ikke her" in client.get(answer.headers["Location"]).content.decode()
    assert "_auth_user_id" not in client.session
    assert User.objects.count() == before


def test_staff_cannot_come_in_that_way_by_their_number_or_their_address(
    provider: str, world: World
) -> None:
    assert User.objects.filter(email="anna@lindeborg.example").exists()
    client = Client()
    assert landed(client, come_back(client, "sub-nobody")).startswith("/log-ind/")
    assert "_auth_user_id" not in client.session
    with pytest.raises(IntegrityError), writing(), transaction.atomic():
        User.objects.filter(pk=world.anna.pk).update(person_id=world.jonas_holm.pk)


def test_a_member_of_staff_who_signs_in_as_family_is_no_longer_staff(
    provider: str, world: World
) -> None:
    client = signed_in(world.anna)
    assert landed(client, come_back(client, "sub-frida")) == "/min-side/"
    assert client.get("/familier/").status_code == 404


def test_a_closed_user_does_not_come_in(provider: str, world: World, free_hand: None) -> None:
    User.objects.filter(pk=world.frida.pk).update(is_active=False)
    client = Client()
    assert landed(client, come_back(client, "sub-frida")).startswith("/log-ind/")


def test_nothing_that_the_provider_told_is_kept(provider: str, world: World) -> None:
    client = Client()
    come_back(client, "sub-frida")
    come_back(Client(), "sub-nobody")
    kept = [SocialAccount.objects.count(), SocialToken.objects.count()]
    assert [*kept, EmailAddress.objects.count()] == [0, 0, 0]
    words = str([row.get_decoded() for row in Session.objects.all()])
    assert not [w for w in (FRIDA, NOBODY, "privat.example", "sub-frida") if w in words]
    assert not User.objects.filter(email="frida@privat.example").exists()


def test_who_gives_up_at_the_provider_is_told_so(provider: str) -> None:
    client = Client()
    answer = come_back(client, "sub-frida", action="deny")
    assert "Du blev ikke logget ind" in client.get(answer.headers["Location"]).content.decode()


@override_settings(SOCIALACCOUNT_PROVIDERS=providers("http://localhost:9"))
def test_a_provider_that_does_not_answer_is_no_fault_of_the_page(world: World) -> None:
    client = Client()
    answer = client.post(reverse("openid_connect_login", args=["borger"]))
    assert "Du blev ikke logget ind" in client.get(answer.headers["Location"]).content.decode()


def test_a_forged_return_lets_nobody_in(provider: str) -> None:
    client = Client()
    place = reverse("openid_connect_callback", args=["borger"])
    answer = client.get(f"{place}?code=abc&state=def")
    assert landed(client, answer).startswith("/log-ind/")
    assert "_auth_user_id" not in client.session


def test_the_sign_in_form_may_lead_to_the_provider_and_nowhere_else(provider: str) -> None:
    assert "Log ind med MitID" in Client().get("/log-ind/").content.decode()
    assert origins("https://id.example/realm/borger") == ["https://id.example"]
    assert origins("https://id.example", "https://login.example") == [
        "https://id.example",
        "https://login.example",
    ]
    assert origins("") == []
