"""What no schema can see: references, versions that overlap, local rules longer than the law."""

from collections.abc import Iterable
from datetime import timedelta
from itertools import groupby, pairwise

from hjemmebane.catalogue.contents import Catalogue
from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.deadlines import DeadlineRule, SourceStatus
from hjemmebane.domain.versions import Running


def cross_faults(catalogue: Catalogue) -> list[str]:
    """Return what is wrong between the entries, one sentence each."""
    return [
        *_regime_faults(catalogue),
        *(fault for rule in catalogue.rules for fault in _rule_faults(rule, catalogue)),
        *_version_faults(catalogue.rules),
        *_measure_faults(catalogue),
        *_profile_faults(catalogue),
        *_programme_faults(catalogue),
    ]


def _regime_faults(catalogue: Catalogue) -> Iterable[str]:
    if not catalogue.regimes:
        yield "law: no regime is given"
    periods = sorted(catalogue.regimes, key=lambda period: period.valid_from)
    for before, after in pairwise(periods):
        if before.valid_to is None or before.valid_to + timedelta(1) != after.valid_from:
            yield f"regime {after.regime}: does not begin the day after {before.regime} ends"


def _rule_faults(rule: DeadlineRule, catalogue: Catalogue) -> Iterable[str]:
    name = f"rule {rule.key} version {rule.version}"
    if rule.source_status is SourceStatus.UNVERIFIED:
        yield f"{name}: an unverified rule cannot be active"
    if rule.next_review_on <= rule.reviewed_on:
        yield f"{name}: the next review lies before the last"
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        yield f"{name}: ends before it begins"
    yield from _place_faults(name, rule, catalogue)
    laws = {other.key: other for other in catalogue.rules if not other.is_local}
    for key in rule.beside:
        if key not in laws:
            yield f"{name}: stands beside {key}, which does not exist"
        elif _is_longer(rule, laws[key]):
            yield f"{name}: a local rule may be shorter than {key}, never longer"


def _place_faults(name: str, rule: DeadlineRule, catalogue: Catalogue) -> Iterable[str]:
    if rule.is_local:
        if rule.regime is not None:
            yield f"{name}: a local rule is no law and has no regime"
        return
    if rule.beside:
        yield f"{name}: only a local rule stands beside another"
    period = next((p for p in catalogue.regimes if p.regime is rule.regime), None)
    if period is None:
        yield f"{name}: names no regime of the table"
    elif not period.holds_on(rule.valid_from) or (
        period.valid_to is not None and (rule.valid_to is None or rule.valid_to > period.valid_to)
    ):
        yield f"{name}: holds outside {period.law}"


def _is_longer(local: DeadlineRule, law: DeadlineRule) -> bool:
    mine, other = local.length, law.length
    if mine.unit is not other.unit or mine.unit is Unit.CASE:
        return False
    return (mine.count or 0) > (other.count or 0)


def _version_faults(rules: Iterable[DeadlineRule]) -> Iterable[str]:
    ordered = sorted(rules, key=lambda rule: (rule.key, rule.valid_from, rule.version))
    for key, versions in groupby(ordered, key=lambda rule: rule.key):
        for before, after in pairwise(versions):
            if before.valid_to is None or before.valid_to >= after.valid_from:
                yield f"rule {key}: versions {before.version} and {after.version} overlap"
            if after.on_running is None:
                yield (
                    f"rule {key} version {after.version}: says not what it does to what runs under "
                    f"version {before.version} (on_running: keep, re-reckon or ask, and why)"
                )
            elif after.on_running.do is not Running.KEEP and before.trigger is not after.trigger:
                yield f"rule {key} version {after.version}: begins otherwise, so what runs is kept"


def _measure_faults(catalogue: Catalogue) -> Iterable[str]:
    for measure in catalogue.measures.values():
        for key in measure.basis:
            if key not in catalogue.bases:
                yield f"measure {measure.key}: the legal basis {key} does not exist"


def _profile_faults(catalogue: Catalogue) -> Iterable[str]:
    for profile in catalogue.profiles.values():
        seen = {profile.key}
        key = profile.based_on
        while key is not None:
            if key not in catalogue.profiles:
                yield f"profile {profile.key}: is based on {key}, which does not exist"
                break
            if key in seen:
                yield f"profile {profile.key}: is based on itself"
                break
            seen.add(key)
            key = catalogue.profiles[key].based_on


def _programme_faults(catalogue: Catalogue) -> Iterable[str]:
    for programme in catalogue.programmes:
        for key in programme.measures:
            if key not in catalogue.measures:
                yield f"programme {programme.key}: the measure {key} does not exist"
