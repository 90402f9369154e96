"""The browser of the journeys: nothing it says against the page goes unheard.

Each page gathers breaches of the Content-Security-Policy, console errors, page errors and failed
requests. axe is handed to the page by the debugging protocol, which stands outside the policy.
"""

import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    Response,
    sync_playwright,
)

AXE = Path(__file__).resolve().parent.parent / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
DESKTOP = {"width": 1440, "height": 900}
LAPTOP = {"width": 1280, "height": 800}
PHONE = {"width": 390, "height": 844}
NARROW = {"width": 360, "height": 740}
SECONDS = 1000
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]
TELL_OF_BREACHES = """
document.addEventListener("securitypolicyviolation", (e) =>
  console.error("CSP: " + e.violatedDirective + " " + e.blockedURI + " " + e.sourceFile));
"""
# A page that answers 4xx on purpose is itself a "failed resource" to the console.
OWN_ANSWER = "Failed to load resource"


@dataclass
class Heard:
    """What a browser complained of."""

    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Listen to a page from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))
        page.on("requestfailed", self._failed)
        page.on("response", self._answered)

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not message.text.startswith(OWN_ANSWER):
            self.complaints.append(f"console: {message.text}")

    def _failed(self, request: Request) -> None:
        # Leaving a page while it still loads is no fault of the page.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"request: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        is_page = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not is_page):
            self.complaints.append(f"answer: {response.status} {response.url}")

    def nothing(self) -> None:
        """Fail on any complaint so far, and forget them."""
        found, self.complaints = self.complaints, []
        assert not found, "\n".join(found)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the machine's own Chromium."""
    program = shutil.which("chromium") or shutil.which("chromium-browser")
    assert program, "Chromium is missing: run `apt-get install chromium`."
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


def new_context(
    browser: Browser,
    address: str,
    viewport: dict[str, int],
    *,
    javascript: bool = True,
    scale: float = 1,
) -> BrowserContext:
    """Return a browser of one person, in Danish, with nothing remembered."""
    context = browser.new_context(
        base_url=address,
        viewport=viewport,  # type: ignore[arg-type]  # a width and a height
        locale="da-DK",
        timezone_id="Europe/Copenhagen",
        java_script_enabled=javascript,
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    context.set_default_timeout(20 * SECONDS)
    context.add_init_script(TELL_OF_BREACHES)
    return context


def sign_in(page: Page, name: str) -> None:
    """Sign in as one of the demo's people, by the one click of the sign-in page."""
    page.goto("/log-ind/")
    # The name begins what the button says: Ida is not Frida.
    page.get_by_role("button", name=re.compile(rf"^\s*{re.escape(name)}\b")).first.click()
    page.wait_for_url(lambda url: not url.endswith("/log-ind/"))


def twin(page: Page, other: Page) -> Page:
    """Give another page, in which scripts run, what this one shows; axe cannot run without."""
    html = page.content()
    other.route(page.url, lambda route: route.fulfill(body=html, content_type="text/html"))
    other.goto(page.url)
    other.unroute(page.url)
    return other


def axe_findings(page: Page) -> list[str]:
    """Return what axe finds on the page as it stands, one line a finding."""
    page.evaluate(AXE.read_text(encoding="utf-8") + "; undefined")
    found: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, "
        "resultTypes: ['violations']})",
        TAGS,
    )
    return [
        f"{rule['id']}: {node['target']} {node['html'][:160]} "
        + json.dumps([c["message"] for c in node["any"] + node["all"]], ensure_ascii=False)[:200]
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


def no_axe_findings(page: Page) -> None:
    """Fail on anything axe finds."""
    found = axe_findings(page)
    assert not found, f"{page.url}\n" + "\n".join(found)


def sideways(page: Page) -> list[str]:
    """Return what makes the page wider than its window, if anything."""
    found: list[str] = page.evaluate(
        """() => {
          const room = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= room) return [];
          const kept = (one) => {
            for (let up = one.parentElement; up && up !== document.body; up = up.parentElement)
              if (getComputedStyle(up).overflowX !== "visible"
                && up.getBoundingClientRect().right <= room + 1) return true;
            return false;
          };
          const wide = [...document.body.querySelectorAll("*")].filter(
            (one) => one.getBoundingClientRect().right > room + 1 && !kept(one));
          return wide.length ? wide.slice(0, 3).map((one) => one.outerHTML.slice(0, 120))
            : ["something that could not be found"];
        }"""
    )
    return found
