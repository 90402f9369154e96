"""What no schema can see: references, versions that overlap, local rules longer than the law."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from itertools import groupby, pairwise

from hjemmebane.catalogue.calendars import calendar_with, closing_dates
from hjemmebane.catalogue.contents import Catalogue, NotInCatalogueError
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.arithmetic import is_ever_longer
from hjemmebane.domain.calendar import Unit
from hjemmebane.domain.deadlines import HOURS_IN_A_DAY, DeadlineRule, SourceStatus
from hjemmebane.domain.decision_rights import GrantAct, authority_for
from hjemmebane.domain.ladder import Step
from hjemmebane.domain.letters import unknown_places
from hjemmebane.domain.profile import Profile
from hjemmebane.domain.programme_lock import FIELDS, fixed_parts
from hjemmebane.domain.programmes import Programme
from hjemmebane.domain.versions import Running

CALENDAR = calendar_with((), saturday_counts=True)


def cross_faults(catalogue: Catalogue) -> list[str]:
    """Return what is wrong between the entries, one sentence each."""
    return [
        *_regime_faults(catalogue),
        *_placed(_all_rule_faults(catalogue), catalogue.places),
        *_version_faults((*catalogue.rules, *catalogue.waiting)),
        *_withdrawn_faults(catalogue),
        *_basis_faults(catalogue),
        *_measure_faults(catalogue),
        *_placed(_profile_faults(catalogue), catalogue.places),
        *_programme_faults(catalogue),
        *_grant_faults(catalogue),
        *_service_faults(catalogue),
        *_letter_faults(catalogue),
    ]


def _placed(faults: Iterable[str], places: Mapping[str, str]) -> Iterable[str]:
    """Return complaints with the file that what they name was read from."""
    for fault in faults:
        place = places.get(fault.partition(":")[0])
        yield f"{place}: {fault}" if place else fault


def _all_rule_faults(catalogue: Catalogue) -> Iterable[str]:
    every = (*catalogue.rules, *catalogue.waiting)
    laws = [rule for rule in every if not rule.is_local]
    for rule in every:
        yield from _rule_faults(rule, laws)
        yield from _place_faults(rule, catalogue)
        yield from _scope_faults(rule, catalogue)


def _regime_faults(catalogue: Catalogue) -> Iterable[str]:
    if not catalogue.regimes:
        yield "law: no regime is given"
    periods = sorted(catalogue.regimes, key=lambda period: period.valid_from)
    for before, after in pairwise(periods):
        if before.valid_to is None or before.valid_to + timedelta(1) != after.valid_from:
            yield f"regime {after.regime}: does not begin the day after {before.regime} ends"


def _name(rule: DeadlineRule) -> str:
    return f"rule {rule.key} version {rule.version}"


def _rule_faults(rule: DeadlineRule, laws: Sequence[DeadlineRule]) -> Iterable[str]:
    name = _name(rule)
    if rule.source_status is SourceStatus.UNVERIFIED and not rule.is_off:
        yield f"{name}: an unverified rule cannot be active"
    if rule.next_review_on <= rule.reviewed_on:
        yield f"{name}: the next review lies before the last"
    if rule.valid_to is not None and rule.valid_to < rule.valid_from:
        yield f"{name}: ends before it begins"
    for key in rule.beside:
        besides = [law for law in laws if law.key == key]
        if not besides:
            yield f"{name}: stands beside {key}, which does not exist"
        elif any(is_ever_longer(rule.length, law.length, CALENDAR) for law in besides):
            yield f"{name}: a local rule may be shorter than {key}, never longer"


def _place_faults(rule: DeadlineRule, catalogue: Catalogue) -> Iterable[str]:
    name = _name(rule)
    if rule.is_local:
        if rule.regime is not None:
            yield f"{name}: a local rule is no law and has no regime"
        return
    if rule.beside:
        yield f"{name}: only a local rule stands beside another"
    if rule.regime is None:
        if rule.law in {period.law for period in catalogue.regimes}:
            yield f"{name}: stands in {rule.law} and names no regime of the table"
        return
    period = next((p for p in catalogue.regimes if p.regime is rule.regime), None)
    if period is None:
        yield f"{name}: names no regime of the table"
    elif not period.holds_on(rule.valid_from) or (
        period.valid_to is not None and (rule.valid_to is None or rule.valid_to > period.valid_to)
    ):
        yield f"{name}: holds outside {period.law}"


def _scope_faults(rule: DeadlineRule, catalogue: Catalogue) -> Iterable[str]:
    name = _name(rule)
    for key in sorted(rule.measures - set(catalogue.measures)):
        yield f"{name}: is about the measure {key}, which does not exist"
    for key in sorted(rule.bases - set(catalogue.bases)):
        yield f"{name}: is about the legal basis {key}, which does not exist"
    if rule.within is not None and (rule.only_after is None or rule.within.unit is not Unit.MONTHS):
        yield f"{name}: holds within months after an event, and only_after names which"


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


def _withdrawn_faults(catalogue: Catalogue) -> Iterable[str]:
    """Return the versions that were withdrawn though nothing holds in their place."""
    for rule in catalogue.withdrawn:
        later = [r for r in catalogue.rules if r.key == rule.key and r.version > rule.version]
        if not any(one.valid_from <= rule.valid_from and one.on_running for one in later):
            yield f"{_name(rule)}: is withdrawn, and no later version holds in its place"


def _basis_faults(catalogue: Catalogue) -> Iterable[str]:
    for basis in catalogue.bases.values():
        name, law = f"legal basis {basis.key}", basis.paragraph.regime
        period = next((one for one in catalogue.regimes if one.regime is law), None)
        last = basis.valid_to
        if last is not None and last < basis.valid_from:
            yield f"{name}: ends before it begins"
        elif period is not None and not (
            period.holds_on(basis.valid_from)
            and (period.valid_to is None or (last is not None and last <= period.valid_to))
        ):
            yield f"{name}: holds outside {basis.paragraph.law}"


def _measure_faults(catalogue: Catalogue) -> Iterable[str]:
    for measure in catalogue.measures.values():
        for key in measure.basis:
            if key not in catalogue.bases:
                yield f"measure {measure.key}: the legal basis {key} does not exist"


def _profile_faults(catalogue: Catalogue) -> Iterable[str]:
    waiting = {(rule.key, rule.version) for rule in catalogue.waiting}
    for profile in catalogue.profiles.values():
        name = f"profile {profile.key}"
        for key, version in profile.confirmed:
            if (key, version) not in waiting:
                yield f"{name}: confirms rule {key} version {version}, which does not wait for it"
        for written in profile.closing_days:
            if not _is_a_day(written):
                yield f"{name}: {written} is no day of the year"
        yield from _base_faults(profile, catalogue.profiles)
        yield from _reminder_faults(profile)


def _reminder_faults(profile: Profile) -> Iterable[str]:
    name, numbers = f"profile {profile.key}", profile.numbers
    after = numbers.get("reminder.leader_days_after")
    if after is not None and after.value < 1:
        yield f"{name}: reminder.leader_days_after is 1 at least: the day must be over first"
    opens, shuts = (numbers.get(f"reminder.quiet_{end}_hour") for end in ("to", "from"))
    if opens and shuts and not opens.value < shuts.value <= HOURS_IN_A_DAY:
        yield f"{name}: reminder.quiet_to_hour lies before reminder.quiet_from_hour in the day"


def _base_faults(profile: Profile, profiles: Mapping[str, Profile]) -> Iterable[str]:
    name, seen, key = f"profile {profile.key}", {profile.key}, profile.based_on
    while key is not None:
        if key not in profiles:
            yield f"{name}: is based on {key}, which does not exist"
            return
        if key in seen:
            yield f"{name}: is based on itself"
            return
        seen.add(key)
        key = profiles[key].based_on


def _is_a_day(written: str) -> bool:
    try:
        return bool(closing_dates(written))
    except ValueError:
        return False


def _service_faults(catalogue: Catalogue) -> Iterable[str]:
    for service in catalogue.services:
        name = f"service {service.key} version {service.version}"
        if service.profile not in catalogue.profiles:
            yield f"{name}: the profile {service.profile} does not exist"
            continue
        own = catalogue.profiles[service.profile].sub_steps
        if service.step.sub and service.step.key not in own:
            yield f"{name}: the profile has no step {service.step.key}"
        if service.ages.last < service.ages.first:
            yield f"{name}: its ages end before they begin"
        if service.next_review_on <= service.reviewed_on:
            yield f"{name}: the next review lies before the last"
        for key in service.measures:
            if key not in catalogue.measures:
                yield f"{name}: the measure {key} does not exist"


def _programme_faults(catalogue: Catalogue) -> Iterable[str]:
    for programme in catalogue.programmes:
        for key in programme.measures:
            if key not in catalogue.measures:
                yield f"programme {programme.key}: the measure {key} does not exist"
        known = {instrument.key for instrument in catalogue.instruments}
        for asked in programme.askings:
            if asked.instrument not in known:
                yield f"programme {programme.key}: the instrument {asked.instrument} does not exist"
        if programme.based_on:
            yield from _variant_faults(programme, catalogue)


def _variant_faults(programme: Programme, catalogue: Catalogue) -> Iterable[str]:
    """Say where a local variant touches what the programme it is based on keeps fixed."""
    name = f"programme {programme.key} version {programme.version}"
    try:
        base = catalogue.programme(*programme.based_on.split(maxsplit=1))
    except NotInCatalogueError:
        yield f"{name}: is based on {programme.based_on}, which does not exist"
        return
    for field, title in fixed_parts(base).items():
        if getattr(programme, FIELDS[field]) != getattr(base, FIELDS[field]):
            yield f"{name}: changes {field} ({title}), which {programme.based_on} keeps fixed"


def _grant_faults(catalogue: Catalogue) -> Iterable[str]:
    """Return what is wrong with the rights to decide: a hole would leave nobody to decide."""
    for grant in catalogue.grants:
        if grant.profile not in catalogue.profiles:
            yield f"grant {grant.key}: the profile {grant.profile} does not exist"
        for key in sorted(grant.measures - set(catalogue.measures)):
            yield f"grant {grant.key}: the measure {key} does not exist"
    for profile in catalogue.profiles.values() if catalogue.grants else ():
        yield from _who_decides_faults(profile, catalogue)


def _who_decides_faults(profile: Profile, catalogue: Catalogue) -> Iterable[str]:
    """Say what nobody decides on in a profile, and what somebody decides on for the committee."""
    try:
        lineage = catalogue.lineage(profile.key)
    except LookupError:
        return  # told elsewhere: it is based on what does not exist
    day = max(catalogue.profiles[key].valid_from for key in lineage)
    for act, measure, step in _acts(catalogue):
        found = authority_for(catalogue.grants, lineage, act, day, measure, step)
        words = f"{act} {measure} {step.key if step else ''}".strip()
        if found is None:
            yield f"profile {profile.key}: nobody may decide on {words}"
        elif found.role is not RoleKey.AUTHORITY_HEAD and _is_committees(catalogue, measure):
            yield (
                f"profile {profile.key}: the committee decides on {words}, and "
                f"grant {found.key} lets {found.role} do so"
            )


def _acts(catalogue: Catalogue) -> list[tuple[GrantAct, str, Step | None]]:
    """Return everything somebody must be able to decide on."""
    return [(GrantAct.ASSESSMENT, "", None)] + [
        (GrantAct.MEASURE, kind.key, step)
        for kind in catalogue.measures.values()
        for step in kind.steps
    ]


def _is_committees(catalogue: Catalogue, measure: str) -> bool:
    bases = catalogue.measures[measure].basis if measure else ()
    return any(key in catalogue.bases and catalogue.bases[key].is_committee for key in bases)


def _letter_faults(catalogue: Catalogue) -> Iterable[str]:
    for letter in catalogue.letters:
        for place in unknown_places(letter):
            yield f"letter {letter.key} version {letter.version}: nothing fills {{{place}}}"
