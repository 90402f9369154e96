"""What components show: frozen rows of ready words and addresses, filled by the edges."""

from dataclasses import dataclass
from enum import StrEnum

from hjemmebane.ui.charts.deadline_ruler import DeadlineRuler
from hjemmebane.ui.charts.feedback_trend import FeedbackTrend


class Urgency(StrEnum):
    """How near a deadline is; the mark's shape says it before the colour does."""

    LATE = "late"
    WEEK = "week"
    LATER = "later"
    DONE = "done"


@dataclass(frozen=True)
class Link:
    """Words that may lead somewhere."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Action:
    """A button-like link; `kind` is primary or second, `icon` names a design system icon.

    `about` is read aloud after the words, where many buttons on a page say the same.
    """

    text: str
    href: str
    kind: str = "second"
    icon: str = ""
    is_square: bool = False
    about: str = ""


@dataclass(frozen=True)
class Why:
    """A deadline opened: what the rule says, where it stands and how the day was reckoned."""

    rule: str
    arithmetic: str
    closes_by: str
    version: str
    law: tuple[Link, ...] = ()
    events: tuple[Link, ...] = ()
    other: tuple[tuple[str, str], ...] = ()
    ruler: DeadlineRuler | None = None
    catalogue_href: str = ""
    print_href: str = ""


@dataclass(frozen=True)
class DeadlineRow:
    """One thing to reach: how far, which day, what, why, and the one act that helps."""

    when: str
    day: str
    title: str
    detail: str = ""
    urgency: Urgency = Urgency.LATER
    href: str = ""
    why: Why | None = None
    action: Action | None = None
    is_open: bool = False


@dataclass(frozen=True)
class DeadlineGroup:
    """Deadlines of one urgency under their heading; `total` where only some are shown."""

    title: str
    urgency: Urgency
    rows: tuple[DeadlineRow, ...]
    total: int = 0

    @property
    def number(self) -> int:
        """Return how many there are; more than are shown where the list is cut."""
        return max(self.total, len(self.rows))


@dataclass(frozen=True)
class Mark:
    """A limit on access or sharing, in words; `icon` names a design system icon."""

    label: str
    text: str = ""
    icon: str = "lock"


@dataclass(frozen=True)
class PersonRow:
    """Someone around the family: name, title, since when or on what ground."""

    name: str
    title: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Happening:
    """One line of a list in time: when, what, more words, and whether it went otherwise."""

    when: str
    title: str
    detail: str = ""
    href: str = ""
    icon: str = ""


@dataclass(frozen=True)
class GoalRow:
    """A goal: the family's words first, the professional words under them."""

    own_words: str
    professional_words: str = ""
    meta: str = ""
    href: str = ""
    start: int | None = None
    now: int | None = None
    target: int | None = None
    tasks: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TurnedFeedback:
    """An answer that turned: who, which question, the last answers, what to do."""

    who: str
    question: str
    trend: FeedbackTrend
    text: str = ""
    href: str = ""
    action: Link | None = None


@dataclass(frozen=True)
class Step:
    """One of a document's steps; `state` is done, now or ahead."""

    text: str
    state: str = "ahead"


@dataclass(frozen=True)
class DocumentRow:
    """A document on its way past the family."""

    title: str
    steps: tuple[Step, ...]
    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class DayEntry:
    """One piece of a day: a visit, the way there, a gap, or now. Times are "HH.MM"."""

    kind: str
    starts: str
    ends: str = ""
    title: str = ""
    href: str = ""
    status: str = ""
    status_mark: str = ""
    meta: tuple[str, ...] = ()
    agreed: str = ""
    is_held: bool = False
    is_plan: bool = False
    actions: tuple[Action, ...] = ()


QUARTERS_IN_HOUR = 4
MINUTES_IN_QUARTER = 15
QUARTERS = 64  # as many rows as the css names


@dataclass(frozen=True)
class Placed:
    """An entry with the classes that place it on the quarter-hour rail."""

    entry: DayEntry
    place: str


@dataclass(frozen=True)
class Day:
    """A day's entries in order; the desk shows them against the hours, the phone as a list."""

    entries: tuple[DayEntry, ...]
    label: str = "Dagens besøg"

    @property
    def first_hour(self) -> int:
        """Return the whole hour the day begins in."""
        return min((int(entry.starts[:2]) for entry in self.entries), default=8)

    @property
    def hours(self) -> tuple[tuple[str, str], ...]:
        """Return the whole hours the day spans, each with its place."""
        if not self.entries:
            return ()
        last = max(int((e.ends or e.starts)[:2]) + 1 for e in self.entries)
        hours = range(self.first_hour, min(last, 23) + 1)
        return tuple((f"{h:02d}", f"q{self._quarter(f'{h:02d}.00')}") for h in hours)

    @property
    def placed(self) -> tuple[Placed, ...]:
        """Return each entry with its place."""
        return tuple(Placed(entry, self._place(entry)) for entry in self.entries)

    def _place(self, entry: DayEntry) -> str:
        first = self._quarter(entry.starts)
        return f"q{first} z{max(self._quarter(entry.ends or entry.starts), first + 1)}"

    def _quarter(self, hhmm: str) -> int:
        hour, minute = (int(part) for part in hhmm.split("."))
        quarter = (hour - self.first_hour) * QUARTERS_IN_HOUR + minute // MINUTES_IN_QUARTER
        return min(quarter + 1, QUARTERS)


@dataclass(frozen=True)
class LookUp:
    """Who looked, when and why; role and unit, never more than the reader may know."""

    who: str
    when: str
    why: str = ""


@dataclass(frozen=True)
class ConflictField:
    """One field two people wrote at once: both values, as shown and as sent."""

    name: str
    label: str
    mine: tuple[tuple[str, str], ...]
    theirs: tuple[tuple[str, str], ...]
    is_multiple: bool = False

    @property
    def differs(self) -> bool:
        """Return whether the two versions are not the same."""
        return [value for value, _ in self.mine] != [value for value, _ in self.theirs]

    @property
    def theirs_only(self) -> tuple[tuple[str, str], ...]:
        """Return what stands now and the loser did not write."""
        return tuple(pair for pair in self.theirs if pair[0] and pair not in self.mine)


@dataclass(frozen=True)
class PartyHour:
    """What a party does on a day: hours, words, where it leads, and a clash's label."""

    hours: str
    what: str
    href: str
    flag: str = ""


@dataclass(frozen=True)
class PartyDay:
    """A cell of the grid; `name` is the day as the phone says it."""

    name: str
    cells: tuple[PartyHour, ...]

    @property
    def is_clash(self) -> bool:
        """Return whether something on the day meets something else."""
        return any(cell.flag for cell in self.cells)


@dataclass(frozen=True)
class PartyWeek:
    """One party: its name, who of it, what it works for, and its days."""

    party: str
    who: str
    works_for: str
    days: tuple[PartyDay, ...]
