"""Rounds: a repeatable last phase runs again, each round a phase of its own with its own steps."""

from collections.abc import Iterable
from dataclasses import replace

from hjemmebane.domain.programmes import Milestone, Phase, Programme

FIRST_REPEAT = 2


def with_rounds(programme: Programme, begun: Iterable[str]) -> Programme:
    """Return the programme with each round of its last phase that has begun, in order."""
    if not _repeatable(programme):
        return programme
    last = programme.phases[-1]
    rounds = max((_round_of(last.key, key) for key in begun), default=1)
    repeats = range(FIRST_REPEAT, rounds + 1)
    if not repeats:
        return programme
    phases = tuple(_phase(last, number) for number in repeats)
    milestones = [
        _milestone(item, last.key, number)
        for number in repeats
        for item in programme.milestones
        if last.key in (item.ends_phase, item.in_phase)
    ]
    return replace(
        programme,
        phases=(*programme.phases, *phases),
        milestones=(*programme.milestones, *milestones),
        duration_weeks=phases[-1].to_week,
    )


def next_round(programme: Programme, begun: Iterable[str]) -> Phase | None:
    """Return the round of the last phase that may begin now, where the phase may be repeated."""
    keys = set(begun)
    if not _repeatable(programme) or programme.phases[-1].key not in keys:
        return None
    last = programme.phases[-1]
    return _phase(last, max(_round_of(last.key, key) for key in keys) + 1)


def _repeatable(programme: Programme) -> bool:
    return bool(programme.phases) and programme.phases[-1].repeatable


def _round_of(phase: str, key: str) -> int:
    """Return the round a key names: 1 for the phase itself and for every other phase."""
    name, _, number = key.rpartition("-")
    return int(number) if name == phase and number.isdigit() else 1


def _phase(last: Phase, number: int) -> Phase:
    weeks = last.weeks * (number - 1)
    return replace(
        last,
        key=f"{last.key}-{number}",
        title=f"{last.title}, {number}. runde",
        from_week=last.from_week + weeks,
        to_week=last.to_week + weeks,
    )


def _milestone(item: Milestone, phase: str, number: int) -> Milestone:
    key = f"{phase}-{number}"
    return replace(
        item,
        key=f"{item.key}-{number}",
        title=f"{item.title}, {number}. runde",
        ends_phase=key if item.ends_phase == phase else item.ends_phase,
        in_phase=key if item.in_phase == phase else item.in_phase,
        week=None,
    )
