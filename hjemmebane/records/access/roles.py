"""The rights table of catalogue/roles.toml, read once: who may do what, who sees how much."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from hjemmebane import catalogue
from hjemmebane.domain.access import Aspect, Level, Relation, RoleKey


@dataclass(frozen=True, slots=True)
class RightsTable:
    """The table of decisions: levels by aspect and relation, roles by action, titles by role."""

    levels: Mapping[tuple[Aspect, Relation], Level]
    actions: Mapping[str, frozenset[str]]
    titles: Mapping[RoleKey, str]

    def level(self, aspect: Aspect, relation: Relation) -> Level:
        """Return how much of an aspect a relation sees."""
        return self.levels[aspect, relation]

    def may(self, roles: frozenset[str], action: str) -> bool:
        """Return whether any of the roles may do an action; unknown actions nobody may."""
        return bool(self.actions.get(action, frozenset()) & roles)


@lru_cache(maxsize=1)
def rights_table() -> RightsTable:
    """Return the rights table of this installation."""
    current = catalogue.current()
    raw = current.roles
    one_team = current.profile.is_on("one_team")
    levels = {}
    for aspect in Aspect:
        row = raw["aspects"][aspect.value]
        for relation in Relation:
            cell = row.get(f"{relation.value}_one_team") if one_team else None
            levels[aspect, relation] = Level(cell or row[relation.value])
    actions = {name: frozenset(entry["roles"]) for name, entry in raw["actions"].items()}
    titles = {RoleKey(key): entry["title"] for key, entry in raw["roles"].items()}
    return RightsTable(levels, actions, titles)
