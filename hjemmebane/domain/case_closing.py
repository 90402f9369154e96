"""What becomes of the open deadlines of a case that closes: met, lifted, lapsed, run on. Pure."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.deadlines import DeadlineRule, DutyOf, ExceptionKind
from hjemmebane.domain.event_kinds import EventKind


class Settlement(StrEnum):
    """What is said of one open deadline when the case is closed; six at most."""

    MET = "met"
    NO_NEED = "no_need"
    FAMILY_NO = "family_no"
    MOVED = "moved"
    GROWN_UP = "grown_up"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return it in Danish."""
        return {
            "met": "Den er nået",
            "no_need": "Der er ikke brug for det mere",
            "family_no": "Familien siger nej, og vi kan ikke gå videre uden",
            "moved": "Familien er flyttet, og den nye kommune har overtaget",
            "grown_up": "Den unge er fyldt 18 år",
            "other": "Andet",
        }[self.value]


LAPSED = "Sagen er lukket, og ingen indsats løber"
"""Why a deadline that only holds while help runs is lifted when its case closes."""

LIFTS = tuple(one for one in Settlement if one is not Settlement.MET)


class Settled(NamedTuple):
    """What a worker says of one open deadline: met on a day, or lifted and why."""

    how: Settlement
    text: str = ""
    met_on: date | None = None

    @property
    def reason(self) -> str:
        """Return why the deadline is lifted, as it is written on it."""
        said = f"{self.how.label}. {self.text.strip()}" if self.text.strip() else self.how.label
        return f"Sagen er lukket: {said[:1].lower()}{said[1:]}"


class Fate(StrEnum):
    """What closing does to an open deadline."""

    SETTLE = "settle"
    LAPSE = "lapse"
    RUN_ON = "run_on"


def fate_of(rule: DeadlineRule) -> Fate:
    """Return what closing does to an open deadline under a rule.

    A party's or a board's own clock runs on: closing takes nobody's right to complain. What the
    rule itself lets go when no help runs lapses, since no help runs in a case that closes. All the
    rest somebody must say something of.
    """
    if rule.duty_of is not DutyOf.MUNICIPALITY:
        return Fate.RUN_ON
    return Fate.LAPSE if rule.exception(ExceptionKind.MEASURES_ENDED) else Fate.SETTLE


def may_be_met_at_closing(
    rule: DeadlineRule, noted: Collection[EventKind], begins: Collection[DeadlineRule]
) -> bool:
    """Return whether the day a deadline was met can be told in the form that closes the case.

    `noted`: what is noted by hand and not on a page of its own. `begins`: what the event begins:
    one that begins another deadline is told on its own page.
    """
    counts_visits = rule.length.unit is Unit.VISITS_PER_YEAR
    return rule.satisfied_by in noted and not begins and not counts_visits
