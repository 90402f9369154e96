"""What every chart is: a drawing and a table made from the same object."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import ClassVar

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Entry = str | tuple[str, str]


@dataclass(frozen=True)
class Cell:
    """A table cell, with the address of its record where it has one."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class TableTwin:
    """The same data as a table, for readers who want words or figures."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]

    def body(self) -> SafeString:
        """Return the rows as HTML; a thousand of them are too many for a template's loop."""
        return mark_safe("".join(f"\n<tr>{_row(row)}</tr>" for row in self.rows))  # noqa: S308  # every part was escaped on its way in


class Chart:
    """A picture whose every mark is a link, with a table twin."""

    kind: ClassVar[str] = "chart"
    twin_label: ClassVar[str] = "Vis som tabel"
    has_narrow: ClassVar[bool] = False

    def svg(self) -> SafeString:
        """Return the drawing for wide screens."""
        raise NotImplementedError

    def svg_narrow(self) -> SafeString:
        """Return the drawing for phones."""
        return self.svg()

    def table(self) -> TableTwin:
        """Return the same data as a table."""
        raise NotImplementedError


def twin(caption: str, headers: tuple[str, ...], rows: Iterable[Iterable[Entry]]) -> TableTwin:
    """Return a twin from plain words and (words, address) pairs."""
    return TableTwin(
        caption,
        headers,
        tuple(tuple(_cell(entry) for entry in row) for row in rows),
    )


def _row(row: tuple[Cell, ...]) -> str:
    """Return one row: the first cell heads it."""
    words = [_linked(cell) for cell in row]
    head = f'<th scope="row">{words[0]}</th>' if words else ""
    return head + "".join(f"<td>{word}</td>" for word in words[1:])


def _linked(cell: Cell) -> str:
    words = _escaped(cell.text)
    return f'<a href="{_escaped(cell.href)}">{words}</a>' if cell.href else words


def _escaped(words: str) -> str:
    """Return words as a template would show them, plain ones by the short way."""
    return escape(words) if type(words) is str else conditional_escape(words)


def _cell(entry: Entry) -> Cell:
    return Cell(entry) if isinstance(entry, str) else Cell(*entry)
