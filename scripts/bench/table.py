"""One table of what was measured: a row for each call or page, a column for each report.

python -m scripts.bench.table docs/benchmarks/bench-*.json

A cell is CPU / p95 in milliseconds, the middle of the runs; what misses its aim stands out.
"""

import json
import sys
from pathlib import Path
from typing import Any


def main(names: list[str]) -> None:
    """Print the table of some reports, in the order of database and size."""
    columns = [
        (Path(name), report, size)
        for name, report in ((name, json.loads(Path(name).read_text("utf-8"))) for name in names)
        for size in report["sizes"]
    ]
    columns.sort(key=lambda column: (column[1]["database"] != "sqlite", column[2]["cases"]))
    heads = [path.stem.removeprefix("bench-") for path, _, _ in columns]
    print(line(["call or page", "aim", *heads]))
    print(line(["---"] * (len(heads) + 2)))
    sizes = [size for _, _, size in columns]
    # The largest has every row: a small municipality's list has no thirtieth page.
    for row in max(sizes, key=lambda size: len(size["measured"]))["measured"]:
        found = [measured(size, row["name"]) for size in sizes]
        print(line([row["name"].removeprefix("page: "), row["aim"], *map(cell, found)]))
    streams = [size["stream"] for size in sizes]
    print(line(["16 people, 10 pages a second", "p95 ≤ 400 ms", *map(streamed, streams)]))
    memory = [over(size["memory_mb_summed_pss"], 220) for size in sizes]
    print(line(["two workers and master, PSS", "≤ 220 MB", *memory]))
    starts = [over(max(size["warm_start_seconds"]), 4, digits=1) for size in sizes]
    print(line(["warm start, slowest of three", "≤ 4 s", *starts]))
    speeds = [
        f"{report['machine'].get('reference_ms', '–')}, {size.get('reference_ms_after', '–')}"
        for _, report, size in columns
    ]
    print(line(["the machine's own speed, before and after", "", *speeds]))


def measured(size: dict[str, Any], name: str) -> dict[str, Any] | None:
    """Return what was measured under a name at one size, if it was."""
    return next((row for row in size["measured"] if row["name"] == name), None)


def cell(row: dict[str, Any] | None) -> str:
    """Return CPU and p95, the one that has an aim in bold where it misses it."""
    if row is None:
        return "–"
    kind, _, most, _ = row["aim"].split()
    aims = {kind: float(most)}
    cpu = over(row["cpu_ms"], aims.get("cpu"), digits=1)
    p95 = over(row["p95_ms"], aims.get("p95"))
    return f"{cpu} / {p95}" + (f", {row['failed']} failed" if row["failed"] else "")


def streamed(row: dict[str, Any]) -> str:
    """Return the p95 of the stream, and how many calls failed."""
    return f"{over(row['p95_ms'], 400)}, {row['failed'] or 'none'} failed" if row else "–"


def over(figure: float, most: float | None, digits: int = 0) -> str:
    """Return a figure, in bold where it is more than its aim."""
    words = f"{figure:.{digits}f}"
    return f"**{words}**" if most is not None and figure > most else words


def line(cells: list[str]) -> str:
    """Return a row of a table."""
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main(sys.argv[1:])
