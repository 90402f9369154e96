"""Every kept promise has a line behind it that can be broken to see its tests turn red."""

import pytest

from scripts import mutants, requirements
from tests.house.building import listing


@pytest.fixture(scope="module")
def kept() -> dict[str, list[str]]:
    return dict(requirements.tests_by_id(list(requirements.marked_tests())))


def test_every_kept_promise_has_a_line_that_stands_once(kept: dict[str, list[str]]) -> None:
    found = mutants.problems(kept)
    assert found == [], (
        "in tests/mutants.toml (CONTRIBUTING.md, “When a line behind a promise has moved”):\n"
        + listing(found)
    )


def test_a_line_that_has_gone_or_stands_twice_is_told(kept: dict[str, list[str]]) -> None:
    gone = mutants.Mutant("S2-AAB-06", "hjemmebane/domain/allocation.py", "not there", "")
    twice = mutants.Mutant("S2-AAB-06", "hjemmebane/domain/allocation.py", "worker", "")
    assert "stands 0 times" in gone.problem()
    assert "once is asked" in twice.problem()


def test_a_draw_is_the_same_for_the_same_seed_and_never_larger_than_asked(
    kept: dict[str, list[str]],
) -> None:
    drawn = mutants.draw(list(kept), "10", "7")
    assert drawn == mutants.draw(list(kept), "10", "7")
    assert len(set(drawn)) == 10
    assert set(mutants.draw(list(kept), "all", "")) == set(kept)
