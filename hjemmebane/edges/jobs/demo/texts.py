"""The store of own sentences, and how one is chosen and filled in."""

import random
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

STORE = Path(__file__).with_name("texts.toml")
STORY = Path(__file__).with_name("story.toml")
NOTE_SENTENCES = (1, 3)


@dataclass(frozen=True, slots=True)
class Voice:
    """Whom a sentence is about: what stands for the child and for the adult."""

    child: str
    adult: str

    def say(self, text: str) -> str:
        """Return a sentence with the names set in, and a capital at its beginning."""
        said = text.replace("{barn}", self.child).replace("{voksen}", self.adult)
        return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class Theme:
    """What a family's course is about: goals, worries, findings, notes and agreements."""

    key: str
    area: str
    ages: tuple[int, int]
    goals: tuple[tuple[str, str, str], ...]
    sentences: dict[str, tuple[str, ...]]

    def pick(self, kind: str, rng: random.Random, voice: Voice) -> str:
        """Return one sentence of a kind, said in a family's voice."""
        return voice.say(rng.choice(self.sentences[kind]))

    def note(self, rng: random.Random, voice: Voice) -> str:
        """Return a contact note of one to three sentences."""
        found = rng.sample(self.sentences["notes"], rng.randint(*NOTE_SENTENCES))
        return " ".join(voice.say(text) for text in found)


@cache
def store() -> dict[str, Any]:
    """Return the whole store as read."""
    return tomllib.loads(STORE.read_text(encoding="utf-8"))


@cache
def story() -> dict[str, Any]:
    """Return the Holm family's story in words and numbers."""
    return tomllib.loads(STORY.read_text(encoding="utf-8"))


@cache
def themes() -> tuple[Theme, ...]:
    """Return every theme."""
    kinds = ("concern", "problem", "finding", "child", "parents", "notes", "agreed", "words")
    return tuple(
        Theme(
            key=key,
            area=read["area"],
            ages=(read["ages"][0], read["ages"][1]),
            goals=tuple((own, words, whose) for own, words, whose in read["goals"]),
            sentences={kind: tuple(read[kind]) for kind in kinds},
        )
        for key, read in store()["theme"].items()
    )


def theme(key: str) -> Theme:
    """Return one theme by its key."""
    return next(item for item in themes() if item.key == key)


def themes_for(ages: Iterable[int]) -> tuple[Theme, ...]:
    """Return the themes that fit a child of the family."""
    known = tuple(ages)
    fitting = [t for t in themes() if any(t.ages[0] <= age <= t.ages[1] for age in known)]
    return tuple(fitting) or (theme("homes"),)


def general(kind: str) -> tuple[Any, ...]:
    """Return the sentences of a kind that fit any theme."""
    return tuple(store()["general"][kind])


def sentences() -> frozenset[str]:
    """Return every distinct sentence of the store."""
    found: set[str] = set()
    queue: list[Any] = list(store().values())
    while queue:
        item = queue.pop()
        if isinstance(item, dict):
            queue.extend(value for key, value in item.items() if key not in {"title", "area"})
        elif isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, str):
            found.add(item)
    found -= {"child", "parent", "both"}
    return frozenset(found)
