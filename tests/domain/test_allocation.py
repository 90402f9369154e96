"""Allocation: competence first, then free capacity, and the reason in words."""

import pytest

from hjemmebane.domain.allocation import Limits, Need, Worker, load_warning, propose

LIMITS = Limits(fewest=6, most=12, families_per_group=3)
TALKS = Need("family_talks", "familiesamtaler")
METTE = Worker(1, "Mette", families=4)
NADIA = Worker(2, "Nadia", families=9, competences=frozenset({"family_talks"}))


@pytest.mark.req("S2-AAB-16")
def test_the_less_loaded_worker_without_the_competence_is_passed_over_and_it_says_so() -> None:
    first, second = propose([METTE, NADIA], TALKS, LIMITS)

    assert (first.worker, first.is_first, first.has_competence) == (NADIA, True, True)
    assert first.reason == (
        "Nadia har 9 af 12 familier og har kompetencen familiesamtaler. "
        "Mette har færre familier (4), men mangler kompetencen."
    )
    assert second.worker == METTE
    assert "mangler kompetencen familiesamtaler" in second.reason
    assert "makker" in second.warning


@pytest.mark.req("S2-AAB-16")
def test_without_a_needed_competence_the_one_with_most_room_comes_first() -> None:
    first, second = propose([NADIA, METTE], Need(), LIMITS)

    assert [first.worker.name, second.worker.name] == ["Mette", "Nadia"]
    assert first.reason == "Mette har 4 af 12 familier."
    assert first.warning == ""


@pytest.mark.req("S2-AAB-16")
def test_a_worker_with_the_competence_but_no_room_comes_after_one_with_room() -> None:
    full = Worker(3, "Omar", families=12, competences=frozenset({"family_talks"}))

    first, second, third = propose([full, METTE, NADIA], TALKS, LIMITS)

    assert [p.worker.name for p in (first, second, third)] == ["Nadia", "Omar", "Mette"]
    assert "Har ikke plads" in second.warning


@pytest.mark.req("S2-AAB-16")
def test_when_nobody_has_the_competence_the_one_with_most_room_is_proposed_with_a_warning() -> None:
    (first,) = propose([METTE], TALKS, LIMITS)

    assert first.is_first
    assert not first.has_competence
    assert "Mangler kompetencen familiesamtaler" in first.warning


@pytest.mark.req("S2-AAB-06")
def test_a_group_run_beside_the_families_takes_room() -> None:
    runs_groups = Worker(4, "Pernille", families=5, groups=2)

    assert LIMITS.most_for(runs_groups) == 6
    assert propose([runs_groups, Worker(5, "Rie", families=8)], Need(), LIMITS)[0].worker.key == 5


@pytest.mark.req("S2-AAB-05")
@pytest.mark.parametrize(
    ("families", "words"),
    [
        (5, "Har 5 familier; normalt mindst 6."),
        (6, ""),
        (12, ""),
        (13, "Har 13 familier; højst 12 ad gangen."),
        (1, "Har 1 familie; normalt mindst 6."),
    ],
)
def test_a_load_outside_six_to_twelve_is_warned_of(families: int, words: str) -> None:
    assert load_warning(Worker(1, "Mette", families=families), LIMITS) == words


def test_workers_alike_are_ranked_by_name_so_that_the_proposal_never_flickers() -> None:
    alike = [Worker(2, "Bente", 7), Worker(1, "Asta", 7)]

    assert [p.worker.name for p in propose(alike, Need(), LIMITS)] == ["Asta", "Bente"]


def test_no_workers_give_no_proposals() -> None:
    assert propose([], TALKS, LIMITS) == ()
