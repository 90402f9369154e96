"""A worker's own deadlines in a calendar elsewhere: kinds and times, nobody's name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hjemmebane import clock
from hjemmebane.domain.ical import ical
from hjemmebane.domain.refusals import NotVisible
from hjemmebane.records.access.doors import StaffRequest, needs, open_door, staff_door
from hjemmebane.records.agenda import actions, queries
from hjemmebane.ui.http import done


@staff_door
@needs("calendar.open_feed")
@require_safe
def calendar_feed(request: StaffRequest) -> HttpResponse:
    """Show the address of the worker's own feed, or offer to open one."""
    own = queries.own_feed(request.user)
    path = reverse("staff:calendar_file", args=[own[0]]) if own else ""
    context = {
        "address": request.build_absolute_uri(path) if path else "",
        "since": own[1] if own else None,
    }
    return render(request, "staff/agenda/feed.html", context)


@staff_door
@needs("calendar.open_feed")
@require_POST
def calendar_open(request: StaffRequest) -> HttpResponse:
    """Open a feed under a new address; the one before it stops."""
    actions.open_feed(by=request.user)
    url = reverse("staff:calendar_feed")
    return done(request, url, "Kalenderen har fået en ny adresse. En tidligere virker ikke mere.")


@staff_door
@needs("calendar.open_feed")
@require_POST
def calendar_close(request: StaffRequest) -> HttpResponse:
    """Close the feed: its address stops."""
    actions.close_feed(by=request.user)
    return done(request, reverse("staff:calendar_feed"), "Kalenderens adresse virker ikke mere.")


@open_door
@require_safe
def calendar_file(request: HttpRequest, token: str) -> HttpResponse:
    """Answer whoever knows the secret address with kinds and times; anybody else: no such page."""
    feed = queries.opened_feed(token)
    if feed is None:
        raise NotVisible("page")
    text = ical(feed.entries, host=request.get_host(), now=clock.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-store"
    return answer
