"""Worked examples: each must come true, and each rule must have the ones that matter."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from hjemmebane.catalogue.calendars import calendar_with
from hjemmebane.catalogue.contents import Catalogue, RuleExample
from hjemmebane.domain.calendar import Unit, as_moment, local_day
from hjemmebane.domain.deadlines import DeadlineRule, Due, ObligationState, due_at, standing
from hjemmebane.domain.decision_rights import GrantAuthority, authority_for
from hjemmebane.domain.programme_examples import check_programme_examples
from hjemmebane.domain.service_reading import missing_service_examples, service_example_faults

EXAMPLE_CLOSING_DAYS = ("06-05", "12-24", "12-31")


def check_examples(catalogue: Catalogue) -> list[str]:
    """Return one sentence for each example that does not come true, and each that is missing."""
    faults = [fault for example in catalogue.examples for fault in example_faults(example)]
    for rule in (*catalogue.rules, *catalogue.waiting):
        name = f"rule {rule.key} version {rule.version}"
        own = catalogue.examples_of(rule)
        faults += [f"{name}: {fault}" for fault in _missing(rule, own)]
    for programme in catalogue.programmes:
        name = f"programme {programme.key} version {programme.version}"
        faults += [f"{name}: {fault}" for fault in check_programme_examples(programme)]
    for grant in catalogue.grants:
        faults += grant_faults(grant, catalogue)
    faults += [f for example in catalogue.service_examples for f in service_example_faults(example)]
    for service in catalogue.services:
        faults += missing_service_examples(service, catalogue.service_examples)
    return faults


def grant_faults(grant: GrantAuthority, catalogue: Catalogue) -> Iterable[str]:
    """Return what comes out otherwise than a right's examples say."""
    lineage = catalogue.lineage(grant.profile)
    for example in grant.examples:
        found = authority_for(
            catalogue.grants, lineage, grant.act, example.on, example.measure, example.step
        )
        if found is not grant:
            yield f"grant {grant.key}, “{example.says}”: {found and found.key} counts instead"
        elif example.decides is not grant.role:
            yield f"grant {grant.key}, “{example.says}”: {grant.role} decides"


def example_faults(example: RuleExample) -> Iterable[str]:
    """Return what came out otherwise than the example says."""
    due, state = reckon_example(example)
    name = f"rule {example.rule.key} version {example.rule.version}, “{example.says}”"
    found = due.on if due.is_whole_day else due.at
    expected = example.due if due.is_whole_day else as_moment(example.due)
    if found != expected:
        yield f"{name}: due {found.isoformat()}, not {expected.isoformat()}"
    if state is not example.state:
        yield f"{name}: is {state}, not {example.state}"


def reckon_example(example: RuleExample) -> tuple[Due, ObligationState]:
    """Return what the domain makes of an example."""
    calendar = calendar_with(EXAMPLE_CLOSING_DAYS, saturday_counts=example.saturday_counts)
    due = due_at(example.rule, example.moments, calendar, chosen_on=example.chosen_on)
    state = standing(
        due,
        warn_days=example.rule.warn_days,
        now=example.now,
        satisfied_at=example.satisfied_at,
        exception=example.exception,
        duty_of=example.rule.duty_of,
    )
    return due, state


def _missing(rule: DeadlineRule, examples: Sequence[RuleExample]) -> Iterable[str]:
    plain = [ex for ex in examples if ex.satisfied_at is None and ex.exception_kind is None]
    distances = {_distance(rule, example) for example in plain}
    names = {-1: "the day before", 0: "on the due moment", 1: "after"}
    for distance, words in names.items():
        if distance not in distances:
            yield f"has no example {words}"
    for known in rule.exceptions:
        if not any(example.exception_kind == known.kind for example in examples):
            yield f"has no example for the exception {known.kind}"


def _distance(rule: DeadlineRule, example: RuleExample) -> int | None:
    """Return -1 the day before, 0 on, 1 after; None when it is farther off."""
    if rule.length.unit is Unit.HOURS:
        gap = example.now - as_moment(example.due)
        if abs(gap) > timedelta(days=1):
            return None
        return (gap > timedelta(0)) - (gap < timedelta(0))
    days = (local_day(example.now) - local_day(example.due)).days
    return days if abs(days) <= 1 else None
