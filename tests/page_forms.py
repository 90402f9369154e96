"""The forms of a page, read as a browser reads them: what it would send if nothing were changed."""

from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup, Tag

CONTROLS = ["input", "select", "textarea", "button"]
CHOSEN = ("radio", "checkbox")
NOT_SENT = ("submit", "reset", "image", "file")


@dataclass
class PageField:
    """One name in a form: how it is asked, what may be chosen, and what stands there."""

    name: str
    kind: str
    options: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)
    limits: dict[str, str] = field(default_factory=dict)
    is_required: bool = False

    @property
    def is_empty(self) -> bool:
        """Return whether nothing stands in it."""
        return not any(self.values)


@dataclass
class PageForm:
    """One form of a page."""

    action: str
    method: str
    fields: dict[str, PageField]

    def data(self, **changes: Any) -> dict[str, Any]:
        """Return what the form would send, with some names changed."""
        sent = {name: list(row.values) for name, row in self.fields.items() if row.values}
        return {**sent, **changes}

    def filled(self, **changes: Any) -> dict[str, Any]:
        """Return what the form sends when every field that must be filled in has something."""
        given = {n: fitting(r) for n, r in self.fields.items() if r.is_required and r.is_empty}
        return {**self.data(), **given, **changes}

    def ticked(self, **changes: Any) -> dict[str, Any]:
        """Return the same with one tick wherever ticks are asked for and none stands."""
        rows = [r for r in self.fields.values() if r.kind in CHOSEN and r.is_empty]
        return self.filled(**{**{row.name: fitting(row) for row in rows}, **changes})

    def full(self, **changes: Any) -> dict[str, Any]:
        """Return the same with something in every field."""
        rows = [r for r in self.fields.values() if r.is_empty]
        return self.filled(**{**{row.name: fitting(row) for row in rows}, **changes})


def fitting(row: PageField) -> list[str]:
    """Return a value that a field may well take."""
    if row.options:
        return [next((option for option in row.options if option), "")]
    return {
        "date": ["2026-11-20"],
        "time": ["09:00"],
        "datetime-local": ["2026-11-20T09:00"],
        "number": [row.limits.get("min", "1")],
        "email": ["nogen@lindeborg.example"],
        "hidden": [],
    }.get(row.kind, ["Noget, der er skrevet her"])


def read_forms(page: bytes | str) -> list[PageForm]:
    """Return the forms of a page that are sent by POST."""
    soup = BeautifulSoup(page, "html.parser")
    return [_form(tag, soup) for tag in soup.find_all("form") if _method(tag) == "post"]


def _method(tag: Tag) -> str:
    return str(tag.get("method", "get")).lower()


def _form(tag: Tag, soup: BeautifulSoup) -> PageForm:
    form = PageForm(str(tag.get("action") or ""), _method(tag), {})
    inside = tag.find_all(CONTROLS)
    beside = soup.find_all(CONTROLS, attrs={"form": tag.get("id") or "-"})
    for control in [*inside, *beside]:
        _take(form, control)
    return form


def _take(form: PageForm, control: Tag) -> None:
    name = str(control.get("name") or "")
    kind = str(control.get("type", "text")) if control.name == "input" else str(control.name)
    if not name or kind in NOT_SENT or control.has_attr("disabled"):
        return
    row = form.fields.setdefault(name, PageField(name, kind))
    row.is_required = row.is_required or control.has_attr("required") or kind == "button"
    for limit in ("min", "max", "maxlength"):
        if control.has_attr(limit):
            row.limits[limit] = str(control[limit])
    if control.name == "select":
        options = control.find_all("option")
        row.options = [str(option.get("value", option.text)) for option in options]
        row.values += [str(o.get("value", o.text)) for o in options if o.has_attr("selected")]
    elif kind == "button":
        row.options.append(str(control.get("value", "")))
    elif kind in CHOSEN:
        row.options.append(str(control.get("value", "on")))
        row.values += [row.options[-1]] if control.has_attr("checked") else []
    else:
        row.values += [
            control.text.lstrip("\n") if kind == "textarea" else str(control.get("value", ""))
        ]
        row.values = [value for value in row.values if value]
