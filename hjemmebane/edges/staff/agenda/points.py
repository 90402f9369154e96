"""A point put on the agenda of a coming meeting, as from an answer that turned."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from hjemmebane.domain.agenda import MeetingKind, MeetingState
from hjemmebane.domain.refusals import NotVisible, Stale
from hjemmebane.edges.staff.agenda.forms import PointForm
from hjemmebane.records.access.doors import StaffRequest, needs, staff_door
from hjemmebane.records.agenda import actions
from hjemmebane.records.agenda.queries import get_meeting
from hjemmebane.records.people.queries import families_of_dossiers, in_sentence
from hjemmebane.ui.http import attempt, conflict_page, done, form_page
from hjemmebane.ui.words import moment


@staff_door
@needs("meeting.add_point")
@require_http_methods(["GET", "HEAD", "POST"])
def point(request: StaffRequest, meeting_id: UUID) -> HttpResponse:
    """Put a point on the agenda of a planned meeting; what stands there already is shown."""
    meeting = get_meeting(meeting_id, request.user)
    if meeting.state != MeetingState.PLANNED:
        raise NotVisible("meeting", meeting_id)
    form = PointForm(request.POST or None, initial={"version": meeting.version})
    if request.method == "POST" and form.is_valid():
        outcome = attempt(
            form,
            actions.add_point,
            by=request.user,
            meeting=meeting,
            version=form.cleaned_data["version"],
            point=form.cleaned_data["point"],
            refused_at={"agenda_full": "point"},
        )
        if outcome:
            return done(request, reverse("staff:myday"), "Punktet står på dagsordenen.")
        if isinstance(outcome.refused, Stale):
            now = get_meeting(meeting_id, request.user)
            return conflict_page(request, form, {"point": now.purpose}, version=now.version)
    # What the meeting is for tells of the family, so looking at it is a look-up of its children.
    family = families_of_dossiers({meeting.dossier_id}, request.user).get(meeting.dossier_id)
    whose = f", {in_sentence(family.title)}" if family else ""
    context = {
        "form": form,
        "lead": f"{MeetingKind(meeting.kind).label}{whose}, {moment(meeting.starts_at)}",
        "agenda": meeting.purpose,
        "back": reverse("staff:myday"),
    }
    return form_page(request, "staff/agenda/point.html", context, form)
