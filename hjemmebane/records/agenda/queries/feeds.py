"""What a worker's calendar elsewhere may show: kinds and times, nobody's name."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from hjemmebane import clock
from hjemmebane.domain.agenda import MeetingKind, MeetingState
from hjemmebane.domain.calendar import local_day
from hjemmebane.domain.ical import CalendarEntry
from hjemmebane.gateways import keyring
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import CalendarFeed, Meeting, Obligation
from hjemmebane.records.agenda.queries.reckoning import rule_of

TOKEN_SIGNS = 43
BACK, AHEAD = timedelta(days=60), timedelta(days=400)
ENTRIES_MAX = 500


@dataclass(frozen=True, slots=True)
class FeedOpened:
    """A feed whose address was asked for: whose it is, and what it shows."""

    user: User
    entries: tuple[CalendarEntry, ...]


def token_of(feed: CalendarFeed) -> str:
    """Return the secret part of a feed's address; it is reckoned from a key and never stored."""
    ring = keyring.ring()
    tokens = [
        ring.blind_index(str(feed.public_id), "calendar-feed", number)[:TOKEN_SIGNS]
        for number in ring.ids("index")
    ]
    return next((token for token in tokens if hash_of(token) == feed.token_hash), tokens[0])


def hash_of(token: str) -> str:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def own_feed(user: User) -> tuple[str, datetime] | None:
    """Return the secret part of the user's own feed and since when, where one is open."""
    feed = CalendarFeed.objects.filter(user=user, closed_at__isnull=True).first()
    return (token_of(feed), feed.opened_at) if feed else None


def opened_feed(token: str) -> FeedOpened | None:
    """Return what the feed behind an address shows; None where there is none any more."""
    rows = CalendarFeed.objects.filter(token_hash=hash_of(token), closed_at__isnull=True)
    feed = rows.select_related("user").first()
    if feed is None or not feed.user.is_active:
        return None
    return FeedOpened(feed.user, (*_deadlines(feed.user), *_meetings(feed.user)))


def _deadlines(user: User) -> list[CalendarEntry]:
    now = clock.now()
    rows = (
        Obligation.objects.visible_to(user)
        .unsettled()
        .ours()
        .filter(responsible=user, due_at__range=(now - BACK, now + AHEAD))
        .order_by("due_at", "pk")[:ENTRIES_MAX]
    )
    return [
        CalendarEntry(
            uid=f"frist-{row.public_id}",
            title=f"Frist: {rule_of(row).name}",
            starts=local_day(row.due_at) if row.is_whole_day else row.due_at,
            path=f"/frister/{row.public_id}/",
        )
        for row in rows
    ]


def _meetings(user: User) -> list[CalendarEntry]:
    now = clock.now()
    rows = (
        Meeting.objects.visible_to(user)
        .filter(persons__user=user, state=MeetingState.PLANNED)
        .filter(starts_at__range=(now - BACK, now + AHEAD))
        .order_by("starts_at", "pk")[:ENTRIES_MAX]
    )
    return [
        CalendarEntry(
            uid=f"moede-{row.public_id}",
            title=MeetingKind(row.kind).label,
            starts=row.starts_at,
            ends=row.ends_at,
        )
        for row in rows
    ]
