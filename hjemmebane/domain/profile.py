"""A practice profile: a municipality's own numbers, each with its source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from hjemmebane.domain.agenda import MeetingKind
from hjemmebane.domain.composition import HelpForm
from hjemmebane.domain.deadlines import Confirmation
from hjemmebane.domain.meeting_types import MeetingType
from hjemmebane.domain.reminders import ReminderPlan
from hjemmebane.domain.worklist import WorkWeights


@dataclass(frozen=True, slots=True)
class PracticeNumber:
    """One number of practice: never law, always with words and a source."""

    key: str
    value: int
    unit: str
    says: str
    source: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ring, and when."""

    name: str
    phone: str
    hours: str


@dataclass(frozen=True, slots=True)
class Profile:
    """The numbers, switches and contacts a municipality works by."""

    key: str
    title: str
    municipality: str
    based_on: str | None
    valid_from: date
    source: str
    owner: str
    reviewed_on: date
    next_review_on: date
    numbers: Mapping[str, PracticeNumber]
    switches: Mapping[str, bool]
    closing_days: tuple[str, ...]
    contacts: Mapping[str, Contact]
    sub_steps: Mapping[str, str]
    confirmed: Mapping[tuple[str, int], Confirmation] = field(default_factory=dict)
    help_forms: Mapping[str, HelpForm] = field(default_factory=dict)
    meetings: Mapping[MeetingKind, MeetingType] = field(default_factory=dict)

    def number(self, key: str) -> int:
        """Return one number of practice; an unknown key is an error, never a guess."""
        if key not in self.numbers:
            raise LookupError(f"profile {self.key} has no number {key}")
        return self.numbers[key].value

    def is_on(self, switch: str) -> bool:
        """Return one switch; an unknown one is an error."""
        if switch not in self.switches:
            raise LookupError(f"profile {self.key} has no switch {switch}")
        return self.switches[switch]

    def meeting(self, kind: MeetingKind) -> MeetingType:
        """Return what belongs to a kind of meeting; nothing where the profile says nothing."""
        return self.meetings.get(kind, MeetingType(kind, "", ""))

    def work_weights(self) -> WorkWeights:
        """Return the weights Min dag is ordered by."""
        return WorkWeights(
            days_per_weight_point=self.number("worklist.days_per_weight_point"),
            days_per_signal=self.number("worklist.days_per_signal"),
            signal_window_days=self.number("worklist.signal_window_days"),
            most_days_ahead=self.number("worklist.most_days_ahead"),
        )

    def reminder_plan(self) -> ReminderPlan:
        """Return when people are told of deadlines, and when they are left in peace."""
        return ReminderPlan(
            days_before=self.number("reminder.days_before"),
            hours_before=self.number("reminder.hours_before"),
            leader_days_after=self.number("reminder.leader_days_after"),
            leader_hours_after=self.number("reminder.leader_hours_after"),
            quiet_from_hour=self.number("reminder.quiet_from_hour"),
            quiet_to_hour=self.number("reminder.quiet_to_hour"),
            quiet_days_off=self.is_on("quiet_days_off"),
        )
