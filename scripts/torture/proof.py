"""The proof each scenario ends with: what was promised is held against what stands.

`judged` is pure. It finds a note that was acknowledged and is not there, one that is there twice,
one that nobody sent, an answer that is no promise of ours, a read that was acknowledged without a
look-up kept of it, more look-ups than reads, and whatever the check of the logs says. (A note shows
nobody, so writing one is no look-up: it has its line in the log of writes.)
"""

from collections import Counter
from collections.abc import Sequence
from typing import Any, TypedDict

from scripts.torture.callers import Tally

# No answer, read, written, and "not now". Anything else is a fault of ours.
EXPECTED = frozenset({0, 200, 201, 503})


class Stands(TypedDict):
    """What stands in the database: notes by text, reads by user id, findings of the check."""

    notes: dict[str, int]
    reads: dict[str, int]
    findings: list[str]


def judged(tallies: Sequence[Tally], stands: Stands) -> dict[str, Any]:
    """Return the figures of a scenario; `broken` tells in words what does not hold."""
    promised = {text for tally in tallies for text in tally.acknowledged}
    sent = {text for tally in tallies for text in tally.sent}
    notes = stands["notes"]
    lost = promised - notes.keys()
    doubled = {text for text, count in notes.items() if count > 1}
    unsent = notes.keys() - sent
    answers: Counter[int] = sum((tally.answers for tally in tallies), Counter())
    odd = {status: count for status, count in answers.items() if status not in EXPECTED}
    broken = [
        *([f"{len(lost)} acknowledged notes are lost"] if lost else []),
        *([f"{len(doubled)} notes stand twice"] if doubled else []),
        *([f"{len(unsent)} notes stand that nobody sent"] if unsent else []),
        *(f"{count} answers {status}" for status, count in sorted(odd.items())),
        *(sentence for tally in tallies for sentence in _look_ups(tally, stands)),
        *stands["findings"],
    ]
    return {
        "acknowledged": len(promised),
        "repeated": sum(tally.repeated for tally in tallies),
        "unanswered": answers[0],
        "answers_503": answers[503],
        "lost": len(lost),
        "doubled": len(doubled),
        "stand_without_acknowledgement": len((notes.keys() & sent) - promised),
        "reads_acknowledged": sum(tally.reads_acknowledged for tally in tallies),
        "look_ups_kept": sum(_kept(tally, stands) for tally in tallies),
        "broken": broken,
    }


def _look_ups(tally: Tally, stands: Stands) -> list[str]:
    """Hold the look-ups of a reader against what it was shown and what it asked for."""
    least, most, kept = tally.reads_acknowledged, tally.reads, _kept(tally, stands)
    if least <= kept <= most:
        return []
    return [f"{kept} look-ups are kept of {least} reads acknowledged and {most} asked for"]


def _kept(tally: Tally, stands: Stands) -> int:
    return stands["reads"].get(str(tally.user), 0)
