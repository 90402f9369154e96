"""What the catalogue holds, and how it is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from hjemmebane.domain.deadlines import (
    DeadlineRule,
    EventKind,
    ExceptionUse,
    Moment,
    ObligationState,
)
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.measures import LegalBasis, MeasureKind
from hjemmebane.domain.profile import Profile
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.regime import RegimePeriod, regime_on

DEMO_PROFILE = "lindeborg"
DIGEST_LENGTH = 12


class NotInCatalogueError(LookupError):
    """Nothing in the catalogue has that key and version."""


@dataclass(frozen=True, slots=True)
class RuleExample:
    """A worked example of a rule: what happened, what day it is, what must come out."""

    rule: DeadlineRule
    says: str
    moments: Mapping[EventKind, Moment]
    chosen_on: date | None
    satisfied_at: datetime | None
    exception: ExceptionUse | None
    exception_kind: str | None
    now: datetime
    due: Moment
    state: ObligationState
    saturday_counts: bool


@dataclass(frozen=True)
class Catalogue:
    """Everything the municipality works by, read once and never changed while it runs."""

    regimes: tuple[RegimePeriod, ...]
    rules: tuple[DeadlineRule, ...]
    examples: tuple[RuleExample, ...]
    bases: Mapping[str, LegalBasis]
    measures: Mapping[str, MeasureKind]
    profiles: Mapping[str, Profile]
    programmes: tuple[Programme, ...]
    instruments: tuple[Instrument, ...]
    roles: Mapping[str, Any]
    retention: Mapping[str, Any]
    content_hash: str
    profile_key: str = DEMO_PROFILE
    problems: tuple[str, ...] = ()

    def rule(self, key: str, version: int) -> DeadlineRule:
        """Return one published version of a rule."""
        found = self._rules_at.get((key, version))
        if found is None:
            raise NotInCatalogueError(f"rule {key} version {version}")
        return found

    def rule_on(self, key: str, day: date) -> DeadlineRule:
        """Return the version of a rule an obligation triggered that day stands under."""
        for rule in self.rules:
            if rule.key == key and rule.holds_on(day):
                return rule
        raise NotInCatalogueError(f"rule {key} on {day.isoformat()}")

    def regime_on(self, day: date) -> RegimePeriod:
        """Return the law an obligation triggered that day stands under."""
        return regime_on(self.regimes, day)

    def local_rules(self, day: date, profile: str = "") -> tuple[DeadlineRule, ...]:
        """Return the municipality's own rules that hold that day, inherited ones too."""
        family = self.lineage(profile or self.profile_key)
        return tuple(rule for rule in self.rules if rule.profile in family and rule.holds_on(day))

    def local_beside(self, key: str, day: date, profile: str = "") -> tuple[DeadlineRule, ...]:
        """Return the local rules that run beside a rule of the law, as clocks of their own."""
        return tuple(rule for rule in self.local_rules(day, profile) if key in rule.beside)

    def lineage(self, profile: str) -> tuple[str, ...]:
        """Return the profile and those it is based on, nearest first."""
        keys: list[str] = []
        key: str | None = profile
        while key is not None and key not in keys:
            keys.append(key)
            key = self.profile_named(key).based_on
        return tuple(keys)

    @property
    def profile(self) -> Profile:
        """Return the practice profile in use."""
        return self.profile_named(self.profile_key)

    @property
    def digest(self) -> str:
        """Return the hash of everything read, short enough to be told."""
        return self.content_hash[:DIGEST_LENGTH]

    def profile_named(self, key: str) -> Profile:
        """Return one practice profile."""
        if key not in self.profiles:
            raise NotInCatalogueError(f"profile {key}")
        return self.profiles[key]

    def measure(self, key: str) -> MeasureKind:
        """Return one kind of measure."""
        if key not in self.measures:
            raise NotInCatalogueError(f"measure {key}")
        return self.measures[key]

    def basis(self, key: str) -> LegalBasis:
        """Return one legal basis."""
        if key not in self.bases:
            raise NotInCatalogueError(f"legal basis {key}")
        return self.bases[key]

    def programme(self, key: str, version: str | None = None) -> Programme:
        """Return one version of a programme, or the newest."""
        found = self._programmes_at.get((key, version))
        if found is None:
            raise NotInCatalogueError(f"programme {key} {version or ''}".strip())
        return found

    def instrument(self, key: str, version: str | None = None) -> Instrument:
        """Return one version of an instrument, or the newest."""
        found = [i for i in self.instruments if i.key == key and version in {None, i.version}]
        if not found:
            raise NotInCatalogueError(f"instrument {key} {version or ''}".strip())
        return max(found, key=lambda instrument: instrument.valid_from)

    # What a page looks up once for each of a thousand rows has its place by key.

    @cached_property
    def _rules_at(self) -> Mapping[tuple[str, int], DeadlineRule]:
        # The first of two that are equal counts: those before it are written over it.
        return {(rule.key, rule.version): rule for rule in reversed(self.rules)}

    @cached_property
    def _programmes_at(self) -> Mapping[tuple[str, str | None], Programme]:
        """Return each version at its own place, and the newest where none is named."""
        by_age = sorted(self.programmes, key=lambda programme: programme.valid_from)
        found: dict[tuple[str, str | None], Programme] = {(p.key, p.version): p for p in by_age}
        return found | {(p.key, None): p for p in by_age}

    def with_profile(self, key: str) -> "Catalogue":
        """Return the same catalogue for a municipality that works by the named profile."""
        self.profile_named(key)
        return replace(self, profile_key=key)

    def with_problems(self, problems: Sequence[str]) -> "Catalogue":
        """Return the same catalogue, served although the newest files could not be read."""
        return replace(self, problems=tuple(problems))
