"""Which law an obligation stands under: chosen by its own trigger day, never by the case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Regime(StrEnum):
    """The laws help to children has been given under."""

    SERVICELOVEN = "serviceloven"
    BARNETS_LOV = "barnets_lov"


@dataclass(frozen=True, slots=True)
class RegimePeriod:
    """When a law is the one that starts obligations, and which text of it was read."""

    regime: Regime
    law: str
    short: str
    law_version: str
    valid_from: date
    valid_to: date | None
    source: str

    def holds_on(self, day: date) -> bool:
        """Return whether an obligation triggered that day stands under this law."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class NoRegimeError(LookupError):
    """No law in the table covers the day."""


def regime_on(periods: Iterable[RegimePeriod], day: date) -> RegimePeriod:
    """Return the law for an obligation triggered that day (transition policy: law table)."""
    for period in periods:
        if period.holds_on(day):
            return period
    raise NoRegimeError(f"no law covers {day.isoformat()}")
