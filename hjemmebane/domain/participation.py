"""How parents and children take part in the change: at contacts and meetings, in goals."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from hjemmebane.domain.prose_dates import listed


@dataclass(frozen=True, slots=True)
class OfFamily:
    """A parent, or a child the course is about."""

    person: int
    name: str
    is_child: bool


@dataclass(frozen=True, slots=True)
class TakesPart:
    """What one of the family took part in: contacts, meetings, running goals in their own words."""

    who: OfFamily
    contacts: int
    meetings: int
    goals: int

    @property
    def is_seen(self) -> bool:
        """Return whether they took part in anything at all."""
        return bool(self.contacts or self.meetings or self.goals)

    @property
    def words(self) -> str:
        """Return “2 besøg, 1 møde, 1 mål med egne ord”, or that they were not part of any."""
        parts = [
            (self.contacts, f"{self.contacts} besøg"),
            (self.meetings, f"{self.meetings} {'møde' if self.meetings == 1 else 'møder'}"),
            (self.goals, f"{self.goals} mål med egne ord"),
        ]
        return ", ".join(words for count, words in parts if count) or "ikke med endnu"


def taking_part(
    family: Iterable[OfFamily],
    contacts: Sequence[Collection[int]],
    meetings: Sequence[Collection[int]],
    speakers: Sequence[int],
) -> tuple[TakesPart, ...]:
    """Return how each of the family takes part; `speakers` are those whose words goals are."""
    return tuple(
        TakesPart(
            who,
            sum(who.person in there for there in contacts),
            sum(who.person in there for there in meetings),
            sum(who.person == speaker for speaker in speakers),
        )
        for who in family
    )


def left_out(rows: Iterable[TakesPart], days_run: int, after_days: int) -> tuple[str, ...]:
    """Return who is left out of a course that has run for so many days, in words (S0-FHF-29).

    Parents are left out when none of them takes part; a child when that child does not.
    """
    if days_run < after_days:
        return ()
    found = list(rows)
    parents = [row for row in found if not row.who.is_child]
    words = []
    if not any(row.is_seen for row in parents):
        words.append("Ingen af forældrene har været med")
    unseen = [row.who.name for row in found if row.who.is_child and not row.is_seen]
    if unseen:
        words.append(f"{listed(unseen)} har ikke været med")
    return tuple(words)
