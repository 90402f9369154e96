"""Measures and the legal bases they stand on, as the catalogue gives them."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from hjemmebane.domain.event_kinds import EventKind
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.regime import Regime


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A place in a law as a tuple; the number alone misleads (§ 52(3) nr. 3 ≠ § 32(1) nr. 3)."""

    regime: Regime
    law: str
    section: str
    subsection: int | None = None
    number: int | None = None

    @property
    def words(self) -> str:
        """Return “Barnets lov § 32, stk. 1, nr. 5”."""
        parts = [f"{self.law} § {self.section}"]
        if self.subsection is not None:
            parts.append(f"stk. {self.subsection}")
        if self.number is not None:
            parts.append(f"nr. {self.number}")
        return ", ".join(parts)


class PlanNeed(StrEnum):
    """Whether a plan goes with a decision: as the municipality decides, always after, or before."""

    CHOSEN = "chosen"
    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class LegalBasis:
    """What a decision under a paragraph asks for.

    `is_committee`: the committee for children decides (børne- og ungeudvalget); the authority
    proposes, and writes the committee's answer down.
    """

    key: str
    title: str
    paragraph: Paragraph
    needs_decision: bool
    needs_consent: bool
    needs_assessment: bool
    needs_purpose: bool
    plan: PlanNeed
    is_committee: bool
    source: str
    valid_from: date
    valid_to: date | None

    def holds_on(self, day: date) -> bool:
        """Return whether a decision of a day can stand on it."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class MeasureKind:
    """One kind of help: a stable key, its name in each law, its place on the ladder.

    `on_decision` and `on_start`: what else happens for the deadlines when it is decided and begun.
    """

    key: str
    title: str
    titles: dict[Regime, str]
    paragraphs: tuple[Paragraph, ...]
    basis: tuple[str, ...]
    steps: tuple[Step, ...]
    kle: str
    source: str
    source_status: str
    on_decision: EventKind | None = None
    on_start: EventKind | None = None

    def paragraph(self, regime: Regime) -> Paragraph | None:
        """Return where the measure stands in one law."""
        return next((place for place in self.paragraphs if place.regime is regime), None)

    def name(self, regime: Regime) -> str:
        """Return what the measure is called under one law."""
        return self.titles.get(regime, self.title)
