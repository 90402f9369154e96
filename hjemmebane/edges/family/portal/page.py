"""What waits for you, the plan in your own words, meetings, reports and who has looked."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from hjemmebane.edges.family.feedback.questions import page_of, started
from hjemmebane.edges.family.portal.feedback import scope_of
from hjemmebane.edges.family.portal.rows import (
    goal_cards,
    last_time,
    looks,
    meeting_cards,
    risk_cards,
    waiting,
)
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.cases.queries import own_risks
from hjemmebane.records.courses.queries import own_course_words, own_places
from hjemmebane.records.documents.queries import reports_for_reader
from hjemmebane.records.feedback.queries import (
    Contact,
    User,
    asked_of,
    contact_to_answer,
    own_courses,
    own_goal_ratings,
    person_of,
)
from hjemmebane.records.people.queries import (
    lookups_about,
    may_see_own_record,
    own_looks,
    person_card,
)
from hjemmebane.records.reports.queries import own_goals, own_meetings, own_workers, workers_of

LOOKS_ON_PAGE = 3


@require_GET
@family_door
def show(request: StaffRequest) -> HttpResponse:
    """Show the family member's own page."""
    user = request.user
    person = person_of(user)
    contact = contact_to_answer(user)
    reports = reports_for_reader(user)
    meetings = own_meetings(user)
    first = _first_question(contact, user) if contact else {}
    sees_record = may_see_own_record(user)
    context = {
        **first,
        "card": person_card(person, user),
        "last_time": last_time(contact, workers_of(contact) if contact else []),
        "waiting": waiting(first.get("total", 1) - 1, reports, meetings),
        "goals": goal_cards(own_goals(user), own_goal_ratings(user)),
        "meetings": meeting_cards(meetings),
        "reports": reports,
        "courses": own_courses(user),
        "places": own_places(user),
        "own_courses": own_course_words(user),
        "risks": risk_cards(own_risks(user)),
        "sees_record": sees_record,
        "looks": looks(lookups_about(person.pk, LOOKS_ON_PAGE)) if sees_record else [],
        "workers": [one for one in own_workers(user) if one.phone],
    }
    return render(request, "family/portal/page.html", context)


def _first_question(contact: Contact, user: User) -> dict[str, Any]:
    """Return the first question, answered with one tap from the front page itself."""
    asked = asked_of(contact.course, person_of(user))
    address = reverse("family:portal_feedback", args=[contact.course.public_id])
    asking = page_of(started(), asked, scope_of(contact.course, user))
    return {**asking, "ask_url": f"{address}?besoeg={contact.public_id}"}


@require_GET
@family_door
def looked(request: StaffRequest) -> HttpResponse:
    """Show everyone who has looked: role, unit, time and reason, never a name."""
    return render(request, "family/portal/lookups.html", {"looks": looks(own_looks(request.user))})
