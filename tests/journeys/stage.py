"""The stage: people at their own browsers, and what each may do, see and be stopped at."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from scripts.demo_server import DemoServer
from tests.browser import DESKTOP, PHONE, Heard, axe_findings, new_context, sideways, sign_in, twin

SOON = 15_000  # a machine that does other work besides is no fault of a page
TOLD = 3_000


@dataclass
class Stage:
    """One walk: a server, a browser, and where pictures go (nowhere in tests)."""

    server: DemoServer
    browser: Browser
    javascript: bool = True
    pictures: Path | None = None
    notes: dict[str, str] = field(default_factory=dict)
    stops: list[str] = field(default_factory=list)
    findings: list[str] = field(default_factory=list)

    people: dict[tuple[str, bool], "Visitor"] = field(default_factory=dict)
    twins: dict[int, Page] = field(default_factory=dict)

    @contextmanager
    def as_person(self, name: str = "", *, phone: bool = False) -> Iterator["Visitor"]:
        """Give a browser of one's own, signed in by name, or fresh as nobody's."""
        visitor = self._visitor(name, phone=phone)
        try:
            yield visitor
            visitor.heard.nothing()
        except BaseException as error:
            visitor.tell(error)
            raise
        finally:
            if not name:
                visitor.context.close()

    def _visitor(self, name: str, *, phone: bool) -> "Visitor":
        if (name, phone) in self.people:
            kept = self.people[name, phone]
            kept.taps = 0
            return kept
        size = PHONE if phone else DESKTOP
        context = new_context(self.browser, self.server.address, size, javascript=self.javascript)
        visitor = Visitor(self, context, context.new_page())
        visitor.heard.listen(visitor.page)
        if name:
            sign_in(visitor.page, name)
            self.people[name, phone] = visitor
        return visitor

    def move_to(self, moment: datetime) -> None:
        """Let time pass: everybody has gone home, and signs in anew."""
        self.close()
        self.server.move_to(moment)

    def close(self) -> None:
        """Close every browser that is kept."""
        for visitor in self.people.values():
            visitor.context.close()
        for page in self.twins.values():
            page.context.close()
        self.people.clear()
        self.twins.clear()

    def nothing_found(self) -> None:
        """Fail on what axe or the width of a page told on the way, all of it at once."""
        assert not self.findings, "\n".join(self.findings)


@dataclass
class Visitor:
    """Somebody at a browser: does what a hand does, and sees what an eye sees."""

    stage: Stage
    context: BrowserContext
    page: Page
    heard: Heard = field(default_factory=Heard)
    taps: int = 0

    def go(self, address: str) -> None:
        """Open an address; it must answer with a page."""
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, f"{address} answered {answer.status}"

    def follow(self, text: str, within: str | Locator = "") -> None:
        """Follow a link by its words, inside a panel where one is named."""
        self.scope(within).get_by_role("link", name=text).first.click()

    def press(self, text: str, within: str | Locator = "") -> None:
        """Press a button by its words, and wait for the page it leads to."""
        button = self.scope(within).get_by_role("button", name=text).first
        with self.page.expect_navigation():
            button.click()

    def tap(self, spot: Locator) -> None:
        """Tap something and count it."""
        self.taps += 1
        spot.click()

    def scope(self, within: str | Locator) -> Locator:
        """Return a part of the page, the panel of a heading, or the whole page."""
        if not isinstance(within, str):
            return within
        if not within:
            return self.page.locator("body")
        heading = self.page.get_by_role("heading", name=within, exact=True)
        return self.page.locator("section").filter(has=heading).first

    def fill(self, label: str, text: str, within: str | Locator = "") -> None:
        """Write in a field by its label."""
        self.scope(within).get_by_label(label).first.fill(text)

    def chip(self, question: str, answer: str) -> Locator:
        """Return the button of an answer under a question."""
        group = self.page.get_by_role("group", name=question).first
        return group.get_by_label(answer, exact=True).first

    def choose(self, question: str, answer: str) -> None:
        """Choose an answer under a question."""
        self.chip(question, answer).check()

    def select(self, label: str, text: str) -> None:
        """Choose from a list by words in the choice."""
        box = self.page.get_by_label(label).first
        option = box.locator("option", has_text=text).first
        box.select_option(value=option.get_attribute("value"))

    def tick(self, label: str) -> None:
        """Tick a box by its label."""
        self.page.get_by_label(label).first.check()

    def sees(self, *texts: str, within: str | Locator = "") -> None:
        """Fail unless each text stands on the page, to be seen."""
        for text in texts:
            words = re.compile(re.escape(text), re.IGNORECASE)
            found = self.scope(within).get_by_text(words).locator("visible=true").first
            expect(found, f"»{text}« on {self.page.url}").to_be_visible(timeout=SOON)

    def does_not_see(self, *texts: str) -> None:
        """Fail if a text stands anywhere on the page."""
        for text in texts:
            assert text not in self.page.content(), f"»{text}« on {self.page.url}"

    def keep(self, name: str, value: str = "") -> None:
        """Remember an address, this page's where none is given."""
        self.stage.notes[name] = value or self.page.url

    def back_to(self, name: str) -> None:
        """Open an address remembered."""
        self.go(self.stage.notes[name])

    def stop(self, name: str, *, picture: bool = True) -> None:
        """Stand still and be looked at: one heading, no complaint; axe and width are kept."""
        self.stage.stops.append(name)
        assert self.page.locator("h1").count() == 1, f"{name}: not one h1 on {self.page.url}"
        if self.stage.pictures is not None and picture:
            self.picture(name)
        self.heard.nothing()
        page = self._seen()
        found = [*axe_findings(page), *(f"too wide: {one}" for one in sideways(page))]
        self.stage.findings += [f"{name} {self.page.url} {one}" for one in found]

    def picture(self, name: str, *, full: bool = True) -> None:
        """Save a picture of the page as it stands."""
        assert self.stage.pictures is not None
        self.stage.pictures.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.stage.pictures / f"{name}.png", full_page=full)

    def tell(self, error: BaseException) -> None:
        """Say with a failure who stood where and what the page said."""
        if self.page.is_closed():
            return
        shown = self.page.locator("body").inner_text()[:TOLD]
        error.add_note(f"After {self.stage.stops[-1:]} on {self.page.url}:\n{shown}")
        if self.stage.pictures is not None:
            self.picture("failed")

    def _seen(self) -> Page:
        """Return the page, or one in which scripts run that shows the same."""
        if self.stage.javascript:
            return self.page
        size: Any = self.page.viewport_size
        if size["width"] not in self.stage.twins:
            other = new_context(self.stage.browser, self.stage.server.address, size)
            self.stage.twins[size["width"]] = other.new_page()
        return twin(self.page, self.stage.twins[size["width"]])
