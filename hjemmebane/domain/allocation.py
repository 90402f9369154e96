"""Who could take a new family: by the competence it needs and by free capacity, with reasons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum


class CompetenceKey(StrEnum):
    """What a family may need that a worker must be trained in."""

    FAMILY_TALKS = "family-talks"
    SMALL_CHILDREN = "small-children"
    TEENAGERS = "teenagers"
    SEPARATION = "separation"
    ANXIETY = "anxiety"
    GROUPS = "groups"
    MENTALISATION = "mentalisation"
    SPECIAL_PEDAGOGY = "special-pedagogy"
    KNOWLEDGE_BASED = "knowledge-based"
    HOME_WORK = "home-work"

    @property
    def words(self) -> str:
        """Return the competence in Danish, to stand after "kompetencen"."""
        return COMPETENCE_WORDS[self]


COMPETENCE_WORDS = {
    CompetenceKey.FAMILY_TALKS: "familiesamtaler",
    CompetenceKey.SMALL_CHILDREN: "små børn",
    CompetenceKey.TEENAGERS: "unge",
    CompetenceKey.SEPARATION: "brud og samarbejde mellem forældre",
    CompetenceKey.ANXIETY: "angst og bekymring",
    CompetenceKey.GROUPS: "grupper for forældre",
    CompetenceKey.MENTALISATION: "mentalisering",
    CompetenceKey.SPECIAL_PEDAGOGY: "specialpædagogik",
    CompetenceKey.KNOWLEDGE_BASED: "vidensbaserede metoder",
    CompetenceKey.HOME_WORK: "arbejde i hjemmet",
}


@dataclass(frozen=True)
class Worker:
    """A worker of the unit: families now, groups run beside them, and what they are trained in."""

    key: int
    name: str
    families: int
    competences: frozenset[str] = frozenset()
    groups: int = 0


@dataclass(frozen=True)
class Limits:
    """How many families a worker has at a time; each group run takes some of the room."""

    fewest: int
    most: int
    families_per_group: int = 0

    def most_for(self, worker: Worker) -> int:
        """Return the most families a worker has room for beside the groups they run."""
        return max(0, self.most - worker.groups * self.families_per_group)

    def free_for(self, worker: Worker) -> int:
        """Return how many more families a worker has room for; below zero is overload."""
        return self.most_for(worker) - worker.families


@dataclass(frozen=True)
class Need:
    """The competence a family needs, by key and in words; empty when none in particular."""

    key: str = ""
    words: str = ""

    @classmethod
    def of(cls, key: str) -> "Need":
        """Return the need of a competence by its key; an unknown key stands for itself."""
        known = key in set(CompetenceKey)
        return cls(key, CompetenceKey(key).words if known else key)


@dataclass(frozen=True)
class Proposal:
    """A worker's place in the ranking and why; `warning` is empty when nothing speaks against."""

    worker: Worker
    is_first: bool
    has_competence: bool
    free: int
    reason: str
    warning: str = ""


def propose(workers: Iterable[Worker], need: Need, limits: Limits) -> tuple[Proposal, ...]:
    """Return every worker ranked: the competence first, then room, then the fewest families."""
    ranked = sorted(workers, key=lambda worker: _rank(worker, need, limits))
    return tuple(
        Proposal(
            worker=worker,
            is_first=place == 0,
            has_competence=_has(worker, need),
            free=limits.free_for(worker),
            reason=_reason(worker, need, limits, ranked if place == 0 else ()),
            warning=_warning(worker, need, limits),
        )
        for place, worker in enumerate(ranked)
    )


def load_warning(worker: Worker, limits: Limits) -> str:
    """Return a sentence when a worker's load is outside the range, else nothing."""
    if worker.families > limits.most_for(worker):
        return f"Har {_families(worker.families)}; højst {limits.most_for(worker)} ad gangen."
    if worker.families < limits.fewest and not worker.groups:
        return f"Har {_families(worker.families)}; normalt mindst {limits.fewest}."
    return ""


def _has(worker: Worker, need: Need) -> bool:
    return not need.key or need.key in worker.competences


def _rank(worker: Worker, need: Need, limits: Limits) -> tuple[bool, bool, int, int, str, int]:
    free = limits.free_for(worker)
    return (not _has(worker, need), free <= 0, -free, worker.families, worker.name, worker.key)


def _reason(worker: Worker, need: Need, limits: Limits, ranked: Sequence[Worker]) -> str:
    room = f"{worker.name} har {worker.families} af {limits.most_for(worker)} familier"
    if not need.key:
        return f"{room}."
    if not _has(worker, need):
        return f"{room}, men mangler kompetencen {need.words}."
    passed = [w for w in ranked if not _has(w, need) and w.families < worker.families]
    sentence = f"{room} og har kompetencen {need.words}."
    if passed:
        other = min(passed, key=lambda w: (w.families, w.name))
        sentence += f" {other.name} har færre familier ({other.families}), men mangler kompetencen."
    return sentence


def _warning(worker: Worker, need: Need, limits: Limits) -> str:
    parts = []
    if not _has(worker, need):
        parts.append(f"Mangler kompetencen {need.words}: tal om sparring eller en makker.")
    if limits.free_for(worker) <= 0:
        parts.append(f"Har ikke plads: højst {limits.most_for(worker)} familier ad gangen.")
    return " ".join(parts)


def _families(number: int) -> str:
    return f"{number} {'familie' if number == 1 else 'familier'}"
