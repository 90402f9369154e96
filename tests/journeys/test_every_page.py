"""Every address that can be asked for, as those see it whose door it is: all that must always hold.

Each is looked at on a laptop, at 200 % zoom and on the narrowest phone: axe finds nothing, nothing
scrolls sideways, there is one heading and a title, and the keyboard reaches what the page is for.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.demo_server import DemoServer
from tests.browser import LAPTOP, NARROW, Heard, axe_findings, new_context, sideways, sign_in

# They share one town, so one worker visits it.
pytestmark = [pytest.mark.journey, pytest.mark.xdist_group("every page")]

ZOOMED = {"width": 640, "height": 400}
MOST_TABS = 90
MAIN = "main .btn-1, main .button-primary"


@dataclass
class Rounds:
    """The people on their rounds: one browser each, kept for all their pages."""

    server: DemoServer
    browser: Browser
    pages: dict[str, Page] = field(default_factory=dict)
    heard: Heard = field(default_factory=Heard)

    def page_of(self, who: str) -> Page:
        """Return somebody's page, signed in."""
        if who not in self.pages:
            context = new_context(self.browser, self.server.address, LAPTOP)
            self.pages[who] = context.new_page()
            self.heard.listen(self.pages[who])
            if who:
                sign_in(self.pages[who], who)
        return self.pages[who]

    def contexts(self) -> Iterator[BrowserContext]:
        """Return what must be closed."""
        return (page.context for page in self.pages.values())


@pytest.fixture(scope="module")
def plan(town: DemoServer) -> dict[str, Any]:
    """Return every visit there is to make, worked out inside the running demo's own data."""
    found: dict[str, Any] = json.loads(town.ask("tests.journeys.plan").splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def rounds(town: DemoServer, browser: Browser) -> Iterator[Rounds]:
    """Let everybody keep their browser for all their pages."""
    going = Rounds(town, browser)
    yield going
    for context in going.contexts():
        context.close()


def test_every_address_has_a_visit(plan: dict[str, Any]) -> None:
    assert plan["problems"] == []


def test_an_address_that_only_takes_shows_nothing_when_asked(
    plan: dict[str, Any], rounds: Rounds
) -> None:
    for who in ("Anna Lund", "Hanne Storm", "Frida Holm"):
        request = rounds.page_of(who).request
        shown = [name for name, address in plan["posts"] if request.get(address).status == 200]
        assert shown == []
    assert plan["posts"]


def test_every_page_holds_what_must_always_hold(plan: dict[str, Any], rounds: Rounds) -> None:
    findings = []
    for name, kind, who, address in in_each_language(plan["visits"]):
        if kind == "page":
            found = looked_at(rounds.page_of(who), address)
            findings += [f"{name} ({who or 'nobody'}) {address}: {one}" for one in found]
    findings += rounds.heard.complaints
    assert findings == [], "\n".join(findings)
    assert len(plan["visits"]) > 100


def test_an_address_that_leads_nowhere_says_so_on_a_whole_page(rounds: Rounds) -> None:
    for who in ("", "Anna Lund"):
        page = rounds.page_of(who)
        answer = page.goto("/findes-ikke/")
        assert answer is not None
        assert answer.status == 404
        assert [*axe_findings(page), *sideways(page), *heading_and_title(page)] == []


def test_what_has_no_room_in_the_menu_is_reached_by_keyboard_without_scripts(
    town: DemoServer, browser: Browser
) -> None:
    for size, nav in ((LAPTOP, "menu"), (NARROW, "tabs")):
        context = new_context(browser, town.address, size, javascript=False)
        page = context.new_page()
        sign_in(page, "Camilla Riis")
        last = page.locator(f".{nav} .more a").last
        assert not last.is_visible()
        page.locator(f".{nav} summary").focus()
        page.keyboard.press("Enter")
        for line in page.locator(f".{nav} .more a").all():
            page.keyboard.press("Tab")
            expect(line).to_be_focused()
            expect(line).to_be_in_viewport(ratio=1)
        assert sideways(page) == []
        page.keyboard.press("Enter")
        page.wait_for_url("**/katalog/")
        context.close()


def in_each_language(visits: list[list[str]]) -> Iterator[list[str]]:
    """Yield every visit, and those of the families' and the public pages in English too."""
    for name, kind, who, address in visits:
        yield [name, kind, who, address]
        if name.startswith("family:"):
            yield [name, kind, who, f"/en{address}"]


def looked_at(page: Page, address: str) -> list[str]:
    """Return everything that is wrong with a page."""
    page.set_viewport_size(LAPTOP)  # type: ignore[arg-type]  # a width and a height
    answer = page.goto(address)
    if answer is None or answer.status != 200:
        return [f"answered {answer and answer.status}"]
    found = [*axe_findings(page), *heading_and_title(page), *by_keyboard(page)]
    page.set_viewport_size(ZOOMED)  # type: ignore[arg-type]  # as above
    found += [f"scrolls sideways at 200 %: {one}" for one in sideways(page)]
    page.set_viewport_size(NARROW)  # type: ignore[arg-type]  # as above
    found += [f"scrolls sideways at 360 px: {one}" for one in sideways(page)]
    # Back to the top: what the bar that stays covers half-way down is not what axe is asked.
    page.evaluate("window.scrollTo(0, 0)")
    found += [f"at 360 px: {one}" for one in axe_findings(page)]
    return found + under_the_tab_bar(page)


def heading_and_title(page: Page) -> list[str]:
    """Return what is wrong with headings and title."""
    count = page.locator("h1").count()
    wrong = [] if count == 1 else [f"{count} h1"]
    return wrong if page.title().strip() else [*wrong, "no title"]


def by_keyboard(page: Page) -> list[str]:
    """Return what is wrong for who has a keyboard only: the way to the page's main action."""
    is_at_faults = page.evaluate("document.activeElement !== document.body")
    if page.locator("nav, .skip").count() and not is_at_faults:
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.matches('.skip')"):
            return ["the first stop is not the way past the menu"]
        page.keyboard.press("Enter")
    goal = "the main action" if page.locator(MAIN).count() else "anything in main"
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP, MAIN)
        if not stop["shown"]:
            return [f"focus is not to be seen on {stop['html']}"]
        if stop["left"]:
            break
        if stop["is_main"] or goal != "the main action":
            return []
    is_bare = not page.locator("main :is(a, button, input, select, textarea, summary)").count()
    return [] if is_bare else [f"Tab does not reach {goal}"]


STOP = """main => {
  const one = document.activeElement;
  const looks = (el) => {
    const css = getComputedStyle(el);
    return (css.outlineStyle !== "none" && parseFloat(css.outlineWidth) > 0)
      || css.boxShadow !== "none";
  };
  const inside = one.querySelector(".hit");
  const label = one.id ? document.querySelector(`label[for="${one.id}"]`) : null;
  const drawn = inside && getComputedStyle(inside).stroke !== "none";
  return {
    is_main: one.matches(main),
    left: !one.closest("main"),
    shown: one === document.body || !one.matches(":focus") || looks(one)
      || (label && looks(label)) || Boolean(drawn),
    html: one.outerHTML.slice(0, 120),
  };
}"""


def under_the_tab_bar(page: Page) -> list[str]:
    """Return what cannot be brought out from under the tab bar by scrolling to the end."""
    hidden = page.evaluate(
        """() => {
          const bar = document.querySelector(".tabs");
          if (!bar || getComputedStyle(bar).display === "none") return "";
          window.scrollTo(0, document.documentElement.scrollHeight);
          const top = bar.getBoundingClientRect().top;
          const last = [...document.querySelectorAll("main a, main button, main p, footer a")]
            .filter((one) => one.checkVisibility(
                {contentVisibilityAuto: true, visibilityProperty: true})
              && !one.closest(".save"));
          const low = last.find((one) => one.getBoundingClientRect().bottom > top + 1);
          return low ? low.outerHTML.slice(0, 120) : "";
        }"""
    )
    return [f"hidden under the tab bar: {hidden}"] if hidden else []
