"""Reach: what one reader may look at, resolved once per request to plain sets of ids."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Q

from hjemmebane.domain.access import SHOWS_PERSONS, Aspect, Level, Register, Relation
from hjemmebane.records.access.roles import rights_table

NOBODY = Q(pk__in=())
RANK = {level: place for place, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Span:
    """The dossiers and courses that one relation covers."""

    everything: bool = False
    units: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    dossiers: frozenset[int] = frozenset()
    courses: frozenset[int] = frozenset()

    @property
    def is_wide(self) -> bool:
        """Return whether it may cover most of what there is: each row is asked, none is listed."""
        return self.everything or bool(self.units)

    def joined(self, other: "Span") -> "Span":
        """Return the span of both."""
        return Span(
            self.everything or other.everything,
            self.units | other.units,
            self.teams | other.teams,
            self.dossiers | other.dossiers,
            self.courses | other.courses,
        )

    def q(self, prefix: str) -> Q:
        """Return the condition that a row's dossier lies in the span."""
        wide = []
        if self.everything:
            wide.append(Q(**{f"{prefix}__register": Register.AUTHORITY}))
        if self.units:
            wide.append(Q(**{f"{prefix}__unit_id__in": self.units}))
        if self.teams:
            wide.append(Q(**{f"{prefix}__team_id__in": self.teams}))
        found = [reduce(or_, wide) & Q(**{f"{prefix}__is_restricted": False})] if wide else []
        if self.dossiers:
            found.append(Q(**{f"{prefix}_id__in": self.dossiers}))
        return reduce(or_, found) if found else NOBODY


@dataclass(frozen=True, slots=True)
class Reach:
    """What a reader may look at: a span for each relation, and dossiers that are barred."""

    user_id: int
    person_id: int | None = None
    spans: Mapping[Relation, Span] = field(default_factory=dict)
    barred: frozenset[int] = frozenset()

    def span(self, aspect: Aspect, *levels: Level) -> Span:
        """Return what the reader reaches of an aspect at any of the levels."""
        wanted = frozenset(levels) or SHOWS_PERSONS
        table = rights_table()
        spans = [s for r, s in self.spans.items() if table.level(aspect, r) in wanted]
        return reduce(Span.joined, spans, Span())

    def q(self, prefix: str, aspect: Aspect, *levels: Level) -> Q:
        """Return the condition that a row's dossier is in reach for an aspect."""
        found = self.span(aspect, *levels).q(prefix)
        return found & ~Q(**{f"{prefix}_id__in": self.barred}) if self.barred else found

    def course_q(self, prefix: str, aspect: Aspect, *levels: Level) -> Q:
        """Return the condition that a row's course is in reach: by its tie, or by its dossier.

        Relations that hang on one course (therapist, prevention worker) reach that course only;
        wider ones reach every course of the dossier.
        """
        span = self.span(aspect, *levels)
        found = Q(**{f"{prefix}_id__in": span.courses}) if span.courses else NOBODY
        wide = Span(span.everything, span.units, span.teams, self._whole(aspect, *levels))
        found |= wide.q(f"{prefix}__dossier")
        return (found & ~Q(**{f"{prefix}__dossier_id__in": self.barred})) if self.barred else found

    def _whole(self, aspect: Aspect, *levels: Level) -> frozenset[int]:
        narrow = {
            Relation.THERAPIST,
            Relation.PREVENTION,
            Relation.PROVIDER_HEAD,
            Relation.NOTE_READER,
        }
        return (
            Reach(
                self.user_id,
                spans={
                    r: Span(dossiers=s.dossiers) for r, s in self.spans.items() if r not in narrow
                },
            )
            .span(aspect, *levels)
            .dossiers
        )

    def level(
        self,
        aspect: Aspect,
        *,
        dossier_id: int,
        unit_id: int | None = None,
        team_id: int | None = None,
        register: str = Register.AUTHORITY,
        is_restricted: bool = False,
        course_id: int | None = None,
    ) -> Level:
        """Return the highest level at which the reader sees an aspect of one dossier."""
        if dossier_id in self.barred:
            return Level.NO
        table = rights_table()
        best = Level.NO
        for relation, span in self.spans.items():
            wide = not is_restricted and (
                (span.everything and register == Register.AUTHORITY)
                or unit_id in span.units
                or team_id in span.teams
            )
            if wide or dossier_id in span.dossiers or (course_id and course_id in span.courses):
                level = table.level(aspect, relation)
                best = level if RANK[level] > RANK[best] else best
        return best

    def relation_to(self, dossier_ids: frozenset[int]) -> str:
        """Return the nearest relation to any of the dossiers, as the reason of a look-up."""
        for relation, span in self.spans.items():
            if span.dossiers & dossier_ids:
                return relation.value
        return next((r.value for r in self.spans), "")

    @property
    def is_family(self) -> bool:
        """Return whether the reader is a family member."""
        return self.person_id is not None
