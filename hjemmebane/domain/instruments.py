"""Instruments: what families are asked, the scale they answer on, and when an answer has turned."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any


class LicenceClass(StrEnum):
    """What may be shipped of an instrument."""

    OWN = "own"
    SEPARATE_PACK = "separate_pack"
    ADAPTER_ONLY = "adapter_only"
    USE_ONLY = "use_only"


class Respondent(StrEnum):
    """Who an instrument is made for."""

    ADULT = "adult"
    CHILD = "child"
    PARTNER = "partner"


class InstrumentError(ValueError):
    """An instrument that cannot be used, with the reason in plain words."""


@dataclass(frozen=True)
class Step:
    """A point on the scale that has words of its own."""

    value: int
    words: str


@dataclass(frozen=True)
class Scale:
    """The numbers an answer may have, with words at the ends or at each point."""

    low: int
    high: int
    low_words: str
    high_words: str
    steps: tuple[Step, ...] = ()

    @property
    def values(self) -> tuple[int, ...]:
        """Return every number on the scale, lowest first."""
        return tuple(range(self.low, self.high + 1))

    def words_for(self, value: int) -> str:
        """Return the words of a point, so that a number or a face never stands alone."""
        named = {step.value: step.words for step in self.steps}
        ends = {self.low: self.low_words, self.high: self.high_words}
        return named.get(value) or ends.get(value, "")


@dataclass(frozen=True)
class Item:
    """One question."""

    key: str
    text: str


@dataclass(frozen=True)
class Turning:
    """When answers have turned: so many points down within the last few answers."""

    drop: int
    within: int
    source: str
    decided_on: date
    strength: str


@dataclass(frozen=True)
class InstrumentExample:
    """Answers to one question in order, and whether they have turned."""

    title: str
    answers: tuple[int, ...]
    has_turned: bool


@dataclass(frozen=True)
class Instrument:
    """A set of questions with one scale; there is no total and no verdict."""

    key: str
    version: str
    title: str
    about: str
    owner: str
    source: str
    licence: LicenceClass
    is_validated: bool
    respondent: Respondent
    valid_from: date
    review_on: date
    scale: Scale
    items: tuple[Item, ...]
    turning: Turning
    examples: tuple[InstrumentExample, ...] = field(default=(), repr=False)

    @property
    def validation_words(self) -> str:
        """Return what the page says of how well the questions are tested."""
        return "Valideret" if self.is_validated else "Egne spørgsmål, ikke valideret"

    def item(self, key: str) -> Item | None:
        """Return the question with the key."""
        return next((item for item in self.items if item.key == key), None)


def instrument_from(data: Mapping[str, Any]) -> Instrument:
    """Return the instrument a catalogue entry describes, or raise InstrumentError."""
    scale = dict(data["scale"])
    scale["steps"] = tuple(Step(**step) for step in scale.pop("step", ()))
    instrument = Instrument(
        key=data["key"],
        version=str(data["version"]),
        title=data["title"],
        about=data["about"],
        owner=data["owner"],
        source=data["source"],
        licence=LicenceClass(data["licence"]),
        is_validated=data["is_validated"],
        respondent=Respondent(data["respondent"]),
        valid_from=data["valid_from"],
        review_on=data["review_on"],
        scale=Scale(**scale),
        items=tuple(Item(**item) for item in data["item"]),
        turning=Turning(**data["turning"]),
        examples=tuple(
            InstrumentExample(row["title"], tuple(row["answers"]), row["has_turned"])
            for row in data.get("example", ())
        ),
    )
    faults = instrument_faults(instrument)
    if faults:
        raise InstrumentError(f"{instrument.key}: " + " ".join(faults))
    return instrument


def instrument_faults(instrument: Instrument) -> list[str]:
    """Return what makes an instrument impossible to use, one sentence each."""
    faults = []
    scale = instrument.scale
    if scale.high <= scale.low:
        faults.append("Skalaen skal gå opad.")
    if any(step.value not in scale.values for step in scale.steps):
        faults.append("Et trin ligger uden for skalaen.")
    if scale.steps and len(scale.steps) != len(scale.values):
        faults.append("Har skalaen ord på trinene, skal alle trin have ord.")
    if len({item.key for item in instrument.items}) != len(instrument.items):
        faults.append("To spørgsmål har samme nøgle.")
    if not 0 < instrument.turning.drop <= scale.high - scale.low:
        faults.append("Grænsen for, at en melding er vendt, passer ikke til skalaen.")
    return faults
