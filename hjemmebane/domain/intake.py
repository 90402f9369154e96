"""What comes in: enquiries, notifications and the pure tests they are put to."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median

from hjemmebane.domain.identity import age_on
from hjemmebane.domain.people import PartyRole


class EnquirySource(StrEnum):
    """By which door an enquiry came."""

    CITIZEN = "citizen"
    PARTNER = "partner"
    STAFF = "staff"


class ConcernSource(StrEnum):
    """Who raised the concern first."""

    PARENT = "parent"
    YOUNG_PERSON = "young_person"
    DAY_CARE = "day_care"
    SCHOOL = "school"
    HEALTH_VISITING = "health_visiting"
    RECEPTION = "reception"
    NETWORK = "network"
    OTHER = "other"


class DangerAnswer(StrEnum):
    """The answer to the first question of every form: is a child in danger now?"""

    NO = "no"
    UNSURE = "unsure"
    YES = "yes"


class EnquiryState(StrEnum):
    """How far an enquiry has come."""

    NEW = "new"
    READ = "read"
    TRIAGED = "triaged"
    ALLOCATED = "allocated"
    CONTACTED = "contacted"
    STARTED = "started"
    FORWARDED = "forwarded"
    ADVISED = "advised"
    CLOSED = "closed"


class TriageOutcome(StrEnum):
    """What the weekly table decides."""

    ACCEPT = "accept"
    FORWARD_TO_AUTHORITY = "forward"
    ADVICE = "advice"


class TriageReason(StrEnum):
    """Why the weekly table decided so; at most six choices."""

    FITS = "fits"
    CONCERN_TOO_GREAT = "concern_too_great"
    NEEDS_AUTHORITY_HELP = "needs_authority_help"
    NO_OWN_WISH = "no_own_wish"
    UNIVERSAL_OFFER_FITS = "universal_offer_fits"
    OTHER = "other"


class ForwardGround(StrEnum):
    """The lawful ground on which prevention hands an enquiry on to the authority."""

    NOTIFICATION_DUTY = "notification_duty"
    CONSENT = "consent"


class CrossingGround(StrEnum):
    """The stated ground on which one question, or one family, goes from one unit to the other."""

    CONSENT = "consent"
    DANGER = "danger"
    LAW = "law"


class NotificationSource(StrEnum):
    """By which door a notification came."""

    PARTNER = "partner"
    CITIZEN = "citizen"
    STAFF = "staff"


class NotificationReasonKey(StrEnum):
    """What a notification is about; at most six choices, the text says the rest."""

    VIOLENCE = "violence"
    NEGLECT = "neglect"
    PARENTS = "parents"
    WELLBEING = "wellbeing"
    ABSENCE = "absence"
    OTHER = "other"


class NotificationOutcome(StrEnum):
    """What the 24-hour assessment of one child leads to."""

    OPEN_CASE = "open_case"
    RUNNING_CASE = "running_case"
    TALK_WITH_FAMILY = "talk_with_family"
    NO_FURTHER = "no_further"


class NotToldReason(StrEnum):
    """Why the family is not told that the registers put their one question."""

    ENDANGERS_CHILD = "endangers_child"
    HONOUR_RISK = "honour_risk"
    POLICE_INQUIRY = "police_inquiry"


PROFESSIONALS = frozenset(
    {ConcernSource.DAY_CARE, ConcernSource.SCHOOL, ConcernSource.HEALTH_VISITING}
)
"""Who must have the family with them when they turn to prevention."""


@dataclass(frozen=True)
class ChildGiven:
    """A child as named by the one who writes: no register stands behind it yet."""

    name: str
    born_on: date | None = None
    age: int | None = None


@dataclass(frozen=True)
class EnquiryGiven:
    """What somebody says when they turn to the prevention unit."""

    source: EnquirySource
    concern_source: ConcernSource
    danger_answer: DangerAnswer
    text: str
    children: tuple[ChildGiven, ...] = ()
    is_anonymous: bool = False
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    own_motivation: str = ""
    problem: str = ""
    has_family_agreed: bool = False

    def without_traces(self) -> "EnquiryGiven":
        """Return the same with nothing that points at a person, when it is anonymous."""
        if not self.is_anonymous:
            return self
        children = tuple(ChildGiven("", age=child.age) for child in self.children)
        return replace(self, children=children, contact_name="", contact_phone="", contact_email="")

    @property
    def lacks_family(self) -> bool:
        """Return whether a professional asks without the family; danger never waits for that."""
        is_professional = (
            self.source is EnquirySource.PARTNER or self.concern_source in PROFESSIONALS
        )
        is_calm = self.danger_answer is DangerAnswer.NO
        return is_professional and is_calm and not self.has_family_agreed


@dataclass(frozen=True)
class ReferralGiven:
    """What the reception unit passes on when prevention fits: this, and nothing else."""

    problem: str
    text: str
    ground: CrossingGround
    reason: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    own_motivation: str = ""


@dataclass(frozen=True)
class NotificationGiven:
    """What somebody notifies the authority of."""

    source: NotificationSource
    concern_source: ConcernSource
    reasons: tuple[NotificationReasonKey, ...]
    text: str
    children: tuple[ChildGiven, ...]
    danger_answer: DangerAnswer = DangerAnswer.NO
    is_anonymous: bool = False
    reporter_name: str = ""
    reporter_contact: str = ""
    suspects_violence: bool = False

    def without_traces(self) -> "NotificationGiven":
        """Return the same without the one who notifies, when that one is anonymous."""
        if not self.is_anonymous:
            return self
        return replace(self, reporter_name="", reporter_contact="")

    @property
    def hints_at_violence(self) -> bool:
        """Return whether violence or abuse is suspected, however it was said."""
        return self.suspects_violence or NotificationReasonKey.VIOLENCE in self.reasons


@dataclass(frozen=True)
class DangerAssessment:
    """One child's 24-hour assessment: danger or not, what was done at once, and what follows."""

    is_in_danger: bool
    text: str
    outcome: NotificationOutcome
    acute_action: str = ""


@dataclass(frozen=True)
class TriageDecision:
    """What the weekly table said of one enquiry, and why."""

    outcome: TriageOutcome
    reason: TriageReason
    is_motivated: bool | None
    is_delimited: bool | None
    text: str = ""
    own_motivation: str = ""
    problem: str = ""
    forward_ground: ForwardGround | None = None
    forward_text: str = ""
    needed_competence: str = ""


@dataclass(frozen=True)
class MemberGiven:
    """A member of a family as written down when it is taken into the prevention register."""

    given_name: str
    family_name: str
    role: PartyRole
    born_on: date | None = None


@dataclass(frozen=True)
class TriagePoint:
    """One of the three points of the target-group test, and how it came out."""

    key: str
    text: str
    is_met: bool | None


def is_under_age(children: Iterable[ChildGiven], day: date, age_limit: int) -> bool | None:
    """Return whether any child named is below the limit; None when no age is known."""
    ages = [
        age_on(child.born_on, day) if child.born_on else child.age
        for child in children
        if child.born_on or child.age is not None
    ]
    if not ages:
        return None
    return any(age is not None and age < age_limit for age in ages)


def target_group_test(
    children: Iterable[ChildGiven],
    day: date,
    age_limit: int,
    *,
    is_motivated: bool | None,
    is_delimited: bool | None,
) -> tuple[TriagePoint, ...]:
    """Return the three points: under the age limit, own motivation, delimited problem."""
    return (
        TriagePoint(
            "age", f"Barnet er under {age_limit} år", is_under_age(children, day, age_limit)
        ),
        TriagePoint("motivation", "Familien vil det selv", is_motivated),
        TriagePoint("delimited", "Problemet er afgrænset", is_delimited),
    )


def is_in_target_group(points: Iterable[TriagePoint]) -> bool:
    """Return whether every point of the test is met."""
    return all(point.is_met for point in points)


def advice_text_gone_by(received_at: datetime, days: int) -> datetime:
    """Return when the text of anonymous advice must be deleted at the latest."""
    return received_at + timedelta(days=days)


@dataclass(frozen=True)
class ConcernToAction:
    """Days from concern to the first action: how many, the middle, the longest, still waiting."""

    acted: int
    waiting: int
    median_days: float | None
    longest_days: int | None


def days_between(start: datetime, end: datetime) -> int:
    """Return calendar days from one moment to another."""
    return (end.date() - start.date()).days


def concern_to_action(pairs: Iterable[tuple[datetime, datetime | None]]) -> ConcernToAction:
    """Return days from each concern to its first action, summed up."""
    rows = list(pairs)
    days = [days_between(start, end) for start, end in rows if end is not None]
    return ConcernToAction(
        acted=len(days),
        waiting=len(rows) - len(days),
        median_days=float(median(days)) if days else None,
        longest_days=max(days) if days else None,
    )


OLDEST_RECEIVED = timedelta(days=366)
LONGEST_PREGNANCY = timedelta(days=300)
OLDEST_CHILD_YEARS = 30


def is_plausible_receipt(received_at: datetime, now: datetime) -> bool:
    """Return whether something can have been received then: not ahead of now, not years ago."""
    return now - OLDEST_RECEIVED <= received_at <= now


def are_plausible_children(children: Iterable[ChildGiven], day: date) -> bool:
    """Return whether every birthday given can be a child's; an unborn child counts."""
    return all(
        child.born_on is None
        or (
            child.born_on <= day + LONGEST_PREGNANCY
            and age_on(child.born_on, day) <= OLDEST_CHILD_YEARS
        )
        for child in children
    )


def code_fingerprint(code: str) -> str:
    """Return the fingerprint of an answer code, however it was typed; the code is not kept."""
    folded = "".join(code.lower().split()).replace("-", "")
    return hashlib.sha256(folded.encode()).hexdigest()
