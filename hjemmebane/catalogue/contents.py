"""What the catalogue holds, and how it is looked up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any

from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.deadlines import DeadlineRule, DutyOf, ExceptionUse, Moment, ObligationState
from hjemmebane.domain.decision_rights import GrantAct, GrantAuthority, authority_for
from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.instruments import Instrument
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.letters import Letter
from hjemmebane.domain.measures import LegalBasis, MeasureKind
from hjemmebane.domain.methods import Method
from hjemmebane.domain.profile import Profile
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.regime import Regime, RegimePeriod, regime_on
from hjemmebane.domain.service_catalogue import Service
from hjemmebane.domain.service_reading import ServiceExample

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
    grants: tuple[GrantAuthority, ...]
    letters: tuple[Letter, ...]
    programmes: tuple[Programme, ...]
    instruments: tuple[Instrument, ...]
    methods: tuple[Method, ...]
    roles: Mapping[str, Any]
    retention: Mapping[str, Any]
    content_hash: str
    profile_key: str = DEMO_PROFILE
    problems: tuple[str, ...] = ()
    # Rules that ship switched off: they start nothing until a municipality has held them
    # against the law and says so in its profile.
    waiting: tuple[DeadlineRule, ...] = ()
    # Versions that were read wrongly: they start nothing, and what ran under them can be looked up.
    withdrawn: tuple[DeadlineRule, ...] = ()
    ladder: Mapping[str, Any] = field(default_factory=dict)
    services: tuple[Service, ...] = ()
    service_examples: tuple[ServiceExample, ...] = ()
    # Which file each rule and profile was read from, for what is wrong with it.
    places: Mapping[str, str] = field(default_factory=dict)

    def rule(self, key: str, version: int) -> DeadlineRule:
        """Return one published version of a rule, switched on or off."""
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

    def rules_started_by(
        self,
        event: EventKind,
        day: date,
        *,
        measure: str = "",
        happened: Mapping[EventKind, date] | None = None,
    ) -> tuple[DeadlineRule, ...]:
        """Return the rules whose clock an event starts that day: the law's and the local ones.

        A retired rule starts nothing, nor does one that only asks for something before the event,
        one about another kind of help, or one that presupposes what has not happened.
        """
        own = self.lineage(self.profile_key)
        bases = self.measures[measure].basis if measure else ()
        return tuple(
            rule
            for rule in self.rules
            if rule.trigger is event
            and rule.holds_on(day)
            and (rule.profile is None or rule.profile in own)
            and rule.starts_clock
            and rule.covers(measure, bases)
            and rule.reaches(day, happened or {})
        )

    def rules_closed_by(self, event: EventKind) -> frozenset[str]:
        """Return the keys of every rule that one event satisfies, in any law.

        One visit of several a year satisfies none by itself: they are counted.
        """
        counted = Unit.VISITS_PER_YEAR
        return frozenset(
            rule.key
            for rule in self.rules
            if rule.satisfied_by is event and rule.length.unit is not counted
        )

    @cached_property
    def keys_of_others(self) -> frozenset[str]:
        """Return the rules whose clock is a party's or another authority's, not our duty."""
        ours = DutyOf.MUNICIPALITY
        return frozenset(rule.key for rule in self.rules if rule.duty_of is not ours)

    @cached_property
    def keys_beside(self) -> frozenset[str]:
        """Return the rules that run beside others as clocks for the same thing, and the others."""
        local = [rule for rule in (*self.rules, *self.waiting) if rule.beside]
        return frozenset(key for rule in local for key in (rule.key, *rule.beside))

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

    def basis_of(self, measure: str, regime: Regime) -> tuple[LegalBasis, ...]:
        """Return the legal bases of a measure in one law."""
        bases = (self.basis(key) for key in self.measure(measure).basis)
        return tuple(basis for basis in bases if basis.paragraph.regime is regime)

    def letter(self, to: str, day: date, *, is_about_decision: bool) -> Letter | None:
        """Return the newest letter to somebody about a decision, or about an offer, of a day."""
        found = [
            one
            for one in self.letters
            if one.to == to and one.is_about_decision == is_about_decision and one.holds_on(day)
        ]
        return max(found, key=lambda one: one.version, default=None)

    def authority(
        self, act: GrantAct, day: date, measure: str = "", step: Step | None = None
    ) -> GrantAuthority:
        """Return who decides on something here; that nobody does is an error, never a guess."""
        lineage = self.lineage(self.profile_key)
        found = authority_for(self.grants, lineage, act, day, measure, step)
        if found is None:
            raise NotInCatalogueError(f"right to decide on {act} {measure}".strip())
        return found

    def programme(self, key: str, version: str | None = None) -> Programme:
        """Return one version of a programme, or the newest."""
        found = self._programmes_at.get((key, version))
        if found is None:
            raise NotInCatalogueError(f"programme {key} {version or ''}".strip())
        return found

    def services_on(self, day: date) -> tuple[Service, ...]:
        """Return the municipality's services of a day, lowest step first."""
        family = self.lineage(self.profile_key)
        here = [s for s in self.services if s.profile in family and s.holds_on(day)]
        return tuple(sorted(here, key=lambda service: (service.step, service.title)))

    def service(self, key: str, version: int | None = None) -> Service:
        """Return one version of a service, or the newest."""
        found = [s for s in self.services if s.key == key and version in {None, s.version}]
        if not found:
            raise NotInCatalogueError(f"service {key} {version or ''}".strip())
        return max(found, key=lambda service: service.version)

    def instrument(self, key: str, version: str | None = None) -> Instrument:
        """Return one version of an instrument, or the newest."""
        found = [i for i in self.instruments if i.key == key and version in {None, i.version}]
        if not found:
            raise NotInCatalogueError(f"instrument {key} {version or ''}".strip())
        return max(found, key=lambda instrument: instrument.valid_from)

    def method(self, key: str, version: str) -> Method:
        """Return one version of a method."""
        for method in self.methods:
            if (method.key, method.version) == (key, version):
                return method
        raise NotInCatalogueError(f"method {key} {version}")

    # What a page looks up once for each of a thousand rows has its place by key.

    @cached_property
    def _rules_at(self) -> Mapping[tuple[str, int], DeadlineRule]:
        # The first of two that are equal counts: those before it are written over it.
        every = (*self.rules, *self.waiting, *self.withdrawn)
        return {(rule.key, rule.version): rule for rule in reversed(every)}

    @cached_property
    def _programmes_at(self) -> Mapping[tuple[str, str | None], Programme]:
        """Return each version at its own place, and the newest where none is named."""
        by_age = sorted(self.programmes, key=lambda programme: programme.valid_from)
        found: dict[tuple[str, str | None], Programme] = {(p.key, p.version): p for p in by_age}
        return found | {(p.key, None): p for p in by_age}

    def with_profile(self, key: str) -> "Catalogue":
        """Return the same catalogue for a municipality that works by the named profile."""
        confirmed = self.profile_named(key).confirmed
        checked = [
            replace(rule, is_off=False, confirmation=confirmed[rule.key, rule.version])
            for rule in self.waiting
            if (rule.key, rule.version) in confirmed
        ]
        waiting = tuple(r for r in self.waiting if (r.key, r.version) not in confirmed)
        rules = (*self.rules, *checked)
        return replace(self, profile_key=key, rules=rules, waiting=waiting)

    def examples_of(self, rule: DeadlineRule) -> tuple[RuleExample, ...]:
        """Return the worked examples of one version of a rule."""
        name = (rule.key, rule.version)
        return tuple(e for e in self.examples if (e.rule.key, e.rule.version) == name)

    def with_problems(self, problems: Sequence[str]) -> "Catalogue":
        """Return the same catalogue, served although the newest files could not be read."""
        return replace(self, problems=tuple(problems))
