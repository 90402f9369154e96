"""What waits for you, the plan in your own words, meetings, reports and who has looked."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from hjemmebane.edges.family.portal.rows import goal_cards, looks, meeting_cards, waiting
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.documents.queries import reports_for_reader
from hjemmebane.records.feedback.queries import (
    contact_to_answer,
    own_courses,
    own_goal_ratings,
    person_of,
)
from hjemmebane.records.people.queries import lookups_about, person_card
from hjemmebane.records.reports.queries import own_goals, own_meetings

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
    courses = own_courses(user)
    context = {
        "card": person_card(person, user),
        "waiting": waiting(contact, reports, meetings),
        "contact": contact,
        "goals": goal_cards(own_goals(user), own_goal_ratings(user)),
        "meetings": meeting_cards(meetings),
        "reports": reports,
        "courses": courses,
        "looks": looks(lookups_about(person.pk, LOOKS_ON_PAGE)),
    }
    return render(request, "family/portal/page.html", context)


@require_GET
@family_door
def looked(request: StaffRequest) -> HttpResponse:
    """Show everyone who has looked: role, unit, time and reason, never a name."""
    person = person_of(request.user)
    context = {"looks": looks(lookups_about(person.pk))}
    return render(request, "family/portal/lookups.html", context)
