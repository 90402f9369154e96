"""Sign-in: who comes in by which door, for how long, and what guessing leads to."""

import json
import os
import subprocess
import sys
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.domain.access import RoleKey, UserKind
from hjemmebane.records.access import actions, queries
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import User
from tests.cast import LONG_AGO, World, signed_in

PASSWORD = "tre-heste-paa-en-mark"


@pytest.fixture
def tove(world: World) -> User:
    """Return an adviser with a password."""
    cache.clear()
    user = actions.create_user(
        by=SYSTEM,
        email="tove@lindeborg.example",
        name="Tove",
        kind=UserKind.STAFF,
        password=PASSWORD,
    )
    actions.give_role(by=SYSTEM, user=user, role=RoleKey.ADVISER, from_on=LONG_AGO)
    return user


def sign_in(client: Client, password: str) -> int:
    """Try to sign in as Tove; return the status."""
    form = {"login": "tove@lindeborg.example", "password": password}
    return client.post(reverse("account_login"), form).status_code


def test_passwords_are_kept_with_argon2(tove: User) -> None:
    assert tove.password.startswith("argon2$")


def test_the_right_password_lets_staff_in_and_a_wrong_one_does_not(tove: User) -> None:
    client = Client()
    assert sign_in(client, "forkert") == 200
    assert "_auth_user_id" not in client.session
    assert sign_in(client, PASSWORD) == 302
    assert client.session["_auth_user_id"] == str(tove.pk)


def test_guessing_locks_the_door_even_for_the_right_password(tove: User) -> None:
    client = Client()
    for _ in range(6):
        sign_in(client, "forkert")
    sign_in(client, PASSWORD)
    assert "_auth_user_id" not in client.session


def test_who_forgot_the_password_is_told_whom_to_ask_and_not_to_wait_for_a_mail(db: None) -> None:
    page = Client().get(reverse("account_login")).content.decode()
    assert "spørg din administrator" in page
    assert reverse("account_reset_password") not in page
    assert "Glemt" not in page


def test_nobody_signs_up_by_themselves(world: World) -> None:
    form = {"email": "ny@lindeborg.example", "password1": PASSWORD}
    Client().post(reverse("account_signup"), form)
    assert not User.objects.filter(email="ny@lindeborg.example").exists()


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_staff_without_a_second_factor_are_sent_to_make_one(world: World) -> None:
    answer = signed_in(world.anna).get("/personer/")
    assert answer.headers["Location"] == reverse("mfa_index")


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_a_password_alone_is_not_enough_where_a_second_factor_is_set(tove: User) -> None:
    TOTP.activate(tove, generate_totp_secret())
    assert Authenticator.objects.filter(user=tove).exists()
    client = Client()
    sign_in(client, PASSWORD)
    assert "_auth_user_id" not in client.session


@override_settings(REQUIRE_SECOND_FACTOR=True)
def test_families_need_no_second_factor_of_ours(world: World) -> None:
    answer = signed_in(world.frida).get(reverse("own_front"))
    assert answer.headers["Location"] == "/min-side/"


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (31, False)])
def test_half_an_hour_idle_ends_the_session(world: World, minutes: int, still_in: bool) -> None:
    client = signed_in(world.anna)
    client.get(reverse("own_front"))
    with clock.at(clock.now() + timedelta(minutes=minutes)):
        client.get(reverse("own_front"))
    assert ("_auth_user_id" in client.session) is still_in


def test_idle_time_counts_from_the_moment_the_clock_was_set_back(world: World) -> None:
    client = signed_in(world.anna)
    client.get(reverse("own_front"))
    for minutes, still_in in ((-120, True), (-89, False)):
        with clock.at(clock.now() + timedelta(minutes=minutes)):
            client.get(reverse("own_front"))
        assert ("_auth_user_id" in client.session) is still_in


def test_ten_hours_end_the_session_however_busy(world: World) -> None:
    client, began = signed_in(world.anna), clock.now()
    for minutes in range(0, 10 * 60 + 40, 20):
        with clock.at(began + timedelta(minutes=minutes)):
            client.get(reverse("own_front"))
    assert "_auth_user_id" not in client.session


def test_text_sent_after_the_time_was_up_is_kept_as_a_draft(world: World) -> None:
    client, page = signed_in(world.anna), reverse("staff:break_glass")
    client.get(page)
    with clock.at(clock.now() + timedelta(minutes=31)):
        client.post(page, {"number": "", "reason": "", "text": "Ringet op kl. 14, sagde at"})
    kept = json.loads(queries.draft_of(world.anna, page))
    assert kept == {"text": ["Ringet op kl. 14, sagde at"]}
    assert b"Ringet op kl. 14" in signed_in(world.anna).get(page).content


def test_text_saved_as_one_types_is_kept_for_its_own_writer_only(world: World) -> None:
    page = reverse("staff:break_glass")
    url = f"{reverse('draft_save')}?side={page}"
    assert signed_in(world.anna).post(url, {"text": "halv sætning"}).status_code == 204
    assert b"halv s\xc3\xa6tning" in signed_in(world.anna).get(page).content
    assert b"halv s\xc3\xa6tning" not in signed_in(world.bo).get(page).content


def test_each_door_is_for_its_own(world: World) -> None:
    assert signed_in(world.frida).get(reverse("staff:break_glass")).status_code == 404
    assert signed_in(world.hanne).get(reverse("staff:break_glass")).status_code == 404
    answer = Client().get(reverse("staff:break_glass"))
    assert answer.headers["Location"].startswith("/konto/login/?next=")


def routes(**environment: str) -> str:
    """Return every route of a process started with an environment."""
    code = (
        "import django; django.setup(); from django.urls import get_resolver; "
        "print(sorted(map(str, get_resolver().reverse_dict)))"
    )
    given = {"DJANGO_SETTINGS_MODULE": "hjemmebane.config.settings", **environment}
    keep = {k: v for k, v in os.environ.items() if k != "HJEMMEBANE_DEMO"}
    run = [sys.executable, "-c", code]
    return subprocess.run(
        run, env={**keep, **given}, capture_output=True, text=True, check=True
    ).stdout


def test_one_click_sign_in_exists_in_the_demo_only() -> None:
    assert "demo_sign_in" in routes(HJEMMEBANE_DEMO="1")
    assert "demo_sign_in" not in routes(HJEMMEBANE_SECRET_KEY="x" * 50)


def test_outside_the_demo_cookies_are_secure_and_hsts_is_on() -> None:
    code = (
        "from hjemmebane.config import settings as s; print(s.SESSION_COOKIE_SECURE, "
        "s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS > 0, s.ALLOW_DEMO_NUMBERS)"
    )
    keep = {k: v for k, v in os.environ.items() if k != "HJEMMEBANE_DEMO"}
    run = [sys.executable, "-c", code]
    said = subprocess.run(run, env=keep, capture_output=True, text=True, check=True).stdout
    assert said.split() == ["True", "True", "True", "False"]


def test_the_demo_lets_one_in_by_one_click(world: World) -> None:
    client = Client()
    page = client.get(reverse("sign_in")).content.decode()
    assert "Anna Lund" in page
    answer = client.post(reverse("demo_sign_in"), {"user": str(world.anna.public_id)})
    assert answer.headers["Location"] == "/"
    assert client.session["_auth_user_id"] == str(world.anna.pk)
