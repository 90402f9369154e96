"""Who may decide on what: the municipality's own rows, the nearest and narrowest first. Pure."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.ladder import Rung, Step

RANKS = (RoleKey.ADVISER, RoleKey.TEAM_LEADER, RoleKey.AUTHORITY_HEAD)
"""Those who decide for the authority, the narrowest right first."""
LONGEST_DEPUTY_DAYS = 92


class GrantAct(StrEnum):
    """What is decided on: help on the ladder, or beginning to look into a child's need."""

    MEASURE = "measure"
    ASSESSMENT = "assessment"


@dataclass(frozen=True, slots=True)
class GrantExample:
    """A worked example of a right: what is to be decided on, and who must say yes."""

    says: str
    on: date
    measure: str
    step: Step | None
    decides: RoleKey


@dataclass(frozen=True, slots=True)
class GrantAuthority:
    """One row of the rights to decide: for which acts, and whose word is needed at least."""

    key: str
    profile: str
    act: GrantAct
    measures: frozenset[str]
    from_rung: Rung | None
    to_rung: Rung | None
    role: RoleKey
    says: str
    source: str
    source_status: str
    valid_from: date
    valid_to: date | None
    examples: tuple[GrantExample, ...]

    def fits(self, act: GrantAct, day: date, measure: str, step: Step | None) -> bool:
        """Return whether the row is about this act on this day."""
        if act is not self.act or day < self.valid_from:
            return False
        if self.valid_to is not None and day > self.valid_to:
            return False
        if self.measures and measure not in self.measures:
            return False
        if step is None:
            return self.from_rung is None and self.to_rung is None
        is_high_enough = self.from_rung is None or step.rung >= self.from_rung
        return is_high_enough and (self.to_rung is None or step.rung <= self.to_rung)


def authority_for(
    grants: Sequence[GrantAuthority],
    lineage: Iterable[str],
    act: GrantAct,
    day: date,
    measure: str = "",
    step: Step | None = None,
) -> GrantAuthority | None:
    """Return the row that says who decides: the nearest profile's first one that fits."""
    for profile in lineage:
        for grant in grants:
            if grant.profile == profile and grant.fits(act, day, measure, step):
                return grant
    return None


def is_enough(roles: Collection[str], needed: RoleKey) -> bool:
    """Return whether somebody with these roles may say yes: their own rank or a higher one."""
    enough = RANKS[RANKS.index(needed) :]
    return any(role in roles for role in enough)


@dataclass(frozen=True, slots=True)
class AnswerTimes:
    """How long answers took, and for how many whole days the oldest has waited that still waits."""

    answered: int
    median: timedelta | None
    waiting: int
    oldest_days: int | None


def answer_times(
    answered: Iterable[tuple[datetime, datetime]], waiting: Iterable[datetime], now: datetime
) -> AnswerTimes:
    """Return the times from asking to answering, a yes and a no alike, and what waits now."""
    took = [end - start for start, end in answered]
    since = list(waiting)
    return AnswerTimes(
        answered=len(took),
        median=_median(took) if took else None,
        waiting=len(since),
        oldest_days=(local_day(now) - local_day(min(since))).days if since else None,
    )


def _median(spans: Sequence[timedelta]) -> timedelta:
    return timedelta(seconds=median(span.total_seconds() for span in spans))
