"""What every answer tells the browser, and what the browser is given to keep."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.cast import World, signed_in
from tests.made_once import made_once
from tests.matrix.routes import addresses, all_routes
from tests.matrix.world import make_full_world

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def lacking(answer: HttpResponse) -> list[str]:
    """Return the headers that an answer should have and has not."""
    missing = [f"{k}: {v}" for k, v in EVERYWHERE.items() if answer.headers.get(k) != v]
    policy = answer.headers.get("Content-Security-Policy", "")
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors"):
        missing += [] if part in policy else [part]
    if "geolocation=()" not in answer.headers.get("Permissions-Policy", ""):
        missing.append("Permissions-Policy")
    if "no-store" not in answer.headers.get("Cache-Control", ""):
        missing.append("no-store")
    if "Access-Control-Allow-Origin" in answer.headers:
        missing.append("no other origin")
    return missing


@pytest.mark.parametrize("who", ["anna", "frida", "hanne", "nobody"])
def test_every_answer_on_every_route_carries_the_headers(
    db: None, clock_set: None, who: str
) -> None:
    world = made_once(make_full_world)
    client = Client() if who == "nobody" else signed_in(world.users[who])
    wrong = {}
    for route in all_routes():
        for url in addresses(world, route):
            answer = client.get(url)
            if lacking(answer):
                wrong[url] = (answer.status_code, lacking(answer))
    assert wrong == {}


@pytest.mark.parametrize("path", ["/healthz", "/findes-ikke/", "/%00", "/konto/login/"])
def test_errors_and_health_carry_them_too(db: None, path: str) -> None:
    assert lacking(Client().get(path)) == []


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT"])
def test_methods_that_echo_or_tunnel_are_refused(db: None, method: str) -> None:
    assert Client().generic(method, "/log-ind/").status_code == 405


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_change_nothing_on_any_page(db: None, clock_set: None, method: str) -> None:
    world = made_once(make_full_world)
    client = signed_in(world.anna)
    for route in all_routes():
        for url in addresses(world, route):
            if not url.startswith("/api/"):
                assert getattr(client, method)(url).status_code == 405, url


def test_a_host_that_is_not_ours_is_refused_without_details(db: None) -> None:
    answer = Client(raise_request_exception=False).get("/log-ind/", headers={"host": "ond.example"})
    assert answer.status_code == 400
    assert b"ond.example" not in answer.content
    assert b"ALLOWED_HOSTS" not in answer.content


def test_what_a_proxy_says_of_the_host_is_not_believed(db: None) -> None:
    answer = Client().get("/", headers={"x-forwarded-host": "ond.example"})
    assert "ond.example" not in answer.headers.get("Location", "")


def test_over_tls_the_browser_is_told_to_come_back_over_tls(db: None) -> None:
    told = settings_of("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS")
    assert told == ["31536000", "True"]


def test_outside_the_demo_cookies_are_bound_to_the_host(db: None) -> None:
    told = settings_of("SESSION_COOKIE_NAME", "CSRF_COOKIE_NAME", "SESSION_COOKIE_SECURE")
    assert [name[:7] for name in told] == ["__Host-", "__Host-", "True"]
    assert settings_of("SESSION_COOKIE_DOMAIN", "SESSION_COOKIE_PATH") == ["None", "/"]


def settings_of(*names: str) -> list[str]:
    """Return settings as they are in production, each as text."""
    code = (
        "from hjemmebane.config import settings as s; from django.conf import global_settings as g"
    )
    code += f"; print(*[getattr(s, n, getattr(g, n, None)) for n in {names!r}], sep='|')"
    keep = {k: v for k, v in os.environ.items() if k != "HJEMMEBANE_DEMO"}
    run = [sys.executable, "-c", code]
    return (
        subprocess.run(run, env=keep, capture_output=True, text=True, check=True)
        .stdout.strip()
        .split("|")
    )


def test_no_script_reads_a_cookie_and_no_other_site_sends_one(world: World) -> None:
    client = Client()
    client.post(reverse("demo_sign_in"), {"user": str(world.anna.public_id)})
    client.get(reverse("account_login"))
    assert set(client.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    for cookie in client.cookies.values():
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert not cookie["domain"]


def test_a_word_of_what_was_done_never_lies_in_a_cookie(world: World) -> None:
    client = signed_in(world.anna)
    client.post(
        reverse("staff:break_glass"), {"number": "0245880000", "reason": "acute", "text": ""}
    )
    assert set(client.cookies) <= {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}


@pytest.mark.parametrize("path", ["/henvend/", "/henvend/underretning/", "/henvend/svar/"])
def test_the_public_forms_leave_no_cookie_on_the_phone(world: World, path: str) -> None:
    client = Client()
    client.get(path)
    client.post(path, {"text": "x"})
    assert not client.cookies


def test_sign_out_makes_the_browser_forget_its_pages(world: World) -> None:
    client = signed_in(world.anna)
    answer = client.post(reverse("account_logout"))
    assert answer.headers["Clear-Site-Data"] == '"cache"'
    assert "_auth_user_id" not in client.session


def test_a_fault_of_ours_tells_nothing_of_the_inside(world: World) -> None:
    client = signed_in(world.anna)
    client.raise_request_exception = False
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hjemmebane.edges.staff.families.search.search_names", fault)
        answer = client.post(reverse("staff:search"), {"q": "Frida"})
    assert answer.status_code == 500
    for word in (b"Traceback", b"hemmelig", b"django", b"Exception", b"/site-packages/"):
        assert word not in answer.content


def fault(*args: object) -> None:
    """Fail as a fault in the code would."""
    message = "hemmelig: SELECT * FROM people_person"
    raise RuntimeError(message)


def test_security_txt_names_the_municipalitys_contact_and_holds_for_months(world: World) -> None:
    answer = Client().get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = dict(line.split(": ", 1) for line in answer.content.decode().splitlines())
    assert lines["Contact"] == "tel:+4500003456"
    assert "2026-11" < lines["Expires"][:7] < "2027-11"
    assert lines["Canonical"].endswith("/.well-known/security.txt")
