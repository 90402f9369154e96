"""Reading and sending forms as a browser would: what is chosen beforehand goes along."""

from typing import Any

from bs4 import BeautifulSoup, Tag


def page_of(response: Any) -> BeautifulSoup:
    """Return the parsed page."""
    return BeautifulSoup(response.content, "html.parser")


def form_of(response: Any) -> dict[str, list[str]]:
    """Return what the page's own form would send if nobody touched it."""
    found = page_of(response).select_one("main form")
    assert isinstance(found, Tag)
    values: dict[str, list[str]] = {}
    for one in found.select("input, textarea, select"):
        for value in _values(one):
            values.setdefault(str(one["name"]), []).append(value)
    return values


def _values(one: Tag) -> list[str]:
    if one.name == "textarea":
        return [one.text.removeprefix("\n")]
    if one.name == "select":
        return [str(option["value"]) for option in one.select("option[selected]")]
    if one.get("type") in {"radio", "checkbox"} and one.get("checked") is None:
        return []
    return [str(one.get("value", ""))]
