"""Files, functions and templates stay small enough to read in one go."""

import statistics
from pathlib import Path

from tests.house.building import (
    PACKAGE,
    functions,
    listing,
    python_files,
    sources,
    templates,
    text,
    where,
)

FILE_LINES = 500
FUNCTION_LINES = 60
TEMPLATE_LINES = 250
FILE_LINES_OF_95_IN_100 = 400
FUNCTION_LINES_OF_95_IN_100 = 35
FOLDERS = {"catalogue", "config", "domain", "edges", "engines", "gateways", "records", "ui"}
SHAPELESS = {
    "utils.py",
    "helpers.py",
    "common.py",
    "services.py",
    "signals.py",
    "admin.py",
    "misc.py",
}


def test_no_python_file_is_longer_than_one_can_read():
    long = [f"{where(path)} {lines(path)}" for path in python_files() if lines(path) > FILE_LINES]
    assert long == [], listing(long)


def test_no_function_is_longer_than_a_screen():
    long = [
        f"{where(path, node)} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in python_files()
        for node in functions(path)
        if node.end_lineno - node.lineno + 1 > FUNCTION_LINES
    ]
    assert long == [], listing(long)


def test_no_template_is_longer_than_one_can_read():
    long = [f"{where(path)} {lines(path)}" for path in templates() if lines(path) > TEMPLATE_LINES]
    assert long == [], listing(long)


def test_nineteen_files_in_twenty_are_short():
    assert percentile_95([lines(path) for path in sources()]) <= FILE_LINES_OF_95_IN_100


def test_nineteen_functions_in_twenty_are_short():
    lengths = [node.end_lineno - node.lineno + 1 for path in sources() for node in functions(path)]
    assert percentile_95(lengths) <= FUNCTION_LINES_OF_95_IN_100


def test_the_house_has_no_room_nobody_decided_on():
    rooms = {path.relative_to(PACKAGE).parts[0] for path in sources() if path.parent != PACKAGE}
    assert rooms <= FOLDERS, "a new room needs an ADR and a floor in pyproject.toml"


def test_no_file_has_a_name_that_takes_anything():
    shapeless = [where(path) for path in python_files() if path.name in SHAPELESS]
    assert shapeless == [], listing(shapeless)


def lines(path: Path) -> int:
    """Return how many lines a file has."""
    return text(path).count("\n")


def percentile_95(numbers: list[int]) -> float:
    """Return the length that nineteen in twenty do not exceed."""
    return statistics.quantiles(numbers, n=20, method="inclusive")[-1]
