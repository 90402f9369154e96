"""What can be chosen on the case pages, from the catalogue and the house's own lists."""

from dataclasses import dataclass
from datetime import date

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import Relation
from hjemmebane.domain.cases import ADVISER_TITLE
from hjemmebane.domain.decision_rights import GrantAct, GrantAuthority
from hjemmebane.domain.ladder import Rung, Step
from hjemmebane.domain.measures import MeasureKind
from hjemmebane.domain.regime import Regime
from hjemmebane.records.access.models import User
from hjemmebane.records.access.queries import running
from hjemmebane.records.cases.models import Case


@dataclass(frozen=True, slots=True)
class MeasureOption:
    """A kind of measure that can be decided on a day: its name and place in the law."""

    key: str
    title: str
    law: str


def measure_options(on: date, *, with_offers: bool = False) -> tuple[MeasureOption, ...]:
    """Return the measures a decision of that day can be about; and what needs none, if wanted."""
    current = catalogue.current()
    regime = current.regime_on(on).regime
    found = []
    for kind in current.measures.values():
        place = kind.paragraph(regime)
        if place is not None and (_needs_decision(kind) or (with_offers and kind.basis)):
            found.append(MeasureOption(kind.key, kind.name(regime), place.words))
    return tuple(found)


def _needs_decision(kind: MeasureKind) -> bool:
    current = catalogue.current()
    return any(current.basis(key).needs_decision for key in kind.basis)


def steps_for(measure_key: str) -> tuple[Step, ...]:
    """Return the steps a measure may stand on, with the municipality's own sub-steps of them."""
    current = catalogue.current()
    kind = current.measures.get(measure_key)
    steps = set(kind.steps) if kind else set()
    rungs = {step.rung for step in steps}
    own = {Step.parse(key) for key in current.profile.sub_steps}
    return tuple(sorted(steps | {step for step in own if step.rung in rungs}))


def step_options() -> tuple[tuple[str, str], ...]:
    """Return every step and sub-step of the ladder with its name, lowest first."""
    own = catalogue.current().profile.sub_steps
    keys = sorted({rung.value for rung in Rung} | set(own))
    return tuple((key, step_label(key)) for key in keys)


def step_label(key: str) -> str:
    """Return a step as it is read: “3b Intensiv indsats i hjemmet”."""
    own = catalogue.current().profile.sub_steps.get(key)
    return f"{key} {own or Step.parse(key).label}"


def authority_of_measure(measure_key: str, ladder_step: str, on: date) -> GrantAuthority:
    """Return who decides here on a measure at a step, by the rights that held that day."""
    step = Step.parse(ladder_step)
    return catalogue.current().authority(GrantAct.MEASURE, on, measure_key, step)


def is_committees(measure_key: str, regime: Regime) -> bool:
    """Return whether the committee for children decides on a measure, not the authority."""
    return any(b.is_committee for b in catalogue.current().basis_of(measure_key, regime))


def authority_of_assessment(on: date) -> GrantAuthority:
    """Return who decides here that a child's need is looked into as a child assessment."""
    return catalogue.current().authority(GrantAct.ASSESSMENT, on)


def adviser_of(case: Case) -> User | None:
    """Return the case's adviser today, who answers for its deadlines."""
    rows = case.dossier.ties.filter(running(clock.today()), relation=Relation.ADVISER)
    ties = list(rows.select_related("user").order_by("from_on", "pk"))
    own = [tie for tie in ties if tie.title == ADVISER_TITLE]  # a second adviser follows up only
    return (own or ties)[-1].user if ties else None
