"""Answering as a person does: one tap a page, words at the end."""

from collections.abc import Sequence
from typing import Any

from bs4 import BeautifulSoup
from django.test import Client


def soup(answer: Any) -> BeautifulSoup:
    """Return a page to look into."""
    return BeautifulSoup(answer.content.decode(), "html.parser")


def state_of(answer: Any) -> str:
    """Return what a page carries."""
    return str(soup(answer).select_one("input[name=state]")["value"])


def tap(browser: Client, where: str, page: Any, **sent: str) -> Any:
    """Send a page on with what was tapped."""
    return browser.post(where, {"state": state_of(page), **sent})


def to_the_end(browser: Client, where: str, taps: Sequence[int | None]) -> Any:
    """Answer the questions in order, None skips one; return the last page, where words go."""
    page = browser.get(where)
    for value in taps:
        more = {"do": "skip"} if value is None else {"answer": str(value)}
        page = tap(browser, where, page, **more)
    while soup(page).select_one("textarea") is None:
        page = tap(browser, where, page, do="skip")
    return page


def answered(browser: Client, where: str, taps: Sequence[int | None], **words: str) -> Any:
    """Answer the questions in order, skip the rest, and send; return what comes of it."""
    return tap(browser, where, to_the_end(browser, where, taps), do="send", **words)
