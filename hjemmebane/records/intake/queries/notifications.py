"""Notifications as the reception unit sees them, each child with its own running clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from uuid import UUID

from django.db.models import Q

from hjemmebane import clock
from hjemmebane.domain.access import Aspect, Level
from hjemmebane.domain.intake import ConcernToAction, concern_to_action
from hjemmebane.domain.paging import read_place, write_place
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import Obligation
from hjemmebane.records.agenda.queries.corrections import CorrectionRow, corrections_in
from hjemmebane.records.intake.models import (
    Notification,
    NotificationQuerySet,
    NotifiedChild,
    NotifiedChildQuerySet,
)
from hjemmebane.records.people.queries import PersonCard, cards_by_id
from hjemmebane.records.people.reach import reach_of

OPEN_MAX = 200
PAGE = 50


@dataclass(frozen=True, slots=True)
class Due:
    """When an obligation falls, and the page that explains it."""

    due_at: datetime
    obligation_id: str
    is_applicable: bool
    satisfied_at: datetime | None


@dataclass(frozen=True, slots=True)
class NotifiedChildRow:
    """One child of a notification: who, the running clock, and what came of it."""

    public_id: str
    name: str
    card: PersonCard | None
    born_on: date | None
    age: int | None
    due: Due | None
    assessed_at: datetime | None
    assessed_by: str
    is_in_danger: bool | None
    acute_action: str
    assessment_text: str
    outcome: str
    has_case: bool
    known_asked_at: datetime | None
    known_answer: str
    known_answered_at: datetime | None
    not_told_reason: str
    referred_at: datetime | None


@dataclass(frozen=True, slots=True)
class NotificationRow:
    """One notification in a list."""

    public_id: str
    concern_source: str
    is_anonymous: bool
    suspects_violence: bool
    is_danger_said: bool
    received_at: datetime
    reasons: tuple[str, ...]
    children: tuple[NotifiedChildRow, ...]
    receipt_due: Due | None
    receipt_sent_at: datetime | None
    next_due_at: datetime | None


@dataclass(frozen=True, slots=True)
class NotificationList:
    """What waits: children not assessed first by their clock, then receipts, then the rest.

    `after` leads to the next page of what is done, or is empty.
    """

    running: tuple[NotificationRow, ...] = ()
    receipts: tuple[NotificationRow, ...] = ()
    done: tuple[NotificationRow, ...] = ()
    after: str = ""


@dataclass(frozen=True, slots=True)
class NotificationPage:
    """One notification in full."""

    row: NotificationRow
    text: str
    reporter: str
    reporter_contact: str
    reporter_unit: str
    registered_at: datetime
    enquiry_received_at: datetime | None
    corrections: tuple[CorrectionRow, ...] = ()


def _whole(user: User) -> NotificationQuerySet:
    """Return the notifications the user reads in full, not only as the one who wrote them."""
    return Notification.objects.filter(reach_of(user).q("dossier", Aspect.INTAKE, Level.YES))


def whole_children(user: User) -> NotifiedChildQuerySet:
    """Return the notified children the user reads in full."""
    reach = reach_of(user)
    return NotifiedChild.objects.filter(reach.q("notification__dossier", Aspect.INTAKE, Level.YES))


def get_notification(public_id: object, user: User) -> Notification:
    """Return a notification the user reads in full; raise NotVisible otherwise."""
    found = _whole(user).select_related("dossier").filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("notification", public_id)
    return found


def get_notified_child(public_id: object, user: User) -> NotifiedChild:
    """Return a notified child the user reads in full; raise NotVisible otherwise."""
    rows = whole_children(user).select_related("notification__dossier", "person")
    found = rows.filter(public_id=str(public_id)).first()
    if found is None:
        raise NotVisible("notified_child", public_id)
    return found


def notification_list(user: User, after: str = "", limit: int = PAGE) -> NotificationList:
    """Return what waits, the oldest first, and a page of what is done, the newest first.

    However many are done, none that waits is pushed off the list: each part is asked for by
    itself, what waits up to its 200 oldest. After the first page only what is done is given.
    """
    is_running = Q(pk__in=_unassessed(user).values("notification_id"))
    lacks_receipt = Q(receipt_sent_at__isnull=True, is_anonymous=False)
    whole = _whole(user)
    page, more = _done(whole.exclude(is_running).exclude(lacks_receipt), after, limit)
    waiting: list[list[Notification]] = [[], []]
    if not after:
        oldest = _with_parts(whole).order_by("received_at", "pk")
        waiting = [
            list(oldest.filter(is_running)[:OPEN_MAX]),
            list(oldest.filter(lacks_receipt).exclude(is_running)[:OPEN_MAX]),
        ]
    rows = iter(_rows([*waiting[0], *waiting[1], *page], user))
    running, receipts = (sorted(islice(rows, len(part)), key=_clock) for part in waiting)
    return NotificationList(tuple(running), tuple(receipts), tuple(rows), more)


def _unassessed(user: User) -> NotifiedChildQuerySet:
    return whole_children(user).filter(assessed_at__isnull=True)


def _done(rows: NotificationQuerySet, after: str, limit: int) -> tuple[list[Notification], str]:
    """Return a page of notifications, the newest first, and where the next one begins."""
    start = read_place(after)
    if start:
        moment, number = start
        rows = rows.filter(received_at__lte=moment).exclude(
            Q(received_at=moment) & Q(pk__gte=number)
        )
    found = list(_with_parts(rows).order_by("-received_at", "-pk")[: limit + 1])
    page = found[:limit]
    return page, write_place(page[-1].received_at, page[-1].pk) if len(found) > limit else ""


def _clock(row: NotificationRow) -> tuple[datetime, str]:
    return (row.next_due_at or row.received_at, row.public_id)


def _with_parts(rows: NotificationQuerySet) -> NotificationQuerySet:
    return rows.select_related("reporter", "reporter_unit", "from_enquiry").prefetch_related(
        "reasons", "children__assessed_by", "children__known_question", "children__referral"
    )


def _rows(found: list[Notification], user: User) -> list[NotificationRow]:
    """Return rows with cards and deadlines, each read once for all."""
    children = [child for row in found for child in row.children.all()]
    cards = cards_by_id([c.person_id for c in children if c.person_id], user, "underretning")
    ids = [child.public_id for child in children] + [row.public_id for row in found]
    dues = _dues(ids)
    return [_row(row, cards, dues) for row in found]


def _dues(ids: Iterable[UUID]) -> dict[str, Due]:
    rows = Obligation.objects.filter(about_id__in=ids, superseded_by=None).order_by("pk")
    return {
        str(row.about_id): Due(
            due_at=row.due_at.astimezone(clock.ZONE),
            obligation_id=str(row.public_id),
            is_applicable=not row.not_applicable_reason,
            satisfied_at=row.satisfied_at,
        )
        for row in rows
    }


def _row(
    notification: Notification, cards: dict[int, PersonCard], dues: dict[str, Due]
) -> NotificationRow:
    children = tuple(_child(child, cards, dues) for child in notification.children.all())
    receipt = dues.get(str(notification.public_id))
    clocks = [c.due.due_at for c in children if c.due and c.assessed_at is None]
    if not clocks and receipt and receipt.is_applicable and receipt.satisfied_at is None:
        clocks = [receipt.due_at]
    return NotificationRow(
        public_id=str(notification.public_id),
        concern_source=notification.concern_source,
        is_anonymous=notification.is_anonymous,
        suspects_violence=notification.suspects_violence,
        is_danger_said=notification.danger_answer == "yes",
        received_at=notification.received_at.astimezone(clock.ZONE),
        reasons=tuple(reason.key for reason in notification.reasons.all()),
        children=children,
        receipt_due=receipt,
        receipt_sent_at=notification.receipt_sent_at,
        next_due_at=min(clocks) if clocks else None,
    )


def _child(
    child: NotifiedChild, cards: dict[int, PersonCard], dues: dict[str, Due]
) -> NotifiedChildRow:
    card = cards.get(child.person_id or 0)
    question = child.known_question
    return NotifiedChildRow(
        public_id=str(child.public_id),
        # Once the child is known, only its card may say the name: it may be protected.
        name=str(card.name) if card else child.name_given,
        card=card,
        born_on=card.born_on if card else child.born_on_given,
        age=card.age if card else child.age_given,
        due=dues.get(str(child.public_id)),
        assessed_at=child.assessed_at,
        assessed_by=child.assessed_by.name if child.assessed_by else "",
        is_in_danger=child.is_in_danger,
        acute_action=child.acute_action,
        assessment_text=child.assessment_text,
        outcome=child.outcome,
        has_case=child.case_dossier_id is not None,
        known_asked_at=question.at if question else None,
        known_answer=question.answer if question else "",
        known_answered_at=question.answered_at if question else None,
        not_told_reason=child.not_told_reason,
        referred_at=child.referral.at.astimezone(clock.ZONE) if child.referral else None,
    )


def notification_page(public_id: object, user: User) -> NotificationPage:
    """Return one notification in full."""
    rows = _with_parts(_whole(user)).filter(public_id=str(public_id))
    found = rows.first()
    if found is None:
        raise NotVisible("notification", public_id)
    enquiry = found.from_enquiry
    return NotificationPage(
        row=_rows([found], user)[0],
        text=found.text,
        reporter=_reporter(found),
        reporter_contact=found.reporter_contact,
        reporter_unit=found.reporter_unit.name if found.reporter_unit else "",
        registered_at=found.registered_at,
        enquiry_received_at=enquiry.received_at.astimezone(clock.ZONE) if enquiry else None,
        corrections=tuple(corrections_in(found.dossier, user).get(str(found.public_id), ())),
    )


def _reporter(notification: Notification) -> str:
    if notification.is_anonymous:
        return ""
    by_user = notification.reporter.name if notification.reporter else ""
    return notification.reporter_name or by_user


def notification_concern_to_action(user: User) -> ConcernToAction:
    """Return days from concern to action for each notified child taken further.

    The concern is counted from the enquiry, where a notification grew out of one.
    """
    rows = whole_children(user).filter(outcome__in=["open_case", "running_case"])
    moments = rows.values_list(
        "notification__from_enquiry__received_at", "notification__received_at", "acted_at"
    )
    return concern_to_action(
        (
            (enquired or notified).astimezone(clock.ZONE),
            acted.astimezone(clock.ZONE) if acted else None,
        )
        for enquired, notified, acted in moments
    )
