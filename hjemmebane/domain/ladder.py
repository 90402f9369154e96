"""Indsatstrappen: six steps, sub-steps by the municipality, movements read off the measures."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Rung(StrEnum):
    """The six steps of the ladder, lowest first."""

    UNIVERSAL = "1"
    PREVENTIVE = "2"
    HOME_BASED = "3"
    KIN_NETWORK = "4"
    FOSTER = "5"
    INSTITUTION = "6"

    @property
    def label(self) -> str:
        """Return the step's Danish name."""
        return RUNG_LABELS[self]


RUNG_LABELS = {
    Rung.UNIVERSAL: "Tidlige indsatser i almenområdet",
    Rung.PREVENTIVE: "Forebyggende indsatser",
    Rung.HOME_BASED: "Hjemmebaserede indsatser",
    Rung.KIN_NETWORK: "Anbringelse i slægt eller netværk",
    Rung.FOSTER: "Anbringelse i plejefamilie",
    Rung.INSTITUTION: "Anbringelse på institution",
}


PLACED = frozenset({Rung.KIN_NETWORK, Rung.FOSTER, Rung.INSTITUTION})
"""The steps on which a child lives away from home."""


class StepMovement(StrEnum):
    """Which way the most invasive running measure moved."""

    UP = "up"
    DOWN = "down"
    SAME = "same"
    STARTED = "started"
    ENDED = "ended"

    @property
    def label(self) -> str:
        """Return the movement in Danish."""
        return {
            "up": "op ad trappen",
            "down": "ned ad trappen",
            "same": "samme trin",
            "started": "første indsats",
            "ended": "ingen indsats",
        }[self.value]


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One step, or a municipality's sub-step: “3” or “3b”, ordered from low to high."""

    rung: Rung
    sub: str = ""

    @classmethod
    def parse(cls, key: str) -> "Step":
        """Return the step written as “3” or “3b”."""
        return cls(Rung(key[:1]), key[1:])

    @property
    def key(self) -> str:
        """Return the step as it is written: “3b”."""
        return f"{self.rung}{self.sub}"

    @property
    def label(self) -> str:
        """Return the Danish name of the rung it stands on."""
        return self.rung.label


@dataclass(frozen=True, slots=True)
class StepSpan:
    """One measure on its step: from when, and the last day it ran."""

    step: Step
    started_on: date
    ended_on: date | None
    key: str = ""

    def runs_on(self, day: date) -> bool:
        """Return whether the measure runs that day."""
        return self.started_on <= day and (self.ended_on is None or day <= self.ended_on)


@dataclass(frozen=True, slots=True)
class StepChange:
    """A day on which the highest running step changed."""

    on: date
    before: Step | None
    after: Step | None
    movement: StepMovement
    measures: tuple[str, ...]


def steps_on(spans: Iterable[StepSpan], day: date) -> tuple[Step, ...]:
    """Return every step with a running measure, lowest first; several at once are normal."""
    return tuple(sorted({span.step for span in spans if span.runs_on(day)}))


def movement(before: Step | None, after: Step | None) -> StepMovement:
    """Return which way it went from one highest step to the next."""
    if after is None:
        return StepMovement.SAME if before is None else StepMovement.ENDED
    if before is None:
        return StepMovement.STARTED
    if before == after:
        return StepMovement.SAME
    return StepMovement.UP if after > before else StepMovement.DOWN


def changes(spans: Iterable[StepSpan]) -> tuple[StepChange, ...]:
    """Return each day the highest running step changed, derived from the measures alone."""
    measures = tuple(spans)
    days = {span.started_on for span in measures}
    days |= {span.ended_on + timedelta(1) for span in measures if span.ended_on}
    found: list[StepChange] = []
    before: Step | None = None
    for day in sorted(days):
        after = max(steps_on(measures, day), default=None)
        if after != before:
            touched = tuple(span.key for span in measures if _touches(span, day))
            found.append(StepChange(day, before, after, movement(before, after), touched))
        before = after
    return tuple(found)


def _touches(span: StepSpan, day: date) -> bool:
    return span.started_on == day or span.ended_on == day - timedelta(1)
