"""Answering an invitation: yes or no in one tap, or another day and time."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.agenda import MeetingReply
from hjemmebane.edges.family.portal.forms import ReplyForm
from hjemmebane.edges.family.portal.rows import meeting_cards
from hjemmebane.records.access.doors import StaffRequest, family_door
from hjemmebane.records.agenda.actions import reply_to_meeting
from hjemmebane.records.agenda.queries import get_meeting
from hjemmebane.records.feedback.queries import person_of
from hjemmebane.records.reports.queries import own_meeting
from hjemmebane.ui.http import attempt, done, form_page


@require_http_methods(["GET", "POST"])
@family_door
def meeting(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Show a meeting one is asked to, and keep what one answers."""
    user = request.user
    row = own_meeting(meeting_id, user)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reply = MeetingReply(form.cleaned_data["reply"])
        outcome = attempt(
            form,
            reply_to_meeting,
            by=user,
            meeting=get_meeting(meeting_id, user),
            person=person_of(user),
            reply=reply,
            proposed_at=form.proposed_at(),
            refused_at={"time_missing": "on", "date_out_of_reach": "on"},
        )
        if outcome:
            return done(request, f"{reverse('family:portal')}#moeder", _said(reply))
    context = {"meeting": meeting_cards([row])[0], "form": form}
    return form_page(request, "family/portal/meeting.html", context, form)


def _said(reply: MeetingReply) -> str:
    return {
        MeetingReply.YES: _("Tak. Vi har skrevet, at du kommer."),
        MeetingReply.NO: _(
            "Tak. Vi har skrevet, at du ikke kommer. Vi ringer, hvis vi skal finde en anden tid."
        ),
        MeetingReply.OTHER_TIME: _("Tak. Vi ser på den tid, du foreslår, og giver dig besked."),
    }[reply]
