"""Writing down what the family has answered to an invitation, when they say it and not the page."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.edges.staff.agenda.forms import RepliesForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.agenda.actions import reply_to_meeting
from hjemmebane.records.agenda.queries import MeetingRow, get_meeting, get_meeting_row
from hjemmebane.records.cases.queries import case_of_dossier
from hjemmebane.records.people.queries import get_person
from hjemmebane.ui.http import attempt, done, form_page
from hjemmebane.ui.words import moment


@staff_door
@needs("meeting.reply")
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_replies(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Show who of the family comes, and keep what a worker was told."""
    user = request.user
    row = get_meeting_row(meeting_id, user)
    form = RepliesForm(request.POST or None, seats=[seat for seat in row.seats if seat.person])
    url = _back(request, meeting_id)
    if request.method == "POST" and form.is_valid():
        meeting = get_meeting(meeting_id, user)
        for person_id, reply in form.changed_replies():
            person = get_person(person_id, user)
            attempt(form, reply_to_meeting, by=user, meeting=meeting, person=person, reply=reply)
        if not form.errors:
            return done(request, url, "Svarene er skrevet ned.")
    context = {"form": form, "title": "Hvem kommer?", "lead": _when(row), "back": url}
    return form_page(request, "staff/agenda/replies.html", context, form)


def _when(row: MeetingRow) -> str:
    return " · ".join(
        part for part in (f"{row.label} {moment(row.starts_at)}", row.replies) if part
    )


def _back(request: StaffRequest, meeting_id: UUID) -> str:
    meeting = get_meeting(meeting_id, request.user)
    case = case_of_dossier(meeting.dossier, request.user)
    return (
        f"{reverse('staff:case', args=[case.public_id])}#moeder" if case else reverse("staff:myday")
    )
