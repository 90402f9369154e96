"""Deadlines: what starts one, when it falls, and how it stands. Pure; the time is an argument."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from hjemmebane.domain.arithmetic import reckon
from hjemmebane.domain.calendar import (
    Length,
    Unit,
    WorkingCalendar,
    as_moment,
    end_of_day,
    local_day,
    plus_months,
)
from hjemmebane.domain.event_kinds import EventKind, SubjectKind
from hjemmebane.domain.prose_dates import day_month, full, weekday_full
from hjemmebane.domain.regime import Regime
from hjemmebane.domain.versions import OnRunning

HOURS_IN_A_DAY = 24


class SourceStatus(StrEnum):
    """How well the rule's words have been read in a source."""

    VERIFIED = "verified"
    PARTLY = "partly"
    UNVERIFIED = "unverified"

    @property
    def label(self) -> str:
        """Return the status in Danish."""
        return {
            "verified": "læst i kilden",
            "partly": "kilden støtter reglen, men ordlyden er ikke læst i fuld længde",
            "unverified": "ikke efterprøvet",
        }[self.value]


class RuleStage(StrEnum):
    """How hard a municipality holds a rule: it may step one down and see if practice holds."""

    MANDATORY = "mandatory"
    STANDARD = "standard"
    RETIRED = "retired"

    @property
    def label(self) -> str:
        """Return the stage in Danish."""
        return {"mandatory": "fast regel", "standard": "faglig standard", "retired": "udgået"}[
            self.value
        ]


class DutyOf(StrEnum):
    """Whose clock a rule is; only the municipality's own can be over the time."""

    MUNICIPALITY = "municipality"
    PARTY = "party"
    BOARD = "board"

    @property
    def label(self) -> str:
        """Return whose it is, in Danish."""
        return {
            "municipality": "Kommunens frist",
            "party": "Partens frist: den kan udløbe, men kommunen kan ikke overskride den",
            "board": "Ankestyrelsens frist: vist til orientering",
        }[self.value]


class ExceptionKind(StrEnum):
    """The closed list of things that lift a duty or hold it in waiting."""

    ANONYMOUS = "anonymous"
    PROVISIONAL_ASSESSMENT = "provisional_assessment"
    PLAN_NOT_NEEDED = "plan_not_needed"
    MEASURES_ENDED = "measures_ended"
    COMMITTEE_DECISION = "committee_decision"


class ExceptionEffect(StrEnum):
    """What an exception does: the duty is gone, or it waits with its day kept."""

    NOT_APPLICABLE = "not_applicable"
    EXCEPTED = "excepted"


class ObligationState(StrEnum):
    """How one obligation stands; always reckoned, never stored."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    DUE_SOON = "due_soon"
    OVERDUE = "overdue"
    MET = "met"
    MET_LATE = "met_late"
    NOT_APPLICABLE = "not_applicable"
    EXCEPTED = "excepted"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """Return the state in Danish."""
        return STATE_LABELS[self]

    @property
    def is_open(self) -> bool:
        """Return whether something is still to be done."""
        return self in OPEN_STATES


STATE_LABELS = {
    ObligationState.NOT_STARTED: "ikke begyndt",
    ObligationState.RUNNING: "løber",
    ObligationState.DUE_SOON: "snart",
    ObligationState.OVERDUE: "over tiden",
    ObligationState.MET: "nået",
    ObligationState.MET_LATE: "nået for sent",
    ObligationState.NOT_APPLICABLE: "gælder ikke",
    ObligationState.EXCEPTED: "undtaget, skal gøres færdig snarest",
    ObligationState.LAPSED: "udløbet",
}
OPEN_STATES = frozenset(
    {
        ObligationState.RUNNING,
        ObligationState.DUE_SOON,
        ObligationState.OVERDUE,
        ObligationState.EXCEPTED,
    }
)


@dataclass(frozen=True, slots=True)
class RuleException:
    """One exception a rule knows: what it is, what it does, and why."""

    kind: ExceptionKind
    title: str
    effect: ExceptionEffect


class MoveKind(StrEnum):
    """How a running deadline may be moved, where its rule lets it."""

    EXTEND = "extend"
    PAUSE = "pause"

    @property
    def label(self) -> str:
        """Return the move in Danish."""
        return {"extend": "Forlæng fristen", "pause": "Sæt fristen på pause"}[self.value]


@dataclass(frozen=True, slots=True)
class RuleMove:
    """One way a rule lets its deadline be moved: what must have been done, and how far at most."""

    kind: MoveKind
    title: str
    most: Length | None = None


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Who in the municipality has held a rule against its source, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One rule as the catalogue gives it; a change is a new version beside the old."""

    key: str
    version: int
    name: str
    title: str
    regime: Regime | None
    law: str
    paragraph: str
    source: str
    source_status: SourceStatus
    valid_from: date
    valid_to: date | None
    trigger: EventKind
    or_earlier: EventKind | None
    length: Length
    satisfied_by: EventKind
    closes: str
    exceptions: tuple[RuleException, ...]
    warn_days: int
    subject: SubjectKind
    is_local: bool
    beside: tuple[str, ...]
    profile: str | None
    requires_next: bool
    soft_limit: Length | None
    stage: RuleStage
    paper_route: str
    owner: str
    reviewed_on: date
    next_review_on: date
    on_running: OnRunning | None = None
    measures: frozenset[str] = frozenset()
    bases: frozenset[str] = frozenset()
    only_after: EventKind | None = None
    within: Length | None = None
    duty_of: DutyOf = DutyOf.MUNICIPALITY
    moves: tuple[RuleMove, ...] = ()
    is_off: bool = False
    # Why this version never counted: it was read wrongly, and a later one holds in its place.
    withdrawn: str = ""
    confirmation: Confirmation | None = None

    @property
    def is_gate(self) -> bool:
        """Return whether the rule asks for something before the event, and so starts no clock."""
        return self.length.unit is Unit.BEFORE

    @property
    def starts_clock(self) -> bool:
        """Return whether the trigger starts a deadline: not for a gate, not for a retired rule."""
        return not self.is_gate and self.stage is not RuleStage.RETIRED

    @property
    def law_text(self) -> str:
        """Return “Barnets lov § 95, stk. 2”, or the local rule's own name."""
        return f"{self.law} {self.paragraph}".strip()

    def holds_on(self, day: date) -> bool:
        """Return whether an obligation triggered that day stands under this version."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def covers(self, measure: str, bases: Collection[str]) -> bool:
        """Return whether the rule is about this kind of help; one without a scope is about all."""
        if not self.measures and not self.bases:
            return True
        return measure in self.measures or not self.bases.isdisjoint(bases)

    def reaches(self, day: date, happened: Mapping[EventKind, date]) -> bool:
        """Return whether what the rule presupposes has happened, and not too long ago."""
        if self.only_after is None:
            return True
        since = happened.get(self.only_after)
        if since is None or since > day:
            return False
        if self.within is None or self.within.count is None:
            return True
        return day < plus_months(since, self.within.count)

    def move(self, kind: MoveKind) -> RuleMove | None:
        """Return how the rule lets its deadline be moved in one way, or nothing."""
        return next((known for known in self.moves if known.kind is kind), None)

    def exception(self, kind: ExceptionKind) -> RuleException | None:
        """Return what the rule says about one exception, or nothing if it knows none."""
        return next((known for known in self.exceptions if known.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Due:
    """When an obligation falls due, and how that was reckoned."""

    on: date
    at: datetime
    is_whole_day: bool
    do_by: date
    steps: tuple[str, ...]
    moved_by: EventKind | None = None


@dataclass(frozen=True, slots=True)
class ExceptionUse:
    """An exception in use: what it does, and from when it was true."""

    effect: ExceptionEffect
    at: datetime


class TriggerMissingError(LookupError):
    """The event that starts the deadline has not happened."""


class NextDateRequiredError(ValueError):
    """The law gives no length here: the municipality must choose a day and say why."""


Moment = datetime | date


def due_at(
    rule: DeadlineRule,
    moments: Mapping[EventKind, Moment],
    calendar: WorkingCalendar,
    *,
    chosen_on: date | None = None,
) -> Due:
    """Return when the rule's deadline falls, from what has happened so far."""
    trigger = moments.get(rule.trigger)
    if trigger is None:
        raise TriggerMissingError(f"{rule.key}: {rule.trigger} has not happened")
    if rule.length.unit is Unit.CASE:
        return _chosen(local_day(trigger), chosen_on, calendar)
    at, steps = reckon(rule.length, as_moment(trigger), calendar)
    if rule.length.unit is Unit.HOURS:
        do_by = calendar.working_day_at_or_before(local_day(at))
        return Due(local_day(at), at, is_whole_day=False, do_by=do_by, steps=steps)
    return _moved(rule, moments, whole_day(local_day(at), steps, calendar), calendar)


def whole_day(day: date, steps: tuple[str, ...], calendar: WorkingCalendar) -> Due:
    """Return the deadline that is a whole day, with its working day and the steps to it."""
    do_by = calendar.working_day_at_or_before(day)
    return Due(day, end_of_day(day), is_whole_day=True, do_by=do_by, steps=steps)


def _chosen(start: date, chosen: date | None, calendar: WorkingCalendar) -> Due:
    if chosen is None:
        raise NextDateRequiredError("choose the next day")
    if chosen <= start:
        raise NextDateRequiredError("the next day lies after the event it follows")
    steps = (
        f"{weekday_full(chosen).capitalize()} er valgt {full(start)}.",
        "Loven sætter ingen fast frist her: kommunen vælger datoen og giver en grund.",
    )
    return whole_day(chosen, steps, calendar)


def _moved(
    rule: DeadlineRule, moments: Mapping[EventKind, Moment], due: Due, calendar: WorkingCalendar
) -> Due:
    """Return the deadline brought forward by the earlier event, where the rule names one.

    What happened the day the clock began did not run beside it, and moves nothing.
    """
    other = moments.get(rule.or_earlier) if rule.or_earlier else None
    if other is None or rule.or_earlier is None:
        return due
    day, start = local_day(other), local_day(moments[rule.trigger])
    if not start < day < due.on:
        return due
    moved = f"{rule.or_earlier.words.capitalize()} {weekday_full(day)}."
    steps = (*due.steps, f"{moved} Det er før {day_month(due.on)}, så det er fristen.")
    early = whole_day(day, steps, calendar)
    return Due(
        early.on, early.at, early.is_whole_day, early.do_by, early.steps, moved_by=rule.or_earlier
    )


def standing(
    due: Due | None,
    *,
    warn_days: int,
    now: datetime,
    satisfied_at: datetime | None = None,
    exception: ExceptionUse | None = None,
    duty_of: DutyOf = DutyOf.MUNICIPALITY,
) -> ObligationState:
    """Return how an obligation stands now; what was done late stays late."""
    if due is None:
        return ObligationState.NOT_STARTED
    # Moments of the same zone would be compared by the face of the clock, which shows one hour
    # twice on the night to winter time.
    now = now if now.tzinfo is UTC else now.astimezone(UTC)
    satisfied_at = satisfied_at.astimezone(UTC) if satisfied_at else None
    # An exception found only after the day has passed cannot make a broken deadline kept.
    in_time = exception if exception and exception.at.astimezone(UTC) <= due.at else None
    if in_time is not None and in_time.effect is ExceptionEffect.NOT_APPLICABLE:
        return ObligationState.NOT_APPLICABLE
    if satisfied_at is not None:
        return ObligationState.MET if satisfied_at <= due.at else ObligationState.MET_LATE
    if in_time is not None:
        return ObligationState.EXCEPTED
    if now > due.at:
        is_ours = duty_of is DutyOf.MUNICIPALITY
        return ObligationState.OVERDUE if is_ours else ObligationState.LAPSED
    return ObligationState.DUE_SOON if _is_soon(due, warn_days, now) else ObligationState.RUNNING


def _is_soon(due: Due, warn_days: int, now: datetime) -> bool:
    if due.is_whole_day:
        return local_day(now) >= due.on - timedelta(warn_days)
    return now >= due.at.astimezone(UTC) - timedelta(hours=warn_days * HOURS_IN_A_DAY)


def stored_due(at: datetime, *, is_whole_day: bool, calendar: WorkingCalendar) -> Due:
    """Return the deadline of a row that kept only its moment."""
    day = local_day(at)
    return Due(day, at, is_whole_day, calendar.working_day_at_or_before(day), steps=())


def is_past_soft_limit(rule: DeadlineRule, trigger: Moment, chosen_on: date) -> bool:
    """Return whether a chosen day lies further off than the rule's soft warning."""
    limit = rule.soft_limit
    if limit is None or limit.unit is not Unit.MONTHS or limit.count is None:
        return False
    return chosen_on > plus_months(local_day(trigger), limit.count)
