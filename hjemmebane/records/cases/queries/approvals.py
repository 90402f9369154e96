"""Decisions that wait for a leader's word: who asks, since when, and how long answers take."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet

from hjemmebane import catalogue, clock
from hjemmebane.domain.access import RoleKey
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.decision_rights import AnswerTimes, answer_times
from hjemmebane.domain.paging import read_place, write_place
from hjemmebane.records.access.models import User
from hjemmebane.records.access.roles import rights_table
from hjemmebane.records.cases.models import Decision
from hjemmebane.records.cases.queries.options import step_label
from hjemmebane.records.people.queries import PersonCard, cards

PAGE = 50
SHOWN = 20
MEASURED_DAYS = 90
TOLD_DAYS = 14


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    """A decision that waits for a leader's word: on whom, what, by whom, since when."""

    public_id: str
    case_public_id: str
    child: PersonCard
    measure: str
    step_words: str
    purpose: str
    decided_by: str
    decided_on: date
    asked_at: datetime
    waited_days: int
    is_old: bool
    is_own: bool
    needs: str


@dataclass(frozen=True, slots=True)
class ApprovalList:
    """A page of what waits, the oldest first; `after` leads to the next one, or is empty."""

    rows: tuple[ApprovalRow, ...]
    after: str


def old_days() -> int:
    """Return how many days a decision may wait here before its leader is told."""
    return catalogue.current_profile().number("approval.old_days")


def waiting_decisions(user: User) -> QuerySet[Decision]:
    """Return the decisions in reach on which nobody who was asked has answered."""
    return Decision.objects.visible_to(user).filter(
        asked_at__isnull=False,
        approved_at__isnull=True,
        declined_at__isnull=True,
        case__closed_at__isnull=True,
    )


def approvals_waiting(user: User, after: str = "", limit: int = PAGE) -> ApprovalList:
    """Return a page of what waits for a leader, the oldest first."""
    rows = waiting_decisions(user)
    start = read_place(after)
    if start:
        moment, number = start
        rows = rows.filter(asked_at__gte=moment).exclude(Q(asked_at=moment) & Q(pk__lte=number))
    near = rows.select_related("case__child", "decided_by").order_by("asked_at", "pk")
    found = list(near[: limit + 1])
    page = found[:limit]
    children = cards([row.case.child for row in page], user)
    more = ""
    if len(found) > limit and page[-1].asked_at:
        more = write_place(page[-1].asked_at, page[-1].pk)
    return ApprovalList(tuple(_row(row, children[row.case.child_id], user) for row in page), more)


def _row(row: Decision, child: PersonCard, user: User) -> ApprovalRow:
    asked_at = row.asked_at or clock.midnight(row.decided_on)
    waited = (clock.today() - local_day(asked_at)).days
    return ApprovalRow(
        public_id=str(row.public_id),
        case_public_id=str(row.case.public_id),
        child=child,
        measure=catalogue.current().measures[row.measure_key].title,
        step_words=step_label(row.ladder_step),
        purpose=row.purpose,
        decided_by=row.decided_by.name if row.decided_by else "",
        decided_on=row.decided_on,
        asked_at=asked_at,
        waited_days=waited,
        is_old=waited > old_days(),
        is_own=row.decided_by_id == user.pk,
        needs=rights_table().titles[RoleKey(row.authority_role)],
    )


def answer_times_for(user: User, days: int = MEASURED_DAYS) -> AnswerTimes:
    """Return how long answers took in reach over some days, and the oldest that waits now."""
    now = clock.now()
    since = now - timedelta(days=days)
    rows = Decision.objects.visible_to(user).filter(asked_at__isnull=False)
    yes = rows.filter(approved_at__gte=since).values_list("asked_at", "approved_at")
    no = rows.filter(declined_at__gte=since).values_list("asked_at", "declined_at")
    answered = [(asked, end) for asked, end in [*yes, *no] if asked and end]
    waits = waiting_decisions(user).values_list("asked_at", flat=True)
    return answer_times(answered, [asked for asked in waits if asked], now)


def sent_back_to(user: User, most: int = SHOWN) -> tuple[tuple[str, PersonCard, str, date], ...]:
    """Return the reader's own decisions that a leader said no to lately: case, child, why, when."""
    since = clock.now() - timedelta(days=TOLD_DAYS)
    rows = list(
        Decision.objects.visible_to(user)
        .filter(decided_by=user, declined_at__gte=since, case__closed_at__isnull=True)
        .select_related("case__child")
        .order_by("-declined_at", "-pk")[:most]
    )
    children = cards([row.case.child for row in rows], user)
    return tuple(
        (
            str(row.case.public_id),
            children[row.case.child_id],
            row.declined_why,
            local_day(row.declined_at),
        )
        for row in rows
        if row.declined_at
    )
