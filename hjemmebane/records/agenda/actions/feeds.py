"""A worker's own calendar feed: opened, closed; its address is a secret that is not stored."""

from hjemmebane import clock
from hjemmebane.records.access.acting import PRESSED_AGAIN_WITHIN, action, hold, log
from hjemmebane.records.access.models import User
from hjemmebane.records.agenda.models import CalendarFeed
from hjemmebane.records.agenda.queries.feeds import hash_of, token_of


@action("calendar.open_feed")
def open_feed(*, by: User) -> CalendarFeed:
    """Open a feed under a new address; the address before it is closed for good.

    One opened this minute is the same press of the button, and stays.
    """
    hold(by)
    now = clock.now()
    just_now = CalendarFeed.objects.filter(user=by, closed_at__isnull=True)
    standing = just_now.filter(opened_at__gte=now - PRESSED_AGAIN_WITHIN).first()
    if standing is not None:
        log(by=by, about=standing)
        return standing
    CalendarFeed.objects.filter(user=by, closed_at__isnull=True).update(closed_at=now)
    feed = CalendarFeed(user=by, opened_at=now)
    feed.token_hash = hash_of(token_of(feed))
    feed.save()
    log(by=by, about=feed)
    return feed


@action("calendar.close_feed")
def close_feed(*, by: User) -> int:
    """Close the worker's feed; return how many were open."""
    closed = CalendarFeed.objects.filter(user=by, closed_at__isnull=True)
    count = closed.update(closed_at=clock.now())
    log(by=by, about=by, facts={"closed": count})
    return count
