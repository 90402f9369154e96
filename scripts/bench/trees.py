"""What process trees have used: processor time and memory, read from /proc."""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def tree(roots: Iterable[int]) -> list[int]:
    """Return the roots and every process below them that lives now."""
    children: dict[int, list[int]] = defaultdict(list)
    for number in (int(name) for name in os.listdir("/proc") if name.isdigit()):
        fields = _stat(number)
        if fields:
            children[int(fields[1])].append(number)
    found, waiting = [], list(roots)
    while waiting:
        number = waiting.pop()
        found.append(number)
        waiting += children[number]
    return found


def cpu_seconds(roots: Iterable[int]) -> float:
    """Return user and system time of the trees in seconds, ended children of theirs included."""
    ticks = 0
    for number in tree(roots):
        fields = _stat(number)
        if fields:
            ticks += sum(int(fields[place]) for place in (11, 12, 13, 14))
    return ticks / TICKS


def pss_mb(roots: Iterable[int]) -> float:
    """Return the proportional share of memory of the trees, in MB."""
    kilobytes = 0
    for number in tree(roots):
        try:
            text = Path(f"/proc/{number}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue
        lines = (line.split() for line in text.splitlines() if line.startswith("Pss:"))
        kilobytes += sum(int(line[1]) for line in lines)
    return kilobytes / 1024


def _stat(number: int) -> list[str]:
    """Return the fields after the name: state, parent, …; nothing for one that is gone."""
    try:
        text = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return []
    return text.rpartition(")")[2].split()
