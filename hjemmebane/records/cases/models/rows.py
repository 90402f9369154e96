"""What every table of this record shares: rows hang on a dossier and are read through it."""

from typing import ClassVar, Self, TypeVar

from django.db import models
from django.db.models import Q

from hjemmebane.domain.access import Aspect, Level, Relation
from hjemmebane.records.access.models import User
from hjemmebane.records.people.reach import reach_of

M = TypeVar("M", bound=models.Model)


class DossierRows(models.QuerySet[M]):
    """Rows that hang on a dossier; `path` leads there, `aspect` is what they show of it."""

    path: ClassVar[str] = "case__dossier"
    aspect: ClassVar[Aspect] = Aspect.PLAN
    levels: ClassVar[tuple[Level, ...]] = (Level.YES, Level.ORDER)

    def visible_to(self, user: User) -> Self:
        """Return the rows the user may read.

        Staff read what the rights table shows; of a family, those who decide for the child read
        it, and the young person from 15.
        """
        return self.filter(whole_rows(user, self.path, self.aspect, self.levels))


DECIDES_FOR_CHILD = (Relation.CUSTODY_PARENT, Relation.CHILD_15)


def whole_rows(user: User, path: str, aspect: Aspect, levels: tuple[Level, ...]) -> Q:
    """Return the condition for rows that a reader reads whole, not only what is their own."""
    reach = reach_of(user)
    if not reach.is_family:
        return reach.q(path, aspect, *levels)
    near = family_dossiers(user, *DECIDES_FOR_CHILD)
    return reach.q(path, aspect, *levels, Level.OWN) & Q(**{f"{path}_id__in": near})


def family_dossiers(user: User, *relations: Relation) -> frozenset[int]:
    """Return the dossiers a family member reaches by some relations."""
    spans = reach_of(user).spans
    return frozenset().union(*(spans[r].dossiers for r in relations if r in spans))


def words(kind: type) -> list[tuple[str, str]]:
    """Return an enumeration as choices of a field."""
    return [(word.value, word.value) for word in kind]  # type: ignore[attr-defined]  # a StrEnum
