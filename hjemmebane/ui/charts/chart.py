"""What every chart is: a drawing and a table made from the same object."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.utils.safestring import SafeString

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


def _cell(entry: Entry) -> Cell:
    return Cell(entry) if isinstance(entry, str) else Cell(*entry)
