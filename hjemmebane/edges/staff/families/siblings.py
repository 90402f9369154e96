"""What holds for several of the children is told once, with their names."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

from hjemmebane.edges.staff.families.reading import FamilyRead
from hjemmebane.ui.words import listing


class OfDossier(Protocol):
    """A row that hangs on one dossier."""

    @property
    def dossier_id(self) -> int:
        """Return the dossier's id."""


R = TypeVar("R", bound=OfDossier)


def together(rows: Iterable[R], same: Callable[[R], object]) -> list[tuple[R, list[int]]]:
    """Return each thing once, with the dossiers it holds for."""
    groups: dict[object, list[R]] = defaultdict(list)
    for row in rows:
        groups[same(row)].append(row)
    return [(group[0], [row.dossier_id for row in group]) for group in groups.values()]


def told(read: FamilyRead, words: str, dossier_ids: Iterable[int]) -> str:
    """Return the words with whom they are about, where several children have a case."""
    names = named(read, dossier_ids)
    return f"{words} ({names})" if names else words


def named(read: FamilyRead, dossier_ids: Iterable[int]) -> str:
    """Return the children of some dossiers by first name; nothing where only one has a case."""
    if len({case.child_id for case in read.cases}) < 2:
        return ""
    wanted = set(dossier_ids)
    children = [d.child_id for d in read.view.dossiers if d.id in wanted]
    return listing([read.first_name(number) for number in dict.fromkeys(children)])
