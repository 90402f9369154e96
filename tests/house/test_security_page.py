"""The security page names what is there: every file, every test, every requirement once."""

import ast
import re

from tests.house.building import ROOT, text, tree

PAGE = ROOT / "docs" / "security.md"
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")
FILE = re.compile(r"`((?:tests|hjemmebane|docs|catalogue|requirements)/[\w./-]+)`")
ROW = re.compile(r"^\| ([\d., ]+) \|.*\| (met|partly|not|n/a) \| ", re.MULTILINE)
LEVELS_ONE_AND_TWO = 253


def test_every_test_it_names_is_one():
    missing = []
    for path, name in set(TEST.findall(text(PAGE))):
        names = {n.name for n in ast.walk(tree(ROOT / path)) if isinstance(n, ast.FunctionDef)}
        if name not in names:
            missing.append(f"{path}::{name}")
    assert missing == []


def test_every_file_it_names_is_there():
    assert [path for path in set(FILE.findall(text(PAGE))) if not (ROOT / path).exists()] == []


def test_every_requirement_stands_there_once_and_has_a_status():
    ids = [one.strip() for row, _ in ROW.findall(text(PAGE)) for one in row.split(",")]
    assert len(ids) == len(set(ids)) == LEVELS_ONE_AND_TWO


def test_what_is_called_met_and_can_be_tried_has_a_test():
    rows = re.findall(r"^\| [\d., ]+ \|.*\| met \| (.*) \| (.*) \|$", text(PAGE), re.MULTILINE)
    bare = [row for row in rows if row == ("–", "–")]
    assert bare == []
