"""How much of a course's frame is used: contacts and network meetings."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from hjemmebane.domain.programmes import ContactBudget
from hjemmebane.domain.prose_numbers import Gender, counted


class BudgetState(StrEnum):
    """How near the frame is to being used up."""

    NO_LIMIT = "no_limit"
    OPEN = "open"
    WARN = "warn"
    STOP = "stop"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Budget:
    """Contacts held beside the limit in force."""

    used: int
    limit: int | None
    state: BudgetState
    words: str
    is_extended: bool = False

    @property
    def short(self) -> str:
        """Return “10 af 12”."""
        return f"{self.used} af {self.limit}" if self.limit else str(self.used)


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """Network meetings held and planned beside the number foreseen."""

    held: int
    planned: int
    foreseen: int
    words: str


def contact_budget(frame: ContactBudget | None, used: int, new_limit: int | None) -> Budget:
    """Return the state of the contact budget; a limit is a time to think, never a wall."""
    if frame is None:
        return Budget(used, None, BudgetState.NO_LIMIT, f"{used} kontakter holdt. Ingen ramme.")
    limit = new_limit or frame.most
    # The warning keeps its distance to the limit when the limit is moved.
    warn_at = limit - (frame.most - frame.warn_at)
    state = _state(used, limit, warn_at)
    return Budget(used, limit, state, _words(frame, used, limit, state), limit != frame.most)


def meeting_count(foreseen: int, held_flags: Sequence[bool]) -> MeetingCount:
    """Return how many network meetings are held and planned."""
    held = sum(held_flags)
    planned = len(held_flags) - held
    if not foreseen:
        words = "Indsatstypen foreskriver ingen netværksmøder."
        if held or planned:
            told = counted(held, "netværksmøde", "netværksmøder", Gender.NEUTER)
            words = f"{told.capitalize()} holdt, {planned} planlagt."
    else:
        missing = max(0, foreseen - held - planned)
        rest = f", {planned} planlagt" if planned else ""
        tail = f" {missing} mangler at blive planlagt." if missing else ""
        words = f"{held} af {foreseen} netværksmøder holdt{rest}.{tail}"
    return MeetingCount(held, planned, foreseen, words)


def _state(used: int, limit: int, warn_at: int) -> BudgetState:
    if used > limit:
        return BudgetState.OVER
    if used == limit:
        return BudgetState.STOP
    return BudgetState.WARN if used >= warn_at else BudgetState.OPEN


def _words(frame: ContactBudget, used: int, limit: int, state: BudgetState) -> str:
    count = f"{used} af {limit} kontakter brugt."
    more = f"En forlængelse aftales med {frame.extended_by}."
    if state is BudgetState.OVER:
        return f"{count} Rammen er overskredet med {used - limit}. {more}"
    if state is BudgetState.STOP:
        return f"{count} Stop og tænk: skal forløbet slutte eller forlænges? {more}"
    left = limit - used
    if state is BudgetState.WARN:
        return f"{count} Kun {left} tilbage: tal om, hvordan forløbet slutter. {more}"
    return f"{count} {left} tilbage."
