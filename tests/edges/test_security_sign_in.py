"""Sign-in under attack: guessing, fishing for users, old sessions, odd ways back, weak words."""

import hashlib
import re
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret, hotp_value
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from hjemmebane import clock
from hjemmebane.config import throttle
from hjemmebane.domain.access import RoleKey, UserKind
from hjemmebane.records.access import actions
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.guard import writing
from hjemmebane.records.access.models import User
from tests.cast import LONG_AGO, World, signed_in

PASSWORD = "tre-heste-paa-en-mark"
EMAIL = "tove@lindeborg.example"


@pytest.fixture
def tove(world: World) -> User:
    """Return an adviser with a password."""
    cache.clear()
    user = actions.create_user(
        by=SYSTEM, email=EMAIL, name="Tove Holst", kind=UserKind.STAFF, password=PASSWORD
    )
    actions.give_role(by=SYSTEM, user=user, role=RoleKey.ADVISER, from_on=LONG_AGO)
    return user


def sign_in(client: Client, password: str = PASSWORD, email: str = EMAIL, **more: str) -> Any:
    """Send the sign-in form."""
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


def is_in(client: Client) -> bool:
    """Return whether a browser is signed in."""
    return "_auth_user_id" in client.session


# ---------------------------------------------------------------- fishing for users


def test_a_wrong_password_and_an_unknown_user_get_the_same_page(tove: User) -> None:
    def words(answer: Any) -> str:
        text = answer.content.decode().replace(EMAIL, "@").replace("ukendt@x.example", "@")
        return re.sub(r'value="[\w-]{40,}"|nonce-\S+', "", text)

    known = sign_in(Client(), "forkert-adgangskode")
    unknown = sign_in(Client(), "forkert-adgangskode", "ukendt@x.example")
    assert known.status_code == unknown.status_code == 200
    assert words(known) == words(unknown)


def test_an_unknown_user_costs_the_same_reckoning_as_a_known_one(tove: User) -> None:
    counted = []
    real = Argon2PasswordHasher.encode

    def encode(self: Any, *args: Any, **more: Any) -> str:
        counted.append(1)
        return real(self, *args, **more)

    def cost(email: str) -> tuple[int, float]:
        cache.clear()
        counted.clear()
        began = time.perf_counter()
        sign_in(Client(), "forkert-adgangskode", email)
        return len(counted), time.perf_counter() - began

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Argon2PasswordHasher, "encode", encode)
        unknown = [cost(f"ukendt{n}@x.example") for n in range(3)]
    known = [cost(EMAIL) for _ in range(3)]
    assert {times for times, _ in unknown} == {1}
    assert min(seconds for _, seconds in unknown) > min(seconds for _, seconds in known) / 4


def test_a_reset_says_the_same_of_known_and_unknown(tove: User) -> None:
    answers = [
        Client().post(reverse("account_reset_password"), {"email": email})
        for email in (EMAIL, "ukendt@x.example")
    ]
    assert [a.headers.get("Location") for a in answers] == [
        reverse("account_reset_password_done")
    ] * 2


# ---------------------------------------------------------------- guessing


def test_one_account_is_closed_to_guessing_from_many_addresses(tove: User) -> None:
    for n in range(6):
        Client(REMOTE_ADDR=f"10.0.{n}.1").post(
            reverse("account_login"), {"login": EMAIL, "password": "forkert"}
        )
    late = Client(REMOTE_ADDR="10.9.9.9")
    sign_in(late)
    assert not is_in(late)


def test_one_address_is_stopped_from_trying_many_accounts(tove: User) -> None:
    client = Client(REMOTE_ADDR="10.0.0.7")
    for n in range(11):
        sign_in(client, "forkert", f"nogen{n}@x.example")
    sign_in(client)
    assert not is_in(client)
    other = Client(REMOTE_ADDR="10.77.0.8")
    sign_in(other)
    assert is_in(other)


def test_an_address_that_the_client_made_up_counts_for_nothing(tove: User, settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for n in range(11):
        Client().post(
            reverse("account_login"),
            {"login": f"nogen{n}@x.example", "password": "forkert"},
            headers={"x-forwarded-for": f"10.1.{n}.1, 192.0.2.7"},
        )
    client = Client(headers={"x-forwarded-for": "10.1.99.1, 192.0.2.7"})
    sign_in(client)
    assert not is_in(client)


@pytest.fixture
def limits(settings: Any) -> None:
    """Switch the limits on, with nobody counted yet."""
    settings.THROTTLE = True
    throttle.knocks.seen.clear()


@pytest.mark.parametrize(
    ("path", "route"),
    [
        ("/henvend/", "family:enquiry"),
        ("/henvend/underretning/", "family:notification"),
        ("/henvend/svar/", "family:advice_answer"),
    ],
)
def test_the_public_forms_are_closed_for_minutes_to_who_sends_too_much(
    world: World, limits: None, path: str, route: str
) -> None:
    limit, client = throttle.LIMITS[route], Client(REMOTE_ADDR="10.0.0.9")
    statuses = [client.post(path, {"text": "x"}).status_code for _ in range(limit.times + 1)]
    assert set(statuses[:-1]) == {422}
    assert statuses[-1] == 429
    assert client.get(path).status_code == 200
    assert Client(REMOTE_ADDR="10.0.0.10").post(path, {"text": "x"}).status_code == 422
    with clock.at(clock.now() + timedelta(seconds=limit.seconds + 1)):
        assert client.post(path, {"text": "x"}).status_code == 422


def test_the_sentence_says_to_wait_or_ring(world: World, limits: None) -> None:
    client = Client()
    for _ in range(throttle.LIMITS["family:enquiry"].times):
        client.post("/henvend/", {})
    answer = client.post("/henvend/", {})
    assert "Haster det, så ring" in answer.content.decode()
    assert int(answer.headers["Retry-After"]) > 0


def test_links_cannot_be_tried_one_after_the_other(world: World, limits: None) -> None:
    times = throttle.LIMITS["family:feedback_link"].times
    statuses = [Client().get(f"/f/{n:040d}/").status_code for n in range(times + 1)]
    assert (statuses[0], statuses[-1]) == (404, 429)


def test_search_is_limited_by_person_wherever_they_sit(world: World, limits: None) -> None:
    times, url = throttle.LIMITS["staff:search"].times, reverse("staff:search")
    for n in range(times):
        client = signed_in(world.anna)
        client.defaults["REMOTE_ADDR"] = f"10.2.{n % 200}.1"
        client.post(url, {"q": ""})
    assert signed_in(world.anna).post(url, {"q": "Selma"}).status_code == 429
    assert signed_in(world.bo).post(url, {"q": "Selma"}).status_code == 200


def test_coming_back_from_the_identity_provider_is_limited(world: World, limits: None) -> None:
    url = reverse("openid_connect_callback", args=["borger"])
    times = throttle.LIMITS["openid_connect_callback"].times
    client = Client(raise_request_exception=False)
    statuses = [client.get(url, {"state": "x"}).status_code for _ in range(times + 1)]
    assert statuses[-1] == 429


def test_who_knocked_is_kept_as_a_digest_in_memory_alone(world: World, limits: None) -> None:
    Client(REMOTE_ADDR="203.0.113.77").post("/henvend/", {})
    assert len(throttle.knocks.seen) == 1
    assert b"203.0.113.77" not in b"".join(throttle.knocks.seen)
    assert "203.0.113" not in repr(dict(throttle.knocks.seen))


# ---------------------------------------------------------------- sessions


def test_signing_in_gives_a_new_session_and_ends_the_one_before(tove: User) -> None:
    client = Client()
    sign_in(client, "forkert")
    session = client.session
    session["planted"] = "x"
    session.save()
    client.cookies["hjemmebane"] = before = session.session_key
    sign_in(client)
    assert is_in(client)
    assert client.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()


def test_a_session_chosen_by_somebody_else_is_not_taken_up(tove: User) -> None:
    client = Client()
    client.cookies["hjemmebane"] = "a" * 32
    sign_in(client)
    assert client.session.session_key != "a" * 32


def test_signing_out_ends_the_session_on_the_server(tove: User) -> None:
    client = Client()
    sign_in(client)
    key = client.session.session_key
    client.post(reverse("account_logout"))
    assert not Session.objects.filter(session_key=key).exists()
    client.cookies["hjemmebane"] = key
    assert client.get(reverse("staff:families")).status_code == 302


def test_a_link_to_sign_out_from_elsewhere_signs_nobody_out(tove: User) -> None:
    client = Client()
    sign_in(client)
    client.get(reverse("account_logout"))
    assert is_in(client)


def test_a_closed_user_is_out_at_once_everywhere(world: World, tove: User) -> None:
    client = Client()
    sign_in(client)
    actions.close_user(by=SYSTEM, user=tove, on=clock.today())
    assert client.get(reverse("staff:families")).status_code == 302


def test_a_new_password_ends_every_other_session(tove: User) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        sign_in(client)
    user = User.objects.get(pk=tove.pk)
    actions.set_password(by=user, user=user, password="fire-koer-paa-en-eng")
    assert elsewhere.get(reverse("staff:families")).status_code == 302


# ---------------------------------------------------------------- odd ways back


@pytest.mark.parametrize(
    "way",
    [
        "https://ond.example/",
        "//ond.example/",
        "/\\ond.example",
        "javascript:alert(1)",
        "https:ond.example",
        "http://localhost@ond.example/",
    ],
)
def test_signing_in_leads_to_no_other_house(tove: User, way: str) -> None:
    for where in (reverse("account_login"), f"{reverse('account_login')}?next={way}"):
        cache.clear()
        client = Client()
        answer = client.post(where, {"login": EMAIL, "password": PASSWORD, "next": way})
        assert answer.status_code == 302
        assert answer.headers["Location"] == "/ind/"


def test_the_way_back_after_a_time_out_is_one_address_and_no_more(world: World) -> None:
    client = signed_in(world.anna)
    client.get(reverse("own_front"))
    with clock.at(clock.now() + timedelta(minutes=31)):
        answer = client.get("/familier/&next=%2F%2Fond.example/")
    assert answer.headers["Location"].count("next=") == 1
    assert "%2F%2Fond" in answer.headers["Location"].replace("%252F", "%2F")


# ---------------------------------------------------------------- passwords and second factors


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("kort-kode", "password_too_short"),
        ("qwertyuiop123", "password_too_common"),
        ("hjemmebane2026", "password_house_word"),
        ("Lindeborg-1234", "password_house_word"),
        ("toveholst2026", "password_too_similar"),
    ],
)
def test_weak_passwords_are_refused(tove: User, password: str, why: str) -> None:
    with pytest.raises(ValidationError) as refused:
        validate_password(password, tove)
    assert why in {error.code for error in refused.value.error_list}


@pytest.mark.parametrize(
    "password", ["aaaaaaa bbbbbbb ccccccc", "æøåæøåæøåæøå-grød", "x" * 64 + "yz" * 40, PASSWORD]
)
def test_long_and_plain_passwords_of_any_signs_are_taken(tove: User, password: str) -> None:
    validate_password(password, tove)
    actions.set_password(by=tove, user=tove, password=password)
    client = Client()
    sign_in(client, password)
    assert is_in(client)
    assert not User.objects.get(pk=tove.pk).check_password(password[:-1])


@pytest.mark.parametrize("place", [0, 1, 250, 498, 499])
def test_a_leaked_password_is_found_without_asking_anybody(
    tove: User, settings: Any, tmp_path: Path, place: int
) -> None:
    hashes = sorted(
        hashlib.sha1(f"kodeord nummer {n}".encode(), usedforsecurity=False).hexdigest().upper()
        for n in range(500)
    )
    leaked = {
        hashlib.sha1(f"kodeord nummer {n}".encode(), usedforsecurity=False).hexdigest().upper(): n
        for n in range(500)
    }
    file = tmp_path / "leaked.txt"
    file.write_text("".join(f"{one}:{n}\n" for n, one in enumerate(hashes)))
    settings.LEAKED_PASSWORDS = str(file)
    with pytest.raises(ValidationError, match="sluppet ud"):
        validate_password(f"kodeord nummer {leaked[hashes[place]]}", tove)
    validate_password("en ganske anden sætning", tove)


def test_the_form_lets_a_password_manager_fill_it_in(tove: User) -> None:
    page = Client().get(reverse("account_login")).content.decode()
    field = re.search(r"<input[^>]*name=\"password\"[^>]*>", page)
    assert field
    assert 'type="password"' in field[0]
    assert 'autocomplete="off"' not in field[0]
    assert "onpaste" not in page


def test_a_code_from_the_app_works_once(tove: User) -> None:
    secret = generate_totp_secret()
    with writing():
        TOTP.activate(tove, secret)
    codes: list[str] = []
    for expected in (True, False):
        client = Client()
        sign_in(client)
        # Read from the app only now: the password's reckoning may take longer than a code lives.
        codes = codes or [f"{hotp_value(secret, int(time.time()) // 30):06d}"]
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_in(client) is expected


def test_an_emergency_code_works_once(tove: User) -> None:
    with writing():
        TOTP.activate(tove, generate_totp_secret())
        codes = RecoveryCodes.activate(tove).get_unused_codes()
    assert len(codes) >= 10
    for expected in (True, False):
        client = Client()
        sign_in(client)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_in(client) is expected


def test_a_new_password_does_not_open_the_second_door(tove: User) -> None:
    with writing():
        TOTP.activate(tove, generate_totp_secret())
    actions.set_password(by=tove, user=tove, password="fire-koer-paa-en-eng")
    client = Client()
    sign_in(client, "fire-koer-paa-en-eng")
    assert not is_in(client)
    assert Authenticator.objects.filter(user=tove).exists()


def test_a_second_factor_is_changed_only_after_saying_again_who_one_is(tove: User) -> None:
    client = signed_in(tove)  # long ago, as far as the session knows
    answer = client.get(reverse("mfa_activate_totp"))
    assert answer.status_code == 302
    assert "reauthenticate" in answer.headers["Location"]


def test_who_came_in_and_who_was_not_let_in_stands_in_the_log_without_a_name(
    tove: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    sign_in(Client(), "forkert")
    sign_in(Client())
    assert "sign-in refused" in caplog.text
    assert f"sign-in of user {tove.public_id}" in caplog.text
    assert EMAIL not in caplog.text
    assert PASSWORD not in caplog.text
