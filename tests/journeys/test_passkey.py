"""Staff make a second factor and a passkey, sign out, and come in again with each.

The passkey is made by Chromium's own virtual authenticator; the server asks for a second factor.
"""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import hotp_value, yield_hotp_counters_from_time
from django.conf import LazySettings
from django.core.cache import cache
from playwright.sync_api import Browser, Page, expect

from hjemmebane.domain.access import RoleKey, UserKind
from hjemmebane.records.access import actions
from hjemmebane.records.access.acting import SYSTEM
from hjemmebane.records.access.models import User
from tests.browser import LAPTOP, Heard, new_context, no_axe_findings, sideways
from tests.cast import LONG_AGO, World

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

PASSWORD = "tre-heste-paa-en-mark"
EMAIL = "tove@lindeborg.example"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def tove(world: World, settings: LazySettings) -> User:
    """Return an adviser with a password, in a house that asks for a second factor."""
    settings.REQUIRE_SECOND_FACTOR = True
    cache.clear()
    user = actions.create_user(
        by=SYSTEM, email=EMAIL, name="Tove", kind=UserKind.STAFF, password=PASSWORD
    )
    actions.give_role(
        by=SYSTEM,
        user=user,
        role=RoleKey.ADVISER,
        unit=world.authority,
        team=world.teams["nord"],
        from_on=LONG_AGO,
    )
    return user


@pytest.fixture
def heard() -> Heard:
    """Return the ear for everything the browser complains of."""
    return Heard()


@pytest.fixture
def page(browser: Browser, live_server: Any, tove: User, heard: Heard) -> Iterator[Page]:
    """Return a page of a browser that has a passkey-maker of its own."""
    context = new_context(browser, live_server.url.replace("127.0.0.1", "localhost"), LAPTOP)
    page = context.new_page()
    heard.listen(page)
    devtools = context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    yield page
    context.close()


def sign_in_with_password(page: Page) -> None:
    """Type e-mail and password."""
    page.goto("/konto/login/")
    page.locator("[name=login]").fill(EMAIL)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Log ind", exact=True).click()


def say_it_is_still_me(page: Page) -> None:
    """Type the password again, as is asked before the ways in are changed."""
    expect(page.get_by_role("heading", name="Er det stadig dig?")).to_be_visible()
    is_fine(page)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Fortsæt").click()


def sign_out(page: Page) -> None:
    """Sign out by the library's own page."""
    page.goto("/konto/logout/")
    page.get_by_role("button", name="Log ud").click()
    expect(page.get_by_role("heading", name="Log ind", exact=True)).to_be_visible()


def code_for(secret: str) -> str:
    """Return the code that an app would show now."""
    return f"{hotp_value(secret, next(iter(yield_hotp_counters_from_time()))):06d}"


def is_fine(page: Page) -> None:
    """Fail where a page is hard to use: too wide, or against the accessibility rules."""
    assert sideways(page) == []
    no_axe_findings(page)


def test_a_code_from_an_app_is_made_and_then_asked_for(page: Page, heard: Heard) -> None:
    sign_in_with_password(page)
    expect(page.get_by_role("heading", name="Sikker log ind")).to_be_visible()
    is_fine(page)
    page.get_by_role("link", name="Slå koden til").click()
    say_it_is_still_me(page)
    secret = page.locator("#authenticator_secret").inner_text()
    is_fine(page)
    page.locator("[name=code]").fill("000000")
    page.get_by_role("button", name="Slå til").click()
    expect(page.get_by_text("Forkert kode").first).to_be_visible()
    secret = page.locator("#authenticator_secret").inner_text()
    page.locator("[name=code]").fill(code_for(secret))
    page.get_by_role("button", name="Slå til").click()
    page.goto("/")
    expect(page).to_have_title("Min dag · Hjemmebane")

    sign_out(page)
    sign_in_with_password(page)
    is_fine(page)
    page.goto("/")
    expect(page).not_to_have_title("Min dag · Hjemmebane")
    page.goto("/konto/2fa/authenticate/")
    page.locator("[name=code]").fill(new_code(secret))
    page.get_by_role("button", name="Log ind", exact=True).click()
    expect(page).to_have_title("Min dag · Hjemmebane")
    heard.nothing()


def new_code(secret: str) -> str:
    """Return a code that was not used before: each works once, so wait for the next."""
    used = code_for(secret)
    while code_for(secret) == used:
        time.sleep(0.5)
    return code_for(secret)


def test_a_passkey_is_made_and_then_is_enough_by_itself(page: Page, heard: Heard) -> None:
    sign_in_with_password(page)
    page.get_by_role("link", name="Tilføj en nøgle").click()
    say_it_is_still_me(page)
    is_fine(page)
    page.locator("[name=name]").fill("Bærbar")
    page.locator("[name=passwordless]").check()
    page.get_by_role("button", name="Tilføj").click()
    page.wait_for_url(lambda url: "add" not in url)
    page.goto("/konto/2fa/webauthn/")
    expect(page.get_by_role("heading", name="Bærbar")).to_be_visible()
    is_fine(page)

    sign_out(page)
    page.goto("/konto/login/")
    is_fine(page)
    page.get_by_role("button", name="Log ind med adgangsnøgle").click()
    expect(page).to_have_title("Min dag · Hjemmebane")

    sign_out(page)
    sign_in_with_password(page)
    page.get_by_role("button", name="Brug en sikkerhedsnøgle").click()
    expect(page).to_have_title("Min dag · Hjemmebane")
    heard.nothing()
