"""Letters as data: paragraphs with places for what a decision says. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

PLACES = frozenset(
    {
        *("receiver", "child", "measure", "law", "purpose", "grounds", "weeks", "decided_on"),
        *("decided_by", "municipality", "phone", "heard", "plan", "complaint_weeks"),
    }
)
FIELD = re.compile(r"\{(\w+)\}")
BLANK_LINES = re.compile(r"\s*\n\s*")
BETWEEN = "\n\n"


@dataclass(frozen=True, slots=True)
class LetterPart:
    """One paragraph with its heading."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class Letter:
    """One version of a letter: to whom, about which kind of decision, with which words."""

    key: str
    version: int
    title: str
    to: str
    is_about_decision: bool
    parts: tuple[LetterPart, ...]
    source: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether this version is sent that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def unknown_places(letter: Letter) -> tuple[str, ...]:
    """Return the places of a letter that nothing fills."""
    words = [letter.title, *(f"{part.heading} {part.text}" for part in letter.parts)]
    named = {name for text in words for name in FIELD.findall(text)}
    return tuple(sorted(named - PLACES))


def compose(letter: Letter, values: Mapping[str, str]) -> str:
    """Return the letter's words, filled; a paragraph whose place is empty is left out."""
    blocks = [_filled(letter.title, values)]
    for part in letter.parts:
        if all(values[name].strip() for name in FIELD.findall(part.text)):
            blocks.append(f"{_filled(part.heading, values)}\n{_filled(part.text, values)}")
    return BETWEEN.join(blocks)


def _filled(text: str, values: Mapping[str, str]) -> str:
    """Return words with their places filled; what fills them can make no new paragraph."""
    return FIELD.sub(lambda found: BLANK_LINES.sub("\n", values[found.group(1)].strip()), text)


def read(text: str) -> tuple[str, tuple[LetterPart, ...]]:
    """Return the title and paragraphs of words that were composed."""
    title, *blocks = text.split(BETWEEN)
    parts = [block.split("\n", 1) for block in blocks]
    return title, tuple(LetterPart(part[0], part[1] if part[1:] else "") for part in parts)
