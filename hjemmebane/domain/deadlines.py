"""Deadlines: what starts one, when it falls, and how it stands. Pure; the time is an argument."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
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
from hjemmebane.domain.prose_dates import day_month, full, weekday_full
from hjemmebane.domain.regime import Regime
from hjemmebane.domain.versions import OnRunning

HOURS_IN_A_DAY = 24


class EventKind(StrEnum):
    """The closed list of things that start, move or close a deadline."""

    ENQUIRY_RECEIVED = "enquiry_received"
    DANGER_READ = "danger_read"
    NOTIFICATION_RECEIVED = "notification_received"
    DANGER_ASSESSED = "danger_assessed"
    RECEIPT_SENT = "receipt_sent"
    BECAME_AWARE = "became_aware"
    ASSESSMENT_FINISHED = "assessment_finished"
    DECISION_MADE = "decision_made"
    PLAN_MADE = "plan_made"
    MEASURE_STARTED = "measure_started"
    MEASURE_ENDED = "measure_ended"
    FOLLOW_UP_HELD = "follow_up_held"
    ALLOCATED = "allocated"
    FIRST_CONTACT = "first_contact"
    REPORT_SHARED = "report_shared"
    REPORT_READ = "report_read"

    @property
    def words(self) -> str:
        """Return what happened, in Danish, to stand after a date."""
        return EVENT_WORDS[self]


EVENT_WORDS = {
    EventKind.ENQUIRY_RECEIVED: "henvendelsen kom",
    EventKind.DANGER_READ: "henvendelsen blev læst for fare",
    EventKind.NOTIFICATION_RECEIVED: "underretningen kom",
    EventKind.DANGER_ASSESSED: "underretningen blev vurderet",
    EventKind.RECEIPT_SENT: "kvitteringen blev sendt",
    EventKind.BECAME_AWARE: "kommunen blev opmærksom på barnet",
    EventKind.ASSESSMENT_FINISHED: "undersøgelsen blev færdig",
    EventKind.DECISION_MADE: "afgørelsen blev truffet",
    EventKind.PLAN_MADE: "planen blev færdig",
    EventKind.MEASURE_STARTED: "indsatsen begyndte",
    EventKind.MEASURE_ENDED: "indsatsen sluttede",
    EventKind.FOLLOW_UP_HELD: "opfølgningen blev holdt",
    EventKind.ALLOCATED: "familien blev fordelt",
    EventKind.FIRST_CONTACT: "den første kontakt blev taget",
    EventKind.REPORT_SHARED: "rapporten blev delt med familien",
    EventKind.REPORT_READ: "familien læste rapporten",
}


class SubjectKind(StrEnum):
    """What one obligation is about."""

    ENQUIRY = "enquiry"
    NOTIFICATION = "notification"
    NOTIFIED_CHILD = "notified_child"
    CASE = "case"
    DECISION = "decision"
    MEASURE = "measure"
    FOLLOW_UP = "follow_up"
    REPORT = "report"


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


class ExceptionKind(StrEnum):
    """The closed list of things that lift a duty or hold it in waiting."""

    ANONYMOUS = "anonymous"
    PROVISIONAL_ASSESSMENT = "provisional_assessment"
    PLAN_NOT_NEEDED = "plan_not_needed"
    MEASURES_ENDED = "measures_ended"


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

    @property
    def law_text(self) -> str:
        """Return “Barnets lov § 95, stk. 2”, or the local rule's own name."""
        return f"{self.law} {self.paragraph}".strip()

    def holds_on(self, day: date) -> bool:
        """Return whether an obligation triggered that day stands under this version."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

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
    return _moved(rule, moments, _whole_day(local_day(at), steps, calendar), calendar)


def _whole_day(day: date, steps: tuple[str, ...], calendar: WorkingCalendar) -> Due:
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
    return _whole_day(chosen, steps, calendar)


def _moved(
    rule: DeadlineRule, moments: Mapping[EventKind, Moment], due: Due, calendar: WorkingCalendar
) -> Due:
    """Return the deadline brought forward by the earlier event, where the rule names one."""
    other = moments.get(rule.or_earlier) if rule.or_earlier else None
    if other is None or rule.or_earlier is None:
        return due
    day, start = local_day(other), local_day(moments[rule.trigger])
    if not start <= day < due.on:
        return due
    moved = f"{rule.or_earlier.words.capitalize()} {weekday_full(day)}."
    steps = (*due.steps, f"{moved} Det er før {day_month(due.on)}, så det er fristen.")
    early = _whole_day(day, steps, calendar)
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
) -> ObligationState:
    """Return how an obligation stands now; what was done late stays late."""
    if due is None:
        return ObligationState.NOT_STARTED
    # An exception found only after the day has passed cannot make a broken deadline kept.
    in_time = exception if exception is not None and exception.at <= due.at else None
    if in_time is not None and in_time.effect is ExceptionEffect.NOT_APPLICABLE:
        return ObligationState.NOT_APPLICABLE
    if satisfied_at is not None:
        return ObligationState.MET if satisfied_at <= due.at else ObligationState.MET_LATE
    if in_time is not None:
        return ObligationState.EXCEPTED
    if now > due.at:
        return ObligationState.OVERDUE
    return ObligationState.DUE_SOON if _is_soon(due, warn_days, now) else ObligationState.RUNNING


def _is_soon(due: Due, warn_days: int, now: datetime) -> bool:
    if due.is_whole_day:
        return local_day(now) >= due.on - timedelta(warn_days)
    return now >= due.at - timedelta(hours=warn_days * HOURS_IN_A_DAY)


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
